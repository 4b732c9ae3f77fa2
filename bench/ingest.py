"""How fast pages and scrapes go through `watch` and `observe` into PostgreSQL.

    python bench/ingest.py [--pages N] [--seconds S] [--all-stages] [--kill]

A PostgreSQL of its own in a temporary folder, a shop on loopback in a second process,
and one worker in a third, built by `wiring` as in `bolo worker`. `--kill` ends the worker
with SIGKILL in the middle and lets another go on.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when it is run as a file

from bench.frame.loopback import VARIANTS, Loopback, Stock, served
from bench.frame.pages import Made, pages
from bench.frame.worker import Plan, Spent, Worker
from bolo.platform.database import migrate
from bolo.platform.ids import new_id
from bolo.platform.postgres.server import Postgres

CHANGEDETECTION = 7.5
"""Pages a second of changedetection.io 0.60 on such pages: stated by our first issue, not
measured here."""
COLLECTIONS = 200
CALM = 4
"""Seconds between two questions while a bench makes ready."""
LONGEST = 120.0
"""Seconds after which a bench gives up."""
UNSETTLED = "SELECT count(*) FROM question WHERE active AND (attention OR observed_at IS NULL)"
RIGHT = """
    SELECT listing.url, coalesce(quarantine.amount, price.amount),
           coalesce(quarantine.currency, price.currency), quarantine.listing_id IS NOT NULL
    FROM listing LEFT JOIN current_price AS price ON price.listing_id = listing.id
    LEFT JOIN quarantine ON quarantine.listing_id = listing.id
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bench works."""

    url: str
    shop: Loopback
    data: Path
    plan: Plan


@contextmanager
def opened(stock: Stock, plan: Plan) -> Iterator[Place]:
    """Give a migrated database and a shop for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        postgres = Postgres(path)
        postgres.start()
        try:
            url = postgres.create_database("bench")
            migrate.upgrade(url)
            with served(stock) as shop:
                yield Place(url, shop, path, plan)
        finally:
            postgres.stop()


def watch(place: Place, keys: list[str], marketplace: str, every: int) -> None:
    """Put questions, as a shop that is watched finds them: children that know their connector."""
    host = place.shop.origin.removeprefix("http://")
    source, parent = new_id(), new_id()
    with psycopg.connect(place.url) as connection:
        connection.execute("INSERT INTO source (id, host) VALUES (%s, %s)", (source, host))
        rows = [(parent, None, place.shop.origin, False)] + [
            (new_id(), parent, place.shop.origin + key, True) for key in keys
        ]
        for one in rows:
            connection.execute(_QUESTION, (source, *one, marketplace, every, every, every))
        connection.execute("ANALYZE question")


_QUESTION = """
    INSERT INTO question (source_id, kind, due_at, id, parent_id, key, active, marketplace,
                          least_seconds, most_seconds, interval_seconds)
    VALUES (%s, 'address', now() - interval '1 hour', %s, %s, %s, %s, %s, %s, %s, %s)
"""


def count(place: Place, query: str) -> int:
    """Ask the database for one number."""
    with psycopg.connect(place.url) as connection:
        row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0


def await_count(place: Place, query: str, wanted: int) -> None:
    """Wait until `query` gives `wanted`."""
    deadline = time.monotonic() + LONGEST
    with psycopg.connect(place.url, autocommit=True) as connection:
        while True:
            row = connection.execute(query.encode()).fetchone()
            if row and row[0] == wanted:
                return
            if time.monotonic() > deadline:
                raise TimeoutError(f"after {LONGEST:.0f} s there are {row}, not {wanted}")
            time.sleep(0.05)


def shares(place: Place, made: dict[str, Made]) -> tuple[float, float]:
    """Return the share of right prices, and of those that wait for a second reading."""
    with psycopg.connect(place.url) as connection:
        rows = connection.execute(RIGHT).fetchall()
    wanted = {place.shop.origin + path: one for path, one in made.items()}
    right = sum(
        (amount, currency) == (wanted[url].amount, wanted[url].currency)
        for url, amount, currency, _ in rows
    )
    return right / len(made), sum(waits for *_, waits in rows) / len(made)


def pages_bench(number: int, plan: Plan, *, kill: bool) -> dict[str, str]:
    """Fetch, read and store `number` pages once; return the figures."""
    made = {one.path: replace(one, body=b"") for one in pages(number)}
    listings = "SELECT count(*) FROM listing"
    with opened(Stock(number), plan) as place:
        watch(place, list(made), "webpage", every=3600)
        worker = Worker(place.url, place.data, plan)
        try:
            before, begun = worker.spent(), time.perf_counter()
            worker.say("ask")
            if kill:
                while count(place, listings) < number // 3:
                    time.sleep(0.02)
                worker.kill()
                worker = Worker(place.url, place.data, plan)
                before = worker.spent()
                worker.say("ask")
            await_count(place, listings, number)
            took, spent = time.perf_counter() - begun, worker.spent().since(before)
            worker.say("rest")
            right, waiting = shares(place, made)
            doubled = count(place, "SELECT count(*) - count(DISTINCT listing_id) FROM price_change")
        finally:
            worker.end()
    return {
        "pages stored": f"{number} in {took:.1f} s, {number / took:.0f} a second"
        + (", killed with SIGKILL in the middle, and taken up" if kill else ""),
        "beside changedetection.io": f"{number / took / CHANGEDETECTION:.0f} times the"
        f" {CHANGEDETECTION} a second that the issue states",
        "prices right": f"{right:.1%}, of all {waiting:.1%} waiting for a second reading",
        "history points doubled": str(doubled),
        "worker": told_of(spent, took),
    }


def told_of(spent: Spent, took: float) -> str:
    """Say what the worker took."""
    return (
        f"{spent.cpu:.1f} s of processor ({spent.cpu / took:.0%} of a core),"
        f" peak RSS {spent.rss_mb:.0f} MB"
    )


def pace(place: Place, seconds: int) -> None:
    """Have every question asked so often, from now on."""
    with psycopg.connect(place.url) as connection:
        connection.execute(_PACE, {"every": seconds})


_PACE = """
    UPDATE question SET least_seconds = %(every)s, most_seconds = %(every)s,
        interval_seconds = %(every)s, due_at = now() WHERE active
"""


def settle(place: Place, worker: Worker) -> None:
    """Have everything read until nothing is new or unsure any more."""
    place.shop.say("still")
    pace(place, CALM)
    worker.say("ask")
    await_count(place, UNSETTLED, 0)
    worker.say("rest")


def scrapes_bench(seconds: float, plan: Plan, collections: int) -> dict[str, str]:
    """Scrape collections of 50 listings again and again; return the figures."""
    figures = {}
    with opened(Stock(0), plan) as place:
        watch(place, [f"/collections/{n}" for n in range(1, collections + 1)], "shopify", CALM)
        worker = Worker(place.url, place.data, plan)
        try:
            settle(place, worker)
            for word, name in (("still", "nothing changes"), ("moving", "prices move")):
                place.shop.say(word)
                pace(place, 0)
                before, begun = worker.spent(), time.perf_counter()
                worker.say("ask")
                time.sleep(seconds)
                worker.say("rest")
                took, spent = time.perf_counter() - begun, worker.spent().since(before)
                figures[f"scrapes, {name}"] = (
                    f"{spent.asked / took:.0f} a second of {VARIANTS} listings"
                    f" ({spent.asked * VARIANTS / took:.0f} listings a second)"
                )
                figures[f"worker, {name}"] = told_of(spent, took)
        finally:
            worker.end()
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=10, help="for each kind of scrape")
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument("--lease", type=float, default=90, help="seconds; 5 with --kill")
    parser.add_argument(
        "--all-stages", action="store_true", help="match, value, decide, notify too"
    )
    parser.add_argument("--kill", action="store_true")
    chosen = parser.parse_args()
    lease = 5.0 if chosen.kill else chosen.lease
    plan = Plan(chosen.at_once, lease, all_stages=chosen.all_stages)
    if chosen.pages:
        show(pages_bench(chosen.pages, plan, kill=chosen.kill))
    if chosen.seconds:
        show(scrapes_bench(chosen.seconds, plan, COLLECTIONS))


def show(figures: dict[str, str]) -> None:
    """Print figures as a small table."""
    for name, figure in figures.items():
        print(f"{name:>28}  {figure}", flush=True)


if __name__ == "__main__":
    main()
