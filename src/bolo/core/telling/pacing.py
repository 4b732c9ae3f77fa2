"""When a person is told, and of how much at once: instant or digest, quiet hours, a day's most.

Nothing is lost by these rules: what may not be told yet is held until a moment that is stated,
what is not told at all says why, and stays in the inbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

ALONE = 3
"""How many messages of their own a minute brings, before the rest is folded."""
SHORTLY = timedelta(minutes=1)
"""How often at most what came in a crowd is told."""
MOST = 50
"""How many alerts one folded message names."""
MORNING = time(8)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Pace(StrEnum):
    """How soon. The values are stored: never renamed."""

    INSTANT = "instant"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Telling:
    """How somebody wants to be told; times are local to `zone`.

    `quiet` may reach over midnight; from and to the same is no quiet at all.
    """

    zone: tzinfo = UTC
    pace: Pace = Pace.INSTANT
    digest_at: time = MORNING
    quiet: tuple[time, time] | None = None
    at_most: int | None = None
    min_worth: Decimal | None = None
    muted_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An alert that waits for a channel since `since`; `worth` orders, `None` comes last."""

    id: UUID
    since: datetime
    worth: Decimal | None
    telling: Telling


@dataclass(frozen=True, slots=True)
class Lately:
    """What a person was sent: messages `today`, and those of the last minute, by kind."""

    today: int = 0
    alone: int = 0
    folded: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of all that waits: one message (the most valuable first), and the rest."""

    send: tuple[UUID, ...]
    hold: dict[UUID, datetime]
    untold: dict[UUID, str]


def plan(waiting: Sequence[Waiting], lately: Lately, now: datetime) -> Plan:
    """Decide what one channel of a person carries next.

    Each that waits is in exactly one part of the answer, but for those that are told in the
    next round because something more valuable goes first.
    """
    untold = {one.id: why for one in waiting if (why := _untold(one, now))}
    able = [one for one in waiting if one.id not in untold]
    opens = {one.id: opening(one.telling, one.since, lately.today, now) for one in able}
    hold = {each: at for each, at in opens.items() if at > now}
    ready = sorted((one for one in able if one.id not in hold), key=_rank)
    if not ready:
        return Plan((), hold, untold)
    if _alone(ready, lately):
        return Plan((ready[0].id,), hold, untold)
    again = lately.folded + SHORTLY if lately.folded else now
    if again > now and all(one.telling.pace is Pace.INSTANT for one in ready):
        return Plan((), hold | {one.id: again for one in ready}, untold)
    return Plan(tuple(one.id for one in ready[:MOST]), hold, untold)


def _alone(ready: Sequence[Waiting], lately: Lately) -> bool:
    """Whether the most valuable gets a message of its own."""
    instant = ready[0].telling.pace is Pace.INSTANT
    return lately.alone < ALONE if instant else len(ready) == 1


def _rank(one: Waiting) -> tuple[bool, bool, Decimal, timedelta]:
    """Instant goes before digest, the valuable before the rest, the new before the old."""
    digest = one.telling.pace is not Pace.INSTANT
    worth = one.worth if one.worth is not None else Decimal(0)
    return digest, one.worth is None, -worth, EPOCH - one.since


def _untold(one: Waiting, now: datetime) -> str | None:
    """Say why somebody is not told at all, `None` when they are."""
    telling = one.telling
    if telling.muted_until is not None and now < telling.muted_until:
        return "muted"
    if telling.min_worth is not None and one.worth is not None and one.worth < telling.min_worth:
        return "worth less than the least that was chosen"
    return None


def opening(telling: Telling, since: datetime, today: int, now: datetime) -> datetime:
    """Return when an alert since `since` may be told: `now` or earlier means now."""
    at = max(_slot(telling, since), now)
    if telling.at_most is not None and today >= telling.at_most:
        at = max(at, _midnight(telling.zone, now))
    return _after_quiet(telling, at)


def _slot(telling: Telling, since: datetime) -> datetime:
    """Return when the digest is due into which an alert falls."""
    if telling.pace is Pace.INSTANT:
        return since
    local = since.astimezone(telling.zone)
    if telling.pace is Pace.HOURLY:
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return since - past + timedelta(hours=1)
    return _next(telling.zone, local.date(), telling.digest_at, since)


def _after_quiet(telling: Telling, at: datetime) -> datetime:
    """Return the end of the quiet hours in which `at` lies, `at` itself outside of them."""
    if telling.quiet is None or not is_quiet(telling.quiet, at.astimezone(telling.zone).time()):
        return at
    return _next(telling.zone, at.astimezone(telling.zone).date(), telling.quiet[1], at)


def is_quiet(quiet: tuple[time, time], local: time) -> bool:
    """Whether a time of the day is within `quiet`: from its first moment up to its end."""
    begin, end = quiet
    if begin <= end:
        return begin <= local < end
    return local >= begin or local < end


def _midnight(zone: tzinfo, now: datetime) -> datetime:
    return _next(zone, now.astimezone(zone).date(), time(), now)


def _next(zone: tzinfo, day: date, at: time, after: datetime) -> datetime:
    """Return the first `at` o'clock after a moment; where a clock leaps, an hour beside it."""
    moment = datetime.combine(day, at, zone).astimezone(UTC)
    while moment <= after:
        day += timedelta(days=1)
        moment = datetime.combine(day, at, zone).astimezone(UTC)
    return moment


def day_began(zone: tzinfo, now: datetime) -> datetime:
    """Return when the day of `now` began where the person is."""
    return datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(UTC)
