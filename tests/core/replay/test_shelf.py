"""What a shelf's limits remember: the answers stay those that were reckoned."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.money import Money, minor_places
from bolo.core.replay.history import units
from bolo.core.replay.shelf import MOST_KEPT, Bound, Limits, Shelf
from bolo.core.valuation.asks import exit_price

BOUNDS = (Bound(0.8, 0.0, 900_000.0), Bound(0.9, 100_000.0, 2_000_000.0))


@pytest.mark.parametrize("plain", [True, False])
def test_what_could_be_paid_at_most_is_the_same_when_it_is_asked_again(plain: bool) -> None:
    limits = Limits(Decimal("0.25"), 2, Decimal(1), 100, BOUNDS, plain)

    first = [limits.most(price) for price in range(1, 2_000_000, 99_991)]
    limits.known.update(dict.fromkeys(range(-MOST_KEPT, 0), 0.0))
    again = [limits.most(price) for price in range(1, 2_000_000, 99_991)]

    assert first == again
    assert first[0] == 1.0
    assert limits.most(1_999_999) == (1_999_999 if plain else 1_999_999 * 0.9 + 200)


def test_so_many_answers_are_kept_and_no_more() -> None:
    limits = Limits(Decimal("0.25"), 2, Decimal(1), 100, BOUNDS)
    limits.known.update(dict.fromkeys(range(-MOST_KEPT, 0), 0.0))

    limits.most(5)

    assert list(limits.known) == [5]


@given(
    st.sampled_from(["USD", "JPY", "KWD"]),
    st.lists(st.integers(1, 100_000), min_size=1, max_size=9),
    st.integers(0, 9),
    st.decimals(min_value="0.01", max_value=1, places=4),
)
def test_a_shelf_counts_on_what_the_appraisal_counts_on(
    currency: str, minor: list[int], own: int, share: Decimal
) -> None:
    asks = {f"shop {n}": Money.of_minor(one, currency) for n, one in enumerate(minor)}
    shelf = Shelf(0)
    for shop, ask in asks.items():
        shelf.put(shop, 0, units(ask.amount))
    limits = Limits(Decimal("0.25"), 2, share, 10 ** (4 - minor_places(currency)), BOUNDS)
    shop = f"shop {own}"

    found, counted = shelf.exit_for(shop, limits)

    others = [ask for name, ask in asks.items() if name != shop]
    said = exit_price(others, share=share).price
    assert counted == len(others)
    assert found == (units(said.amount) if said else 0)
