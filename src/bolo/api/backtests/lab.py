"""Backtests: would rules have made money on what was observed? Asked for, run by a worker, kept."""

import asyncio
import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, Field

from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Money, Shape
from bolo.core.errors import Conflict
from bolo.core.replay.rules.example import example_for
from bolo.core.replay.rules.toml import LONGEST, LONGEST_NAME, Mistaken, read_rules
from bolo.core.replay.trade import Outcome
from bolo.pipeline.backtest.exports import MEDIA, Format, What, exported
from bolo.pipeline.backtest.store import Kept, State

router = APIRouter(prefix="/backtests", tags=["backtests"], route_class=Once)
SHOWN = 200
"""Trades that are shown; an export holds them all."""
RulesText = Annotated[str, Field(max_length=LONGEST)]


class BacktestSummary(Shape):
    """What came of it; shares are parts of 1, `blind` says whether no decision knew the future."""

    currency: str
    capital: Money
    equity: Money
    gain: Money
    growth: Decimal
    profit: Money
    bought: int
    sold: int
    won: int
    open: int
    max_drawdown: Decimal
    observations: int
    products: int
    start: datetime | None
    end: datetime | None
    blind: bool | None


class BacktestBrief(Shape):
    """One backtest in the list; `error` says why it failed."""

    id: UUID
    name: str
    state: State
    progress: Decimal
    error: str | None
    from_at: datetime | None
    to_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    summary: BacktestSummary | None


class BacktestGroup(Shape):
    """What came of the trades of one rule, one category or all; money counts what was sold."""

    name: str
    bought: int
    sold: int
    won: int
    spent: Money
    profit: Money
    planned: Money
    days: Decimal | None
    roi: Decimal


class BacktestRefusal(Shape):
    """Why a rule did not buy, and how often."""

    rule: str
    code: str
    text: str
    count: int


class BacktestStop(Shape):
    """A protection that set in."""

    at: datetime
    until: datetime | None
    code: str
    text: str


class BacktestTried(Shape):
    """The same walk with one figure changed; `change` is against the run itself."""

    label: str
    value: str
    bought: int
    profit: Money
    change: Money
    max_drawdown: Decimal


class BacktestCut(Shape):
    """A moment after which everything was changed, and how many decisions before it differ."""

    at: datetime
    decisions: int
    changed: int


class BacktestLookAhead(Shape):
    """Whether any decision knew the future."""

    blind: bool
    text: str
    observations: int
    cuts: list[BacktestCut]


class BacktestPoint(Shape):
    """The books at the end of a day; what is held counts as its cost, or less."""

    at: datetime
    cash: Decimal
    held: Decimal
    equity: Decimal
    drawdown: Decimal


class BacktestReport(Shape):
    """The whole report, but for the trades."""

    looked: int
    total: BacktestGroup
    rules: list[BacktestGroup]
    categories: list[BacktestGroup]
    refusals: list[BacktestRefusal]
    stops: list[BacktestStop]
    sensitivity: list[BacktestTried]
    look_ahead: BacktestLookAhead | None
    equity: list[BacktestPoint]
    notes: list[str]


class BacktestTrade(Shape):
    """A purchase and, once sold, its sale."""

    rule: str
    listing: str
    title: str
    shop: str
    marketplace: str
    category: str | None
    venue: str
    bought_at: datetime
    asked: Money
    price: Money
    cost: Money
    planned_exit: Money
    planned_profit: Money
    risk: Money
    days: int | None
    sold_at: datetime | None
    sold_price: Money | None
    fees: Money | None
    vat: Money | None = None
    profit: Money | None
    outcome: Outcome | None


class Backtest(BacktestBrief):
    """One backtest; `trades` are the first few hundred, an export holds them all."""

    rules: str
    report: BacktestReport | None
    trades: list[BacktestTrade]


class Backtests(Items[BacktestBrief]):
    """Backtests, the newest first."""


class BacktestToRun(Shape):
    """RULES.toml, and what to walk: from `from_at` on and before `to_at`."""

    rules: RulesText
    name: Annotated[str | None, Field(min_length=1, max_length=LONGEST_NAME)] = None
    from_at: AwareDatetime | None = None
    to_at: AwareDatetime | None = None


class RulesToCheck(Shape):
    """A RULES.toml."""

    rules: RulesText


class RulesProblem(Shape):
    """One mistake: its line, counted from 1, and what is wrong with which key."""

    line: int
    text: str


class RulesChecked(Shape):
    """Every mistake; there is none when the rules can be run."""

    problems: list[RulesProblem]


class RulesExample(Shape):
    """A RULES.toml with all there is in it, in the workspace's own currency and venues."""

    rules: str


@router.get("")
async def list_backtests(who: Who, app: App) -> Backtests:
    """List backtests, the newest first."""
    return Backtests(items=[_brief(one) for one in await app.backtesting.listed(who.workspace)])


@router.post("", status_code=202)
async def run_backtest(wanted: BacktestToRun, who: Who, app: App) -> BacktestBrief:
    """Have rules walked over what was observed; a worker begins within moments."""
    period = (wanted.from_at, wanted.to_at)
    asked = await app.backtesting.ask(who.workspace, wanted.rules, wanted.name, period)
    return _brief(await app.backtesting.one(who.workspace, asked))


@router.get("/rules/example")
async def get_rules_example(who: Who, app: App) -> RulesExample:
    """Give rules to begin from."""
    async with app.db.for_workspace(who.workspace) as session:
        chosen = await app.preferences.of(session, who.workspace)
    costing = chosen.costing
    figures = {
        "shipping": costing.shipping,
        "prep": costing.prep,
        "tax_rate": costing.tax_rate,
        "import_rate": costing.import_rate,
    }
    own = example_for(costing.currency, costing.venues, figures, costing.vat)
    return RulesExample(rules=own)


@router.post("/check")
async def check_rules(given: RulesToCheck, who: Who) -> RulesChecked:
    """Say every mistake in a RULES.toml, each with its line."""
    del who
    try:
        read_rules(given.rules)
    except Mistaken as error:
        told = [RulesProblem(line=one.line, text=one.text) for one in error.problems]
        return RulesChecked(problems=told)
    return RulesChecked(problems=[])


@router.get("/{backtest_id}")
async def get_backtest(backtest_id: UUID, who: Who, app: App) -> Backtest:
    """Show a backtest with all that came of it."""
    found = await app.backtesting.one(who.workspace, backtest_id)
    brief = {name: getattr(_brief(found), name) for name in BacktestBrief.model_fields}
    return Backtest.model_validate(
        {
            **brief,
            "rules": found.rules,
            "report": found.report,
            "trades": (found.trades or [])[:SHOWN],
        }
    )


@router.delete("/{backtest_id}", status_code=204)
async def remove_backtest(backtest_id: UUID, who: Who, app: App) -> None:
    """Delete a backtest; one that is under way ends."""
    await app.backtesting.remove(who.workspace, backtest_id)


@router.get(
    "/{backtest_id}/export",
    response_class=Response,
    responses={200: {"content": {media.partition(";")[0]: {} for media in MEDIA.values()}}},
)
async def export_backtest(
    backtest_id: UUID,
    who: Who,
    app: App,
    format: Format,  # noqa: A002  its name on the wire
    what: What = What.TRADES,
) -> Response:
    """Give trades or equity as a table, or the equity as a picture."""
    found = await app.backtesting.one(who.workspace, backtest_id)
    if found.report is None:
        raise Conflict("this backtest is not done, so there is nothing to export yet")
    told = {"summary": found.summary, "report": found.report, "trades": found.trades}
    body = await asyncio.to_thread(exported, told, found.name, what, format)
    name = re.sub(r"[^a-z0-9]+", "-", found.name.lower()).strip("-")[:60] or "backtest"
    headers = {"content-disposition": f'attachment; filename="{name}-{what}.{format}"'}
    return Response(body, media_type=MEDIA[format], headers=headers)


def _brief(one: Kept) -> BacktestBrief:
    return BacktestBrief(
        id=one.id,
        name=one.name,
        state=one.state,
        progress=one.progress,
        error=one.error,
        from_at=one.start,
        to_at=one.end,
        created_at=one.created_at,
        started_at=one.started_at,
        finished_at=one.finished_at,
        summary=None if one.summary is None else BacktestSummary.model_validate(one.summary),
    )
