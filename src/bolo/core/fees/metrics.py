"""Figures of a deal that rest on no schedule: profit, margin, ROI, auctions, VAT, DAC7.

Shares are given in percent, as the tools quote them that our worked examples come from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bolo.core.errors import Invalid
from bolo.core.fees.quote import figure

DAC7_SALES = 30
"""Directive (EU) 2021/514: fewer than 30 sales and at most 2,000 EUR a year are excluded."""
DAC7_EUROS = Decimal(2000)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a worked example, read as figures."""

    texts: Mapping[str, str]

    def __call__(self, name: str, default: str | None = None) -> Decimal:
        """Return one figure; `Invalid` when it is missing and has no default."""
        text = self.texts.get(name, default)
        if text is None:
            raise Invalid(f"the input {name} is missing")
        return _fraction(text, name) if "/" in text else figure(text, name)


def _fraction(text: str, name: str) -> Decimal:
    above, _, below = text.partition("/")
    divisor = figure(below, name)
    if divisor == 0:
        raise Invalid(f"{name} divides by zero")
    return figure(above, name) / divisor


def _share(part: Decimal, whole: Decimal) -> Decimal:
    if whole == 0:
        raise Invalid("a share of zero is not defined")
    return part / whole * HUNDRED


def profit(of: Inputs) -> Decimal:
    """Revenue less fees and costs."""
    return of("revenue") - of("fees", "0") - of("costs", "0")


def margin(of: Inputs) -> Decimal:
    """Profit as a share of revenue, in percent; `Invalid` when that is 0."""
    return _share(profit(of), of("revenue"))


def roi_on_cost(of: Inputs) -> Decimal:
    """Profit as a share of the cost of the goods, in percent; `Invalid` when that is 0."""
    return _share(profit(of), of("costs"))


def roi_on_all_costs(of: Inputs) -> Decimal:
    """Profit as a share of costs and fees together, in percent; `Invalid` when these are 0."""
    return _share(profit(of), of("costs") + of("fees", "0"))


def auction_total(of: Inputs) -> Decimal:
    """Hammer price with the buyer's premium, and tax on both."""
    return of("hammer") * (1 + of("premium", "0")) * (1 + of("tax", "0"))


def margin_vat(of: Inputs) -> Decimal:
    """VAT under the margin scheme: a fraction of the margin, none on a loss.

    The fraction of a rate r is r / (1 + r): 1/6 for 20 % (Directive 2006/112/EC, article 315).
    """
    rate = of("rate", "0")
    fraction = rate / (1 + rate) if rate else of("fraction")
    return max(of("sell") - of("buy"), Decimal(0)) * fraction


def sell_through(of: Inputs) -> Decimal:
    """Sold against active listings, in percent; `Invalid` when none is active."""
    return _share(of("sold"), of("active"))


def simple_percent(of: Inputs) -> Decimal:
    """One rate on item and shipping."""
    return (of("item") + of("shipping", "0")) * of("rate")


def dac7_reportable(of: Inputs) -> bool:
    """Say whether a platform must report a seller of goods: `DAC7_SALES` or `DAC7_EUROS` a year."""
    return of("sales") >= DAC7_SALES or of("gross_eur") > DAC7_EUROS


MONEY_METRICS: dict[str, Callable[[Inputs], Decimal]] = {
    "profit": profit,
    "auction_total": auction_total,
    "margin_vat": margin_vat,
    "simple_percent": simple_percent,
}
SHARE_METRICS: dict[str, Callable[[Inputs], Decimal]] = {
    "margin": margin,
    "roi": roi_on_cost,
    "roi_on_cost": roi_on_cost,
    "roi_on_all_costs": roi_on_all_costs,
    "sell_through": sell_through,
}
TRUTH_METRICS: dict[str, Callable[[Inputs], bool]] = {"dac7_reportable": dac7_reportable}
