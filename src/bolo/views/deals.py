"""What an opportunity could be moved by: read back from the evidence kept with its appraisal.

What was appraised before that was kept has no terms: then nothing is told of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.basis.writing import costing_read, levy_read, rates_read, vat_read
from bolo.core.decision.changes import Change, changes
from bolo.core.decision.decide import decide
from bolo.core.decision.negotiating import Offer, negotiate
from bolo.core.decision.terms import Buying, Case, Selling
from bolo.core.decision.verdict import Appraisal, Policy, Verdict
from bolo.core.errors import BoloError
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.pipeline.decide import store as deciding
from bolo.pipeline.decide.store import EVERYWHERE
from bolo.pipeline.value import store as valuing
from bolo.pipeline.value.venues import Venues

KEPT = ("offered", "costing", "sold")


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What to offer a seller, and what would change the verdict."""

    offer: Offer | None = None
    changes: tuple[Change, ...] = ()


async def what_if(
    session: AsyncSession, workspace: UUID, row: RowMapping, venues: Venues
) -> WhatIf:
    """Return what would change an open opportunity, by the limits of today."""
    kept = all(name in row["evidence"] for name in KEPT) and "per_euro" in row["evidence"]["rates"]
    if row["closed_at"] is not None or not kept:
        return WhatIf()
    limits = await deciding.policies(session, workspace, row["own_currency"])
    policy = limits.get(row["product_category"] or EVERYWHERE, limits[EVERYWHERE])
    figures = await valuing.costing(session, workspace)
    slugs = [slug for slug in figures.venues if slug != row["venue"]]
    return _weighed(row, policy, slugs, venues)


def _weighed(row: RowMapping, policy: Policy, slugs: list[str], venues: Venues) -> WhatIf:
    evidence, currency = row["evidence"], row["own_currency"]
    rates = rates_read(evidence["rates"])
    buying = _buying(evidence, rates, currency)
    here = _selling(row, row["venue"], rates, venues)
    elsewhere = [one for slug in slugs if (one := _selling(row, slug, rates, venues)) is not None]
    case = Case(_appraisal(row), buying, here)
    decision = decide(case.deal, policy)
    offer = None
    if decision.verdict is Verdict.NEGOTIATE:
        offer = negotiate(buying, case.deal, policy)
    return WhatIf(offer, changes(case, policy, elsewhere))


def _buying(evidence: Mapping[str, Any], rates: Rates, currency: str) -> Buying:
    offered = evidence["offered"]
    shipping = offered["shipping"]
    return Buying(
        Money.of(**offered["price"]),
        None if shipping is None else Money.of(**shipping),
        costing_read(evidence["costing"], currency),
        rates,
        currency,
    )


def _selling(row: RowMapping, slug: str, rates: Rates, venues: Venues) -> Selling | None:
    """Return a venue as it was on that day; `None` where its fees or rates are not known."""
    sold = row["evidence"]["sold"]
    on = date.fromisoformat(sold["on"])
    try:
        vat = vat_read(row["evidence"]["costing"])
        there = venues.selling(
            slug, (sold["category"], on), rates, row["own_currency"], registered=vat.registered
        )
        there.fees(Money(row["exit_price"], row["own_currency"]))
    except BoloError:
        return None
    return there


def _appraisal(row: RowMapping) -> Appraisal:
    def money(column: str) -> Money:
        return Money(row[column], row["own_currency"])

    return Appraisal(
        price=money("bought_at"),
        cost=money("cost"),
        exit_price=money("exit_price"),
        proceeds=money("proceeds"),
        probability=row["probability"],
        asks=row["asks"],
        reads=row["reads"],
        days_to_sell=row["days_p50"],
        in_stock=row["in_stock"],
        confirmed_fees=row["confirmed_fees"],
        match_gates=tuple(row["match_gates"]),
        doubts=tuple(row["doubts"]),
        levy=levy_read(row["evidence"].get("levy")),
    )
