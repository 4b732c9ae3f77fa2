"""What can be followed and how it is said: refusals are told in words."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from bolo.core.errors import Invalid
from bolo.core.following.follows import Condition, Follow, FollowKind, When, share
from bolo.core.money import Money

BELOW = Condition(When.BELOW, Money.of("400", "GBP"))
DROP = Condition(When.DROP, None, Decimal(10), 30)


def follow(
    *conditions: Condition, kind: FollowKind = FollowKind.PRODUCT, margin: str = "2"
) -> Follow:
    """Return a follow of something."""
    return Follow(
        id=UUID(int=1),
        workspace=UUID(int=2),
        kind=kind,
        key="a",
        label="A",
        conditions=conditions,
        since=datetime(2026, 1, 1, tzinfo=UTC),
        currency="GBP",
        margin=Decimal(margin),
    )


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (BELOW, "below 400.00 GBP"),
        (DROP, "falls by 10 % within 30 days"),
        (share("12.50 % / 7d", When.RISE), "rises by 12.5 % within 7 days"),
        (Condition(When.LOW), "lower than ever recorded"),
        (Condition(When.STOCK), "back in stock"),
        (Condition(When.NEW), "a new listing"),
        (Condition(When.UNUSUAL), "an unusual price"),
    ],
)
def test_a_condition_is_kept_and_said(condition: Condition, told: str) -> None:
    assert condition.told == told
    assert Condition.of(condition.kept()) == condition


def test_a_share_without_days_is_of_thirty() -> None:
    assert share("10", When.DROP) == DROP


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (lambda: Condition(When.BELOW), "needs a price"),
        (lambda: Condition(When.LOW, Money.of(1, "GBP")), "needs a price"),
        (lambda: Condition(When.BELOW, Money.of(0, "GBP")), "more than nothing"),
        (lambda: Condition(When.BELOW, Money.of("NaN", "GBP")), "more than nothing"),
        (lambda: Condition(When.BELOW, Money.of(1, "XXQ")), "no currency"),
        (lambda: Condition(When.DROP), "per cent and days"),
        (lambda: Condition(When.DROP, None, Decimal(1)), "per cent and days"),
        (lambda: Condition(When.NEW, None, Decimal(1), 1), "per cent and days"),
        (lambda: share("100%", When.DROP), "1 to 99 per cent"),
        (lambda: share("nan", When.RISE), "1 to 1000 per cent"),
        (lambda: share("10%/400", When.RISE), "within 1 to 365 days"),
        (lambda: share("ten", When.DROP), "for example 10%/30d"),
        (lambda: share("10/x", When.DROP), "for example 10%/30d"),
        (follow, "say when to tell"),
        (lambda: follow(BELOW, BELOW), "given once"),
        (lambda: follow(Condition(When.NEW), kind=FollowKind.LISTING), "no new listings"),
        (lambda: follow(BELOW, margin="51"), "0 to 50 per cent"),
        (lambda: follow(BELOW, margin="NaN"), "0 to 50 per cent"),
    ],
    ids=map(str, range(18)),
)
def test_what_makes_no_sense_is_refused_in_words(given: object, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        given()  # type: ignore[operator]


def test_a_follow_has_its_conditions() -> None:
    assert follow(BELOW, DROP).conditions == (BELOW, DROP)
