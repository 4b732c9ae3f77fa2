"""Allocation over HTTP and on the command line: only what may be bought, only one's own."""

import asyncio
import json
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from sqlalchemy import text
from typer.testing import CliRunner

from bolo.cli.opportunities import allocate as command
from bolo.core.decision import Decision, Verdict
from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.core.risk.assumptions import DEFAULT
from bolo.core.risk.weigh import Stake, weigh
from bolo.pipeline.decide.store import NewVerdict, save_verdicts
from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of

STAKE = Stake(Money.of(10, "USD"), Money.of(40, "USD"), Money.of(35, "USD"), Decimal("0.99"), 30)


async def test_what_fits_the_budget_is_taken_and_the_rest_told_why(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 9, -2, 6])

    told = await door.get("/allocation?budget=20")

    assert [one["title"] for one in told["chosen"]] == ["Thing 9", "Thing 6"]
    assert told["proven"] is True
    assert told["rest"]["amount"] == "0.00"
    assert told["cost"] == {"amount": "20.00", "currency": "USD"}
    assert told["expected_profit"]["amount"] == "13.00"  # each less its risk of 1
    (out,) = told["left_out"]  # what is to be skipped is no candidate at all
    assert out["why"] == "no_room"
    assert out["shortages"][0]["short"]["amount"] == "10.00"
    assert "10.00 USD more of the budget" in out["text"]
    assert out["instead"] == [told["chosen"][1]["opportunity_id"]]  # it earns least of the two
    assert out["needed"]["amount"] == "2.50"  # 5 in 60 days
    budget = told["uses"][0]
    assert budget["kind"] == "budget"
    assert (budget["kept_out"], budget["left"]["amount"]) == (1, "0.00")
    assert (budget["more"]["amount"], budget["gain"]["amount"]) == ("10.00", "1.00")
    assert budget["text"].startswith("0.00 USD is left, too little for 1 deal")


async def test_of_two_variants_of_a_page_each_is_told_by_its_own(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 9])
    async with door.services.db.transaction() as session:
        await session.execute(
            text("UPDATE listing SET title = 'Phones', variant = :variant WHERE title = :title"),
            [
                {"variant": "White", "title": "Thing 3"},
                {"variant": "Phones", "title": "Thing 9"},
            ],
        )

    told = await door.get("/allocation?budget=20")

    assert [one["title"] for one in told["chosen"]] == ["Phones", "Phones, White"]


async def test_so_many_left_out_are_told_as_were_asked_for(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 9, 6, 7])

    told = await door.get("/allocation?budget=10&left_out=1")

    assert [one["why"] for one in told["left_out"]] == ["no_room"]
    assert told["left_out_counts"] == [{"why": "no_room", "count": 3}]


async def test_what_is_not_proven_in_time_is_told_in_money(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 9, 6, 7, 5, 4, 8])

    early = await door.get("/allocation?budget=35&seconds=0")
    late = await door.get("/allocation?budget=35&seconds=60")

    assert late["proven"] is True
    most, month = Decimal(early["best"]["amount"]), Decimal(early["month"]["amount"])
    assert Decimal(early["rest"]["amount"]) == most - month
    assert month <= Decimal(late["month"]["amount"]) <= most


async def test_every_limit_is_heeded(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 9, 6])

    for limit in ("per_category=10", "per_seller=10", "max_shortfall=1"):
        told = await door.get(f"/allocation?budget=100&{limit}")

        assert [one["title"] for one in told["chosen"]] == ["Thing 9"], limit


async def test_a_stranger_sees_none_of_it_and_nobody_may_ask(
    door: Door, foreigner: Door, nobody: Door
) -> None:
    await add_deals(door.services, await workspace_of(door), [9])

    told = await foreigner.get("/allocation?budget=100")

    assert told["chosen"] == told["left_out"] == []
    assert (await nobody.ask("GET", "/allocation?budget=100")).status == 401
    for wrong in ("-1", "1&seconds=-1", "1&seconds=nan", "1&seconds=61"):
        assert (await door.ask("GET", f"/allocation?budget={wrong}")).status == 422, wrong


async def test_the_parts_of_a_risk_are_told_and_add_up(door: Door) -> None:
    workspace = await workspace_of(door)
    old, new = await add_deals(door.services, workspace, [8, 9])
    decided = Decision(Verdict.BUY, (), None)
    async with door.services.db.transaction() as session:
        verdict = NewVerdict(new, workspace, weigh(STAKE, DEFAULT), decided)
        await save_verdicts(session, [verdict], door.services.clock())

    before = await door.get(f"/opportunities/{old}")
    told = await door.get(f"/opportunities/{new}")

    assert before["risk_parts"] == []
    assert before["risk_score"] is before["shortfall"] is None
    parts = told["risk_parts"]
    assert len(parts) == 8
    total = sum(Decimal(one["expected"]["amount"]) for one in parts)
    assert total == Decimal(told["risk"]["amount"])
    assert Decimal(told["expected_profit"]["amount"]) == 9 - total
    assert Decimal(told["risk_score"]) == sum(Decimal(one["score"]) for one in parts)
    allocated = (await door.get("/allocation?budget=20"))["chosen"]
    assert {one["days"] for one in allocated} == {30, 60}


def ask(door_url: str, data: Path, *words: str) -> list[dict[str, object]]:
    app = typer.Typer()

    @app.callback()
    def begin(data: Path) -> None:
        assert data.is_dir()

    command.mount(app)
    told = CliRunner().invoke(
        app, [str(data), "allocate", *words], env={"DATABASE_URL": door_url, "COLUMNS": "200"}
    )
    if told.exception:
        raise told.exception
    if "--json" not in words:
        return [{"text": told.stdout}]
    return [json.loads(line) for line in told.stdout.splitlines()]


async def test_the_command_line_says_the_same(door: Door, tmp_path: Path) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 9, 6])
    url = door.services.db.url
    limits = ("--budget", "20", "--per-category", "things=10", "--per-seller", "15")

    lines = await asyncio.to_thread(ask, url, tmp_path, *limits, "--json", "--seconds", "60")
    (table,) = await asyncio.to_thread(ask, url, tmp_path, *limits, "--max-shortfall", "9")

    assert [one.get("title") for one in lines if one.get("taken")] == ["Thing 9"]
    assert lines[-1]["proven"] is True
    assert lines[-1]["rest"] == "0.00 USD"
    assert lines[-1]["limits"][0]["left"] == "10.00 USD"  # type: ignore[index]
    assert "the limit for the category things: 10.00 USD of 10.00 USD" in str(table["text"])
    assert "not taken: Thing 6." in str(table["text"])


async def test_ten_that_come_nearest_are_told_and_all_of_them_if_asked(
    door: Door, tmp_path: Path
) -> None:
    await add_deals(door.services, await workspace_of(door), list(range(1, 14)))
    url, budget = door.services.db.url, ("--budget", "10")

    (ten,) = await asyncio.to_thread(ask, url, tmp_path, *budget)
    (every,) = await asyncio.to_thread(ask, url, tmp_path, *budget, "--all")

    left = [line for line in str(ten["text"]).splitlines() if line.startswith("not taken: ")]
    assert [line.split(".")[0].removeprefix("not taken: ") for line in left] == [
        f"Thing {number}" for number in range(12, 2, -1)
    ]
    assert str(every["text"]).count("not taken: ") == 12


def test_an_amount_that_is_none_is_refused(tmp_path: Path) -> None:
    for words in (("--budget", "many"), ("--budget", "1", "--per-seller", "shop=-2")):
        with pytest.raises(Invalid, match="is an amount such as"):
            ask("postgresql://nowhere", tmp_path, *words)


async def test_a_deal_in_another_currency_waits(door: Door) -> None:
    workspace = await workspace_of(door)
    await add_deals(door.services, workspace, [9])
    async with door.services.db.transaction() as session:
        await session.execute(text("UPDATE opportunity SET currency = 'CHF'"))

    told = await door.get("/allocation?budget=100")

    assert told["elsewhere"] == 1
    assert told["chosen"] == []
