"""Use case of deciding: judge opportunities by the workspace's policy, keep every reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.decision import Policy, decide
from bolo.core.events import VerdictReached
from bolo.core.risk.assumptions import DEFAULT, Assumptions, with_curve
from bolo.core.risk.weigh import Stake, weigh
from bolo.pipeline.decide import store
from bolo.pipeline.decide.store import EVERYWHERE, NewVerdict, ToJudge
from bolo.platform.clock import Clock
from bolo.platform.outbox import publish

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Deciding:
    """The use cases; `new_id` is the source of ids."""

    clock: Clock
    new_id: Callable[[], UUID]

    async def judge(self, session: AsyncSession, workspace: UUID, ids: Iterable[UUID]) -> int:
        """Judge opportunities of a workspace; return how many were still open."""
        opportunities = await store.to_judge(session, workspace, ids)
        policies: dict[str, dict[str, Policy]] = {}
        verdicts: list[NewVerdict] = []
        for one in opportunities:
            if one.currency not in policies:
                policies[one.currency] = await store.policies(session, workspace, one.currency)
            verdicts.append(_verdict(one, policies[one.currency]))
        if verdicts:
            await store.save_verdicts(session, verdicts, self.clock())
            ids = tuple(verdict.opportunity for verdict in verdicts)
            await publish(session, VerdictReached(ids, workspace))
        return len(verdicts)

    async def judge_workspace(self, session: AsyncSession, workspace: UUID) -> int:
        """Judge all that is open in a workspace anew: its limits have changed."""
        ids = await store.open_opportunities(session, workspace)
        return sum(
            [
                await self.judge(session, workspace, ids[start : start + AT_ONCE])
                for start in range(0, len(ids), AT_ONCE)
            ]
        )


def _verdict(one: ToJudge, policies: dict[str, Policy]) -> NewVerdict:
    policy = policies.get(one.category or EVERYWHERE, policies[EVERYWHERE])
    deal = one.appraisal
    days = policy.max_days if deal.days_to_sell is None else deal.days_to_sell
    stake = Stake(deal.cost, deal.exit_price, deal.proceeds, deal.probability, max(days, 1))
    return NewVerdict(one.id, one.workspace, weigh(stake, _assumed(one)), decide(deal, policy))


def _assumed(one: ToJudge) -> Assumptions:
    half, most = one.appraisal.days_to_sell, one.slow_days
    return DEFAULT if half is None or most is None else with_curve(DEFAULT, half, most)
