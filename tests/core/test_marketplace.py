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
        ("shop.example/@me", "https://shop.example/@me", "https://shop.example", "/@me"),
        ("localhost:8001/x", "https://localhost:8001/x", "https://localhost:8001", "/x"),
        ("http://[::1]:80/x", "http://[::1]:80/x", "http://[::1]", "/x"),
    ],
)
def test_an_address_is_read_as_it_is_meant(text: str, url: str, origin: str, path: str) -> None:
    address = Address.of(text)

    assert address.url == url
    assert (address.origin, address.path) == (origin, path)


@pytest.mark.parametrize(
    "text", ["https://me:pw@shop.example/", "me@shop.example", "https://:pw@x/"]
)
def test_an_address_with_a_name_or_password_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(
        ValueError, match="name or password, which would be shown: leave it out"
    ) as e:
        Address.of(text)

    assert "pw" not in str(e.value)


@pytest.mark.parametrize(
    "text",
    ["ftp://shop.example", "https://", "", "sony a7 iii", "javascript:alert(1)", "https://a:b/"],
)
def test_what_is_no_address_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Address.of(text)
