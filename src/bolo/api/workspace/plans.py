"""Plans and what the caller's workspace uses of its own."""

from datetime import datetime

from fastapi import APIRouter

from bolo.api.frame.context import App, Who
from bolo.api.frame.shapes import Items, Money, Shape
from bolo.core.plans import limits as words
from bolo.core.plans.limits import OFFERED, PlanName
from bolo.views import usage

router = APIRouter(tags=["plans"])


class Plan(Shape):
    """Limits of a plan; null is as many as one likes."""

    name: PlanName
    title: str
    searches: int | None
    marketplaces: int | None
    follows: int | None
    least_minutes: int
    requests_per_minute: int | None

    @classmethod
    def of(cls, plan: words.Plan) -> "Plan":
        """Say a plan."""
        return cls.model_validate(plan)


class OfferedPlan(Plan):
    """A plan and what it costs a month; the price is null while Stripe cannot be asked."""

    price: Money | None


class Plans(Items[OfferedPlan]):
    """The plans that there are; `current` is the workspace's, `sold` whether one can upgrade."""

    current: Plan
    sold: bool


class Meter(Shape):
    """How much of something is used; without a limit there is as much as one likes."""

    name: str
    used: int
    limit: int | None
    of: list[str]


class Usage(Shape):
    """What the workspace uses of its plan; counts of the month are since `since`, in UTC.

    The plan keeps `held` searches and `held_follows` follows from running.
    """

    plan: Plan
    sold: bool
    held: int
    held_follows: int
    since: datetime
    meters: list[Meter]


@router.get("/plans")
async def list_plans(who: Who, app: App) -> Plans:
    """List the plans; where nothing is sold the workspace has everything unlocked."""
    async with app.db.transaction() as session:
        current = await app.plans.of(session, who.workspace)
    prices = await app.billing.shown() if app.plans.sold else {}
    return Plans(
        items=[
            OfferedPlan(**Plan.of(one).model_dump(), price=Money.of(prices.get(one.name)))
            for one in OFFERED
        ],
        current=Plan.of(current),
        sold=app.plans.sold,
    )


@router.get("/usage")
async def get_usage(who: Who, app: App) -> Usage:
    """Say what the workspace uses of its plan now, and since the month began."""
    async with app.db.transaction() as session:
        found = await usage.of(session, app.watching.quota, who.workspace, app.clock())
    plan = found.plan
    meters = [
        Meter(name="searches", used=found.searches, limit=plan.searches, of=[]),
        Meter(
            name="marketplaces",
            used=len(found.marketplaces),
            limit=plan.marketplaces,
            of=list(found.marketplaces),
        ),
        Meter(name="follows", used=found.follows, limit=plan.follows, of=[]),
        Meter(name="requests", used=found.requests, limit=None, of=[]),
        Meter(name="alerts", used=found.alerts, limit=None, of=[]),
    ]
    return Usage(
        plan=Plan.of(plan),
        sold=app.plans.sold,
        held=found.held,
        held_follows=found.held_follows,
        since=found.since,
        meters=meters,
    )
