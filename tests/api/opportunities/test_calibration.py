"""Calibration over HTTP: what was promised against what came of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from bolo.pipeline.value.tables import PredictionRow, SaleRow
from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of

FIGURES = {"low80": 80, "low50": 90, "point": 100, "high50": 110, "high80": 120}


async def promise(door: Door, realised: list[int | None]) -> UUID:
    """Promise 100 so many times; each came due after five days with that price."""
    workspace, now = await workspace_of(door), door.services.clock()
    (deal,) = await add_deals(door.services, workspace, [9])
    product = UUID((await door.get(f"/opportunities/{deal}"))["product"]["id"])
    mine: dict[str, Any] = {
        "workspace_id": workspace,
        "product_id": product,
        "venue": "ebay-us",
        "condition": "new",
        "currency": "USD",
    }
    async with door.services.db.transaction() as session:
        for price in realised:
            due = {"settled_at": now, "outcome": "own_sale", "realised_days": 5}
            session.add(
                PredictionRow(
                    id=uuid4(),
                    kind="ask",
                    made_at=now - timedelta(days=5),
                    days_p50=4,
                    days_p80=9,
                    realised=price,
                    **mine,
                    **{name: Decimal(figure) for name, figure in FIGURES.items()},
                    **(due if price is not None else {}),
                )
            )
        session.add(
            SaleRow(
                id=uuid4(),
                ref="1",
                price=Decimal(60),
                cost=Decimal(40),
                fees=Decimal(8),
                promised=Decimal(10),
                sold_at=now,
                created_at=now,
                **mine,
            )
        )
    return product


async def test_what_came_due_is_held_against_what_was_promised(door: Door) -> None:
    await promise(door, [100, 95, 115, 130, None])

    told = await door.get("/calibration")

    assert [(one["level"], one["horizon_days"], one["realised"]) for one in told["coverage"]] == [
        ("50", 7, "0.5000"),
        ("80", 7, "0.7500"),
    ]
    assert {one["by"] for one in told["coverage"]} == {"own_sale"}
    assert [(one["level"], one["realised"]) for one in told["days"]] == [
        ("50", "0.0000"),
        ("80", "1.0000"),
    ]
    assert told["waiting"] == 1
    assert told["profit"] == {
        "points": [{"promised": "10.0000", "realised": "12.0000"}],
        "count": 1,
        "bias": "0.2000",
        "converted": 0,
        "no_cost": 0,
        "no_fees": 0,
        "no_rate": 0,
    }
    assert "4 of 30 promised prices" in told["insufficient"]


async def test_sales_that_do_not_say_all_or_are_in_another_currency_are_counted(
    door: Door,
) -> None:
    product, now = await promise(door, []), door.services.clock()
    others: list[dict[str, Any]] = [
        {"ref": "no fees", "fees": None},
        {"ref": "no cost", "cost": None},
        {"ref": "converted", "currency": "EUR", "sold_at": datetime(2026, 3, 9, 12, tzinfo=UTC)},
        {"ref": "too long ago", "currency": "EUR", "sold_at": datetime(2001, 3, 9, tzinfo=UTC)},
        {"ref": "nothing promised", "fees": None, "promised": None},
    ]
    async with door.services.db.transaction() as session:
        for one in others:
            usual = {"price": 60, "cost": 40, "fees": 8, "promised": 10, "currency": "USD"}
            told = {"sold_at": now, "created_at": now, "venue": "ebay-us", "condition": "new"}
            mine = {"workspace_id": await workspace_of(door), "product_id": product}
            session.add(SaleRow(id=uuid4(), **{**usual, **told, **mine, **one}))

    told = (await door.get("/calibration"))["profit"]

    assert told == {
        "points": [
            {"promised": "10.0000", "realised": "12.0000"},
            {"promised": "11.56", "realised": "13.87"},
        ],
        "count": 2,
        "bias": "0.1999",
        "converted": 1,
        "no_cost": 1,
        "no_fees": 1,
        "no_rate": 1,
    }


async def test_of_many_sales_the_newest_are_drawn_and_all_are_counted(door: Door) -> None:
    await promise(door, [100])
    async with door.services.db.transaction() as session:
        await session.execute(
            text("""
            INSERT INTO sale (id, workspace_id, product_id, ref, venue, condition, price, currency,
                sold_at, cost, fees, vat, promised, created_at)
            SELECT gen_random_uuid(), workspace_id, product_id, 'more ' || number, venue, condition,
                   60, currency, sold_at - interval '1 day', 40, 8, vat, 10, created_at
            FROM sale, generate_series(1, 600) AS number
        """)
        )

    told = (await door.get("/calibration"))["profit"]

    assert (len(told["points"]), told["count"], told["bias"]) == (500, 601, "0.2000")


async def test_before_anything_came_due_nothing_is_claimed(door: Door) -> None:
    told = await door.get("/calibration")

    assert told["coverage"] == told["days"] == told["probability"]["bins"] == []
    assert told["probability"]["ece"] is told["profit"]["bias"] is None
    assert "0 of 30 promised prices" in told["insufficient"]


async def test_nobody_sees_how_another_fared(door: Door, foreigner: Door, nobody: Door) -> None:
    await promise(door, [100])

    assert (await foreigner.get("/calibration"))["coverage"] == []
    assert (await nobody.ask("GET", "/calibration")).status == 401
