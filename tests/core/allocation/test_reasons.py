"""Why each is left out and what each limit keeps out, held against trying everything."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pytest
from numpy.typing import NDArray

from bolo.core.allocation.allocate import allocate
from bolo.core.allocation.instead import taken
from bolo.core.allocation.plan import Candidate, Kind, LeftOut, Limits, Plan, Shortage, Why
from bolo.core.money import Money

Ints = NDArray[np.int64]
SEEDS = range(200)
Named = tuple[Kind, str]


@dataclass(frozen=True)
class Street:
    """A few deals under limits, and every choice among them: which are allowed, what each earns."""

    deals: list[Candidate]
    limits: Limits
    months: Ints
    rows: dict[Named, tuple[Ints, int]]
    choices: Ints
    allowed: NDArray[np.bool_]

    def of(self, plan: Plan) -> Ints:
        """Return a plan as a choice."""
        ids = {one.id for one in plan.chosen}
        return np.array([one.id in ids for one in self.deals], np.int64)

    def place(self, left: LeftOut) -> int:
        """Return where a deal stands in each choice."""
        return self.deals.index(left.candidate)

    def broken(self, choice: Ints) -> set[Named]:
        """Return the limits that a choice breaks."""
        return {name for name, (uses, most) in self.rows.items() if int(uses @ choice) > most}

    def best(self, within: NDArray[np.bool_]) -> int:
        """Return what the best of some choices earns."""
        return int((self.choices[within] @ self.months).max())


def eur(cents: float | np.integer) -> Money:
    return Money(Decimal(int(cents)) / 100, "EUR")


def cents(money: Money) -> int:
    return int(money.amount * 100)


def street(seed: int) -> Street:
    random = np.random.default_rng(seed)
    count = int(random.integers(4, 13))
    costs = np.exp(random.normal(3.5, 1, count)).clip(3, 800) * 100
    profits, losses = (
        costs * random.normal(0.3, 0.2, count),
        costs * random.uniform(0.1, 0.6, count),
    )
    days = random.integers(5, 60, count) if random.random() < 0.6 else np.full(count, 30)
    deals = [
        Candidate(
            f"{n:02}",
            eur(costs[n]),
            eur(profits[n]),
            int(days[n]),
            eur(losses[n]),
            f"category {random.integers(0, 3)}" if random.random() < 0.9 else None,
            f"seller {random.integers(0, 3)}",
            f"listing {random.integers(0, max(1, int(count / 1.4)))}",
        )
        for n in range(count)
    ]
    budget = costs.sum() * random.uniform(0.15, 0.8)
    parts = [
        eur(budget * random.uniform(0.2, 0.7)) if random.random() < 0.7 else None for _ in range(3)
    ]
    limits = Limits(eur(budget), parts[0], parts[1], parts[2])
    choices = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    rows = rows_by_name(deals, limits)
    allowed = np.all([choices @ uses <= most for uses, most in rows.values()], axis=0)
    return Street(deals, limits, np.array([cents(o.month) for o in deals]), rows, choices, allowed)


def rows_by_name(deals: list[Candidate], limits: Limits) -> dict[Named, tuple[Ints, int]]:
    costs = np.array([cents(one.cost) for one in deals])
    rows = {(Kind.BUDGET, ""): (costs, cents(limits.budget))}
    if limits.shortfall is not None:
        losses = np.array([cents(one.shortfall) for one in deals])
        rows[Kind.SHORTFALL, ""] = losses, cents(limits.shortfall)
    groups = (
        (Kind.CATEGORY, [one.category or "(no category)" for one in deals], limits.per_category),
        (Kind.SELLER, [one.seller for one in deals], limits.per_seller),
    )
    for kind, names, most in groups:
        for name in set(names) if most is not None else ():
            rows[kind, name] = costs * (np.array(names) == name), cents(most or limits.budget)
    listings = [one.listing for one in deals]
    for name in set(listings):
        rows[Kind.LISTING, name] = (np.array(listings) == name).astype(np.int64), 1
    return rows


@pytest.mark.parametrize("seed", SEEDS)
def test_every_reason_is_true_by_trying_everything(seed: int) -> None:
    tried = street(seed)
    plan = allocate(tried.deals, tried.limits, seconds=60)
    chosen, best = tried.of(plan), tried.best(tried.allowed)

    told = [taken(plan.chosen).weighed(left) for left in plan.left_out]

    assert plan.proven
    assert cents(plan.month) == best
    for left in told:
        place = tried.place(left)
        alone, beside = np.zeros_like(chosen), chosen.copy()
        alone[place] = beside[place] = 1
        month = tried.months[place]
        if left.why is Why.NO_PROFIT:
            assert month <= 0
        elif left.why is Why.TOO_LARGE:
            assert {(one.kind, one.name) for one in left.shortages} == tried.broken(alone) != set()
        elif left.why is Why.OTHER_VENUE:
            assert (Kind.LISTING, left.candidate.listing) in tried.broken(beside)
        else:
            assert {(one.kind, one.name) for one in left.shortages} == tried.broken(beside) != set()
            for short in left.shortages:
                uses, most = tried.rows[short.kind, short.name]
                assert cents(short.short) == int(uses @ beside) - most
            _could_take_their_place(tried, left, chosen)


def _could_take_their_place(tried: Street, left: LeftOut, chosen: Ints) -> None:
    """Check that what is named makes room, earns least of what would, and that more is enough."""
    place, mine = tried.place(left), int(tried.months @ chosen)
    swapped = chosen.copy()
    swapped[place] = 1
    swapped[[tried.deals.index(one) for one in left.instead]] = 0
    assert left.needed is not None
    assert tried.broken(swapped) == set()
    assert cents(left.needed) == mine + tried.months[place] - int(tried.months @ swapped)
    assert cents(left.needed) >= tried.months[place]
    other = np.arange(len(chosen)) != place
    without = (tried.choices[:, other] <= chosen[other]).all(axis=1)
    with_it = tried.allowed & (tried.choices[:, place] == 1)
    loss = mine - (tried.best(with_it & without) - int(tried.months[place]))
    assert cents(left.needed) == loss  # of the plan's own deals none that would do earn less
    assert mine - (tried.best(with_it) - int(tried.months[place])) <= loss


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_limit_keeps_out_is_true_by_trying_each(seed: int) -> None:
    tried = street(seed)

    plan = allocate(tried.deals, tried.limits, seconds=60)

    chosen = tried.of(plan)
    kept = [one for one in plan.left_out if one.why in {Why.NO_ROOM, Why.TOO_LARGE}]
    for use in plan.uses:
        uses, most = tried.rows[use.kind, use.name]
        left = most - int(uses @ chosen)
        out = [place for one in kept if uses[place := tried.place(one)] > left]
        alone = [
            (uses[place] - left, -tried.months[place])
            for place in out
            if len(tried.broken(np.maximum(chosen, np.arange(len(chosen)) == place))) == 1
        ]
        assert cents(use.left) == left
        assert use.kept_out == len(out)
        assert use.least == (eur(min(uses[out])) if out else None)
        assert (use.more, use.gain) == (
            (eur(min(alone)[0]), eur(-min(alone)[1])) if alone else (None, None)
        )


def deals(count: int, seed: int) -> list[Candidate]:
    random = np.random.default_rng(seed)
    costs = random.integers(500, 9_000, count)
    return [
        Candidate(
            f"{n:02}",
            eur(costs[n]),
            eur(random.integers(100, 4_000)),
            30,
            eur(costs[n] // 3),
            f"category {n % 4}",
            f"seller {n % 5}",
            f"listing {n}",
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_of_many_deals_those_that_are_told_make_room_too(seed: int) -> None:
    many, dear = deals(40, seed), deals(1, seed)[0]
    amounts = {
        Kind.BUDGET: [one.cost for one in many],
        Kind.SHORTFALL: [one.shortfall for one in many],
        Kind.CATEGORY: [one.cost for one in many if one.category == "category 1"],
        Kind.SELLER: [one.cost for one in many if one.seller == "seller 2"],
    }
    names = {Kind.CATEGORY: "category 1", Kind.SELLER: "seller 2"}
    share = (3, 5, 20)[seed % 3]
    short = tuple(
        Shortage(kind, names.get(kind, ""), eur(0), eur(sum(map(cents, all_)) // share))
        for kind, all_ in amounts.items()
    )

    told = taken(many).weighed(LeftOut(replace_profit(dear, 1), Why.NO_ROOM, short))

    assert told.needed is not None
    assert cents(told.needed) == sum(cents(one.month) for one in told.instead)
    assert len({one.id for one in told.instead}) == len(told.instead) < len(many)
    for one in short:
        used = [a for a, o in zip(amounts_of(many, one), many, strict=True) if o in told.instead]
        assert sum(used) >= cents(one.short)


def replace_profit(one: Candidate, profit: int) -> Candidate:
    return Candidate(
        "z", one.cost, eur(profit), 30, one.shortfall, one.category, one.seller, "listing z"
    )


def amounts_of(many: list[Candidate], short: Shortage) -> list[int]:
    if short.kind is Kind.SHORTFALL:
        return [cents(one.shortfall) for one in many]
    return [
        cents(one.cost)
        if short.kind is Kind.BUDGET or short.name in {one.category, one.seller}
        else 0
        for one in many
    ]


def test_what_nothing_of_the_plan_makes_room_for_is_not_compared() -> None:
    few, dear = deals(3, 0), deals(1, 1)[0]
    short = (Shortage(Kind.BUDGET, "", eur(0), eur(10**9)),)
    left = LeftOut(dear, Why.NO_ROOM, short)

    assert taken(few).weighed(left) == left
    assert taken([]).weighed(left) == left


def test_where_the_plan_is_not_proven_nothing_that_earns_less_is_named_instead() -> None:
    poor, rich = replace_profit(deals(1, 0)[0], 100), deals(1, 1)[0]
    left = LeftOut(rich, Why.NO_ROOM, (Shortage(Kind.BUDGET, "", eur(0), eur(1)),))

    assert taken([poor]).weighed(left).needed is None
    assert "In its place" not in taken([poor]).weighed(left).text
