"""What the screen says against a markup is believed: sold out, struck, before tax, not the first."""
# ruff: noqa: E501 - markup reads best unbroken

import json
from decimal import Decimal

import pytest

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.denials import sold_out
from bolo.core.reading.document.source import Source
from tests.core.reading.kettle import NODE, PRICE, URL, ld, offered, only, page

BUY = "<button>In den Warenkorb</button>"
SHOWN = '<p class="price">129,90 €</p>'


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("<p>Dieser Artikel steht derzeit nicht zur Verfügung!</p>", "de"),
        ('<button class="btn" disabled>Derzeit nicht lieferbar</button>', "de-DE"),
        ('<input type="submit" value="Sin stock" disabled>', "es-AR"),
        ('<img src="button.gif" alt="Sold Out">', "en"),
        ("<b>Verfügbarkeit:</b><i>Ausverkauft</i>" + BUY, "de"),
        ('<p>Derzeit nicht lieferbar</p><p class="unvisible">' + BUY + "</p>", "de"),
        ('<p>Ausverkauft</p><button class="is-disabled">In den Warenkorb</button>', "de"),
        ("<p>Нет в наличии</p>", "ru"),
        ("<p>Out of stock</p>", "xx"),
        ("<div><div><div><div><p>Out of stock</p></div></div></div></div>", "en"),
    ],
)
def test_a_page_that_regrets_and_sells_nowhere_is_sold_out_whatever_the_markup_says(
    said: str, lang: str
) -> None:
    assert only(page(SHOWN + said, ld(NODE), lang)).availability is Availability.OUT_OF_STOCK


@pytest.mark.parametrize(
    "said",
    [
        "<p>Ausverkauft</p>" + BUY,
        '<p style="display:none">Ausverkauft</p>',
        '<p class="d-none">Ausverkauft</p>',
        "<div hidden><p>Ausverkauft</p></div>",
        '<div class="related"><p>Ausverkauft</p></div>',
        "<p>Die Größe S ist leider ausverkauft, die anderen nicht</p>",
    ],
)
def test_a_page_that_still_sells_or_regrets_something_else_is_in_stock(said: str) -> None:
    assert only(page(SHOWN + said, ld(NODE))).availability is Availability.IN_STOCK


def test_where_no_heading_stands_the_markup_is_believed() -> None:
    source = Source.of(b"<html lang=de><body><p>Ausverkauft</p></body></html>", URL, None)

    assert not sold_out(source, None, looked=False)


def test_what_a_page_mentions_once_is_denied_as_well() -> None:
    link = '<link href="https://schema.org/InStock">'
    metas = '<meta property="product:price:amount" content="129.90"><meta property="product:price:currency" content="EUR"><meta property="og:title" content="Arvenor Kettle">'

    product = only(page(SHOWN + link + "<p>Ausverkauft</p>", metas))

    assert product.availability is Availability.OUT_OF_STOCK


OLD = '<p class="old-price"><b>Regulärer Preis:</b> <span>149,90 €</span></p>'
NOW = '<p class="special-price"><span class="price">129,90 €</span></p>'


@pytest.mark.parametrize("struck", [OLD, "<p>Reg. 149,90 €</p>", "<p><s>149,90 €</s></p>"])
def test_a_markup_that_states_the_struck_price_is_outweighed(struck: str) -> None:
    product = only(page(struck + NOW + BUY, ld(offered(price="149.90"))))

    assert product.price == PRICE


def test_a_lower_price_of_now_beside_the_stated_one_is_looked_at() -> None:
    both = '<span class="normalprice">149,90 €</span> <span class="productSpecialPrice">129,90 €</span>'

    product = only(page(both + BUY, ld(offered(price="149.90"))))

    assert (product.price, product.was_price) == (PRICE, Money.of("149.90", "EUR"))


def test_a_coupon_beside_the_price_undercuts_nothing() -> None:
    both = '<p class="price">129,90 €</p><p class="coupon-price-now">99,90 €</p>'

    assert only(page(both, ld(NODE))).price == PRICE


def test_a_stated_price_that_is_printed_nowhere_is_outweighed_by_a_clear_one() -> None:
    product = only(page('<p class="price">129,90 €</p>' + BUY, ld(offered(price="109.16"))))

    assert product.price == PRICE
    assert product.confidence < Decimal("0.8")


def test_of_two_stated_prices_the_printed_one_counts() -> None:
    metas = '<meta property="product:price:amount" content="99.00"><meta property="product:price:currency" content="EUR">'

    assert only(page("<p>nur 129,90 €</p>", ld(NODE) + metas)).price == PRICE


def test_offers_before_tax_are_left_out_where_the_same_is_stated_with_it() -> None:
    def one(price: str, *, included: bool) -> dict[str, object]:
        return {**NODE["offers"], "price": price, "priceSpecification": {"valueAddedTaxIncluded": included}}  # fmt: skip

    both = [one("109.16", included=False), one("129.90", included=True)]

    assert only(page("", ld({**NODE, "offers": both}))).price == PRICE
    assert only(page("", ld({**NODE, "offers": both[:1]}))).price == Money.of("109.16", "EUR")


def test_a_price_that_is_called_one_before_tax_stands_back() -> None:
    screen = '<p class="price price--withoutTax">109,16 €</p><p class="price price--withTax">129,90 €</p>'

    assert only(page(screen + BUY)).price == PRICE


def test_a_used_one_is_not_the_price_where_a_new_one_is_sold() -> None:
    new = {**NODE["offers"], "itemCondition": "https://schema.org/NewCondition"}
    used = {**NODE["offers"], "price": "99.90"}

    assert only(page("", ld({**NODE, "offers": [used, new]}))).price == PRICE


def test_the_first_variant_that_can_be_bought_states_price_and_number() -> None:
    variants = [
        {"id": 1, "title": "S", "sku": "K-S", "available": False, "price": 9990},
        {"id": 2, "title": "M", "sku": "K-M", "available": True, "price": 12990},
    ]
    state = {"title": "Arvenor Kettle", "handle": "kettle", "price": 9990, "variants": variants}

    product = only(page(f"<script type='application/json'>{json.dumps(state)}</script>"))

    assert (product.price, product.sku) == (PRICE, "K-M")


def test_a_price_in_many_elements_is_put_together() -> None:
    parts = "".join(f"<span>{part}</span>" for part in ("1", ".", "299", ",", "30"))

    assert only(page(f'<div class="price">€ {parts}</div>{BUY}')).price == Money.of(
        "1299.30", "EUR"
    )


def test_a_number_of_the_shops_state_needs_no_quotes() -> None:
    assert only(page(SHOWN + '<script>var s = {"sku":234567,"n":1}</script>')).sku == "234567"


def test_a_short_word_in_the_query_is_a_number_only_where_the_page_uses_it() -> None:
    url = "https://shop.example/p/kettle?pid=MOBFKCTSZ4"

    assert only(page(SHOWN + '<b data-id="MOBFKCTSZ4"></b>'), url).sku == "MOBFKCTSZ4"
    assert only(page(SHOWN), url).sku is None


@pytest.mark.parametrize(
    "struck",
    ["<p>statt <s>149,90 €</s></p>", '<b class="x y" data-id="OriginalPrice">149,90 €</b>'],
)
def test_two_markups_that_agree_on_what_is_struck_are_outweighed(struck: str) -> None:
    metas = '<meta property="product:price:amount" content="149.90"><meta property="product:price:currency" content="EUR">'
    now = '<p class="price">129,90 €</p>'

    product = only(page(struck + now + BUY, ld(offered(price="149.90")) + metas))

    assert product.price == PRICE


def test_two_markups_that_agree_on_a_price_printed_nowhere_stay_believed() -> None:
    metas = '<meta property="product:price:amount" content="129.90"><meta property="product:price:currency" content="EUR">'

    assert only(page("<p>A129,90 x 3</p>", ld(NODE) + metas)).price == PRICE


@pytest.mark.parametrize(
    "screen",
    [
        '<p>ohne MwSt. <i itemprop="price" content="109.16">109,16 €</i></p><p class="preis">129,90 €</p>',
        '<p class="price-net"><i>109,16 €</i> zzgl. MwSt.</p><p class="price">129,90 €</p>',
    ],
)
def test_a_markup_that_states_what_is_said_to_be_before_tax_is_outweighed(screen: str) -> None:
    assert only(page(screen + BUY, ld(offered(price="109.16")))).price == PRICE


def test_a_price_with_delivery_is_not_the_price() -> None:
    metas = '<meta property="product:price:amount" content="139.80"><meta property="product:price:currency" content="EUR">'
    screen = '<p class="price">129,90 €</p><p>139,80 € inkl. Versand</p>'

    assert only(page(screen + BUY, ld(NODE) + metas)).price == PRICE


def test_a_price_stands_although_its_cut_is_told_inside_it() -> None:
    screen = '<div class="price">129,90 € <b>inkl. MwSt.</b> <i>30%OFF</i></div>'

    assert only(page(screen + BUY)).price == PRICE


def test_what_is_told_beside_a_cut_in_words_is_no_price() -> None:
    screen = '<p class="price">129,90 €</p><p class="price-club">119,90 € mit Abo <i>5% off</i></p>'

    assert only(page(screen + BUY)).price == PRICE
