"""10,000 saved searches against a stream of listings: our index, a plain loop, and PostgreSQL.

Listings are invented: families of things, some much more in demand than others, with sizes,
colours and fillers; searches are what people ask of them. All three ask the same of the same;
PostgreSQL is asked for the words alone (a `tsquery` each), which is less than the others do.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

from bench.frame.memory import peak_mb
from bolo.core.condition import Condition
from bolo.core.fx import recorded
from bolo.core.money import Money
from bolo.core.searching.criteria import Criteria
from bolo.core.searching.matching import Exchange, Ready, Seen, holds
from bolo.core.searching.percolator import Percolator
from bolo.core.searching.rules.rule import parse
from bolo.core.searching.words import pieces

SYLLABLES = "ba ke lo mi nu ra so ti vu wen dor kal mar pin sel tor van zel gra stu".split()
COLOURS = "black white blue red green silver gold grey pink purple".split()
SIZES = "16gb 32gb 64gb 128gb 256gb 512gb 1tb 41mm 45mm 13 14 15".split()
FILLERS = "new boxed unlocked used genuine original vintage rare mint with charger case".split()
FAULTS = "broken faulty parts spares cracked damaged".split()
MARKETS = "ebay gumtree shopify vinted reverb amazon craigslist webpage".split()
CURRENCIES = "GBP EUR USD PLN".split()
SEED = 13
Stream = Sequence[Seen]


class Street:
    """What is offered and what is wanted, from one seed."""

    def __init__(self, families: int) -> None:
        self.dice = random.Random(SEED)  # noqa: S311  (invented goods)
        brands = [self._word() for _ in range(families // 8 or 1)]
        self.families = [
            (self.dice.choice(brands), self._word(), str(self.dice.randint(1, 40)))
            for _ in range(families)
        ]
        self.weights = list(accumulate(1 / (rank + 20) for rank in range(families)))

    def _word(self) -> str:
        return "".join(self.dice.choice(SYLLABLES) for _ in range(self.dice.randint(2, 4)))

    def _family(self) -> tuple[str, str, str]:
        return self.dice.choices(self.families, cum_weights=self.weights)[0]

    def listing(self) -> Seen:
        """Return something offered."""
        dice = self.dice
        words = [*self._family(), dice.choice(SIZES), dice.choice(COLOURS)]
        words += dice.sample(FILLERS, dice.randint(1, 4))
        if dice.random() < 0.1:
            words.append(dice.choice(FAULTS))
        currency = dice.choice(CURRENCIES)
        return Seen(
            marketplace=dice.choice(MARKETS),
            title=" ".join(words).title(),
            shop=f"shop{dice.randint(1, 500)}.example",
            condition=dice.choice(list(Condition)),
            price=Money(Decimal(dice.randint(500, 90_000)) / 100, currency),
        )

    def rule(self) -> str:
        """Return something wanted."""
        dice = self.dice
        brand, line, number = self._family()
        parts = [brand, line] if dice.random() < 0.7 else [f'"{brand} {line}"']
        if dice.random() < 0.5:
            parts.append(f"({number} OR {dice.randint(1, 40)})")
        if dice.random() < 0.4:
            parts.append(dice.choice(SIZES))
        if dice.random() < 0.5:
            parts += [f"-{word}" for word in dice.sample(FAULTS, 2)]
        if dice.random() < 0.8:
            parts.append(f"price<{dice.randint(20, 900)}{dice.choice(CURRENCIES)}")
        if dice.random() < 0.2:
            parts.append("condition:used,like_new")
        if dice.random() < 0.5:
            parts.append(f"on:{','.join(dice.sample(MARKETS, 2))}")
        return " ".join(parts)


def plain(searches: Sequence[Criteria], stream: Stream) -> list[int]:
    """Return how many searches each listing matches, by trying every one."""
    exchange = Exchange(recorded()[-1])
    asked = [one.clauses() for one in searches]
    found = []
    for seen in stream:
        listing = Ready(seen, exchange)
        found.append(sum(all(holds(clause, listing) for clause in one) for one in asked))
    return found


def counted(stream: Iterable[Seen]) -> Counter[str]:
    """Return how often words are met."""
    return Counter(word for seen in stream for word in set(pieces(seen.title)))


def timed(work: Callable[[], list[int]]) -> tuple[list[int], float]:
    """Return what came of it, and the processor time that it took."""
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def tsquery(rule: str) -> str:
    """Return the words of a rule as PostgreSQL asks for them."""
    words = [part for part in rule.split() if not part.startswith(("price", "condition", "on:"))]
    text = " & ".join(words).replace("& OR &", "|").replace("-", "!")
    return text.replace('"', "").replace("! ", "!")


async def in_postgres(rules: Sequence[str], stream: Stream) -> float:
    """Return the seconds that a table of tsqueries takes; the server has a core of its own."""
    import asyncpg  # noqa: PLC0415  (only here)

    from bolo.platform.postgres.server import Postgres  # noqa: PLC0415

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # noqa: ASYNC240  (nothing else waits)
        server = Postgres(Path(folder))
        url = server.start()
        try:
            connection = await asyncpg.connect(url)
            await connection.execute("CREATE TABLE search (id int, query tsquery)")
            await connection.executemany(
                "INSERT INTO search VALUES ($1, to_tsquery('simple', $2))",
                [(at, tsquery(rule)) for at, rule in enumerate(rules)],
            )
            await connection.execute("ANALYZE search")
            asked = "SELECT id FROM search WHERE to_tsvector('simple', $1) @@ query"
            ready = await connection.prepare(asked)
            start = time.perf_counter()
            for seen in stream:
                await ready.fetch(seen.title)
            return time.perf_counter() - start
        finally:
            await connection.close()
            server.stop()


def measure(searches: int, listings: int, *, postgres: bool) -> dict[str, float]:
    """Return rates, the memory of the index, and how long an edit takes."""
    street = Street(families=3_000)
    rules = [street.rule() for _ in range(searches)]
    criteria = [parse(rule) for rule in rules]
    sample = [street.listing() for _ in range(5_000)]
    before = peak_mb()
    index: Percolator[int] = Percolator(Exchange(recorded()[-1]), counted(sample))
    start = time.process_time()
    for number, one in enumerate(criteria):
        index.put(number, one)
    built = time.process_time() - start
    held = peak_mb() - before
    few, spent_plain = timed(lambda: plain(criteria, sample[: max(listings // 2_000, 1)]))
    for seen in sample:  # the first of a word costs more than all others
        index.caught_by(seen)
    stream = [street.listing() for _ in range(listings)]
    found, spent = timed(lambda: [len(index.caught_by(seen)) for seen in stream])
    same = few == [len(index.caught_by(seen)) for seen in sample[: len(few)]]
    figures = {
        "searches": searches,
        "listings": listings,
        "listings_per_second": listings / spent,
        "plain_per_second": len(few) / spent_plain,
        "same": float(same),
        "hits_per_listing": sum(found) / listings,
        "build_seconds": built,
        "edit_microseconds": edits(index, criteria),
        "index_mb": held,
        "peak_mb": peak_mb(),
    }
    if postgres:
        some = stream[: max(listings // 500, 1)]
        figures["postgres_per_second"] = len(some) / asyncio.run(in_postgres(rules, some))
    return figures


def edits(index: Percolator[int], criteria: Sequence[Criteria]) -> float:
    """Return the microseconds that an edit takes."""
    some = criteria[:1_000]
    start = time.process_time()
    for number, one in enumerate(some):
        index.put(number, one)
    return (time.process_time() - start) / len(some) * 1e6


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--searches", type=int, default=10_000)
    asked.add_argument("--listings", type=int, default=100_000)
    asked.add_argument("--no-postgres", action="store_true")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    figures = measure(given.searches, given.listings, postgres=not given.no_postgres)
    if given.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:>22}  {value:,.1f}")


if __name__ == "__main__":
    main()
