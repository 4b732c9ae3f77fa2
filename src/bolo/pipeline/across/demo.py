"""Use cases of the demo street: watch its shops, and forget all about it with one click."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import text

from bolo.core.errors import Conflict, Unavailable
from bolo.pipeline.watch.service import Watching
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.demo_switch import DemoPlan, DemoSwitch

EVERY = timedelta(seconds=5)
PATIENCE_SECONDS = 20.0
BOOK = "/sales.csv"
SHOPS = (
    ("Harbor Goods (demo)", "shopify"),
    ("Thimble & Crown (demo)", "woocommerce"),
    ("Kontor Lindenau (demo)", "plain"),
)
LOCK = (
    "SET LOCAL lock_timeout = '50s'",  # the stages may be at work on the street for a while
    "SELECT name FROM subscriber ORDER BY name FOR UPDATE",
    "SELECT pg_advisory_xact_lock(hashtext('bolo match'))",
    "SELECT id FROM product WHERE demo ORDER BY id FOR UPDATE",
    "SELECT id FROM opportunity WHERE demo ORDER BY id FOR UPDATE",
    "SELECT id FROM listing WHERE demo ORDER BY id FOR UPDATE",
    "SELECT id FROM question WHERE demo ORDER BY id FOR UPDATE",
)
"""As the stages lock them, so that nobody waits in a circle; what follows events stands still.

A round of observing has readings in its hands before their listings, and both go with the street.
"""
FORGET = (
    "DELETE FROM alert WHERE demo",
    "DELETE FROM watch WHERE demo",
    "DELETE FROM opportunity WHERE demo",
    "DELETE FROM price_change USING listing WHERE listing.id = listing_id AND listing.demo",
    "DELETE FROM listing WHERE demo",
    "DELETE FROM product WHERE demo",
    "DELETE FROM raw_page USING question WHERE question.id = question_id AND question.demo",
    "DELETE FROM question WHERE demo",
    "DELETE FROM source WHERE demo",
)
"""In this order; the rest goes with them by foreign key."""


@dataclass(frozen=True, slots=True)
class DemoShop:
    """A shop of the street."""

    title: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class DemoState:
    """Whether the street can be, is, and is watched."""

    available: bool
    running: bool
    installed: bool
    shops: tuple[DemoShop, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """The use cases; `answers` tells whether a shop answers, `supervised` that `bolo up` runs.

    `read` asks for a page of the street; `patience` is how many seconds the shops may take to open.
    """

    db: Database
    watching: Watching
    switch: DemoSwitch
    clock: Clock
    answers: Callable[[str], Awaitable[bool]]
    supervised: bool
    read: Callable[[str], Awaitable[bytes]]
    patience: float = PATIENCE_SECONDS

    async def state(self, workspace: UUID) -> DemoState:
        """Say how the street stands."""
        plan = self.switch.plan()
        installed = any(watch.demo for watch in await self.watching.all(workspace))
        wanted = plan is not None and plan.wanted
        return DemoState(self.supervised, wanted, installed, shops(plan) if wanted else ())

    def shop_names(self) -> dict[str, str]:
        """Return what the shops of the street are called, by host; none while it is not wanted."""
        plan = self.switch.plan()
        wanted = plan is not None and plan.wanted
        return {urlsplit(one.url).netloc: one.title for one in shops(plan)} if wanted else {}

    async def install(self, workspace: UUID) -> DemoState:
        """Start the street, wait until it answers, and watch its shops; twice is the same."""
        if not self.supervised:
            msg = "the demo street runs under `bolo up` only"
            raise Conflict(msg)
        plan = self.switch.want(self.clock(), wanted=True)
        await self._wait(plan)
        known = {watch.key for watch in await self.watching.all(workspace)}
        for shop in shops(plan):
            if shop.url not in known:
                await self.watching.add(
                    workspace, shop.url, every=EVERY, label=shop.title, demo=True
                )
        return await self.state(workspace)

    async def book(self) -> str:
        """Return the sales that a seller of the street wrote down before it opened: invented."""
        plan = self.switch.plan()
        if plan is None or not plan.wanted:
            msg = "the demo street is not there; start it first"
            raise Conflict(msg)
        return (await self.read(plan.origins[0] + BOOK)).decode()

    async def _wait(self, plan: DemoPlan) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.patience
        for origin in plan.origins:
            while not await self.answers(origin):
                if loop.time() > deadline:
                    msg = "the demo street does not answer; the log says why"
                    raise Unavailable(msg, retry_after=timedelta(seconds=5))
                await asyncio.sleep(0.1)

    async def remove(self) -> None:
        """Forget everything that was seen on the street, then stop it.

        In this order: what cannot be forgotten now stays, with the street that it is of. Killed
        between the two, the street runs unwatched, and removing it again stops it.
        """
        async with self.db.transaction() as session:
            for statement in (*LOCK, *FORGET):
                await session.execute(text(statement))
        self.switch.forget()


def shops(plan: DemoPlan | None) -> tuple[DemoShop, ...]:
    """Return the shops of a street."""
    if plan is None:
        return ()
    return tuple(
        DemoShop(title, kind, f"{origin}/")
        for (title, kind), origin in zip(SHOPS, plan.origins, strict=True)
    )
