"""How fast the API lists 50 rows of a million, and how many such requests it serves.

    python bench/lists.py [--listings N] [--requests N] [--at-once N]

A PostgreSQL of its own in a temporary folder, one API process as `bolo api` runs it, and
the asking in this process. Bounded: so many requests, then it ends. Latencies are those
of the asking side with one request at a time; the processor time is the server's.
"""

import argparse
import asyncio
import multiprocessing
import os
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import psycopg
import uvicorn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when it is run as a file

from bolo.api.app import create_app
from bolo.platform import migrate
from bolo.platform.postgres import Postgres
from bolo.platform.settings import Settings
from bolo.wiring import build, for_api

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
ASKED = {
    "the newest 50": "listings?limit=50",
    "50 of one shop": "listings?limit=50&shop=shop7.example",
    "50 with two words": "listings?limit=50&q=lego+lens",
    "50 with a rare word": "listings?limit=50&q=9901",
    "50 far down": "listings?limit=50&cursor={deep}",
}


def serve(data: str, url: str, sock: socket.socket) -> None:
    """Serve the API on a socket until ended."""
    settings = Settings(data=Path(data), database_url=url)
    application = create_app(for_api(settings, url, supervised=False), None)
    config = uvicorn.Config(application, log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[sock])


@contextmanager
def served(data: Path, url: str) -> Iterator[tuple[str, int]]:
    """Give the origin and the process id of an API of its own."""
    sock = socket.create_server(("127.0.0.1", 0))
    process = multiprocessing.get_context("spawn").Process(
        target=serve, args=(str(data), url, sock), daemon=True
    )
    process.start()
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}", process.pid or 0
    finally:
        process.terminate()
        process.join(20)
        sock.close()


def processor(pid: int) -> float:
    """Return the seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fill(url: str, count: int) -> None:
    """Put so many listings that one workspace watches."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        for statement in FILL:
            connection.execute(statement.format(count=count).encode())


async def key_of(url: str, data: Path) -> str:
    """Return an API key of the owner."""
    services = build(Settings(data=data, database_url=url), url, role="bench")
    try:
        made = await services.accounts.create_api_key(await services.accounts.ensure_owner(), "b")
    finally:
        await services.db.close()
    return str(made.token)


async def one_by_one(session: aiohttp.ClientSession, path: str, times: int) -> list[float]:
    """Return the seconds of each request, one after the other."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        async with session.get(path) as answer:
            answer.raise_for_status()
            await answer.read()
        found.append(time.perf_counter() - begun)
    return found


async def at_once(session: aiohttp.ClientSession, path: str, requests: int, many: int) -> float:
    """Return the requests a second with `many` at once."""
    begun = time.perf_counter()
    await asyncio.gather(*(one_by_one(session, path, requests // many) for _ in range(many)))
    return requests // many * many / (time.perf_counter() - begun)


async def far_down(session: aiohttp.ClientSession) -> str:
    """Return the cursor behind the first 1,500 listings."""
    cursor = ""
    for _ in range(3):
        after = f"&cursor={cursor}" if cursor else ""
        async with session.get(f"listings?limit=500{after}") as answer:
            answer.raise_for_status()
            cursor = (await answer.json())["next"]
    return cursor


async def measure(origin: str, pid: int, key: str, asked: argparse.Namespace) -> None:
    """Print what was measured."""
    headers = {"authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession(f"{origin}/api/v1/", headers=headers) as session:
        cursor = await far_down(session)
        for words, path in ASKED.items():
            wanted = path.format(deep=cursor)
            await one_by_one(session, wanted, 20)
            took = sorted(await one_by_one(session, wanted, asked.times))
            p50, p95 = statistics.median(took), took[int(len(took) * 0.95)]
            print(
                f"{words:>24}  p50 {p50 * 1000:5.1f} ms  p95 {p95 * 1000:5.1f} ms"
                f"  ({GOAL_SECONDS / p95:.1f} times as quick as wanted)"
            )
        before = processor(pid)
        rate = await at_once(session, "listings?limit=50", asked.requests, asked.at_once)
        each = (processor(pid) - before) / asked.requests * 1000
        print(f"{'requests a second':>24}  {rate:.0f}, {rate / GOAL_RATE:.2f} of what is wanted")
        print(f"{'the server meanwhile':>24}  {each:.2f} ms of processor a request")


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--requests", type=int, default=4_000)
    parser.add_argument("--at-once", type=int, default=16)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        postgres = Postgres(path)
        postgres.start()
        try:
            url = postgres.create_database("bench")
            migrate.upgrade(url)
            key = asyncio.run(key_of(url, path))
            begun = time.perf_counter()
            fill(url, asked.listings)
            print(f"{asked.listings} listings put in {time.perf_counter() - begun:.0f} s")
            with served(path, url) as (origin, pid):
                asyncio.run(measure(origin, pid, key, asked))
        finally:
            postgres.stop()


if __name__ == "__main__":
    main()
