"""GOG: only what is particular to it; the contract covers the rest."""

import json

import pytest

from bolo.core.errors import LayoutChanged, NotFound
from bolo.core.marketplace import Address, Claim, Page, Search
from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.marketplaces.gog import FREE, Gog
from tests.marketplaces.script import Script
from tests.marketplaces.shared import recorded

CATALOG = "https://catalog.gog.com/v1/catalog"
ITEM = {"id": "1", "slug": "old_keeper", "title": "Old Keeper"}
CARD = "https://www.gog.com/game/old_keeper"
PRODUCT = {"id": 1, "title": "Old Keeper", "links": {"product_card": CARD}}
NUMBER = "https://api.gog.com/products/1"


async def read(
    pages: dict[str, object], address: str, after: str | None = None
) -> tuple[Page, Script]:
    script = Script(pages)
    return await Gog().read(Address.of(address), after, script), script


def costing(final: str, base: str) -> dict[str, object]:
    money = {"finalMoney": {"amount": final, "currency": "USD"}}
    return ITEM | {"price": money | {"baseMoney": {"amount": base, "currency": "USD"}}}


@pytest.mark.parametrize(
    ("address", "claim"),
    [
        ("https://www.gog.com/en/game/old_keeper", Claim.OURS),
        ("https://www.gog.com/game/old_keeper", Claim.OURS),
        ("https://gog.com/de/games?query=keeper", Claim.OURS),
        ("https://api.gog.com/products/1", Claim.OURS),
        ("https://api.gog.com/user/1", Claim.NOT_OURS),
        ("https://www.gog.com/news/a", Claim.NOT_OURS),
        ("https://www.gog.com/", Claim.NOT_OURS),
        ("https://elsewhere.example/game/old_keeper", Claim.NOT_OURS),
    ],
)
def test_it_claims_what_it_can_read(address: str, claim: Claim) -> None:
    assert Gog().claims(Address.of(address)) is claim


async def test_another_page_of_the_store_is_not_found() -> None:
    with pytest.raises(NotFound):
        await read({}, "https://www.gog.com/news/a")


async def test_the_catalogue_is_read_page_by_page_in_the_market_asked_for() -> None:
    pages: dict[str, object] = {CATALOG: {"pages": 3, "products": [costing("1", "2")]}}
    address = "https://www.gog.com/games?query=keeper&countryCode=pl&currencyCode=pln"

    page, script = await read(pages, address, after="2")

    assert page.after == "3"
    assert page.offers[0].ref == "pl-pln/1"
    assert script.asked[0].params["query"] == "like:keeper"
    assert script.asked[0].params["countryCode"] == "PL"


async def test_the_whole_catalogue_is_asked_for_without_words() -> None:
    _, script = await read({CATALOG: {"pages": 0, "products": []}}, "https://www.gog.com/games")

    assert "query" not in script.asked[0].params


async def test_a_page_without_products_is_the_last() -> None:
    page = await Gog().search(Search("x"), Script({CATALOG: {"pages": 9, "products": []}}))

    assert page == Page(())


@pytest.mark.parametrize(
    ("item", "price", "was", "availability", "doubts"),
    [
        (costing("9.99", "19.99"), "9.99", "19.99", Availability.IN_STOCK, ()),
        (costing("9.99", "9.99"), "9.99", None, Availability.IN_STOCK, ()),
        (costing("0.00", "0.00"), "0.00", None, Availability.IN_STOCK, (FREE,)),
        (
            costing("9.99", "9.99") | {"productState": "preorder"},
            "9.99",
            None,
            Availability.PREORDER,
            (),
        ),
        (ITEM, None, None, None, ("GOG states no price",)),
    ],
)
async def test_a_price_is_told_from_none_and_from_nothing(
    item: dict[str, object],
    price: str | None,
    was: str | None,
    availability: Availability | None,
    doubts: tuple[str, ...],
) -> None:
    found: dict[str, object] = {CATALOG: {"pages": 1, "products": [item]}}

    page, _ = await read(found, "https://www.gog.com/en/game/old_keeper")

    (offer,) = page.offers
    assert offer.price == (Money.of(price, "USD") if price else None)
    assert offer.was_price == (Money.of(was, "USD") if was else None)
    assert offer.availability is availability
    assert offer.doubts == doubts


@pytest.mark.parametrize("prices", [{}, {f"{NUMBER}/prices": {"_embedded": {"prices": []}}}])
async def test_a_product_without_a_price_is_doubted(prices: dict[str, object]) -> None:
    page, _ = await read({NUMBER: PRODUCT} | prices, NUMBER)

    assert page.offers[0].price is None
    assert page.offers[0].doubts == ("GOG states no price",)


async def test_a_price_in_another_form_is_a_layout_we_do_not_know() -> None:
    price = {"finalPrice": 499, "basePrice": 999}
    pages: dict[str, object] = {
        NUMBER: PRODUCT,
        f"{NUMBER}/prices": {"_embedded": {"prices": [price]}},
    }

    with pytest.raises(LayoutChanged):
        await read(pages, NUMBER)


async def test_a_page_that_names_no_product_is_a_layout_we_do_not_know() -> None:
    pages: dict[str, object] = {CATALOG: {"pages": 0, "products": []}, CARD: b"<html></html>"}

    with pytest.raises(LayoutChanged):
        await read(pages, CARD)


@pytest.mark.parametrize("mark", [b'"cardProductId":"1"', b"cardProduct: 1", b'card-product="1"'])
async def test_a_page_names_its_product_in_one_of_several_ways(mark: bytes) -> None:
    pages: dict[str, object] = {
        CATALOG: {"pages": 0, "products": []},
        CARD: b"<html>" + mark + b"</html>",
        NUMBER: PRODUCT,
    }

    page, _ = await read(pages, CARD)

    assert page.offers[0].ref == "us-usd/1"


async def test_a_real_catalogue_page_is_read_whole() -> None:
    body = recorded("gog", "catalog_v1_2026-10-06.json")

    page = await Gog().search(Search("dead age"), Script({CATALOG: body}))

    assert len(page.offers) == len(json.loads(body)["products"])
    assert page.after == "2"
    assert page.offers[0].title == "Dead Age 1 + 2 Bundle"
    assert page.offers[0].price == Money.of("1.49", "USD")
    assert page.offers[0].was_price == Money.of("29.59", "USD")
    assert page.offers[0].category == "pack"
