"""The asker: leases, answers and refusals written in batches, and nothing lost by a crash."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID, uuid4

import pytest

from bolo.core.errors import Blocked, BudgetSpent, LayoutChanged, NotFound, Rejected, Unavailable
from bolo.core.marketplace import Answer, Fetch, Marketplace, Page, Request
from bolo.core.watching.words import HealthState, Watch
from bolo.pipeline.watch.asking import store
from bolo.pipeline.watch.asking.asker import Asker, Pacing
from bolo.pipeline.watch.asking.packing import unpack
from bolo.pipeline.watch.service import Watching
from bolo.platform.database.access import Database
from tests.pipeline.street import (
    MUG,
    NOON,
    FakeShop,
    Hand,
    events,
    fetch_for,
    partitions,
    priced,
    rows_of,
    workspace,
)

T = TypeVar("T")
SHOP = "https://shop.example/"
HOUR = timedelta(hours=1)


class World:
    """A workspace that watches a shop, and an asker."""

    def __init__(self, database: Database, owner: UUID) -> None:
        self.db = database
        self.owner = owner
        self.clock = Hand()
        self.shop = FakeShop()
        self.watching = Watching(database, {"fake": self.shop}, self.clock, uuid4)
        self.asker = self.new_asker()

    def new_asker(self, **pacing: object) -> Asker:
        """Return another asker of the same world."""
        return Asker(
            self.db,
            {"fake": self.shop},
            fetch_for,
            self.clock,
            uuid4,
            Pacing(idle_seconds=0.01, flush_seconds=0.01, **pacing),  # type: ignore[arg-type]
        )

    async def watch(self, what: str = SHOP, *, every: timedelta | None = HOUR) -> Watch:
        """Watch the shop."""
        return await self.watching.add(self.owner, what, every=every)

    async def only(self) -> Watch:
        """Return the only watch."""
        [watch] = await self.watching.all(self.owner)
        return watch

    async def readings(self) -> list[tuple[object, ...]]:
        """Return the inbox of observe."""
        return await rows_of(self.db, "SELECT payload, complete FROM reading ORDER BY read_at")


@pytest.fixture
async def world(database: Database) -> World:
    async with database.transaction() as session:
        await partitions(session)
        return World(database, await workspace(session))


async def test_an_answer_is_written_with_its_reading_its_page_and_its_event(world: World) -> None:
    await world.watch()
    world.shop.pages[SHOP] = Page((MUG,))

    asked = await world.asker.ask_due()

    watch = await world.only()
    [(payload, complete)] = await world.readings()
    assert asked == 1
    assert isinstance(payload, bytes)
    assert (unpack(payload), complete) == ((MUG,), True)
    assert (watch.health.state, watch.offers) == (HealthState.OK, 1)
    assert (watch.last_asked_at, watch.next_ask_at) == (NOON, NOON + HOUR)
    assert await rows_of(world.db, "SELECT count(*) FROM raw_page") == [(1,)]
    async with world.db.transaction() as session:
        assert len(await events(session, "PageRead")) == 1


async def test_an_answer_that_stays_the_same_is_no_reading_and_kept_once(world: World) -> None:
    await world.watch()
    world.shop.pages[SHOP] = Page((MUG,))
    await world.asker.ask_due()

    world.clock.on(3600)
    again = await world.asker.ask_due()

    assert again == 1
    assert len(await world.readings()) == 1
    assert await rows_of(world.db, "SELECT count(*) FROM raw_page") == [(1,)]


async def test_with_attention_the_same_answer_is_a_reading_and_asked_for_soon(
    world: World,
) -> None:
    await world.watch()
    world.shop.pages[SHOP] = Page((MUG,))
    await world.asker.ask_due()
    async with world.db.transaction() as session:
        ids = [row[0] for row in await rows_of(world.db, "SELECT id FROM question")]
        asked = await store.lock_observed(session, ids)  # type: ignore[arg-type]
        one = next(iter(asked.values()))
        wanted = store.Observed(one.id, one.demo, NOON, None, attention=True)
        await store.save_observed(session, [wanted], world.clock.now + timedelta(seconds=6))

    world.clock.on(6)
    await world.asker.ask_due()

    assert len(await world.readings()) == 2
    assert (await world.only()).next_ask_at == world.clock.now + timedelta(seconds=6)


async def test_it_learns_how_often_it_pays_to_ask(world: World) -> None:
    await world.watch(every=None)
    paces = []
    for amount in ("20", "21", "21", "21"):
        world.shop.pages[SHOP] = Page((priced(MUG, amount),))
        await world.asker.ask_due()
        paces.append((await world.only()).every_seconds)
        world.clock.on(4000)

    assert paces == [300, 150, 187, 233]


async def test_all_pages_of_an_answer_are_one_reading(world: World) -> None:
    await world.watch()
    world.shop.pages |= {
        SHOP: Page((MUG,), after="2"),
        "2": Page((priced(MUG, "25"),), after=None),
    }

    await world.asker.ask_due()

    [(payload, complete)] = await world.readings()
    assert isinstance(payload, bytes)
    assert unpack(payload) == (priced(MUG, "25"),)
    assert complete is True
    assert await rows_of(world.db, "SELECT count(*) FROM raw_page") == [(2,)]


async def test_a_list_that_points_at_itself_ends_and_is_incomplete(world: World) -> None:
    await world.watch("mug")
    world.shop.pages |= {"mug": Page((MUG,), after="mug2"), "mug2": Page((), after="mug2")}

    await world.asker.ask_due()

    [(_, complete)] = await world.readings()
    assert complete is False


async def test_further_pages_of_the_same_host_are_asked_too_one_step_deep(world: World) -> None:
    await world.watch()
    children = (f"{SHOP}a", f"{SHOP}b", SHOP, "https://other.example/c", "javascript:x", "")
    world.shop.pages |= {
        SHOP: Page((), addresses=children),
        f"{SHOP}a": Page((MUG,), addresses=(f"{SHOP}deeper",)),
    }

    await world.asker.ask_due()
    world.clock.on(60)
    await world.asker.ask_due()

    rows = await rows_of(world.db, "SELECT key, interval_seconds FROM question ORDER BY key")
    assert rows == [(SHOP, 3600), (f"{SHOP}a", 3600), (f"{SHOP}b", 3600)]
    assert (await world.only()).offers == 1


async def test_the_first_round_of_many_pages_is_spread(world: World) -> None:
    await world.watch()
    world.shop.pages[SHOP] = Page((), addresses=tuple(f"{SHOP}{n:03}" for n in range(60)))

    await world.asker.ask_due()

    waits = await rows_of(
        world.db, "SELECT due_at FROM question WHERE parent_id IS NOT NULL ORDER BY key"
    )
    assert waits[1] == (NOON + timedelta(seconds=1),)
    assert waits[59] == (NOON + timedelta(seconds=59),)


REFUSALS = [
    (Blocked("captcha"), HealthState.BLOCKED, "blocked by captcha", 600),
    (
        Blocked("a wall", retry_after=timedelta(hours=2)),
        HealthState.BLOCKED,
        "blocked by a wall",
        7200,
    ),
    (Unavailable("it is down"), HealthState.WAITING, "it is down", 10),
    (LayoutChanged("no price"), HealthState.FAILING, "shape we do not know: no price", 10),
    (Rejected("not allowed"), HealthState.FAILING, "not allowed", 10),
    (NotFound("no page"), HealthState.FAILING, "nothing is there (404): no page", 10),
    (ZeroDivisionError("oh\0"), HealthState.FAILING, "bolo failed here: ZeroDivisionError", 10),
]


@pytest.mark.parametrize(("error", "state", "reason", "wait"), REFUSALS)
async def test_a_refusal_is_told_in_plain_words_with_the_next_try(
    world: World, error: Exception, state: HealthState, reason: str, wait: int
) -> None:
    await world.watch()
    world.shop.pages[SHOP] = error

    await world.asker.ask_due()

    watch = await world.only()
    assert watch.health.state is state
    assert reason in (watch.health.reason or "")
    assert watch.health.failures == 1
    assert watch.next_ask_at == NOON + timedelta(seconds=wait)
    assert await world.readings() == []


async def test_what_answered_before_and_is_not_found_now_is_empty_and_said_to_be_gone(
    world: World,
) -> None:
    await world.watch()
    world.shop.pages[SHOP] = Page((MUG,))
    await world.asker.ask_due()
    world.shop.pages[SHOP] = NotFound("404")

    world.clock.on(3600)
    await world.asker.ask_due()

    _, (payload, complete) = await world.readings()
    assert isinstance(payload, bytes)
    assert (unpack(payload), complete) == ((), True)
    assert (await world.only()).health.reason == "nothing is there any more (404)"


async def test_an_address_that_no_connector_reads_fails_and_says_so(world: World) -> None:
    await world.watch("https://other.test/x")
    empty = Asker(world.db, {}, no_page, world.clock, uuid4)

    await empty.ask_due()

    health = (await world.only()).health
    assert health.state is HealthState.FAILING
    assert "nothing is there (404)" in (health.reason or "")


def no_page(_: Marketplace) -> Fetch:
    async def fetch(request: Request, read: Callable[[Answer], T]) -> T:  # noqa: ARG001  (the port)
        raise NotFound(request.url)

    return fetch


async def test_words_whose_marketplace_can_no_longer_search_are_refused(world: World) -> None:
    await world.watch("mug")
    without = Asker(world.db, {}, fetch_for, world.clock, uuid4)

    await without.ask_due()

    assert (await world.only()).health.reason == "fake cannot be searched"


async def test_a_spent_budget_is_nobodys_failure(world: World) -> None:
    await world.watch()
    world.shop.pages[SHOP] = BudgetSpent("later", retry_after=timedelta(seconds=3))

    await world.asker.ask_due()

    watch = await world.only()
    assert (watch.health.state, watch.health.failures) == (HealthState.NEW, 0)
    assert watch.next_ask_at == NOON + timedelta(seconds=3)


async def test_a_block_of_the_host_holds_back_its_other_questions(world: World) -> None:
    await world.watch()
    world.shop.pages[SHOP] = Blocked("captcha")
    await world.asker.ask_due()
    await world.watch(f"{SHOP}mug")

    assert await world.asker.ask_due() == 0


async def test_a_good_answer_in_the_batch_outweighs_a_bad_one(world: World) -> None:
    await world.watch()
    await world.watch(f"{SHOP}mug")
    world.shop.pages |= {SHOP: LayoutChanged("odd"), f"{SHOP}mug": Page((MUG,))}

    await world.asker.ask_due()

    assert await rows_of(world.db, "SELECT state, failures FROM source") == [("ok", 0)]


async def test_two_askers_never_take_the_same(world: World) -> None:
    for number in range(30):
        await world.watch(f"{SHOP}{number}")

    await asyncio.gather(*(world.new_asker(at_once=4).ask_due() for _ in range(3)))

    assert len(world.shop.asked) == len(set(world.shop.asked)) == 30


async def test_a_lease_that_a_crash_left_runs_out_and_nothing_is_lost(world: World) -> None:
    await world.watch()
    async with world.db.transaction() as session:
        taken = await store.lease(session, 10, world.clock.now, timedelta(seconds=90))

    during = await world.asker.ask_due()
    world.clock.on(90)
    after = await world.asker.ask_due()

    assert len(taken) == 1
    assert (during, after) == (0, 1)


async def test_an_answer_that_cannot_be_written_does_not_hold_back_the_others(
    world: World,
) -> None:
    await world.watch()
    await world.watch(f"{SHOP}mug")
    bad = Page((MUG,), addresses=(f"{SHOP}x",))
    world.shop.pages |= {SHOP: bad, f"{SHOP}mug": Page((MUG,))}
    taken = uuid4()
    world.asker.new_id = lambda: taken  # two readings of one id

    await world.asker.ask_due()

    answered = "SELECT count(*) FROM question WHERE answered_at IS NOT NULL"
    assert await rows_of(world.db, answered) == [(1,)]
    assert len(await world.readings()) == 1


async def test_a_running_asker_asks_until_it_is_stopped(world: World) -> None:
    await world.watch()
    world.shop.pages[SHOP] = Page((MUG,))
    stop = asyncio.Event()
    running = asyncio.create_task(world.new_asker(at_once=1, batch=1).run(stop))

    async with asyncio.timeout(300):
        while not await world.readings():  # noqa: ASYNC110  the database tells nobody here
            await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(running, 300)

    assert await rows_of(world.db, "SELECT leased_until FROM question") == [(None,)]


async def test_what_was_not_answered_when_it_stopped_is_given_back(world: World) -> None:
    await world.watch()
    waiting, stop = asyncio.Event(), asyncio.Event()

    def stuck(_: Marketplace) -> Fetch:
        async def fetch(request: Request, read: Callable[[Answer], T]) -> T:
            waiting.set()
            await asyncio.Event().wait()
            raise AssertionError(request, read)

        return fetch

    asker = Asker(
        world.db, {"fake": world.shop}, stuck, world.clock, uuid4, Pacing(idle_seconds=0.01)
    )
    running = asyncio.create_task(asker.run(stop))
    await asyncio.wait_for(waiting.wait(), 300)

    stop.set()
    await asyncio.wait_for(running, 300)

    assert await rows_of(world.db, "SELECT leased_until, asked_at FROM question") == [(None, None)]


async def test_a_database_that_is_away_for_a_moment_does_not_end_it(world: World) -> None:
    asker, stop = world.new_asker(), asyncio.Event()
    there, asker.db = asker.db, Database("postgresql://nobody@127.0.0.1:1/none", patience=0)
    running = asyncio.create_task(asker.run(stop))
    await asyncio.sleep(0.05)

    asker.db = there
    stop.set()

    await asyncio.wait_for(running, 300)
