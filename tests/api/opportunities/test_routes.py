"""The ranked list, its pages and what stands behind one deal."""

from typing import Any
from uuid import UUID

import pytest

from bolo.pipeline.value.tables import OpportunityRow
from tests.api.door import Door
from tests.api.seed import add_deals, quarantine, workspace_of

KEPT: dict[str, Any] = {
    "offered": {"price": {"amount": "30.00", "currency": "USD"}, "shipping": None},
    "costing": {
        "shipping": "0",
        "prep": "1.5",
        "tax_rate": "0",
        "import_rate": "0",
        "currency_spread": "0.02",
    },
    "sold": {"category": "things", "on": "2026-03-09"},
}


async def keep(door: Door, deal: UUID, **moved: Any) -> None:  # noqa: ANN401  (columns of a row)
    """Let a deal have been appraised by a bolo that keeps what it reckons from."""
    async with door.services.db.transaction() as session:
        row = await session.get_one(OpportunityRow, deal)
        rates = {**row.evidence["rates"], "per_euro": {"USD": "1.1"}}
        row.evidence = {**row.evidence, **KEPT, "rates": rates}
        for name, value in {"venue": "ebay-us", **moved}.items():
            setattr(row, name, value)


NEGOTIABLE: dict[str, Any] = {"price": 30, "cost": "31.5", "exit_price": 45, "proceeds": "36.5"}


async def test_the_most_profitable_comes_first(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 9, -2, 6])

    told = await door.get("/opportunities")

    assert [one["profit"]["amount"] for one in told["items"]] == ["9.00", "6.00", "3.00", "-2.00"]
    assert told["total"] == 4
    assert told["next"] is None


async def test_pages_follow_each_other_without_gap_or_repetition(door: Door) -> None:
    ids = await add_deals(door.services, await workspace_of(door), [5, 5, 5, 4, 1, 5, 2])

    for sort in ("-profit", "profit", "-found_at", "risk", "-probability", "roi"):
        seen, cursor = [], ""
        while True:
            told = await door.get(f"/opportunities?sort={sort}&limit=2{cursor}")
            seen += [one["id"] for one in told["items"]]
            if told["next"] is None:
                break
            cursor = f"&cursor={told['next']}"
        assert sorted(seen) == sorted(map(str, ids)), sort


async def test_filters_narrow_the_list(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 9, -2])

    async def number(query: str) -> int:
        return int((await door.get(f"/opportunities?{query}"))["total"])

    assert await number("verdict=buy") == 2
    assert await number("verdict=skip&verdict=buy") == 3
    assert await number("min_profit=3.01") == 1
    assert await number("q=thing%209") == 1
    assert await number("q=100%25") == 0
    assert await number("shop=elsewhere.example") == 0
    assert await number("category=things&marketplace=webpage&max_age_hours=1") == 3
    assert await number("min_roi=0.9&min_margin=0.1&min_probability=0.5&max_risk=2") == 1
    assert await number("status=gone") == 0
    assert await number("status=all") == 3


@pytest.mark.parametrize("name", ["min_margin", "min_probability"])
async def test_percent_in_place_of_a_share_is_refused(door: Door, name: str) -> None:
    answer = await door.ask("GET", f"/opportunities?{name}=5")

    assert answer.status == 422
    assert "write 0.05 for 5 %" in answer.detail
    assert (await door.get(f"/opportunities?{name}=1&min_roi=5"))["total"] == 0


async def test_facets_count_what_can_be_filtered_by(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 9, -2])

    told = await door.get("/opportunities/facets")

    assert {one["value"]: one["count"] for one in told["verdicts"]} == {"buy": 2, "skip": 1}
    assert told["shops"] == [{"value": "shop.example", "count": 3}]
    assert told["categories"] == [{"value": "things", "count": 3}]


async def test_everything_behind_a_deal_is_told(door: Door) -> None:
    (deal,) = await add_deals(door.services, await workspace_of(door), [9])

    told = await door.get(f"/opportunities/{deal}")

    assert told["reasons"] == [{"code": "good", "kind": "good", "text": "It pays."}]
    assert told["comparables"][0]["price"] == {"amount": "40.00", "currency": "USD"}
    assert told["rates"]["pairs"] == [{"from": "EUR", "to": "USD", "rate": "1.1"}]
    assert told["evidence"]["lowest"] == {"amount": "40.00", "currency": "USD"}
    definitions = {one["name"]: one for one in told["roi_definitions"]}
    assert definitions["profit_over_landed_cost"]["chosen"] is True
    assert definitions["profit_over_landed_cost"]["value"] == "0.900"
    assert told["link"]["method"] == "gtin"


async def test_quarantined_prices_of_a_strangers_watch_are_not_shown(door: Door) -> None:
    (deal,) = await add_deals(door.services, await workspace_of(door), [9])
    listing = (await door.get(f"/opportunities/{deal}"))["listing"]["id"]
    await quarantine(door.services, listing)

    told = await door.get("/quarantine")

    assert told["items"] == []


async def test_a_listing_without_history_has_no_points(door: Door) -> None:
    (deal,) = await add_deals(door.services, await workspace_of(door), [9])
    listing = (await door.get(f"/opportunities/{deal}"))["listing"]["id"]

    told = await door.get(f"/listings/{listing}/prices")

    assert told == {"items": [], "next": None}


async def test_what_to_offer_and_what_would_change_the_verdict_is_told(door: Door) -> None:
    (deal,) = await add_deals(door.services, await workspace_of(door), [9])
    await keep(door, deal, **NEGOTIABLE, days_p50=12, days_p80=31)

    told = await door.get(f"/opportunities/{deal}")

    assert told["offer"]["walk_away"] == {"amount": "28.91", "currency": "USD"}
    assert "price" in {one["what"] for one in told["changes"]}
    assert told["days_to_sell"] == {"p50": 12, "p80": 31}


async def test_what_all_evidence_expects_of_a_sale_stands_beside_what_others_ask(
    door: Door,
) -> None:
    first, second = await add_deals(door.services, await workspace_of(door), [9, 8])
    figures = {"low80": 20, "low50": 24, "point": 30, "high50": 36, "high80": 41}
    await keep(door, first, **NEGOTIABLE, **figures)
    await keep(door, second, **NEGOTIABLE)

    told = [await door.get(f"/opportunities/{deal}") for deal in (first, second)]

    assert told[0]["expected_sale"]["high50"] == {"amount": "36.00", "currency": "USD"}
    assert told[0]["expected_sale"]["point"] == {"amount": "30.00", "currency": "USD"}
    assert told[1]["expected_sale"] is None


async def test_a_shop_may_state_shipping_and_a_venue_may_be_unknown(door: Door) -> None:
    first, second = await add_deals(door.services, await workspace_of(door), [9, 8])
    carried = {"amount": "4.00", "currency": "USD"}
    await keep(door, first, **NEGOTIABLE, venue="nowhere")
    await keep(door, second, **NEGOTIABLE)
    async with door.services.db.transaction() as session:
        row = await session.get_one(OpportunityRow, second)
        row.evidence = {**row.evidence, "offered": {**KEPT["offered"], "shipping": carried}}

    without = await door.get(f"/opportunities/{first}")
    stated = await door.get(f"/opportunities/{second}")

    assert "exit_price" not in {one["what"] for one in without["changes"]}
    assert stated["offer"]["walk_away"]["amount"] < without["offer"]["walk_away"]["amount"]


async def test_without_what_was_kept_or_once_gone_nothing_is_told_of_changes(door: Door) -> None:
    old, gone = await add_deals(door.services, await workspace_of(door), [9, 8])
    await keep(door, gone, **NEGOTIABLE, gone_at=door.services.clock())

    told = [await door.get(f"/opportunities/{deal}") for deal in (old, gone)]

    assert [(one["offer"], one["changes"]) for one in told] == [(None, []), (None, [])]
    assert told[0]["days_to_sell"] is None
