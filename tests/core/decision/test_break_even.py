"""The break-even price: sold at it nothing is lost, at no lower price, in whatever currency."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.core.decision.terms import Selling
from bolo.core.fees import catalogue
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.core.valuation.vat import Levy, Scheme, Vat

DAY = date(2026, 9, 10)
PER_EURO = {"USD": "1.1", "GBP": "0.85", "JPY": "161.3", "INR": "96.55", "KWD": "0.337"}
RATES = Rates(DAY, {name: Decimal(rate) for name, rate in PER_EURO.items()})
VENUES = ("ebay-us", "ebay-uk-business", "etsy-uk", "poshmark-us", "steam-market", "vinted")


def selling(slug: str, currency: str, *, registered: bool = False) -> Selling:
    place = catalogue.venue(slug)
    lists, options = place.on(DAY), place.options
    return Selling(slug, place.title, lists, options, None, DAY, RATES, currency, registered)


def left(there: Selling, price: Money, levy: Levy | None = None) -> Money:
    owed = Money.zero(price.currency) if levy is None else levy.due(price)
    return price - there.fees(price) - owed


@pytest.mark.parametrize("slug", VENUES)
@pytest.mark.parametrize("currency", ["EUR", *PER_EURO])
@given(euros=st.decimals("1", "900", places=2), scheme=st.sampled_from(Scheme))
@settings(max_examples=4, deadline=None)
def test_at_the_break_even_nothing_is_lost_and_just_below_it_something_is(
    slug: str, currency: str, euros: Decimal, scheme: Scheme
) -> None:
    cost = RATES.convert(Money(euros, "EUR"), currency).rounded()
    vat = Vat(scheme, Decimal("0.19"))
    levy = Levy(vat, cost, vat.back(Decimal(0)), Decimal(1)) if vat.registered else None
    there = selling(slug, currency, registered=vat.registered)

    even = there.break_even(cost, levy)

    assert even is not None
    assert left(there, even, levy) >= cost
    step = Money.of_minor(1, currency)
    below = (even - step * less for less in (*range(1, 30), 100, 300) if even > step * less)
    assert all(left(there, price, levy) < cost for price in below)


@pytest.mark.parametrize(("slug", "currency"), [("poshmark-us", "USD"), ("ebay-uk", "JPY")])
def test_every_lower_price_loses(slug: str, currency: str) -> None:
    there, cost = selling(slug, currency), Money.of("21", currency)
    step = Money.of_minor(1, currency)

    tried = next(step * units for units in range(9_000) if left(there, step * units) >= cost)

    assert there.break_even(cost) == tried


def test_a_fee_in_another_currency_is_counted_by_its_rate_and_not_at_par() -> None:
    there, cost = selling("etsy-uk", "GBP"), Money.of("86.20", "GBP")

    even = there.break_even(cost)

    assert even == Money.of("99.10", "GBP")  # at par the 0.20 USD of the listing make it 99.18
    assert left(there, even) == cost


def test_where_all_is_owed_no_price_is_enough() -> None:
    all_of_it = Levy(Vat(Scheme.STANDARD, Decimal(10) ** 12), Money.zero("USD"), *[Decimal(0)] * 2)

    assert selling("vinted", "USD").break_even(Money.of(5, "USD"), all_of_it) is None
