"""The exact allocation beside greedy ones, over invented opportunities; never asserts a time.

python bench/allocation.py [--count 5000] [--runs 3] [--seeds 1] [--json]
"""

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np

from bolo.core.allocation.allocate import allocate
from bolo.core.allocation.plan import Candidate, Limits
from bolo.core.money import Money

CURRENCY = "EUR"
BUDGETS = (1_000, 5_000, 25_000)


def opportunities(count: int, seed: int, *, same_days: bool) -> list[Candidate]:
    """Invent opportunities: costs of 3 to 800, returns about 35 %, 20 categories, 300 sellers."""
    rng = np.random.default_rng(seed)
    costs = np.exp(rng.normal(3.5, 1.0, count)).clip(3, 800)
    returns = rng.normal(0.35, 0.15, count).clip(0.12, 1.5)
    days = np.full(count, 30) if same_days else rng.integers(5, 60, count)
    losses = rng.uniform(0.1, 0.6, count)
    sellers = rng.zipf(1.5, count) % 300
    categories = rng.integers(0, 20, count)
    listings = rng.integers(0, max(1, int(count / 1.3)), count)
    return [
        Candidate(
            id=f"{n:06}",
            cost=_money(costs[n]),
            profit=_money(costs[n] * returns[n]),
            days=int(days[n]),
            shortfall=_money(costs[n] * losses[n]),
            category=f"category {categories[n]}",
            seller=f"seller {sellers[n]}",
            listing=f"listing {listings[n]}",
        )
        for n in range(count)
    ]


def _money(amount: object) -> Money:
    return Money(Decimal(str(amount)), CURRENCY).rounded()


def limits(budget: int) -> Limits:
    """Return limits as a person sets them: 20 % a category, 15 % a seller, 20 % shortfall."""
    most = Money.of(budget, CURRENCY)
    part = Decimal("0.2")
    return Limits(most, most * part, most * Decimal("0.15"), most * part)


Key = Callable[[Candidate], Decimal]
ORDERS: dict[str, Key] = {
    "by profit": lambda one: one.profit.amount,
    "by return": lambda one: one.profit.amount / max(one.cost.amount, Decimal("0.01")),
    "by profit per capital-day": lambda one: (
        one.profit.amount / (max(one.cost.amount, Decimal("0.01")) * one.days)
    ),
}


def greedy(found: Sequence[Candidate], within: Limits, key: Key) -> Money:
    """Take whatever fits, the highest `key` first; return what it earns in a month."""
    left: dict[tuple[str, str], Decimal] = {}
    month = Money.zero(CURRENCY)
    for one in sorted(found, key=lambda one: (-key(one), one.id)):
        assert within.per_category and within.per_seller and within.shortfall  # noqa: S101, PT018
        needs = [
            (("budget", ""), within.budget.amount, one.cost.amount),
            (("shortfall", ""), within.shortfall.amount, one.shortfall.amount),
            (("category", one.category or ""), within.per_category.amount, one.cost.amount),
            (("seller", one.seller), within.per_seller.amount, one.cost.amount),
            (("listing", one.listing), Decimal(1), Decimal(1)),
        ]
        if one.month.amount > 0 and all(left.get(k, m) >= a for k, m, a in needs):
            left |= {k: left.get(k, m) - a for k, m, a in needs}
            month = month + one.month
    return month


def measure(
    count: int, runs: int, budgets: Sequence[int] = BUDGETS, seed: int = 1
) -> list[dict[str, object]]:
    """Return a row for each budget and kind, with the slowest of the runs."""
    rows: list[dict[str, object]] = []
    for same_days in (False, True):
        for budget in budgets:
            found = opportunities(count, seed=seed, same_days=same_days)
            within, walls, cores = limits(budget), [], []
            for _ in range(runs):
                wall, core = time.perf_counter(), time.process_time()
                plan = allocate(found, within)
                walls.append(time.perf_counter() - wall)
                cores.append(time.process_time() - core)
            rows.append(
                {
                    "opportunities": count,
                    "seed": seed,
                    "days": "all 30" if same_days else "5 to 59",
                    "budget": budget,
                    "taken": len(plan.chosen),
                    "a month": str(plan.month),
                    "proven": plan.proven,
                    "wall s": f"{min(walls):.2f} to {max(walls):.2f}",
                    "core s": f"{min(cores):.2f} to {max(cores):.2f}",
                    **{
                        f"greedy {name}": f"{_share(greedy(found, within, key), plan.month)} %"
                        for name, key in ORDERS.items()
                    },
                }
            )
    return rows


def _share(part: Money, whole: Money) -> Decimal:
    return (part.amount / whole.amount * 100).quantize(Decimal("0.1"))


def main() -> None:
    """Print a table, or JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    for seed in range(1, given.seeds + 1):
        for row in measure(given.count, given.runs, seed=seed):
            print(json.dumps(row) if given.json else "  ".join(f"{k}: {v}" for k, v in row.items()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"peak RSS MB": round(peak)}) if given.json else f"peak RSS: {peak:.0f} MB")


if __name__ == "__main__":
    main()
