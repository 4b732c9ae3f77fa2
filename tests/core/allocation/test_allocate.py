"""Allocation: never over a limit, as good as trying everything, and a reason for each left out."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from bolo.core.allocation.allocate import allocate
from bolo.core.allocation.exact import solve
from bolo.core.allocation.highs import Problem
from bolo.core.allocation.instead import taken
from bolo.core.allocation.plan import Candidate, Kind, Limits, Plan, Why
from bolo.core.allocation.proof import prove, proven, relax
from bolo.core.errors import Invalid
from bolo.core.money import Money


def eur(amount: str | int | Decimal) -> Money:
    return Money.of(amount, "EUR")


ONE = Candidate("a", eur(50), eur(15), 30, eur(10), "games", "shop", "listing a")
LIMITS = Limits(budget=eur(100))


def more(*names: str, **changed: object) -> list[Candidate]:
    return [
        replace(ONE, id=name, listing=f"listing {name}", **changed)  # type: ignore[arg-type]
        for name in names
    ]


def ids(plan: Plan) -> set[str]:
    return {one.id for one in plan.chosen}


def test_what_fits_is_taken_and_the_money_is_counted() -> None:
    plan = allocate(more("a", "b"), LIMITS)

    assert ids(plan) == {"a", "b"}
    assert plan.month == plan.best == eur(30)
    assert plan.proven
    assert plan.rest == eur(0)
    assert plan.total(one.cost for one in plan.chosen) == eur(100)
    assert plan.uses[0].used == plan.uses[0].most == eur(100)


def test_quick_money_goes_before_more_money() -> None:
    slow = replace(ONE, id="slow", listing="s", profit=eur(20), days=60)

    plan = allocate([slow, *more("a", "b")], Limits(budget=eur(75)))

    assert len(ids(plan) & {"a", "b"}) == 1
    about = {one.candidate.id: one.about for one in plan.left_out}
    assert about["slow"] == eur(15)
    told = taken(plan.chosen).weighed(plan.left_out[-1])
    assert told.needed == eur(15)
    assert "In its place 1 deal in the plan earns 15.00 EUR a month" in told.text
    assert "it would earn 10.00 EUR" in told.text


def test_nothing_to_choose_from_is_an_empty_plan() -> None:
    plan = allocate([], LIMITS)

    assert plan.chosen == ()
    assert plan.left_out == ()
    assert plan.month == plan.best == eur(0)


def test_what_earns_nothing_and_what_is_too_large_say_so() -> None:
    poor, dear = replace(ONE, id="poor", profit=eur(-1)), replace(ONE, id="dear", cost=eur(101))

    plan = allocate([poor, dear], LIMITS)

    told = {one.candidate.id: one for one in plan.left_out}
    assert told["poor"].why is Why.NO_PROFIT
    assert "nothing to gain" in told["poor"].text
    assert told["dear"].why is Why.TOO_LARGE
    assert told["dear"].shortages[0].short == eur(1)
    assert "the budget by 1.00 EUR" in told["dear"].text


def test_a_profit_that_is_nothing_a_month_is_not_called_nothing() -> None:
    slow = replace(ONE, profit=eur("0.01"), days=365)

    [left] = allocate([slow], LIMITS).left_out

    assert left.why is Why.NO_PROFIT
    assert left.text == "It is expected to earn 0.01 EUR in 365 days: nothing a month, rounded."


def test_a_listing_is_taken_for_one_venue_only() -> None:
    plan = allocate([ONE, replace(ONE, id="b", profit=eur(16))], LIMITS)

    assert ids(plan) == {"b"}
    assert plan.left_out[0].why is Why.OTHER_VENUE
    assert "another venue" in plan.left_out[0].text


def test_what_is_left_out_comes_the_nearest_to_being_taken_first() -> None:
    deals = [
        replace(ONE, id="best", listing="best", cost=eur(90), profit=eur(50)),
        replace(ONE, id="best elsewhere", listing="best", cost=eur(90), profit=eur(40)),
        replace(ONE, id="a far", listing="f", profit=eur(2)),
        replace(ONE, id="near", listing="n", cost=eur(60), profit=eur(30)),
        replace(ONE, id="a large", listing="l", cost=eur(180), profit=eur(90)),
        replace(ONE, id="larger by little", listing="m", cost=eur(101), profit=eur(5)),
        replace(ONE, id="a poor", listing="p", profit=eur(-1)),
    ]

    plan = allocate(deals, LIMITS)

    assert ids(plan) == {"best"}
    assert [one.candidate.id for one in plan.left_out] == [
        "near",
        "a far",
        "best elsewhere",
        "larger by little",
        "a large",
        "a poor",
    ]


@pytest.mark.parametrize(
    ("limits", "kind"),
    [
        (Limits(eur(99)), Kind.BUDGET),
        (Limits(eur(100), per_category=eur(70)), Kind.CATEGORY),
        (Limits(eur(100), categories={"games": eur(70)}), Kind.CATEGORY),
        (Limits(eur(100), per_seller=eur(70)), Kind.SELLER),
        (Limits(eur(100), sellers={"shop": eur(70)}), Kind.SELLER),
        (Limits(eur(100), shortfall=eur(15)), Kind.SHORTFALL),
    ],
)
def test_the_limit_that_binds_is_named_with_what_is_missing(limits: Limits, kind: Kind) -> None:
    plan = allocate(more("a", "b", profit=eur(15)), limits)

    (out,) = plan.left_out
    assert out.why is Why.NO_ROOM
    assert [one.kind for one in out.shortages] == [kind]
    assert "It would need" in out.text
    raised = {
        Kind.BUDGET: replace(limits, budget=limits.budget + out.shortages[0].short),
        Kind.SHORTFALL: replace(limits, shortfall=eur(20)),
    }.get(kind, Limits(eur(100)))
    assert len(allocate(more("a", "b"), raised).chosen) == 2


def test_a_limit_by_name_goes_before_the_one_for_all_and_none_is_a_category_too() -> None:
    bare = more("c", "d", category=None)
    limits = Limits(eur(999), per_category=eur(50), categories={"games": eur(100)})

    plan = allocate([*more("a", "b"), *bare], limits)

    assert len(ids(plan) & {"a", "b"}) == 2
    assert len(ids(plan) & {"c", "d"}) == 1


def test_a_deal_squeezed_out_by_figures_alone_is_not_told_to_earn_more() -> None:
    small, large = replace(ONE, id="s", cost=eur(60), profit=eur(30), listing="s"), more("b", "c")

    plan = allocate([small, *large], Limits(eur(100)))

    assert plan.month == eur(30)
    assert all(one.why is Why.NO_ROOM for one in plan.left_out)


@pytest.mark.parametrize(
    ("candidates", "limits", "words"),
    [
        ([ONE, ONE], LIMITS, "same id"),
        ([ONE], Limits(eur(-1)), "below zero"),
        ([replace(ONE, days=0)], LIMITS, "days from 1"),
        ([replace(ONE, cost=eur(-1))], LIMITS, "cost and shortfall from 0"),
    ],
)
def test_what_makes_no_sense_is_refused(
    candidates: list[Candidate], limits: Limits, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        allocate(candidates, limits)


def test_a_hair_above_a_limit_that_no_float_can_see_is_still_above() -> None:
    weights = np.full((1, 20), 9 * 10**14)
    weights[0, 0] += 1
    problem = Problem(np.arange(9, 29), sparse.csr_matrix(weights), np.array([18 * 10**15]))
    everything = np.ones(20, bool)

    found = prove(problem, everything, ~everything, seconds=60)

    assert found.chosen is not None
    assert np.flatnonzero(~found.chosen).tolist() == [0]
    assert found.bound == sum(range(10, 29))


def test_what_only_a_float_would_take_is_not_taken_for_certain() -> None:
    half = 10**17
    weights = sparse.csr_matrix(np.array([[half + 1, half]], np.int64))
    problem = Problem(np.array([9, 8]), weights, np.array([2 * half]))

    solution = solve(problem, seconds=5)

    assert solution.chosen.tolist() == [True, False]


def test_without_time_a_good_plan_is_given_with_what_is_not_proven() -> None:
    rng = np.random.default_rng(7)
    amounts = zip(rng.integers(40, 900, 400), rng.integers(0, 900, 400), strict=True)
    hard = [
        Candidate(
            f"{n:03}",
            eur(int(cost)),
            Money.of_minor(100 * int(cost) + int(cents), "EUR"),
            30,
            eur(1),
            None,
            "s",
            f"listing {n}",
        )
        for n, (cost, cents) in enumerate(amounts)
    ]

    plan = allocate(hard, Limits(eur(3_333), shortfall=eur(9)), seconds=0)

    assert not plan.proven
    assert eur(0) < plan.month < plan.best
    assert plan.rest == plan.best - plan.month
    assert _kept(plan.chosen, Limits(eur(3_333), shortfall=eur(9)))


amounts = st.decimals(min_value=0, max_value=100, places=2).map(eur)
candidates_ = st.builds(
    Candidate,
    id=st.uuids().map(str),
    cost=amounts,
    profit=st.decimals(min_value=-10, max_value=60, places=2).map(eur),
    days=st.integers(1, 90),
    shortfall=amounts,
    category=st.sampled_from([None, "games", "shoes"]),
    seller=st.sampled_from(["s", "t"]),
    listing=st.sampled_from("abcdefgh"),
)
deals = st.lists(candidates_, max_size=7, unique_by=lambda one: one.id)
maybe = st.none() | amounts
limits_ = st.builds(Limits, amounts, maybe, maybe, maybe)


def _spent(chosen: Sequence[Candidate]) -> Money:
    return sum((one.cost for one in chosen), start=eur(0))


def _kept(chosen: Sequence[Candidate], limits: Limits) -> bool:
    groups: list[tuple[Money | None, list[list[Candidate]]]] = [
        (limits.per_category, [[o for o in chosen if o.category == c.category] for c in chosen]),
        (limits.per_seller, [[o for o in chosen if o.seller == c.seller] for c in chosen]),
        (limits.budget, [list(chosen)]),
    ]
    shortfall = sum((one.shortfall for one in chosen), start=eur(0))
    return (
        all(most is None or _spent(some) <= most for most, sets in groups for some in sets)
        and (limits.shortfall is None or shortfall <= limits.shortfall)
        and len({one.listing for one in chosen}) == len(chosen)
    )


@settings(max_examples=60, deadline=None)
@given(deals=deals, limits=limits_)
def test_no_limit_is_broken_and_trying_everything_finds_nothing_better(
    deals: list[Candidate], limits: Limits
) -> None:
    plan = allocate(deals, limits)

    best = max(
        sum((one.month for one in some), start=eur(0)).amount
        for size in range(len(deals) + 1)
        for some in combinations(deals, size)
        if _kept(some, limits)
    )
    assert _kept(plan.chosen, limits)
    assert plan.proven
    assert plan.month.amount == best
    assert len(plan.chosen) + len(plan.left_out) == len(deals)


@settings(max_examples=30, deadline=None)
@given(deals=deals, limits=limits_, extra=amounts)
def test_more_budget_never_earns_less_and_the_order_changes_nothing(
    deals: list[Candidate], limits: Limits, extra: Money
) -> None:
    plan = allocate(deals, limits)

    richer = allocate(deals, replace(limits, budget=limits.budget + extra))

    assert richer.month >= plan.month
    assert allocate(deals[::-1], limits) == plan


@pytest.mark.parametrize("first", [[False, False, False], [True, False, False]])
def test_what_the_first_look_missed_is_found_by_the_proof(first: list[bool]) -> None:
    weights = sparse.csr_matrix(np.array([[7, 5, 5]], np.int64))
    problem = Problem(np.array([6, 5, 4]), weights, np.array([10]))

    found = proven(problem, relax(problem), np.array(first), seconds=60)

    assert found.chosen is not None
    assert found.chosen.tolist() == [False, True, True]
    assert found.bound == 9


def test_what_must_be_taken_and_does_not_fit_leaves_nothing_worth_the_mark() -> None:
    problem = Problem(np.array([9, 8]), sparse.csr_matrix(np.array([[6, 6]])), np.array([10]))
    everything = np.ones(2, bool)

    found = prove(problem, ~everything, everything, seconds=60, mark=17)

    assert found.chosen is None
    assert found.bound == 16


@pytest.mark.parametrize(("mark", "reached"), [(9, True), (10, False)])
def test_where_nothing_is_unsure_what_is_taken_is_held_against_the_mark(
    mark: int, *, reached: bool
) -> None:
    problem = Problem(np.array([9, 8]), sparse.csr_matrix(np.array([[6, 6]])), np.array([10]))
    taken = np.array([True, False])

    found = prove(problem, np.zeros(2, bool), taken, seconds=60, mark=mark)

    assert (found.chosen is not None) is reached
    assert found.bound == 9


def test_hundreds_are_weighed_in_two_steps_to_the_same_proof() -> None:
    rng = np.random.default_rng(3)
    many = [
        Candidate(
            f"{n:03}",
            eur(int(cost)),
            eur(int(cost)) * Decimal(int(share)) * Decimal("0.01"),
            int(days),
            eur(int(cost) // 4),
            f"category {n % 7}",
            f"seller {n % 31}",
            f"listing {n // 2}",
        )
        for n, (cost, share, days) in enumerate(
            zip(
                rng.integers(20, 300, 600),
                rng.integers(15, 40, 600),
                rng.integers(20, 40, 600),
                strict=True,
            )
        )
    ]
    limits = Limits(eur(2_000), eur(600), eur(400), eur(480))

    plan = allocate(many, limits)

    assert plan.proven
    assert _kept(plan.chosen, limits)
    assert {one.why for one in plan.left_out} == {Why.NO_ROOM, Why.OTHER_VENUE}
