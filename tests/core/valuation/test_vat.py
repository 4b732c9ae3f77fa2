"""VAT of a deal: sums worked by hand, and the same as trying every price."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.money import Money
from bolo.core.valuation.appraise import Ask, Evidence, FeeLine, Fees, Worth, appraise
from bolo.core.valuation.cost import Costing, landed_cost, levy_by_cost, levy_on
from bolo.core.valuation.vat import NO_VAT, Levy, Scheme, Vat


def euros(amount: str | int | Decimal) -> Money:
    return Money.of(amount, "EUR")


R19 = Decimal("0.19")
STANDARD, MARGIN = Vat(Scheme.STANDARD, R19), Vat(Scheme.MARGIN, R19)
KEEPS = replace(STANDARD, reclaims=False)
COSTING = Costing(euros(0), euros("1.50"))
FEES = Fees(euros(10), (FeeLine("fee", "Fee", euros(10), None, "s", None, confirmed=True),))
COSTINGS = st.builds(
    Costing,
    shipping=st.just(euros(3)),
    prep=st.just(euros("1.50")),
    tax_rate=st.sampled_from([Decimal(0), R19]),
    import_rate=st.sampled_from([Decimal(0), Decimal("0.05")]),
    vat=st.builds(
        Vat,
        scheme=st.sampled_from([Scheme.STANDARD, Scheme.MARGIN]),
        rate=st.sampled_from([Decimal("0.07"), R19, Decimal("0.255"), Decimal("0.5")]),
        reclaims=st.booleans(),
    ),
)
AMOUNTS = st.decimals(min_value=1, max_value=2_000, places=2).map(euros)


def levy(vat: Vat, price: str | int = 60, costing: Costing = COSTING) -> Levy:
    found = levy_on(euros(price), euros(0), replace(costing, vat=vat), foreign=False)
    assert found is not None
    return found


def sold(vat: Vat) -> Worth:
    asks = [Ask(UUID(int=n), f"{n}.example", euros(119)) for n in (1, 2)]
    costing = replace(COSTING, vat=vat)
    evidence = Evidence(Decimal("0.25"), 2, Decimal(1))
    return appraise(euros(60), euros(0), asks, costing, lambda _: FEES, evidence, foreign=False)


def test_nobody_who_owes_none_has_any() -> None:
    worth = sold(NO_VAT)

    assert levy_on(euros(60), None, COSTING, foreign=False) is None
    assert levy_by_cost(euros(60), COSTING) is None
    assert worth.levy is None
    assert worth.sold is not None
    assert (worth.sold.vat, worth.sold.proceeds) == (euros(0), euros(109))


@pytest.mark.parametrize(
    ("vat", "owed", "proceeds"),
    [
        (STANDARD, "9.42", "99.58"),  # 19.00 less 9.58 of the 60
        (KEEPS, "19.00", "90.00"),
        (MARGIN, "9.42", "99.58"),  # 59 x 19 / 119
    ],
)
def test_of_119_at_19_percent_what_is_owed_is_as_worked_by_hand(
    vat: Vat, owed: str, proceeds: str
) -> None:
    worth = sold(vat)

    assert worth.sold is not None
    assert (worth.sold.vat, worth.sold.proceeds) == (euros(owed), euros(proceeds))
    assert worth.profit == euros(proceeds) - euros("61.50")


def test_a_margin_below_nothing_owes_none_and_a_purchase_above_the_sale_brings_vat_back() -> None:
    assert levy(MARGIN, 200).due(euros(119)) == euros(0)
    assert levy(STANDARD, 238).due(euros(119)) == euros("-19.00")
    assert levy(KEEPS, 238).due(euros(119)) == euros("19.00")


def test_preparation_duty_and_spread_are_no_part_of_what_the_seller_gets_but_his_shipping_is() -> (
    None
):
    costing = Costing(
        euros(9), euros(7), import_rate=Decimal("0.05"), currency_spread=Decimal("0.02"), vat=MARGIN
    )

    stated = levy_on(euros(60), euros(5), costing, foreign=True)
    unstated = levy_on(euros(60), None, costing, foreign=False)

    assert stated is not None
    assert stated.paid == euros(65)
    assert unstated is not None
    assert unstated.paid == euros(69)


def test_a_tax_paid_on_top_of_the_price_is_what_comes_back() -> None:
    costing = Costing(euros(0), euros(0), tax_rate=R19)

    bought = levy(STANDARD, 100, costing)

    assert bought.reclaimed == euros("19.00")
    assert bought.due(euros(119)) == euros("0.00")


@pytest.mark.parametrize(
    ("vat", "names", "said"),
    [
        (STANDARD, ["vat", "vat_reclaimed"], "19 % in 119.00 EUR"),
        (KEEPS, ["vat"], "19 % in 119.00 EUR"),
        (MARGIN, ["vat"], "19 % in 119.00 EUR less 60.00 EUR for price and shipping"),
    ],
)
def test_the_lines_say_how_and_add_up(vat: Vat, names: list[str], said: str) -> None:
    bought = levy(vat)

    lines = bought.lines(euros(119))

    assert [line.name for line in lines] == names
    assert sum((line.amount for line in lines), start=euros(0)) == bought.due(euros(119))
    assert lines[0].note.startswith(said)


@given(costing=COSTINGS, price=AMOUNTS, out=AMOUNTS)
def test_what_is_owed_is_what_fractions_say(costing: Costing, price: Money, out: Money) -> None:
    found = levy_on(price, None, costing, foreign=False)
    assert found is not None
    vat, rate = costing.vat, Fraction(costing.vat.rate)
    paid, sale, share = Fraction(price.amount) + 3, Fraction(out.amount), rate / (1 + rate)
    if vat.scheme is Scheme.MARGIN:
        wanted = cents(max(sale - paid, Fraction(0)) * share)
    else:
        back = Fraction(costing.tax_rate) or share
        wanted = cents(sale * share) - (cents(paid * back) if vat.reclaims else 0)

    assert found.due(out).amount == wanted
    assert vat.scheme is Scheme.STANDARD or found.due(out).amount >= 0


def cents(exact: Fraction) -> Decimal:
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    return decimal.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(costing=COSTINGS, price=AMOUNTS, out=AMOUNTS)
def test_what_is_known_by_its_cost_alone_owes_the_same_to_a_cent(
    costing: Costing, price: Money, out: Money
) -> None:
    landed = landed_cost(price, None, costing, foreign=False).total

    bought, known = levy_on(price, None, costing, foreign=False), levy_by_cost(landed, costing)

    assert bought is not None
    assert known is not None
    assert abs((bought.due(out) - known.due(out)).amount) <= Decimal("0.01")


def test_what_cost_less_than_its_preparation_was_had_for_nothing() -> None:
    found = levy_by_cost(euros(1), replace(COSTING, vat=MARGIN))

    assert found is not None
    assert found.paid == euros(0)
