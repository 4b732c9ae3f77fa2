"""How fast what is followed is judged, when prices move: conditions a second, beside storing them.

    python -m bench.follows [--follows 10000] [--listings 10000] [--prices 20] [--rounds 20]

Listings are followed by many workspaces, some by far more than others; each follow has three
conditions. A round stores the new prices of 200 listings and judges all that follows them.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg

from bolo.core.following.follows import Condition, When, share
from bolo.core.fx import recorded
from bolo.core.listing import Quote
from bolo.core.money import Money
from bolo.pipeline.observe import store
from bolo.pipeline.observe.judging import Judging
from bolo.platform.database import migrate, partitions
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from bolo.platform.postgres.server import Postgres

NOW = datetime(2026, 3, 25, 12, tzinfo=UTC)
"""A moment whose past days are in one month, whenever this runs."""
AT_ONCE = 200
SEED = 7
WORKSPACES = "COPY workspace (id, name, currency, created_at) FROM STDIN"
FOLLOWS = """
    COPY follow (id, workspace_id, kind, key, label, conditions, margin, goods, currency, since,
        created_at) FROM STDIN
"""
UNCHECKED = "SET session_replication_role = replica"


@dataclass(slots=True)
class Town:
    """Who follows what, from one seed."""

    follows: int
    listings: int
    prices: int
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311  (invented)
    ids: list[UUID] = field(default_factory=list[UUID])

    def fill(self, url: str) -> None:
        """Write listings with a past, and what follows them."""
        self.ids = [new_id() for _ in range(self.listings)]
        begun = NOW - timedelta(days=self.prices)
        with psycopg.connect(url) as connection:
            connection.execute(UNCHECKED)
            put = """COPY listing (id, marketplace, shop, ref, url, title, facts, first_seen_at,
                seen_at) FROM STDIN"""
            with connection.cursor().copy(put) as rows:
                for number, one in enumerate(self.ids):
                    told = ("shop", "s.example", str(number), "https://s.example/", "Mug", "")
                    rows.write_row((one, *told, begun, NOW))
            put = "COPY price_change (listing_id, at, amount, currency, availability) FROM STDIN"
            with connection.cursor().copy(put) as rows:
                for one in self.ids:
                    for day in range(self.prices):
                        at = begun + timedelta(days=day)
                        rows.write_row((one, at, self.price(), "USD", "in_stock"))
            self._follow(connection, begun)
            connection.execute("ANALYZE")

    def price(self) -> Decimal:
        """Return what something costs on some day."""
        return Decimal(self.dice.randint(8_000, 12_000)) / 100

    def _follow(self, connection: psycopg.Connection, begun: datetime) -> None:
        weights = [1 / (rank + 10) for rank in range(self.listings)]
        followed = Counter(self.dice.choices(self.ids, weights, k=self.follows))
        homes = [new_id() for _ in range(max(followed.values()))]
        with connection.cursor().copy(WORKSPACES) as rows:
            for home in homes:
                rows.write_row((home, "Home", "USD", begun))
        with connection.cursor().copy(FOLLOWS) as rows:
            for one, count in followed.items():
                for home in homes[:count]:
                    below = Condition(When.BELOW, Money(self.price(), "USD"))
                    wanted = [below, share("10%/30d", When.DROP), Condition(When.LOW)]
                    kept = json.dumps([each.kept() for each in wanted])
                    told = (new_id(), home, "listing", str(one), "Mug", kept)
                    rows.write_row((*told, 2, [], "USD", begun, begun))


async def judged(db: Database, town: Town, rounds: int) -> dict[str, float]:
    """Return rates of judging and of storing, over all rounds."""
    judging = Judging(lambda: NOW, new_id, lambda: recorded()[-1])
    storing = looking = 0.0
    follows = hits = 0
    for number in range(rounds):
        moved = town.dice.sample(town.ids, min(AT_ONCE, len(town.ids)))
        at = NOW + timedelta(minutes=number)
        async with db.transaction() as session:
            start = time.perf_counter()
            quotes = [(one, Quote(Money(town.price(), "USD"), None, at)) for one in moved]
            await store.add_history(session, quotes)
            stored = time.perf_counter()
            hits += await judging.judge(session, dict.fromkeys(moved, at))
            done = time.perf_counter()
        storing, looking = storing + stored - start, looking + done - stored
        follows += await _concerned(db, moved)
    return {
        "follows": town.follows,
        "listings": town.listings,
        "prices_each": town.prices,
        "judged": follows,
        "hits": hits,
        "conditions_per_second": follows * 3 / looking,
        "listings_per_second": rounds * AT_ONCE / looking,
        "judging_ms_a_round": looking / rounds * 1_000,
        "storing_ms_a_round": storing / rounds * 1_000,
    }


async def _concerned(db: Database, moved: Sequence[UUID]) -> int:
    async with db.raw() as connection:
        query = "SELECT count(*) FROM follow WHERE key = ANY($1::text[])"
        return int(await connection.fetchval(query, [str(one) for one in moved]))


async def measure(url: str, town: Town, rounds: int) -> dict[str, float]:
    """Fill a migrated database and judge."""
    db = Database(url, pool_size=2)
    try:
        async with db.transaction() as session:
            await partitions.make_ahead(session, ("price_change",), NOW)
        await asyncio.to_thread(town.fill, url)
        return await judged(db, town, rounds)
    finally:
        await db.close()


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("follows", 10_000), ("listings", 10_000), ("prices", 20), ("rounds", 20)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = Postgres(Path(folder))
        url = server.start()
        try:
            migrate.upgrade(url)
            town = Town(given.follows, given.listings, given.prices)
            figures = asyncio.run(measure(url, town, given.rounds))
        finally:
            server.stop()
    for name, value in figures.items():
        print(f"{name:>22}  {value:,.1f}")


if __name__ == "__main__":
    main()
