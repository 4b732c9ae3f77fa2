"""Settings: read, changed, and taken up by everything that was appraised."""

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
