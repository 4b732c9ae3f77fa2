"""Use case of deciding: judge opportunities by the workspace's policy, keep every reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.basis.judging import judge
from bolo.core.decision import Policy
from bolo.core.events import VerdictReached
from bolo.pipeline.decide import judgement_store, risk_store, store
from bolo.pipeline.decide.basis import Writing
from bolo.pipeline.decide.judgement_store import NewJudgement
from bolo.pipeline.decide.store import EVERYWHERE, NewVerdict, ToJudge
from bolo.platform.clock import Clock
from bolo.platform.durable.events.outbox import publish
from bolo.platform.versions import judging

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Deciding:
    """The use cases; `new_id` is the source of ids, `code` names what judges."""

    clock: Clock
    new_id: Callable[[], UUID]
    code: Mapping[str, str] = field(default_factory=judging)

    async def judge(self, session: AsyncSession, workspace: UUID, ids: Iterable[UUID]) -> int:
        """Judge opportunities of a workspace; return how many were still open."""
        opportunities = await store.to_judge(session, workspace, ids)
        if not opportunities:
            return 0
        policies = {
            currency: await store.policies(session, workspace, currency)
            for currency in sorted({one.currency for one in opportunities})
        }
        writing = Writing(await risk_store.assumptions(session, workspace), self.code)
        judged = [_judge(one, policies[one.currency], writing) for one in opportunities]
        verdicts = [verdict for verdict, _ in judged]
        judgements = [judgement for _, judgement in judged if judgement is not None]
        now = self.clock()
        await store.save_verdicts(session, verdicts, now)
        if judgements:
            await judgement_store.save(session, judgements, now)
        ids = tuple(verdict.opportunity for verdict in verdicts)
        await publish(session, VerdictReached(ids, workspace))
        return len(verdicts)

    async def judge_workspace(self, session: AsyncSession, workspace: UUID) -> int:
        """Judge all that is open in a workspace anew: its limits have changed."""
        ids = await store.open_opportunities(session, workspace)
        judged = [
            await self.judge(session, workspace, ids[start : start + AT_ONCE])
            for start in range(0, len(ids), AT_ONCE)
        ]
        await judgement_store.forget_idle(session, workspace, self.clock())
        return sum(judged)


def _judge(
    one: ToJudge, policies: Mapping[str, Policy], writing: Writing
) -> tuple[NewVerdict, NewJudgement | None]:
    category = one.category if one.category in policies else EVERYWHERE
    policy = policies[category or EVERYWHERE]
    judged = judge(one.appraisal, policy, writing.assumed, one.slow_days)
    basis = writing.basis(one, policy, category or EVERYWHERE)
    return (
        NewVerdict(one.id, one.workspace, judged.risk, judged.decision),
        None if basis is None else NewJudgement(one.id, one.workspace, basis, judged.plain()),
    )
