"""Which product is meant: by words, a GTIN or the address of a page, judged as listings are.

Candidates of words are products whose listings' titles hold them; rules and trees then judge as
they judge a listing of that title. Nothing is written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.identifiers import gtin
from bolo.core.product import Description, Likeness, Method
from bolo.pipeline.match.candidates import store as candidate_store
from bolo.pipeline.match.opinions import Opinions
from bolo.pipeline.match.store import Placing
from bolo.pipeline.match.trees.judge import Judge

MOST = 12
"""Products that words are held against."""
NEAR = ("0.8", "0.7", "0.6", "0.5", "0.4", "0.3")
"""How like a part of a title words must be for its product to be looked at: the last of these.

The nearest are looked for first. Once there are enough of them, what is less like cannot be among
them, and to look for it costs ten times as much: most titles have something in common.
"""
TOLD = 5
"""Products that are told of, the likeliest first."""
CERTAIN = Decimal(1)
NOWHERE = ("", "", "", "")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A product, and how likely it is the thing that was meant."""

    product: UUID
    title: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Recognising:
    """The use case; the trees that judge are read once."""

    new_id: Callable[[], UUID]
    judge: Judge = field(default_factory=Judge)

    async def recognise(self, session: AsyncSession, words: str) -> list[Recognised]:
        """Return what words may mean, what is likeliest first; a gate puts a product last."""
        words = words.strip()
        if "://" in words:
            return await _at(session, words)
        number = gtin(words)
        if number is not None:
            return await _numbered(session, number)
        return await self._named(session, Description(words))

    async def _named(self, session: AsyncSession, thing: Description) -> list[Recognised]:
        await self.judge.renew(session)
        near = await nearest(session, thing.title)
        placings = [
            Placing(self.new_id(), thing, None, demo, None, NOWHERE) for demo in (False, True)
        ]
        pairs = [
            (placing.listing, product)
            for placing in placings
            for product, demo in near
            if demo is placing.demo
        ]
        known = await candidate_store.candidates(session, placings, pairs)
        opinions = Opinions()
        opinions.weigh(placings, known, {})
        await opinions.ask(self.judge)
        judged = [one for placing in placings for one in opinions.of(placing.listing, {})]
        judged.sort(key=lambda one: (bool(one[1].gates), -one[1].probability, str(one[0].product)))
        return [
            Recognised(candidate.product, candidate.description.title, likeness)
            for candidate, likeness in judged[:TOLD]
        ]


async def nearest(session: AsyncSession, words: str) -> list[tuple[UUID, bool]]:
    """Return products, each with whether it is invented, whose listings hold such words best."""
    found: list[tuple[UUID, bool]] = []
    for least in NEAR:
        found = await alike(session, words, least)
        if len(found) == MOST:
            break
    return found


async def alike(session: AsyncSession, words: str, least: str) -> list[tuple[UUID, bool]]:
    """Return those whose listings hold words that are at least so like, the likest first."""
    await session.execute(
        text("SELECT set_config('pg_trgm.word_similarity_threshold', :least, true)"),
        {"least": least},
    )
    rows = await session.execute(
        text("""
            SELECT product.id, product.demo, max(word_similarity(:words, listing.title)) AS alike
            FROM listing JOIN link ON link.listing_id = listing.id
            JOIN product ON product.id = link.product_id
            WHERE :words <% listing.title
            GROUP BY product.id ORDER BY 3 DESC, product.id LIMIT :most
        """),
        {"words": words, "most": MOST},
    )
    return [(row.id, row.demo) for row in rows]


async def _numbered(session: AsyncSession, number: str) -> list[Recognised]:
    rows = await session.execute(
        text("""
            SELECT id, title FROM product WHERE gtin = :gtin
              AND EXISTS (SELECT FROM link WHERE link.product_id = product.id)
            ORDER BY demo, created_at, id LIMIT :most
        """),
        {"gtin": number, "most": TOLD},
    )
    same = Likeness(CERTAIN, Method.GTIN, (f"same GTIN {number}",))
    return [Recognised(row.id, row.title, same) for row in rows]


async def _at(session: AsyncSession, address: str) -> list[Recognised]:
    rows = await session.execute(
        text("""
            SELECT product.id, product.title, link.probability, link.method, link.reasons
            FROM listing JOIN link ON link.listing_id = listing.id
            JOIN product ON product.id = link.product_id
            WHERE listing.url = ANY(CAST(:urls AS text[]))
            ORDER BY listing.gone_at IS NOT NULL, listing.id LIMIT :most
        """),
        {"urls": _spelt(address), "most": 1},
    )
    return [
        Recognised(
            row.id, row.title, Likeness(row.probability, method, _listed(row.reasons, method))
        )
        for row in rows
        for method in (Method(row.method),)
    ]


def _listed(reasons: Sequence[str], method: Method) -> tuple[str, ...]:
    """Say that it is a listing's own page, and why that listing is the product."""
    why = () if method is Method.OWN else reasons
    return ("one of its listings is this page", *why)


def _spelt(address: str) -> Sequence[str]:
    """Return an address as listings may have it: without what a browser or a letter added."""
    bare = address.partition("#")[0]
    page = bare.partition("?")[0]
    return [address, bare, page, page.rstrip("/"), f"{page.rstrip('/')}/"]
