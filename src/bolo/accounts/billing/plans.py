"""Which plan a workspace has: the one answer for limits, rate limits, meters and screens.

Where no prices are set nothing is sold, and everything is unlocked, unless the operator's hand
gave a workspace a plan.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.billing import plan_store as store
from bolo.core.errors import NotAllowed, NotFound
from bolo.core.events import PlanChanged
from bolo.core.plans.limits import Plan, PlanName
from bolo.core.plans.subscription import Billed, billed_plan
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish

REMEMBERED_FOR = timedelta(seconds=10)
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Plans:
    """The use cases; `sold` where Stripe is set."""

    db: Database
    clock: Clock
    sold: bool
    _known: OrderedDict[UUID, tuple[datetime, Plan]] = field(default_factory=OrderedDict)

    async def of(self, session: AsyncSession, workspace: UUID) -> Plan:
        """Return a workspace's plan now, in the caller's transaction."""
        return billed_plan(await store.billed(session, workspace), self.clock(), sold=self.sold)

    async def limits(self, workspace: UUID) -> Plan:
        """Return a workspace's plan as it was some seconds ago at most: asked with each request."""
        now = self.clock()
        known = self._known.get(workspace)
        if known is not None and now - known[0] < REMEMBERED_FOR:
            return known[1]
        async with self.db.transaction() as session:
            plan = await self.of(session, workspace)
        self._known[workspace] = (now, plan)
        self._known.move_to_end(workspace)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
        return plan

    async def must_be_open(self, workspace: UUID) -> None:
        """Refuse to change anything in a workspace that is locked."""
        if (await self.limits(workspace)).name is PlanName.LOCKED:
            raise NotAllowed("this workspace is locked by whoever runs this bolo; it can be read")

    async def billed(self, workspace: UUID) -> Billed:
        """Return all that is known of a workspace's plan."""
        async with self.db.transaction() as session:
            return await store.billed(session, workspace)

    async def grant(self, workspace: UUID, plan: PlanName | None) -> None:
        """Give a workspace a plan by hand, or with `None` the one that it pays for."""
        async with self.db.transaction() as session:
            await self._there(session, workspace)
            await store.grant(session, workspace, plan)
            await publish(session, PlanChanged((workspace,), workspace))
        self._known.pop(workspace, None)

    async def lock(self, workspace: UUID, *, locked: bool) -> None:
        """Let a workspace run and change nothing, or let it go on."""
        async with self.db.transaction() as session:
            await self._there(session, workspace)
            await store.lock_out(session, workspace, self.clock() if locked else None)
            await publish(session, PlanChanged((workspace,), workspace))
        self._known.pop(workspace, None)

    def forget(self, workspace: UUID) -> None:
        """Look again when the plan is asked for next."""
        self._known.pop(workspace, None)

    async def _there(self, session: AsyncSession, workspace: UUID) -> None:
        if not await store.exists(session, workspace):
            raise NotFound("there is no such workspace")
        await store.billed(session, workspace, lock=True)
