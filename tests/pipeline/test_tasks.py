"""Each stage does its part once for each event that it subscribes to, from reading to alert."""

from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import KINDS, Event
from bolo.core.money import Money
from bolo.pipeline.decide import tasks as decide
from bolo.pipeline.decide.service import Deciding
from bolo.pipeline.decide.store import (
    EVERYWHERE,
    NewPolicy,
    default_policy,
    open_opportunities,
    save_policies,
)
from bolo.pipeline.match import tasks as match
from bolo.pipeline.match.service import Matching
from bolo.pipeline.match.trees.learning import Learning
from bolo.pipeline.notify import tasks as notify
from bolo.pipeline.notify.service import Notifying
from bolo.pipeline.observe import tasks as observe
from bolo.pipeline.observe.service import Observing
from bolo.pipeline.value import tasks as value
from bolo.pipeline.value.service import Valuing
from bolo.pipeline.value.venues import Venues
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish
from bolo.platform.durable.jobs import Jobs
from bolo.platform.durable.work import Payload, Work, doing
from bolo.views.listings import prices, quarantine
from bolo.views.sources import sources
from bolo.wiring import REJUDGE, REVALUE
from tests.pipeline.street import (
    MUG,
    NOON,
    Hand,
    elsewhere,
    partitions,
    priced,
    question,
    read,
    rows_of,
    wanted,
    workspace,
)


class Desk:
    """Takes subscriptions as `Jobs` does, and performs what the outbox tells."""

    def __init__(self, database: Database) -> None:
        self.db = database
        self.subscribed: list[tuple[type[Event], str, Any]] = []
        self.jobs: dict[str, Any] = {}
        self.waiting: list[tuple[str, Payload]] = []

    def subscribe(
        self,
        kind: type[Event],
        name: str,
        act: Any,  # noqa: ANN401
        then: Any = None,  # noqa: ANN401
    ) -> None:
        """Remember who wants to know."""
        del then
        self.subscribed.append((kind, name, act))

    def job(self, name: str, act: Any) -> None:  # noqa: ANN401
        """Remember a job."""
        self.jobs[name] = act

    async def enqueue(self, _: AsyncSession, name: str, payload: Payload) -> str:
        """Remember what is to be done next."""
        self.waiting.append((name, payload))
        return name

    async def work(self) -> None:
        """Do what waits, each twice, and hand on every event, until nothing is told any more."""
        query = "DELETE FROM outbox RETURNING kind, ids, workspace_id"
        while (told := await rows_of(self.db, query)) or self.waiting:
            waiting, self.waiting = self.waiting, []
            for name, payload in waiting:
                with doing(Work(f"{name}:{uuid4()}", name, payload)):
                    await self.jobs[name](payload)
                    await self.jobs[name](payload)
            for kind, ids, owner in told:
                event = KINDS[str(kind)](tuple(cast("list[Any]", ids)), cast("Any", owner))
                for wanted_kind, _, act in self.subscribed:
                    if wanted_kind is type(event):
                        async with self.db.transaction() as session:
                            await act(session, event)


def desk_of(database: Database, clock: Hand) -> Desk:
    """Return a desk at which all stages have subscribed."""
    desk = Desk(database)
    jobs = cast("Jobs", desk)
    valuing = Valuing(Venues.load(date(2026, 3, 9)), clock, uuid4)
    observe.subscribe(jobs, Observing(clock, uuid4))
    match.subscribe(jobs, database, Matching(clock, uuid4), Learning(database, clock, desk.enqueue))
    value.subscribe(jobs, database, valuing, revalue=REVALUE, then=REJUDGE)
    decide.subscribe(jobs, database, Deciding(clock, uuid4), rejudge=REJUDGE)
    notify.subscribe(jobs, Notifying(clock, uuid4))
    return desk


async def bargain(database: Database) -> tuple[Desk, UUID]:
    """Have a mug seen twice that four others ask more for; return who watches it."""
    clock = Hand()
    desk = desk_of(database, clock)
    offers = [MUG, *(elsewhere(MUG, f"{name}.example", "70") for name in "abcd")]
    async with database.transaction() as session:
        await partitions(session)
        asked, owner = await question(session), await workspace(session)
        await wanted(session, owner, asked)
    for _ in range(2):
        async with database.transaction() as session:
            one = await read(session, asked, offers, clock.on(10))
            await publish(session, KINDS["PageRead"]((one,)))
        await desk.work()
    return desk, owner


async def test_a_reading_flows_to_an_alert_and_each_event_works_once(database: Database) -> None:
    desk, owner = await bargain(database)

    assert await rows_of(database, "SELECT verdict FROM verdict") == [("buy",)]
    assert await rows_of(database, "SELECT count(*) FROM alert") == [(1,)]
    async with database.transaction() as session:
        assert len(await open_opportunities(session, owner)) == 1
        await session.execute(text("UPDATE watch SET paused_at = now()"))
        await publish(session, KINDS["WatchesChanged"]((uuid4(),), owner))
    await desk.work()
    async with database.transaction() as session:
        assert await open_opportunities(session, owner) == []
        await session.execute(text("UPDATE watch SET paused_at = NULL"))
    with doing(Work("again", "value.workspace", {})):
        await desk.jobs["value.workspace"]({"workspace": str(owner)})
    async with database.transaction() as session:
        assert len(await open_opportunities(session, owner)) == 1


async def test_limits_that_change_alone_have_everything_open_judged_anew(
    database: Database,
) -> None:
    desk, owner = await bargain(database)
    assert await rows_of(database, "SELECT verdict FROM verdict") == [("buy",)]
    before = await rows_of(database, "SELECT id, changed_at FROM opportunity")
    dear = replace(default_policy("USD"), min_profit=Money.of(999, "USD"))
    async with database.transaction() as session:
        await save_policies(session, owner, [NewPolicy(uuid4(), EVERYWHERE, dear)])

    desk.waiting.append((REVALUE, {"workspace": str(owner)}))
    await desk.work()

    assert await rows_of(database, "SELECT verdict FROM verdict") == [("skip",)]
    assert await rows_of(database, "SELECT id, changed_at FROM opportunity") == before


async def test_what_waits_and_how_sources_fare_is_shown_to_who_watches(
    database: Database,
) -> None:
    clock = Hand()
    desk = desk_of(database, clock)
    async with database.transaction() as session:
        await partitions(session)
        asked, owner = await question(session), await workspace(session)
        stranger = await workspace(session)
        await wanted(session, owner, asked)
    for offer in (MUG, priced(MUG, "2")):
        async with database.transaction() as session:
            one = await read(session, asked, [offer], clock.on(10))
            await publish(session, KINDS["PageRead"]((one,)))
        await desk.work()

    async with database.transaction() as session:
        [odd] = await quarantine(session, owner, 9)
        theirs = (await quarantine(session, stranger, 9), await sources(session, stranger, NOON))
        [source] = await sources(session, owner, NOON)
        history = await prices(session, odd.listing.id, None, 9)
        before = await prices(session, odd.listing.id, history[0].at, 9)

    assert (odd.surprise, odd.usual) == ("jump", MUG.price)
    assert theirs == ([], [])
    assert (source.host, source.listings, source.questions) == ("shop.example", 1, 1)
    assert [point.price for point in history] == [MUG.price]
    assert before == []
