"""What was read from a page: its kind, its products, and how sure that is."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.place import Place
from bolo.core.reading.document.source import Source
from bolo.core.reading.markups.drafts import Draft
from bolo.core.reading.screen.codes import Code
from bolo.core.reading.vote import Candidate

UNNAMED: Final = "no currency is stated for"
"""Begins the doubt of an amount that is no price, since nothing says in which currency."""


class Kind(StrEnum):
    """What a page is about."""

    PRODUCT = "product"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One product of a page. `price` is `None` when none can be believed; `doubts` say why.

    `confidence` (0 to 1) is about the price; `candidates` are all prices that were weighed.
    """

    title: str | None
    price: Money | None = None
    unasked: str | None = None
    """Why nobody sells for that price: it is a bid, a rent, a deposit, what the shop pays."""
    was_price: Money | None = None
    availability: Availability | None = None
    condition: Condition | None = None
    brand: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    sku: str | None = None
    image: str | None = None
    category: str | None = None
    variant: str | None = None
    seller: str | None = None
    place: Place | None = None
    url: str | None = None
    confidence: Decimal = Decimal(0)
    doubts: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    tied: tuple[Candidate, ...] = ()
    """Of those, between which a person must choose."""
    codes: tuple[Code, ...] = ()
    """All that may be the shop's number, the likeliest first; `sku` is the first of them."""
    variants: tuple["Product", ...] = ()


def one_of_several(
    draft: Draft, currency: str | None, source: Source, category: str | None
) -> Product:
    """Return a variant, or one product of a list, by what its own draft states."""
    price = Money(draft.amount, currency) if draft.amount and currency else None
    was = (
        draft.was_amount
        if draft.was_amount and draft.amount and draft.was_amount > draft.amount
        else None
    )
    doubts = draft.doubts if price is not None else (*draft.doubts, "no price was found")
    return Product(
        title=draft.title,
        price=price,
        was_price=Money(was, price.currency) if was and price else None,
        availability=draft.availability,
        condition=draft.condition,
        brand=draft.brand,
        gtin=draft.gtin,
        mpn=draft.mpn,
        sku=draft.sku or draft.code,
        category=category,
        image=source.absolute(draft.image),
        variant=draft.variant or draft.title,
        url=source.absolute(draft.url),
        confidence=Decimal("0.9") if price and not draft.doubts else Decimal("0.6"),
        doubts=doubts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """What a page holds: one product, or several with links to more."""

    kind: Kind
    products: tuple[Product, ...] = ()
    links: tuple[str, ...] = ()
    following: str | None = None
    """The next page of a list, when it names one on the same host."""
    canonical: str | None = None
    title: str | None = None
    language: str | None = None
    charset: str = "utf-8"
