"""Web Push: encrypted for one browser (RFC 8291), signed by this installation (RFC 8292).

The push service sees neither words nor pictures. Ephemeral key and salt are made of the
target's seed, so that everything here can be repeated.
"""

import base64
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import orjson
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bolo.channels.wording import clip, line, octets, public, whole
from bolo.core.channel import Channel, Entry, Field, Message, Outcome, Reply, Target
from bolo.core.marketplace import Request

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD = 4096
LONGEST = 3000
TITLE = 200
TIME_TO_LIVE = timedelta(days=1)
SIGNED_FOR = timedelta(hours=12)
"""A push service refuses signatures that hold for more than a day (RFC 8292, 2)."""
MOST_ALERTS = 12
"""So many are read by one press: more would not fit beside the words."""
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
BASE64URL = r"[A-Za-z0-9_-]+={0,2}"


class WebPush(Channel):
    """One POST to the browser's push service."""

    slug = "webpush"
    title = "This browser"
    note = "Your browser shows alerts also when no page of bolo is open."
    by_browser = True
    fields = (
        Field("endpoint", "Push service", Entry.SECRET, pattern=r"https?://\S+"),
        Field("p256dh", "Key of the browser", Entry.SECRET, pattern=BASE64URL),
        Field("auth", "Secret of the browser", Entry.SECRET, pattern=BASE64URL),
        Field("browser", "Browser", required=False),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Request:
        """Encrypt for the browser and sign with this installation's key."""
        endpoint = target.settings["endpoint"]
        key = private_key(_unpadded(target.own["vapid"]))
        sealed = encrypt(
            _payload(message),
            _unpadded(target.settings["p256dh"]),
            _unpadded(target.settings["auth"]),
            ephemeral=_scalar(target.seed[16:]),
            salt=target.seed[:16],
        )
        token = signed(endpoint, target.own["contact"], key, at)
        return Request(
            endpoint,
            method="POST",
            headers={
                "authorization": f"vapid t={token}, k={_text(point(key.public_key()))}",
                "content-encoding": "aes128gcm",
                "content-type": "application/octet-stream",
                "ttl": str(int(TIME_TO_LIVE.total_seconds())),
                "urgency": "high",
                "topic": _text(message.id.bytes),
            },
            body=sealed,
        )

    def reason(self, reply: Reply) -> str:
        """Return what the push service says."""
        words = reply.body.decode(errors="replace").strip()
        return words or f"answered {reply.status}"

    def read(self, reply: Reply) -> Outcome:
        """Take a subscription that is gone for gone."""
        return replace(super().read(reply), gone=reply.status in GONE)


def _payload(message: Message) -> bytes:
    text = whole(message, LONGEST // 3, octets, links=False)
    told = {
        "id": str(message.id),
        "title": clip(line(message.title), TITLE, octets),
        "body": text,
        "url": clip(message.links[0].url, LONGEST // 4, octets) if message.links else "/",
        "image": image if (image := public(message.image)) and octets(image) < TITLE * 4 else None,
        "opportunity_id": str(message.opportunity) if message.opportunity else None,
        "alerts": [str(one) for one in message.alerts[:MOST_ALERTS]],
    }
    return orjson.dumps(told)


def encrypt(
    plain: bytes,
    browser: bytes,
    secret: bytes,
    *,
    ephemeral: ec.EllipticCurvePrivateKey,
    salt: bytes,
) -> bytes:
    """Seal `plain` as one record of aes128gcm, for a browser's point and secret (RFC 8291, 3)."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser)
    ours = point(ephemeral.public_key())
    shared = ephemeral.exchange(ec.ECDH(), theirs)
    keying = _expand(_extract(secret, shared), b"WebPush: info\0" + browser + ours, 32)
    root = _extract(salt, keying)
    key = _expand(root, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _expand(root, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def signed(endpoint: str, contact: str, key: ec.EllipticCurvePrivateKey, at: datetime) -> str:
    """Return the token that says who we are to the push service (RFC 8292, 2)."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + SIGNED_FOR).timestamp()),
        "sub": contact,
    }
    head = orjson.dumps({"typ": "JWT", "alg": "ES256"})
    body = f"{_text(head)}.{_text(orjson.dumps(claims))}"
    made = key.sign(body.encode(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    first, second = decode_dss_signature(made)
    return f"{body}.{_text(first.to_bytes(32, 'big') + second.to_bytes(32, 'big'))}"


def private_key(number: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the key of which `number` is the secret scalar."""
    return ec.derive_private_key(int.from_bytes(number, "big"), CURVE)


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as browsers take it: an uncompressed point of 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_key(vapid: str) -> str:
    """Return what a browser is told when it subscribes, of this installation's private key."""
    return _text(point(private_key(_unpadded(vapid)).public_key()))


def new_key(seed: bytes) -> str:
    """Make this installation's private key of at least 40 random bytes."""
    return _text(_number(seed).to_bytes(32, "big"))


def _scalar(seed: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(_number(seed), CURVE)


def _number(seed: bytes) -> int:
    """Return a scalar of the curve, evenly spread (FIPS 186-5, A.2.1: 64 bits to spare)."""
    return int.from_bytes(seed, "big") % (ORDER - 1) + 1


def _extract(salt: bytes, secret: bytes) -> bytes:
    made = hmac.HMAC(salt, hashes.SHA256())
    made.update(secret)
    return made.finalize()


def _expand(key: bytes, info: bytes, length: int) -> bytes:
    """Return the first block of HKDF-Expand (RFC 5869), which is all that is needed here."""
    return _extract(key, info + b"\x01")[:length]


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
