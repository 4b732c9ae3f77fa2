"""A QR code is a picture in the page itself; what it says is what went in."""

import re
from urllib.parse import unquote

import pytest

from bolo.platform import qr

pytest.importorskip("segno", reason="segno is not installed yet: no QR codes are drawn")


def test_a_link_becomes_a_square_svg_in_the_address_itself() -> None:
    address = qr.address_of("otpauth://totp/bolo%3Aada?secret=ABCDEFGH&issuer=bolo")

    assert address is not None
    head, _, body = address.partition(",")
    svg = unquote(body)
    size = re.search(r"width='(\d+)' height='(\d+)'", svg)
    assert head == "data:image/svg+xml;charset=utf-8"
    assert size is not None
    assert size[1] == size[2]
    assert "<script" not in svg


def test_other_words_are_another_picture() -> None:
    assert qr.address_of("one") != qr.address_of("two")
