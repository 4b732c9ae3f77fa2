"""What runs is held to what a plan allows: at once when a plan changes, and every hour.

What runs out by itself, or ends elsewhere, tells nobody: the hourly look finds it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import Event, PlanChanged
from bolo.platform.durable.jobs import Jobs
from bolo.platform.durable.work import Payload

EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Names:
    """What the subscriber, its job and the chore are called; kept, for they are stored."""

    subscriber: str
    job: str
    chore: str


def hold_to_plans(
    jobs: Jobs,
    names: Names,
    fit: Callable[[UUID], Awaitable[object]],
    fit_all: Callable[[], Awaitable[object]],
) -> None:
    """Have `fit` done for a workspace whose plan changed, and `fit_all` every hour."""

    async def plan_changed(session: AsyncSession, event: Event) -> None:
        for workspace in event.ids:
            await jobs.enqueue(session, names.job, {"workspace": str(workspace)})

    async def fit_one(payload: Payload) -> None:
        await fit(UUID(payload["workspace"]))

    jobs.subscribe(PlanChanged, names.subscriber, plan_changed)
    jobs.job(names.job, fit_one)
    jobs.schedule(names.chore, EVERY, fit_all)
