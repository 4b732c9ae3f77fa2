"""What is assumed of risks, with the basis of each figure; a workspace may set its own.

Few of these are measured: where no source fits second-hand and shop-to-shop trade, the figure is
ours and says so. Nothing here is fitted to anybody's results.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

OURS = "an assumption of ours, not measured"
YOURS = "by your settings"
RETAIL_RETURNS = (
    "all US retail: 16.9 % of sales in 2024, National Retail Federation and Happy Returns, "
    "2024-12-05, https://chainstoreage.com/nrf-2024-retail-returns-total-890-billion"
)
WORLD_FAKES = (
    "all world trade: 2.5 % in 2019, OECD and EUIPO, Global Trade in Fakes, 2021, "
    "https://doi.org/10.1787/74c81154-en"
)
TAIL = Decimal("0.05")
FALLS = (
    (Decimal("0.01"), Decimal("2.665")),
    (Decimal("0.02"), Decimal("2.069")),
    (Decimal("0.02"), Decimal("1.755")),
    (Decimal("0.05"), Decimal("1.447")),
    (Decimal("0.05"), Decimal("1.153")),
    (Decimal("0.05"), Decimal("0.936")),
    (Decimal("0.05"), Decimal("0.756")),
    (Decimal("0.05"), Decimal("0.598")),
    (Decimal("0.05"), Decimal("0.454")),
    (Decimal("0.05"), Decimal("0.319")),
    (Decimal("0.05"), Decimal("0.189")),
    (Decimal("0.05"), Decimal("0.063")),
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
    slow_days: int | None = None
    """Where it is known: within so many days four fifths are sold."""
    tail: Decimal = TAIL
    """The shortfall is the mean loss of this share of outcomes, the worst."""
    falls: tuple[tuple[Decimal, Decimal], ...] = FALLS
    """The lower half of a normal distribution in twelve steps: chance, mean in deviations.

    Their sum, 0.399, is the mean fall of a normal price; a rise is not counted. The chance of
    any fall is at most 2.6 points off by them (15 by three steps).
    """


FIGURES = tuple(
    name
    for name in Assumptions.__slots__
    if name not in ("slow_times", "slow_days", "tail", "falls")
)
"""What a workspace may set."""
DEFAULT = Assumptions()


def with_figures(figures: Mapping[str, Decimal]) -> Assumptions:
    """Return the defaults with some of `FIGURES` set otherwise."""
    own: Mapping[str, Any] = {name: figures[name] for name in FIGURES if name in figures}
    return replace(DEFAULT, **own)


def with_curve(assumed: Assumptions, half: int, most: int) -> Assumptions:
    """Return what is assumed where it is known that four fifths are sold within `most` days.

    `half` are the expected days; a slow sale is then one of the last fifth.
    """
    return replace(
        assumed,
        slow_sale=Decimal("0.2"),
        slow_times=Decimal(max(most - half, 0)) / max(half, 1),
        slow_days=most,
    )


_FORMS: Mapping[str, tuple[str, tuple[str, ...], str]] = MappingProxyType(
    {
        "unreliable_seller": (
            "{} of deals, {} of the money comes back",
            ("unreliable", "unreliable_refund"),
            "",
        ),
        "no_show": (
            "{} of deals, the money comes back, {} of it is lost in effort",
            ("no_show", "no_show_cost"),
            "",
        ),
        "wrong_match": (
            "our doubt of the match, of what is delivered; another thing brings {} of its cost",
            ("wrong_match_salvage",),
            "",
        ),
        "counterfeit": (
            "{} of deals, {} of the money comes back",
            ("counterfeit", "counterfeit_refund"),
            WORLD_FAKES,
        ),
        "restriction": (
            "{} of deals, sold elsewhere for {} less",
            ("restriction", "restriction_markdown"),
            "",
        ),
        "price_fall": (
            "one deviation of price is {} in 30 days, by the root of time",
            ("volatility",),
            "",
        ),
        "slow_sale": (
            "{} of sales take twice as long, at {} a year and {} off the price",
            ("slow_sale", "capital_rate", "slow_markdown"),
            "",
        ),
        "return": (
            "{} of sales come back and cost {} of the price",
            ("returned", "return_cost"),
            RETAIL_RETURNS,
        ),
    }
)


CURVE = (
    "1 in 5 takes DAYS days or longer, by how long offers of it last; "
    "{} a year and {} off the price"
)


@lru_cache(maxsize=1024)
def bases(assumed: Assumptions) -> Mapping[str, str]:
    """Say for each hazard by which figures it is weighed, and whose they are."""
    return MappingProxyType({hazard: _basis(hazard, assumed) for hazard in _FORMS})


def _basis(hazard: str, assumed: Assumptions) -> str:
    form, names, source = _FORMS[hazard]
    if hazard == "slow_sale" and assumed.slow_days is not None:
        form, names = CURVE.replace("DAYS", str(assumed.slow_days)), names[1:]
    figures = [getattr(assumed, name) for name in names]
    if figures != [getattr(DEFAULT, name) for name in names]:
        return f"{form.format(*map(_share, figures))}: {YOURS}"
    return "; ".join(filter(None, (f"{form.format(*map(_share, figures))}: {OURS}", source)))


def _share(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %"
