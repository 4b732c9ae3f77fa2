"""Chores of valuing, over a database of their own: promises held, alike things, a second look."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bolo.core.offer import Offer
from bolo.pipeline.value.keeping import Keeping
from bolo.platform.database.access import Database
from tests.pipeline.street import partitions, question, rows_of, wanted, workspace
from tests.pipeline.value.world import CHEAP, DEAR, World


class Household:
    """A world whose doings are committed, and its chores."""

    def __init__(self, database: Database, world: World) -> None:
        self.database, self.world = database, world
        valuing = world.valuing
        self.keeping = Keeping(database, valuing, valuing.venues, world.clock)

    async def see(self, *offers: Offer) -> None:
        """See offers, and commit."""
        async with self.database.transaction() as session:
            self.world.session = session
            await self.world.see(*offers)


@pytest.fixture
async def house(database: Database) -> Household:
    async with database.transaction() as session:
        await partitions(session)
        asked, owner = await question(session), await workspace(session)
        await wanted(session, owner, asked)
        return Household(database, World(session, asked, owner))


async def test_promises_come_due_and_old_ones_are_forgotten(house: Household) -> None:
    await house.see(CHEAP, *DEAR)
    house.world.clock.now += timedelta(days=1)
    await house.see(CHEAP, DEAR[0])
    early = await house.keeping.settle()
    house.world.clock.now += timedelta(days=2)

    due = await house.keeping.settle()

    assert (early, due) == (0, 1)
    house.world.clock.now += timedelta(days=400)
    await house.keeping.settle()
    assert await rows_of(house.database, "SELECT id FROM prediction") == []


async def test_what_is_learned_of_alike_things_replaces_what_was(house: Household) -> None:
    await house.see(CHEAP, *DEAR)

    await house.keeping.learn()

    (row,) = await rows_of(
        house.database, "SELECT scope, name, currency, products, gone FROM likeness"
    )
    assert row == ("brand", "stelton", "USD", 1, 0)
    async with house.database.transaction() as session:
        await session.execute(text("DELETE FROM listing"))
    house.world.clock.now += timedelta(hours=1)
    await house.keeping.learn()
    assert await rows_of(house.database, "SELECT * FROM likeness") == []


async def test_a_worth_of_yesterday_is_looked_at_again_once(house: Household) -> None:
    await house.see(CHEAP, *DEAR)
    too_early = await house.keeping.look_again()
    house.world.clock.now += timedelta(days=2)

    again = await house.keeping.look_again()

    assert (too_early, again) == (0, 1)
    assert await house.keeping.look_again() == 0
    assert len(await rows_of(house.database, "SELECT * FROM worth")) == 1


async def test_what_nobody_watches_any_more_is_let_go_of(house: Household) -> None:
    await house.see(CHEAP, *DEAR)
    async with house.database.transaction() as session:
        await session.execute(text("DELETE FROM watch"))
    house.world.clock.now += timedelta(days=2)

    assert await house.keeping.look_again() == 1
    assert await house.keeping.look_again() == 0
    assert await rows_of(house.database, "SELECT * FROM worth") == []
