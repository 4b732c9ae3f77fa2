"""Use cases of paper trading: rules that buy and sell live with the fills of a backtest.

Every few minutes a step goes on from where the last ended, by the same walk, as far as what was
read has had the time to be observed and matched. What a step decided stands: a match that is
mended later changes what comes, not what was.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from time import process_time
from uuid import UUID

from bolo.core.errors import Rejected
from bolo.core.fx import Rates, rate_of
from bolo.core.replay.book import Book
from bolo.core.replay.history import History, Thing, moment
from bolo.core.replay.resuming import (
    days_of,
    keep_point,
    keep_trade,
    restore_point,
    restore_trade,
    resume,
)
from bolo.core.replay.rules.toml import read_rules
from bolo.core.replay.trade import Point, Trade
from bolo.core.replay.walk import Walk
from bolo.pipeline.backtest import paper_store, recorded_store
from bolo.pipeline.backtest.market import DatedMarket
from bolo.pipeline.backtest.paper_store import OwnSale, Paper
from bolo.pipeline.backtest.service import Enqueue
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database

STEP = "paper.step"
EVERY = timedelta(minutes=5)
PAUSE = 20
"""A step is taken when so many times as long has passed as the last one took."""
SETTLED = timedelta(minutes=1)
"""What was read later may not be written yet: a step that passed it would never see it."""
NOBODY: Mapping[str, Thing] = {}
Done = tuple[Sequence[Trade], Sequence[Point]]


@dataclass(frozen=True, slots=True)
class Papering:
    """The use cases; `rates` gives the exchange rates of every day there are any of."""

    db: Database
    clock: Clock
    enqueue: Enqueue
    rates: Callable[[], tuple[Rates, ...]]

    async def begin(self, workspace: UUID, rules: str) -> None:
        """Trade on paper from now on; what was done before is forgotten."""
        read_rules(rules)
        async with self.db.transaction() as session:
            await paper_store.begin(session, workspace, rules, self.clock())

    async def end(self, workspace: UUID) -> None:
        """Trade no more."""
        async with self.db.for_workspace(workspace) as session:
            await paper_store.end(session, workspace)

    async def of(self, workspace: UUID) -> Paper | None:
        """Return how it stands; `None` when it never began."""
        async with self.db.for_workspace(workspace) as session:
            return await paper_store.of(session, workspace)

    async def own_sales(self, workspace: UUID, since: datetime, currency: str) -> list[OwnSale]:
        """Return what was really sold since a moment, by the rates of each day in one currency.

        What no rate tells stays in its own.
        """
        async with self.db.for_workspace(workspace) as session:
            sales = await paper_store.own_sales(session, workspace, since)
        if all(one.currency == currency for one in sales):
            return sales
        return await asyncio.to_thread(_converted, sales, currency, self.rates())

    async def go_on(self) -> None:
        """Have a step taken for everybody whose turn it is."""
        async with self.db.transaction() as session:
            for workspace in await paper_store.active(session, self.clock(), PAUSE):
                await self.enqueue(session, STEP, {"workspace": str(workspace)})

    async def step(self, workspace: UUID) -> None:
        """Go on to now, less what may still be under way."""
        now = self.clock() - SETTLED
        async with self.db.transaction() as session:
            paper = await paper_store.of(session, workspace)
            if paper is None or not paper.active or now <= paper.walked_at:
                return
            start = paper.since - recorded_store.EVIDENCE
            history = await recorded_store.history(session, workspace, start, now)
        try:
            done, seconds = await asyncio.to_thread(self._walk, paper, history, now)
        except Rejected as error:
            async with self.db.transaction() as session:
                await paper_store.fail(session, workspace, str(error))
            return
        trades, curve = done
        kept = [keep_trade(one) for one in trades], [keep_point(one) for one in curve]
        async with self.db.transaction() as session:
            await paper_store.step(session, paper, (now, seconds), kept)

    def _walk(self, paper: Paper, history: History, now: datetime) -> tuple[Done, Decimal]:
        before = process_time()
        rules = read_rules(paper.rules)
        registered = rules.costing.vat.registered
        market = DatedMarket(rules.before, self.rates(), registered=registered)
        known = {thing.id: thing for thing in history.things}
        trades, curve = done_so_far(paper, known)
        book = Book("", rules, market)
        resume(book, trades, days_of(curve), moment(paper.walked_at))
        Walk(history, rules, market, [book], until=moment(now)).run()
        spent = Decimal(process_time() - before).quantize(Decimal("0.01"))
        return (book.trades, book.curve), spent


def done_so_far(
    paper: Paper, known: Mapping[str, Thing] = NOBODY
) -> tuple[list[Trade], list[Point]]:
    """Return trades and curve; `known` are the listings that there are."""
    currency = read_rules(paper.rules).currency
    trades = [restore_trade(one, known, currency) for one in paper.trades]
    return trades, [restore_point(one, currency) for one in paper.curve]


def _converted(sales: Sequence[OwnSale], currency: str, tables: Sequence[Rates]) -> list[OwnSale]:
    """Return sales in one currency; those of days without a rate as they are."""
    asked = {(one.currency, one.day) for one in sales}
    known = {key: rate_of(tables, key[0], currency, key[1]) for key in asked}
    return [
        one if (rate := known[one.currency, one.day]) is None else one.at(rate, currency)
        for one in sales
    ]
