"""The feed of listings: everything that was seen, filtered, the newest first, with one's marks.

Pages are cut by (moment first seen, id), which an index serves: the millionth row comes as
quickly as the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.views import wire
from bolo.views.feed.words import Words, conditions
from bolo.views.listings import BRIEF, COLUMNS
from bolo.views.watched import sighted, watched

NEAR = 0.45
"""How alike words must be to a part of a title, in trigrams, to be shown as coming near."""
ALIKE = 0.35
MOST_SIMILAR = 12
WINDOW, WIDEST = 2_048, 32_768
"""How many of the newest are looked through for words, at first and at most."""
NEARBY = 512
"""How many of the newest are looked through for a page of what is watched, at first."""
FEW = 5_000
"""As many listings are read all, and sorted, sooner than they are met among the newest."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show; `None` leaves a thing out of account. Prices are in `currency`."""

    workspace: UUID
    user: UUID
    words: Words | None = None
    everywhere: bool = False
    """Also what others watch: public pages are shared."""
    marketplaces: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    availability: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    search: UUID | None = None
    """What this saved search caught."""
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    rates: Mapping[str, Decimal] | None = None
    """How many of the currency of the limits one unit of each currency is."""
    saved: bool | None = None
    viewed: bool | None = None
    hidden: bool = False
    offered: bool | None = True
    since: datetime | None = None

    def is_plain(self) -> bool:
        """Tell whether this is what is watched and nothing more particular."""
        return self == Wanted(self.workspace, self.user, hidden=self.hidden, offered=self.offered)

    def without_words(self) -> "Wanted":
        """Return the same, whatever the titles say."""
        return replace(self, words=None)


OWN = ", ".join(
    f"listing.{column}"
    for column in (
        *("id", "marketplace", "shop", "url", "title", "brand", "gtin", "mpn", "variant"),
        *("category", "condition", "seller", "image", "place", "country"),
        *("first_seen_at", "seen_at", "gone_at", "demo"),
    )
)
"""What is shown of a listing itself."""
_THESE = "listing_id = ANY((SELECT ids.found FROM ids)::uuid[])"


MADE_OF_IT = """
    mark.viewed_at, mark.saved_at, mark.hidden_at, mark.opened,
    coalesce(note.note, '') AS note, coalesce(note.tags, '{}') AS tags,
    deal.id AS deal, deal.verdict, deal.profit, deal.currency AS deal_currency
"""


def beside(found: str, columns: str, order: str) -> str:
    """Return SQL of `columns` of the listings of `found` and what belongs to them, in `order`.

    All of it is looked up for all of them at once: an index is walked through once for each
    table and not once for each listing.
    """
    return f"""
    WITH found AS MATERIALIZED ({found}),
         ids AS MATERIALIZED (SELECT array_agg(id) AS found FROM found)
    SELECT {columns}
    FROM found AS listing
    LEFT JOIN (SELECT *, xmin AS version FROM current_price WHERE {_THESE}) AS price
         ON price.listing_id = listing.id
    LEFT JOIN (SELECT * FROM link WHERE {_THESE}) AS link ON link.listing_id = listing.id
    LEFT JOIN (
        SELECT * FROM listing_mark
        WHERE {_THESE} AND workspace_id = :workspace AND user_id = :user) AS mark
         ON mark.listing_id = listing.id
    LEFT JOIN (
        SELECT * FROM listing_note WHERE {_THESE} AND workspace_id = :workspace) AS note
         ON note.listing_id = listing.id
    LEFT JOIN (
        SELECT DISTINCT ON (listing_id) opportunity.listing_id, opportunity.id,
               coalesce(verdict.verdict, 'skip') AS verdict,
               opportunity.profit, opportunity.currency
        FROM opportunity LEFT JOIN verdict ON verdict.opportunity_id = opportunity.id
        WHERE {_THESE} AND opportunity.workspace_id = :workspace AND opportunity.gone_at IS NULL
        ORDER BY listing_id, opportunity.profit DESC) AS deal ON deal.listing_id = listing.id
    ORDER BY {order}
"""  # noqa: S608  (made of our own column names)


def shown(found: str, order: str) -> str:
    """Return SQL of all that is shown of the listings of `found`, which has `OWN`, in `order`."""
    return beside(
        found,
        f"""{COLUMNS}, listing.first_seen_at, listing.seller, listing.category,
            listing.place, listing.country, link.product_id, {MADE_OF_IT}""",
        order,
    )


HEAD = {
    **BRIEF,
    "first_seen_at": wire.moment("first_seen_at"),
    "seller": "seller",
    "place": "place",
    "country": "country",
    "category": "category",
    "product_id": "product_id",
}
"""What is the same for everybody."""
MINE = {
    "viewed": "viewed_at IS NOT NULL",
    "saved": "saved_at IS NOT NULL",
    "hidden": "hidden_at IS NOT NULL",
    "opened": "coalesce(opened, 0)",
    "note": "note",
    "tags": "tags",
    "deal": "CASE WHEN deal IS NOT NULL THEN "
    + wire.thing(
        {"id": "deal", "verdict": "verdict", "profit": wire.money("profit", "deal_currency")}
    )
    + " END",
}
"""What a person and a workspace made of it."""
WIRE = wire.columns({**HEAD, **MINE})
"""The same as it goes out (`FeedListing`)."""
WATCHED = watched("listing.id")
CAUGHT = """EXISTS (
    SELECT 1 FROM search_hit WHERE search_hit.listing_id = listing.id
    AND search_hit.search_id = :search AND search_hit.workspace_id = :workspace)"""
_PRICE = """EXISTS (
    SELECT 1 FROM current_price WHERE current_price.listing_id = listing.id AND {})"""
_IN_CURRENCY = """current_price.amount * (
    SELECT rate.worth FROM unnest(CAST(:currencies AS text[]), CAST(:rates AS numeric[]))
        AS rate(currency, worth) WHERE rate.currency = current_price.currency)"""
_TAGGED = """EXISTS (
    SELECT 1 FROM listing_note WHERE listing_note.listing_id = listing.id
    AND listing_note.workspace_id = :workspace
    AND listing_note.tags @> CAST(:tags AS text[]))"""
_MARKED = """EXISTS (
    SELECT 1 FROM listing_mark WHERE listing_mark.listing_id = listing.id
    AND listing_mark.workspace_id = :workspace AND listing_mark.user_id = :user
    AND listing_mark.{} IS NOT NULL{})"""
_ONE_BY_ONE = " OFFSET 0"
"""Keeps PostgreSQL from reading all of somebody's marks to leave a few listings out."""


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """Return conditions on `listing` alone, and the values that they name."""
    values: dict[str, Any] = {"workspace": wanted.workspace, "user": wanted.user}
    clauses = [] if wanted.everywhere or wanted.search else [WATCHED]
    one_shop = len(wanted.shops) == 1  # an index has them in order
    for clause, name, value in (
        ("listing.marketplace = ANY(:marketplaces)", "marketplaces", wanted.marketplaces),
        ("listing.shop = ANY(:shops)", "shops", () if one_shop else wanted.shops),
        ("listing.shop = :shop", "shop", wanted.shops[0] if one_shop else None),
        ("listing.condition = ANY(:conditions)", "conditions", wanted.conditions),
        (
            _PRICE.format("current_price.availability = ANY(:availability)"),
            "availability",
            wanted.availability,
        ),
        (_TAGGED, "tags", wanted.tags),
        ("listing.first_seen_at >= :since", "since", wanted.since),
        (CAUGHT, "search", wanted.search),
        (_PRICE.format(f"{_IN_CURRENCY} >= :min_price"), "min_price", wanted.min_price),
        (_PRICE.format(f"{_IN_CURRENCY} <= :max_price"), "max_price", wanted.max_price),
    ):
        if value not in (None, ()):
            clauses.append(clause)
            values[name] = list(value) if isinstance(value, tuple) else value
    if {"min_price", "max_price"} & set(values):
        rates = wanted.rates or {}
        values |= {"currencies": list(rates), "rates": list(rates.values())}
    clauses += _marks(wanted)
    if wanted.offered is not None:
        clauses.append(f"listing.gone_at IS {'' if wanted.offered else 'NOT '}NULL")
    if wanted.words is not None:
        said, named = conditions(wanted.words)
        clauses += said
        values |= named
    return " AND ".join(clauses) or "true", values


def _marks(wanted: Wanted) -> list[str]:
    asked = {"saved_at": wanted.saved, "viewed_at": wanted.viewed, "hidden_at": wanted.hidden}
    return [
        _MARKED.format(column, "") if there else f"NOT {_MARKED.format(column, _ONE_BY_ONE)}"
        for column, there in asked.items()
        if there is not None
    ]


ORDER = "listing.first_seen_at DESC, listing.id DESC"
_NEWEST = f"ORDER BY {ORDER} LIMIT"


_VERSIONED = "(SELECT *, xmin AS version FROM listing) AS listing"


@dataclass(frozen=True, slots=True)
class Found:
    """Which listings a page has: conditions, the values that they name, and where to look."""

    where: str
    values: dict[str, Any]
    limit: int
    source: str = _VERSIONED

    def query(self, columns: str) -> str:
        """Return SQL of columns of these listings, the newest first."""
        return f"SELECT {columns} FROM {self.source} WHERE {self.where} {_NEWEST} {self.limit:d}"  # noqa: S608


def find(
    wanted: Wanted,
    before: tuple[datetime, UUID] | None,
    limit: int,
    window: int | None = None,
    source: str = _VERSIONED,
) -> Found:
    """Return what finds one page, the newest first, behind `before`.

    With a `window` only so many of the newest are looked through: words that many titles have
    are found there at once, where an index of words would bring them all. The numbers of rows
    stand in the text: a plan for an unknown number would not be kept.
    """
    where, values = _where(wanted)
    if before is not None:
        values |= {"last_at": before[0], "last_id": before[1]}
    behind = "(listing.first_seen_at, listing.id) < (:last_at, :last_id)" if before else "true"
    if window is not None:
        source = f"(SELECT * FROM {source} WHERE {behind} {_NEWEST} {window:d}) AS listing"  # noqa: S608
        behind = "true"
    return Found(f"{where} AND {behind}", values, limit, source)


def page(
    wanted: Wanted, before: tuple[datetime, UUID] | None, limit: int
) -> tuple[str, dict[str, Any]]:
    """Return the query of one page with all that is shown of it, and its values."""
    found = find(wanted, before, limit)
    return shown(found.query(OWN), ORDER), found.values


WATCHES_FEW = f"SELECT count(*) <= {FEW} AS few FROM ({sighted(FEW + 1)}) AS sighted"  # noqa: S608
"""Whether a workspace watches but a few listings, whatever there is in all."""


def find_few(wanted: Wanted, before: tuple[datetime, UUID] | None, limit: int) -> Found:
    """Return what finds one page, as `find`, for a workspace that watches a few.

    All that it watches is read: among the newest of a million it might be met but rarely. The
    number in the text tells the planner that they are few.
    """
    source = f"""(
        WITH mine AS MATERIALIZED ({sighted(2 * FEW)})
        SELECT *, xmin AS version FROM listing
        WHERE id IN (SELECT listing_id FROM mine)) AS listing"""  # noqa: S608
    return find(replace(wanted, everywhere=True), before, limit, source=source)


def told(query: str) -> str:
    """Return SQL that gives the rows of `query` as they go out."""
    return wire.written(query, WIRE)


def wider(found: int, limit: int) -> int | None:
    """Return how many of the newest to look through when too few were found among the first.

    `None` when it would be so many that the index of words has the few sooner.
    """
    wanted = WINDOW
    while wanted * found < 2 * WINDOW * limit:  # twice as many as should do
        wanted *= 2
        if wanted > WIDEST:
            return None
    return wanted


async def near(session: AsyncSession, wanted: Wanted, words: str, limit: int) -> list[str]:
    """Return listings with words like these in their titles, the likest first, as JSON."""
    where, values = _where(wanted)
    await session.execute(
        text("SELECT set_config('pg_trgm.word_similarity_threshold', :near, true)"),
        {"near": str(NEAR)},
    )
    found = f"""
        SELECT {OWN}, word_similarity(:said, listing.title) AS alike FROM listing
        WHERE :said <% listing.title AND {where}
        ORDER BY alike DESC, listing.id LIMIT :limit
    """  # noqa: S608  (made of our own column names)
    rows = await session.execute(
        text(told(shown(found, _ALIKE))), {**values, "said": words, "limit": limit}
    )
    return list(rows.scalars())


_ONE = f"SELECT {OWN} FROM listing WHERE listing.id = :id"  # noqa: S608  (our own column names)


async def one(session: AsyncSession, workspace: UUID, user: UUID, listing: UUID) -> str | None:
    """Return one listing with one's marks, as JSON."""
    rows = await session.execute(
        text(told(shown(_ONE, "listing.id"))),
        {"workspace": workspace, "user": user, "id": listing},
    )
    return rows.scalar_one_or_none()


_ALIKE = "listing.alike DESC, listing.id"
_SIMILAR = f"""
    WITH this AS (
        SELECT listing.id, listing.title, link.product_id
        FROM listing LEFT JOIN link ON link.listing_id = listing.id
        WHERE listing.id = :id
    ), same AS (
        SELECT link.listing_id AS id, 2.0 AS alike FROM this
        JOIN link ON link.product_id = this.product_id
        WHERE link.listing_id <> this.id LIMIT :most
    ), looks AS (
        SELECT other.id, similarity(other.title, this.title) AS alike
        FROM this JOIN listing AS other ON other.title % this.title
        WHERE other.id <> this.id AND other.gone_at IS NULL
        ORDER BY 2 DESC, 1 LIMIT :most
    ), both_kinds AS (
        SELECT id, max(alike) AS alike
        FROM (SELECT * FROM same UNION ALL SELECT * FROM looks) AS found
        GROUP BY id ORDER BY 2 DESC, 1 LIMIT :most
    )
    SELECT {OWN}, both_kinds.alike FROM both_kinds JOIN listing ON listing.id = both_kinds.id
"""  # noqa: S608  (made of our own column names)


async def similar(session: AsyncSession, workspace: UUID, user: UUID, listing: UUID) -> list[str]:
    """Return what is like a listing: the same product first, then like titles; as JSON."""
    await session.execute(
        text("SELECT set_config('pg_trgm.similarity_threshold', :alike, true)"),
        {"alike": str(ALIKE)},
    )
    rows = await session.execute(
        text(told(shown(_SIMILAR, _ALIKE))),
        {"workspace": workspace, "user": user, "id": listing, "most": MOST_SIMILAR},
    )
    return list(rows.scalars())
