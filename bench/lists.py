"""How fast the API lists 50 rows of a million, and how many such requests it serves.

A PostgreSQL of its own, one `bolo api`, and the asking in this process; bounded. The API keeps what
it wrote (ADR 0034): requests a second are told of the newest page, and of pages never seen before.
"""

import argparse
import asyncio
import json
import statistics
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when it is run as a file

from bench.frame.asking import Asking
from bench.frame.service import Service, key_of, service
from bolo.api.listings import PAGE, FeedQuery
from bolo.platform.clock import system_clock
from bolo.platform.ids import new_id
from bolo.views.cursors import Marks

GOAL_SECONDS, GOAL_RATE = 0.020, 800
FILL = (
    "DROP INDEX ix_listing_title",
    """INSERT INTO source (id, host) VALUES (gen_random_uuid(), 'shop.example')""",
    """INSERT INTO question (id, source_id, kind, key, least_seconds, most_seconds,
                             interval_seconds, due_at)
       SELECT gen_random_uuid(), id, 'address', 'https://shop.example/', 60, 600, 60, now()
       FROM source""",
    """INSERT INTO watch (id, workspace_id, label, kind, key, created_at)
       SELECT gen_random_uuid(), id, 'shop', 'shop', 'shop', now() FROM workspace""",
    """INSERT INTO watch_question (watch_id, question_id, workspace_id)
       SELECT watch.id, question.id, watch.workspace_id FROM watch, question""",
    """INSERT INTO listing (id, marketplace, shop, ref, url, title, condition, facts,
                            first_seen_at, seen_at)
       SELECT gen_random_uuid(), 'shopify', 'shop' || n % 500 || '.example', n::text,
              'https://shop.example/' || n,
              (ARRAY['Sony','LEGO','Nikon','Apple','Bosch','Stelton','Canon'])[1 + n % 7] || ' '
              || (ARRAY['camera','drill','mug','phone','set','lens'])[1 + n % 6] || ' model '
              || n % 9973 || ' ' || (ARRAY['black','white','blue'])[1 + n % 3],
              CASE WHEN n % 4 = 0 THEN 'used' ELSE 'new' END, '',
              now() - n * interval '1 second', now()
       FROM generate_series(1, {count}) AS n""",
    """INSERT INTO current_price (listing_id, amount, currency, availability, since, reads)
       SELECT id, 5 + (hashtext(ref) & 1023), 'USD', 'in_stock', seen_at, 2 FROM listing""",
    """INSERT INTO sighting (question_id, listing_id)
       SELECT question.id, listing.id FROM question, listing""",
    "CREATE INDEX ix_listing_title ON listing USING gin (title gin_trgm_ops)",
    "VACUUM ANALYZE",
)
MARKS = (
    """INSERT INTO listing_mark (workspace_id, user_id, listing_id, viewed_at, opened)
       SELECT workspace_id, user_id, listing.id, now(), 1 FROM membership, listing
       WHERE ref::int % 50 = 0""",
    "VACUUM ANALYZE listing_mark",
)
"""One in fifty was looked at by whoever asks."""
SIZE = 50
STEP = 60
"""Seconds between the newest of two pages that nobody has seen; a listing came each second."""
ASKED = {
    "the newest 50": "listings?limit=50",
    "50 of one shop": "listings?limit=50&shop=shop7.example",
    "50 with two words": "listings?limit=50&q=lego+lens",
    "50 with a rare word": "listings?limit=50&q=9901",
    "50 far down": "listings?limit=50&cursor={deep}",
}


def fill(url: str, count: int) -> None:
    """Put so many listings that one workspace watches."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        for statement in FILL:
            connection.execute(statement.format(count=count).encode())


def get(bolo: Service, key: str, path: str) -> dict[str, Any]:
    """Ask once, as any client would, and read the answer."""
    request = urllib.request.Request(  # noqa: S310  (ours)
        f"{bolo.origin}/api/v1/{path}", headers={"authorization": f"Bearer {key}"}
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
    return found


def far_down(bolo: Service, key: str) -> str:
    """Return the cursor behind the first 1,500 listings."""
    cursor = ""
    for _ in range(3):
        after = f"&cursor={cursor}" if cursor else ""
        cursor = get(bolo, key, f"listings?limit=500{after}")["next"]
    return cursor


def unseen(newest: datetime) -> Iterator[str]:
    """Give pages, each further down than the one before, and none twice."""
    at, marks = newest, Marks.within("listings", FeedQuery().model_dump(exclude=PAGE))
    while True:
        at -= timedelta(seconds=STEP)
        yield f"listings?limit={SIZE}&cursor={marks.make(at.isoformat(), new_id())}"


def check(bolo: Service, key: str, path: str) -> None:
    """See that an answer is what is measured: 50 listings, each a thing of its own."""
    items = get(bolo, key, path)["items"]
    if len({one["id"] for one in items}) != SIZE:
        raise ValueError(f"{path}: {len(items)} listings in place of {SIZE}")


def rate(bolo: Service, asking: Asking, words: str, requests: int, at_once: int) -> None:
    """Print how many requests a second are served, and what each costs whom."""
    before, begun, mine = bolo.spent(), time.perf_counter(), time.process_time()
    count = len(asking.ask(requests, at_once))
    wall, mine = time.perf_counter() - begun, time.process_time() - mine
    after = bolo.spent()
    each = {name: (after[name] - before[name]) / count * 1000 for name in after}
    each["asking"] = mine / count * 1000
    core = 1000 / each["api"]
    print(f"{words:>24}  {count / wall:.0f} a second by the wall, {at_once} at once")
    print(f"{'of one whole core':>24}  {core:.0f}, {core / GOAL_RATE:.2f} of what is wanted")
    told = ", ".join(f"{name} {ms:.2f} ms" for name, ms in each.items())
    print(f"{'processor a request':>24}  {told}")


def latency(bolo: Service, key: str, words: str, path: str, times: int) -> None:
    """Print how long one takes that is asked alone."""
    asking = Asking(bolo.origin, path, key)
    asking.ask(20)
    took = sorted(asking.ask(times))
    p50, p95 = statistics.median(took), took[int(len(took) * 0.95)]
    print(
        f"{words:>24}  p50 {p50 * 1000:5.1f} ms  p95 {p95 * 1000:5.1f} ms"
        f"  ({GOAL_SECONDS / p95:.1f} times as quick as wanted)"
    )


def measure(bolo: Service, key: str, asked: argparse.Namespace) -> None:
    """Print what was measured."""
    deep = far_down(bolo, key)
    for words, path in ASKED.items():
        latency(bolo, key, words, path.format(deep=deep), asked.times)
    newest = f"listings?limit={SIZE}"
    pages, many = unseen(system_clock() - timedelta(hours=2)), (asked.requests, asked.at_once)
    few = min(asked.requests, asked.listings // STEP - 200)
    for path in (newest, next(pages), next(pages)):
        check(bolo, key, path)
    rate(bolo, Asking(bolo.origin, newest, key), "the newest page", *many)
    rate(bolo, Asking(bolo.origin, pages, key), "pages never seen before", few, asked.at_once)
    with psycopg.connect(bolo.url, autocommit=True) as connection:
        for statement in MARKS:
            connection.execute(statement.encode())
    latency(bolo, key, "newest, 20,000 marked", newest, asked.times)
    rate(bolo, Asking(bolo.origin, newest, key), "newest, 20,000 marked", *many)


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--requests", type=int, default=4_000)
    parser.add_argument("--at-once", type=int, default=16)
    asked = parser.parse_args()
    with service() as bolo:
        key = asyncio.run(key_of(bolo.settings(), bolo.url))
        begun = time.perf_counter()
        fill(bolo.url, asked.listings)
        print(f"{asked.listings} listings put in {time.perf_counter() - begun:.0f} s")
        bolo.start("api", "--port", str(bolo.port))
        bolo.answers()
        measure(bolo, key, asked)


if __name__ == "__main__":
    main()
