"""Calibration over HTTP: what was promised against what came of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

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
        "bias": "0.2000",
    }
    assert "4 of 30 promised prices" in told["insufficient"]


async def test_before_anything_came_due_nothing_is_claimed(door: Door) -> None:
    told = await door.get("/calibration")

    assert told["coverage"] == told["days"] == told["probability"]["bins"] == []
    assert told["probability"]["ece"] is told["profit"]["bias"] is None
    assert "0 of 30 promised prices" in told["insufficient"]


async def test_nobody_sees_how_another_fared(door: Door, foreigner: Door, nobody: Door) -> None:
    await promise(door, [100])

    assert (await foreigner.get("/calibration"))["coverage"] == []
    assert (await nobody.ask("GET", "/calibration")).status == 401
