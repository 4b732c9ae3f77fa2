"""One course of several: what the cheapest offer of a product asked, at every moment."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from bolo.core.following.judging import Point


def cheapest(courses: Iterable[tuple[datetime | None, list[Point]]]) -> list[Point]:
    """Merge courses, each in order; of each counts what it asked since it came, if that is said.

    A point is added when the lowest price changes, or begins or ceases to be.
    """
    moves = sorted(
        (point for since, course in courses for point in clipped(since, course)),
        key=lambda point: (point.at, point.listing),
    )
    asked: dict[UUID, Decimal] = {}
    merged: list[Point] = []
    for number, point in enumerate(moves):
        if point.price is None:
            asked.pop(point.listing, None)
        else:
            asked[point.listing] = point.price
        if number + 1 < len(moves) and moves[number + 1].at == point.at:
            continue  # what happens at one moment happens at once
        best = min(((price, listing) for listing, price in asked.items()), default=None)
        now = Point(point.at, *(best or (None, point.listing)))
        if not merged or merged[-1].price != now.price:
            merged.append(now)
    return merged


def clipped(since: datetime | None, course: list[Point]) -> list[Point]:
    """Return a course from `since` on, beginning with what stood then."""
    if since is None:
        return course
    later = [point for point in course if point.at > since]
    earlier = course[: len(course) - len(later)]
    return [Point(since, earlier[-1].price, earlier[-1].listing), *later] if earlier else later
