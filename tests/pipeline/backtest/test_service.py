"""Runs of backtests: what ends one early, and what of it is told."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid, NotFound, Unavailable
from bolo.core.fx import Rates, recorded
from bolo.pipeline.backtest.service import RUN, Backtesting
from bolo.pipeline.backtest.store import State
from bolo.platform.database import partitions
from bolo.platform.database.access import Database
from bolo.platform.durable.work import Payload
from bolo.platform.ids import new_id

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
RULES = """
currency = "USD"
capital = 100
[[rule]]
name = "any"
min_profit = 5
max_investment = 100
"""


async def workspace_in(database: Database) -> UUID:
    workspace = new_id()
    async with database.transaction() as session:
        await session.execute(
            text("""
                INSERT INTO workspace (id, name, currency, created_at)
                VALUES (:id, 'Mine', 'USD', :at)
            """),
            {"id": workspace, "at": NOON},
        )
    return workspace


async def one_price(database: Database) -> None:
    listing, product = new_id(), new_id()
    async with database.transaction() as session:
        await partitions.make_ahead(session, ("price_change",), NOON)
        for statement in (
            """INSERT INTO product (id, title, words, created_at)
            VALUES (:product, 'Car', 'car', :at)""",
            """INSERT INTO listing (id, marketplace, shop, ref, url, title, facts, first_seen_at,
                seen_at)
            VALUES (:listing, 'web', 'A', '1', 'https://a.example', 'Car', '', :at, :at)""",
            """INSERT INTO link (listing_id, product_id, probability, method, reasons, linked_at)
            VALUES (:listing, :product, 1, 'gtin', '[]', :at)""",
            """INSERT INTO price_change (listing_id, at, amount, currency)
            VALUES (:listing, :at, 9, 'USD')""",
        ):
            given = {"listing": listing, "product": product, "at": NOON}
            names = {name for name in given if f":{name}" in statement}
            await session.execute(text(statement), {name: given[name] for name in names})


Tables = Callable[[], tuple[Rates, ...]]


def backtesting(database: Database, rates: Tables = recorded) -> Backtesting:
    async def enqueue(_: AsyncSession, name: str, payload: Payload) -> str:
        assert (name, list(payload)) == (RUN, ["backtest"])
        return name

    return Backtesting(database, lambda: NOON, new_id, enqueue, rates, every=0.02)


async def test_nothing_observed_is_an_empty_report(database: Database) -> None:
    workspace, work = await workspace_in(database), backtesting(database)

    asked = await work.ask(workspace, RULES)
    await work.run(asked)
    await work.run(asked)  # a second time there is nothing to do

    found = await work.one(workspace, asked)
    assert found.state is State.DONE
    assert found.summary is not None
    assert found.summary["observations"] == 0


async def test_a_refusal_is_told_and_ends_it(database: Database) -> None:
    def refuse() -> tuple[Rates, ...]:
        raise Invalid("no fees are known for that day")

    workspace, work = await workspace_in(database), backtesting(database, refuse)

    asked = await work.ask(workspace, RULES)
    await work.run(asked)

    found = await work.one(workspace, asked)
    assert (found.state, found.error) == (State.FAILED, "no fees are known for that day")


async def test_a_mistake_of_ours_ends_it_and_is_told_apart(database: Database) -> None:
    def err() -> tuple[Rates, ...]:
        raise KeyError("oh")

    workspace, work = await workspace_in(database), backtesting(database, err)

    asked = await work.ask(workspace, RULES)
    with pytest.raises(KeyError):
        await work.run(asked)

    found = await work.one(workspace, asked)
    assert found.state is State.FAILED
    assert "bolo made a mistake" in str(found.error)


async def test_what_passes_leaves_it_to_be_begun_again(database: Database) -> None:
    def away() -> tuple[Rates, ...]:
        raise Unavailable("the database restarts")

    workspace = await workspace_in(database)
    asked = await backtesting(database).ask(workspace, RULES)

    with pytest.raises(Unavailable):
        await backtesting(database, away).run(asked)
    between = await backtesting(database).one(workspace, asked)
    await backtesting(database).run(asked)

    after = await backtesting(database).one(workspace, asked)
    assert (between.state, after.state) == (State.RUNNING, State.DONE)


async def test_a_run_that_is_removed_meanwhile_ends(database: Database) -> None:
    begun, removed = Event(), Event()

    def wait() -> tuple[Rates, ...]:
        begun.set()
        assert removed.wait(300)
        return recorded()

    workspace, work = await workspace_in(database), backtesting(database, wait)
    await one_price(database)
    asked = await work.ask(workspace, RULES)
    running = asyncio.create_task(work.run(asked))
    assert await asyncio.to_thread(begun.wait, 300)

    await work.remove(workspace, asked)
    await asyncio.sleep(0.2)  # it looks every 20 ms whether it is still wanted
    removed.set()

    await running
    with pytest.raises(NotFound):
        await work.one(workspace, asked)
