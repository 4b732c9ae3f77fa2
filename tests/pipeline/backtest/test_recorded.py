"""What this installation observed, as a history."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.replay.history import NOTHING, Kind, moment
from bolo.pipeline.backtest.recorded_store import history, period
from bolo.platform.database import partitions
from bolo.platform.ids import new_id

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_changes_and_own_sales_become_rows_in_the_order_of_time(
    session: AsyncSession,
) -> None:
    product, listing, workspace = new_id(), new_id(), new_id()
    await partitions.make_ahead(session, ("price_change",), NOON)
    await session.execute(
        text("""
            INSERT INTO workspace (id, name, currency, created_at)
            VALUES (:id, 'Mine', 'USD', :at)
        """),
        {"id": workspace, "at": NOON},
    )
    await session.execute(
        text("""
            INSERT INTO product (id, title, category, words, created_at)
            VALUES (:id, 'Car', 'Toys', 'car', :at)
        """),
        {"id": product, "at": NOON},
    )
    await session.execute(
        text("""
            INSERT INTO listing (id, marketplace, shop, ref, url, title, variant, condition, facts,
                first_seen_at, seen_at)
            VALUES (:id, 'web', 'A', '1', 'https://a.example', 'Car', 'Red', 'used', '', :at, :at)
        """),
        {"id": listing, "at": NOON},
    )
    await session.execute(
        text("""
            INSERT INTO link (listing_id, product_id, probability, method, reasons, linked_at)
            VALUES (:listing, :product, 0.9, 'gtin', '[]', :at)
        """),
        {"listing": listing, "product": product, "at": NOON},
    )
    changes = [(0, 50, "in_stock"), (1, 45, "out_of_stock"), (3, None, None), (99, 9, None)]
    await session.execute(
        text("""
            INSERT INTO price_change (listing_id, at, amount, currency, availability)
            VALUES (:listing, :at, :amount, 'USD', :availability)
        """),
        [
            {
                "listing": listing,
                "at": NOON + timedelta(minutes=n),
                "amount": amount,
                "availability": state,
            }
            for n, amount, state in changes
        ],
    )
    await session.execute(
        text("""
            INSERT INTO sale (id, workspace_id, product_id, ref, venue, condition, price,
                currency, sold_at, created_at)
            VALUES (:id, :workspace, :product, '1', 'ebay-us', 'used', 48, 'EUR', :at, :at)
        """),
        {
            "id": new_id(),
            "workspace": workspace,
            "product": product,
            "at": NOON + timedelta(minutes=2),
        },
    )

    found = await history(session, workspace, NOON, NOON + timedelta(minutes=9))

    assert [row[2:] for row in found.rows()] == [
        (500_000, 0, Kind.ASK),
        (450_000, 0, Kind.SOLD_OUT),
        (480_000, 1, Kind.SOLD),
        (NOTHING, 0, Kind.GONE),
    ]
    assert found.at[0] == moment(NOON)
    thing = found.things[0]
    assert thing.title == "Car, Red"
    assert (thing.shop, thing.category, thing.used) == ("A", "Toys", True)
    assert thing.probability == Decimal("0.9")
    assert len(await history(session, new_id(), None, None)) == 4
    assert len(await period(session, new_id(), None, None)) == 4
    late = await period(session, workspace, NOON + timedelta(minutes=99), None)
    known = [(Kind.ASK, 500_000), (Kind.SOLD, 480_000), (Kind.GONE, NOTHING)]  # not every change
    assert [(row[4], row[2]) for row in late.rows()] == [*known, (Kind.ASK, 90_000)]
    assert (late.begin, late.since) == (3, moment(NOON + timedelta(minutes=99)))
