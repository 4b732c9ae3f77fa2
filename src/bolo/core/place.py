"""Where a thing on sale is, as its seller states it: a point on Earth, a name, or both.

Coordinates are floats: a distance is a measurement, not money.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Self

POLE, DATE_LINE = 90, 180
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth, in degrees; south and west are negative."""

    latitude: float
    longitude: float

    @classmethod
    def of(cls, latitude: object, longitude: object) -> Self | None:
        """Read a point; `None` when it is none, or 0, 0, where software sends what it lacks."""
        try:
            found = cls(float(str(latitude)), float(str(longitude)))
        except ValueError:
            return None
        inside = abs(found.latitude) <= POLE and abs(found.longitude) <= DATE_LINE
        nowhere = found.latitude == 0 == found.longitude
        return found if inside and not nowhere and isfinite(found.latitude) else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing is: `country` in two letters; each part only where it is stated."""

    name: str | None = None
    country: str | None = None
    point: Point | None = None

    @classmethod
    def of(
        cls, name: str | None, country: str | None = None, point: Point | None = None
    ) -> Self | None:
        """Return the place, `None` when nothing is stated."""
        name = " ".join((name or "").split())[:LONGEST] or None
        country = (country or "").strip().upper()
        code = country if len(country) == 2 and country.isalpha() else None  # noqa: PLR2004
        return cls(name, code, point) if name or code or point else None

    def __str__(self) -> str:
        """Say it as a person would."""
        if self.name is None and self.point is not None:
            return f"{self.point.latitude},{self.point.longitude}"
        return ", ".join(part for part in (self.name, self.country) if part)
