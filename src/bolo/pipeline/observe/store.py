"""Queries of observing: what is known of listings, and what a batch changes, set by set."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.listing import Pending, Quote, Surprise
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer
from bolo.core.place import Place
from bolo.core.searching.places import whereabouts
from bolo.pipeline.observe.weigh import Key, Known, Reading

KNOWN = text("""
    SELECT listing.id, listing.marketplace, listing.ref, listing.facts, listing.seen_at,
           listing.gone_at IS NOT NULL AS gone,
           current_price.listing_id IS NOT NULL AS priced,
           current_price.amount, current_price.currency, current_price.was_amount,
           current_price.shipping_amount, current_price.availability, current_price.since,
           coalesce(current_price.reads, 0) AS reads,
           quarantine.surprise, quarantine.amount AS aside_amount,
           quarantine.currency AS aside_currency, quarantine.availability AS aside_availability,
           quarantine.confidence AS aside_confidence, quarantine.since AS aside_since
    FROM unnest(CAST(:marketplaces AS text[]), CAST(:refs AS text[])) AS asked(marketplace, ref)
    JOIN listing USING (marketplace, ref)
    LEFT JOIN current_price ON current_price.listing_id = listing.id
    LEFT JOIN quarantine ON quarantine.listing_id = listing.id
    ORDER BY listing.id FOR NO KEY UPDATE OF listing
""")


async def known(session: AsyncSession, keys: Iterable[Key]) -> dict[Key, Known]:
    """Return what is known of the listings of those keys, which only we change from now on."""
    ordered = sorted(set(keys))
    rows = await session.execute(
        KNOWN,
        {"marketplaces": [key[0] for key in ordered], "refs": [key[1] for key in ordered]},
    )
    return {(row["marketplace"], row["ref"]): _known(row) for row in rows.mappings()}


def _known(row: RowMapping) -> Known:
    quote = pending = None
    if row["priced"]:
        quote = Quote(
            _money(row["amount"], row["currency"]), _stock(row["availability"]), row["since"]
        )
    if row["surprise"]:
        aside = Quote(
            _money(row["aside_amount"], row["aside_currency"]),
            _stock(row["aside_availability"]),
            row["aside_since"],
            row["aside_confidence"],
        )
        pending = Pending(aside, Surprise(row["surprise"]))
    return Known(
        id=row["id"],
        facts=bytes(row["facts"]),
        quote=quote,
        was=_money(row["was_amount"], row["currency"]),
        shipping=_money(row["shipping_amount"], row["currency"]),
        reads=row["reads"],
        pending=pending,
        seen_at=row["seen_at"],
        gone=row["gone"],
    )


def _money(amount: Decimal | None, currency: str | None) -> Money | None:
    return Money(amount, currency) if amount is not None and currency is not None else None


def _stock(value: str | None) -> Availability | None:
    return Availability(value) if value else None


async def any_new(session: AsyncSession, keys: Iterable[Key]) -> bool:
    """Tell whether a key is not among the listings yet; nothing is locked."""
    ordered = sorted(set(keys))
    rows = await session.execute(
        text("""
            SELECT EXISTS (
                SELECT 1
                FROM unnest(CAST(:marketplaces AS text[]), CAST(:refs AS text[]))
                     AS asked(marketplace, ref)
                WHERE NOT EXISTS (
                    SELECT 1 FROM listing WHERE listing.marketplace = asked.marketplace
                      AND listing.ref = asked.ref))
        """),
        {"marketplaces": [key[0] for key in ordered], "refs": [key[1] for key in ordered]},
    )
    return bool(rows.scalar_one())


async def lock_new(session: AsyncSession) -> None:
    """Let one worker at a time add listings, until its transaction ends.

    Taken before any listing is locked, so that nobody waits in a circle.
    """
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('bolo new listings'))"))


NOWHERE = Place()
_FACTS = "url title brand gtin mpn sku variant category condition seller image".split()


def _described(offers: Sequence[Offer]) -> dict[str, list[Any]]:
    columns = {name: [getattr(offer, name) for offer in offers] for name in _FACTS}
    columns["doubts"] = ["\x1f".join(offer.doubts) for offer in offers]
    places = [offer.place or NOWHERE for offer in offers]
    points = [whereabouts(place) for place in places]
    columns["place"] = [place.name for place in places]
    columns["country"] = [place.country for place in places]
    columns["latitude"] = [point and point.latitude for point in points]
    columns["longitude"] = [point and point.longitude for point in points]
    return columns


async def add_listings(
    session: AsyncSession,
    added: Mapping[Key, tuple[UUID, Offer, Reading]],
    digest: Callable[[Offer], bytes],
) -> None:
    """Add listings; the caller holds `lock_new`, so nobody else adds the same."""
    ordered = [added[key] for key in sorted(added)]
    offers = [offer for _, offer, _ in ordered]
    await session.execute(
        text("""
            INSERT INTO listing (id, marketplace, shop, ref, url, title, brand, gtin,
                mpn, sku, variant, category, condition, seller, image, place, country,
                latitude, longitude, doubts, facts, first_seen_at, seen_at, demo)
            SELECT id, marketplace, shop, ref, url, title, brand, gtin, mpn, sku,
                variant, category, condition, seller, image, place, country, latitude, longitude,
                to_jsonb(array_remove(string_to_array(doubts, E'\\x1f'), '')), facts, at, at, demo
            FROM unnest(CAST(:id AS uuid[]),
                CAST(:marketplace AS text[]), CAST(:shop AS text[]), CAST(:ref AS text[]),
                CAST(:url AS text[]), CAST(:title AS text[]), CAST(:brand AS text[]),
                CAST(:gtin AS text[]), CAST(:mpn AS text[]), CAST(:sku AS text[]),
                CAST(:variant AS text[]), CAST(:category AS text[]), CAST(:condition AS text[]),
                CAST(:seller AS text[]), CAST(:image AS text[]), CAST(:place AS text[]),
                CAST(:country AS text[]), CAST(:latitude AS float8[]),
                CAST(:longitude AS float8[]), CAST(:doubts AS text[]),
                CAST(:facts AS bytea[]), CAST(:at AS timestamptz[]), CAST(:demo AS bool[]))
                AS new(id, marketplace, shop, ref, url, title, brand, gtin, mpn, sku,
                       variant, category, condition, seller, image, place, country, latitude,
                       longitude, doubts, facts, at, demo)
        """),
        {
            "id": [listing for listing, _, _ in ordered],
            "marketplace": [offer.marketplace for offer in offers],
            "shop": [offer.shop for offer in offers],
            "ref": [offer.ref for offer in offers],
            "facts": [digest(offer) for offer in offers],
            "at": [reading.at for _, _, reading in ordered],
            "demo": [reading.demo for _, _, reading in ordered],
            **_described(offers),
        },
    )


async def describe_listings(
    session: AsyncSession,
    described: Mapping[UUID, tuple[Offer, Reading]],
    digest: Callable[[Offer], bytes],
) -> None:
    """Write down what describes listings now."""
    ids = sorted(described)
    offers = [described[listing][0] for listing in ids]
    await session.execute(
        text("""
            UPDATE listing SET url = new.url, title = new.title, brand = new.brand,
                gtin = new.gtin, mpn = new.mpn, sku = new.sku, variant = new.variant,
                category = new.category, condition = new.condition, seller = new.seller,
                image = new.image, place = new.place, country = new.country,
                latitude = new.latitude, longitude = new.longitude, facts = new.facts,
                doubts = to_jsonb(array_remove(string_to_array(new.doubts, E'\\x1f'), ''))
            FROM unnest(CAST(:id AS uuid[]), CAST(:url AS text[]), CAST(:title AS text[]),
                CAST(:brand AS text[]), CAST(:gtin AS text[]), CAST(:mpn AS text[]),
                CAST(:sku AS text[]), CAST(:variant AS text[]), CAST(:category AS text[]),
                CAST(:condition AS text[]), CAST(:seller AS text[]), CAST(:image AS text[]),
                CAST(:place AS text[]), CAST(:country AS text[]), CAST(:latitude AS float8[]),
                CAST(:longitude AS float8[]), CAST(:doubts AS text[]), CAST(:facts AS bytea[]))
                AS new(id, url, title, brand, gtin, mpn, sku, variant, category, condition,
                       seller, image, place, country, latitude, longitude, doubts, facts)
            WHERE listing.id = new.id
        """),
        {"id": ids, "facts": [digest(offer) for offer in offers], **_described(offers)},
    )


async def save_prices(session: AsyncSession, believed: Mapping[UUID, Known]) -> None:
    """Write the prices that are believed now."""
    ordered = [believed[listing] for listing in sorted(believed)]
    quotes = [one.quote for one in ordered if one.quote is not None]
    await session.execute(
        text("""
            INSERT INTO current_price (listing_id, amount, currency, was_amount, shipping_amount,
                availability, since, reads)
            SELECT * FROM unnest(CAST(:id AS uuid[]), CAST(:amount AS numeric[]),
                CAST(:currency AS text[]), CAST(:was AS numeric[]), CAST(:shipping AS numeric[]),
                CAST(:availability AS text[]), CAST(:since AS timestamptz[]), CAST(:reads AS int[]))
            ON CONFLICT (listing_id) DO UPDATE SET amount = excluded.amount,
                currency = excluded.currency, was_amount = excluded.was_amount,
                shipping_amount = excluded.shipping_amount, availability = excluded.availability,
                since = excluded.since, reads = excluded.reads
        """),
        {
            "id": [one.id for one in ordered],
            "was": [one.was.amount if one.was else None for one in ordered],
            "shipping": [one.shipping.amount if one.shipping else None for one in ordered],
            "reads": [one.reads for one in ordered],
            **_quotes(quotes),
            "since": [quote.at for quote in quotes],
        },
    )


def _quotes(quotes: Sequence[Quote]) -> dict[str, list[Any]]:
    return {
        "amount": [quote.price.amount if quote.price else None for quote in quotes],
        "currency": [quote.price.currency if quote.price else None for quote in quotes],
        "availability": [quote.availability for quote in quotes],
    }


async def add_history(session: AsyncSession, points: Sequence[tuple[UUID, Quote]]) -> None:
    """Add points to the price history; the same point twice is one point."""
    quotes = [quote for _, quote in points]
    await session.execute(
        text("""
            INSERT INTO price_change (listing_id, at, amount, currency, availability)
            SELECT * FROM unnest(CAST(:id AS uuid[]), CAST(:at AS timestamptz[]),
                CAST(:amount AS numeric[]), CAST(:currency AS text[]),
                CAST(:availability AS text[]))
            ON CONFLICT DO NOTHING
        """),
        {"id": [i for i, _ in points], "at": [quote.at for quote in quotes], **_quotes(quotes)},
    )


async def put_aside(session: AsyncSession, pending: Mapping[UUID, Pending]) -> None:
    """Put surprises into quarantine; a newer one takes the place of an older."""
    ids = sorted(pending)
    quotes = [pending[listing].quote for listing in ids]
    await session.execute(
        text("""
            INSERT INTO quarantine (listing_id, amount, currency, availability, confidence,
                surprise, since)
            SELECT * FROM unnest(CAST(:id AS uuid[]), CAST(:amount AS numeric[]),
                CAST(:currency AS text[]), CAST(:availability AS text[]),
                CAST(:confidence AS numeric[]), CAST(:surprise AS text[]),
                CAST(:since AS timestamptz[]))
            ON CONFLICT (listing_id) DO UPDATE SET amount = excluded.amount,
                currency = excluded.currency, availability = excluded.availability,
                confidence = excluded.confidence, surprise = excluded.surprise,
                since = excluded.since
        """),
        {
            "id": ids,
            "confidence": [quote.confidence for quote in quotes],
            "surprise": [pending[listing].surprise for listing in ids],
            "since": [quote.at for quote in quotes],
            **_quotes(quotes),
        },
    )


async def clear(session: AsyncSession, ids: Iterable[UUID]) -> None:
    """Take listings out of quarantine."""
    await session.execute(
        text("DELETE FROM quarantine WHERE listing_id = ANY(CAST(:ids AS uuid[]))"),
        {"ids": sorted(ids)},
    )


async def touch(session: AsyncSession, seen: Mapping[UUID, datetime]) -> None:
    """Note that listings were seen, which also brings back those that were gone."""
    ids = sorted(seen)
    await session.execute(
        text("""
            UPDATE listing SET seen_at = new.at, gone_at = NULL
            FROM unnest(CAST(:ids AS uuid[]), CAST(:at AS timestamptz[])) AS new(id, at)
            WHERE listing.id = new.id
        """),
        {"ids": ids, "at": [seen[listing] for listing in ids]},
    )


_PRESENT = """
    FROM sighting WHERE question_id = :question AND NOT EXISTS (
        SELECT 1 FROM unnest(CAST(:present AS uuid[])) AS met(id) WHERE met.id = listing_id)
"""
"""Sightings that a reading does not confirm; an anti-join, for there may be thousands."""


async def add_sightings(session: AsyncSession, met: Mapping[UUID, Iterable[UUID]]) -> None:
    """Note which listings each question shows."""
    await session.execute(
        text("""
            INSERT INTO sighting (question_id, listing_id)
            SELECT met.question, met.listing
            FROM unnest(CAST(:questions AS uuid[]), CAST(:listings AS uuid[]))
                 AS met(question, listing)
            WHERE NOT EXISTS (
                SELECT 1 FROM sighting
                WHERE question_id = met.question AND listing_id = met.listing)
            ORDER BY met.question, met.listing
            ON CONFLICT DO NOTHING
        """),
        _pairs(met),
    )


async def count_missing(
    session: AsyncSession, present: Mapping[UUID, Iterable[UUID]]
) -> dict[UUID, tuple[int, int]]:
    """Return how many listings each question showed until now, and how many are missing."""
    rows = await session.execute(
        text("""
            SELECT sighting.question_id, count(*), count(*) - count(met.listing)
            FROM sighting
            LEFT JOIN unnest(CAST(:questions AS uuid[]), CAST(:listings AS uuid[]))
                 AS met(question, listing)
                 ON met.question = sighting.question_id AND met.listing = sighting.listing_id
            WHERE sighting.question_id = ANY(CAST(:asked AS uuid[]))
            GROUP BY sighting.question_id
        """),
        {"asked": sorted(present), **_pairs(present)},
    )
    counted = {row[0]: (row[1], row[2]) for row in rows}
    return {question: counted.get(question, (0, 0)) for question in present}


def _pairs(listings: Mapping[UUID, Iterable[UUID]]) -> dict[str, list[UUID]]:
    pairs = [(question, one) for question in sorted(listings) for one in sorted(listings[question])]
    return {"questions": [pair[0] for pair in pairs], "listings": [pair[1] for pair in pairs]}


async def mark_gone(
    session: AsyncSession, question: UUID, present: Iterable[UUID], at: datetime
) -> list[UUID]:
    """Mark as gone what a question no longer shows, unless another that is asked shows it.

    Returns what is newly gone.
    """
    values = {"question": question, "present": sorted(present)}
    lost = await session.execute(
        text(f"""
            SELECT id FROM listing WHERE id IN (SELECT listing_id {_PRESENT})
            ORDER BY id FOR NO KEY UPDATE
        """),  # noqa: S608  (made of our own column names)
        values,
    )
    ids = list(lost.scalars())
    if not ids:
        return []
    await session.execute(
        text("""
            DELETE FROM sighting
            WHERE question_id = :question AND listing_id = ANY(CAST(:ids AS uuid[]))
        """),
        {"question": question, "ids": ids},
    )
    rows = await session.execute(
        text("""
            UPDATE listing SET gone_at = :at
            WHERE id = ANY(CAST(:ids AS uuid[])) AND gone_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM sighting JOIN question ON question.id = sighting.question_id
                WHERE sighting.listing_id = listing.id AND question.active)
            RETURNING id
        """),
        {"ids": ids, "at": at},
    )
    return sorted(rows.scalars())
