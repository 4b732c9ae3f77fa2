"""WooCommerce: only what is particular to it; the contract covers the rest."""

import json
from decimal import Decimal

import pytest

from bolo.core.errors import NotFound, Rejected
from bolo.core.marketplace import Address, Answer, Claim, Page
from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.marketplaces.woocommerce import FROM_PARENT, Place, WooCommerce
from tests.marketplaces.script import Script
from tests.marketplaces.shared import recorded

Body = dict[str, object]
Pages = dict[str, object]
SHOP = "https://shop.example"
NEW = f"{SHOP}/wp-json/wc/store/v1/products"
OLD = f"{SHOP}/wp-json/wc/store/products"
PRICES: Body = {"price": "1999", "currency_code": "EUR", "currency_minor_unit": 2}
PRODUCT: Body = {
    "id": 1,
    "name": "Rake",
    "slug": "rake",
    "permalink": f"{SHOP}/product/rake/",
    "prices": PRICES,
}


async def read(
    pages: Pages, address: str = f"{SHOP}/shop", after: str | None = None
) -> tuple[Page, Script]:
    script = Script(pages)
    return await WooCommerce().read(Address.of(address), after, script), script


def paged(products: list[Body], pages: int) -> Answer:
    return Answer(json.dumps(products).encode(), NEW, {"x-wp-totalpages": str(pages)})


def variable(number: int, *variations: int) -> Body:
    return PRODUCT | {"id": number, "variations": [{"id": one} for one in variations]}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", Place(SHOP)),
        ("/de/", Place(f"{SHOP}/de")),
        ("/pt-br/shop/", Place(f"{SHOP}/pt-br")),
        ("/shop/page/2/", Place(SHOP)),
        ("/product/rake/", Place(SHOP, slug="rake")),
        ("/product/%C3%A4xte", Place(SHOP, slug="äxte")),
        ("/?product=rake", Place(SHOP, slug="rake")),
        ("/?product_cat=tools", Place(SHOP, category="tools")),
        ("/product-category/garden/tools/", Place(SHOP, category="tools")),
    ],
)
def test_addresses_laid_out_as_woocommerce_does_are_perhaps_ours(path: str, place: Place) -> None:
    address = Address.of(SHOP + path)

    assert WooCommerce().claims(address) is Claim.PERHAPS
    assert Place.at(address) == place


@pytest.mark.parametrize("path", ["/products/rake", "/blog/rake", "/product", "/collections/a"])
def test_other_addresses_are_not_ours(path: str) -> None:
    assert WooCommerce().claims(Address.of(SHOP + path)) is Claim.NOT_OURS


async def test_an_address_of_another_form_is_not_found() -> None:
    with pytest.raises(NotFound):
        await read({}, f"{SHOP}/blog/rake")


async def test_pages_are_counted_by_the_header_and_keep_to_the_route() -> None:
    page, _ = await read({OLD: paged([PRODUCT], 3)})

    assert page.after == "2:1:"


async def test_a_later_page_asks_the_route_that_answered() -> None:
    page, script = await read({OLD: paged([PRODUCT], 2)}, after="2:1:16")

    assert script.urls == [OLD]
    assert script.asked[0].params == {"per_page": "100", "page": "2", "category": "16"}
    assert page.after is None


async def test_a_header_that_is_no_number_is_one_page() -> None:
    answer = Answer(json.dumps([PRODUCT]).encode(), NEW, {"x-wp-totalpages": "many"})

    page, _ = await read({NEW: answer})

    assert page.after is None


async def test_without_the_header_a_full_page_promises_another() -> None:
    page, _ = await read({NEW: [PRODUCT | {"id": number} for number in range(100)]})

    assert page.after == "2:0:"


async def test_variations_of_other_products_are_left_aside() -> None:
    strangers = [PRODUCT | {"id": 99}, PRODUCT | {"id": 11}]

    page, _ = await read({f"{NEW}?type=variation": strangers, NEW: [variable(10, 11)]})

    assert [one.ref for one in page.offers] == ["shop.example/10:11"]


async def test_a_shop_without_a_store_api_is_not_ours() -> None:
    with pytest.raises(NotFound):
        await read({})


async def test_an_older_shop_that_knows_no_slug_gives_only_the_product_asked_for() -> None:
    other = PRODUCT | {"id": 2, "slug": "spade"}

    page, _ = await read({NEW: [other, PRODUCT]}, f"{SHOP}/product/rake")

    assert [one.ref for one in page.offers] == ["shop.example/1"]


async def test_a_product_that_is_not_offered_is_not_found() -> None:
    with pytest.raises(NotFound, match="does not offer rake"):
        await read({NEW: []}, f"{SHOP}/product/rake")


async def test_a_category_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        await read({f"{NEW}/categories": [], NEW: [PRODUCT]}, f"{SHOP}/product-category/rakes")


async def test_variations_of_a_whole_page_are_asked_for_together() -> None:
    parents = [variable(10, 11, 12), variable(20, 21)]
    kids = [PRODUCT | {"id": number, "variation": f"Size: {number}"} for number in (21, 11, 12)]

    page, script = await read({f"{NEW}?type=variation": kids, NEW: parents})

    assert [one.ref for one in page.offers] == [
        "shop.example/10:11",
        "shop.example/10:12",
        "shop.example/20:21",
    ]
    assert [one.params.get("parent") for one in script.asked] == [None, "10,20"]


async def test_variations_go_on_over_pages() -> None:
    first = paged([PRODUCT | {"id": 11}], 2)
    second = paged([PRODUCT | {"id": 12}], 2)
    pages: Pages = {f"{NEW}?type=variation": first, NEW: [variable(10, 11, 12)]}

    class Turning(Script):
        async def __call__(self, request, read):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204
            """Answer the second page of variations with other ones."""
            if request.params.get("type") and request.params["page"] == "2":
                return read(second)
            return await super().__call__(request, read)

    script = Turning(pages)

    page = await WooCommerce().read(Address.of(SHOP), None, script)

    assert [one.ref for one in page.offers] == ["shop.example/10:11", "shop.example/10:12"]


async def test_variations_left_out_are_asked_for_alone() -> None:
    parents = [variable(10, 11), variable(20, 21)]
    pages: Pages = {
        f"{NEW}?parent=10,20": [PRODUCT | {"id": 11}],
        f"{NEW}?parent=20": [PRODUCT | {"id": 21}],
        NEW: parents,
    }

    page, _ = await read(pages)

    assert [one.ref for one in page.offers] == ["shop.example/10:11", "shop.example/20:21"]


async def test_a_shop_that_takes_one_parent_at_a_time_is_asked_so() -> None:
    pages: Pages = {
        f"{NEW}?parent=10,20": Rejected("400"),
        f"{NEW}?parent=10": [PRODUCT | {"id": 11}],
        f"{NEW}?parent=20": [PRODUCT | {"id": 21}],
        NEW: [variable(10, 11), variable(20, 21)],
    }

    page, _ = await read(pages)

    assert [one.ref for one in page.offers] == ["shop.example/10:11", "shop.example/20:21"]


async def test_a_shop_that_gives_no_variations_is_not_asked_for_each() -> None:
    parents = [variable(10, 11), variable(20, 21), variable(30, 31)]

    page, script = await read({f"{NEW}?type=variation": [], NEW: parents})

    assert len(script.asked) == 3
    assert all(one.doubts == (FROM_PARENT,) for one in page.offers)
    assert all(one.confidence < 1 for one in page.offers)


async def test_a_route_without_variations_is_no_reason_to_fail() -> None:
    pages: Pages = {f"{NEW}?type=variation": NotFound("no such type"), NEW: [variable(10, 11)]}

    page, _ = await read(pages)

    assert [one.ref for one in page.offers] == ["shop.example/10"]


async def test_a_price_range_counts_from_its_lowest_and_has_no_former_price() -> None:
    prices = PRICES | {"regular_price": "9999", "price_range": {"min_amount": "500"}}
    parent = variable(10, 11) | {"prices": prices}

    page, _ = await read({f"{NEW}?type=variation": [], NEW: [parent]})

    assert page.offers[0].price == Money.of("5.00", "EUR")
    assert page.offers[0].was_price is None


@pytest.mark.parametrize(
    ("units", "minor", "code", "price"),
    [("1999", 2, "EUR", "19.99"), ("1999", 0, "JPY", "1999"), ("19999", 3, "KWD", "19.999")],
)
async def test_minor_units_are_as_the_shop_counts_them(
    units: str, minor: int, code: str, price: str
) -> None:
    prices = {"price": units, "currency_code": code, "currency_minor_unit": minor}

    page, _ = await read({NEW: [PRODUCT | {"prices": prices}]})

    assert page.offers[0].price == Money(Decimal(price), code)


@pytest.mark.parametrize(
    ("price", "expected", "doubts"),
    [("", None, ()), ("0", Money.of("0.00", "EUR"), ("the price is zero",))],
)
async def test_no_price_and_a_price_of_zero_are_told_apart(
    price: str, expected: Money | None, doubts: tuple[str, ...]
) -> None:
    page, _ = await read({NEW: [PRODUCT | {"prices": PRICES | {"price": price}}]})

    assert page.offers[0].price == expected
    assert page.offers[0].doubts == doubts


@pytest.mark.parametrize(
    ("stock", "availability"),
    [
        ({"is_in_stock": True}, Availability.IN_STOCK),
        ({"is_in_stock": False}, Availability.OUT_OF_STOCK),
        ({"is_in_stock": True, "is_on_backorder": True}, Availability.PREORDER),
    ],
)
async def test_stock_is_said_in_our_words(stock: Body, availability: Availability) -> None:
    page, _ = await read({NEW: [PRODUCT | stock]})

    assert page.offers[0].availability is availability


async def test_entities_in_names_are_read_as_a_person_sees_them() -> None:
    product = PRODUCT | {"name": "Rake &amp; hoe &#8211; &quot;Duo&quot; "}

    page, _ = await read({NEW: [product]})

    assert page.offers[0].title == 'Rake & hoe \N{EN DASH} "Duo"'


@pytest.mark.parametrize("gtin", ["4006381333932", "00000000", "n/a"])
async def test_a_gtin_counts_when_its_check_digit_holds(gtin: str) -> None:
    page, _ = await read({NEW: [PRODUCT | {"global_unique_id": gtin}]})

    assert page.offers[0].gtin is None


async def test_an_attribute_of_several_terms_states_no_brand() -> None:
    brand = {"name": "Brand", "terms": [{"name": "Fjell"}, {"name": "Dal"}]}

    page, _ = await read({NEW: [PRODUCT | {"attributes": [brand]}]})

    assert page.offers[0].brand is None


async def test_a_real_catalogue_is_read_whole() -> None:
    body = recorded("woocommerce", "samehgabriel_wc_store_products_2026-07-20.json")
    real = json.loads(body)

    page, script = await read({f"{NEW}?type=variation": [], NEW: body})

    assert len(page.offers) == len(real) == 18
    assert page.offers[0].price == Money.of("2776.66", "EGP")
    assert page.offers[0].was_price == Money.of("2985.66", "EGP")
    assert page.offers[0].sku == "12cc89c502df-1"
    assert {one.availability for one in page.offers} == {
        Availability.IN_STOCK,
        Availability.OUT_OF_STOCK,
    }
    assert all(one.image and one.category and one.doubts for one in page.offers)
    assert script.asked[1].params["parent"].count(",") == 17


async def test_a_real_product_is_found_by_its_address() -> None:
    body = recorded("woocommerce", "samehgabriel_wc_store_products_2026-07-20.json")
    real = json.loads(body)[0]
    address = real["permalink"].replace("https://samehgabriel.com", SHOP)

    page, _ = await read({f"{NEW}?type=variation": [], NEW: body}, address)

    assert [one.title for one in page.offers] == [real["name"]]
