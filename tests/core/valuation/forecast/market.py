"""A made-up market of dated sales, the same each time: items drift, sizes stand apart."""

import numpy as np

from bolo.core.valuation.forecast.sales import Rows

START = 20_000


def rows(
    day: object,
    log_price: object,
    *,
    item: object = 0,
    variant: object = 0,
    place: object = np.nan,
    release: object = np.nan,
    retail: object = np.nan,
) -> Rows:
    """Return rows; what is one value stands in every row."""
    days = np.atleast_1d(np.asarray(day, dtype=np.int64))

    def whole(value: object) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.broadcast_to(np.asarray(value, dtype=np.int64), days.shape).copy()

    def part(value: object) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.broadcast_to(np.asarray(value, dtype=np.float64), days.shape).copy()

    return Rows(
        days,
        whole(item),
        whole(variant),
        whole(0),
        part(place),
        part(release),
        part(retail),
        part(log_price),
    )


def market(days: int = 120, a_day: int = 16, items: int = 6) -> Rows:
    """Return sales in order of time; each item falls from its release on and then drifts."""
    chance = np.random.default_rng(7)
    count = days * a_day
    day = np.sort(chance.integers(0, days, count))
    item = chance.integers(0, items, count)
    size = chance.integers(0, 8, count)
    drift = chance.normal(0, 0.012, (items, days)).cumsum(axis=1)
    release = item * 25.0 - 30
    early = 0.5 * np.exp(-np.maximum(day - release + 20, 0) / 12)
    retail = np.log(150.0 + 10 * item)
    around = 0.02 * (size - 3.5) + chance.normal(0, 0.03, count)
    return rows(
        START + day,
        retail + 0.3 + early + drift[item, day] + around,
        item=item,
        variant=size,
        place=7 + size / 2,
        release=START + release,
        retail=retail,
    )
