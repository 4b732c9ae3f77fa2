"""Secrets at rest: sealed with a key that is not in the database, and tokens kept as hashes.

The key is the file `secret.key` in the data folder, or `BOLO_SECRET_KEY`. What is sealed is
bound to its context (whose, what for), so that a copied row cannot be opened elsewhere.
"""

import base64
import binascii
import contextlib
import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bolo.core.errors import Misconfigured

FILE = "secret.key"
KEY_BYTES, ID_BYTES, NONCE_BYTES = 32, 4, 12
FORM = b"\x01"  # of what is sealed: form, key id, nonce, AES-256-GCM text and tag
TOKEN_PREFIX = "bolo_"  # noqa: S105  a mark by which leaked tokens are found, no secret


class Secrets:
    """The keys of this installation: the first seals, all of them open."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise Misconfigured(f"a secret key should be {KEY_BYTES} bytes in base64")
        self._current = _key_id(keys[0])
        self._keys = {_key_id(key): key for key in keys}

    @classmethod
    def load(cls, data: Path, given: str | None = None) -> Self:
        """Read `given` (BOLO_SECRET_KEY, newest first, by commas) or the file, made if absent."""
        if given is not None:
            return cls(_decode(given.split(","), "BOLO_SECRET_KEY"))
        file = data / FILE
        if not file.exists():
            _write_new(file, [new_key()])
        return cls(_decode(file.read_text().split(), str(file)))

    @staticmethod
    def rotate(data: Path) -> None:
        """Put a new key in front; what older keys sealed can still be opened."""
        file = data / FILE
        keys = file.read_text().split() if file.exists() else []
        aside = data / f"{FILE}.new"
        aside.unlink(missing_ok=True)
        _write_new(aside, [new_key(), *keys])
        aside.replace(file)

    def seal(self, secret: bytes, context: str) -> bytes:
        """Encrypt `secret` so that only this installation, naming `context`, can open it."""
        nonce = os.urandom(NONCE_BYTES)
        text = AESGCM(self._keys[self._current]).encrypt(nonce, secret, context.encode())
        return FORM + self._current + nonce + text

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Decrypt what `seal` gave; with another key or context it is `Misconfigured`."""
        key_id, rest = sealed[1 : 1 + ID_BYTES], sealed[1 + ID_BYTES :]
        key = self._keys.get(key_id)
        if sealed[:1] != FORM or key is None:
            raise Misconfigured(
                f"a stored credential was sealed with another key: bring back {FILE} of this data,"
                " or enter the credential again"
            )
        try:
            return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], context.encode())
        except InvalidTag as error:
            raise Misconfigured(f"a stored credential was altered ({context})") from error

    def derived(self, purpose: str) -> dict[str, bytes]:
        """Return a key for `purpose` from each of our keys, by its id; the newest is first."""
        return {
            name.hex(): hashlib.blake2b(
                purpose.encode(), digest_size=32, key=key, person=b"bolo derived"
            ).digest()
            for name, key in self._keys.items()
        }


def new_key() -> str:
    """Return a fresh key, as the file and BOLO_SECRET_KEY hold it."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def new_token(prefix: str = TOKEN_PREFIX) -> str:
    """Return a token of 256 random bits, for API keys, sessions and one-time links."""
    return prefix + secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """Return what is stored of a token. Its 256 random bits make salt and stretching needless."""
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"bolo token").digest()


def _key_id(key: bytes) -> bytes:
    return hashlib.blake2b(key, digest_size=ID_BYTES, person=b"bolo key id").digest()


def _decode(words: Sequence[str], where: str) -> list[bytes]:
    try:
        keys = [base64.b64decode(word.strip(), validate=True) for word in words]
    except (binascii.Error, ValueError):
        keys = []
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise Misconfigured(f"{where} cannot be used: it should be {KEY_BYTES} bytes in base64")
    return keys


def _write_new(file: Path, keys: Sequence[str]) -> None:
    """Write a file only we can read; when another process was first, its file stands."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write("\n".join(keys) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(aside, file)
    aside.unlink()
