"""Paper trading: rules that buy and sell live with the fills of a backtest, and no money.

The reconciliation holds a backtest, paper and what was really sold against each other.
"""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from bolo.accounts.caller import Caller
from bolo.api.backtests.lab import BacktestPoint, BacktestTrade, RulesText, get_rules_example
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Money, Shape
from bolo.core.replay.report.comparing import Deal, Figures, deals_of, figures
from bolo.core.replay.rules.example import with_capital
from bolo.core.replay.rules.toml import read_rules
from bolo.core.replay.trade import Point, Trade
from bolo.pipeline.backtest import telling
from bolo.pipeline.backtest.paper_store import OwnSale
from bolo.pipeline.backtest.paper_store import Paper as KeptPaper
from bolo.pipeline.backtest.papering import done_so_far
from bolo.pipeline.backtest.service import same_rules
from bolo.pipeline.backtest.store import Kept
from bolo.wiring import Services

router = APIRouter(tags=["paper"], route_class=Once)
MANY = 200
"""So many closed trades are shown, the newest."""
LABELS = {
    "bought": ("Bought", "count"),
    "sold": ("Sold", "count"),
    "won": ("Sold at a profit", "share"),
    "profit": ("Profit", "money"),
    "roi": ("Return on what was spent", "share"),
    "kept": ("Made for each planned", "share"),
    "days": ("Days until sold", "days"),
}
NOTES = {
    "bought": "bolo is told of real purchases by their sale only",
    "kept": "100 % means: as planned",
    "days": "Real ones count from the listing, the others from the purchase",
}


class Paper(Shape):
    """How paper trading stands; without `since` it never began, and `rules` are the example."""

    on: bool
    since: datetime | None
    walked_at: datetime | None
    error: str | None
    rules: str
    capital: Money
    cash: Money
    equity_now: Money
    positions: list[BacktestTrade]
    closed: list[BacktestTrade]
    equity: list[BacktestPoint]


class PaperWanted(Shape):
    """On begins anew, by `rules` (else those of before, else the example) and with `cash`."""

    on: bool
    rules: RulesText | None = None
    cash: Annotated[Decimal, Field(gt=0, le=1_000_000_000, decimal_places=2)] | None = None


class Reconciled(Shape):
    """One figure three times; shares are parts of 1, money is in the currency of the whole."""

    name: str
    label: str
    kind: Literal["count", "share", "money", "days"]
    backtest: Decimal | None
    paper: Decimal | None
    live: Decimal | None
    note: str | None


class ComparedBacktest(Shape):
    """The backtest of a reconciliation."""

    id: UUID
    name: str
    created_at: datetime


class Reconciliation(Shape):
    """A backtest, paper and own sales since `since`, in one currency."""

    currency: str
    backtest: ComparedBacktest | None
    since: datetime | None
    rows: list[Reconciled]
    notes: list[str]


@router.get("/paper")
async def get_paper(who: Who, app: App) -> Paper:
    """Say how paper trading stands."""
    return await _paper(who, app)


@router.put("/paper")
async def put_paper(wanted: PaperWanted, who: Who, app: App) -> Paper:
    """Begin to trade on paper, or end it; a worker takes a step every few minutes."""
    if not wanted.on:
        await app.papering.end(who.workspace)
        return await _paper(who, app)
    rules = wanted.rules or (await _paper(who, app)).rules
    if wanted.cash is not None:
        rules = with_capital(rules, wanted.cash)
    await app.papering.begin(who.workspace, rules)
    return await _paper(who, app)


@router.get("/reconciliation")
async def get_reconciliation(who: Who, app: App, backtest: UUID | None = None) -> Reconciliation:
    """Hold a backtest, paper and own sales against each other, figure by figure.

    Without `backtest` it is the newest that bought something by paper's rules; else by any.
    """
    paper = await app.papering.of(who.workspace)
    if backtest:
        tested: Kept | None = await app.backtesting.one(who.workspace, backtest)
    else:
        tested = await app.backtesting.beside(who.workspace, paper.rules if paper else None)
    source = tested.rules if tested else paper.rules if paper else None
    currency = read_rules(source).currency if source else who.currency
    notes = _notes(tested, paper)
    said: dict[str, Figures] = {}
    since = paper.since if paper else None
    if tested and tested.summary and tested.trades is not None:
        said["backtest"] = figures(_tested(tested.trades), tested.summary["bought"], currency)
        since = since or datetime.fromisoformat(tested.summary["start"] or str(tested.created_at))
    if paper and read_rules(paper.rules).currency == currency:
        trades, _ = await asyncio.to_thread(done_so_far, paper)
        said["paper"] = figures(deals_of(trades), len(trades), currency)
    elif paper:
        notes.append(f"Paper counts in another currency than {currency}, so it is left out.")
    if since:
        sales = await app.papering.own_sales(who.workspace, since, currency)
        told = [one for one in sales if one.currency == currency]
        said["live"] = figures([_real(one) for one in told], None, currency)
        notes += _notes_of_sales(told, len(told) - said["live"].known, len(sales) - len(told))
    compared = None if tested is None else ComparedBacktest.model_validate(tested)
    return Reconciliation(
        currency=currency, backtest=compared, since=since, rows=_rows(said), notes=notes
    )


def _notes(tested: Kept | None, paper: KeptPaper | None) -> list[str]:
    """Say what keeps a backtest from saying much of paper."""
    if tested is None:
        return []
    notes = []
    if tested.summary and not tested.summary["bought"]:
        notes.append("This backtest bought nothing.")
    if paper and not same_rules(tested.rules, paper.rules):
        notes.append("This backtest went by other rules than paper.")
    return notes


def _notes_of_sales(sales: Sequence[OwnSale], unknown: int, foreign: int) -> Iterator[str]:
    """Say of which own sales the figures tell less than one might think."""
    if foreign:
        some = "1 own sale is" if foreign == 1 else f"{foreign} own sales are"
        yield f"{some} left out: no exchange rate of the day is known."
    if unknown == 1:
        yield "1 own sale lacks its cost or fees and counts as sold only."
    elif unknown:
        yield f"{unknown} own sales lack their cost or fees and count as sold only."
    invented = sum(one.demo for one in sales)
    if invented:
        are = "is" if invented == 1 else "are"
        yield f"Of the own sales {invented} {are} invented: goods of the demo street are not real."


def _rows(said: dict[str, Figures]) -> list[Reconciled]:
    return [
        Reconciled.model_validate(
            {
                "name": name,
                "label": label,
                "kind": kind,
                "note": NOTES.get(name),
                **{
                    column: getattr(said[column], name) if column in said else None
                    for column in ("backtest", "paper", "live")
                },
            }
        )
        for name, (label, kind) in LABELS.items()
    ]


def _tested(trades: Sequence[dict[str, Any]]) -> list[Deal]:
    """Return the sales of a told backtest."""
    return [
        Deal(
            Decimal(one["cost"]["amount"]),
            Decimal(one["profit"]["amount"]),
            Decimal(one["planned_profit"]["amount"]),
            Decimal(_seconds(one)) / 86_400,
        )
        for one in trades
        if one["sold_at"] is not None
    ]


def _seconds(one: dict[str, Any]) -> int:
    span = datetime.fromisoformat(one["sold_at"]) - datetime.fromisoformat(one["bought_at"])
    return int(span.total_seconds())


def _real(sale: OwnSale) -> Deal:
    profit = None
    if sale.cost is not None and sale.fees is not None and sale.vat is not None:
        profit = sale.price - sale.fees - sale.vat - sale.cost
    return Deal(sale.cost, profit, sale.promised, sale.days)


async def _paper(who: Caller, app: Services) -> Paper:
    kept = await app.papering.of(who.workspace)
    if kept is None:
        text = (await get_rules_example(who, app)).rules
        trades: list[Trade] = []
        curve: list[Point] = []
    else:
        text = kept.rules
        trades, curve = await asyncio.to_thread(done_so_far, kept)
    capital = read_rules(text).capital
    told = [BacktestTrade.model_validate(telling.trade(one)) for one in trades]
    spent = sum((one.cost.amount for one in trades), Decimal(0))
    back = sum((one.sold.proceeds.amount for one in trades if one.sold), Decimal(0))
    cash = Money.sure(capital.amount - spent + back, capital.currency)
    now = Money.sure(curve[-1].equity.amount, capital.currency) if curve else cash
    return Paper(
        on=kept is not None and kept.active,
        since=kept.since if kept else None,
        walked_at=kept.walked_at if kept else None,
        error=kept.error if kept else None,
        rules=text,
        capital=Money.sure(capital.amount, capital.currency),
        cash=cash,
        equity_now=now,
        positions=[one for one in told if one.sold_at is None],
        closed=[one for one in reversed(told) if one.sold_at is not None][:MANY],
        equity=[
            BacktestPoint.model_validate(telling.point(one))
            for one in telling.thinned(tuple(curve))
        ],
    )
