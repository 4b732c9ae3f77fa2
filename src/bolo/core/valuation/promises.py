"""Promised against realised: how often what was said came true.

A probability that is said of many things shall come true for that share of them; an interval
that shall hold 80 times of 100 shall do so. With few outcomes nothing is concluded.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

BINS = 10
ENOUGH = 30
"""From so many outcomes on something is concluded."""
HORIZONS = (1, 7, 30, 90, 365)
"""Outcomes are told apart by how many days after the promise they came; up to each of these."""
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Bin:
    """What was said between `begin` and `end`: on average, how often it came true, how many."""

    begin: Decimal
    end: Decimal
    said: Decimal
    came_true: Decimal
    count: int


def reliability(told: Iterable[tuple[Decimal, bool]]) -> list[Bin]:
    """Return the bins (tenths, those with anything in them) of probabilities and outcomes."""
    found: dict[int, list[tuple[Decimal, bool]]] = defaultdict(list)
    for said, true in told:
        found[min(int(said * BINS), BINS - 1)].append((said, true))
    return [
        Bin(
            Decimal(place) / BINS,
            Decimal(place + 1) / BINS,
            share(sum((said for said, _ in pairs), Decimal(0)), len(pairs)),
            share(Decimal(sum(true for _, true in pairs)), len(pairs)),
            len(pairs),
        )
        for place, pairs in sorted(found.items())
    ]


def expected_error(bins: Sequence[Bin]) -> Decimal | None:
    """Return the expected calibration error (Naeini et al., AAAI 2015); `None` without any."""
    count = sum(one.count for one in bins)
    if not count:
        return None
    off = sum((abs(one.said - one.came_true) * one.count for one in bins), Decimal(0))
    return share(off, count)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A promise that has come due: did it lie within, and how many days after the promise.

    `days` are how many it took to sell where that is known, beside the days promised.
    """

    after: int
    within: dict[str, bool]
    days: int | None = None
    promised_days: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """How often a promise of `promised` held, of `count`; `horizon` is `None` for all together."""

    level: str
    promised: Decimal
    horizon: int | None
    realised: Decimal
    count: int


LEVELS = {"50": Decimal("0.5"), "80": Decimal("0.8")}


def coverage(outcomes: Sequence[Outcome]) -> list[Held]:
    """Return how often the intervals held, by level and by how far ahead they had looked."""
    found: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for one in outcomes:
        horizon = next((days for days in HORIZONS if one.after <= days), HORIZONS[-1])
        for level, held in one.within.items():
            found[level, horizon].append(held)
    return [
        Held(level, LEVELS[level], horizon, share(Decimal(sum(held)), len(held)), len(held))
        for (level, horizon), held in sorted(found.items())
    ]


def punctuality(outcomes: Sequence[Outcome]) -> list[Held]:
    """Return how often things sold within the days that were promised."""
    found: dict[str, list[bool]] = defaultdict(list)
    for one in outcomes:
        for level, promised in (one.promised_days or {}).items():
            if one.days is not None:
                found[level].append(one.days <= promised)
    return [
        Held(level, LEVELS[level], None, share(Decimal(sum(held)), len(held)), len(held))
        for level, held in sorted(found.items())
    ]


def bias(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return by which share of what was promised the realised sum differs; `None` without any."""
    promised = sum((one for one, _ in pairs), Decimal(0))
    realised = sum((one for _, one in pairs), Decimal(0))
    return ((realised - promised) / promised).quantize(PLACES) if promised > 0 else None


def share(part: Decimal, count: int) -> Decimal:
    """Return `part` / `count` to four places; there must be something to count."""
    return (part / count).quantize(PLACES)
