"""Product pages, one markup at a time, then the traps: one page and one change each."""
# ruff: noqa: E501 - markup reads best unbroken

import json
from decimal import Decimal

import pytest

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.offer import Availability
from tests.core.reading.kettle import NODE, PRICE, ld, offered, only, page


def test_json_ld_tells_everything() -> None:
    product = only(page("<p class='price'>129,90 €</p>", ld(NODE)))

    assert product.price == PRICE
    assert product.title == "Arvenor Kettle"
    assert product.brand == "Arvenor"
    assert (product.sku, product.mpn, product.gtin) == ("K-100", "AK100", "4006381333931")
    assert product.availability is Availability.IN_STOCK
    assert product.condition is Condition.USED
    assert product.image == "https://shop.example/i/kettle.jpg"
    assert product.confidence == Decimal("0.98")
    assert product.doubts == ()


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps(NODE)[:-1] + ",}",
        f"<!-- {json.dumps(NODE)} -->",
        f"//<![CDATA[\n{json.dumps(NODE)}\n//]]>",
        json.dumps(NODE).replace("Arvenor Kettle", "Arvenor\n Kettle"),
        json.dumps(NODE).replace('"', "&quot;"),
        json.dumps(NODE) + ";",
        json.dumps(NODE)[:-1] + ", /* end */ }",
    ],
    ids=["comma", "comment", "cdata", "newline", "entities", "semicolon", "remark"],
)
def test_broken_json_ld_is_repaired(broken: str) -> None:
    assert only(page("129,90 €", ld(broken))).price == PRICE


def test_hopeless_json_ld_is_passed_over() -> None:
    assert only(page("<p class='price'>129,90 €</p>", ld("{{{"))).price == PRICE


def test_a_graph_is_followed_by_its_ids() -> None:
    offer = {**NODE["offers"], "@id": "#offer"}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"item": {"name": "Kitchen"}}, {"name": "Kettle"}]}  # fmt: skip
    graph = {"@graph": [{"@type": "WebSite", "name": "Shop"}, {**NODE, "offers": {"@id": "#offer"}}, offer, crumbs]}  # fmt: skip

    product = only(page("129,90 €", ld(graph)))

    assert product.price == PRICE
    assert product.category == "Kitchen"


def test_an_offer_may_be_turned_inside_out() -> None:
    document = {**NODE["offers"], "itemOffered": {"name": "Arvenor Kettle"}}

    assert only(page("129,90 €", ld(document))).price == PRICE


def test_a_group_has_its_variants() -> None:
    members = [
        {"@type": "Product", "name": f"Kettle {size}", "sku": size, "size": size, "offers": {"@type": "Offer", "price": price, "priceCurrency": "EUR"}}
        for size, price in (("1 l", 99), ("2 l", 129.5))
    ]  # fmt: skip
    group = {"@type": "ProductGroup", "name": "Arvenor Kettle", "hasVariant": members}

    product = only(page("ab 99,00 €", ld(group)))

    assert [(v.variant, v.price) for v in product.variants] == [
        ("1 l", Money.of(99, "EUR")),
        ("2 l", Money.of("129.5", "EUR")),
    ]


def test_an_aggregate_offer_is_taken_at_its_lowest_and_doubted() -> None:
    offers = {
        "@type": "AggregateOffer",
        "lowPrice": "99",
        "highPrice": "149",
        "priceCurrency": "EUR",
    }

    product = only(page("", ld({**NODE, "offers": offers})))

    assert product.price == Money.of(99, "EUR")
    assert any("range" in doubt for doubt in product.doubts)


def test_offers_inside_an_aggregate_share_its_currency() -> None:
    offers = {"@type": "AggregateOffer", "priceCurrency": "EUR", "offers": [{"price": "129.90"}]}

    assert only(page("129,90 €", ld({**NODE, "offers": offers}))).price == PRICE


def test_what_is_sold_out_is_not_the_price() -> None:
    gone = {**NODE["offers"], "price": "80", "availability": "OutOfStock", "sku": "a"}
    offers = [gone, {**NODE["offers"], "sku": "b"}]

    product = only(page("129,90 €", ld({**NODE, "offers": offers})))

    assert product.price == PRICE
    assert product.doubts


def test_a_price_specification_states_the_price_and_the_old_one() -> None:
    specs = [
        {"@type": "UnitPriceSpecification", "price": "159", "priceCurrency": "EUR", "priceType": "https://schema.org/ListPrice"},
        {"@type": "UnitPriceSpecification", "price": "129.90", "priceCurrency": "EUR"},
        {"@type": "UnitPriceSpecification", "price": "4.33", "referenceQuantity": {"value": 1}},
    ]  # fmt: skip

    product = only(
        page("129,90 €", ld({**NODE, "offers": {"@type": "Offer", "priceSpecification": specs}}))
    )

    assert product.price == PRICE
    assert product.was_price == Money.of(159, "EUR")


MICRODATA = """<div itemscope itemtype="https://schema.org/Product"><span itemprop="name">Arvenor Kettle</span>
<div itemprop="brand" itemscope itemtype="https://schema.org/Brand"><meta itemprop="name" content="Arvenor"></div>
<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR">
<span itemprop="price">129,90 €</span><link itemprop="availability" href="https://schema.org/OutOfStock"></div></div>"""


def test_microdata_is_read() -> None:
    product = only(page(MICRODATA))

    assert product.price == PRICE
    assert product.availability is Availability.OUT_OF_STOCK


def test_microdata_of_several_offers_takes_the_long_way() -> None:
    twice = MICRODATA.replace("</div></div>", '</div><div itemprop="isRelatedTo" itemscope itemtype="http://schema.org/Product"><b itemprop="name">Other</b><i itemprop="price">5 €</i></div></div>')  # fmt: skip

    product = only(page(twice))

    assert product.price == PRICE
    assert product.brand == "Arvenor"


def test_rdfa_of_schema_org_is_read() -> None:
    rdfa = """<div vocab="https://schema.org/" typeof="Product"><span property="name">Arvenor Kettle</span>
    <div property="offers" typeof="Offer"><meta property="priceCurrency" content="EUR"><span property="price" content="129.90">129,90 €</span></div></div>"""  # fmt: skip

    assert only(page(rdfa)).price == PRICE


def test_rdfa_of_good_relations_is_read() -> None:
    rdfa = """<div typeof="gr:Offering"><span property="gr:name">Arvenor Kettle</span>
    <div rel="gr:hasPriceSpecification"><div typeof="gr:UnitPriceSpecification"><span property="gr:hasCurrency" content="EUR"></span>
    <span property="gr:hasCurrencyValue" content="129.90">129,90 €</span></div></div></div>"""  # fmt: skip

    assert only(page(rdfa)).price == PRICE


def test_open_graph_is_read_with_its_sale_price() -> None:
    head = """<meta property="og:type" content="product"><meta property="og:title" content="Arvenor Kettle">
    <meta property="product:price:amount" content="159.00"><meta property="product:sale_price:amount" content="129.90">
    <meta property="product:price:currency" content="EUR"><meta property="product:availability" content="in stock">"""  # fmt: skip

    product = only(page("129,90 €", head))

    assert (product.price, product.was_price) == (PRICE, Money.of("159.00", "EUR"))
    assert product.availability is Availability.IN_STOCK


def test_twitter_labels_are_read() -> None:
    head = '<meta name="twitter:label1" content="Preis"><meta name="twitter:data1" content="129,90 €"><meta name="twitter:label2" content="Availability"><meta name="twitter:data2" content="ausverkauft">'  # fmt: skip

    product = only(page("129,90 €", head))

    assert product.price == PRICE
    assert product.availability is Availability.OUT_OF_STOCK


STATES = {
    "next": '<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"product":{"name":"Arvenor Kettle","price":{"value":129.9,"currency":"EUR"},"inStock":false},"related":[{"name":"Other","price":3}]}}}</script>',
    "redux": '<script>window.__INITIAL_STATE__ = {"product":{"title":"Arvenor Kettle","currency":"EUR","price":"129.90","inStock":false}};</script>',
    "javascript": "<script>var utag_data = {product_name: 'x', ecommerce: {name: 'Arvenor Kettle', price: 129.90, currency: 'EUR', available: false,}};</script>",
    "data layer": "<script>dataLayer.push({'ecommerce': {'currency': 'EUR', 'items': [{'item_name': 'Arvenor Kettle', 'price': '129.90', 'availability': 'out of stock'}]}});</script>",
    "shopify": '<script type="application/json" data-product-json>{"title":"Arvenor Kettle","handle":"kettle","available":false,"variants":[{"id":1,"price":12990,"public_title":null}]}</script><meta name=x content=y>',
    "commercetools": '<script type="application/json">{"product":{"name":"Arvenor Kettle","inStock":false,"price":{"centAmount":12990,"currencyCode":"EUR","fractionDigits":2}}}</script>',
    "woocommerce": "<form data-product_variations='[{\"display_price\":129.9,\"is_in_stock\":false,\"sku\":\"K\"}]'></form>",
}  # fmt: skip


@pytest.mark.parametrize("state", STATES.values(), ids=list(STATES))
def test_the_state_of_the_page_is_read(state: str) -> None:
    product = only(page(f"<p>129,90 €</p>{state}"), "https://shop.de/p/kettle")

    assert product.price == PRICE
    assert product.availability is Availability.OUT_OF_STOCK


SCREEN = """<div class="detail"><del class="old-price">159,00 €</del> <span class="price">129,90 €</span>
<p class="installments">12 x 10,83 €</p><p class="unit-price">4,33 €/100 g</p><p class="shipping-price">4,90 €</p>
<button>In den Warenkorb</button></div>
<div class="related-products"><div class="product-card"><a href="/p/other-1"><span class="price">89,00 €</span></a></div></div>"""  # fmt: skip


def test_the_screen_alone_is_enough() -> None:
    product = only(page(SCREEN))

    assert product.price == PRICE
    assert product.was_price == Money.of("159.00", "EUR")
    assert product.availability is Availability.IN_STOCK
    assert product.confidence < Decimal("0.9")


def test_a_split_price_is_put_together() -> None:
    screen = '<div class="price"><span>129</span><span>,</span><sup>90</sup> €</div><button>In den Warenkorb</button>'

    assert only(page(screen)).price == PRICE


def test_words_of_other_languages_are_tried_after_the_first() -> None:
    screen = '<p class="cena">1 299,90 zł</p><button>Do koszyka</button>'

    assert only(page(screen, lang="pl")).price == Money.of("1299.90", "PLN")


def test_a_disabled_button_and_a_text_say_it_is_gone() -> None:
    screen = '<p class="price">129,90 €</p><p class="stock">Ausverkauft</p><button disabled>In den Warenkorb</button>'

    assert only(page(screen)).availability is Availability.OUT_OF_STOCK


def test_markup_and_screen_that_agree_raise_the_confidence() -> None:
    agreeing = only(page(SCREEN, ld(NODE)))
    alone = only(page("", ld(NODE)))

    assert agreeing.confidence > alone.confidence


def test_a_stale_markup_is_doubted() -> None:
    product = only(page(SCREEN, ld(offered(price="149.00"))))

    assert product.doubts
    assert product.confidence < Decimal("0.8")
    assert {candidate.source for candidate in product.candidates} == {"json-ld", "visible"}


def test_two_markups_that_contradict_each_other_are_a_tie() -> None:
    head = ld(offered(price="149.00")) + '<meta property="product:price:amount" content="139.00"><meta property="product:price:currency" content="EUR">'  # fmt: skip

    product = only(page("", head))

    assert product.doubts
    assert product.confidence <= Decimal("0.3")


def test_a_struck_price_does_not_confirm_a_markup() -> None:
    product = only(page(SCREEN, ld(offered(price="159.00"))))

    assert product.confidence < Decimal("0.8")


def test_thousands_in_a_markup_are_settled_by_the_screen() -> None:
    screen = '<span class="price">1.299 €</span><button>In den Warenkorb</button>'

    product = only(page(screen, ld(offered(price="1.299"))))

    assert product.price == Money.of(1299, "EUR")


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        (page("", ld(offered(price="0"))), "zero"),
        (page("Price on request", ld(offered(price=""))), "request"),
        (page("", ld(offered(price=""))), "no price"),
        (page("", ld(offered(priceCurrency="", price="129.90")), lang="xx"), "currency"),
    ],
)
def test_what_cannot_be_believed_is_no_price(body: bytes, doubt: str) -> None:
    product = only(body)

    assert product.price is None
    assert doubt in " ".join(product.doubts)
    assert product.confidence == 0


def test_a_currency_that_is_not_stated_is_taken_from_the_country_and_doubted() -> None:
    product = only(page("129.90", ld(offered(priceCurrency="")), lang="pl"))

    assert product.price == Money.of("129.90", "PLN")
    assert "no currency" in " ".join(product.doubts)


def test_the_product_of_the_page_is_told_from_its_neighbours() -> None:
    other = {**NODE, "name": "Other Thing", "offers": {**NODE["offers"], "price": "9"}}

    assert only(page("129,90 €", ld([other, NODE]))).price == PRICE
