"""The demo street from within: watched once it answers, and forgotten to the last row."""

import asyncio
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bolo.core.errors import Conflict, Unavailable
from bolo.core.marketplace import Page
from bolo.pipeline.across.demo import SHOPS, Demo
from bolo.pipeline.watch.asking.asker import Asker
from bolo.pipeline.watch.service import Watching
from bolo.platform.database.access import Database
from bolo.platform.demo_switch import DemoSwitch
from bolo.platform.durable.events import subscriber_store
from tests.pipeline.street import MUG, FakeShop, Hand, fetch_for, partitions, rows_of, workspace
from tests.platform.waiting import until

MINE = "https://mine.example/"
LEFT = """
    SELECT (SELECT count(*) FROM watch), (SELECT count(*) FROM question),
           (SELECT count(*) FROM source), (SELECT count(*) FROM raw_page)
"""

SEEN = """
    INSERT INTO listing (id, marketplace, shop, ref, url, title, facts, demo,
                         first_seen_at, seen_at)
    VALUES (gen_random_uuid(), 'fake', 'one', 'one', 'http://one', 'One', '', true, now(), now())
"""
READ = """
    INSERT INTO reading (id, question_id, read_at, complete, payload)
    SELECT gen_random_uuid(), id, now(), true, '' FROM question WHERE demo
"""
WAITS = """
    SELECT pid FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()
"""
KEEP = """
    CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN RAISE EXCEPTION ''kept for a test''; END'
"""
KEPT = "CREATE TRIGGER kept BEFORE DELETE ON watch FOR EACH ROW EXECUTE FUNCTION kept()"


class World:
    """A workspace, and a street whose shops answer when they are let."""

    def __init__(self, db: Database, owner: UUID, data: Path) -> None:
        self.db, self.owner = db, owner
        self.open = True
        self.shop = FakeShop()
        self.watching = Watching(db, {"fake": self.shop}, Hand(), uuid4)
        self.demo = Demo(
            db,
            self.watching,
            DemoSwitch(data),
            Hand(),
            self.answers,
            supervised=True,
            read=self.read,
            patience=0.2,
        )

    async def read(self, address: str) -> bytes:
        """Return a page of the street: its address."""
        return address.encode()

    async def answers(self, origin: str) -> bool:
        """Tell whether the shop at that address is open."""
        assert origin.startswith("http://127.0.0.1:")
        return self.open


@pytest.fixture
async def world(database: Database, tmp_path: Path) -> World:
    async with database.transaction() as session:
        await partitions(session)
        return World(database, await workspace(session), tmp_path)


async def test_its_shops_are_watched_once_however_often_it_is_wanted(world: World) -> None:
    before = await world.demo.state(world.owner)
    first = await world.demo.install(world.owner)
    again = await world.demo.install(world.owner)

    watches = await world.watching.all(world.owner)
    assert (before.running, before.installed, before.shops) == (False, False, ())
    assert first == again
    assert (first.available, first.running, first.installed) == (True, True, True)
    assert sorted(watch.label for watch in watches) == sorted(title for title, _ in SHOPS)
    assert all(watch.demo for watch in watches)


async def test_without_a_supervisor_there_is_none(world: World) -> None:
    alone = replace(world.demo, supervised=False)

    with pytest.raises(Conflict, match="bolo up"):
        await alone.install(world.owner)

    assert not (await alone.state(world.owner)).available
    assert await world.watching.all(world.owner) == ()


async def test_a_street_that_does_not_open_is_not_watched(world: World) -> None:
    world.open = False

    with pytest.raises(Unavailable, match="does not answer"):
        await world.demo.install(world.owner)

    assert await world.watching.all(world.owner) == ()


async def test_it_is_forgotten_whole_and_nothing_else_is(world: World) -> None:
    await world.watching.add(world.owner, MINE, every=None)
    async with world.db.transaction() as session:
        await session.execute(text("UPDATE question SET due_at = now() + interval '1 day'"))
    await world.demo.install(world.owner)
    world.shop.pages |= {watch.key: Page((MUG,)) for watch in await world.watching.all(world.owner)}
    asker = Asker(world.db, {"fake": world.shop}, fetch_for, Hand(), uuid4)
    await asker.ask_due()

    await world.demo.remove()

    [mine] = await world.watching.all(world.owner)
    assert mine.key == MINE
    assert (await rows_of(world.db, LEFT))[0][:3] == (1, 1, 1)
    state = await world.demo.state(world.owner)
    assert (state.running, state.installed, state.shops) == (False, False, ())
    assert world.demo.switch.plan() is None


async def test_a_stage_that_is_at_work_ends_before_the_street_is_forgotten(world: World) -> None:
    await world.demo.install(world.owner)
    async with world.db.transaction() as session:
        await subscriber_store.enrol(session, ["observe.readings"])
        for statement in (SEEN, READ):
            await session.execute(text(statement))

    async with world.db.transaction() as stage:
        assert await subscriber_store.advance(stage, "observe.readings", 0, 1)
        await stage.execute(text("DELETE FROM reading"))
        removing = asyncio.create_task(world.demo.remove())
        await until(lambda: rows_of(world.db, WAITS))
        await stage.execute(text("SELECT id FROM listing FOR NO KEY UPDATE"))
    await removing

    assert not (await world.demo.state(world.owner)).installed


async def test_a_street_that_cannot_be_forgotten_goes_on_as_it_was(world: World) -> None:
    before = await world.demo.install(world.owner)
    async with world.db.transaction() as session:
        for statement in (KEEP, KEPT):
            await session.execute(text(statement))

    with pytest.raises(DBAPIError, match="kept for a test"):
        await world.demo.remove()

    assert await world.demo.state(world.owner) == before


async def test_what_never_was_can_be_removed(world: World) -> None:
    await world.demo.remove()

    assert not (await world.demo.state(world.owner)).installed


async def test_the_book_of_the_street_is_read_from_its_first_shop_while_it_is_there(
    world: World,
) -> None:
    with pytest.raises(Conflict, match="start it first"):
        await world.demo.book()
    await world.demo.install(world.owner)

    told = await world.demo.book()

    plan = world.demo.switch.plan()
    assert plan is not None
    assert told == f"{plan.origins[0]}/sales.csv"
