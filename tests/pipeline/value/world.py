"""A workspace that watches one question, and the stages up to the verdict."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.offer import Offer
from bolo.pipeline.decide.service import Deciding
from bolo.pipeline.match.service import Matching
from bolo.pipeline.observe.service import Observing
from bolo.pipeline.value.service import Valuing
from bolo.pipeline.value.venues import Venues
from tests.pipeline.street import MUG, Hand, elsewhere, events, priced, read

CHEAP = priced(MUG, "20")
DEAR = [elsewhere(MUG, f"{name}.example", amount) for name, amount in (("b", "60"), ("c", "80"))]


class World:
    """A workspace that watches one question, and the stages up to the verdict."""

    def __init__(self, session: AsyncSession, asked: UUID, owner: UUID) -> None:
        self.session, self.asked, self.owner = session, asked, owner
        self.clock = Hand()
        self.observing = Observing(self.clock, uuid4)
        self.matching = Matching(self.clock, uuid4)
        self.valuing = Valuing(Venues.load(date(2026, 3, 9)), self.clock, uuid4)
        self.deciding = Deciding(self.clock, uuid4)

    async def see(self, *offers: Offer, asked: UUID | None = None) -> None:
        """Read, observe, match and value these offers."""
        one = await read(self.session, asked or self.asked, offers, self.clock.on(10))
        await self.observing.observe(self.session, [one])
        await self.matching.link(self.session, await events(self.session, "ListingSeen"))
        touched: list[UUID] = []
        for kind in ("ListingLinked", "PriceMoved", "ListingGone"):
            touched += await events(self.session, kind)
        await self.valuing.value(self.session, touched)

    async def open(self, owner: UUID | None = None) -> Sequence[tuple[object, ...]]:
        """Return what is open to a workspace."""
        rows = await self.session.execute(
            text("""
                SELECT listing.ref, price, exit_price, asks, currency,
                       jsonb_array_length(match_gates)
                FROM opportunity JOIN listing ON listing.id = listing_id
                WHERE workspace_id = :owner AND opportunity.gone_at IS NULL ORDER BY 1
            """),
            {"owner": owner or self.owner},
        )
        return [tuple(row) for row in rows]

    async def verdicts(self) -> dict[str, list[str]]:
        """Judge what was found; return all reasons' codes by verdict."""
        found = await events(self.session, "OpportunityFound")
        await self.deciding.judge(self.session, self.owner, found)
        rows = await self.session.execute(text("SELECT verdict, reasons FROM verdict"))
        codes: dict[str, list[str]] = {}
        for row in rows:
            codes.setdefault(row.verdict, []).extend(reason["code"] for reason in row.reasons)
        return codes
