"""A seller's book: what an invented seller of the street sold in the months before it opened.

A CSV file as `bolo sales import` takes it. Everything in it is made up, and is only there so that
what needs a past (days to sell, bands, calibration) can be seen on a street that has none.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta

from bolo.demo.dice import roll
from bolo.demo.goods import BY_ROLE, SHOPS, Good, Role
from bolo.demo.page import plain
from bolo.demo.prices import EURO, PER_MILLE
from bolo.demo.shelves import articles

PATH = "/sales.csv"
COLUMNS = "ref product venue condition price currency sold_at listed_at cost fees".split()
VENUE, CURRENCY = "ebay-us", "USD"
DAYS = 200
"""So long before the street opened the first sale was made."""
GOODS = 80
FEWEST, FURTHER = 5, 8
USUAL = 930
"""Per mille of what shops ask on average that a private seller brings."""
NOISE = 55
HAGGLED, HAGGLERS = 140, 12
FEE, FLAT = 132, 40
SLOWEST = 60


def book(epoch: datetime) -> bytes:
    """Return the book of a street that opened at `epoch`, the oldest sale first."""
    text = io.StringIO(newline="")
    written = csv.writer(text, lineterminator="\n")
    written.writerow(COLUMNS)
    rows = sorted(_sales(epoch), key=_when)
    written.writerows(rows)
    return text.getvalue().encode()


def _when(row: list[str]) -> tuple[str, str]:
    return row[6], row[0]


def sold() -> tuple[Good, ...]:
    """Return the goods that the seller deals in: such as some shop states the GTIN of."""
    stated = {
        one.good.number
        for shop in SHOPS
        for one in articles(shop)
        if one.shows_gtin and not one.trap
    }
    able = (good for good in BY_ROLE[Role.BARGAIN] if good.number in stated and not good.vary)
    return tuple(able)[:GOODS]


def _sales(epoch: datetime) -> Iterator[list[str]]:
    for good in sold():
        for place in range(FEWEST + roll(FURTHER, "sales", good.number)):
            yield _sale(good, place, epoch)


def _sale(good: Good, place: int, epoch: datetime) -> list[str]:
    before = 1 + roll(DAYS, "sold", good.number, place)
    sold_at = epoch - timedelta(days=before, minutes=roll(1440, "minute", good.number, place))
    listed_at = sold_at - timedelta(days=_lasted(good, place))
    price = _price(good, place, before)
    cost = price * (620 + roll(180, "cost", good.number, place)) // PER_MILLE
    fees = price * FEE // PER_MILLE + FLAT
    ref = f"demo-{good.number}-{place}"
    moments = (one.isoformat(timespec="seconds") for one in (sold_at, listed_at))
    told = (plain(price), CURRENCY, *moments, plain(cost), plain(fees))
    return [ref, good.choices[0].gtin, VENUE, "new", *told]


def _price(good: Good, place: int, before: int) -> int:
    """Return cents: what shops ask on average, a drift of the thing, and luck."""
    asked = good.worth * EURO[CURRENCY] // PER_MILLE
    drift = (roll(121, "drift", good.number) - 60) * before // DAYS
    luck = sum(roll(2 * NOISE + 1, "luck", good.number, place, die) - NOISE for die in range(3))
    haggled = HAGGLED if roll(HAGGLERS, "haggler", good.number, place) == 0 else 0
    return asked * (USUAL + drift + luck - haggled) // PER_MILLE


def _lasted(good: Good, place: int) -> int:
    """Return days until it sold: each day has the same chance, by category."""
    chance = 5 + roll(10, "pace", good.category.slug)
    day = 1
    while day < SLOWEST and roll(100, "waits", good.number, place, day) >= chance:
        day += 1
    return day
