"""An offer: something for sale somewhere, as the seller stated it, once."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.place import Place


class Availability(StrEnum):
    """Whether it can be bought now; the values are stored, never renamed."""

    IN_STOCK = "in_stock"
    OUT_OF_STOCK = "out_of_stock"
    PREORDER = "preorder"


@dataclass(frozen=True, slots=True)
class Stated:
    """One of several prices that a page states: who on it says so, and at which place."""

    price: Money
    source: str
    where: str = ""


def named(title: str, variant: str | None) -> str:
    """Return what one of several variants of a page is called, so that two are told apart."""
    if not variant or variant.casefold() in title.casefold():
        return title
    return f"{title}, {variant}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One offer, before anything is inferred about it. Absent is `None`.

    `ref` identifies it for ever within `marketplace`; for connectors that speak
    for many shops it begins with the shop's host. `confidence` says how sure the
    reading of the price is (1 where a contract states it, less where a page was
    voted on), `doubts` says in plain words why not more; `tied` are the prices between
    which a person must choose. `notes` holds what else is worth showing, and weighs nothing.
    """

    marketplace: str
    shop: str
    ref: str
    url: str
    title: str
    price: Money | None
    was_price: Money | None = None
    shipping: Money | None = None
    availability: Availability | None = None
    condition: Condition | None = None
    brand: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    sku: str | None = None
    variant: str | None = None
    category: str | None = None
    seller: str | None = None
    place: Place | None = None
    image: str | None = None
    confidence: Decimal = Decimal(1)
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tied: tuple[Stated, ...] = ()
