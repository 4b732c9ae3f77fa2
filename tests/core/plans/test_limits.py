"""Plans: what fits, what is held, and what a refusal says."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.errors import LimitReached
from bolo.core.plans.limits import (
    BUSINESS,
    BY_NAME,
    FREE,
    LOCKED,
    OFFERED,
    PAID,
    PRO,
    STARTER,
    UNLOCKED,
    Held,
    Plan,
    PlanName,
    Sought,
    admit,
    admit_follow,
    asked_at,
    fitting,
    follows_moved,
    minutes,
)

ONE, TWO, THREE = (Sought(UUID(int=number)) for number in (1, 2, 3))
slugs = st.lists(st.sampled_from(["ebay", "gumtree", "reverb", "steam"]), max_size=4, unique=True)
lists = st.lists(slugs, max_size=8).map(
    lambda many: [Sought(UUID(int=n), tuple(one)) for n, one in enumerate(many)]
)
plans = st.sampled_from([*OFFERED, UNLOCKED, LOCKED])


def at(sought: Sought, *marketplaces: str) -> Sought:
    return replace(sought, marketplaces=marketplaces)


def test_the_plans_are_those_that_are_offered() -> None:
    limits = [(plan.name, plan.searches, plan.marketplaces) for plan in OFFERED]

    assert limits == [("free", 2, 1), ("starter", 5, 1), ("pro", 25, 3), ("business", None, None)]
    assert OFFERED[1:] == PAID
    assert set(BY_NAME) == set(PlanName)
    assert all(5 <= plan.least_minutes <= 1_440 for plan in BY_NAME.values())


def test_the_newest_searches_are_held() -> None:
    told = fitting(FREE, [ONE, TWO, THREE])

    assert told == {ONE.id: None, TWO.id: None, THREE.id: Held.SEARCHES}


def test_a_search_at_one_marketplace_too_many_is_held_and_a_newer_one_may_fit() -> None:
    told = fitting(STARTER, [at(ONE, "ebay"), at(TWO, "gumtree"), at(THREE, "ebay")])

    assert told == {ONE.id: None, TWO.id: Held.MARKETPLACES, THREE.id: None}


@given(plans, lists)
def test_what_fits_keeps_every_limit_and_is_admitted_one_by_one(
    plan: Plan, sought: list[Sought]
) -> None:
    told = fitting(plan, sought)
    running = [one for one in sought if told[one.id] is None]

    assert plan.searches is None or len(running) <= plan.searches
    named = {slug for one in running for slug in one.marketplaces}
    assert plan.marketplaces is None or len(named) <= plan.marketplaces
    for count, one in enumerate(running):
        admit(plan, running[:count], one)
    assert fitting(plan, running) == {one.id: None for one in running}


@given(lists)
def test_a_larger_plan_runs_whatever_ran_before_when_that_is_asked_for_first(
    sought: list[Sought],
) -> None:
    small = fitting(STARTER, sought)
    large = fitting(PRO, sorted(sought, key=lambda one: small[one.id] is not None))

    assert all(large[key] is None for key, why in small.items() if why is None)
    assert set(fitting(BUSINESS, sought).values()) <= {None}


def test_a_refusal_says_the_limit_and_what_is_used() -> None:
    with pytest.raises(LimitReached, match="Free has 2 searches at a time, and 2 are") as caught:
        admit(FREE, [ONE, TWO], THREE)

    error = caught.value
    assert (error.limit, error.allowed, error.used, error.plan) == ("searches", 2, 2, "free")


def test_one_of_something_is_said_in_the_singular() -> None:
    lonely = replace(FREE, searches=1)

    with pytest.raises(LimitReached, match="1 search at a time, and 1 is running"):
        admit(lonely, [ONE], TWO)


def test_a_refusal_names_the_marketplaces() -> None:
    with pytest.raises(LimitReached, match="it would be ebay, gumtree") as caught:
        admit(FREE, [at(ONE, "ebay")], at(TWO, "gumtree"))

    error = caught.value
    assert (error.limit, error.allowed, error.used) == ("marketplaces", 1, 1)


def test_a_search_does_not_stand_in_its_own_way() -> None:
    admit(FREE, [ONE, at(TWO, "ebay")], at(TWO, "gumtree"))


def test_a_locked_workspace_is_told_so() -> None:
    with pytest.raises(LimitReached, match="locked by whoever runs this bolo"):
        admit(LOCKED, [], ONE)


def test_how_often_is_bounded_by_the_plan_and_as_usual_when_unsaid() -> None:
    assert minutes(PRO, None, 15) == 15
    assert minutes(FREE, None, 15) == FREE.least_minutes
    assert minutes(FREE, FREE.least_minutes, 15) == FREE.least_minutes
    with pytest.raises(LimitReached, match="every 60 minutes") as caught:
        minutes(FREE, 59, 15)
    assert caught.value.limit == "minutes"


def test_a_search_that_names_no_marketplace_is_asked_where_the_plan_reaches() -> None:
    able = ("cheapshark", "gog", "steam")

    assert asked_at(UNLOCKED, able, (), ()) == able
    assert asked_at(FREE, able, (), ()) == ("cheapshark",)
    assert asked_at(FREE, able, ("steam", "gog"), ()) == ("steam",)
    assert asked_at(FREE, able, ("ebay",), ()) == ()
    assert asked_at(PRO, able, ("ebay", "steam"), ()) == ("steam", "cheapshark")
    assert asked_at(FREE, ("gog", "steam"), (), ("gog", "steam")) == ("gog", "steam")


def test_one_follow_too_many_is_refused() -> None:
    admit_follow(UNLOCKED, 1_000)
    admit_follow(FREE, 9)
    with pytest.raises(LimitReached, match="10 follows at a time, and 10 are running") as caught:
        admit_follow(FREE, 10)
    assert (caught.value.limit, caught.value.allowed, caught.value.used) == ("follows", 10, 10)


def test_the_newest_follows_are_held_and_what_runs_comes_before_what_is_held() -> None:
    plan = replace(FREE, follows=2)
    one, two, three = (UUID(int=number) for number in (1, 2, 3))

    assert follows_moved(plan, [(one, True), (two, True), (three, True)]) == ([three], [])
    assert follows_moved(plan, [(one, False), (two, True), (three, True)]) == ([], [])
    assert follows_moved(UNLOCKED, [(one, False), (two, True)]) == ([], [one])
