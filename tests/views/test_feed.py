"""How far the newest listings are looked through for words, and amounts as they go out."""

from decimal import Decimal

import pytest

from bolo.api.feed_page import money
from bolo.views.feed import WIDEST, WINDOW, wider


@pytest.mark.parametrize(
    ("found", "expected"),
    [(0, None), (1, None), (50, 2 * WINDOW), (49, 4 * WINDOW), (10, 16 * WINDOW), (7, 16 * WINDOW)],
)
def test_as_many_are_looked_through_as_should_hold_twice_what_is_wanted(
    found: int, expected: int | None
) -> None:
    assert wider(found, 50) == expected
    assert expected is None or expected <= WIDEST


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        ("5", "USD", "5.00"),
        ("5.1", "USD", "5.10"),
        ("5.120000", "USD", "5.12"),
        ("5.125", "USD", "5.125"),
        ("1E+3", "USD", "1000.00"),
        ("0.0000001", "USD", "0.0000001"),
        ("1000", "JPY", "1000"),
        ("1000.00", "JPY", "1000"),
        ("-3.5", "EUR", "-3.50"),
    ],
)
def test_an_amount_has_the_places_of_its_currency_and_more_only_where_there_are(
    amount: str, currency: str, said: str
) -> None:
    assert money(Decimal(amount), currency) == {"amount": said, "currency": currency}
