"""Use cases of notifying: raise one alert per fact, and hand it to the channels."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import floor
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import AlertRaised
from bolo.core.fees.catalogue import title_of
from bolo.core.telling.alerting import ring
from bolo.pipeline.decide.store import policies
from bolo.pipeline.notify.alerts import store
from bolo.pipeline.notify.alerts.about import About
from bolo.pipeline.notify.alerts.store import Alert, Ringing
from bolo.pipeline.notify.sending.store import plan_deliveries
from bolo.platform.clock import Clock
from bolo.platform.durable.events.outbox import publish

WORTH_BUYING = "opportunity.buy"


@dataclass(frozen=True, slots=True)
class Notifying:
    """The use cases; `new_id` is the source of ids."""

    clock: Clock
    new_id: Callable[[], UUID]

    async def notify(
        self, session: AsyncSession, workspace: UUID, currency: str, ids: Iterable[UUID]
    ) -> int:
        """Raise alerts for opportunities that have become worth buying; return how many."""
        chosen = await policies(session, workspace, currency)
        least = {category: policy.min_profit.amount for category, policy in chosen.items()}
        slack = await store.hysteresis(session, workspace)
        ringing = await store.ringing(session, workspace, ids, least)
        weighed = [(one, *ring(one.arming, one.standing, slack)) for one in ringing]
        changed = {one.id: after for one, after, _ in weighed if after != one.arming}
        if changed:
            await store.save_armings(session, workspace, changed)
        alerts = [self._alert(one, after.episode) for one, after, rings in weighed if rings]
        return await self.tell(session, workspace, alerts)

    async def tell(self, session: AsyncSession, workspace: UUID, alerts: Sequence[Alert]) -> int:
        """Raise alerts, each fact once, and hand them on; return how many are new."""
        new = await store.add_alerts(session, workspace, alerts) if alerts else []
        if new:
            await self.hand_on(session, workspace, new)
        return len(new)

    async def hand_on(self, session: AsyncSession, workspace: UUID, alerts: list[UUID]) -> None:
        """Plan to tell new alerts over the channels that are meant, and say that they are there."""
        await plan_deliveries(session, workspace, alerts, self.clock())
        await publish(session, AlertRaised(tuple(sorted(alerts)), workspace))

    def _alert(self, one: Ringing, episode: int) -> Alert:
        roi = f"{floor(one.roi * 100)} %"  # down, as every share that a limit is held against
        sure = f"{int(one.probability * 100)} %"  # down: 99.7 is not certain
        return Alert(
            id=self.new_id(),
            fact=f"buy:{one.id}:{episode}",
            kind=WORTH_BUYING,
            title=f"{one.profit} profit: {one.title}",
            body=(
                f"Buy at {one.shop} for {one.price} ({one.cost} landed), "
                f"sell at {title_of(one.venue)}: {one.profit} profit, {roi} return, "
                f"{sure} sure."
            ),
            opportunity_id=one.id,
            created_at=self.clock(),
            demo=one.demo,
            worth=one.profit.amount,
            about=About(
                one.url,
                one.shop,
                one.image,
                "buy",
                (
                    ("Price", str(one.price)),
                    ("Landed", str(one.cost)),
                    ("Profit", str(one.profit)),
                    ("Return", roi),
                    ("Sure", sure),
                ),
            ),
        )
