"""One worker in a process of its own, told by words what to do, as `bolo.worker` does it all day.

It may be killed, and it tells what it took: that is why it is a process.
"""

import asyncio
import multiprocessing
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import uvloop
from sqlalchemy import text

from bench.frame.memory import peak_mb
from bolo.pipeline.decide import tasks as decide
from bolo.pipeline.match import tasks as match
from bolo.pipeline.notify import tasks as notify
from bolo.pipeline.observe import tasks as observe
from bolo.pipeline.value import tasks as value
from bolo.pipeline.watch.asking.asker import Asker, Pacing
from bolo.platform.garbage import collect_less_often
from bolo.platform.ids import new_id
from bolo.platform.settings import Settings
from bolo.wiring import REJUDGE, REVALUE, Services, build, stages
from bolo.worker import keep_house


@dataclass(frozen=True, slots=True)
class Plan:
    """How a worker works: questions at once, seconds of a lease, which stages listen."""

    at_once: int = 64
    lease: float = 90
    all_stages: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """What a worker took so far: questions asked, seconds of processor, the most memory."""

    asked: int
    cpu: float
    rss_mb: float

    def since(self, before: "Spent") -> "Spent":
        """Return what it took since; the memory stays the most there ever was."""
        return Spent(self.asked - before.asked, self.cpu - before.cpu, self.rss_mb)


class Worker:
    """A worker process; its methods return when it has done what it was told."""

    def __init__(self, url: str, data: Path, plan: Plan) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._told, there = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(url, data, plan, there), daemon=True)
        self._process.start()
        there.close()
        self._told.recv()

    def say(self, word: str) -> None:
        """Have it `ask`, or `rest` once all that was asked is stored."""
        self._told.send(word)
        self._told.recv()

    def spent(self) -> Spent:
        """Return what it took so far."""
        self._told.send("spent")
        spent: Spent = self._told.recv()
        return spent

    def kill(self) -> None:
        """End it with SIGKILL, whatever it is doing."""
        self._process.kill()
        self._process.join()

    def end(self) -> None:
        """Have it leave."""
        if self._process.is_alive():
            self._told.send("end")
            self._process.join(20)
        if self._process.is_alive():
            self.kill()


def _work(url: str, data: Path, plan: Plan, told: Connection) -> None:
    uvloop.run(_listen(url, data, plan, told))


async def _listen(url: str, data: Path, plan: Plan, told: Connection) -> None:
    loop = asyncio.get_running_loop()
    async with _running(url, data, plan) as (services, asker):
        collect_less_often()
        told.send("ready")
        stop, asking = asyncio.Event(), loop.create_task(asyncio.sleep(0))
        while (word := await loop.run_in_executor(None, told.recv)) != "end":
            if word == "ask":
                stop = asyncio.Event()
                asking = loop.create_task(asker.run(stop))
            elif word == "rest":
                stop.set()
                await asking
                await _emptied(services)
            told.send(_spent(asker) if word == "spent" else word)
        stop.set()
        await asking


@asynccontextmanager
async def _running(url: str, data: Path, plan: Plan) -> AsyncIterator[tuple[Services, Asker]]:
    """Build what a worker is made of, as `bolo.worker` does."""
    settings = Settings(
        data=data, allow_private_addresses=True, fetch_concurrency=max(plan.at_once, 1)
    )
    services = build(settings, url, role="worker")
    await keep_house(services)
    _subscribe(services, plan)
    pacing = Pacing(at_once=plan.at_once, lease=timedelta(seconds=plan.lease))
    asker = Asker(
        services.db, services.marketplaces, services.fetch_for, services.clock, new_id, pacing
    )
    async with services.fetcher:
        await services.jobs.start()
        try:
            yield services, asker
        finally:
            await services.jobs.stop()
            await services.db.close()


def _subscribe(services: Services, plan: Plan) -> None:
    jobs, db, built = services.jobs, services.db, stages(services)
    observe.subscribe(jobs, built.observing)
    if plan.all_stages:
        match.subscribe(jobs, db, built.matching, services.learning)
        value.subscribe(jobs, db, built.valuing, revalue=REVALUE, then=REJUDGE)
        decide.subscribe(jobs, db, built.deciding, rejudge=REJUDGE)
        notify.subscribe(jobs, built.notifying)


async def _emptied(services: Services) -> None:
    """Wait until observe has taken every reading out of its inbox."""
    while True:
        async with services.db.transaction() as session:
            if not (await session.execute(text("SELECT count(*) FROM reading"))).scalar_one():
                return
        await asyncio.sleep(0.02)


def _spent(asker: Asker) -> Spent:
    return Spent(asker.asked, time.process_time(), peak_mb())
