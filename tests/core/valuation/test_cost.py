"""What a thing costs to have: every cost a line, and the price that it leaves room for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.money import Money
from bolo.core.valuation.cost import Costing, landed_cost, most_price

COSTING = Costing(
    shipping=Money.of(10, "EUR"),
    prep=Money.of(2, "EUR"),
    tax_rate=Decimal("0.2"),
    import_rate=Decimal("0.05"),
    currency_spread=Decimal("0.01"),
)
PRICE = Money.of(90, "EUR")
rates = st.decimals(min_value=0, max_value=1, places=4)
amounts = st.decimals(min_value=0, max_value=10_000, places=2)


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
