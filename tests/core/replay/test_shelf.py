"""What a shelf's limits remember: the answers stay those that were reckoned."""

from decimal import Decimal

import pytest

from bolo.core.replay.shelf import MOST_KEPT, Bound, Limits

BOUNDS = (Bound(0.8, 0.0, 900_000.0), Bound(0.9, 100_000.0, 2_000_000.0))


@pytest.mark.parametrize("plain", [True, False])
def test_what_could_be_paid_at_most_is_the_same_when_it_is_asked_again(plain: bool) -> None:
    limits = Limits(Decimal("0.25"), 2, BOUNDS, plain)

    first = [limits.most(price) for price in range(1, 2_000_000, 99_991)]
    limits.known.update(dict.fromkeys(range(-MOST_KEPT, 0), 0.0))
    again = [limits.most(price) for price in range(1, 2_000_000, 99_991)]

    assert first == again
    assert first[0] == 1.0
    assert limits.most(1_999_999) == (1_999_999 if plain else 1_999_999 * 0.9 + 200)


def test_so_many_answers_are_kept_and_no_more() -> None:
    limits = Limits(Decimal("0.25"), 2, BOUNDS)
    limits.known.update(dict.fromkeys(range(-MOST_KEPT, 0), 0.0))

    limits.most(5)

    assert list(limits.known) == [5]
