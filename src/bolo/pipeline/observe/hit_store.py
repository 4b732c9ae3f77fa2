"""Queries of what searches caught, and of listings as a search sees them."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.place import Point
from bolo.core.searching.matching import Seen
from bolo.core.searching.saved import Hit
from bolo.core.searching.words import traces

_SEEN = """
    SELECT listing.id, listing.marketplace, listing.title, listing.shop, listing.seller,
           listing.brand, listing.variant, listing.mpn, listing.gtin, listing.category,
           listing.condition, listing.latitude, listing.longitude,
           price.amount, price.currency, price.was_amount, price.shipping_amount
    FROM listing LEFT JOIN current_price AS price ON price.listing_id = listing.id
    WHERE listing.gone_at IS NULL AND price.availability IS DISTINCT FROM 'out_of_stock'
"""
SOME = text(f"{_SEEN} AND listing.id = ANY(CAST(:ids AS uuid[])) ORDER BY listing.id")
_NEWEST = f"""
    {_SEEN} AND (:everywhere OR listing.marketplace = ANY(CAST(:marketplaces AS text[])))
    ORDER BY listing.id DESC LIMIT :limit
"""
COUNTED = text(f"SELECT count(*) FROM ({_NEWEST}) AS newest")  # noqa: S608  (our own words)
RECENT = text(f"""
    SELECT newest.* FROM ({_NEWEST}) AS newest
    CROSS JOIN LATERAL (SELECT concat_ws(' ', title, brand, variant, mpn, gtin) AS said) AS told
    WHERE CAST(:holding AS text[]) IS NULL OR octet_length(said) <> char_length(said)
          OR lower(said COLLATE "C") LIKE ANY(CAST(:holding AS text[]))
    ORDER BY newest.id DESC
""")  # noqa: S608  (our own words)
"""What is not ASCII may be written in more ways than can be said here: it is left in."""
Shown = tuple[UUID, Seen]


async def seen(session: AsyncSession, ids: Sequence[UUID]) -> list[Shown]:
    """Return those listings that are for sale now, with the price that is believed."""
    return [_shown(row) for row in await session.execute(SOME, {"ids": sorted(ids)})]


@dataclass(frozen=True, slots=True)
class Newest:
    """So many of the newest listings for sale; of some marketplaces, or of all."""

    limit: int
    marketplaces: Sequence[str] = ()

    def values(self) -> dict[str, Any]:
        """Return it in the words of the queries."""
        on = list(self.marketplaces)
        return {"everywhere": not on, "marketplaces": on, "limit": self.limit}


async def count(session: AsyncSession, newest: Newest) -> int:
    """Return how many there are."""
    return int((await session.execute(COUNTED, newest.values())).scalar_one())


async def recent(
    session: AsyncSession, newest: Newest, words: Iterable[str] | None = None, *, page: int = 500
) -> AsyncIterator[list[Shown]]:
    """Yield them page by page, the newest first.

    With `words` most of those are left out that have none of these pieces.
    """
    traced = None if words is None else [f"%{one}%" for word in words for one in traces(word)]
    rows = await session.stream(RECENT, {**newest.values(), "holding": traced})
    async for part in rows.partitions(page):
        yield [_shown(row) for row in part]


def _shown(row: Row[Any]) -> Shown:
    """Return a row of `_SEEN`; asked for by their names its columns would take twice as long."""
    columns: tuple[Any, ...] = tuple(row)
    one, marketplace, title, shop, seller, brand, variant, mpn, gtin, category = columns[:10]
    condition, latitude, longitude, amount, currency, was, shipping = columns[10:]
    return one, Seen(
        marketplace=marketplace,
        title=title,
        shop=shop,
        seller=seller,
        brand=brand,
        variant=variant,
        mpn=mpn,
        gtin=gtin,
        category=category,
        condition=None if condition is None else Condition(condition),
        price=_money(amount, currency),
        was_price=_money(was, currency),
        shipping=_money(shipping, currency),
        place=None if latitude is None else Point(latitude, longitude),
    )


def _money(amount: Decimal | None, currency: str | None) -> Money | None:
    return Money(amount, currency) if amount is not None and currency is not None else None


async def sample_titles(session: AsyncSession, limit: int) -> list[str]:
    """Return the newest titles, to see which words are common."""
    query = text("SELECT title FROM listing ORDER BY id DESC LIMIT :limit")
    return list((await session.execute(query, {"limit": limit})).scalars())


async def add_hits(session: AsyncSession, caught: Sequence[Hit]) -> list[tuple[UUID, UUID]]:
    """Write hits, each once per search and listing; return (workspace, id) of the new ones.

    A search that is not active any more catches nothing, whatever a worker still believes.
    """
    some = sorted(caught, key=lambda hit: (hit.search, hit.listing))
    rows = await session.execute(
        text("""
            INSERT INTO search_hit (id, search_id, listing_id, workspace_id, found_at, amount,
                currency, told)
            SELECT new.id, new.search, new.listing, saved_search.workspace_id, new.at, new.amount,
                new.currency, new.told
            FROM unnest(CAST(:id AS uuid[]), CAST(:search AS uuid[]), CAST(:listing AS uuid[]),
                CAST(:at AS timestamptz[]), CAST(:amount AS numeric[]), CAST(:currency AS text[]),
                CAST(:told AS bool[])) AS new(id, search, listing, at, amount, currency, told)
            JOIN saved_search ON saved_search.id = new.search AND saved_search.state = 'active'
            ORDER BY new.search, new.listing
            ON CONFLICT (search_id, listing_id) DO NOTHING
            RETURNING workspace_id, id
        """),
        {
            "id": [hit.id for hit in some],
            "search": [hit.search for hit in some],
            "listing": [hit.listing for hit in some],
            "at": [hit.found_at for hit in some],
            "amount": [hit.price.amount if hit.price else None for hit in some],
            "currency": [hit.price.currency if hit.price else None for hit in some],
            "told": [hit.told for hit in some],
        },
    )
    return sorted((row[0], row[1]) for row in rows)


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with all that an alert of it says."""

    id: UUID
    search: UUID
    listing: UUID
    search_title: str
    title: str
    shop: str
    url: str
    price: Money | None
    demo: bool


async def found(session: AsyncSession, workspace: UUID, ids: Sequence[UUID]) -> list[Found]:
    """Return hits of a workspace as they are told; what is not to be told is left out."""
    rows = await session.execute(
        text("""
            SELECT search_hit.id, search_hit.search_id, search_hit.listing_id,
                   saved_search.title AS search_title, listing.title, listing.shop, listing.url,
                   search_hit.amount, search_hit.currency, listing.demo
            FROM search_hit
            JOIN saved_search ON saved_search.id = search_hit.search_id
            JOIN listing ON listing.id = search_hit.listing_id
            WHERE search_hit.id = ANY(CAST(:ids AS uuid[])) AND search_hit.told
              AND search_hit.workspace_id = :workspace
            ORDER BY search_hit.id
        """),
        {"ids": list(ids), "workspace": workspace},
    )
    return [
        Found(
            row.id,
            row.search_id,
            row.listing_id,
            row.search_title,
            row.title,
            row.shop,
            row.url,
            _money(row.amount, row.currency),
            row.demo,
        )
        for row in rows
    ]
