"""Backtests over HTTP: asked for, run as a worker does, read, exported, deleted."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from bolo.platform.database import partitions
from bolo.platform.ids import new_id
from tests.api.door import Door

RULES = """
name = "Cars, cheap"
currency = "USD"
capital = 100
[fills]
gone = 0
[[rule]]
name = "any"
min_profit = 5
max_investment = 100
"""
ASKS = [("A", "50", 300), ("B", "52", 299), ("C", "55", 298), ("D", "20", 200)]
"""Shop, price, and how many hours ago it was seen."""


async def observed(door: Door) -> None:
    """Have three shops ask the usual, and then one ask little."""
    now, product = door.services.clock(), new_id()
    async with door.services.db.transaction() as session:
        for hours in {hours for _, _, hours in ASKS}:
            await partitions.make_ahead(session, ("price_change",), now - timedelta(hours=hours))
        await session.execute(
            text("""
                INSERT INTO product (id, title, category, words, created_at)
                VALUES (:id, 'Car', 'Toys', 'car', :at)
            """),
            {"id": product, "at": now},
        )
        for shop, price, hours in ASKS:
            row = {"id": new_id(), "shop": shop, "at": now - timedelta(hours=hours)}
            row |= {"product": product, "price": int(price)}
            for statement in (
                """INSERT INTO listing (id, marketplace, shop, ref, url, title, condition, facts,
                    first_seen_at, seen_at)
                VALUES (:id, 'web', :shop, :shop, 'https://a.example', 'Car', 'new', '', :at, :at)
                """,
                """INSERT INTO link
                    (listing_id, product_id, probability, method, reasons, linked_at)
                VALUES (:id, :product, 1, 'gtin', '[]', :at)""",
                """INSERT INTO price_change (listing_id, at, amount, currency, availability)
                VALUES (:id, :at, :price, 'USD', 'in_stock')""",
            ):
                names = {name for name in row if f":{name}" in statement}
                await session.execute(text(statement), {name: row[name] for name in names})


async def ran(door: Door, **more: str) -> dict[str, Any]:
    """Have a backtest asked for and run."""
    await observed(door)
    asked = await door.ask("POST", "/backtests", json={"rules": RULES, **more})
    assert asked.status == 202, asked.body
    await door.services.backtesting.run(UUID(asked.body["id"]))
    found: dict[str, Any] = await door.get(f"/backtests/{asked.body['id']}")
    return found


async def test_a_backtest_waits_runs_and_tells_what_it_came_to(door: Door) -> None:
    await observed(door)

    asked = await door.ask("POST", "/backtests", json={"rules": RULES})
    waiting = await door.get(f"/backtests/{asked.body['id']}")
    await door.services.backtesting.run(UUID(asked.body["id"]))
    done = await door.get(f"/backtests/{asked.body['id']}")

    assert asked.status == 202
    assert (waiting["state"], waiting["report"], waiting["trades"]) == ("waiting", None, [])
    assert (done["state"], done["progress"], done["name"]) == ("done", "1.0000", "Cars, cheap")
    assert done["summary"]["bought"] == 1
    assert done["rules"] == RULES
    (trade,) = done["trades"]
    assert (trade["shop"], trade["price"]) == ("D", {"amount": "20.20", "currency": "USD"})
    assert done["report"]["look_ahead"]["blind"] is True
    assert [one["name"] for one in done["report"]["categories"]] == ["Toys"]
    listed = await door.get("/backtests")
    assert [one["id"] for one in listed["items"]] == [done["id"]]


async def test_a_run_may_have_a_name_and_days_of_its_own(door: Door) -> None:
    late = (door.services.clock() - timedelta(hours=250)).isoformat()

    done = await ran(door, name="Later only", from_at=late)

    assert (done["name"], done["summary"]["observations"]) == ("Later only", 1)
    backwards = {"rules": RULES, "from_at": late, "to_at": late}
    refused = await door.ask("POST", "/backtests", json=backwards)
    assert (refused.status, refused.detail) == (422, "the period ends before it begins")


@pytest.mark.parametrize(
    ("format", "begins"),
    [("csv", b"rule,"), ("xlsx", b"PK"), ("parquet", b"PAR1"), ("png", b"\x89PNG")],
)
async def test_exports_are_files_with_a_name(door: Door, format: str, begins: bytes) -> None:  # noqa: A002
    done = await ran(door)
    what = "equity" if format == "png" else "trades"
    path = f"/api/v1/backtests/{done['id']}/export?format={format}&what={what}"

    async with door.session.get(door.origin + path, headers=door.headers) as answer:
        body, told = await answer.read(), answer.headers["content-disposition"]

    assert body.startswith(begins)
    assert told == f'attachment; filename="cars-cheap-{what}.{format}"'


async def test_what_is_not_done_has_no_export(door: Door) -> None:
    await observed(door)
    asked = await door.ask("POST", "/backtests", json={"rules": RULES})

    refused = await door.ask("GET", f"/backtests/{asked.body['id']}/export?format=csv")

    assert (refused.status, "not done" in refused.detail) == (409, True)


async def test_mistakes_are_told_by_line_and_refused(door: Door) -> None:
    wrong = RULES.replace("max_investment = 100", "max_investment = true")

    checked = await door.ask("POST", "/backtests/check", json={"rules": wrong})
    refused = await door.ask("POST", "/backtests", json={"rules": wrong})
    fine = await door.ask("POST", "/backtests/check", json={"rules": RULES})

    (problem,) = checked.body["problems"]
    assert problem["line"] == 10
    assert "max_investment" in problem["text"]
    assert (refused.status, problem["text"] in refused.detail) == (422, True)
    assert fine.body == {"problems": []}


async def test_the_example_can_be_run_as_it_is(door: Door) -> None:
    example = (await door.get("/backtests/rules/example"))["rules"]

    checked = await door.ask("POST", "/backtests/check", json={"rules": example})

    assert checked.body == {"problems": []}


async def test_a_deleted_backtest_is_gone_and_its_job_does_nothing(door: Door) -> None:
    await observed(door)
    asked = await door.ask("POST", "/backtests", json={"rules": RULES})

    removed = await door.ask("DELETE", f"/backtests/{asked.body['id']}")
    await door.services.backtesting.run(UUID(asked.body["id"]))
    again = await door.ask("DELETE", f"/backtests/{asked.body['id']}")

    assert (removed.status, again.status) == (204, 404)
    assert (await door.get("/backtests"))["items"] == []


async def test_another_workspace_sees_nothing_of_it(door: Door, foreigner: Door) -> None:
    done = await ran(door)

    assert (await foreigner.get("/backtests"))["items"] == []
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/export?format=csv")):
        refused = await foreigner.ask(method, f"/backtests/{done['id']}{path}")
        assert refused.status == 404
    assert (await door.get(f"/backtests/{done['id']}"))["state"] == "done"
