"""A desk at which people answer reviews: a database, a workspace, and what a worker is to do."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.offer import Offer
from bolo.core.reviewing import Answer, Decision, WhyAsked
from bolo.pipeline.match.reviews import store as review_store
from bolo.pipeline.match.reviews.correcting import PLACE_AGAIN, Correcting
from bolo.pipeline.match.reviews.store import NewReview
from bolo.pipeline.match.trees.learning import Learning
from bolo.platform.database.access import Database
from bolo.platform.durable.work import Payload
from tests.pipeline.match.world import World
from tests.pipeline.street import NOON, Hand


class Desk:
    """A database, a workspace, and what a worker is to do."""

    def __init__(self, database: Database, owner: UUID, user: UUID) -> None:
        self.db, self.owner, self.user = database, owner, user
        self.clock = Hand()
        self.waiting: list[tuple[str, Payload]] = []
        self.correcting = Correcting(database, self.clock, uuid4, self.enqueue)
        self.learning = Learning(database, self.clock, self.enqueue)

    async def enqueue(self, _: AsyncSession, name: str, payload: Payload) -> str:
        """Remember it."""
        self.waiting.append((name, payload))
        return name

    async def see(self, *offers: Offer) -> None:
        """Read, observe and match these offers."""
        async with self.db.transaction() as session:
            await World(session).see(*offers)

    async def work(self) -> None:
        """Do what waits."""
        waiting, self.waiting = self.waiting, []
        for name, payload in waiting:
            assert name == PLACE_AGAIN
            async with self.db.transaction() as session:
                listings = [UUID(one) for one in payload["listings"]]
                await World(session).matching.link(session, listings)

    async def rows(self, query: str) -> Sequence[tuple[object, ...]]:
        """Return what the database says."""
        async with self.db.transaction() as session:
            return [tuple(row) for row in await session.execute(text(query))]

    async def links(self) -> dict[str, tuple[UUID, str]]:
        """Return product and method by shop."""
        rows = await self.rows(
            "SELECT shop, product_id, method FROM link JOIN listing ON listing.id = listing_id"
        )
        return {str(shop): (product, str(method)) for shop, product, method in rows}  # type: ignore[misc]

    async def ask(self, one: str, other: str) -> UUID:
        """Ask about listings of two shops; return the review."""
        new = uuid4()
        async with self.db.transaction() as session:
            rows = await session.execute(text("SELECT shop, id FROM listing"))
            listings = {row.shop: row.id for row in rows}
            product = await session.execute(
                text("SELECT product_id FROM link WHERE listing_id = :id"), {"id": listings[other]}
            )
            review = NewReview(
                new,
                listings[one],
                product.scalar_one(),
                WhyAsked.REPORTED,
                Decimal("0.5"),
                Decision.MATCH,
                (),
                workspace=self.owner,
                other=listings[other],
            )
            await review_store.add_reviews(session, [review], NOON)
        return new

    async def answer(self, review: UUID, answer: Answer) -> None:
        """Answer a review."""
        await self.correcting.answer(self.owner, self.user, review, answer)
