"""Plans where searches are: refused at the limit, held by a downgrade, resumed by an upgrade."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from bolo.accounts.billing.plans import Plans
from bolo.core.errors import LimitReached
from bolo.core.fx import recorded
from bolo.core.plans.limits import PlanName
from bolo.core.searching.rules.rule import parse
from bolo.core.searching.saved import SavedSearch
from bolo.marketplaces.gog import Gog
from bolo.marketplaces.steam import Steam
from bolo.pipeline.observe.percolating import Percolating
from bolo.pipeline.observe.saving import Saving
from bolo.pipeline.watch.quota import Quota
from bolo.pipeline.watch.searches.searching import EVERY_STATE, Searching, Wanted
from bolo.pipeline.watch.searches.store import Asked
from bolo.pipeline.watch.service import Watching
from bolo.platform.database.access import Database
from tests.pipeline.street import Hand, events, rows_of, workspace


class World:
    """A workspace where plans are sold."""

    def __init__(self, database: Database, owner: UUID) -> None:
        self.db, self.owner, self.clock = database, owner, Hand()
        self.plans = Plans(database, self.clock, sold=True)
        known = {"gog": Gog(), "steam": Steam()}
        quota = Quota(self.plans.of)
        self.searching = Searching(database, known, self.clock, uuid4, quota)
        self.watching = Watching(database, known, self.clock, uuid4, quota)
        rates = recorded()[-1]
        self.saving = Saving(
            database, self.searching, Percolating(self.clock, uuid4, lambda: rates)
        )

    async def look_for(self, rule: str, every: int | None = None) -> SavedSearch:
        """Save a search a minute later."""
        self.clock.on(60)
        return await self.saving.add(self.owner, Wanted(parse(rule), every_minutes=every))

    async def have(self, plan: PlanName | None) -> None:
        """Give the workspace a plan, and settle as the worker does."""
        await self.plans.grant(self.owner, plan)
        await self.saving.settle(self.owner)

    async def states(self) -> list[tuple[object, ...]]:
        """Return every search with its state and what holds it, the oldest first."""
        return await rows_of(
            self.db, "SELECT title, state, held FROM saved_search ORDER BY created_at"
        )

    async def asked(self) -> list[tuple[object, ...]]:
        """Return what is asked where, and how often."""
        return await rows_of(
            self.db,
            "SELECT key, marketplace, least_seconds / 60 FROM question WHERE active ORDER BY 1, 2",
        )


@pytest.fixture
async def world(database: Database) -> World:
    async with database.transaction() as session:
        owner = await workspace(session)
    return World(database, owner)


async def test_at_the_limit_a_search_is_refused_by_every_way_in(world: World) -> None:
    first = await world.look_for("lamp")
    paused = await world.look_for("chair")
    await world.searching.pause(world.owner, paused.id)
    await world.look_for("table")

    for refused in (
        world.look_for("sofa"),
        world.saving.duplicate(world.owner, first.id),
        world.saving.resume(world.owner, paused.id),
        world.watching.add(world.owner, "shelf"),
    ):
        with pytest.raises(LimitReached, match="Free has 2 searches"):
            await refused
    await world.searching.archive(world.owner, first.id)

    assert (await world.saving.resume(world.owner, paused.id)).state == "active"
    assert (await world.saving.change(world.owner, first.id, Wanted(title="x"))).title == "x"


async def test_of_two_at_the_same_moment_one_is_refused(world: World) -> None:
    await world.look_for("lamp")

    told = await asyncio.gather(
        *(world.look_for(word) for word in ("chair", "table", "sofa")), return_exceptions=True
    )

    assert sum(isinstance(one, LimitReached) for one in told) == 2
    assert len(await world.states()) == 2


async def test_a_plan_says_how_many_marketplaces_and_how_often(world: World) -> None:
    lamp = await world.look_for("lamp on:steam")
    anywhere = await world.look_for("chair")

    for refused in (
        world.saving.change(world.owner, lamp.id, Wanted(parse("lamp on:gog,steam"))),
        world.saving.change(world.owner, lamp.id, Wanted(every_minutes=30)),
    ):
        with pytest.raises(LimitReached):
            await refused

    assert (lamp.every_minutes, anywhere.asks) == (60, ("steam",))
    assert await world.asked() == [("chair", "steam", 60), ("lamp", "steam", 60)]


async def test_a_downgrade_holds_the_newest_and_an_upgrade_lets_them_go_on(world: World) -> None:
    await world.have(PlanName.PRO)
    for word in ("one", "two on:gog", "three", "four on:steam"):
        await world.look_for(word, every=10)
    mine = await world.look_for("mine")
    await world.searching.pause(world.owner, mine.id)
    await world.watching.add(world.owner, "five", every=timedelta(minutes=10))
    full = await world.asked()

    await world.have(None)
    free, asked = await world.states(), await world.asked()
    await world.saving.settle(world.owner)
    again = await world.states()
    await world.have(PlanName.PRO)

    assert [(state, held) for _, state, held in free] == [
        *[("active", None)] * 2,
        *[("paused", "searches")] * 2,
        ("paused", None),
    ]
    assert again == free
    assert asked == [("one", "gog", 60), ("two", "gog", 60)]
    assert [(state, held) for _, state, held in await world.states()] == [
        *[("active", None)] * 4,
        ("paused", None),
    ]
    assert await world.asked() == full
    assert ("five", "steam", 10) in full
    found = await world.searching.some(world.owner, Asked(EVERY_STATE))
    assert {one.every_minutes for one in found} == {10, 15}


async def test_what_somebody_pauses_themselves_is_not_resumed_by_an_upgrade(world: World) -> None:
    await world.have(PlanName.PRO)
    held = [await world.look_for(word) for word in ("one", "two", "three")][-1]
    await world.have(None)
    shown = await world.searching.one(world.owner, held.id)
    await world.saving.change(world.owner, held.id, Wanted(title="three again"))
    renamed = await world.searching.one(world.owner, held.id)
    await world.searching.pause(world.owner, held.id)

    await world.have(PlanName.PRO)

    assert (shown.state, shown.held, renamed.held) == ("paused", "searches", "searches")
    assert (await world.states())[-1] == ("three again", "paused", None)


async def test_a_locked_workspace_runs_nothing_until_it_is_opened(world: World) -> None:
    await world.look_for("one")
    await world.plans.lock(world.owner, locked=True)
    await world.saving.settle_all()
    locked = await world.states(), (await world.plans.limits(world.owner)).name
    await world.plans.lock(world.owner, locked=False)
    await world.saving.settle_all()

    assert locked == ([("one", "paused", "searches")], "locked")
    assert await world.states() == [("one", "active", None)]
    async with world.db.transaction() as session:
        assert await events(session, "PlanChanged") == [world.owner] * 2


async def test_where_nothing_is_sold_everything_is_unlocked(world: World) -> None:
    own = Plans(world.db, world.clock, sold=False)

    assert (await own.limits(world.owner)).name == "unlocked"
    assert (await world.plans.limits(world.owner)).name == "free"


async def test_other_searches_are_read_only_where_a_limit_or_somebody_asks(world: World) -> None:
    quota = world.searching.quota
    await world.have(PlanName.PRO)
    for rule in ("lamp on:steam", '"on:gog"'):
        await world.look_for(rule)

    async def named(*, whole: bool) -> tuple[int, tuple[str, ...]]:
        async with world.db.transaction() as session:
            room = await quota.room(session, world.owner, lock=False, whole=whole)
        return len(room.kept), room.named

    assert await named(whole=False) == (2, ("steam",))
    await world.have(PlanName.BUSINESS)
    assert await named(whole=False) == (0, ())
    assert await named(whole=True) == (2, ("steam",))
