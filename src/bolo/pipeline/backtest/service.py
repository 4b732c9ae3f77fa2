"""Use cases of backtests: ask for one, run it where it disturbs nobody, look at it, remove it.

A run whose worker is killed begins again; the same rules over the same history give the same
report, so nobody can tell. The walk counts in a thread and is asked each second to go on.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from threading import Event
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid, NotFound, Rejected
from bolo.core.fx import Rates
from bolo.core.replay.history import History
from bolo.core.replay.report.report import Wishes, backtest
from bolo.core.replay.rules.rule import Rules
from bolo.core.replay.rules.toml import read_rules
from bolo.pipeline.backtest import recorded_store, store
from bolo.pipeline.backtest.market import DatedMarket
from bolo.pipeline.backtest.store import Kept, NewBacktest, State
from bolo.pipeline.backtest.telling import told
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.jobs import passes
from bolo.platform.durable.work import Payload

RUN = "backtest.run"
Period = tuple[datetime | None, datetime | None]
EVERY = 1.0
"""Seconds between two looks at whether it is still wanted."""
MOST = 2_000_000
"""Observations; more do not fit beside the other work of a worker."""
LISTED = 200
ALWAYS: Period = (None, None)
Enqueue = Callable[[AsyncSession, str, Payload], Awaitable[str]]


def same_rules(one: str, other: str) -> bool:
    """Tell whether two RULES.toml buy by the same rules, whatever their money."""
    try:
        return read_rules(one).rules == read_rules(other).rules
    except Rejected:
        return False


class Unwanted(Exception):
    """Ends a walk that nobody wants any more."""


@dataclass(frozen=True, slots=True)
class Backtesting:
    """The use cases; `rates` gives the exchange rates of every day there are any of."""

    db: Database
    clock: Clock
    new_id: Callable[[], UUID]
    enqueue: Enqueue
    rates: Callable[[], tuple[Rates, ...]]
    every: float = EVERY

    async def ask(
        self, workspace: UUID, rules: str, name: str | None = None, period: Period = ALWAYS
    ) -> UUID:
        """Have a backtest run; `Mistaken` with every problem of the rules."""
        start, end = period
        if start and end and start >= end:
            raise Invalid("the period ends before it begins")
        called = read_rules(rules).name
        new = NewBacktest(self.new_id(), workspace, name or called, rules, start, end)
        async with self.db.transaction() as session:
            await store.add(session, new, self.clock())
            await self.enqueue(session, RUN, {"backtest": str(new.id)})
        return new.id

    async def listed(self, workspace: UUID) -> list[Kept]:
        """Return the newest backtests, without their reports."""
        async with self.db.for_workspace(workspace) as session:
            return await store.listed(session, workspace, LISTED)

    async def beside(self, workspace: UUID, rules: str | None) -> Kept | None:
        """Return the backtest to hold against paper by these rules, `None` when none is done.

        The newest that bought something by the same rules; else by any; else the newest.
        """
        done = [one for one in await self.listed(workspace) if one.state is State.DONE]
        traded = [one for one in done if one.summary and one.summary["bought"]]
        alike = (one for one in traded if rules is not None and same_rules(one.rules, rules))
        chosen = next(alike, None) or next(iter([*traded, *done]), None)
        return chosen and await self.one(workspace, chosen.id)

    async def one(self, workspace: UUID, backtest: UUID) -> Kept:
        """Return a backtest with what came of it; `NotFound` when there is none such."""
        async with self.db.for_workspace(workspace) as session:
            found = await store.one(session, workspace, backtest)
        if found is None:
            raise NotFound("there is no such backtest")
        return found

    async def remove(self, workspace: UUID, backtest: UUID) -> None:
        """Delete a backtest, also one that is under way."""
        async with self.db.for_workspace(workspace) as session:
            if not await store.remove(session, workspace, backtest):
                raise NotFound("there is no such backtest")

    async def run(self, backtest: UUID) -> None:
        """Run a backtest that was asked for, unless it is over or wanted no more."""
        async with self.db.transaction() as session:
            asked = await store.begin(session, backtest, self.clock())
        if asked is None:
            return
        try:
            result = await self._result(asked)
        except Unwanted:
            return
        except Rejected as error:
            await self._fail(backtest, str(error))
            return
        except Exception as error:
            if not passes(error):
                await self._fail(backtest, "bolo made a mistake; the log of the worker tells which")
            raise
        async with self.db.transaction() as session:
            await store.finish(session, backtest, result, self.clock())

    async def _fail(self, backtest: UUID, why: str) -> None:
        async with self.db.transaction() as session:
            await store.fail(session, backtest, why, self.clock())

    async def _result(self, asked: NewBacktest) -> dict[str, Any]:
        rules = read_rules(asked.rules)
        history = await self._recorded(asked)
        progress, unwanted = _Progress(), Event()
        walking = asyncio.create_task(
            asyncio.to_thread(self._walk, history, rules, progress, unwanted)
        )
        try:
            while not walking.done():
                await asyncio.wait([walking], timeout=self.every)
                await self._advance(asked.id, progress, unwanted)
        finally:
            unwanted.set()  # a thread that nobody waits for would hold up the end of the process
            await asyncio.wait([walking])
        return await walking

    async def _recorded(self, asked: NewBacktest) -> History:
        days = (asked.start, asked.end)
        async with self.db.transaction() as session:
            history = await recorded_store.period(session, asked.workspace, *days)
        if len(history) > MOST:
            raise Invalid(f"{len(history)} observations; {MOST} at most: choose a shorter period")
        return history

    async def _advance(self, backtest: UUID, progress: "_Progress", unwanted: Event) -> None:
        async with self.db.transaction() as session:
            if not await store.advance(session, backtest, progress.share):
                unwanted.set()

    def _walk(
        self, history: History, rules: Rules, progress: "_Progress", unwanted: Event
    ) -> dict[str, Any]:
        def tick(done: int, of: int) -> None:
            progress.share = (Decimal(done) / max(of, 1)).quantize(Decimal("0.0001"))
            if unwanted.is_set():
                raise Unwanted

        registered = rules.costing.vat.registered
        market = DatedMarket(rules.before, self.rates(), registered=registered)
        return told(backtest(history, rules, market, Wishes(tick=tick)))


@dataclass(slots=True)
class _Progress:
    share: Decimal = Decimal(0)
