"""Promises as they would have been made: own sales of the past, weighed as of each week. Pure.

Of a week only the sales made until then are known, and what was listed and still unsold: what
came later settles the promise and has no say in it. Exchange rates are those of today.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from bolo.core.money import Money
from bolo.core.valuation.lasting import Followed
from bolo.pipeline.value.weighing import Standing, Weigher
from bolo.pipeline.value.worth_store import PROMISED_EVERY, NewWorth, OwnSale

REACH = timedelta(days=400)
"""So far back at most."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Past:
    """A worth as it would have been promised at `made_at`, and the sale that came next."""

    worth: NewWorth
    made_at: datetime
    settled_at: datetime
    realised: Decimal
    realised_days: int | None


def look_back(weigher: Weigher, product: UUID, sales: Sequence[OwnSale]) -> list[Past]:
    """Return what would have been promised of a product week by week, each with what came of it."""
    ordered = sorted(sales, key=lambda sale: sale.sold_at)
    return [
        past
        for at in _weeks(ordered, weigher.now)
        for past in _as_of(weigher, product, ordered, at)
    ]


def _weeks(ordered: Sequence[OwnSale], now: datetime) -> Iterator[datetime]:
    """Give every week from the first sale until the last, within reach."""
    if not ordered:
        return
    at, last = ordered[0].sold_at, ordered[-1].sold_at
    behind = max(now - REACH - at, timedelta(0))
    at += -(-behind // PROMISED_EVERY) * PROMISED_EVERY
    while at < last:
        yield at
        at += PROMISED_EVERY


def _as_of(
    weigher: Weigher, product: UUID, ordered: Sequence[OwnSale], at: datetime
) -> Iterator[Past]:
    then = replace(weigher, now=at, likes={}, stretch=Decimal(1))
    known = [sale for sale in ordered if sale.sold_at <= at]
    later = [sale for sale in ordered if sale.sold_at > at]
    unsold = [
        Standing(sale.venue, sale.condition, Followed((at - sale.listed_at).days, went=False))
        for sale in later
        if sale.listed_at is not None and sale.listed_at <= at
    ]
    for worth in then.weigh(product, (), known, unsold):
        following = (s for s in later if (s.venue, s.condition) == (worth.venue, worth.condition))
        came = next(following, None)
        price = None if came is None else _in(weigher, came.price, worth.currency)
        if worth.point is not None and came is not None and price is not None:
            yield Past(worth, at, came.sold_at, price.amount, _days(came))


def _in(weigher: Weigher, price: Money, currency: str) -> Money | None:
    return weigher.venues.convert(price, currency)


def _days(sale: OwnSale) -> int | None:
    return None if sale.listed_at is None else -((sale.listed_at - sale.sold_at) // DAY)
