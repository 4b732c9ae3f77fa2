"""What of a workspace's searches its plan has room for: the one place that is asked.

Saved searches count, and so do words that are watched without one; pages and shops do not. Who
adds or lets go on holds the workspace's lock, so that of two at once one is refused.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.plans.limits import UNLOCKED, Held, Plan, Sought, admit, asked_at, fitting
from bolo.core.searching.rules.rule import parse

PlanOf = Callable[[AsyncSession, UUID], Awaitable[Plan]]
SOUGHT = text("""
    SELECT id, CASE WHEN rule ~* '(on|site|marketplace):' THEN rule END AS rule, created_at,
           state = 'active' AS active, held, true AS saved
    FROM saved_search
    WHERE workspace_id = :workspace
      AND (state = 'active' OR (state = 'paused' AND held IS NOT NULL))
    UNION ALL
    SELECT id, NULL, created_at, paused_at IS NULL, held, false FROM watch
    WHERE workspace_id = :workspace AND kind = 'search' AND search_id IS NULL
      AND removed_at IS NULL AND NOT demo AND (paused_at IS NULL OR held IS NOT NULL)
    ORDER BY created_at, id
""")


@lru_cache(maxsize=32_768)
def _named(rule: str) -> tuple[str, ...]:
    """Return the marketplaces that a rule names; reading all of thousands again took seconds."""
    return tuple(parse(rule).marketplaces)


async def _unlocked(_session: AsyncSession, _workspace: UUID) -> Plan:
    return UNLOCKED


@dataclass(frozen=True, slots=True)
class Kept:
    """A search that runs, or that the plan keeps from running; `saved` or just words."""

    sought: Sought
    active: bool
    held: Held | None
    saved: bool


@dataclass(frozen=True, slots=True)
class Room:
    """A workspace's plan, and what counts towards its limits, the oldest first."""

    plan: Plan
    kept: tuple[Kept, ...]

    @property
    def running(self) -> tuple[Sought, ...]:
        """Return what runs."""
        return tuple(one.sought for one in self.kept if one.active)

    @property
    def named(self) -> tuple[str, ...]:
        """Return the marketplaces that running searches name, the oldest search's first."""
        return tuple(dict.fromkeys(slug for one in self.running for slug in one.marketplaces))

    def admit(self, new: Sought) -> None:
        """Refuse a search that does not fit."""
        admit(self.plan, self.running, new)

    def asks(self, askable: Sequence[str], sought: Sequence[str]) -> tuple[str, ...]:
        """Return where a search that names `sought` is asked."""
        return asked_at(self.plan, askable, self.named, sought)

    def moves(self) -> list[tuple[Kept, Held | None]]:
        """Return what must begin or stop running, and why; what runs comes before what is held."""
        order = sorted(self.kept, key=lambda one: not one.active)
        told = fitting(self.plan, [one.sought for one in order])
        then = [(one, told[one.sought.id]) for one in self.kept]
        return [(one, why) for one, why in then if (why is None) is not one.active]


@dataclass(frozen=True, slots=True)
class Quota:
    """The question; `plan_of` says which plan a workspace has."""

    plan_of: PlanOf = _unlocked

    async def plan(self, session: AsyncSession, workspace: UUID) -> Plan:
        """Return a workspace's plan; nobody else adds what counts until the transaction ends."""
        await session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended('bolo plan ' || :id, 0))"),
            {"id": str(workspace)},
        )
        return await self.plan_of(session, workspace)

    async def room(
        self, session: AsyncSession, workspace: UUID, *, lock: bool = True, whole: bool = False
    ) -> Room:
        """Return a workspace's plan and what counts; with `lock` nobody else adds meanwhile.

        What counts is left out where nothing limits it, unless the `whole` is wanted.
        """
        plan = await (self.plan if lock else self.plan_of)(session, workspace)
        if plan.searches is None and plan.marketplaces is None and not whole:
            return Room(plan, ())
        rows = await session.execute(SOUGHT, {"workspace": workspace})
        kept = [
            Kept(
                Sought(row.id, _named(row.rule) if row.rule else ()),
                row.active,
                Held(row.held) if row.held else None,
                row.saved,
            )
            for row in rows
        ]
        return Room(plan, tuple(kept))
