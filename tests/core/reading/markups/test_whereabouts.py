"""Who sells a thing and where it is, as pages state it."""

import json
from typing import Any

import pytest

from bolo.core.place import Place, Point
from bolo.core.reading.page import read_page

LEEDS = {"@type": "PostalAddress", "addressLocality": "Leeds", "addressCountry": "GB"}
GEO = {"@type": "GeoCoordinates", "latitude": 53.79648, "longitude": "-1.54785"}
PLACE = Place("Leeds", "GB", Point(53.79648, -1.54785))


def read(product: dict[str, Any], offer: dict[str, Any]) -> tuple[str | None, Place | None]:
    """Return seller and place of a page's product."""
    stated = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Bike",
        "offers": {"@type": "Offer", "price": "90", "priceCurrency": "GBP", **offer},
        **product,
    }
    body = f'<title>Bike</title><script type="application/ld+json">{json.dumps(stated)}</script>'
    [found] = read_page(body.encode(), "https://shop.example/bike", None).products
    return found.seller, found.place


@pytest.mark.parametrize(
    ("product", "offer", "said"),
    [
        ({}, {}, (None, None)),
        ({}, {"seller": "Ann"}, ("Ann", None)),
        ({"offeredBy": {"@type": "Person", "name": "Ann"}}, {}, ("Ann", None)),
        (
            {},
            {"availableAtOrFrom": {"@type": "Place", "address": LEEDS, "geo": GEO}},
            (None, PLACE),
        ),
        ({}, {"availableAtOrFrom": [{"address": "Leeds"}]}, (None, Place("Leeds"))),
        (
            {},
            {
                "seller": {
                    "name": "Ann",
                    "address": {"addressRegion": "Leeds", "addressCountry": {"name": "GB"}},
                }
            },
            ("Ann", Place("Leeds", "GB")),
        ),
        (
            {},
            {"seller": {"name": "Ann", "location": {"geo": GEO, "address": LEEDS}}},
            ("Ann", PLACE),
        ),
        (
            {"location": {"latitude": 53.79648, "longitude": -1.54785}},
            {},
            (None, Place(point=PLACE.point)),
        ),
        (
            {},
            {
                "availableAtOrFrom": {"name": "Our shop"},
                "seller": {"name": "Ann", "address": LEEDS},
            },
            ("Ann", Place("Leeds", "GB")),
        ),
    ],
    ids=map(str, range(9)),
)
def test_seller_and_place_are_read_where_they_are_stated(
    product: dict[str, Any], offer: dict[str, Any], said: tuple[str | None, Place | None]
) -> None:
    assert read(product, offer) == said
