"""Offers as bytes and back: JSON in zstd, so that a reading travels between stages cheaply."""

from decimal import Decimal
from hashlib import blake2b
from typing import Any

import orjson
import zstandard

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer, Stated
from bolo.core.place import Place, Point

LEVEL = 1
_TEXTS = (
    "marketplace",
    "shop",
    "ref",
    "url",
    "title",
    "brand",
    "gtin",
    "mpn",
    "sku",
    "variant",
    "category",
    "seller",
    "image",
)
_MONEY = ("price", "was_price", "shipping")


def pack(offers: tuple[Offer, ...]) -> tuple[bytes, bytes]:
    """Return the packed offers and a 16-byte digest of what they say.

    What no database can hold (NUL, halves of surrogate pairs) is left out of texts.
    """
    plain = orjson.dumps([_plain(offer) for offer in offers])
    return compress(plain), blake2b(plain, digest_size=16).digest()


def unpack(payload: bytes) -> tuple[Offer, ...]:
    """Return the offers of a payload that `pack` made."""
    return tuple(map(_offer, orjson.loads(decompress(payload))))


def compress(plain: bytes) -> bytes:
    """Return `plain` in zstd, with its size in the frame."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(plain)


def decompress(packed: bytes) -> bytes:
    """Return what `compress` was given."""
    return zstandard.ZstdDecompressor().decompress(packed)


def _plain(offer: Offer) -> dict[str, Any]:
    plain: dict[str, Any] = {
        name: storable(value) for name in _TEXTS if (value := getattr(offer, name)) is not None
    }
    plain |= _place(offer.place) if offer.place else {}
    for name in _MONEY:
        money = getattr(offer, name)
        if money is not None:
            plain[name] = (f"{money.amount:f}", money.currency)
    if offer.availability is not None:
        plain["availability"] = offer.availability
    if offer.condition is not None:
        plain["condition"] = offer.condition
    if offer.confidence != 1:
        plain["confidence"] = str(offer.confidence)
    if offer.doubts:
        plain["doubts"] = [storable(doubt) for doubt in offer.doubts]
    if offer.tied:
        plain["tied"] = [
            (f"{one.price.amount:f}", one.price.currency, one.source, storable(one.where))
            for one in offer.tied
        ]
    return plain


def _place(place: Place) -> dict[str, list[str | float | None]]:
    name = None if place.name is None else storable(place.name)
    point = place.point
    degrees = [point.latitude, point.longitude] if point else []
    return {"place": [name, place.country, *degrees]}


def storable(text: str) -> str:
    """Return `text` without what neither UTF-8 nor PostgreSQL can hold."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _offer(plain: dict[str, Any]) -> Offer:
    for name in _MONEY:
        if name in plain:
            plain[name] = Money(Decimal(plain[name][0]), plain[name][1])
    if "availability" in plain:
        plain["availability"] = Availability(plain["availability"])
    if "condition" in plain:
        plain["condition"] = Condition(plain["condition"])
    if "place" in plain:
        name, country, *point = plain["place"]
        plain["place"] = Place(name, country, Point(*point) if point else None)
    plain["confidence"] = Decimal(plain.get("confidence", 1))
    plain["doubts"] = tuple(plain.get("doubts", ()))
    plain["tied"] = tuple(
        Stated(Money(Decimal(amount), currency), source, where)
        for amount, currency, source, where in plain.get("tied", ())
    )
    plain.setdefault("price", None)
    return Offer(**plain)
