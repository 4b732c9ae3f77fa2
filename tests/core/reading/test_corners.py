"""Shapes that real shops print and made pages lack, one at a time, in no shop's own words."""
# ruff: noqa: E501 - markup reads best unbroken

import json
from decimal import Decimal
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.document.addresses import product_links
from bolo.core.reading.document.source import Source
from bolo.core.reading.markups.quick import quick
from bolo.core.reading.page import Kind, read_page
from bolo.core.reading.prices.currencies import Locale
from bolo.core.reading.prices.price_text import read_price
from tests.core.reading.kettle import NODE, PRICE, URL, ld, offered, only, page

SHOWN = "<p class='price'>129,90 €</p>"
ITEM = '<div itemscope itemtype="https://schema.org/Product">{}</div>'
OFFER = '<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="129.90"><meta itemprop="priceCurrency" content="EUR"></div>'


def state(document: Any) -> str:  # noqa: ANN401 - any document
    return f"<script>window.__INITIAL_STATE__ = {json.dumps(document)}</script>"


def test_cards_without_prices_anywhere_around_are_no_products() -> None:
    cards = "".join(
        f'<div><div><div><div><a href="/thing-{n}">T</a></div></div></div></div>' for n in range(6)
    )
    source = Source(f"<body>{cards}", "https://shop.example/c")

    assert product_links(LexborHTMLParser(source.text), source) == ()


def test_state_of_other_things_is_passed_over() -> None:
    carried = '<div data-menu="{&quot;open&quot;: true}"></div>'
    broken = "<script>var price = 1; dataLayer = dataLayer || 0;</script>"
    numbers = '<script type="application/json">5</script>' + state(
        {"price": [1, 2], "product": {"name": "Arvenor Kettle", "price": None}}
    )

    assert only(page(SHOWN + carried + broken + numbers)).price == PRICE


def test_products_of_a_state_that_the_page_does_not_name_are_not_its_own() -> None:
    others = [{"name": f"Pot {n}", "price": 10 + n} for n in range(2)]

    product = only(page(SHOWN + state({"tiles": [*others, "more", [1]]})))

    assert product.price == PRICE


def test_a_longer_name_in_a_state_is_the_pages_own() -> None:
    document = {
        "data": {
            "name": "Arvenor Kettle 2 l, blue",
            "price": "129.90",
            "currency": "EUR",
            "availability": 3,
            "available": False,
        }
    }

    product = only(page(SHOWN + state(document)))

    assert product.price == PRICE
    assert product.availability is Availability.OUT_OF_STOCK


def test_items_without_properties_are_passed_over() -> None:
    loose = '<div itemprop="price">5 €</div><div itemscope></div>'

    assert (
        only(
            page(SHOWN + loose + ITEM.format('<b itemprop="name">Arvenor Kettle</b>' + OFFER))
        ).price
        == PRICE
    )


def test_a_product_page_says_so_in_its_metas() -> None:
    head = '<meta property="og:type" content="product">'
    odd = page("<div class='price'>129,90 €</div>", head)

    assert only(odd, "https://shop.example/?x=1").price == PRICE


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<link href="https://schema.org/OutOfStock">', Availability.OUT_OF_STOCK),
        ('<link href="https://schema.org/InStock">', Availability.IN_STOCK),
        ('<p class="stock">Leider ausverkauft</p>', Availability.OUT_OF_STOCK),
        ('<p class="stock">12</p><input type="submit" value="In den Warenkorb">', Availability.IN_STOCK),
    ],
)  # fmt: skip
def test_the_stock_may_stand_outside_the_markup(body: str, expected: Availability) -> None:
    assert only(page(SHOWN + body, ld(offered(availability=None)))).availability is expected


def test_codes_in_words_and_hints_tell_the_currency() -> None:
    assert read_price("Price in EUR: from now on 12").currency == "EUR"
    assert read_price("12.50", currency_hint="9 then 12 €").currency == "EUR"


@pytest.mark.parametrize(
    "inside",
    [
        '<b itemprop="name">Kettle</b><meta itemprop="lowPrice" content="9">' + OFFER,
        '<b itemprop="name">Kettle</b>' + OFFER + ITEM.format("") + OFFER.replace('itemprop="price"', 'itemprop="x"'),
        '<b itemprop="name">Pot</b><i itemprop="name">Pan</i>' + OFFER,
        '<b itemprop="image" itemscope><i itemprop="name">Kettle</i></b>' + OFFER,
        '<b itemprop="name">Kettle</b>' + '<i itemprop="x"></i>' * 100 + OFFER,
    ],
    ids=["lowest", "two", "names", "nested", "endless"],
)  # fmt: skip
def test_microdata_that_is_not_plain_is_left_to_the_tree(inside: str) -> None:
    assert quick(Source.of(page(ITEM.format(inside)), URL, None)) is None


def test_an_aggregate_names_its_offers_beside_its_lowest_price() -> None:
    offers = {
        "@type": "AggregateOffer",
        "lowPrice": "129.90",
        "priceCurrency": "EUR",
        "offers": [{"price": "129.90"}],
    }

    assert only(page(SHOWN, ld({**NODE, "offers": offers}))).price == PRICE


def test_an_offer_may_be_named_by_its_id_alone() -> None:
    graph = {
        "@graph": [
            {**NODE, "offers": "#offer"},
            {
                **NODE["offers"],
                "@id": "#offer",
                "availability": {"@id": "https://schema.org/OutOfStock"},
            },
        ]
    }

    product = only(page(SHOWN, ld(graph)))

    assert product.price == PRICE
    assert product.availability is Availability.OUT_OF_STOCK


def test_an_amount_said_too_often_for_other_things_is_not_looked_for_on() -> None:
    struck = "<del>129,90 €</del>" * 30

    product = only(page(struck + "<p>129,90 €</p>", ld(NODE)))

    assert product.price == PRICE


def test_a_struck_price_that_is_lower_is_no_old_price() -> None:
    product = only(page("<del>99,00 €</del>" + SHOWN, ld(NODE)))

    assert product.was_price is None


def test_the_country_may_stand_in_the_metas() -> None:
    metas = '<html lang="en"><head><meta property="og:locale" content="en_CA"></head>'

    assert Source(metas, URL).locale == Locale("en-CA", None)


def test_a_long_box_and_a_deep_one_are_read_as_far_as_they_go() -> None:
    long_box = f"<div class='price'>{'words ' * 60}</div>"
    deep = "<div>" * 12 + "<b class='price'>129,90 €</b>" + "</div>" * 12

    assert only(page(long_box + deep)).price == PRICE


def test_a_zero_is_no_price() -> None:
    reading = read_page(page("<p class='price'>0,00 €</p>"), "https://shop.example/about")

    assert reading.kind is Kind.OTHER
    assert Money.of(0, "EUR").amount == Decimal(0)
