"""Judge again from the documents of a basis alone, by the code that judges live; compare.

Cost, exit price, fees, verdict and risks are all worked out anew: nothing that was concluded
then is taken as given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from bolo.core.basis.documents import Basis, Plain
from bolo.core.basis.judging import Judged, judge
from bolo.core.basis.writing import (
    costing_read,
    limits_read,
    money_read,
    rates_read,
    risks_read,
)
from bolo.core.decision import Appraisal
from bolo.core.errors import BoloError, NotFound
from bolo.core.valuation.appraise import Ask, Evidence, Worth, appraise
from bolo.core.valuation.venue_fees import fees_at, schedule_category

TOLD = "risk_score"
"""Says the parts of the risk once more; an older bolo rounded each of them down."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that came out otherwise; `None` where there is none."""

    what: str
    kept: str | None
    now: str | None


def replay(basis: Basis, kept: Plain) -> tuple[Difference, ...]:
    """Judge again from `basis`; return how that differs from the answer that was `kept`."""
    try:
        now = again(basis).plain()
    except BoloError as error:
        return (Difference("judgement", str(kept["verdict"]), f"cannot be made: {error}"),)
    return tuple(_differences(kept, now))


def again(basis: Basis) -> Judged:
    """Judge from `basis` alone; `NotFound` with too few asks, or where a rate or venue is gone."""
    deal = orjson.loads(basis.deal)
    worth = _appraise(deal)
    if worth.sold is None:
        raise NotFound("too few asks to judge by")
    listing, link = deal["listing"], deal["link"]
    appraisal = Appraisal(
        price=worth.price,
        cost=worth.cost.total,
        exit_price=worth.sold.price,
        proceeds=worth.sold.proceeds,
        probability=Decimal(link["judged"]),
        asks=worth.exit.asks,
        reads=listing["reads"],
        days_to_sell=deal["exit"]["days_to_sell"],
        in_stock=listing["in_stock"],
        confirmed_fees=worth.sold.fees.confirmed,
        match_gates=tuple(link["gates"]),
        doubts=tuple(listing["doubts"]),
        levy=worth.levy,
    )
    policy = limits_read(orjson.loads(basis.limits))
    risks = risks_read(orjson.loads(basis.risks))
    return judge(appraisal, policy, risks, deal["exit"]["slow_days"])


def _appraise(deal: Plain) -> Worth:
    currency, out = deal["currency"], deal["exit"]
    rates = rates_read(deal["rates"])
    price = money_read(deal["listing"]["price"])
    shipping = deal["listing"]["shipping"]
    brings = out.get("brings")  # an older bolo judged by asks alone
    costing = costing_read(deal["costing"], currency)
    registered = costing.vat.registered
    on, category = date.fromisoformat(out["on"]), schedule_category(out["category"])
    asks = [Ask(UUID(one["listing"]), one["shop"], money_read(one["price"])) for one in out["asks"]]
    return appraise(
        rates.convert(price, currency).rounded(),
        None if shipping is None else rates.convert(money_read(shipping), currency),
        asks,
        costing,
        lambda at: fees_at(out["venue"], at, category, on, rates, registered=registered),
        Evidence(
            Decimal(out["quantile"]),
            out["needed"],
            Decimal(out.get("share", "1")),
            money_read(brings) if brings else None,
        ),
        foreign=price.currency != currency,
    )


def _differences(kept: Plain, now: Plain) -> Iterator[Difference]:
    then, today = dict(_flat(kept)), dict(_flat(now))
    for what in sorted(then | today):
        if what != TOLD and then.get(what) != today.get(what):
            yield Difference(what, then.get(what), today.get(what))


def _flat(plain: Plain, above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in plain.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, value
