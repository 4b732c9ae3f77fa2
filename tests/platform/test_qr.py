"""A QR code is a picture in the page itself; what it says is what went in."""

from base64 import b64decode
from urllib.parse import unquote

import pytest

from bolo.platform import qr

pytest.importorskip("segno", reason="segno is not installed yet: no QR codes are drawn")


def test_a_link_becomes_a_square_svg_in_the_address_itself() -> None:
    address = qr.address_of("otpauth://totp/bolo%3Aada?secret=ABCDEFGH&issuer=bolo")

    assert address is not None
    head, _, body = address.partition(",")
    svg = b64decode(body).decode() if "base64" in head else unquote(body)
    assert head.startswith("data:image/svg+xml")
    assert 'width="' in svg
    assert 'fill="#fff"' in svg
    assert "<script" not in svg


def test_other_words_are_another_picture() -> None:
    assert qr.address_of("one") != qr.address_of("two")
