"""What the tests of worths do to a world, and how they look at it."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import RowMapping, text

from bolo.core.money import Money
from bolo.core.valuation.vat import NO_VAT
from bolo.pipeline.value.sales import store as sale_store
from bolo.pipeline.value.sales.store import NewSale
from tests.pipeline.value.world import World

DAY = 86_400
ROWS = {
    "worth": text("SELECT * FROM worth ORDER BY venue, condition"),
    "prediction": text("SELECT * FROM prediction"),
}


async def read_all(world: World, table: str = "worth") -> Sequence[RowMapping]:
    """Return all worths, or all promises."""
    rows = await world.session.execute(ROWS[table])
    return list(rows.mappings())


async def only(world: World, table: str = "worth") -> RowMapping:
    """Return the one that there is."""
    (row,) = await read_all(world, table)
    return row


async def product(world: World) -> UUID:
    """Return the product that all listings are."""
    rows = await world.session.execute(text("SELECT DISTINCT product_id FROM link"))
    one: UUID = rows.scalar_one()
    return one


async def sell(
    world: World, price: str, currency: str = "USD", *, days_ago: int = 0, **told: object
) -> None:
    """Enter a sale of one's own, and have its product valued again."""
    sold_at = world.clock.now - timedelta(days=days_ago)
    paid = Money(Decimal(price), currency)
    usual: dict[str, Any] = {"ref": str(uuid4()), "venue": "ebay-us", "price": paid}
    sale = NewSale(**{**usual, "sold_at": sold_at, **told})
    of = await product(world)
    home = sale_store.Home("USD", ())
    sold = [(uuid4(), of, sale)]
    await sale_store.add(world.session, world.owner, sold, world.clock.now, NO_VAT, home)
    await world.valuing.value_products(world.session, world.owner, [of])


async def marked(world: World) -> RowMapping:
    """Return the open opportunity."""
    rows = await world.session.execute(text("SELECT * FROM opportunity WHERE gone_at IS NULL"))
    return rows.mappings().one()


async def history(world: World, *days: int, of: UUID | None = None, standing: bool = False) -> None:
    """Have listings of the product stand that many days, and vanish two days ago or not at all."""
    for number, stood in enumerate(days):
        gone = world.clock.now - timedelta(days=2)
        await world.session.execute(
            text("""
                WITH one AS (
                    INSERT INTO listing (id, marketplace, shop, ref, url, title, doubts, facts,
                        first_seen_at, seen_at, gone_at)
                    VALUES (:id, 'fake', :shop, :ref, 'https://x.example/', 'Mug',
                        '[]', '', :first, :gone, CAST(:until AS timestamptz)))
                INSERT INTO link (listing_id, product_id, probability, method, reasons, linked_at)
                VALUES (:id, :product, 1, 'gtin', '[]', :gone)
            """),
            {
                "id": uuid4(),
                "ref": str(uuid4()),
                "shop": f"{number}.example",
                "first": gone - timedelta(days=stood),
                "gone": gone,
                "product": of or await product(world),
                "until": None if standing else gone,
            },
        )
