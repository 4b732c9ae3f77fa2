"""What a thing will bring by what others ask, and by what sales brought."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.money import Money
from bolo.core.valuation.asks import ASKED_SHARE, Exit, exit_price

amounts = st.decimals(min_value=0, max_value=10_000, places=2)


def eur(*amounts: str) -> list[Money]:
    return [Money.of(amount, "EUR") for amount in amounts]


def test_below_the_needed_asks_there_is_no_exit_price() -> None:
    assert exit_price([]) == Exit(None, 0, 2, Decimal("0.25"), None, None, share=ASKED_SHARE)
    assert exit_price(eur("5")).price is None
    assert exit_price([], needed=0).price is None


@pytest.mark.parametrize(
    ("asks", "price"),
    [
        (("10", "1000"), "10"),
        (("30", "10", "20", "40"), "10"),
        (("50", "10", "30", "20", "40"), "20"),
    ],
)
def test_the_exit_price_is_a_lower_quantile(asks: tuple[str, ...], price: str) -> None:
    assert exit_price(eur(*asks), share=Decimal(1)).price == Money.of(price, "EUR")


@given(
    asks=st.lists(amounts, min_size=2, max_size=30),
    quantile=st.decimals(min_value=0, max_value=1, places=2),
)
def test_where_asks_are_taken_for_sales_the_exit_price_is_always_one_of_them(
    asks: list[Decimal], quantile: Decimal
) -> None:
    money = [Money(ask, "EUR") for ask in asks]

    out = exit_price(money, quantile=quantile, share=Decimal(1))

    assert out.price in money
    assert (out.lowest, out.highest) == (min(money), max(money))
    assert exit_price(list(reversed(money)), quantile=quantile, share=Decimal(1)) == out


@pytest.mark.parametrize(
    ("asks", "price", "middle"),
    [
        (("100",), "82", "100"),
        (("100", "102"), "82.82", "101"),
        (("60", "100"), "60", None),
        (("99", "100", "101"), "82", "100"),
        (("100", "100", "100", "1000"), "82", "100"),
        (("0.01", "0.01"), "0.01", None),
    ],
)
def test_a_sale_brings_no_more_than_its_share_of_the_middle_ask(
    asks: tuple[str, ...], price: str, middle: str | None
) -> None:
    out = exit_price(eur(*asks), needed=1, share=Decimal("0.82"))

    assert out.price == Money.of(price, "EUR")
    assert out.middle == (Money.of(middle, "EUR") if middle else None)


@given(
    asks=st.lists(amounts, min_size=2, max_size=30),
    share=st.decimals(min_value="0.01", max_value=1, places=2),
)
def test_a_lower_share_never_lets_one_count_on_more(asks: list[Decimal], share: Decimal) -> None:
    money = [Money(ask, "EUR") for ask in asks]

    whole, part = (exit_price(money, share=each).price for each in (Decimal(1), share))

    assert whole is not None
    assert part is not None
    assert part <= whole


@pytest.mark.parametrize(
    ("asks", "brings", "price", "rests_on"),
    [
        (("30", "10", "20", "40"), "9", "9", "9"),
        (("30", "10", "20", "40"), "25", "10", None),
        (("30",), "25", "25", "25"),
        ((), "25", "25", "25"),
    ],
)
def test_sales_bound_the_exit_price_and_stand_in_for_asks_that_are_too_few(
    asks: tuple[str, ...], brings: str, price: str, rests_on: str | None
) -> None:
    out = exit_price(eur(*asks), share=Decimal(1), brings=Money.of(brings, "EUR"))

    assert out.price == Money.of(price, "EUR")
    assert out.brings == (None if rests_on is None else Money.of(rests_on, "EUR"))
