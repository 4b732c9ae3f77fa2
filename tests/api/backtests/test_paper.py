"""Paper trading over HTTP: begun, stepped as a worker does, held against the rest, ended."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from bolo.core.fx import rate_of, recorded
from tests.api.backtests.test_lab import RULES, observed, ran
from tests.api.door import Door
from tests.api.seed import workspace_of

PATIENT = RULES.replace("gone = 0", "gone = 0\nsold_later = 0.01")


async def begun(door: Door, days_ago: int) -> None:
    """Begin to trade on paper some days ago."""
    await observed(door)
    asked = await door.ask("PUT", "/paper", json={"on": True, "rules": PATIENT, "cash": "500"})
    assert asked.status == 200, asked.body
    async with door.services.db.transaction() as session:
        await session.execute(
            text("UPDATE paper SET since = :at, walked_at = :at"),
            {"at": door.services.clock() - timedelta(days=days_ago)},
        )


async def run_by(door: Door, rules: str) -> str:
    """Have a backtest run over what was observed; return its id."""
    asked = await door.ask("POST", "/backtests", json={"rules": rules})
    await door.services.backtesting.run(UUID(asked.body["id"]))
    return str(asked.body["id"])


async def test_without_a_beginning_there_is_the_example(door: Door) -> None:
    paper = await door.get("/paper")

    assert (paper["on"], paper["since"], paper["positions"]) == (False, None, [])
    assert paper["cash"] == paper["equity_now"] == paper["capital"]
    assert "[[rule]]" in paper["rules"]


async def test_a_step_buys_and_sells_and_a_second_changes_nothing_that_was(door: Door) -> None:
    await begun(door, 20)
    workspace = await workspace_of(door)

    await door.services.papering.step(workspace)
    first = await door.get("/paper")
    await door.services.papering.step(workspace)
    second = await door.get("/paper")

    assert first["capital"] == {"amount": "500.00", "currency": "USD"}
    trades = [*first["positions"], *first["closed"]]
    assert [one["price"]["amount"] for one in trades] == ["20.20"]
    assert len(first["equity"]) > 5
    assert [*second["positions"], *second["closed"]] == trades
    assert second["walked_at"] > first["walked_at"]


async def test_what_was_read_a_moment_ago_is_left_to_the_next_step(door: Door) -> None:
    await begun(door, 0)
    workspace = await workspace_of(door)
    await door.services.papering.step(workspace)
    at_once = await door.get("/paper")

    bought = [await stepped(door, cheap_for=seconds) for seconds in (30, 70)]

    assert at_once["walked_at"] == at_once["since"]
    assert bought == [0, 1]


async def stepped(door: Door, cheap_for: int) -> int:
    """Take a step from 90 seconds ago, something being cheap since; return what was bought."""
    now = door.services.clock()
    async with door.services.db.transaction() as session:
        begun = {"at": now - timedelta(seconds=90)}
        await session.execute(text("UPDATE paper SET since = :at, walked_at = :at"), begun)
        cheap = {"at": now - timedelta(seconds=cheap_for)}
        await session.execute(text("UPDATE price_change SET at = :at WHERE amount = 20"), cheap)
    await door.services.papering.step(await workspace_of(door))
    paper = await door.get("/paper")
    return len([*paper["positions"], *paper["closed"]])


async def test_what_was_seen_before_it_began_is_not_bought(door: Door) -> None:
    await begun(door, 1)

    await door.services.papering.step(await workspace_of(door))

    paper = await door.get("/paper")
    assert (paper["positions"], paper["closed"]) == ([], [])


async def test_only_who_is_on_takes_steps(door: Door) -> None:
    await begun(door, 20)
    workspace = await workspace_of(door)

    await door.services.papering.go_on()
    ended = await door.ask("PUT", "/paper", json={"on": False})
    await door.services.papering.go_on()
    await door.services.papering.step(workspace)

    assert ended.body["on"] is False
    assert (await door.get("/paper"))["closed"] == []


async def test_rules_with_mistakes_do_not_begin(door: Door) -> None:
    refused = await door.ask("PUT", "/paper", json={"on": True, "rules": "capital = 1"})

    assert (refused.status, "currency is missing" in refused.detail) == (422, True)


async def test_backtest_paper_and_own_sales_stand_side_by_side(door: Door) -> None:
    await begun(door, 20)
    workspace = await workspace_of(door)
    await door.services.papering.step(workspace)
    asked = await door.ask("POST", "/backtests", json={"rules": RULES})
    await door.services.backtesting.run(UUID(asked.body["id"]))
    async with door.services.db.transaction() as session:
        await session.execute(
            text("""
                INSERT INTO sale (id, workspace_id, product_id, ref, venue, condition, price,
                    currency, sold_at, created_at, cost, fees)
                SELECT gen_random_uuid(), :workspace, product.id, n::text, 'ebay-us', 'new', 50,
                    'USD', :at, :at, CASE WHEN n = 1 THEN 20 END, 5
                FROM product, generate_series(1, 2) AS n
            """),
            {"workspace": workspace, "at": door.services.clock()},
        )

    told = await door.get(f"/reconciliation?backtest={asked.body['id']}")

    rows = {one["name"]: one for one in told["rows"]}
    assert (rows["bought"]["backtest"], rows["bought"]["paper"], rows["bought"]["live"]) == (
        "1",
        "1",
        None,
    )
    assert (rows["sold"]["live"], rows["profit"]["live"]) == ("2", "25.00")
    assert told["notes"] == ["1 own sale lacks its cost or fees and counts as sold only."]


async def test_sales_in_another_currency_count_by_the_rate_of_their_day(door: Door) -> None:
    at = datetime(2026, 3, 9, 12, tzinfo=UTC)  # a day whose rates ship
    await begun(door, (door.services.clock() - at).days + 1)
    workspace = await workspace_of(door)
    async with door.services.db.transaction() as session:
        await session.execute(
            text("""
                INSERT INTO sale (id, workspace_id, product_id, ref, venue, condition, price,
                    currency, sold_at, created_at, cost, fees)
                SELECT gen_random_uuid(), :workspace, product.id, told, 'ebay-us', 'new', 50,
                    told, :at, :at, 20, 5
                FROM product, unnest(ARRAY['USD', 'EUR', 'XAU']) AS told
            """),
            {"workspace": workspace, "at": at},
        )

    told = await door.get("/reconciliation")

    rate = rate_of(recorded(), "EUR", "USD", at.date())
    assert rate is not None
    rows = {one["name"]: one for one in told["rows"]}
    assert rows["sold"]["live"] == "2"
    assert rows["profit"]["live"] == f"{25 + 25 * rate:.2f}"
    assert rows["roi"]["live"] == "1.2500"
    assert told["notes"] == ["1 own sale is left out: no exchange rate of the day is known."]


async def test_sales_of_goods_that_are_not_real_are_told_apart(door: Door) -> None:
    await begun(door, 20)
    workspace = await workspace_of(door)
    async with door.services.db.transaction() as session:
        await session.execute(text("UPDATE product SET demo = true"))
        await session.execute(
            text("""
                INSERT INTO sale (id, workspace_id, product_id, ref, venue, condition, price,
                    currency, sold_at, created_at, cost, fees)
                SELECT gen_random_uuid(), :workspace, id, 'one', 'ebay-us', 'new', 50, 'USD',
                    :at, :at, 20, 5
                FROM product LIMIT 1
            """),
            {"workspace": workspace, "at": door.services.clock()},
        )

    told = await door.get("/reconciliation")

    assert told["notes"] == [
        "Of the own sales 1 is invented: goods of the demo street are not real."
    ]


async def test_the_newest_backtest_that_traded_by_the_rules_of_paper_stands_beside_it(
    door: Door,
) -> None:
    await begun(door, 20)
    alike = await run_by(door, PATIENT.replace("capital = 100", "capital = 90"))
    other = await run_by(door, RULES.replace("min_profit = 5", "min_profit = 6"))
    empty = await run_by(door, PATIENT.replace("gone = 0", "gone = 1"))

    told = await door.get("/reconciliation")
    chosen = await door.get(f"/reconciliation?backtest={other}")
    nothing = await door.get(f"/reconciliation?backtest={empty}")

    assert (told["backtest"]["id"], told["notes"]) == (alike, [])
    assert chosen["notes"] == ["This backtest went by other rules than paper."]
    assert nothing["notes"] == ["This backtest bought nothing."]


async def test_without_one_that_traded_the_newest_backtest_stands_there(door: Door) -> None:
    await observed(door)
    await run_by(door, RULES.replace("gone = 0", "gone = 1"))
    newest = await run_by(door, RULES.replace("gone = 0", "gone = 1"))

    told = await door.get("/reconciliation")

    assert told["backtest"]["id"] == newest


async def test_nothing_to_compare_is_said_by_empty_figures(door: Door) -> None:
    told = await door.get("/reconciliation")

    assert told["since"] is None
    assert {one["paper"] for one in told["rows"]} == {None}


async def test_another_workspace_has_paper_of_its_own(door: Door, foreigner: Door) -> None:
    done = await ran(door)
    await door.ask("PUT", "/paper", json={"on": True, "rules": RULES})

    assert (await foreigner.get("/paper"))["since"] is None
    refused = await foreigner.ask("GET", f"/reconciliation?backtest={done['id']}")
    assert refused.status == 404
