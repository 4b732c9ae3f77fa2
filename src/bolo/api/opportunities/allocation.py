"""Allocation: which of the open opportunities to take with this money, and why not the others."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from bolo.api.frame.context import App, Who
from bolo.api.frame.shapes import Money, Shape
from bolo.core import money
from bolo.core.allocation.plan import (
    SECONDS,
    Candidate,
    Kind,
    LeftOut,
    Limits,
    Plan,
    Shortage,
    Why,
)
from bolo.views.allocation import Choice, worth_buying

router = APIRouter(prefix="/allocation", tags=["allocation"])
Amount = Annotated[Decimal, Field(ge=0, le=10_000_000, max_digits=18)]
LONGEST = 60.0


class AllocationQuery(BaseModel):
    """The limits, in the workspace's currency; and after how many seconds an answer is wanted.

    By then it is proven to be the best, or `rest` tells what is not proven, in money. Of those
    left out `left_out` are told for each reason, all of them where it is not given.
    """

    budget: Amount
    per_category: Amount | None = None
    per_seller: Amount | None = None
    max_shortfall: Amount | None = None
    seconds: Annotated[float, Field(ge=0, le=LONGEST)] = SECONDS
    left_out: Annotated[int | None, Field(ge=0, le=100_000)] = None

    def limits(self, currency: str) -> Limits:
        """Return the limits as money."""

        def of(amount: Decimal | None) -> money.Money | None:
            return None if amount is None else money.Money(amount, currency)

        budget = money.Money(self.budget, currency)
        return Limits(budget, of(self.per_category), of(self.per_seller), of(self.max_shortfall))


class Allocated(Shape):
    """One opportunity as it was weighed; `month` is expected profit for each 30 days."""

    opportunity_id: UUID
    listing_id: UUID
    title: str
    url: str
    venue: str
    category: str | None
    seller: str
    cost: Money
    expected_profit: Money
    days: int
    month: Money
    shortfall: Money


class LimitShortage(Shape):
    """A limit without room for it."""

    kind: Kind
    name: str
    left: Money
    short: Money


class AllocatedNot(Allocated):
    """One that stays out: why, and what is missing.

    `needed` is what those of the plan earn in 30 days that it could be taken `instead` of: with
    more than that it would be taken.
    """

    why: Why
    text: str
    shortages: list[LimitShortage]
    needed: Money | None
    instead: list[UUID]


class LeftOutCount(Shape):
    """How many stay out for this reason, told or not."""

    why: Why
    count: int


class LimitUse(Shape):
    """How far a limit is used, and what it keeps out of this plan.

    `kept_out`: for how many deals too little is `left`; each would take `least` or more. `more` of
    it alone lets one of them in beside all that is taken, for `gain` in 30 days. `worth`: about
    what one more unit would earn in 30 days if parts of deals could be taken.
    """

    kind: Kind
    name: str
    used: Money
    most: Money
    left: Money
    kept_out: int
    least: Money | None
    more: Money | None
    gain: Money | None
    text: str
    worth: Decimal


class Allocation(Shape):
    """The plan. `best` is what no choice can exceed; `proven` when the plan reaches it.

    `rest` is by how much another choice could earn more in 30 days, at most: nothing when proven.
    """

    month: Money
    best: Money
    rest: Money
    proven: bool
    cost: Money
    expected_profit: Money
    shortfall: Money
    chosen: list[Allocated]
    left_out: list[AllocatedNot]
    left_out_counts: list[LeftOutCount]
    uses: list[LimitUse]
    elsewhere: int


@router.get("")
async def get_allocation(
    asked: Annotated[AllocationQuery, Query()], who: Who, app: App
) -> Allocation:
    """Choose among the open opportunities to buy: the greatest expected profit per capital-day."""
    async with app.db.for_workspace(who.workspace) as session:
        figures = (await app.preferences.of(session, who.workspace)).costing
        choice = await worth_buying(session, who.workspace, figures.currency)
    limits = asked.limits(choice.currency)
    plan, left_out = await asyncio.to_thread(_planned, choice, limits, asked)
    return Allocation(
        month=_said(plan.month),
        best=_said(plan.best),
        rest=_said(plan.rest),
        proven=plan.proven,
        cost=_said(plan.total(one.cost for one in plan.chosen)),
        expected_profit=_said(plan.total(one.profit for one in plan.chosen)),
        shortfall=_said(plan.total(one.shortfall for one in plan.chosen)),
        chosen=[Allocated.model_validate(_weighed(one, choice)) for one in plan.chosen],
        left_out=[_left_out(one, choice) for one in left_out],
        left_out_counts=[
            LeftOutCount(why=why, count=count)
            for why, count in Counter(one.why for one in plan.left_out).items()
        ],
        uses=[LimitUse.model_validate(use) for use in plan.uses],
        elsewhere=choice.elsewhere,
    )


def _planned(choice: Choice, limits: Limits, asked: AllocationQuery) -> tuple[Plan, list[LeftOut]]:
    from bolo.core.allocation.allocate import allocate  # noqa: PLC0415  (SciPy; a start needs none)
    from bolo.core.allocation.instead import taken  # noqa: PLC0415  (NumPy)

    plan = allocate(choice.candidates, limits, seconds=asked.seconds)
    told = _first(plan.left_out, asked.left_out)
    return plan, [*map(taken(plan.chosen).weighed, told)]


def _first(left_out: Sequence[LeftOut], most: int | None) -> Iterator[LeftOut]:
    """Yield the first `most` of each reason, in the order of the plan."""
    told: Counter[Why] = Counter()
    for one in left_out:
        if most is None or told[one.why] < most:
            told[one.why] += 1
            yield one


def _said(amount: money.Money) -> Money:
    return Money.sure(amount.amount, amount.currency)


def _weighed(one: Candidate, choice: Choice) -> dict[str, object]:
    shown = choice.shown[one.id]
    return {
        "opportunity_id": one.id,
        "listing_id": one.listing,
        "title": shown.title,
        "url": shown.url,
        "venue": shown.venue,
        "category": one.category,
        "seller": one.seller,
        "cost": _said(one.cost),
        "expected_profit": _said(one.profit),
        "days": one.days,
        "month": _said(one.month),
        "shortfall": _said(one.shortfall),
    }


def _left_out(one: LeftOut, choice: Choice) -> AllocatedNot:
    return AllocatedNot.model_validate(
        {
            **_weighed(one.candidate, choice),
            "why": one.why,
            "text": one.text,
            "shortages": [_shortage(short) for short in one.shortages],
            "needed": Money.of(one.needed),
            "instead": [other.id for other in one.instead],
        }
    )


def _shortage(short: Shortage) -> LimitShortage:
    return LimitShortage.model_validate(short)
