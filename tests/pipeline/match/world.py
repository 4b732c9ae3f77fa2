"""What the tests of matching share: a shop after the other is read, observed and matched."""

from dataclasses import replace
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.offer import Offer
from bolo.pipeline.match.service import Matching
from bolo.pipeline.observe.service import Observing
from tests.pipeline.street import MUG, Hand, events, question, read

PLAIN = replace(MUG, gtin=None)


class World:
    """A question, observe and match."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.clock = Hand()
        self.matching = Matching(self.clock, uuid4)

    async def see(self, *offers: Offer, demo: bool = False) -> int:
        """Read, observe and match these offers, from a source of their own."""
        name = f"https://{uuid4().hex}.example/"
        asked = await question(self.session, name, demo=demo)
        one = await read(self.session, asked, offers, self.clock.on(10))
        await Observing(self.clock, uuid4).observe(self.session, [one])
        seen = await events(self.session, "ListingSeen")
        return await self.matching.link(self.session, seen)

    async def methods(self) -> list[str]:
        """Return how listings were linked, in the order of their shops."""
        rows = await self.session.execute(
            text("SELECT method FROM link JOIN listing ON listing.id = listing_id ORDER BY shop")
        )
        return list(rows.scalars())

    async def products(self) -> int:
        """Return how many products have a listing."""
        rows = await self.session.execute(text("SELECT count(DISTINCT product_id) FROM link"))
        return int(rows.scalar_one())

    async def again(self, *shops: str) -> int:
        """Place the listings of these shops again."""
        rows = await self.session.execute(
            text("SELECT id FROM listing WHERE shop = ANY(:shops)"), {"shops": list(shops)}
        )
        return await self.matching.link(self.session, list(rows.scalars()))
