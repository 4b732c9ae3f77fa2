"""Sealing, keys, tokens."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.errors import Misconfigured
from bolo.platform.secrets import Secrets, hash_token, new_key, new_token

KEYS = Secrets([bytes(range(32))])


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_is_sealed_opens_again_and_is_not_readable(secret: bytes, context: str) -> None:
    sealed = KEYS.seal(secret, context)

    assert KEYS.unseal(sealed, context) == secret
    assert len(secret) < 4 or secret not in sealed


def test_another_context_does_not_open_it() -> None:
    sealed = KEYS.seal(b"token", "workspace 1")

    with pytest.raises(Misconfigured, match="altered"):
        KEYS.unseal(sealed, "workspace 2")


def test_another_key_does_not_open_it_and_says_what_to_do() -> None:
    sealed = KEYS.seal(b"token", "here")

    with pytest.raises(Misconfigured, match=r"secret\.key"):
        Secrets([b"x" * 32]).unseal(sealed, "here")


def test_the_key_file_is_made_once_and_only_ours_to_read(tmp_path: Path) -> None:
    sealed = Secrets.load(tmp_path).seal(b"token", "here")

    again = Secrets.load(tmp_path)

    assert again.unseal(sealed, "here") == b"token"
    assert ((tmp_path / "secret.key").stat().st_mode & 0o777) == 0o600


def test_a_rotated_key_still_opens_what_older_ones_sealed(tmp_path: Path) -> None:
    before = Secrets.load(tmp_path)
    sealed = before.seal(b"token", "here")

    Secrets.rotate(tmp_path)

    after = Secrets.load(tmp_path)
    assert after.unseal(sealed, "here") == b"token"
    with pytest.raises(Misconfigured):  # it is sealed by the newest key
        before.unseal(after.seal(b"token", "here"), "here")
    assert ((tmp_path / "secret.key").stat().st_mode & 0o777) == 0o600


def test_a_given_key_leaves_no_file(tmp_path: Path) -> None:
    Secrets.load(tmp_path, f"{new_key()},{new_key()}")

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("given_key", ["", "short", base64.b64encode(b"short").decode(), "ä"])
def test_a_key_of_another_form_is_refused_without_showing_it(
    tmp_path: Path, given_key: str
) -> None:
    with pytest.raises(Misconfigured, match="BOLO_SECRET_KEY cannot be used"):
        Secrets.load(tmp_path, given_key)


def test_tokens_differ_and_only_their_hash_need_be_kept() -> None:
    one, other = new_token(), new_token()

    assert one.startswith("bolo_")
    assert one != other
    assert hash_token(one) == hash_token(one) != hash_token(other)
    assert len(hash_token(one)) == 32
