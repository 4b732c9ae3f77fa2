"""The exact allocation over 66 draws of eleven shapes, each hard in another way; asserts no time.

python -m bench.allocation_shapes [--count 5000] [--seconds 10] [--only SHAPE] [--json]
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from bench.allocation import CURRENCY, limits, opportunities
from bolo.core.allocation.allocate import allocate
from bolo.core.allocation.plan import SECONDS, Candidate, Limits
from bolo.core.money import Money

Random = np.random.Generator
SEEDS = (11, 12)
BUDGETS = (1_000, 5_000, 25_000)


@dataclass(frozen=True, slots=True)
class Draw:
    """Opportunities under limits, and what they are called by."""

    shape: str
    budget: int
    seed: int
    found: Sequence[Candidate]
    within: Limits


def _money(amount: float) -> Money:
    return Money(Decimal(str(amount)), CURRENCY).rounded()


def _each(found: Sequence[Candidate], change: Callable[[Candidate], Candidate]) -> list[Candidate]:
    return [change(one) for one in found]


def _plain(count: int, seed: int, _: Random) -> list[Candidate]:
    return opportunities(count, seed=seed, same_days=False)


def _alike(count: int, seed: int, _: Random) -> list[Candidate]:
    return opportunities(count, seed=seed, same_days=True)


def _profits_by_cost(count: int, seed: int, _: Random) -> list[Candidate]:
    """Profit is 3 and a fifth of the cost: nearly the same return for all."""
    return _each(
        _alike(count, seed, _),
        lambda one: replace(one, profit=_money(3 + float(one.cost.amount) / 5)),
    )


def _equal_profits(count: int, seed: int, _: Random) -> list[Candidate]:
    """Profit is 10 and a little by the cost, for each."""
    return _each(
        _alike(count, seed, _),
        lambda one: replace(one, profit=_money(10 + float(one.cost.amount) / 50)),
    )


def _few_prices(count: int, seed: int, random: Random) -> list[Candidate]:
    """Costs are twelve prices that end in .99."""
    prices = np.round(np.exp(random.normal(3.5, 1.0, 12)).clip(5, 600)) - 0.01
    costs = iter(random.choice(prices, count))
    return _each(_plain(count, seed, random), lambda one: replace(one, cost=_money(next(costs))))


def _whole_prices(count: int, seed: int, random: Random) -> list[Candidate]:
    """Costs and profits are small whole amounts."""
    costs, profits = iter(random.integers(1, 21, count)), iter(random.integers(1, 8, count))
    return _each(
        _alike(count, seed, random),
        lambda one: replace(one, cost=_money(next(costs)), profit=_money(next(profits))),
    )


def _few_sellers(count: int, seed: int, random: Random) -> list[Candidate]:
    sellers = iter(random.integers(0, 8, count))
    return _each(
        _plain(count, seed, random), lambda one: replace(one, seller=f"seller {next(sellers)}")
    )


def _many_categories(count: int, seed: int, random: Random) -> list[Candidate]:
    categories = iter(random.integers(0, 400, count))
    return _each(
        _plain(count, seed, random),
        lambda one: replace(one, category=f"category {next(categories)}"),
    )


def _few_groups(count: int, seed: int, random: Random) -> list[Candidate]:
    """Six categories and seven sellers, so that most limits bind at once."""
    both = iter(random.integers(0, (6, 7), (count, 2)))

    def change(one: Candidate) -> Candidate:
        category, seller = next(both)
        return replace(one, category=f"category {category}", seller=f"seller {seller}")

    return _each(_alike(count, seed, random), change)


def _many_venues(count: int, seed: int, random: Random) -> list[Candidate]:
    """Each listing may be sold at about five venues."""
    listings = iter(random.integers(0, max(1, count // 5), count))
    return _each(
        _plain(count, seed, random), lambda one: replace(one, listing=f"listing {next(listings)}")
    )


def _tight(most: int) -> Limits:
    """Return limits of which each binds: 6 % a category, 4 % a seller, 5 % shortfall."""
    budget = Money.of(most, CURRENCY)
    return Limits(
        budget,
        budget * Decimal("0.06"),
        budget * Decimal("0.04"),
        budget * Decimal("0.05"),
    )


Make = Callable[[int, int, Random], list[Candidate]]
SHAPES: dict[str, tuple[Make, Callable[[int], Limits], Sequence[int]]] = {
    "plain": (_plain, limits, BUDGETS),
    "all days alike": (_alike, limits, BUDGETS),
    "profit by cost": (_profits_by_cost, limits, BUDGETS),
    "equal profits": (_equal_profits, limits, BUDGETS),
    "twelve prices": (_few_prices, limits, BUDGETS),
    "small whole prices": (_whole_prices, limits, BUDGETS),
    "eight sellers": (_few_sellers, limits, BUDGETS),
    "400 categories": (_many_categories, limits, BUDGETS),
    "few of both": (_few_groups, limits, BUDGETS),
    "five venues each": (_many_venues, limits, BUDGETS),
    "tight or wide": (_plain, _tight, (100, 5_000, 120_000)),
}


def draws(count: int, only: str = "") -> Iterator[Draw]:
    """Yield every shape at three budgets, each by two seeds."""
    for shape, (make, within, budgets) in SHAPES.items():
        if only not in shape:
            continue
        for budget in budgets:
            for seed in SEEDS:
                found = make(count, seed, np.random.default_rng(1_000 + seed))
                yield Draw(shape, budget, seed, found, within(budget))


def measure(draw: Draw, seconds: float) -> dict[str, object]:
    """Solve a draw once; return its times and what is left unproven."""
    wall, core = time.perf_counter(), time.process_time()
    plan = allocate(draw.found, draw.within, seconds=seconds)
    wall, core = time.perf_counter() - wall, time.process_time() - core
    return {
        "shape": draw.shape,
        "budget": draw.budget,
        "seed": draw.seed,
        "wall s": round(wall, 2),
        "core s": round(core, 2),
        "taken": len(plan.chosen),
        "a month": str(plan.month),
        "rest": str(plan.rest),
        "proven": plan.proven,
        "share": float(plan.rest.amount / max(plan.month.amount, Decimal(1))),
    }


def summary(rows: Sequence[dict[str, object]]) -> dict[str, object]:
    """Return quantiles of the times, how many are proven, and the largest rest."""
    told: dict[str, object] = {
        "draws": len(rows),
        "proven": sum(bool(one["proven"]) for one in rows),
    }
    for name in ("wall s", "core s"):
        p50, p95, most = np.quantile([float(str(one[name])) for one in rows], [0.5, 0.95, 1])
        told[name] = f"p50 {p50:.2f}, p95 {p95:.2f}, max {most:.2f}"
    p95, most = np.quantile([float(str(one["share"])) for one in rows], [0.95, 1])
    told["rest"] = f"p95 {p95:.4%}, max {most:.4%} of what the plan earns"
    return told


def main() -> None:
    """Print a line for each draw, then the summary."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows = []
    for draw in draws(given.count, given.only):
        rows.append(measure(draw, given.seconds))
        _say(rows[-1], as_json=given.json)
    _say(summary(rows), as_json=given.json)


def _say(row: dict[str, object], *, as_json: bool) -> None:
    text = json.dumps(row) if as_json else "  ".join(f"{k}: {v}" for k, v in row.items())
    print(text, flush=True)


if __name__ == "__main__":
    main()
