"""A workspace with a person, one opportunity, and channels whose vendors answer as told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.channels import discover
from bolo.core.channel import Letter, Parcel, Reply
from bolo.core.marketplace import Request
from bolo.pipeline.notify.alerts import store
from bolo.pipeline.notify.alerts.about import About
from bolo.pipeline.notify.alerts.store import Alert
from bolo.pipeline.notify.channels.service import Channels
from bolo.pipeline.notify.channels.store import Kept
from bolo.pipeline.notify.sending import telling_store
from bolo.pipeline.notify.sending.composing import Composing
from bolo.pipeline.notify.sending.deliverer import HOLD, Deliverer
from bolo.pipeline.notify.sending.messages import Places
from bolo.pipeline.notify.sending.telling_store import Wish
from bolo.pipeline.notify.service import Notifying
from bolo.platform.database.access import Database
from bolo.platform.secrets import Secrets
from tests.pipeline.street import Hand, rows_of, workspace

URL = "https://hooks.example/bolo"
TOPIC = {"topic": "deals"}
PRODUCT = "INSERT INTO product (id, title, words, created_at) VALUES (:id, 'Mug', 'mug', now())"
LISTING = """
    INSERT INTO listing (id, marketplace, shop, ref, url, title, image, facts, first_seen_at,
        seen_at)
    VALUES (:id, 'm', 's', 'r', 'https://s/r', 'Mug', 'https://s/mug.jpg', '', now(), now())
"""
OPPORTUNITY = """
    INSERT INTO opportunity (id, workspace_id, listing_id, product_id, venue, currency, price,
        cost, exit_price, fees, proceeds, profit, margin, roi, probability, asks, reads, in_stock,
        confirmed_fees, match_gates, doubts, evidence, found_at, changed_at)
    VALUES (:id, :owner, :id, :id, 'ebay-us', 'USD', 10, 11, 30, 4, 26, 15, 0.5, 1.4, 0.99, 4, 2,
        true, true, '[]', '[]', '{}', now(), now())
"""
VERDICT = """
    INSERT INTO verdict (opportunity_id, workspace_id, verdict, reasons, risk, decided_at)
    VALUES (:id, :owner, 'skip', '[]', 1, now())
"""
USER = "INSERT INTO app_user (id, name, created_at) VALUES (:id, 'Ada', now())"
MEMBER = """
    INSERT INTO membership (id, workspace_id, user_id, role)
    VALUES (:id, :owner, :user, 'buyer')
"""
NAMED = """
    INSERT INTO watch (id, workspace_id, label, kind, key, created_at)
    VALUES (:id, :owner, :label, 'address', 'https://s/', now())
"""


class World:
    """The vendors answer with what stands in `answers`, and with 200 when nothing does."""

    def __init__(self, database: Database) -> None:
        self.db = database
        self.clock = Hand()
        self.owner = uuid4()
        self.user = uuid4()
        self.opportunity = uuid4()
        self.answers: list[Reply | int | Exception] = []
        self.sent: list[Parcel] = []
        self.channels = Channels(
            database,
            {slug: kind() for slug, kind in discover().items()},
            Secrets([b"k" * 32]),
            self.carry,
            self.clock,
            uuid4,
            bytes,
        )
        places = Places("https://bolo.example", public=True)
        self.composing = Composing(self.channels.kinds, places, uuid4, HOLD)
        self.deliverer = Deliverer(self.channels, self.composing, idle_seconds=0.01)

    async def begin(self) -> None:
        """Write the rows."""
        async with self.db.transaction() as session:
            self.owner = await workspace(session)
            await session.execute(text(USER), {"id": self.user})
            await self.join(session, self.user)
            for statement in (PRODUCT, LISTING, OPPORTUNITY, VERDICT):
                values: dict[str, UUID] = {"id": self.opportunity}
                if ":owner" in statement:
                    values["owner"] = self.owner
                await session.execute(text(statement), values)

    async def join(self, session: AsyncSession, user: UUID) -> None:
        """Have somebody belong to the workspace."""
        values = {"id": uuid4(), "owner": self.owner, "user": user}
        await session.execute(text(MEMBER), values)

    @property
    def whose(self) -> tuple[UUID, UUID]:
        """The workspace and the person."""
        return self.owner, self.user

    async def carry(self, parcel: Parcel, host: str | None) -> Reply:
        """Answer as told."""
        del host
        self.sent.append(parcel)
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return Reply(answer, self.clock()) if isinstance(answer, int) else answer

    async def named(self, label: str) -> None:
        """Give the shop a name, by the watch of it."""
        async with self.db.transaction() as session:
            values = {"id": uuid4(), "owner": self.owner, "label": label}
            await session.execute(text(NAMED), values)

    async def webhook(self) -> tuple[Kept, str]:
        """Add a webhook of the workspace."""
        kept, secret = await self.channels.add(self.owner, None, "webhook", {"url": URL})
        assert secret is not None
        return kept, secret

    async def ntfy(self, **about: str) -> Kept:
        """Add a channel of the person."""
        kept, _ = await self.channels.add(*self.whose, "ntfy", TOPIC | about)
        return kept

    async def wish(self, wish: Wish, scope: str = "") -> None:
        """Let the person choose how to be told."""
        async with self.db.transaction() as session:
            await telling_store.save(session, *self.whose, scope, wish)
            await telling_store.release(session, *self.whose, self.clock())

    async def stands(self, verdict: str, profit: int = 10, *, gone: bool = False) -> int:
        """Let the opportunity stand so, and notify; return how many alerts that raised."""
        async with self.db.transaction() as session:
            await session.execute(
                text("UPDATE opportunity SET profit = :profit, gone_at = :gone"),
                {"profit": profit, "gone": self.clock.now if gone else None},
            )
            await session.execute(text("UPDATE verdict SET verdict = :v"), {"v": verdict})
            notifying = Notifying(self.clock, uuid4)
            return await notifying.notify(session, self.owner, "USD", [self.opportunity])

    async def told(
        self, *worths: int | None, scope: str = "", user: UUID | None = None
    ) -> list[UUID]:
        """Raise an alert of each worth at once; return their ids."""
        alerts = [
            Alert(
                id=uuid4(),
                fact=f"fact {uuid4()}",
                kind="hit",
                title=f"Worth {worth}",
                body="Look.",
                opportunity_id=None,
                created_at=self.clock() - timedelta(microseconds=number),
                scope=scope,
                user_id=user,
                worth=None if worth is None else Decimal(worth),
                about=About(url="https://shop.example/p"),
            )
            for number, worth in enumerate(worths)
        ]
        async with self.db.transaction() as session:
            await store.add_alerts(session, self.owner, alerts)
            ids = [alert.id for alert in alerts]
            await Notifying(self.clock, uuid4).hand_on(session, self.owner, ids)
        return ids

    async def deliver(self, rounds: int = 12) -> None:
        """Deliver until nothing more is due."""
        for _ in range(rounds):
            if not await self.deliverer.deliver_due():
                return

    async def dispatches(self) -> list[tuple[object, ...]]:
        """Return how messages stand."""
        query = "SELECT state, attempts, last_status FROM dispatch ORDER BY created_at, id"
        return await rows_of(self.db, query)

    async def untold(self) -> list[object]:
        """Return why alerts were not told."""
        rows = await rows_of(self.db, "SELECT untold FROM delivery WHERE untold IS NOT NULL")
        return [row[0] for row in rows]

    def bodies(self) -> list[str]:
        """Return the words of what was sent."""
        return [words(parcel) for parcel in self.sent]

    def with_secrets(self, keys: Sequence[bytes]) -> Deliverer:
        """Return a deliverer of an installation with other keys."""
        other = replace(self.channels, secrets=Secrets(keys))
        return Deliverer(other, self.composing)


def words(parcel: Parcel) -> str:
    """Return the words of a parcel."""
    if isinstance(parcel, Request):
        return (parcel.body or b"").decode()
    return parcel.text if isinstance(parcel, Letter) else parcel.body
