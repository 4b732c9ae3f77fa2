"""Steam: only what is particular to it; the contract covers the rest."""

import json
from typing import Any

import pytest

from bolo.core.errors import LayoutChanged, NotFound
from bolo.core.marketplace import Address, Claim, Page, Search
from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.marketplaces.steam import FREE, Steam
from tests.marketplaces.script import Script
from tests.marketplaces.shared import recorded

STORE = "https://store.steampowered.com"
DETAILS = f"{STORE}/api/appdetails"
APP: dict[str, object] = {
    "name": "Deep Lantern",
    "steam_appid": 7,
    "release_date": {"coming_soon": False},
}
PRICE = {"currency": "EUR", "initial": 3999, "final": 2999}


async def read(pages: dict[str, object], path: str) -> tuple[Page, Script]:
    script = Script(pages)
    return await Steam().read(Address.of(STORE + path), None, script), script


def told(app: dict[str, object]) -> dict[str, object]:
    return {DETAILS: {"7": {"success": True, "data": app}}}


def mended(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Undo what the recording's source did to booleans: it wrote them as texts."""
    if isinstance(value, dict):
        return {name: mended(one) for name, one in value.items()}
    if isinstance(value, list):
        return [mended(one) for one in value]
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("address", "claim"),
    [
        (f"{STORE}/app/7/Deep_Lantern/", Claim.OURS),
        (f"{STORE}/sub/9", Claim.OURS),
        (f"{STORE}/search/?term=lantern", Claim.OURS),
        (f"{STORE}/search/", Claim.NOT_OURS),
        (f"{STORE}/app/seven", Claim.NOT_OURS),
        (f"{STORE}/news/", Claim.NOT_OURS),
        ("https://elsewhere.example/app/7", Claim.NOT_OURS),
    ],
)
def test_it_claims_what_it_can_read(address: str, claim: Claim) -> None:
    assert Steam().claims(Address.of(address)) is claim


async def test_another_page_of_the_store_is_not_found() -> None:
    with pytest.raises(NotFound):
        await read({}, "/news/")


@pytest.mark.parametrize(
    ("query", "region"), [("", "us"), ("?cc=GB", "gb"), ("?cc=nowhere", "us"), ("?cc=", "us")]
)
async def test_the_region_is_the_one_the_address_asks_for(query: str, region: str) -> None:
    page, script = await read(told(APP | {"price_overview": PRICE}), f"/app/7/{query}")

    assert script.asked[0].params["cc"] == region
    assert page.offers[0].ref == f"{region}/app/7"


async def test_an_app_that_steam_does_not_show_is_not_found() -> None:
    with pytest.raises(NotFound, match="no app 7 in US"):
        await read({DETAILS: {"7": {"success": False}}}, "/app/7")


async def test_a_package_that_steam_does_not_show_is_not_found() -> None:
    with pytest.raises(NotFound, match="no package 9"):
        await read({f"{STORE}/api/packagedetails": {"9": {"success": False}}}, "/sub/9")


async def test_an_unreleased_package_can_be_ordered_ahead_without_a_price() -> None:
    data = {"name": "Duo", "price": PRICE, "release_date": {"coming_soon": True}}
    pages: dict[str, object] = {
        f"{STORE}/api/packagedetails": {"9": {"success": True, "data": data}}
    }

    page, _ = await read(pages, "/sub/9")

    assert page.offers[0].price is None
    assert page.offers[0].availability is Availability.PREORDER


async def test_yen_are_counted_in_hundredths_too() -> None:
    price = {"currency": "JPY", "initial": 598000, "final": 598000}

    page, _ = await read(told(APP | {"price_overview": price}), "/app/7?cc=jp")

    assert page.offers[0].price == Money.of(5980, "JPY")


async def test_a_free_game_says_why_its_price_is_zero() -> None:
    page, _ = await read(told(APP | {"is_free": True}), "/app/7?cc=de")

    (offer,) = page.offers
    assert offer.price == Money.zero("EUR")
    assert offer.doubts == (FREE,)
    assert offer.availability is Availability.IN_STOCK


async def test_a_free_game_in_a_region_of_unknown_currency_has_no_price() -> None:
    page, _ = await read(told(APP | {"is_free": True}), "/app/7?cc=vn")

    assert page.offers[0].price is None
    assert page.offers[0].doubts == (FREE,)


async def test_an_unreleased_game_has_no_price_even_where_one_is_announced() -> None:
    soon = APP | {"release_date": {"coming_soon": True}, "price_overview": PRICE}

    page, _ = await read(told(soon), "/app/7")

    (offer,) = page.offers
    assert (offer.price, offer.was_price) == (None, None)
    assert offer.availability is Availability.PREORDER


async def test_a_game_without_a_price_is_doubted() -> None:
    page, _ = await read(told(APP), "/app/7?cc=vn")

    (offer,) = page.offers
    assert offer.price is None
    assert offer.doubts == ("Steam states no price in VN",)


async def test_a_boolean_in_words_is_refused() -> None:
    with pytest.raises(LayoutChanged):
        await read(told(APP | {"is_free": "false"}), "/app/7")


async def test_a_package_without_a_price_in_its_name_keeps_its_name() -> None:
    option = {"packageid": 5, "option_text": "Twin pack", "price_in_cents_with_discount": 5999}
    groups = [{"name": "default", "subs": [option]}]

    page, _ = await read(told(APP | {"price_overview": PRICE, "package_groups": groups}), "/app/7")

    assert [(one.title, one.variant) for one in page.offers] == [
        ("Deep Lantern", None),
        ("Twin pack", "Twin pack"),
    ]


async def test_a_search_page_is_searched_in_its_region() -> None:
    pages: dict[str, object] = {f"{STORE}/api/storesearch/": {"total": 0, "items": []}}

    page, script = await read(pages, "/search/?term=deep+lantern&cc=gb")

    assert page == Page(())
    assert script.asked[0].params == {"term": "deep lantern", "cc": "gb", "l": "english"}


async def test_a_search_that_finds_nothing_is_an_empty_page() -> None:
    script = Script({f"{STORE}/api/storesearch/": {"total": 0, "items": []}})

    page = await Steam().search(Search("zzz"), script)

    assert page == Page(())


@pytest.mark.parametrize(
    ("number", "offers", "price", "was"),
    [
        ("1361210", ["1361210", "938125"], "2749", None),
        ("2342950", ["2342950"], "203", "239"),
        ("1202130", ["1202130"], "715", "1100"),
    ],
)
async def test_a_real_app_is_read_with_its_packages(
    number: str, offers: list[str], price: str, was: str | None
) -> None:
    real = mended(json.loads(recorded("steam", "appdetails_full_2023-12.json")))

    page, _ = await read({DETAILS: real}, f"/app/{number}/?cc=ru")

    assert [one.ref.rpartition("/")[2] for one in page.offers] == offers
    assert page.offers[0].price == Money.of(price, "RUB")
    assert page.offers[0].was_price == (Money.of(was, "RUB") if was else None)
    assert all(one.availability is Availability.IN_STOCK for one in page.offers)


async def test_a_real_edition_is_told_from_its_game() -> None:
    real = mended(json.loads(recorded("steam", "appdetails_full_2023-12.json")))

    page, _ = await read({DETAILS: real}, "/app/1361210/?cc=ru")

    assert page.offers[1].title == "Warhammer 40,000: Darktide - Imperial Edition"
    assert page.offers[1].variant == "Imperial Edition"
    assert page.offers[1].price == Money.of("4129", "RUB")


async def test_a_real_answer_without_a_price_is_doubted_and_a_failure_is_not_found() -> None:
    pages: dict[str, object] = {DETAILS: recorded("steam", "appdetails_2026-09-08.trimmed.json")}

    page, _ = await read(pages, "/app/2778580")

    assert page.offers[0].title == "ELDEN RING Shadow of the Erdtree"
    assert page.offers[0].price is None
    with pytest.raises(NotFound):
        await read(pages, "/app/1245621")
