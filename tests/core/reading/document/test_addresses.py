"""Where products are: sitemaps, robots.txt, addresses that look like goods."""

import gzip

import pytest
from selectolax.lexbor import LexborHTMLParser

from bolo.core.reading.document.addresses import (
    is_errand,
    looks_like_product,
    product_links,
    read_sitemap,
    sitemaps_of,
)
from bolo.core.reading.document.source import Source

URLSET = b"""<?xml version="1.0"?><urlset>
<url><loc>https://shop.example/p/kettle?a=1&amp;b=2</loc></url>
<url><loc><![CDATA[ https://shop.example/p/lamp ]]></loc></url>
<url><loc>nowhere</loc></url></urlset>"""


def test_a_sitemap_names_pages_and_an_index_names_sitemaps() -> None:
    pages = read_sitemap(URLSET)
    index = read_sitemap(
        b"<sitemapindex><sitemap><loc>https://shop.example/s1.xml</loc></sitemap></sitemapindex>"
    )

    assert pages.pages == ("https://shop.example/p/kettle?a=1&b=2", "https://shop.example/p/lamp")
    assert index.sitemaps == ("https://shop.example/s1.xml",)


def test_a_packed_sitemap_is_unpacked() -> None:
    assert read_sitemap(gzip.compress(URLSET)) == read_sitemap(URLSET)


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x1f\x8bbroken"])
def test_what_is_no_sitemap_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="sitemap"):
        read_sitemap(body)


def test_a_sitemap_of_too_many_addresses_is_cut() -> None:
    many = b"".join(b"<loc>https://s.example/%d</loc>" % n for n in range(50_010))

    assert len(read_sitemap(b"<urlset>" + many).pages) == 50_000


def test_robots_names_its_sitemaps_once() -> None:
    robots = (
        "User-agent: *\nDisallow: /x\n"
        "SITEMAP: https://s.example/a.xml # all\nSitemap: https://s.example/a.xml\nSitemap: /b"
    )

    assert sitemaps_of(robots) == ("https://s.example/a.xml",)


@pytest.mark.parametrize(
    "path", ["/products/kettle", "/p/kettle-12", "/kettle-12345.html", "/dp/B0812", "/k-x34100.php"]
)
def test_addresses_of_goods_are_known_by_sight(path: str) -> None:
    assert looks_like_product(f"https://shop.example{path}")


@pytest.mark.parametrize("path", ["/", "/cart", "/blog/kettle", "/collections/kettles", "/about"])
def test_other_addresses_are_not(path: str) -> None:
    assert not looks_like_product(f"https://shop.example{path}")


@pytest.mark.parametrize(
    "path",
    ["/shop/cart", "/home/cart/-/task", "/login.php", "/category/kettles/", "/showcategory.aspx"],
)
def test_carts_logins_and_categories_are_errands(path: str) -> None:
    assert is_errand(f"https://shop.example{path}")


@pytest.mark.parametrize(
    "path", ["/golf-cart", "/category/kettles/arvenor", "/collections/new/products/kettle", "/"]
)
def test_addresses_of_one_thing_are_none(path: str) -> None:
    assert not is_errand(f"https://shop.example{path}")


def test_links_by_name_are_taken_where_no_prices_stand_beside_them() -> None:
    markup = (
        '<a href="/p/kettle#x">Kettle</a><a href="/about">About</a><a href="/">Home</a>'
        '<a href="https://other.example/p/lamp">x</a><a href="mailto:x">x</a><a href="http://[">x</a>'
        f'<div><a href="/p/lamp">{"long " * 100}</a></div>'
    )

    links = product_links(LexborHTMLParser(markup), Source(markup, "https://shop.example/c"))

    assert links == ("https://shop.example/p/kettle", "https://shop.example/p/lamp")
