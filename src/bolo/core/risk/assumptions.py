"""What is assumed of risks, with the basis of each figure; measured ones may take their place.

Few of these are measured: where no source fits second-hand and shop-to-shop trade, the figure is
ours and says so. Nothing here is fitted to anybody's results.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

OURS = "an assumption of ours, not measured"
RETAIL_RETURNS = (
    "all US retail: 16.9 % of sales in 2024, National Retail Federation and Happy Returns, "
    "2024-12-05, https://chainstoreage.com/nrf-2024-retail-returns-total-890-billion"
)
WORLD_FAKES = (
    "all world trade: 2.5 % in 2019, OECD and EUIPO, Global Trade in Fakes, 2021, "
    "https://doi.org/10.1787/74c81154-en"
)
BASIS: Mapping[str, str] = MappingProxyType(
    {
        "unreliable_seller": f"1 in 200, half of the money comes back: {OURS}",
        "no_show": f"1 in 100, the money comes back, 2 % of it is lost in effort: {OURS}",
        "wrong_match": f"our doubt of the match; another thing brings half of its cost: {OURS}",
        "counterfeit": f"1 in 500, half of the money comes back: {OURS}; {WORLD_FAKES}",
        "restriction": f"1 in 200, sold elsewhere for 30 % less: {OURS}",
        "price_fall": f"one deviation of price is 8 % in 30 days, by the root of time: {OURS}",
        "slow_sale": f"1 in 4 takes twice as long, at 10 % a year and 5 % off the price: {OURS}",
        "return": f"1 in 20 comes back and costs 15 % of its price: {OURS}; {RETAIL_RETURNS}",
    }
)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Chances and shares, 0 to 1, but `volatility`: one deviation of price in 30 days."""

    unreliable: Decimal = Decimal("0.005")
    unreliable_refund: Decimal = Decimal("0.5")
    no_show: Decimal = Decimal("0.01")
    no_show_cost: Decimal = Decimal("0.02")
    wrong_match_salvage: Decimal = Decimal("0.5")
    counterfeit: Decimal = Decimal("0.002")
    counterfeit_refund: Decimal = Decimal("0.5")
    restriction: Decimal = Decimal("0.005")
    restriction_markdown: Decimal = Decimal("0.3")
    volatility: Decimal = Decimal("0.08")
    slow_sale: Decimal = Decimal("0.25")
    slow_times: Decimal = Decimal(1)
    """So many times the expected days a slow sale takes on top of them."""
    slow_markdown: Decimal = Decimal("0.05")
    capital_rate: Decimal = Decimal("0.1")
    returned: Decimal = Decimal("0.05")
    return_cost: Decimal = Decimal("0.15")
    basis: Mapping[str, str] = field(default_factory=lambda: BASIS)
    """Where the figures come from, by hazard."""


DEFAULT = Assumptions()


def with_curve(assumed: Assumptions, half: int, most: int) -> Assumptions:
    """Return what is assumed where it is known that four fifths are sold within `most` days.

    `half` are the expected days; a slow sale is then one of the last fifth.
    """
    text = (
        f"1 in 5 takes {most} days or longer, by how long offers of it last; "
        f"10 % a year and 5 % off the price: {OURS}"
    )
    return replace(
        assumed,
        slow_sale=Decimal("0.2"),
        slow_times=Decimal(max(most - half, 0)) / max(half, 1),
        basis={**assumed.basis, "slow_sale": text},
    )
