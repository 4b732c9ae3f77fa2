"""What is left of a sale after all that it costs; one ask counts for each shop."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from bolo.core.money import Money
from bolo.core.valuation.appraise import (
    Ask,
    Evidence,
    FeeLine,
    Fees,
    appraise,
    one_ask_per_shop,
)
from bolo.core.valuation.cost import Costing

COSTING = Costing(
    shipping=Money.of(10, "EUR"),
    prep=Money.of(2, "EUR"),
    tax_rate=Decimal("0.2"),
    import_rate=Decimal("0.05"),
    currency_spread=Decimal("0.01"),
)
PRICE = Money.of(90, "EUR")
EVIDENCE = Evidence(quantile=Decimal("0.25"), needed=2, share=Decimal(1))


def fees_of_a_tenth(price: Money) -> Fees:
    line = FeeLine(
        "fee", "Fee", (price * Decimal("0.1")).rounded(), None, "s", None, confirmed=True
    )
    return Fees(line.amount, (line,))


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
