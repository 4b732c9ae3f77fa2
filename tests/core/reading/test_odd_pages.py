"""Pages that are broken, bottomless or said twice: each is read as far as it can be believed."""
# ruff: noqa: E501 - markup reads best unbroken

import json
from decimal import Decimal
from typing import Any

import pytest

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.document.loose_json import first_object, loads
from bolo.core.reading.document.source import Source
from bolo.core.reading.markups.schema_org import category_of, products
from bolo.core.reading.page import Kind, read_page, stated_address
from bolo.core.reading.prices.price_text import read_price
from tests.core.reading.kettle import NODE, PRICE, URL, ld, offered, only, page

SHOWN = "<p class='price'>129,90 €</p>"


def script(document: Any, mark: str = "window.__INITIAL_STATE__ = ") -> str:  # noqa: ANN401 - any document
    return f"<script>{mark}{json.dumps(document)}</script>"


def nested(document: Any, times: int) -> Any:  # noqa: ANN401 - any document
    for _ in range(times):
        document = [document]
    return document


def test_two_products_of_one_name_are_one() -> None:
    twice = [{**NODE, "name": "Pot", "sku": sku, "offers": {**NODE["offers"]}} for sku in ("A", "B")]  # fmt: skip

    product = only(page(SHOWN, ld(twice)))

    assert (product.title, product.sku) == ("Pot", "A")


def test_of_several_products_the_one_named_in_the_heading_is_taken() -> None:
    other = {**NODE, "name": "Brass Tray", "sku": "T-1"}
    longer = {**NODE, "name": "Arvenor Kettle, blue"}

    product = only(page(SHOWN, ld([other, longer])))

    assert product.title == "Arvenor Kettle, blue"


def test_of_several_products_the_one_at_this_address_is_taken() -> None:
    other = {**NODE, "name": "Brass Tray", "url": "/p/tray"}
    own = {**NODE, "name": "Pot", "url": "/p/kettle-100?ref=home"}

    product = only(page(SHOWN, ld([other, own])))

    assert product.title == "Pot"


def test_a_price_of_the_metas_that_the_page_prints_sells_one_thing() -> None:
    head = '<meta property="product:price:amount" content="129.90"><meta property="product:price:currency" content="EUR">'
    named = '<meta property="og:title" content="Arvenor Kettle">'

    product = only(page(SHOWN, head + named))

    assert product.price == PRICE


def test_without_a_heading_nothing_is_said_of_the_stock() -> None:
    bare = page(SHOWN, ld(offered(availability=None))).replace(b"h1>", b"h4>")

    product = only(bare)

    assert product.price == PRICE
    assert product.availability is None


def test_a_currency_hint_counts_in_any_case() -> None:
    assert read_price("12.50", currency_hint="eUr").currency == "EUR"


def test_a_tag_that_never_ends_is_passed_over() -> None:
    body = '<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">Kettle</b><i itemprop="price"'

    reading = read_page(page(SHOWN + body)[:-14], URL)

    assert reading.products[0].price == PRICE


def test_crumbs_of_words_alone_are_a_category() -> None:
    crumbs = {"@type": "BreadcrumbList", "itemListElement": ["Home", {"name": "Kitchen"}, {"name": "Kettles"}]}  # fmt: skip

    assert category_of(crumbs) == "Kitchen"


@pytest.mark.parametrize(
    "first",
    [
        {"name": "Home"},
        {"name": "Kontor", "item": "https://shop.example/"},
        {"name": "Kontor", "item": {"@id": "https://shop.example"}},
    ],
)
def test_the_way_home_is_no_category(first: dict[str, object]) -> None:
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [first, {"name": "Kettle 2 l"}]}

    assert category_of(crumbs) is None


def test_a_first_crumb_that_leads_elsewhere_is_the_category() -> None:
    first = {"name": "Kitchen", "item": "https://shop.example/kitchen"}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [first, {"name": "Kettle 2 l"}]}

    assert category_of(crumbs) == "Kitchen"
    assert category_of({"@type": "BreadcrumbList", "itemListElement": []}) is None


def test_a_list_may_name_addresses_alone() -> None:
    document = {"@type": "ItemList", "itemListElement": ["/p/1", {"url": "/p/2"}, 3]}

    _, listed = products(document, "json-ld", Source("", URL).locale)

    assert listed == ["/p/1", "/p/2"]


def test_a_bottomless_document_is_given_up() -> None:
    product = only(page(SHOWN, ld(nested(NODE, 20)) + ld({"@id": "x", "Breadcrumb": nested({}, 20)})))  # fmt: skip

    assert product.title == "Arvenor Kettle"
    assert product.gtin is None


def test_offers_that_differ_only_in_price_are_no_variants() -> None:
    offers = [{**NODE["offers"], "price": price} for price in ("129.90", "149.90")]

    product = only(page(SHOWN, ld({**NODE, "offers": offers})))

    assert product.price == PRICE
    assert product.variants == ()
    assert any("2 offers" in doubt for doubt in product.doubts)


@pytest.mark.parametrize(
    "inner",
    [
        {"lowPrice": "129.90"},
        {"price": "", "priceSpecification": {"price": "129.90"}},
        {"price": ["129.90"]},
        {"price": {"@value": "129.90"}},
    ],
    ids=["lowest", "specified", "listed", "wrapped"],
)
def test_a_price_may_stand_anywhere_in_an_offer(inner: dict[str, Any]) -> None:
    offers = {"@type": "AggregateOffer", "priceCurrency": "EUR", "offers": [inner, {}]}

    product = only(page(SHOWN, ld({**NODE, "offers": offers})))

    assert product.price == PRICE


def test_what_is_no_object_is_no_offer() -> None:
    assert only(page(SHOWN, ld({**NODE, "offers": [None, NODE["offers"]]}))).price == PRICE


def test_lists_count_by_their_first_word() -> None:
    node = {
        **NODE,
        "name": ["", "Arvenor Kettle"],
        "brand": [{"name": "Arvenor"}],
        "image": {"url": "/i/1.jpg"},
        "offers": {**NODE["offers"], "availability": ["OutOfStock"]},
    }

    product = only(page(SHOWN, ld(node)))

    assert (product.title, product.brand) == ("Arvenor Kettle", "Arvenor")
    assert product.image == "https://shop.example/i/1.jpg"
    assert product.availability is Availability.OUT_OF_STOCK


@pytest.mark.parametrize(
    "shown",
    ["<p>129,90 € / kg</p>", "<del><b>129,90 €</b></del>", "<b class='old-price'>129,90 €</b>"],
    ids=["unit", "struck", "old"],
)
def test_an_amount_printed_for_another_thing_confirms_nothing(shown: str) -> None:
    product = only(page(shown, ld(NODE)))

    assert product.price == PRICE
    assert product.confidence < Decimal("0.9")


def test_an_attribute_that_never_closes_carries_nothing() -> None:
    assert list(Source('<div data-x="{&quot;price&quot;:1}', URL).carried()) == []


def test_endless_metas_and_an_endless_heading_end_the_search() -> None:
    source = Source("<head>" + '<meta name="a" content="b">' * 500 + "</head><h1>Kettle", URL)

    assert source.metas == {"a": "b"}
    assert source.heading is None


def test_an_empty_heading_gives_way_to_the_next() -> None:
    assert Source("<h1><img></h1><h1>Kettle</h1>", URL).heading == "Kettle"
    assert Source("<h1><img></h1>", URL).heading is None


def test_script_that_is_no_object_after_all_is_passed_over() -> None:
    assert first_object("x = {a b}", 0) is None
    assert first_object("x = JSON.parse('{\\x}')", 3) is None
    assert loads("{a: " + "b" * 400_001 + "}") is None


def test_variations_that_cannot_be_read_are_passed_over() -> None:
    carried = '<form data-product_variations="{&quot;price&quot;: 1}"></form>'

    assert only(page(SHOWN + carried)).price == PRICE


@pytest.mark.parametrize(
    "state",
    [
        nested({"product": {"name": "Arvenor Kettle", "price": 99}}, 20),
        {"product": {"name": {"de": "Arvenor Kettle"}, "price": 99}},
        {"product": {"name": "Arvenor Kettle", "price": {"value": {"value": {"value": {"value": {"value": 99}}}}}}},
    ],
    ids=["deep", "unnamed", "wrapped"],
)  # fmt: skip
def test_a_state_that_cannot_be_followed_states_nothing(state: Any) -> None:  # noqa: ANN401 - any document
    product = only(page(SHOWN + script(state)))

    assert product.price == PRICE
    assert {candidate.source for candidate in product.candidates} == {"visible"}


def test_a_state_may_list_its_prices() -> None:
    state = {"product": {"name": "Arvenor Kettle", "prices": [{"value": "129.90"}], "currency": "EUR"}}  # fmt: skip

    assert only(page(script(state))).price == PRICE


def test_variants_of_a_state_in_cents_are_read() -> None:
    variants = [
        {"title": "1 l", "public_title": "1 l", "sku": "K-1", "price": 12990},
        {"title": "2 l", "public_title": None, "sku": "K-2", "price": 14990},
        "sold apart",
    ]
    state = {"product": {"title": "Arvenor Kettle", "handle": "kettle", "currency": "EUR", "variants": variants}}  # fmt: skip

    product = only(page(SHOWN + script(state)))

    assert [(one.variant, one.price) for one in product.variants] == [
        ("1 l", PRICE),
        ("2 l", Money.of("149.90", "EUR")),
    ]


def test_a_bottomless_page_is_no_product() -> None:
    assert read_page(b"<div>" * 3000, URL).kind is Kind.OTHER


def test_a_saved_page_tells_where_it_came_from() -> None:
    note = b"<!-- saved from url=(0036)https://shop.example/p/kettle-100 -->\n"
    own = page(head='<link rel="canonical" href="https://shop.example/p/kettle">')

    assert stated_address(note + own) == "https://shop.example/p/kettle-100"
    assert stated_address(own) == "https://shop.example/p/kettle"
    assert stated_address(page(head='<link rel="canonical" href="/p/kettle">')) is None
    assert stated_address(page()) is None
