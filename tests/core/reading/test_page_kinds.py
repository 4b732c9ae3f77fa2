"""Lists, odd charsets, made pages and real ones."""
# ruff: noqa: E501 - markup reads best unbroken

import gzip
import json
from decimal import Decimal
from pathlib import Path

import pytest

from bench.frame.pages import pages
from bolo.core.money import Money
from bolo.core.reading.page import Kind, PageReading, read_page
from tests.core.reading.kettle import NODE, PRICE, URL, ld, only, page

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "pages"


def test_a_list_of_items_is_a_list() -> None:
    items = [{"@type": "ListItem", "url": f"/p/thing-{n}"} for n in range(5)]

    reading = read_page(
        page("", ld({"@type": "ItemList", "itemListElement": items})), "https://shop.example/c"
    )

    assert reading.kind is Kind.LIST
    assert reading.links[0] == "https://shop.example/p/thing-0"


def test_several_products_are_a_list_with_offers() -> None:
    nodes = [{**NODE, "name": f"Thing {n}", "url": f"/p/thing-{n}"} for n in range(3)]

    reading = read_page(page("", ld(nodes)), "https://shop.example/c")

    assert reading.kind is Kind.LIST
    assert [product.price for product in reading.products] == [PRICE] * 3
    assert len(reading.links) == 3


def test_cards_with_prices_are_a_list_and_name_the_next_page() -> None:
    cards = "".join(
        f'<div class="product-card"><a href="/p/thing-{n}">Thing {n}</a><span class="price">{n + 5},00 €</span></div>'
        for n in range(6)
    )

    reading = read_page(
        page(cards + '<a rel="next" href="/c?page=2">more</a>'), "https://shop.example/c"
    )

    assert reading.kind is Kind.LIST
    assert len(reading.links) == 6
    assert reading.following == "https://shop.example/c?page=2"


def test_a_page_of_words_is_neither() -> None:
    assert read_page(page("<p>About us</p>"), "https://shop.example/about").kind is Kind.OTHER
    assert read_page(b"", URL).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("\ufeff" + page("129,90 €", ld(NODE)).decode(), "utf-8"),
        (page("129,90 €", "<meta charset=windows-1252>" + ld(NODE)).decode(), "cp1252"),
        (page("129,90 €", ld(NODE)).decode(), "utf-16"),
    ],
)
def test_each_charset_is_found_out(body: str, charset: str) -> None:
    reading = read_page(body.encode(charset), URL)

    assert reading.products[0].price == PRICE


def test_a_wrong_header_does_not_spoil_the_page() -> None:
    reading = read_page(page("129,90 €"), URL, "no-such-charset")

    assert reading.charset == "utf-8"


def test_shouted_tags_are_read_as_well() -> None:
    body = page("129,90 €", ld(NODE)).decode()
    shouted = (
        body.replace("<head", "<HEAD").replace("<script", "<SCRIPT").replace("</script", "</SCRIPT")
    )

    assert only(shouted.encode()).price == PRICE


def test_made_pages_are_read_right() -> None:
    wrong = [made.path for made in pages(72) if not _right(made.amount, made.currency, read_page(made.body, f"https://shop.example{made.path}"))]  # fmt: skip

    assert wrong == []


def _right(amount: Decimal, currency: str, reading: PageReading) -> bool:
    return bool(reading.products) and reading.products[0].price == Money(amount, currency)


@pytest.mark.skipif(
    not SHARED.exists(), reason="SKIPPED: the real pages are not beside this checkout"
)
def test_prices_of_real_pages() -> None:
    truth = json.loads((SHARED / "truth.json").read_text("utf-8"))
    hits = misses = extra = 0
    for name, stated in truth.items():
        body = gzip.decompress((SHARED / "html" / f"{name}.html.gz").read_bytes())
        found = read_page(body, stated["url"]).products
        price = found[0].price if found else None
        wanted = {Decimal(text) for text in stated.get("price", ())}
        right = price is not None and price.amount in wanted
        hits += right
        extra += price is not None and not right
        misses += bool(wanted) and not right

    assert 2 * hits / (2 * hits + misses + extra) >= 0.93


def test_an_address_that_is_none_is_no_obstacle() -> None:
    odd = page(
        '<a href="http://[">x</a><p>129,90 €</p>',
        '<link rel="canonical" href="http://[">' + ld(NODE),
    )

    assert only(odd).url == URL


@pytest.mark.parametrize(
    "cut",
    [
        b"<script",
        b"<script type='application/ld+json'>{",
        b"<h1",
        b"<meta",
        b"<div itemprop='price",
    ],
)
def test_a_page_cut_off_anywhere_is_survived(cut: bytes) -> None:
    whole = page("<p>129,90 €</p>", ld(NODE))

    assert read_page(whole + cut, URL).products[0].price == PRICE
    assert read_page(b"<html><head>" + cut, URL).kind is Kind.OTHER
