"""What is paid for: events in any order, twice, late, and the plan that follows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.plans.limits import BUSINESS, FREE, LOCKED, PRO, UNLOCKED, PlanName
from bolo.core.plans.subscription import (
    GRACE,
    Billed,
    Rank,
    Subscription,
    Told,
    billed_plan,
    follow,
)

AT = datetime(2026, 11, 1, tzinfo=UTC)
SUB = Subscription("sub_1", "cus_1", PlanName.PRO, "active", AT + timedelta(days=30))
EVENTS = (
    (Told(AT, Rank.CREATED), replace(SUB, status="incomplete")),
    (Told(AT, Rank.UPDATED), SUB),
    (Told(AT + timedelta(seconds=5), Rank.CHECKOUT), replace(SUB, period_end=None)),
    (Told(AT + timedelta(days=30), Rank.UPDATED), replace(SUB, status="past_due")),
    (Told(AT + timedelta(days=31), Rank.UPDATED), replace(SUB, plan=PlanName.BUSINESS)),
)


def after(*events: tuple[Told, Subscription]) -> Billed:
    known = Billed()
    for told, subscription in events:
        known = follow(known, told, subscription)
    return known


@pytest.mark.parametrize("order", list(permutations(range(len(EVENTS)))))
def test_the_order_of_events_changes_nothing(order: tuple[int, ...]) -> None:
    known = after(*(EVENTS[index] for index in order))

    assert known.told == EVENTS[-1][0]
    assert known.subscription == replace(SUB, plan=PlanName.BUSINESS)


@given(st.lists(st.sampled_from([*EVENTS[:2], *EVENTS[3:]]), min_size=1))
def test_an_event_told_again_changes_nothing(events: list[tuple[Told, Subscription]]) -> None:
    known = after(*events)

    assert all(follow(known, *one) == known or known.told == one[0] for one in events), (
        "only the newest may be told again, and says the same"
    )


def test_the_end_of_an_older_subscription_does_not_end_the_newer() -> None:
    known = after(EVENTS[1], (Told(AT + GRACE, Rank.UPDATED), replace(SUB, id="sub_2")))

    late = follow(known, Told(AT + 2 * GRACE, Rank.DELETED), replace(SUB, status="canceled"))

    assert late == known
    assert known.subscription is not None
    assert known.subscription.id == "sub_2"


def test_days_of_grace_begin_once_and_end_with_the_payment() -> None:
    failed = replace(SUB, status="past_due")
    first = Told(AT + timedelta(days=30), Rank.FAILED)
    known = after(EVENTS[1], (first, failed), (Told(AT + timedelta(days=33), Rank.FAILED), failed))
    paid = follow(replace(known, lapsed_at=AT), Told(AT + timedelta(days=34), Rank.PAID), SUB)

    assert known.subscription is not None
    assert known.subscription.past_due_since == first.at
    assert billed_plan(known, first.at + GRACE - timedelta(seconds=1), sold=True) is PRO
    assert billed_plan(known, first.at + GRACE, sold=True) is FREE
    assert paid.subscription == SUB
    assert paid.lapsed_at is None


def test_what_an_event_does_not_say_stays() -> None:
    known = after(EVENTS[1], (Told(AT + GRACE, Rank.UPDATED), replace(SUB, plan=None)))

    assert known.subscription == SUB


@pytest.mark.parametrize(
    "status", ["canceled", "incomplete", "incomplete_expired", "paused", "new"]
)
def test_what_is_not_paid_for_is_free(status: str) -> None:
    known = Billed(subscription=replace(SUB, status=status))

    assert billed_plan(known, AT, sold=True) is FREE


def test_the_operators_hand_goes_before_what_is_paid_and_a_lock_before_all() -> None:
    paid = Billed(subscription=SUB)

    assert billed_plan(Billed(), AT, sold=False) is UNLOCKED
    assert billed_plan(Billed(), AT, sold=True) is FREE
    assert billed_plan(paid, AT, sold=True) is PRO
    assert billed_plan(replace(paid, subscription=replace(SUB, plan=None)), AT, sold=True) is FREE
    assert billed_plan(replace(paid, granted=PlanName.BUSINESS), AT, sold=False) is BUSINESS
    assert billed_plan(replace(paid, granted=PlanName.PRO, locked=True), AT, sold=False) is LOCKED
