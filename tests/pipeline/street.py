"""What the tests of the pipeline share: a clock that is told, offers, and readings of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import BoloError
from bolo.core.marketplace import (
    Access,
    Address,
    Answer,
    Budget,
    Claim,
    Fetch,
    Marketplace,
    Page,
    Policy,
    ReadsPage,
    Request,
    Search,
    Searches,
)
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer
from bolo.pipeline.watch.asking import store as inbox
from bolo.pipeline.watch.asking.packing import pack
from bolo.pipeline.watch.asking.store import NewReading
from bolo.platform.database.access import Database
from bolo.platform.database.partitions import make_ahead

T = TypeVar("T")
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
SHOP = "shop.example"
MUG = Offer(
    marketplace="fake",
    shop=SHOP,
    ref=f"{SHOP}/mug",
    url=f"https://{SHOP}/mug",
    title="Stelton Emma Mug White 0.3 l",
    price=Money(Decimal("20.0000"), "USD"),
    availability=Availability.IN_STOCK,
    brand="Stelton",
    gtin="5709846022645",
)


def priced(offer: Offer, amount: str, currency: str = "USD") -> Offer:
    """Return the offer at another price."""
    return replace(offer, price=Money(Decimal(amount), currency))


def elsewhere(offer: Offer, shop: str, amount: str | None = None, currency: str = "USD") -> Offer:
    """Return the same thing in another shop."""
    moved = replace(offer, shop=shop, ref=f"{shop}/mug", url=f"https://{shop}/mug")
    return moved if amount is None else priced(moved, amount, currency)


@dataclass
class Hand:
    """A clock that goes on when it is told."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def on(self, seconds: float) -> datetime:
        """Go on, and tell the time."""
        self.now += timedelta(seconds=seconds)
        return self.now


class FakeShop(ReadsPage, Searches):
    """Reads what it is told, without asking; `pages` by address or words."""

    slug = "fake"
    title = "A fake shop"
    policy = Policy(Access.PUBLIC_PAGE, "https://shop.example/terms")
    budget = Budget(per_minute=60)

    def __init__(self) -> None:
        self.pages: dict[str, Page | BoloError | Exception] = {}
        self.asked: list[str] = []

    def claims(self, address: Address) -> Claim:
        """Claim every example."""
        return Claim.OURS if address.host.endswith(".example") else Claim.NOT_OURS

    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Return the page of that address; `after` names the next one."""
        return await self._page(after or address.url, fetch)

    async def search(self, search: Search, fetch: Fetch) -> Page:
        """Return the page of those words."""
        return await self._page(search.after or search.words, fetch)

    async def _page(self, key: str, fetch: Fetch) -> Page:
        self.asked.append(key)
        page = self.pages.get(key, Page(()))
        if isinstance(page, Exception):
            raise page
        return await fetch(Request(f"https://shop.example/{key}"), lambda _: page)


def fetch_for(_: Marketplace) -> Fetch:
    """Answer every request with the address itself."""

    async def fetch(request: Request, read: Callable[[Answer], T]) -> T:
        return read(Answer(request.url.encode(), request.url))

    return fetch


async def partitions(session: AsyncSession, now: datetime = NOON) -> None:
    """Make the partitions that the worker makes."""
    await make_ahead(session, ("price_change", "raw_page"), now)


async def workspace(session: AsyncSession, currency: str = "USD") -> UUID:
    """Add a workspace."""
    new = uuid4()
    await session.execute(
        text(
            "INSERT INTO workspace (id, name, currency, created_at) VALUES (:id, 'W', :currency,"
            " now())"
        ),
        {"id": new, "currency": currency},
    )
    return new


async def question(
    session: AsyncSession, key: str = f"https://{SHOP}/", *, demo: bool = False
) -> UUID:
    """Add a question that is asked."""
    source, new = uuid4(), uuid4()
    host = Address.of(key).host
    await session.execute(
        text("INSERT INTO source (id, host) VALUES (:id, :host) ON CONFLICT (host) DO NOTHING"),
        {"id": source, "host": host},
    )
    await session.execute(
        text("""
            INSERT INTO question (id, source_id, kind, key, least_seconds, most_seconds,
                interval_seconds, due_at, demo)
            SELECT :id, source.id, 'address', :key, 120, 3600, 600, :now, :demo
            FROM source WHERE host = :host
        """),
        {"id": new, "key": key, "now": NOON, "demo": demo, "host": host},
    )
    return new


async def wanted(session: AsyncSession, owner: UUID, *questions: UUID) -> UUID:
    """Let a workspace watch questions."""
    new = uuid4()
    await session.execute(
        text("""
            INSERT INTO watch (id, workspace_id, label, kind, key, created_at)
            VALUES (:id, :workspace, 'w', 'address', gen_random_uuid(), now())
        """),
        {"id": new, "workspace": owner},
    )
    for one in questions:
        await session.execute(
            text("""
                INSERT INTO watch_question (watch_id, question_id, workspace_id)
                VALUES (:watch, :question, :workspace)
            """),
            {"watch": new, "question": one, "workspace": owner},
        )
    return new


async def read(
    session: AsyncSession,
    asked: UUID,
    offers: Sequence[Offer],
    at: datetime,
    *,
    complete: bool = True,
) -> UUID:
    """Put a reading into the inbox."""
    new = uuid4()
    payload, _ = pack(tuple(offers))
    await inbox.add_readings(session, [NewReading(new, asked, at, complete, payload)])
    return new


async def events(session: AsyncSession, kind: str) -> list[UUID]:
    """Return the ids told by events of a kind, and forget them."""
    rows = await session.execute(
        text("DELETE FROM outbox WHERE kind = :kind RETURNING ids"), {"kind": kind}
    )
    return [one for row in rows for one in row.ids]


async def scalar(session: AsyncSession, sql: str, **values: object) -> object:
    """Return the only value that a query finds."""
    return (await session.execute(text(sql), values)).scalar_one()


async def rows_of(database: Database, sql: str, **values: object) -> list[tuple[object, ...]]:
    """Return what a query finds."""
    async with database.transaction() as session:
        return [tuple(row) for row in await session.execute(text(sql), values)]
