"""The parts of an opportunity in full: what it rests on, may lose, would change and may bring."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from bolo.api.frame.shapes import Money, Shape
from bolo.core.decision import Verdict


class RoiFigure(Shape):
    """A return under a named definition."""

    name: str
    label: str
    value: Decimal
    chosen: bool


class Rate(Shape):
    """One exchange rate that was used."""

    from_: Annotated[str, Field(alias="from")]
    to: str
    rate: Decimal


class Rates(Shape):
    """The exchange rates that were used, with their day and source."""

    date: str
    source: str
    pairs: list[Rate]


class RiskPart(Shape):
    """One thing that may go wrong; `expected` is its chance times its loss against the plan."""

    name: str
    label: str
    chance: Decimal
    loss: Money
    expected: Money
    score: Decimal
    basis: str


class Offer(Shape):
    """What to offer the seller, and the highest price that still does, in the seller's currency."""

    offer: Money
    walk_away: Money
    text: str


class Change(Shape):
    """One change that alone would bring `verdict`; `text` is a whole sentence."""

    what: str
    now: str
    needed: str
    verdict: Verdict
    text: str


class DaysToSell(Shape):
    """In so many days it is sold with a chance of 50 % and of 80 %."""

    p50: int
    p80: int


class Expected(Shape):
    """What all evidence lets one expect of a sale once the listing is bought.

    What its own shop asks is left out. The exit price rests on what others ask, and may lie
    above: half of the sales are expected from `low50` to `high50`, 80 of 100 from `low80` to
    `high80`.
    """

    point: Money
    low50: Money
    high50: Money
    low80: Money
    high80: Money
