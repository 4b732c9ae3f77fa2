"""Web Push: the example of RFC 8291, and what a browser and a push service would check."""

import base64
from dataclasses import replace
from typing import Any
from uuid import UUID

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.channels import webpush
from bolo.channels.webpush import WebPush
from bolo.core.channel import Link, Message, Target
from bolo.core.marketplace import Request
from tests.channels.cases import AT, CASES, MESSAGE, OWN, SEED

# RFC 8291, appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
BROWSER_KEY = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
SERVER_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def opened(sealed: bytes) -> Any:  # noqa: ANN401  (any JSON)
    """Open a record as the browser does, written anew from the RFC."""
    salt, size, length = sealed[:16], int.from_bytes(sealed[16:20], "big"), sealed[20]
    point, text = sealed[21 : 21 + length], sealed[21 + length :]
    key = webpush.private_key(raw(BROWSER_KEY))
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    info = b"WebPush: info\0" + webpush.point(key.public_key()) + point
    auth = raw(CASES["webpush"].settings["auth"])
    keying = HKDF(hashes.SHA256(), 32, auth, info).derive(key.exchange(ec.ECDH(), theirs))
    secret = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(keying)
    nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(keying)
    assert len(sealed) <= size
    plain = AESGCM(secret).decrypt(nonce, text, None)
    assert plain[-1:] == b"\x02"
    return orjson.loads(plain[:-1])


def push(message: Message = MESSAGE, seed: bytes = SEED) -> Request:
    target = Target(CASES["webpush"].settings, OWN, seed)
    return WebPush().write(message, target, AT)


def test_the_example_of_the_rfc_comes_out_byte_for_byte() -> None:
    sealed = webpush.encrypt(
        PLAIN,
        raw(CASES["webpush"].settings["p256dh"]),
        raw(CASES["webpush"].settings["auth"]),
        ephemeral=webpush.private_key(raw(SERVER_KEY)),
        salt=raw(SALT),
    )

    assert sealed == raw(SEALED)


def test_the_browser_reads_the_message() -> None:
    told = opened(push().body or b"")

    assert told["title"] == MESSAGE.title
    assert told["url"] == MESSAGE.links[0].url
    assert told["image"] == MESSAGE.image
    assert told["opportunity_id"] == str(MESSAGE.opportunity)
    assert "Profit: 20.00 EUR" in told["body"]


@settings(max_examples=20)
@given(
    title=st.text(st.characters(codec="utf-8"), max_size=4000),
    body=st.text(st.characters(codec="utf-8"), max_size=8000),
    path=st.integers(0, 4000),
)
def test_no_message_is_too_long_for_one_record(title: str, body: str, path: int) -> None:
    url = f"https://shop.example/{'p' * path}"
    message = replace(
        MESSAGE,
        title=title,
        body=body,
        image=url,
        links=(Link("Open", url),),
        alerts=tuple(UUID(int=number) for number in range(50)),
    )

    sealed = push(message).body or b""

    assert len(sealed) <= 4096
    assert opened(sealed)["id"] == str(MESSAGE.id)


def test_the_push_service_can_check_who_sends_and_for_whom() -> None:
    headers = push().headers
    token, key = (part.split("=", 1)[1] for part in headers["authorization"][6:].split(", "))

    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
    claims = jwt.decode(
        token, public, ["ES256"], audience="https://push.example", options={"verify_exp": False}
    )

    assert key == webpush.public_key(OWN["vapid"])
    assert claims["sub"] == OWN["contact"]
    assert 0 < claims["exp"] - AT.timestamp() <= 24 * 3600
    assert headers["content-encoding"] == "aes128gcm"
    assert 0 < len(headers["topic"]) <= 32


def test_every_seed_seals_differently_and_makes_a_key() -> None:
    assert push().body != push(seed=SEED[::-1]).body
    assert webpush.new_key(SEED) != webpush.new_key(SEED[::-1])
    assert len(raw(webpush.new_key(bytes(64)))) == 32


def test_a_message_that_leads_nowhere_leads_to_bolo() -> None:
    told = opened(push(Message(UUID(int=1), "test", "t", "b", AT)).body or b"")

    assert (told["url"], told["image"], told["opportunity_id"]) == ("/", None, None)


@pytest.mark.parametrize("number", [bytes(64), b"\xff" * 64])
def test_the_ends_of_the_range_are_keys_too(number: bytes) -> None:
    key = raw(webpush.new_key(number))

    kept = webpush.private_key(key).private_numbers().private_value

    assert kept == int.from_bytes(key)
