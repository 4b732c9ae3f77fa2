"""Tiers applied to a base: exact amounts, and the sentence that explains them."""

from decimal import Decimal

from bolo.core.fees.schedule import Mode, Tier

Worked = tuple[Decimal, str]
"""An exact amount, and how it came about."""


def tier_of(tiers: tuple[Tier, ...], base: Decimal) -> Tier:
    """Return the tier that holds `base`; the last one is open."""
    return next(tier for tier in tiers if tier.holds(base))


def by_tiers(tiers: tuple[Tier, ...], mode: Mode, base: Decimal) -> Worked:
    """Work out the amount on `base`."""
    if mode is Mode.WHOLE:
        return by_tier(tier_of(tiers, base), base)
    amount, reached, told = Decimal(0), Decimal(0), list[str]()
    for tier in tiers:
        top = base if tier.limit is None else min(base, tier.limit)
        if top > reached or not told:
            rate = tier.rate or Decimal(0)
            amount += (top - reached) * rate
            told.append(f"{percent(rate)} of {top - reached:f}")
            reached = top
    return amount, " + ".join(told)


def by_tier(tier: Tier, base: Decimal) -> Worked:
    """Work out the amount when one tier holds for all of `base`."""
    if tier.amount is not None:
        return tier.amount, f"flat {tier.amount:f}"
    rate = tier.rate or Decimal(0)
    return base * rate, f"{percent(rate)} of {base:f}"


def bounded(worked: Worked, least: Decimal | None, most: Decimal | None) -> Worked:
    """Lift to the minimum, cut at the cap, and say so."""
    amount, how = worked
    if least is not None and amount < least:
        return least, f"{how}, minimum {least:f}"
    if most is not None and amount > most:
        return most, f"{how}, at most {most:f}"
    return worked


def percent(rate: Decimal) -> str:
    """Return 0.136 as "13.6 %"."""
    return f"{(rate * 100).normalize():f} %"
