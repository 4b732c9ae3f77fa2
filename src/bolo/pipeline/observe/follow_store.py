"""Queries of what is followed: whom a batch of listings concerns, what they asked, what fired."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.following.follows import Condition, Follow, FollowKind, When
from bolo.core.following.judging import Fired
from bolo.core.money import Money
from bolo.core.offer import Availability

MOST_POINTS = 500
"""How many prices of a listing are looked at, the newest."""
_FIELDS = """
    follow.id, follow.workspace_id, follow.kind, follow.key, follow.label, follow.conditions,
    follow.margin, follow.goods, follow.currency, follow.paused, follow.since
"""
CONCERNED = text(f"""
    WITH met AS (
        SELECT id, marketplace, lower(shop) AS shop, lower(seller) AS seller, condition
        FROM listing WHERE id = ANY(CAST(:ids AS uuid[]))
    ), keyed AS (
        SELECT id, condition, 'listing' AS kind, CAST(id AS text) AS key FROM met
        UNION ALL SELECT id, condition, 'shop', marketplace || '/' || shop FROM met
        UNION ALL SELECT id, condition, 'seller', marketplace || '/' || seller FROM met
        WHERE seller IS NOT NULL
    ), concerned AS (
        SELECT follow.id, keyed.id AS listing_id, keyed.condition
        FROM keyed JOIN follow ON follow.kind = keyed.kind AND follow.key = keyed.key
        UNION
        SELECT member.follow_id, met.id, met.condition
        FROM met JOIN follow_member AS member ON member.listing_id = met.id
        UNION
        SELECT follow.id, met.id, met.condition
        FROM met
        JOIN sighting ON sighting.listing_id = met.id
        JOIN question ON question.id = sighting.question_id
        JOIN watch_question ON watch_question.question_id IN (question.id, question.parent_id)
        JOIN watch ON watch.id = watch_question.watch_id AND watch.kind = 'address'
        JOIN follow ON follow.kind = 'page' AND follow.key = watch.key
             AND follow.workspace_id = watch.workspace_id
    )
    SELECT {_FIELDS}, concerned.listing_id
    FROM concerned JOIN follow ON follow.id = concerned.id
    WHERE NOT follow.paused
      AND (cardinality(follow.goods) = 0 OR concerned.condition = ANY(follow.goods))
    ORDER BY follow.id, concerned.listing_id
""")  # noqa: S608  (made of our own column names)
COURSES = text("""
    WITH newest AS (
        SELECT one.id, point.at, point.amount, point.currency, point.availability
        FROM unnest(CAST(:ids AS uuid[])) AS one(id)
        CROSS JOIN LATERAL (
            SELECT at, amount, currency, availability FROM price_change
            WHERE listing_id = one.id ORDER BY at DESC LIMIT :most) AS point
    ), lowest AS (
        SELECT begun.id, low.*
        FROM (SELECT id, min(at) AS at FROM newest GROUP BY id HAVING count(*) >= :most) AS begun
        CROSS JOIN LATERAL (
            SELECT DISTINCT ON (currency) at, amount, currency FROM price_change
            WHERE listing_id = begun.id AND at < begun.at AND amount IS NOT NULL
              AND availability IS DISTINCT FROM 'out_of_stock'
            ORDER BY currency, amount, at) AS low
    )
    SELECT * FROM newest
    UNION ALL SELECT id, at, amount, currency, NULL FROM lowest
    UNION ALL SELECT id, at + interval '1 microsecond', NULL, NULL, NULL FROM lowest
    ORDER BY id, at
""")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a listing asked from `at` on; `for_sale` unless it was sold out or gone."""

    at: datetime
    price: Money | None
    for_sale: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A condition of a follow that came true, as it is kept; amounts are in one currency."""

    id: UUID
    follow: UUID
    fired: Fired
    currency: str


def follow_of(row: Row[Any]) -> Follow:
    """Read a follow from its columns."""
    return Follow(
        id=row.id,
        workspace=row.workspace_id,
        kind=FollowKind(row.kind),
        key=row.key,
        label=row.label,
        conditions=tuple(Condition.of(one) for one in _read(row.conditions)),
        since=row.since,
        currency=row.currency,
        margin=row.margin,
        goods=tuple(row.goods),
        paused=row.paused,
    )


def _read(kept: Any) -> Any:  # noqa: ANN401  (the driver gives text or what the text says)
    return orjson.loads(kept) if isinstance(kept, str | bytes) else kept


async def anything_followed(session: AsyncSession) -> bool:
    """Tell whether anybody follows anything."""
    rows = await session.execute(text("SELECT EXISTS (SELECT 1 FROM follow WHERE NOT paused)"))
    return bool(rows.scalar_one())


async def concerned(session: AsyncSession, ids: Iterable[UUID]) -> list[tuple[Follow, UUID]]:
    """Return whom changed listings concern, each follow with each listing."""
    rows = await session.execute(CONCERNED, {"ids": sorted(ids)})
    follows: dict[UUID, Follow] = {}
    pairs: list[tuple[Follow, UUID]] = []
    for row in rows:
        if row.id not in follows:
            follows[row.id] = follow_of(row)
        pairs.append((follows[row.id], row.listing_id))
    return pairs


async def hold(session: AsyncSession, follows: Iterable[UUID]) -> None:
    """Have others who judge the same follows wait until the transaction ends."""
    await session.execute(
        text("""
            SELECT id FROM follow WHERE id = ANY(CAST(:ids AS uuid[]))
            ORDER BY id FOR NO KEY UPDATE
        """),
        {"ids": sorted(follows)},
    )


async def members(
    session: AsyncSession, follows: Iterable[UUID]
) -> dict[UUID, list[tuple[UUID, datetime | None]]]:
    """Return the listings of followed products, and since when each counts."""
    rows = await session.execute(
        text("""
            SELECT member.follow_id, member.listing_id, member.joined_at
            FROM follow_member AS member
            JOIN follow ON follow.id = member.follow_id
            JOIN listing ON listing.id = member.listing_id
            WHERE member.follow_id = ANY(CAST(:ids AS uuid[]))
              AND (cardinality(follow.goods) = 0 OR listing.condition = ANY(follow.goods))
            ORDER BY member.follow_id, member.listing_id
        """),
        {"ids": sorted(follows)},
    )
    found: dict[UUID, list[tuple[UUID, datetime | None]]] = {}
    for row in rows:
        found.setdefault(row.follow_id, []).append((row.listing_id, row.joined_at))
    return found


async def courses(
    session: AsyncSession, listings: Iterable[UUID], most: int = MOST_POINTS
) -> dict[UUID, list[Asked]]:
    """Return what listings asked, the oldest first; one without a history is left out.

    Of more than `most` changes these are the newest; of those before them there is the moment of
    the lowest price, after which nothing is known.
    """
    rows = await session.execute(COURSES, {"ids": sorted(listings), "most": most})
    found: dict[UUID, list[Asked]] = {}
    for row in rows:
        price = None if row.amount is None else Money(row.amount, row.currency)
        for_sale = price is not None and row.availability != Availability.OUT_OF_STOCK
        found.setdefault(row.id, []).append(Asked(row.at, price, for_sale))
    return found


async def add_hits(
    session: AsyncSession, hits: Sequence[Hit], now: datetime
) -> list[tuple[UUID, UUID]]:
    """Write what came true, each once; return (workspace, id) of what is new.

    A new listing is new once for each follow, whenever it is met again.
    """
    some = sorted(hits, key=lambda hit: (hit.follow, hit.fired.listing, hit.fired.when))
    rows = await session.execute(
        text("""
            INSERT INTO follow_hit (id, follow_id, listing_id, workspace_id, condition, at,
                found_at, amount, before_amount, low_amount, currency)
            SELECT new.id, new.follow, new.listing, follow.workspace_id, new.condition, new.at,
                :now, new.amount, new.before, new.low, new.currency
            FROM unnest(CAST(:id AS uuid[]), CAST(:follow AS uuid[]), CAST(:listing AS uuid[]),
                CAST(:condition AS text[]), CAST(:at AS timestamptz[]),
                CAST(:amount AS numeric[]), CAST(:before AS numeric[]), CAST(:low AS numeric[]),
                CAST(:currency AS text[]))
                AS new(id, follow, listing, condition, at, amount, before, low, currency)
            JOIN follow ON follow.id = new.follow AND NOT follow.paused
            WHERE new.condition <> 'new' OR NOT EXISTS (
                SELECT 1 FROM follow_hit AS old WHERE old.follow_id = new.follow
                AND old.listing_id = new.listing AND old.condition = 'new')
            ORDER BY new.follow, new.listing
            ON CONFLICT (follow_id, condition, listing_id, at) DO NOTHING
            RETURNING workspace_id, id
        """),
        {
            "now": now,
            "id": [hit.id for hit in some],
            "follow": [hit.follow for hit in some],
            "currency": [hit.currency for hit in some],
            **_columns([hit.fired for hit in some]),
        },
    )
    return sorted((row[0], row[1]) for row in rows)


def _columns(fired: Sequence[Fired]) -> dict[str, list[Any]]:
    return {
        "listing": [one.listing for one in fired],
        "condition": [one.when for one in fired],
        "at": [one.at for one in fired],
        "amount": [one.price for one in fired],
        "before": [one.before for one in fired],
        "low": [one.low for one in fired],
    }


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with all that an alert of it says."""

    id: UUID
    follow: UUID
    listing: UUID
    label: str
    condition: Condition
    at: datetime
    title: str
    shop: str
    url: str
    image: str | None
    price: Money | None
    before: Money | None
    low: Money | None
    demo: bool


FOUND = text("""
    SELECT hit.id, hit.follow_id, hit.listing_id, follow.label, follow.conditions, hit.condition,
           hit.at, listing.title, listing.shop, listing.url, listing.image, hit.amount,
           hit.before_amount, hit.low_amount, hit.currency, listing.demo
    FROM follow_hit AS hit
    JOIN follow ON follow.id = hit.follow_id
    JOIN listing ON listing.id = hit.listing_id
    WHERE hit.id = ANY(CAST(:ids AS uuid[])) AND hit.workspace_id = :workspace
    ORDER BY hit.id
""")


async def found(session: AsyncSession, workspace: UUID, ids: Sequence[UUID]) -> list[Found]:
    """Return hits of a workspace as they are told."""
    rows = await session.execute(FOUND, {"ids": list(ids), "workspace": workspace})
    return [_found(row) for row in rows]


def _found(row: Row[Any]) -> Found:
    when = When(row.condition)
    asked = {one.when: one for one in map(Condition.of, _read(row.conditions))}
    return Found(
        id=row.id,
        follow=row.follow_id,
        listing=row.listing_id,
        label=row.label,
        condition=asked.get(when) or Condition(When.STOCK),
        at=row.at,
        title=row.title,
        shop=row.shop,
        url=row.url,
        image=row.image,
        price=_money(row.amount, row.currency),
        before=_money(row.before_amount, row.currency),
        low=_money(row.low_amount, row.currency),
        demo=row.demo,
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)


async def join(
    session: AsyncSession, joined: Mapping[UUID, Iterable[UUID]], at: datetime | None
) -> list[tuple[UUID, UUID]]:
    """Let listings be offers of followed products since `at`; return what is new of it."""
    pairs = sorted({(follow, one) for follow, some in joined.items() for one in some})
    rows = await session.execute(
        text("""
            INSERT INTO follow_member (follow_id, listing_id, workspace_id, joined_at)
            SELECT follow.id, new.listing, follow.workspace_id, CAST(:at AS timestamptz)
            FROM unnest(CAST(:follows AS uuid[]), CAST(:listings AS uuid[])) AS new(follow, listing)
            JOIN follow ON follow.id = new.follow
            ORDER BY 1, 2
            ON CONFLICT DO NOTHING
            RETURNING follow_id, listing_id
        """),
        {"follows": [one for one, _ in pairs], "listings": [one for _, one in pairs], "at": at},
    )
    return sorted((row[0], row[1]) for row in rows)
