"""What a venue takes from a sale, in one's own currency.

A venue charges in its currency; a price goes there and the fees come back by the same rates.
"""

from datetime import date

from bolo.core.fees import catalogue
from bolo.core.fees.at_venue import quote
from bolo.core.fees.engine import VAT_ON_FEES
from bolo.core.fees.schedule import Payer
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.core.valuation.appraise import FeeLine, Fees


def fees_at(
    slug: str,
    price: Money,
    category: str | None,
    on: date,
    rates: Rates,
    *,
    registered: bool = False,
) -> Fees:
    """Return what a venue takes from a sale at `price`, in the currency of `price`.

    Who is `registered` for VAT gets back what a venue adds of it to its fees.

    `category` is written as schedules write it; see `schedule_category`.
    """
    there = rates.convert(price, catalogue.venue(slug).currency).rounded()
    quoted = quote(slug, there, on=on, category=category, rates=rates)
    lines = tuple(
        FeeLine(
            name=charge.name,
            label=charge.label,
            amount=rates.convert(charge.amount, price.currency).rounded(),
            note=charge.how,
            schedule=charge.schedule,
            source=charge.source,
            confirmed=charge.confirmed,
        )
        for charge in quoted.charges
        if charge.paid_by is Payer.SELLER and not (registered and charge.name == VAT_ON_FEES)
    )
    total = sum((line.amount for line in lines), start=Money.zero(price.currency))
    return Fees(total, lines)


def schedule_category(name: str | None) -> str | None:
    """Return a category as schedules write it."""
    return (
        "_".join("".join(c if c.isalnum() else " " for c in name.lower()).split()) if name else None
    )
