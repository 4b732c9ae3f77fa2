"""How fast "what is this worth?" is answered among a million listings: by address, GTIN and words.

A PostgreSQL of its own, one `bolo api`, and the asking in this process; bounded. No question is
asked twice, and beside the API stands one call of `bolo worth`, which starts anew each time.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when it is run as a file

from bench.frame.service import Service, key_of, latencies, service
from bolo.platform.settings import environment

NUMBERED = """
    CREATE FUNCTION pg_temp.gtin(p bigint) RETURNS text IMMUTABLE LANGUAGE sql AS $$
        SELECT s || (10 - (SELECT sum(substr(s, i, 1)::int * (1 + 2 * ((i + 1) % 2)))
                           FROM generate_series(1, 12) AS i) % 10) % 10
        FROM (SELECT '400' || lpad(p::text, 9, '0') AS s) AS bare $$"""
"""A GTIN-13 of a number, with its check digit."""
FILL = (
    NUMBERED,
    "DROP INDEX ix_listing_title",
    """INSERT INTO product (id, title, brand, gtin, mpn, words, created_at)
        SELECT gen_random_uuid(), title, split_part(title, ' ', 1), pg_temp.gtin(p),
               split_part(title, ' ', 2), lower(title), now()
        FROM (SELECT p, (ARRAY['Sony','LEGO','Nikon','Apple','Bosch','Stelton','Canon','Philips',
                               'Makita','Braun','Casio','Dyson','Logitech','Samsung','Garmin',
                               'Miele'])[1 + p % 16] || ' '
                     || upper(substr(md5(p::text), 1, 2)) || '-' || 100 + p % 90000 || ' '
                     || (ARRAY['digital camera','cordless drill','coffee mug','mobile phone',
                               'building set','zoom lens','electric shaver','wrist watch',
                               'vacuum cleaner','wireless mouse','smart television',
                               'running watch','dish washer'])[1 + p % 13] || ' '
                     || (ARRAY['black','white','blue','red','silver'])[1 + p % 5] AS title
              FROM generate_series(1, {products}) AS p) AS made""",
    """INSERT INTO listing (id, marketplace, shop, ref, url, title, condition, gtin, facts,
                             first_seen_at, seen_at)
        SELECT gen_random_uuid(), 'shopify', 'shop' || n % 500 || '.example', n::text,
               'https://shop' || n % 500 || '.example/collections/all/products/'
               || lower(replace(product.title, ' ', '-')) || '-' || n,
               (ARRAY['','New ','Original '])[1 + n % 3] || product.title
               || (ARRAY['',' with case',', 2 year warranty',' - free shipping'])[1 + n % 4],
               'new', product.gtin, '', now() - n * interval '1 second', now()
        FROM generate_series(1, {count}) AS n
        JOIN (SELECT *, row_number() OVER (ORDER BY gtin) AS p FROM product) AS product
        ON product.p = 1 + n % {products}""",
    """INSERT INTO current_price (listing_id, amount, currency, availability, since, reads)
       SELECT id, 20 + (hashtext(gtin) & 255) + (hashtext(ref) & 7), 'USD', 'in_stock', seen_at, 2
       FROM listing""",
    """INSERT INTO link (listing_id, product_id, probability, method, reasons, linked_at)
       SELECT listing.id, product.id, 1, 'gtin', '[]', now()
       FROM listing JOIN product USING (gtin)""",
    "CREATE INDEX ix_listing_title ON listing USING gin (title gin_trgm_ops)",
    "VACUUM ANALYZE",
)
ASKED = {
    "address": "SELECT url FROM listing",
    "address with more": "SELECT url || '?utm_source=letter#reviews' FROM listing",
    "address never seen": "SELECT url || '-gone' FROM listing",
    "GTIN": "SELECT gtin FROM product",
    "title of a listing": "SELECT title FROM listing",
    "brand and model": "SELECT brand || ' ' || mpn FROM product",
    "model and a word": "SELECT mpn || ' bargain' FROM product",
    "words of many": "SELECT substr(title, strpos(title, '-') + 4) || ' new' FROM product",
    "words of none": "SELECT 'grand piano ' || substr(md5(id::text), 1, 6) FROM product",
}
INDEXES = """SELECT relname, pg_size_pretty(pg_relation_size(oid)) FROM pg_class
             WHERE relkind = 'i' AND relname ~ '^(ix_)?listing' OR relname ~ '^ix_(listing|product)'
             ORDER BY pg_relation_size(oid) DESC"""


def fill(url: str, count: int, products: int) -> None:
    """Put so many listings of so many products."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        for statement in FILL:
            connection.execute(statement.format(count=count, products=products).encode())


def questions(url: str, query: str, times: int) -> list[str]:
    """Return so many things to ask, always the same."""
    drawn = f"SELECT * FROM ({query}) AS q(asked) ORDER BY md5(asked) LIMIT {times}"  # noqa: S608
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute(drawn.encode())]


def ask(bolo: Service, key: str, words: str) -> tuple[float, dict[str, Any]]:
    """Ask once; return how many seconds it took, and the answer."""
    query = urllib.parse.urlencode({"q": words})
    request = urllib.request.Request(  # noqa: S310  (ours)
        f"{bolo.origin}/api/v1/worth?{query}", headers={"authorization": f"Bearer {key}"}
    )
    begun = time.perf_counter()
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        found = json.load(answer)
    return time.perf_counter() - begun, found


def measure(bolo: Service, key: str, times: int) -> Iterator[str]:
    """Ask so often of each kind, and say how long it took whom."""
    for kind, query in ASKED.items():
        asked = questions(bolo.url, query, times)
        ask(bolo, key, asked[0])
        before = bolo.spent()
        answers = [ask(bolo, key, words) for words in asked[1:]]
        after, count = bolo.spent(), len(answers)
        each = {name: (after[name] - before[name]) / count * 1000 for name in after}
        spent = ", ".join(f"{name} {ms:.0f}" for name, ms in each.items())
        known = sum(answer["match"] is not None for _, answer in answers)
        took = latencies([seconds for seconds, _ in answers])
        yield f"{kind:>20}  {took}; {known} of {count} known; processor {spent} ms"


def called(bolo: Service, words: str) -> str:
    """Run `bolo worth` once, and say how long it took."""
    told = {**environment(), "DATABASE_URL": bolo.url, "BOLO_LOG_LEVEL": "error"}
    begun = time.perf_counter()
    subprocess.run(  # noqa: S603  (our own words)
        (sys.executable, "-m", "bolo", "--data", str(bolo.data), "worth", words),
        env=told,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return f"{time.perf_counter() - begun:.1f} s by the wall: bolo worth {words!r}"


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=1_000_000)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=41)
    asked = parser.parse_args()
    with service() as bolo:
        key = asyncio.run(key_of(bolo.settings(), bolo.url))
        begun = time.perf_counter()
        fill(bolo.url, asked.listings, asked.products)
        print(f"{asked.listings} listings put in {time.perf_counter() - begun:.0f} s")
        bolo.start("api", "--port", str(bolo.port))
        bolo.answers()
        for line in measure(bolo, key, asked.times):
            print(line, flush=True)
        for kind in ("address", "title of a listing"):
            print(called(bolo, questions(bolo.url, ASKED[kind], 1)[0]), flush=True)
        with psycopg.connect(bolo.url) as connection:
            for name, size in connection.execute(INDEXES):
                print(f"{name:>32}  {size}")


if __name__ == "__main__":
    main()
