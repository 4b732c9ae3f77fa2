"""Plans: what a workspace may have running at once, and what of it fits.

Only what is active counts. What does not fit is held, the newest first, and loses nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from bolo.core.errors import LimitReached


class PlanName(StrEnum):
    """What a plan is called. The values are stored: never renamed."""

    FREE = "free"
    STARTER = "starter"
    PRO = "pro"
    BUSINESS = "business"
    UNLOCKED = "unlocked"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Plan:
    """Limits; `None` is as many as one likes. `requests_per_minute` is of each API key.

    `follows` are things that are followed; they do not count as searches.
    """

    name: PlanName
    title: str
    searches: int | None
    marketplaces: int | None
    follows: int | None
    least_minutes: int
    requests_per_minute: int | None


FREE: Final = Plan(PlanName.FREE, "Free", 2, 1, 10, 60, 60)
STARTER: Final = Plan(PlanName.STARTER, "Starter", 5, 1, 25, 30, 120)
PRO: Final = Plan(PlanName.PRO, "Pro", 25, 3, 100, 10, 300)
BUSINESS: Final = Plan(PlanName.BUSINESS, "Business", None, None, None, 5, 1_200)
UNLOCKED: Final = Plan(PlanName.UNLOCKED, "Everything unlocked", None, None, None, 5, None)
"""Of whoever runs bolo and sells nothing."""
LOCKED: Final = Plan(PlanName.LOCKED, "Locked", 0, 0, 0, 1_440, 10)
"""Of a workspace that the operator has locked."""
OFFERED: Final = (FREE, STARTER, PRO, BUSINESS)
PAID: Final = (STARTER, PRO, BUSINESS)
BY_NAME: Final = {plan.name: plan for plan in (*OFFERED, UNLOCKED, LOCKED)}


class Held(StrEnum):
    """Which limit keeps something from running. The values are stored: never renamed."""

    SEARCHES = "searches"
    MARKETPLACES = "marketplaces"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Sought:
    """A search that runs or would like to, and the marketplaces that it names."""

    id: UUID
    marketplaces: tuple[str, ...] = ()


def fitting(plan: Plan, sought: Sequence[Sought]) -> dict[UUID, Held | None]:
    """Say of each search, the oldest first, whether it fits; a later one may where one did not."""
    told: dict[UUID, Held | None] = {}
    running, named = 0, set[str]()
    for one in sought:
        then = named.union(one.marketplaces)
        if plan.searches is not None and running >= plan.searches:
            told[one.id] = Held.SEARCHES
        elif plan.marketplaces is not None and len(then) > plan.marketplaces:
            told[one.id] = Held.MARKETPLACES
        else:
            told[one.id], running, named = None, running + 1, then
    return told


def admit(plan: Plan, running: Sequence[Sought], new: Sought) -> None:
    """Refuse a search that does not fit beside those that run; `LimitReached` says why."""
    others = [one for one in running if one.id != new.id]
    if plan.searches is not None and len(others) >= plan.searches:
        raise LimitReached(
            f"{_has(plan)} {_count(plan.searches, 'search', 'searches')} at a time, and "
            f"{_count(len(others), 'is', 'are')} running; pause one, or take a larger plan",
            limit="searches",
            allowed=plan.searches,
            used=len(others),
            plan=plan.name,
        )
    named = {slug for one in others for slug in one.marketplaces}
    if plan.marketplaces is not None and len(named.union(new.marketplaces)) > plan.marketplaces:
        wanted = ", ".join(sorted(named.union(new.marketplaces)))
        raise LimitReached(
            f"{_has(plan)} {_count(plan.marketplaces, 'marketplace', 'marketplaces')}, and with "
            f"this search it would be {wanted}; name fewer, or take a larger plan",
            limit="marketplaces",
            allowed=plan.marketplaces,
            used=len(named),
            plan=plan.name,
        )


def admit_follow(plan: Plan, running: int) -> None:
    """Refuse (`LimitReached`) one more follow where there is no room beside those that run."""
    if plan.follows is not None and running >= plan.follows:
        raise LimitReached(
            f"{_has(plan)} {_count(plan.follows, 'follow', 'follows')} at a time, and "
            f"{_count(running, 'is', 'are')} running; pause one, or take a larger plan",
            limit="follows",
            allowed=plan.follows,
            used=running,
            plan=plan.name,
        )


def follows_moved(
    plan: Plan, follows: Sequence[tuple[UUID, bool]]
) -> tuple[list[UUID], list[UUID]]:
    """Say which follows must be held and which may go on; given are (id, runs), the oldest first.

    What runs comes before what is held already.
    """
    order = sorted(follows, key=lambda one: not one[1])
    room = len(order) if plan.follows is None else plan.follows
    held = [key for key, runs in order[room:] if runs]
    return held, [key for key, runs in order[:room] if not runs]


def minutes(plan: Plan, asked: int | None, usual: int) -> int:
    """Return every how many minutes a search is checked; unsaid as usual.

    `LimitReached` when that is more often than the plan allows.
    """
    if asked is None:
        return max(usual, plan.least_minutes)
    if asked < plan.least_minutes:
        raise LimitReached(
            f"{_has(plan)} a check every {plan.least_minutes} minutes at the most often, not every "
            f"{asked}; choose {plan.least_minutes}, or take a larger plan",
            limit="minutes",
            allowed=plan.least_minutes,
            used=asked,
            plan=plan.name,
        )
    return asked


def asked_at(
    plan: Plan, askable: Sequence[str], named: Sequence[str], sought: Sequence[str]
) -> tuple[str, ...]:
    """Return which of the `askable` marketplaces a search is asked at.

    `sought` are those that it names. One that names none is asked wherever the plan reaches:
    first at those that the workspace's searches name (`named`), then at the others in order.
    """
    if sought or plan.marketplaces is None:
        return tuple(askable)
    order = list(dict.fromkeys(named))[: plan.marketplaces]
    order += [slug for slug in askable if slug not in order]
    return tuple(slug for slug in order[: plan.marketplaces] if slug in askable)


def _has(plan: Plan) -> str:
    if plan.name is PlanName.LOCKED:
        return "this workspace is locked by whoever runs this bolo: it has"
    return f"the plan {plan.title} has"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
