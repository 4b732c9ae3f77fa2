"""How often to ask, and how long to stay away: rules without a clock of their own."""

from dataclasses import dataclass
from datetime import timedelta

LEAST = timedelta(minutes=2)
MOST = timedelta(hours=6)
FIRST = timedelta(minutes=10)
SHORTEST_ALLOWED = timedelta(seconds=2)
LONGEST_ALLOWED = timedelta(days=7)
SOON = timedelta(seconds=6)
"""How soon a surprise is read again."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The bounds within which the interval between two questions may move."""

    least: timedelta
    most: timedelta
    first: timedelta

    @classmethod
    def of(cls, every: timedelta | None) -> "Pace":
        """Exactly `every` when somebody said so; else between 2 minutes and 6 hours."""
        return cls(LEAST, MOST, FIRST) if every is None else cls(every, every, every)


def next_interval(now: timedelta, *, changed: bool, least: timedelta, most: timedelta) -> timedelta:
    """Ask more often what changes, and less often what does not: halve, or a quarter more."""
    wanted: timedelta = now / 2 if changed else now * 1.25
    return max(least, min(most, wanted))


def stay_away(failures: int, *, blocked: bool) -> timedelta:
    """Return how long to wait after `failures` in a row: doubling, at most a day.

    A block starts at 10 minutes, anything else at 10 seconds.
    """
    start = timedelta(minutes=10) if blocked else timedelta(seconds=10)
    return min(start * (1 << min(max(failures - 1, 0), 12)), timedelta(days=1))
