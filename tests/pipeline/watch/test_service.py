"""What a workspace watches: added, changed, paused, shared with others, and removed."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from bolo.core.errors import Conflict, Invalid, NotFound
from bolo.core.marketplace import Page
from bolo.core.watching.words import HealthState
from bolo.pipeline.watch.asking.asker import Asker
from bolo.pipeline.watch.service import LONGEST_WORDS, Watching
from bolo.platform.database.access import Database
from tests.pipeline.street import FakeShop, Hand, events, fetch_for, rows_of, workspace

SHOP = "https://shop.example/"
QUESTION_ACTIVE = "SELECT active FROM question"
QUESTION = "SELECT active, least_seconds, most_seconds, interval_seconds, due_at FROM question"


class World:
    """Two workspaces, and a shop that can be read and searched."""

    def __init__(self, database: Database) -> None:
        self.db = database
        self.clock = Hand()
        self.shop = FakeShop()
        self.watching = Watching(database, {"fake": self.shop}, self.clock, uuid4)
        self.one = self.two = uuid4()

    async def asked_by(self, *seconds: int) -> None:
        """Let each workspace watch the shop, every so many seconds."""
        for owner, every in zip((self.one, self.two), seconds, strict=False):
            await self.watching.add(owner, SHOP, every=timedelta(seconds=every))


@pytest.fixture
async def world(database: Database) -> World:
    world = World(database)
    async with database.transaction() as session:
        world.one, world.two = await workspace(session), await workspace(session)
    return world


async def test_what_is_watched_is_asked_at_once(world: World) -> None:
    watch = await world.watching.add(world.one, " shop.example/mug ", label="Mugs")

    assert (watch.label, watch.kind, watch.key) == ("Mugs", "address", "https://shop.example/mug")
    assert watch.marketplaces == ("fake",)
    assert watch.next_ask_at == world.clock.now
    assert watch.health.state is HealthState.NEW
    assert not watch.fixed
    assert await world.watching.all(world.one) == (watch,)
    async with world.db.transaction() as session:
        assert await events(session, "WatchesChanged") == [watch.id]


async def test_an_address_that_nobody_claims_waits_for_a_connector(world: World) -> None:
    watch = await world.watching.add(world.one, "https://other.test/x")

    assert watch.marketplaces == ()


async def test_words_are_searched_for_wherever_one_can_search(world: World) -> None:
    watch = await world.watching.add(world.one, "  Blue   MUG ")

    assert (watch.kind, watch.key, watch.marketplaces) == ("search", "blue mug", ("fake",))


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (" ", "say what to watch"),
        ("ftp://shop.example", "only http and https"),
        ("w" * (LONGEST_WORDS + 1), "at most 200"),
    ],
)
async def test_what_cannot_be_watched_is_refused(world: World, what: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        await world.watching.add(world.one, what)


async def test_words_are_refused_where_nothing_can_be_searched(world: World) -> None:
    nowhere = Watching(world.db, {}, world.clock, uuid4)

    with pytest.raises(Invalid, match="no marketplace here can be searched"):
        await nowhere.add(world.one, "mug")


@pytest.mark.parametrize("every", [timedelta(seconds=1), timedelta(days=8)])
async def test_an_interval_has_its_bounds(world: World, every: timedelta) -> None:
    with pytest.raises(Invalid, match="every 2 seconds"):
        await world.watching.add(world.one, SHOP, every=every)


async def test_the_same_twice_is_a_conflict_even_at_the_same_moment(world: World) -> None:
    both = [world.watching.add(world.one, SHOP) for _ in range(2)]

    results = await asyncio.gather(*both, return_exceptions=True)

    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    assert len(await world.watching.all(world.one)) == 1


async def test_two_workspaces_share_one_question_and_the_eager_one_sets_its_pace(
    world: World,
) -> None:
    await world.asked_by(3600, 60)

    assert await rows_of(world.db, QUESTION) == [(True, 60, 60, 60, world.clock.now)]


async def test_whoever_names_no_interval_leaves_it_to_bolo(world: World) -> None:
    await world.watching.add(world.one, SHOP)
    await world.watching.add(world.two, SHOP, every=timedelta(hours=1))

    [(active, least, most, interval, _)] = await rows_of(world.db, QUESTION)

    assert (active, least, most, interval) == (True, 120, 3600, 600)


async def test_what_one_pauses_is_still_asked_for_the_other(world: World) -> None:
    await world.asked_by(60, 3600)
    watch = (await world.watching.all(world.one))[0]

    paused = await world.watching.pause(world.one, watch.id)

    assert paused.paused
    assert paused.next_ask_at is None
    [(active, _, most, interval, _)] = await rows_of(world.db, QUESTION)
    assert (active, most, interval) == (True, 3600, 3600)


async def test_what_all_pause_is_not_asked_and_resuming_asks_at_once(world: World) -> None:
    await world.asked_by(60)
    watch = (await world.watching.all(world.one))[0]
    await world.watching.pause(world.one, watch.id)
    await world.watching.pause(world.one, watch.id)
    paused = await rows_of(world.db, QUESTION)

    world.clock.on(500)
    resumed = await world.watching.resume(world.one, watch.id)

    assert paused[0][0] is False
    assert not resumed.paused
    assert resumed.next_ask_at == world.clock.now


async def test_renaming_does_not_take_over_the_pace_of_others(world: World) -> None:
    await world.asked_by(3600, 60)
    watch = (await world.watching.all(world.one))[0]

    changed = await world.watching.change(world.one, watch.id, label="Shop", every=None)

    assert (changed.label, changed.every_seconds, changed.fixed) == ("Shop", 3600, True)


async def test_a_shorter_interval_is_kept_from_now_on(world: World) -> None:
    await world.asked_by(3600)
    watch = (await world.watching.all(world.one))[0]

    changed = await world.watching.change(
        world.one, watch.id, label=None, every=timedelta(seconds=30)
    )

    assert (changed.label, changed.every_seconds) == (SHOP, 30)


async def test_a_fixed_interval_is_given_up_when_it_is_to_be_learned(world: World) -> None:
    await world.asked_by(30)
    watch = (await world.watching.all(world.one))[0]

    renamed = await world.watching.change(world.one, watch.id, label="Shop", every=None)
    learned = await world.watching.change(world.one, watch.id, label=None, every=None, learn=True)
    again = await world.watching.change(world.one, watch.id, label=None, every=timedelta(minutes=1))

    assert (renamed.fixed, renamed.every_seconds) == (True, 30)
    assert (learned.fixed, learned.label) == (False, "Shop")
    assert learned.every_seconds > 30
    assert (again.fixed, again.every_seconds) == (True, 60)


async def test_what_is_removed_is_asked_no_more_unless_another_wants_it(world: World) -> None:
    await world.asked_by(60, 3600)
    for owner in (world.one, world.two):
        watch = (await world.watching.all(owner))[0]
        await world.watching.remove(owner, watch.id)
    [(active, *_)] = await rows_of(world.db, QUESTION)

    assert active is False
    assert await world.watching.all(world.one) == ()


async def test_the_watch_of_another_workspace_is_not_there(world: World) -> None:
    await world.asked_by(60)
    watch = (await world.watching.all(world.one))[0]

    for act in (world.watching.one, world.watching.remove, world.watching.pause):
        with pytest.raises(NotFound):
            await act(world.two, watch.id)

    assert not (await world.watching.one(world.one, watch.id)).paused


async def test_a_child_page_is_wanted_by_its_parent_and_by_its_own_watch(world: World) -> None:
    await world.asked_by(60)
    mug = f"{SHOP}mug"
    world.shop.pages[SHOP] = Page((), addresses=(mug,))
    await Asker(world.db, {"fake": world.shop}, fetch_for, world.clock, uuid4).ask_due()
    await world.watching.add(world.two, mug, every=timedelta(hours=1))
    parent = (await world.watching.all(world.one))[0]

    await world.watching.remove(world.one, parent.id)

    rows = await rows_of(world.db, "SELECT key, active, interval_seconds FROM question ORDER BY 1")
    assert rows == [(SHOP, False, 60), (mug, True, 3600)]


async def test_what_was_removed_comes_back_as_it_was(world: World) -> None:
    await world.asked_by(60)
    watch = (await world.watching.all(world.one))[0]
    await world.watching.pause(world.one, watch.id)
    paused = await world.watching.change(world.one, watch.id, label="Mugs", every=None)
    await world.watching.remove(world.one, watch.id)

    back = await world.watching.restore(world.one, watch.id)
    again = await world.watching.restore(world.one, watch.id)

    assert back == again == paused
    assert back.paused
    assert await rows_of(world.db, QUESTION_ACTIVE) == [(False,)]
    await world.watching.resume(world.one, watch.id)
    assert await rows_of(world.db, QUESTION_ACTIVE) == [(True,)]


async def test_a_removed_watch_is_another_workspaces_neither_to_see_nor_to_bring_back(
    world: World,
) -> None:
    await world.asked_by(60)
    watch = (await world.watching.all(world.one))[0]
    await world.watching.remove(world.one, watch.id)

    for act in (world.watching.restore, world.watching.one):
        with pytest.raises(NotFound):
            await act(world.two, watch.id)

    assert await world.watching.all(world.one) == ()


async def test_what_is_watched_anew_takes_the_place_of_what_was_removed(world: World) -> None:
    await world.asked_by(60)
    old = (await world.watching.all(world.one))[0]
    await world.watching.remove(world.one, old.id)

    new = await world.watching.add(world.one, SHOP)

    assert [watch.id for watch in await world.watching.all(world.one)] == [new.id]
    with pytest.raises(NotFound):
        await world.watching.restore(world.one, old.id)


async def test_what_was_removed_is_forgotten_after_a_day(world: World) -> None:
    await world.asked_by(60)
    watch = (await world.watching.all(world.one))[0]
    await world.watching.remove(world.one, watch.id)

    await world.watching.forget_removed()
    kept = await rows_of(world.db, "SELECT count(*) FROM watch")
    world.clock.now += timedelta(days=1, seconds=1)
    await world.watching.forget_removed()

    assert kept == [(1,)]
    assert await rows_of(world.db, "SELECT count(*) FROM watch") == [(0,)]
