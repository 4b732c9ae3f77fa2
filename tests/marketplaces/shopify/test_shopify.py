"""Shopify: only what is particular to it; the contract covers the rest."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from bolo.core.errors import Blocked, NotFound
from bolo.core.marketplace import Address, Answer, Claim, Page
from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.marketplaces.shopify import NO_CURRENCY, Place, Shopify
from tests.marketplaces.script import Script
from tests.marketplaces.shared import recorded

Pages = dict[str, object]
SHOP = "https://shop.example"
VARIANT: dict[str, object] = {
    "id": 11,
    "option1": "Default Title",
    "price": "19.90",
    "available": True,
}
PRODUCT: dict[str, object] = {
    "id": 1,
    "title": " Kettle ",
    "handle": "kettle",
    "variants": [VARIANT],
}
LISTING = f"{SHOP}/products.json"
CART = f"{SHOP}/cart.js"
IN_POUNDS: Pages = {CART: {"currency": "GBP"}}


def goods(*products: dict[str, object]) -> Pages:
    return {LISTING: {"products": list(products)}}


async def read(pages: Pages, address: str = SHOP, after: str | None = None) -> tuple[Page, Script]:
    script = Script(pages)
    return await Shopify().read(Address.of(address), after, script), script


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/en",
        "/pt-BR/",
        "/products/kettle",
        "/en/products/kettle?variant=11",
        "/collections",
        "/collections/all",
        "/collections/all/products/kettle",
        "/products.json",
        "/collections/all/products.json",
    ],
)
def test_addresses_laid_out_as_shopify_does_are_perhaps_ours(path: str) -> None:
    assert Shopify().claims(Address.of(SHOP + path)) is Claim.PERHAPS


@pytest.mark.parametrize("path", ["/product/kettle", "/shop", "/dp/B00X", "/eng/products/x/y"])
def test_other_addresses_are_not_ours(path: str) -> None:
    assert Shopify().claims(Address.of(SHOP + path)) is Claim.NOT_OURS


async def test_an_address_of_another_form_is_not_found() -> None:
    with pytest.raises(NotFound):
        await read({}, f"{SHOP}/product/kettle")


def test_a_product_inside_a_collection_is_that_product() -> None:
    place = Place.at(Address.of(f"{SHOP}/de/collections/all/products/kettle.json"))

    assert place == Place(f"{SHOP}/de", "all", "kettle", "")


async def test_a_full_page_leads_to_the_next_and_carries_the_currency() -> None:
    many = [PRODUCT | {"id": number} for number in range(250)]

    page, _ = await read(goods(*many) | IN_POUNDS)

    assert page.after == "2:GBP"


async def test_the_currency_is_not_asked_again_on_later_pages() -> None:
    page, script = await read(goods(PRODUCT), after="2:EUR")

    assert script.urls == [LISTING]
    assert script.asked[0].params["page"] == "2"
    assert page.offers[0].price == Money.of("19.90", "EUR")
    assert page.after is None


async def test_a_currency_that_was_not_found_is_not_sought_again() -> None:
    page, script = await read(goods(PRODUCT), after="2:")

    assert script.urls == [LISTING]
    assert page.offers[0].price is None


async def test_paging_ends_where_a_listing_would_never() -> None:
    many = [PRODUCT | {"id": number} for number in range(250)]

    page, _ = await read(goods(*many), after="100:EUR")

    assert page.after is None


async def test_an_empty_shop_is_a_shop() -> None:
    page, _ = await read({LISTING: {"products": []}})

    assert page == Page(())


async def test_without_a_currency_there_is_a_doubt_and_no_price() -> None:
    page, script = await read(goods(PRODUCT))

    (offer,) = page.offers
    assert offer.price is None
    assert offer.doubts == (NO_CURRENCY,)
    assert offer.confidence == 0
    assert script.urls == [
        LISTING,
        CART,
        f"{SHOP}/",
        f"{SHOP}/meta.json",
        f"{SHOP}/products/kettle",
    ]


@pytest.mark.parametrize(
    ("pages", "currency"),
    [
        ({CART: {"currency": "GBP"}, f"{SHOP}/meta.json": {"currency": "USD"}}, "GBP"),
        ({CART: b"<html>", f"{SHOP}/meta.json": {"currency": "USD"}}, "USD"),
        (
            {
                f"{SHOP}/": b'Shopify.currency = {"active":"EUR","rate":"0.9"};',
                f"{SHOP}/meta.json": {"currency": "USD"},
            },
            "EUR",
        ),
        ({f"{SHOP}/": b'<meta property="og:price:currency" content="SEK">'}, "SEK"),
        ({f"{SHOP}/": b'<meta content="NOK" itemprop="priceCurrency">'}, "NOK"),
        ({f"{SHOP}/": b'{"priceCurrency" : "DKK"}'}, "DKK"),
        ({f"{SHOP}/products/kettle": b'"priceCurrency":"CHF"'}, "CHF"),
        ({f"{SHOP}/products/kettle": b'Shopify.currency={"active":"PLN"}'}, "PLN"),
    ],
)
async def test_the_currency_is_learned_from_the_surest_place(pages: Pages, currency: str) -> None:
    page, _ = await read(goods(PRODUCT) | pages)

    assert page.offers[0].price == Money.of("19.90", currency)


async def test_a_home_page_that_states_two_currencies_states_none() -> None:
    home = b'{"priceCurrency":"EUR"} {"priceCurrency":"USD"}'

    page, _ = await read({LISTING: {"products": [PRODUCT]}, f"{SHOP}/": home})

    assert page.offers[0].price is None


async def test_a_cart_that_robots_may_not_ask_for_is_left_alone() -> None:
    pages = goods(PRODUCT) | {CART: Blocked("robots.txt")}

    page, _ = await read(pages | {f"{SHOP}/meta.json": {"currency": "USD"}})

    assert page.offers[0].price == Money.of("19.90", "USD")


async def test_any_other_block_is_passed_on() -> None:
    with pytest.raises(Blocked):
        await read(goods(PRODUCT) | {CART: Blocked("captcha")})


async def test_the_host_after_redirects_is_the_shop() -> None:
    silent = {"id": 2, "price": "3"}
    listing = {"products": [{"id": 1, "title": "K", "handle": "k", "variants": [silent]}]}
    body = json.dumps(listing).encode()
    moved = Answer(body, "https://www.shop.example/products.json")

    page, _ = await read({LISTING: moved} | IN_POUNDS)

    (offer,) = page.offers
    assert offer.shop == "www.shop.example"
    assert offer.ref == "www.shop.example/1:2"
    assert offer.url == "https://www.shop.example/products/k?variant=2"
    assert offer.availability is None


@pytest.mark.parametrize("before", [None, "", "0.00", "19.90", "5.00"])
async def test_only_a_higher_price_is_a_former_price(before: str | None) -> None:
    product = PRODUCT | {"variants": [VARIANT | {"compare_at_price": before}]}

    page, _ = await read(goods(product) | IN_POUNDS)

    assert page.offers[0].was_price is None


@pytest.mark.parametrize(
    ("barcode", "gtin"),
    [
        ("4006381333931", "4006381333931"),
        ("4006381333932", None),
        ("00000000", None),
        ("A-7", None),
    ],
)
async def test_a_barcode_counts_when_its_check_digit_holds(barcode: str, gtin: str | None) -> None:
    product = PRODUCT | {"variants": [VARIANT | {"barcode": barcode}]}

    page, _ = await read(goods(product) | IN_POUNDS)

    assert page.offers[0].gtin == gtin


async def test_an_address_of_one_variant_gives_that_variant() -> None:
    other = VARIANT | {"id": 12, "option1": "Red"}
    kettle = PRODUCT | {"variants": [VARIANT, other]}
    pages: Pages = {f"{SHOP}/products/kettle.json": {"product": kettle}}

    page, _ = await read(pages | IN_POUNDS, f"{SHOP}/products/kettle?variant=12")

    assert [one.variant for one in page.offers] == ["Red"]


async def test_an_unknown_variant_gives_them_all() -> None:
    pages: Pages = {f"{SHOP}/products/kettle.json": {"product": PRODUCT}}

    page, _ = await read(pages | IN_POUNDS, f"{SHOP}/products/kettle?variant=99")

    assert len(page.offers) == 1


async def test_stock_is_asked_for_where_the_product_does_not_state_it() -> None:
    silent = {name: value for name, value in VARIANT.items() if name != "available"}
    script = PRODUCT | {"variants": [VARIANT | {"price": 1990, "available": False}]}
    pages: Pages = {
        f"{SHOP}/products/kettle.json": {"product": PRODUCT | {"variants": [silent]}},
        f"{SHOP}/products/kettle.js": script,
    }

    page, _ = await read(pages | IN_POUNDS, f"{SHOP}/products/kettle")

    assert page.offers[0].availability is Availability.OUT_OF_STOCK
    assert page.offers[0].price == Money.of("19.90", "GBP")


async def test_the_form_for_scripts_counts_hundredths_in_yen_too() -> None:
    script = PRODUCT | {"variants": [VARIANT | {"price": 100000, "compare_at_price": 120000}]}

    pages: Pages = {f"{SHOP}/products/kettle.js": script, CART: {"currency": "JPY"}}

    page, _ = await read(pages, f"{SHOP}/products/kettle")

    assert page.offers[0].price == Money.of(1000, "JPY")
    assert page.offers[0].was_price == Money.of(1200, "JPY")


@pytest.mark.parametrize(
    ("name", "offers", "price", "was"),
    [
        ("elsewedyshop_products_page1_live.json", 9, "7136.40", None),
        ("elsewedyshop_products_page4_live.json", 18, "2806.52", "2985.66"),
        ("elsewedyshop_products_en_page1_2026-07-23.json", 9, "7136.40", None),
        ("elsewedyshop_products_images_2026-07-30.json", 2, "4000.00", "4700.00"),
    ],
)
async def test_a_real_listing_is_read_whole(
    name: str, offers: int, price: str, was: str | None
) -> None:
    pages: Pages = {LISTING: recorded("shopify", name), CART: {"currency": "EGP"}}

    page, _ = await read(pages)

    assert len(page.offers) == offers
    assert len({one.ref for one in page.offers}) == offers
    assert page.offers[0].price == Money.of(price, "EGP")
    assert page.offers[0].was_price == (Money.of(was, "EGP") if was else None)
    assert all(one.brand and one.sku and one.image for one in page.offers)
    assert all(one.price and one.price.amount > Decimal(0) for one in page.offers)


async def test_a_real_listing_keeps_its_order_under_another_currency() -> None:
    pages: Pages = {LISTING: recorded("shopify", "elsewedyshop_products_page4_live.json")}
    pounds, _ = await read(pages | IN_POUNDS)

    euros, _ = await read(pages, after="4:EUR")

    assert [replace(one, price=None, was_price=None) for one in pounds.offers] == [
        replace(one, price=None, was_price=None) for one in euros.offers
    ]
