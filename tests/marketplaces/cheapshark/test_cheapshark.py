"""CheapShark: only what is particular to it; the contract covers the rest."""

import json

import pytest

from bolo.core.errors import LayoutChanged, NotFound
from bolo.core.marketplace import Address, Answer, Claim, Page, Search
from bolo.core.money import Money
from bolo.marketplaces.cheapshark import FREE, CheapShark
from tests.marketplaces.script import Script
from tests.marketplaces.shared import recorded

SITE = "https://www.cheapshark.com"
API = f"{SITE}/api/1.0"
STORES = {f"{API}/stores": [{"storeID": "1", "storeName": "Steam"}]}
DEAL = {"storeID": "1", "dealID": "a%2Bb%3D", "price": "5.00", "retailPrice": "10.00"}
GAME = {"info": {"title": "Deep Lantern"}, "deals": [DEAL]}


async def read(
    pages: dict[str, object], path: str, after: str | None = None
) -> tuple[Page, Script]:
    script = Script(pages | STORES)
    return await CheapShark().read(Address.of(SITE + path), after, script), script


@pytest.mark.parametrize(
    ("address", "claim"),
    [
        (f"{SITE}/", Claim.OURS),
        (f"{SITE}/browse?storeID=1", Claim.OURS),
        ("https://cheapshark.com/search", Claim.OURS),
        (f"{SITE}/redirect?dealID=a%2Bb%3D", Claim.OURS),
        (f"{SITE}/redirect", Claim.NOT_OURS),
        (f"{API}/games?ids=1,2", Claim.OURS),
        (f"{SITE}/about", Claim.NOT_OURS),
        ("https://elsewhere.example/", Claim.NOT_OURS),
    ],
)
def test_it_claims_what_it_can_read(address: str, claim: Claim) -> None:
    assert CheapShark().claims(Address.of(address)) is claim


async def test_a_search_asks_for_25_games_at_once_and_the_rest_later() -> None:
    hits = [{"gameID": str(number)} for number in range(60)]
    pages: dict[str, object] = {
        f"{API}/games?title=lantern": hits,
        f"{API}/games": {str(number): GAME for number in range(60)},
    }
    script = Script(pages | STORES)

    first = await CheapShark().search(Search("lantern"), script)
    second = await CheapShark().search(Search("lantern", first.after), script)
    third = await CheapShark().search(Search("lantern", second.after), script)

    sizes = [len(one.params["ids"].split(",")) for one in script.asked if "ids" in one.params]
    assert sizes == [25, 25, 10]
    assert third.after is None
    assert len(first.offers + second.offers + third.offers) == 60


async def test_a_search_that_finds_nothing_is_an_empty_page() -> None:
    page = await CheapShark().search(Search("zzz"), Script({f"{API}/games": []}))

    assert page == Page(())


async def test_games_that_are_left_out_of_the_answer_are_left_out() -> None:
    page, _ = await read({f"{API}/games": {"2": GAME}}, "/api/1.0/games?ids=1,2,x")

    assert [one.ref for one in page.offers] == ["2:1"]


async def test_an_answer_without_any_game_is_a_layout_we_do_not_know() -> None:
    with pytest.raises(LayoutChanged):
        await read({f"{API}/games": {}}, "/api/1.0/games?ids=1")


async def test_no_game_at_all_is_not_found() -> None:
    with pytest.raises(NotFound):
        await read({}, "/api/1.0/games?ids=")


async def test_an_address_of_a_title_is_a_search() -> None:
    pages: dict[str, object] = {
        f"{API}/games?title=lantern": [{"gameID": "2"}],
        f"{API}/games": {"2": GAME},
    }

    page, _ = await read(pages, "/api/1.0/games?title=lantern")

    assert len(page.offers) == 1


async def test_deals_keep_to_the_filters_of_the_address_and_count_pages_from_zero() -> None:
    deal = DEAL | {"gameID": "2", "title": "Deep Lantern", "salePrice": "0.00"}
    body = json.dumps([deal | {"normalPrice": "10.00"}]).encode()
    answer = Answer(body, f"{API}/deals", {"x-total-page-count": "3"})

    page, script = await read({f"{API}/deals": answer}, "/browse?storeID=1&ref=ad", after="1")

    assert script.asked[0].params == {"storeID": "1", "pageNumber": "1", "pageSize": "60"}
    assert page.after == "2"
    assert page.offers[0].doubts == (FREE,)


@pytest.mark.parametrize("pages", ["3", "unknown"])
async def test_an_empty_page_of_deals_is_the_last(pages: str) -> None:
    answer = Answer(b"[]", f"{API}/deals", {"x-total-page-count": pages})

    page, script = await read({f"{API}/deals": answer}, "/")

    assert page == Page(())
    assert len(script.asked) == 1


async def test_a_deal_is_asked_for_decoded_and_linked_encoded() -> None:
    info = {
        "storeID": "1",
        "gameID": "2",
        "name": "Deep Lantern",
        "salePrice": "5.00",
        "retailPrice": "5.00",
    }
    pages: dict[str, object] = {f"{API}/deals": {"gameInfo": info}}

    page, script = await read(pages, "/redirect?dealID=a%2Bb%3D")

    (offer,) = page.offers
    assert script.asked[0].params == {"id": "a+b="}
    assert offer.url == f"{SITE}/redirect?dealID=a%2Bb%3D"
    assert offer.was_price is None
    assert offer.notes == ()


async def test_real_games_are_read_with_the_names_of_their_shops() -> None:
    real = json.loads(recorded("cheapshark", "cheapshark_2026-09-11.trimmed.json"))
    script = Script({f"{API}/games": real["games_by_ids"], f"{API}/stores": real["stores"]})

    page = await CheapShark().read(Address.of(f"{API}/games?ids=612"), None, script)

    first, second = page.offers
    assert first.shop == "Fanatical"
    assert second.shop == "shop 21 of CheapShark"
    assert first.price == Money.of("15.89", "USD")
    assert first.was_price == Money.of("19.99", "USD")
    assert second.was_price is None
    assert first.notes == ("lowest ever seen by CheapShark: 2.28 USD on 2025-09-29",)
    assert first.url.endswith("dealID=0f%2B4gT2VVUn4UcmFzPxXnuqoXKAOYoJ5mpFZRWNyohc%3D")


async def test_a_real_search_is_followed_to_its_games() -> None:
    real = json.loads(recorded("cheapshark", "cheapshark_2026-09-11.trimmed.json"))
    numbers = [one["gameID"] for one in real["games_by_title"]]
    pages: dict[str, object] = {
        f"{API}/games?title=batman": real["games_by_title"],
        f"{API}/games": dict.fromkeys(numbers, real["games_by_ids"]["612"]),
        f"{API}/stores": real["stores"],
    }

    page = await CheapShark().search(Search("batman"), Script(pages))

    assert len(page.offers) == 2 * len(numbers)
