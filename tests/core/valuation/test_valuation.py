"""Valuation: what a thing costs to have, what it will bring, what is left."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.money import Money
from bolo.core.valuation.appraise import (
    Ask,
    Evidence,
    FeeLine,
    Fees,
    appraise,
    one_ask_per_shop,
)
from bolo.core.valuation.asks import ASKED_SHARE, Exit, exit_price
from bolo.core.valuation.cost import Costing, landed_cost, most_price

COSTING = Costing(
    shipping=Money.of(10, "EUR"),
    prep=Money.of(2, "EUR"),
    tax_rate=Decimal("0.2"),
    import_rate=Decimal("0.05"),
    currency_spread=Decimal("0.01"),
)
PRICE = Money.of(90, "EUR")
EVIDENCE = Evidence(quantile=Decimal("0.25"), needed=2, share=Decimal(1))
CENT = Money.of_minor(1, "EUR")


def eur(*amounts: str) -> list[Money]:
    return [Money.of(amount, "EUR") for amount in amounts]


def fees_of_a_tenth(price: Money) -> Fees:
    line = FeeLine(
        "fee", "Fee", (price * Decimal("0.1")).rounded(), None, "s", None, confirmed=True
    )
    return Fees(line.amount, (line,))


def test_every_cost_is_a_line_and_the_lines_add_up() -> None:
    cost = landed_cost(PRICE, None, COSTING, foreign=True)

    assert [(line.name, str(line.amount)) for line in cost.lines] == [
        ("price", "90.00 EUR"),
        ("shipping", "10.00 EUR"),
        ("tax", "20.00 EUR"),
        ("import", "5.00 EUR"),
        ("currency", "1.00 EUR"),
        ("prep", "2.00 EUR"),
    ]
    assert cost.total == Money.of("128.00", "EUR")


def test_stated_shipping_stands_and_money_of_our_own_is_not_exchanged() -> None:
    cost = landed_cost(PRICE, Money.zero("EUR"), COSTING, foreign=False)
    notes = {line.name: line.note for line in cost.lines}

    assert cost.total == Money.of("114.50", "EUR")
    assert notes["shipping"] == "as the seller states"
    assert notes["currency"] == "no exchange needed"
    assert notes["tax"] == "20 % of price and shipping"


def test_shipping_of_another_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot mix"):
        landed_cost(PRICE, Money.of(1, "USD"), COSTING, foreign=False)


rates = st.decimals(min_value=0, max_value=1, places=4)
amounts = st.decimals(min_value=0, max_value=10_000, places=2)


@given(
    cost=amounts,
    parts=st.tuples(amounts, amounts),
    shares=st.tuples(rates, rates, rates),
    foreign=st.booleans(),
    currency=st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_the_highest_price_stays_within_the_cost_and_one_unit_more_does_not(
    cost: Decimal,
    parts: tuple[Decimal, Decimal],
    shares: tuple[Decimal, Decimal, Decimal],
    foreign: bool,
    currency: str,
) -> None:
    shipping, prep = (Money(part, currency) for part in parts)
    costing = Costing(shipping, prep, *shares)
    most = Money(cost, currency)

    price = most_price(most, None, costing, foreign=foreign)

    unit = Money.of_minor(1, currency)
    assert landed_cost(price, None, costing, foreign=foreign).total <= most
    assert landed_cost(price + unit, None, costing, foreign=foreign).total > most
    assert most_price(most, shipping, costing, foreign=foreign) == price


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


def test_each_shop_counts_once_by_its_cheapest_ask() -> None:
    asks = [
        Ask(UUID(int=1), "a", Money.of(30, "EUR")),
        Ask(UUID(int=2), "b", Money.of(20, "EUR")),
        Ask(UUID(int=3), "a", Money.of(10, "EUR")),
        Ask(UUID(int=4), "a", Money.of(10, "EUR")),
    ]

    assert [ask.listing.int for ask in one_ask_per_shop(asks)] == [3, 2]


def test_an_appraisal_adds_up_to_the_cent() -> None:
    asks = [Ask(UUID(int=n), f"shop {n}", Money.of(200, "EUR")) for n in range(2)]

    worth = appraise(PRICE, None, asks, COSTING, fees_of_a_tenth, EVIDENCE, foreign=False)

    assert worth.sold is not None
    assert worth.sold.fees.confirmed
    assert worth.sold.proceeds == Money.of("180.00", "EUR")
    assert worth.profit == Money.of("53.00", "EUR")
    assert worth.tempting
    dearer = replace(worth, price=Money.of(200, "EUR"))
    assert not dearer.tempting


def test_too_few_asks_leave_only_the_cost() -> None:
    asks = [Ask(UUID(int=n), "the same shop", Money.of(200, "EUR")) for n in range(5)]

    worth = appraise(PRICE, None, asks, COSTING, fees_of_a_tenth, EVIDENCE, foreign=False)

    assert worth.sold is None
    assert worth.exit.asks == 1
    assert not worth.tempting
    assert worth.profit == -worth.cost.total
