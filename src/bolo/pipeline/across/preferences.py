"""Use cases of a workspace's settings: what it pays, what it asks for, how it is alerted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.decision import Policy
from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.pipeline.decide import store as deciding
from bolo.pipeline.decide.store import EVERYWHERE, NewPolicy
from bolo.pipeline.notify.alerts import store
from bolo.pipeline.value import store as valuing
from bolo.pipeline.value.store import CostingFigures
from bolo.pipeline.value.venues import Venues


@dataclass(frozen=True, slots=True)
class Chosen:
    """All settings of a workspace; `policies` by category, `EVERYWHERE` among them."""

    costing: CostingFigures
    policies: dict[str, Policy]
    hysteresis: Decimal


@dataclass(frozen=True, slots=True)
class Preferences:
    """The use cases; `new_id` is the source of ids."""

    venues: Venues
    new_id: Callable[[], UUID]

    async def of(self, session: AsyncSession, workspace: UUID) -> Chosen:
        """Return the settings of a workspace, defaults where it has chosen nothing."""
        costing = await valuing.costing(session, workspace)
        return Chosen(
            costing,
            await deciding.policies(session, workspace, costing.currency),
            await store.hysteresis(session, workspace),
        )

    async def hold(self, session: AsyncSession, workspace: UUID) -> None:
        """Keep others from changing a workspace's settings until the transaction is over.

        Whoever changes a part of them reads the rest first, and must not read what is being
        written.
        """
        await valuing.hold_costing(session, workspace)

    async def save(self, session: AsyncSession, workspace: UUID, chosen: Chosen) -> None:
        """Write settings; `Invalid` says which one cannot be and what would be right."""
        self._check(chosen.costing)
        await valuing.save_costing(session, workspace, chosen.costing)
        await deciding.save_policies(
            session,
            workspace,
            [
                NewPolicy(self.new_id(), category, _in(policy, chosen.costing.currency))
                for category, policy in sorted(chosen.policies.items())
            ],
        )
        await store.save_hysteresis(session, workspace, chosen.hysteresis)

    def _check(self, costing: CostingFigures) -> None:
        if not costing.venues:
            msg = "choose at least one venue to sell at"
            raise Invalid(msg)
        unknown = [slug for slug in costing.venues if not self.venues.knows(slug)]
        if unknown:
            msg = f"no venue is called {', '.join(unknown)}; see: bolo fees venues"
            raise Invalid(msg)
        if self.venues.convert(Money(Decimal(1), "EUR"), costing.currency) is None:
            msg = f"there is no exchange rate for {costing.currency}"
            raise Invalid(msg)


def _in(policy: Policy, currency: str) -> Policy:
    """Return the same figures, named in `currency`: a person types figures, not rates."""
    return replace(
        policy,
        min_profit=Money(policy.min_profit.amount, currency),
        max_investment=Money(policy.max_investment.amount, currency),
    )


def everywhere(chosen: Chosen) -> Policy:
    """Return the policy that holds where no category has its own."""
    return chosen.policies[EVERYWHERE]
