"""A reading of a page in words and as JSON, with all candidates and their votes when asked."""

from decimal import Decimal
from itertools import groupby
from typing import Any

from bolo.cli.frame.counting import many
from bolo.core.offer import Availability
from bolo.core.reading.page import Kind, PageReading, Product
from bolo.core.reading.product import UNNAMED

_NAMES = ("brand", "sku", "gtin", "mpn")


def wire(source: str, reading: PageReading, *, explain: bool) -> dict[str, Any]:
    """Return one page as one JSON object; amounts and confidence are texts, never floats."""
    product = _only(reading)
    amount = _amount(product)
    line: dict[str, Any] = {
        "source": source,
        "name": product.title or reading.title,
        "price": f"{amount:f}" if amount is not None else None,
        "currency": product.price.currency if product.price else None,
        "availability": stock(product),
        **{name: getattr(product, name) for name in _NAMES},
        "confidence": str(product.confidence),
    }
    return {**line, **_explained(reading, product)} if explain else line


def stock(product: Product) -> Availability | None:
    """Return what is said of the stock; what has a price and is not said to be gone is there."""
    if product.availability is None and _amount(product) is not None:
        return Availability.IN_STOCK
    return product.availability


def _amount(product: Product) -> Decimal | None:
    """Return what a page asks, even where nothing says in which currency."""
    if product.price is not None:
        return product.price.amount
    unnamed = any(doubt.startswith(UNNAMED) for doubt in product.doubts)
    return _count(product)[0][0] if unnamed else None


def described(source: str, reading: PageReading, *, explain: bool) -> str:
    """Write a page for a person, in a few indented lines."""
    product = _only(reading)
    if reading.kind is not Kind.PRODUCT:
        kind = (
            f"a list of {many(len(reading.links), 'address', 'addresses')}"
            if reading.links
            else "no product"
        )
        return f"{source}: {kind}"
    was = f"(was {product.was_price})" if product.was_price else ""
    parts = [str(product.price or "no price"), was, (stock(product) or "").replace("_", " ")]
    lines = [
        " · ".join(part for part in parts if part) + f" · confidence {product.confidence}",
        " · ".join(f"{n.upper()} {v}" for n in _NAMES if (v := getattr(product, n))),
        *(f"but: {doubt}" for doubt in product.doubts),
        *(_votes(product) if explain else ()),
    ]
    named = f"{source}: {product.title or 'without a name'}"
    return "\n".join([named, *(f"    {line}" for line in lines if line)])


def _only(reading: PageReading) -> Product:
    product = reading.products[0] if reading.kind is Kind.PRODUCT else None
    return product or Product(title=None)


def _explained(reading: PageReading, product: Product) -> dict[str, Any]:
    return {
        "kind": reading.kind,
        "doubts": list(product.doubts),
        "candidates": [
            {
                "source": one.source,
                "price": f"{one.amount:f}",
                "currency": one.currency,
                "weight": one.weight,
            }
            for one in product.candidates
        ],
        "codes": [
            {"source": one.source, "sku": one.text, "weight": one.weight} for one in product.codes
        ],
        "vote": {f"{amount:f}": weight for amount, weight in _count(product)},
        "stock_assumed": product.availability is None and stock(product) is not None,
    }


def _count(product: Product) -> list[tuple[Any, int]]:
    """Add up the weights by amount, the heaviest first."""
    by_amount = sorted(product.candidates, key=lambda one: one.amount)
    sums = [
        (amount, sum(one.weight for one in group))
        for amount, group in groupby(by_amount, key=lambda one: one.amount)
    ]
    return sorted(sums, key=lambda entry: -entry[1])


def _votes(product: Product) -> list[str]:
    said = [
        f"{one.source} says {one.amount:f} {one.currency or '?'}, weight {one.weight}"
        for one in product.candidates
    ]
    votes = [f"{weight} for {amount:f}" for amount, weight in _count(product)]
    named = [f"{one.source} gives SKU {one.text}, weight {one.weight}" for one in product.codes]
    return [*said, *votes, *named]
