"""Addresses, as people paste them."""

import pytest

from bolo.core.marketplace import Address


@pytest.mark.parametrize(
    ("text", "url", "origin", "path"),
    [
        ("shop.example", "https://shop.example", "https://shop.example", "/"),
        (" http://Shop.Example/a?b=1 ", "http://Shop.Example/a?b=1", "http://shop.example", "/a"),
        ("https://shop.example:443/a", "https://shop.example:443/a", "https://shop.example", "/a"),
        ("http://shop.example:80", "http://shop.example:80", "http://shop.example", "/"),
        ("http://shop.example:443", "http://shop.example:443", "http://shop.example:443", "/"),
        ("https://me:pw@shop.example/", "https://me:pw@shop.example/", "https://shop.example", "/"),
        ("localhost:8001/x", "https://localhost:8001/x", "https://localhost:8001", "/x"),
        ("http://[::1]:80/x", "http://[::1]:80/x", "http://[::1]", "/x"),
    ],
)
def test_an_address_is_read_as_it_is_meant(text: str, url: str, origin: str, path: str) -> None:
    address = Address.of(text)

    assert address.url == url
    assert (address.origin, address.path) == (origin, path)


@pytest.mark.parametrize(
    "text",
    ["ftp://shop.example", "https://", "", "sony a7 iii", "javascript:alert(1)", "https://a:b/"],
)
def test_what_is_no_address_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Address.of(text)
