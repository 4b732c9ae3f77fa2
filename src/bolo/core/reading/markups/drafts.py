"""What one kind of markup states about one product, before the markups are compared."""

from dataclasses import dataclass, field
from decimal import Decimal

from bolo.core.condition import Condition
from bolo.core.offer import Availability
from bolo.core.place import Place


@dataclass(slots=True)
class Draft:
    """One product as one source states it; amounts may still lack a currency.

    `main` says how plainly the source presents it as what the page is about.
    """

    source: str
    title: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    was_amount: Decimal | None = None
    availability: Availability | None = None
    condition: Condition | None = None
    brand: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    sku: str | None = None
    code: str | None = None
    """A number that is called no more than an id; it stands in where nothing better is."""
    image: str | None = None
    url: str | None = None
    category: str | None = None
    variant: str | None = None
    seller: str | None = None
    place: Place | None = None
    variants: list["Draft"] = field(default_factory=list)
    doubts: tuple[str, ...] = ()
    main: bool = False
