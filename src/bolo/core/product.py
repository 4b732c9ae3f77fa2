"""A product: the thing itself, over all marketplaces, and how a listing is tied to it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Method(StrEnum):
    """How a link was found. The values are stored: never renamed."""

    GTIN = "gtin"
    MPN = "mpn"
    TEXT = "text"
    PERSON = "person"
    """A person said so."""
    OWN = "own"
    """Nothing like it was known: the listing founded the product."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is stated about a thing, as far as it tells what the thing is."""

    title: str
    brand: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    variant: str | None = None
    condition: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two descriptions are of the same thing.

    `gates` are conflicts in hard attributes: with any of them the two are never
    treated as the same, however high the probability.
    """

    probability: Decimal
    method: Method
    reasons: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """True when nothing forbids the match and it is likelier than not."""
        return not self.gates and self.probability >= Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known product that a listing might be."""

    product: UUID
    description: Description
