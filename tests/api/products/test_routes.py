"""The picture of a product over HTTP: what was asked, paid, said and expected of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from bolo.pipeline.value.tables import PredictionRow, SaleRow, WorthRow
from bolo.platform.database.partitions import make_ahead
from bolo.views import products as view
from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of

FIGURES = {"low80": 30, "low50": 34, "point": 38, "high50": 42, "high80": 48}
AT = "ebay-us"


async def product_of(door: Door, deal: UUID) -> str:
    return str((await door.get(f"/opportunities/{deal}"))["product"]["id"])


async def a_product(door: Door) -> str:
    """Add a product with one deal at the workspace's own venue, and a listing's history."""
    (deal,) = await add_deals(door.services, await workspace_of(door), [9])
    async with door.services.db.transaction() as session:
        await make_ahead(session, ("price_change",), door.services.clock())
        await session.execute(text("UPDATE opportunity SET venue = :venue"), {"venue": AT})
        for days, amount in ((40, 12), (3, 11), (1, None)):
            await session.execute(
                text("""
                    INSERT INTO price_change (listing_id, at, amount, currency)
                    SELECT listing_id, :at, CAST(:amount AS numeric), 'EUR' FROM opportunity
                """),
                {"at": door.services.clock() - timedelta(days=days % 30), "amount": amount},
            )
    return await product_of(door, deal)


async def value(door: Door, product: str) -> None:
    """Write what valuing writes."""
    now, workspace = door.services.clock(), await workspace_of(door)
    mine: dict[str, Any] = {
        "workspace_id": workspace,
        "product_id": UUID(product),
        "venue": AT,
        "condition": "new",
        "currency": "USD",
        "kind": "ask",
        "days_p50": 12,
        "days_p80": 40,
        **{name: Decimal(figure) for name, figure in FIGURES.items()},
    }
    told = {
        "survival": [[0, "1"], [12, "0.5"]],
        "evidence": [{"kind": "ask", "count": 3, "weight": "1", "newest": now.isoformat()}],
        "pooled_from": "product",
        "insufficient": None,
    }
    async with door.services.db.transaction() as session:
        session.add(WorthRow(at=now, **mine, **told))
        for days in (50, 20, 2):
            session.add(PredictionRow(id=uuid4(), made_at=now - timedelta(days=days), **mine))


async def test_a_product_is_drawn_with_all_that_is_known_of_it(door: Door) -> None:
    product = await a_product(door)
    await value(door, product)

    told = await door.get(f"/products/{product}?days=30")

    assert told["product"]["title"] == "Thing"
    assert (told["venue"], told["currency"], told["condition"]) == (AT, "USD", "new")
    assert {offer["title"] for offer in told["offers"]} == {"Thing elsewhere", "Thing 9"}
    (drawn,) = [line for line in told["series"] if line["points"]]
    assert [point["price"] is None for point in drawn["points"]] == [False, False, True]
    assert Decimal(drawn["points"][0]["price"]) > 12  # euros, in dollars
    assert len(told["bands"]) == 4  # what stood thirty days ago, two since, and today's
    assert told["bands"][0]["at"] == told["since"]
    assert all(Decimal(point["amount"]) > 0 for point in told["fees_line"])
    assert [point["amount"] for point in told["max_cost_line"]] == ["20.0000"]
    assert [point["verdict"] for point in told["verdicts"]] == ["buy"]
    assert told["verdicts"][0]["exit_price"]["currency"] == "USD"
    (worth,) = told["worth"]
    assert worth["point"] == {"amount": "38.00", "currency": "USD"}
    assert worth["survival"][1] == {"day": 12, "unsold": "0.5"}
    assert worth["evidence"][0]["count"] == 3


async def test_own_sales_are_marks_of_their_own(door: Door) -> None:
    product, now = await a_product(door), door.services.clock()
    workspace = await workspace_of(door)
    async with door.services.db.transaction() as session:
        session.add(
            SaleRow(
                id=uuid4(),
                workspace_id=workspace,
                product_id=UUID(product),
                ref="1",
                venue=AT,
                condition="used",
                price=Decimal(31),
                currency="USD",
                sold_at=now - timedelta(days=2),
                created_at=now,
            )
        )

    told = await door.get(f"/products/{product}")

    (sold,) = [line for line in told["series"] if line["kind"] == "sold"]
    assert sold["condition"] == "used"
    assert [point["price"] for point in sold["points"]] == ["31.00"]


async def test_what_was_not_valued_says_so_and_invents_nothing(door: Door) -> None:
    product = await a_product(door)

    told = await door.get(f"/products/{product}?venue=ebay-de&condition=used")

    assert told["bands"] == told["fees_line"] == told["verdicts"] == []
    (worth,) = told["worth"]
    assert (worth["venue"], worth["condition"]) == ("ebay-de", "used")
    assert worth["point"] is None
    assert "not been valued for you yet" in worth["insufficient"]


async def test_what_belongs_to_another_is_not_shown(
    door: Door, foreigner: Door, nobody: Door
) -> None:
    product = await a_product(door)
    await value(door, product)

    told = await foreigner.get(f"/products/{product}")

    assert told["verdicts"] == told["bands"] == []
    assert told["worth"][0]["point"] is None
    assert len(told["offers"]) == 2  # what stands on public pages is everybody's
    assert (await nobody.ask("GET", f"/products/{product}")).status == 401


async def test_an_unknown_product_and_an_unknown_venue_are_not_found(door: Door) -> None:
    product = await a_product(door)

    for path in (f"/products/{uuid4()}", f"/products/{product}?venue=moon"):
        assert (await door.ask("GET", path)).status == 404


async def test_offers_are_compared_whatever_their_currency(door: Door) -> None:
    product = await a_product(door)
    async with door.services.db.transaction() as session:
        for title, amount, currency in (
            ("Thing 9", 1500, "JPY"),  # about 9 euros
            ("Thing elsewhere", 11, "EUR"),
        ):
            await session.execute(
                text("""
                    UPDATE current_price SET amount = :amount, currency = :currency
                    WHERE listing_id = (SELECT id FROM listing WHERE title = :title)
                """),
                {"amount": amount, "currency": currency, "title": title},
            )

    told = await door.get(f"/products/{product}")

    assert [offer["price"]["currency"] for offer in told["offers"]] == ["JPY", "EUR"]
    assert told["cheapest"]["currency"] == "USD"
    assert 8 < Decimal(told["cheapest"]["amount"]) < 12
    yen, euros = (offer["converted"] for offer in told["offers"])
    assert yen["price"] == told["cheapest"]
    assert (euros["price"]["currency"], Decimal(euros["price"]["amount"]) > 11) == ("USD", True)
    rates = door.services.venues.rates
    assert (yen["rates_of"], yen["source"]) == (str(rates.date), rates.source)


async def test_an_offer_in_the_currency_of_the_picture_is_not_converted(door: Door) -> None:
    product = await a_product(door)
    async with door.services.db.transaction() as session:
        await session.execute(
            text("""
                UPDATE current_price SET amount = 5, currency = CASE WHEN listing_id = (
                    SELECT id FROM listing WHERE title = 'Thing 9') THEN 'USD' ELSE 'XTS' END
            """)  # the latter is no money: there is no rate for it
        )

    told = await door.get(f"/products/{product}")

    assert [offer["price"]["currency"] for offer in told["offers"]] == ["USD", "XTS"]
    assert [offer["converted"] for offer in told["offers"]] == [None, None]


async def test_what_cannot_be_had_in_that_condition_is_not_the_cheapest(door: Door) -> None:
    product = await a_product(door)
    async with door.services.db.transaction() as session:
        await session.execute(
            text("""
                UPDATE current_price SET amount = 5, availability = 'out_of_stock'
                WHERE listing_id = (SELECT id FROM listing WHERE title = 'Thing 9')
            """)
        )

    new = await door.get(f"/products/{product}?condition=new")
    used = await door.get(f"/products/{product}?condition=used")

    assert new["cheapest"]["amount"] == "10.00"
    assert used["cheapest"] is None


async def test_a_worth_without_days_says_what_is_missing(door: Door) -> None:
    product = await a_product(door)
    await value(door, product)
    async with door.services.db.transaction() as session:
        await session.execute(text("UPDATE worth SET days_p50 = NULL, days_p80 = NULL"))

    (worth,) = (await door.get(f"/products/{product}"))["worth"]

    assert worth["days_p50"] is None
    assert "fewer than 3 offers" in worth["days_insufficient"]


async def test_the_highest_cost_is_that_of_the_listing_that_bears_most(door: Door) -> None:
    product = await a_product(door)
    await add_another_deal(door, product, max_cost=15)
    cheaper = await door.get(f"/products/{product}")
    await add_another_deal(door, product, max_cost=25)
    dearer = await door.get(f"/products/{product}")

    assert cheaper["max_cost_line"][-1]["amount"] == "20.0000"
    assert dearer["max_cost_line"][-1]["amount"] == "25.0000"


async def test_what_was_said_of_a_listing_that_is_gone_bears_nothing_any_more(door: Door) -> None:
    product = await a_product(door)
    await add_another_deal(door, product, max_cost=25)
    async with door.services.db.transaction() as session:
        await session.execute(
            text("""
                UPDATE opportunity SET gone_at = :now
                WHERE id = (SELECT opportunity_id FROM verdict WHERE max_cost = 25)
            """),
            {"now": door.services.clock() + timedelta(minutes=1)},
        )

    told = await door.get(f"/products/{product}")

    assert [point["amount"] for point in told["max_cost_line"]][-2:] == ["25.0000", "20.0000"]


async def test_where_no_cost_would_do_any_more_that_is_said(door: Door) -> None:
    product = await a_product(door)
    await add_another_deal(door, product, max_cost=25)
    async with door.services.db.transaction() as session:
        await session.execute(text("UPDATE verdict SET max_cost = NULL"))

    told = await door.get(f"/products/{product}")

    assert {point["amount"] for point in told["max_cost_line"]} == {None}


async def test_what_is_sold_out_asks_nothing(door: Door) -> None:
    product = await a_product(door)
    async with door.services.db.transaction() as session:
        await session.execute(
            text("UPDATE price_change SET availability = 'out_of_stock' WHERE amount = 11")
        )

    told = await door.get(f"/products/{product}?days=30")

    (drawn,) = [line for line in told["series"] if line["points"]]
    assert [point["price"] is None for point in drawn["points"]] == [False, True, True]


async def test_of_too_many_changes_the_newest_are_told_of_all_listings_alike(door: Door) -> None:
    product = await a_product(door)
    now = door.services.clock()
    async with door.services.db.transaction() as session:
        first, second = (await session.execute(text("SELECT id FROM listing"))).scalars()
        await session.execute(text("DELETE FROM price_change"))
        for listing, days, amount in (
            (first, 9, 50), (first, 6, 40), (first, 3, 30), (second, 8, 20), (second, 1, 10),
        ):  # fmt: skip
            await session.execute(
                text("""
                    INSERT INTO price_change (listing_id, at, amount, currency)
                    VALUES (:listing, :at, :amount, 'USD')
                """),
                {"listing": listing, "at": now - timedelta(days=days), "amount": amount},
            )
        all_of_it = await view.asked(session, [first, second], now - timedelta(days=7))
        some = await view.asked(session, [first, second], now - timedelta(days=7), most=2)

    def told(points: list[view.Point]) -> list[tuple[int, int]]:
        return [((now - one.at).days, int(one.price.amount)) for one in points if one.price]

    assert product
    assert told(all_of_it[first]) == [(7, 50), (6, 40), (3, 30)]
    assert told(all_of_it[second]) == [(7, 20), (1, 10)]
    assert told(some[first]) == [(3, 30)]
    assert told(some[second]) == [(3, 20), (1, 10)]


async def test_what_only_looks_like_it_has_no_say_in_the_picture(door: Door) -> None:
    product = await a_product(door)
    async with door.services.db.transaction() as session:
        await session.execute(text("UPDATE opportunity SET match_gates = '[\"a pack\"]'"))

    told = await door.get(f"/products/{product}")

    assert told["verdicts"] == told["max_cost_line"] == []


async def add_another_deal(door: Door, product: str, max_cost: int) -> None:
    (deal,) = await add_deals(door.services, await workspace_of(door), [7])
    async with door.services.db.transaction() as session:
        values = {"deal": deal, "product": UUID(product), "venue": AT, "most": max_cost}
        for query in (
            "UPDATE opportunity SET product_id = :product, venue = :venue WHERE id = :deal",
            "UPDATE verdict SET max_cost = :most, decided_at = now() WHERE opportunity_id = :deal",
        ):
            names = {name: given for name, given in values.items() if f":{name}" in query}
            await session.execute(text(query), names)
