"""Settings: read, changed, and taken up by everything that was appraised."""

import asyncio

from sqlalchemy import text

from bolo.wiring import REVALUE
from tests.api.door import Door


async def jobs(door: Door) -> int:
    async with door.services.db.transaction() as session:
        query = text("select count(*) from dbos.workflow_status where workflow_uuid like :name")
        return int((await session.execute(query, {"name": f"{REVALUE}:%"})).scalar_one())


async def test_what_is_put_is_what_is_got_and_everything_is_appraised_anew(door: Door) -> None:
    before = await door.get("/settings")
    limits = {name: before[name] for name in CATEGORY}
    wanted = {
        **before,
        "currency": "EUR",
        "min_profit": "12.5",
        "tax_rate": "0.19",
        "by_category": [{**limits, "category": "cameras", "min_profit": "50"}],
    }

    put = await door.ask("PUT", "/settings", json=wanted)
    got = await door.get("/settings")

    assert put.status == 200
    assert put.body == got
    assert got["currency"] == "EUR"
    assert float(got["min_profit"]) == 12.5
    assert float(got["tax_rate"]) == 0.19
    assert [(c["category"], float(c["min_profit"])) for c in got["by_category"]] == [
        ("cameras", 50)
    ]
    assert (await door.get("/session"))["workspace"]["currency"] == "EUR"
    assert await jobs(door) == 1


CATEGORY = (
    "min_margin",
    "min_profit",
    "max_investment",
    "max_days",
    "wanted_roi",
    "min_probability",
    "roi_definition",
)


async def test_a_venue_nobody_knows_is_refused_and_nothing_changes(door: Door) -> None:
    before = await door.get("/settings")

    answer = await door.ask("PUT", "/settings", json={**before, "exit_venues": ["nowhere"]})

    assert answer.status == 422
    assert "nowhere" in answer.detail
    assert await door.get("/settings") == before


async def test_a_margin_above_the_whole_price_is_refused(door: Door) -> None:
    before = await door.get("/settings")

    answer = await door.ask("PUT", "/settings", json={**before, "min_margin": "5"})

    assert answer.status == 422
    assert "write 0.05 for 5 %" in answer.detail
    assert await door.get("/settings") == before


async def test_no_venue_or_an_unknown_currency_is_refused(door: Door) -> None:
    before = await door.get("/settings")

    without = await door.ask("PUT", "/settings", json={**before, "exit_venues": []})
    unknown = await door.ask("PUT", "/settings", json={**before, "currency": "XXX"})

    assert (without.status, unknown.status) == (422, 422)
    assert "exchange rate" in unknown.detail


async def test_settings_of_one_workspace_are_not_anothers(door: Door, foreigner: Door) -> None:
    theirs = await foreigner.get("/settings")

    await door.ask("PUT", "/settings", json={**await door.get("/settings"), "max_days": 77})

    assert await foreigner.get("/settings") == theirs
    assert theirs["max_days"] != 77


async def test_every_venue_can_be_chosen(door: Door) -> None:
    venues = (await door.get("/venues"))["items"]
    known = (await door.get("/settings"))["exit_venues"]

    assert {venue["slug"] for venue in venues} >= set(known)
    assert all(venue["title"] and len(venue["currency"]) == 3 for venue in venues)


async def test_a_scheme_of_vat_is_kept_with_its_rate(door: Door) -> None:
    before = await door.get("/settings")
    vat = {"vat_scheme": "margin", "vat_rate": "0.19", "vat_reclaimed": False}

    put = await door.ask("PUT", "/settings", json={**before, **vat})

    assert [before[name] for name in vat] == ["none", "0", True]
    assert put.status == 200
    assert {name: put.body[name] for name in vat} == vat
    assert put.body == await door.get("/settings")
    rules = (await door.get("/backtests/rules/example"))["rules"]
    assert 'scheme = "margin"' in rules
    assert "rate = 0.19 " in rules


async def test_a_scheme_of_vat_without_a_rate_is_refused_and_so_is_a_rate_of_all(
    door: Door,
) -> None:
    before = await door.get("/settings")

    rateless = await door.ask("PUT", "/settings", json={**before, "vat_scheme": "standard"})
    whole = await door.ask("PUT", "/settings", json={**before, "vat_rate": "1"})

    assert (rateless.status, whole.status) == (422, 422)
    assert "vat_rate: standard needs the rate of VAT: write 0.19 for 19 %" in rateless.detail
    assert await door.get("/settings") == before


async def test_two_who_save_different_parts_lose_nothing(door: Door) -> None:
    before = await door.get("/settings")

    async with asyncio.TaskGroup() as saving:
        for change in (
            {"min_profit": "12.5"},
            {"exit_venues": ["ebay-uk"], "tax_rate": "0.19"},
            {"categories": {"cameras": {"min_profit": "50"}}},
            {"categories": {"books": {"max_days": 99}}},
        ):
            saving.create_task(door.ask("PATCH", "/settings", json=change))

    after = await door.get("/settings")
    own = {one["category"]: one for one in after["by_category"]}
    assert (after["min_profit"], after["tax_rate"], after["exit_venues"]) == (
        "12.5",
        "0.19",
        ["ebay-uk"],
    )
    assert (own["cameras"]["min_profit"], own["books"]["max_days"]) == ("50", 99)
    assert own["books"]["min_margin"] == before["min_margin"]
    assert after["shipping_in"] == before["shipping_in"]


async def test_a_category_keeps_what_is_not_named_and_goes_with_null(door: Door) -> None:
    limits = {"min_profit": "50", "max_days": 9}
    await door.ask("PATCH", "/settings", json={"categories": {"lamps": limits, "books": {}}})

    changed = await door.ask("PATCH", "/settings", json={"categories": {"lamps": {"max_days": 8}}})
    gone = await door.ask("PATCH", "/settings", json={"categories": {"lamps": None, "toys": None}})

    [_, lamps] = changed.body["by_category"]
    assert (lamps["category"], lamps["min_profit"], lamps["max_days"]) == ("lamps", "50", 8)
    assert [one["category"] for one in gone.body["by_category"]] == ["books"]


async def test_nothing_given_changes_nothing_and_what_cannot_be_is_refused(door: Door) -> None:
    before = await door.get("/settings")

    nothing = await door.ask("PATCH", "/settings", json={"min_profit": None})
    wrong = [
        await door.ask("PATCH", "/settings", json=change)
        for change in (
            {"min_margin": "5"},
            {"vat_scheme": "margin"},
            {"exit_venues": ["nowhere"]},
            {"currency": "XXX"},
            {"profit": "3"},
            {"categories": {"lamps": {"max_days": 0}}},
        )
    ]

    assert (nothing.status, nothing.body) == (200, before)
    assert [answer.status for answer in wrong] == [422] * 6
    assert await door.get("/settings") == before


async def test_more_categories_than_there_may_be_are_refused(door: Door) -> None:
    many: dict[str, object] = {f"category {number}": {} for number in range(200)}

    full = await door.ask("PATCH", "/settings", json={"categories": many})
    over = await door.ask("PATCH", "/settings", json={"categories": {"one more": {}}})

    assert full.status == 200
    assert (over.status, over.detail) == (
        422,
        "categories: 200 may have limits of their own, no more",
    )


async def test_risks_are_changed_one_by_one_and_the_others_stay(door: Door) -> None:
    async with asyncio.TaskGroup() as saving:
        for change in ({"no_show": "0.5"}, {"returned": "0.25"}, {"capital_rate": "0.4"}):
            saving.create_task(door.ask("PATCH", "/settings/risk", json=change))

    told = await door.get("/settings/risk")
    own = {name for name in told["figures"] if told["figures"][name] != told["defaults"][name]}
    assert own == {"no_show", "returned", "capital_rate"}
    assert (await door.ask("PATCH", "/settings/risk", json={"no_show": "2"})).status == 422
