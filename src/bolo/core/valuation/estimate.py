"""The distribution of what a thing will bring, by weighing all evidence of it.

Each kind of evidence gives an estimate of the logarithm; kinds are pooled by how sure they
are, and towards what the like of it brings when they are thin. Without any: no figure.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import accumulate

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.valuation.evidence import MEANINGS, Kind, Sighting
from bolo.core.valuation.promises import ENOUGH

ONE_SALE = Decimal("0.05")
"""Standard deviation of one sale's logarithm around the level of its day."""
HALF, EIGHTY = Decimal("0.6745"), Decimal("1.2816")
"""Quantiles of the normal distribution that leave 50 and 80 % between minus and plus."""
ODD = Decimal("2.5")
DIGITS = 18
"""Logarithms are told to so many digits: more than any price has, and sooner than to 28."""
LEAST = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Pool:
    """What the like of it (brand, category) brings: a price and the spread of its logarithm."""

    price: Money
    spread: Decimal


@dataclass(frozen=True, slots=True)
class Estimate:
    """What it will bring; `weights` says how much each kind of evidence counted (sum 1).

    `pooled` is the share of what the like of it brings.
    """

    point: Money
    low80: Money
    low50: Money
    high50: Money
    high80: Money
    weights: dict[Kind, Decimal]
    pooled: Decimal


@dataclass(frozen=True, slots=True)
class Insufficient:
    """There is nothing to judge by; `reasons` are complete sentences."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    mean: Decimal
    precision: Decimal


def estimate(
    sightings: Sequence[Sighting],
    condition: Condition,
    pool: Pool | None = None,
    *,
    stretch: Decimal = Decimal(1),
) -> Estimate | Insufficient:
    """Weigh evidence (all of one currency) of what the thing brings in `condition`.

    `stretch` widens the intervals by what earlier ones missed (see `stretch_for`).
    """
    with localcontext(prec=DIGITS):
        return _estimate(sightings, condition, pool, stretch)


def _estimate(
    sightings: Sequence[Sighting], condition: Condition, pool: Pool | None, stretch: Decimal
) -> Estimate | Insufficient:
    usable = [one for one in sightings if one.price.amount > 0 and one.probability >= LEAST]
    if not usable:
        return Insufficient(_why(sightings))
    parts = {kind: _part(kind, of_kind) for kind, of_kind in _kinds(usable, condition)}
    around = _Part(pool.price.amount.ln(), pool.spread**-2) if pool else _Part(Decimal(0), 0 * ODD)
    total = sum((part.precision for part in parts.values()), start=around.precision)
    weighed = [part.mean * part.precision for part in [*parts.values(), around]]
    mean = sum(weighed, start=Decimal(0)) / total
    spread = (1 / total + ONE_SALE**2).sqrt() * stretch
    currency = usable[0].price.currency

    def at(deviations: Decimal) -> Money:
        return Money((mean + deviations * spread).exp(), currency).rounded()

    return Estimate(
        at(Decimal(0)),
        at(-EIGHTY),
        at(-HALF),
        at(HALF),
        at(EIGHTY),
        {kind: part.precision / total for kind, part in parts.items()},
        around.precision / total,
    )


def _why(sightings: Sequence[Sighting]) -> tuple[str, ...]:
    if not sightings:
        return ("Nobody has sold, offered or listed it yet, as far as is known.",)
    return ("All that is known of it states no price, or is probably something else.",)


def _kinds(
    usable: Sequence[Sighting], condition: Condition
) -> list[tuple[Kind, list[tuple[Decimal, Decimal]]]]:
    """Return by kind each sighting's mean and precision; what is far from the middle counts less.

    The middle is the weighted median, which half of the evidence would have to lie to move.
    """
    many = Counter(one.kind for one in usable)
    means = [one.log_worth(condition) for one in usable]
    variances = [one.variance(condition) for one in usable]
    weights = [
        one.probability / (variance + many[one.kind] * MEANINGS[one.kind].shared ** 2)
        for one, variance in zip(usable, variances, strict=True)
    ]
    middle = _median(means, weights)
    found: dict[Kind, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for one, mean, variance in zip(usable, means, variances, strict=True):
        reach = ODD * (variance + MEANINGS[one.kind].shared ** 2).sqrt()
        away = abs(mean - middle)
        kept = one.probability * (min(Decimal(1), reach / away) if away else Decimal(1))
        found[one.kind].append((mean, kept / variance))
    return sorted(found.items())


def _median(values: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    ordered = sorted(zip(values, weights, strict=True))
    reached = list(accumulate(weight for _, weight in ordered))
    return ordered[bisect_left(reached, reached[-1] / 2)][0]


def _part(kind: Kind, members: Sequence[tuple[Decimal, Decimal]]) -> _Part:
    total = sum((precision for _, precision in members), start=Decimal(0))
    mean = sum((mean * precision for mean, precision in members), start=Decimal(0)) / total
    return _Part(mean, 1 / (1 / total + MEANINGS[kind].shared ** 2))


def stretch_for(misses: Sequence[Decimal], *, needed: int = ENOUGH) -> Decimal:
    """Return by how much intervals must be stretched for 80 % of what came true to lie inside.

    `misses` are the distances of real sales from their estimates as shares of half the width
    of the 80 % interval then promised (split-conformal: Lei et al., JASA 113, 2018). Below
    `needed` of them nothing is changed.
    """
    if len(misses) < needed:
        return Decimal(1)
    ordered = sorted(abs(miss) for miss in misses)
    return ordered[min(len(ordered) * 8 // 10, len(ordered) - 1)]
