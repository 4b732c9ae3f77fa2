"""Who sells a thing and where it is, as schema.org states it of an offer."""

from collections.abc import Iterator, Mapping

from bolo.core.place import Place, Point
from bolo.core.reading.markups.nodes import Node, list_of, name_of, resolved, text_of


def seller_of(offers: list[Node], node: Node, index: Mapping[str, Node]) -> str | None:
    """Return the name of who sells it; the first offer that names one."""
    for offer in (*offers, node):
        for word in ("seller", "offeredBy"):
            if name := name_of(offer.get(word), index):
                return name
    return None


def place_of(offers: list[Node], node: Node, index: Mapping[str, Node]) -> Place | None:
    """Return where it can be had: what the offer says of itself goes before where its seller is."""
    for place in _stated(offers, node, index):
        if (found := _read(place, index)) is not None:
            return found
    return None


def _stated(offers: list[Node], node: Node, index: Mapping[str, Node]) -> Iterator[Node]:
    for word in ("availableAtOrFrom", "location"):
        for offer in (*offers, node):
            yield from (resolved(one, index) for one in list_of(offer.get(word)))
    for word in ("seller", "offeredBy"):
        for offer in (*offers, node):
            for seller in (resolved(one, index) for one in list_of(offer.get(word))):
                yield from (resolved(one, index) for one in list_of(seller.get("location")))
                yield seller


def _read(place: Node, index: Mapping[str, Node]) -> Place | None:
    """Read a Place, a PostalAddress, or whoever has one."""
    geo = resolved(next(iter(list_of(place.get("geo"))), None), index)
    point = Point.of(
        geo.get("latitude", place.get("latitude")), geo.get("longitude", place.get("longitude"))
    )
    given = next(iter(list_of(place.get("address"))), None)
    if isinstance(given, str):
        return Place.of(text_of(given), None, point)
    address = resolved(given, index) or place
    town = text_of(address.get("addressLocality")) or text_of(address.get("addressRegion"))
    country = address.get("addressCountry")
    code = text_of(country) or name_of(country, index)
    return Place.of(town, code, point)
