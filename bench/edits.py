"""How soon an edit of a saved search takes effect, with 10,000 others, while new things come in.

    python -m bench.edits [--searches 10000] [--listings 100000] [--edits 40]

New things come in all the time; while a search is edited, each is what that search looks for.
So the edit works from the first one on that is told: the clock runs from the request to the moment
when that one was stored. All that is stored after the answer must be told.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

import aiohttp
import asyncpg

from bench.alerts import SHOP, STORE, Receiver, offer, prepare
from bench.frame.service import Service, key_of, latencies, service
from bench.stock import stock
from bolo.pipeline.watch.asking.packing import pack
from bolo.platform.database.dsn import asyncpg_url
from bolo.platform.ids import new_id
from bolo.wiring import build

EVERY = 0.04
"""Seconds between two things."""
AFTER = 5
"""Things stored after the answer to an edit that must be told before there is another."""
SYLLABLES = "ba ke lo mi nu ra so ti vu wen dor kal mar pin sel tor van zel gra stu".split()


@dataclass(slots=True)
class Edit:
    """One edit: when it was asked for and answered, and when what it looks for was stored."""

    word: str
    asked: float = 0
    answered: float = 0
    stored: list[tuple[float, str]] = field(default_factory=list[tuple[float, str]])

    def effect(self, told: dict[str, float]) -> tuple[float, float, int]:
        """Return the seconds to the effect and to the first message, and how many were lost."""
        first = next(n for n, (_, url) in enumerate(self.stored) if url in told)
        at, url = self.stored[first]
        lost = sum(one not in told for _, one in self.stored[first : first + AFTER])
        return max(0.0, at - self.asked), told[url] - self.asked, lost

    def due(self) -> list[str]:
        """Return what was stored after the answer and is to be told before the next edit."""
        return [url for when, url in self.stored if when > self.answered][:AFTER]


@dataclass(slots=True)
class Stream:
    """Things that come in, one after the other; each is called by the word of the moment."""

    connection: asyncpg.Connection
    source: UUID
    now: Edit
    count: int = 0
    enough: bool = False

    async def flow(self) -> None:
        """Store things until it is enough."""
        while not self.enough:
            await self._one(self.now)
            await asyncio.sleep(EVERY)

    async def _one(self, edit: Edit) -> None:
        made = offer(self.count, edit.word)
        thing = replace(made, url=f"https://{SHOP}/products/{edit.word}-{self.count}")
        self.count += 1
        before = time.perf_counter()
        values = ([new_id()], [thing.url], new_id(), [new_id()], [pack((thing,))[0]])
        await self.connection.execute(STORE, self.source, *values)
        edit.stored.append((before, thing.url))

    async def until(self, count: int, edit: Edit) -> None:
        """Wait until so many things were stored under an edit."""
        async with asyncio.timeout(60):
            while len(edit.stored) < count:  # noqa: ASYNC110  (nobody would set an event)
                await asyncio.sleep(EVERY / 4)


def word(number: int) -> str:
    """Return a word that no other search looks for."""
    return "qu" + "".join(SYLLABLES[number // 20**power % 20] for power in range(3)) + "x"


@dataclass(frozen=True, slots=True)
class Desk:
    """Edits searches of a bolo, one after the other."""

    session: aiohttp.ClientSession
    where: str
    stream: Stream
    receiver: Receiver

    async def edit(self, edit: Edit, search: str | None = None) -> str:
        """Add a search, or have one look for another word; return its id when it works."""
        self.stream.now = edit
        await self.stream.until(2, edit)  # nobody looks for these two
        way, where = ("POST", self.where) if search is None else ("PATCH", f"{self.where}/{search}")
        edit.asked = time.perf_counter()
        async with self.session.request(way, where, json={"rule": edit.word}) as answer:
            answer.raise_for_status()
            made = await answer.json()
        edit.answered = time.perf_counter()
        async with asyncio.timeout(60):
            while len(edit.due()) < AFTER or not self.receiver.at.keys() >= set(edit.due()):
                self.receiver.more.clear()
                await self.receiver.more.wait()
        return str(made["id"])


async def edit_all(desk: Desk, count: int) -> tuple[list[Edit], list[Edit]]:
    """Add searches and edit each of them once; return the additions and the edits."""
    added, edited = [], []
    for number in range(count):
        new, changed = Edit(word(2 * number)), Edit(word(2 * number + 1))
        made = await desk.edit(new)
        await desk.edit(changed, made)
        added.append(new)
        edited.append(changed)
    return added, edited


def said(edits: Sequence[Edit], told: dict[str, float]) -> str:
    """Say how soon edits took effect."""
    found = [one.effect(told) for one in edits]
    lost = sum(one[2] for one in found)
    return f"{latencies([one[0] for one in found])}; {lost} lost"


async def measure(bolo: Service, count: int, stocked: tuple[int, int]) -> dict[str, str]:
    """Fill it with searches and listings, start it, edit, and return the figures."""
    key = await key_of(bolo.settings(), bolo.url)
    await asyncio.to_thread(stock, bolo.url, *stocked)
    receiver = Receiver()
    await receiver.start()
    services = build(bolo.settings(), bolo.url, role="bench")
    source = await prepare(services, receiver.url)
    await services.db.close()
    bolo.start("worker")
    bolo.start("api", "--port", str(bolo.port))
    bolo.answers()
    connection = await asyncpg.connect(asyncpg_url(bolo.url))
    stream = Stream(connection, source, Edit("kestrel"))
    flowing = asyncio.create_task(stream.flow())
    await receiver.told(20)  # the worker has loaded what it needs
    async with aiohttp.ClientSession(headers={"authorization": f"Bearer {key}"}) as session:
        desk = Desk(session, f"{bolo.origin}/api/v1/searches", stream, receiver)
        added, edited = await edit_all(desk, count)
    stream.enough = True
    await flowing
    await receiver.stop()
    await connection.close()
    told = receiver.at
    return {
        "added, to the effect": said(added, told),
        "edited, to the effect": said(edited, told),
        "to the first message": latencies([one.effect(told)[1] for one in [*added, *edited]]),
        "to the API's answer": latencies([one.answered - one.asked for one in [*added, *edited]]),
        "stored meanwhile": f"{stream.count} things",
    }


def main(arguments: Sequence[str] | None = None) -> dict[str, str]:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--searches", type=int, default=10_000)
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--edits", type=int, default=40)
    chosen = parser.parse_args(arguments)
    with service() as bolo:
        figures = asyncio.run(measure(bolo, chosen.edits, (chosen.searches, chosen.listings)))
    for name, figure in figures.items():
        print(f"{name:>24}  {figure}")
    return figures


if __name__ == "__main__":
    main()
