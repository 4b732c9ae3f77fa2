"""A search begins: what was there is noted with it, what comes in that moment is told."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from bolo.core.money import Money
from bolo.core.searching.rules.rule import parse
from bolo.pipeline.observe.percolating import Caught
from bolo.pipeline.watch.searches.searching import Wanted
from bolo.platform.database.access import Database
from tests.pipeline.street import MUG, elsewhere, partitions, question, rows_of, workspace
from tests.pipeline.test_searches import World


@pytest.fixture
async def world(database: Database) -> World:
    async with database.transaction() as session:
        await partitions(session)
        owner, asked = await workspace(session), await question(session)
    return World(database, owner, asked)


async def test_what_comes_while_a_search_begins_is_told_and_what_was_there_is_not(
    world: World,
) -> None:
    cheaper = replace(MUG, price=Money(Decimal(15), "USD"))
    new, criteria = elsewhere(MUG, "second.example"), parse("mug")
    await world.see(MUG)
    async with world.db.transaction() as session:
        before = await world.percolating.look(session, criteria, world.owner)

    early = await world.see(new)
    made = await world.searching.add(
        world.owner,
        Wanted(criteria),
        lambda session, search: world.percolating.note(session, search, before),
    )
    late = await world.see(cheaper)
    async with world.db.transaction() as session:
        await world.percolating.catch_up(session, world.owner, made.id, criteria, before)
    told = await rows_of(
        world.db,
        "SELECT listing.shop, told FROM search_hit JOIN listing ON listing.id = listing_id"
        " ORDER BY told",
    )

    assert early == late == []
    assert told == [(MUG.shop, False), (new.shop, True)]


async def test_what_only_moved_up_among_the_newest_is_noted(world: World) -> None:
    search = await world.look_for("mug")
    await world.saving.searching.pause(world.owner, search.id)
    await world.see(MUG)
    await world.saving.searching.resume(world.owner, search.id)

    async with world.db.transaction() as session:
        before = Caught((), {}, 0, oldest=UUID(int=2**128 - 1))
        await world.percolating.catch_up(session, world.owner, search.id, search.criteria, before)

    assert await rows_of(world.db, "SELECT told FROM search_hit") == [(False,)]
