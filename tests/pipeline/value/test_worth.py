"""What a product is worth to those who watch it: by all evidence, promised weekly, held to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import RowMapping, text

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.pipeline.value import promises, sales, store, worths
from bolo.pipeline.value.sales import NewSale
from tests.pipeline.street import MUG, elsewhere, events, priced, scalar, workspace
from tests.pipeline.value.world import CHEAP, DEAR, World

DAY = 86_400


ROWS = {
    "worth": text("SELECT * FROM worth ORDER BY venue, condition"),
    "prediction": text("SELECT * FROM prediction"),
}


async def read_all(world: World, table: str = "worth") -> Sequence[RowMapping]:
    rows = await world.session.execute(ROWS[table])
    return list(rows.mappings())


async def only(world: World, table: str = "worth") -> RowMapping:
    (row,) = await read_all(world, table)
    return row


async def product(world: World) -> UUID:
    rows = await world.session.execute(text("SELECT DISTINCT product_id FROM link"))
    one: UUID = rows.scalar_one()
    return one


async def sell(
    world: World, price: str, currency: str = "USD", *, days_ago: int = 0, **told: object
) -> None:
    sold_at = world.clock.now - timedelta(days=days_ago)
    paid = Money(Decimal(price), currency)
    usual: dict[str, Any] = {"ref": str(uuid4()), "venue": "ebay-us", "price": paid}
    sale = NewSale(**{**usual, "sold_at": sold_at, **told})
    of = await product(world)
    await sales.add(world.session, world.owner, [(uuid4(), of, sale)], world.clock.now)
    await world.valuing.value_products(world.session, world.owner, [of])


async def settle(world: World) -> int:
    per_euro = world.valuing.venues.rates.per_euro
    return await promises.settle(world.session, world.clock.now, per_euro)


async def marked(world: World) -> RowMapping:
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


async def test_asks_say_what_it_brings_and_how_sure_that_is(world: World) -> None:
    await world.see(CHEAP, *DEAR)

    worth = await only(world)

    assert (worth["venue"], worth["condition"], worth["currency"]) == ("ebay-us", "new", "USD")
    assert worth["low80"] < worth["low50"] < worth["point"] < worth["high50"] < worth["high80"]
    assert 20 < worth["point"] < 60
    assert worth["kind"] == "ask"
    assert [(one["kind"], one["count"]) for one in worth["evidence"]] == [("ask", 3)]
    assert worth["days_p50"] is None
    assert worth["survival"] == []
    assert worth["pooled_from"] == "product"


async def test_of_one_shop_the_cheapest_ask_counts(world: World) -> None:
    dear = replace(CHEAP, ref="shop.example/second", price=Money(Decimal(90), "USD"))

    await world.see(CHEAP, dear, *DEAR)

    assert (await only(world))["evidence"][0]["count"] == 3


async def test_own_sales_outweigh_asks_and_most_where_they_were_made(world: World) -> None:
    await store.save_costing(
        world.session, world.owner, replace(store.DEFAULTS, venues=("ebay-us", "ebay-de"))
    )
    await world.see(CHEAP, *DEAR)
    await sell(world, "70")
    await sell(world, "72", days_ago=3)

    there, here = await read_all(world)

    assert (there["venue"], here["venue"]) == ("ebay-de", "ebay-us")
    assert here["kind"] == there["kind"] == "own_sale"
    assert 60 < there["point"] < here["point"] < 72
    width = here["high80"] - here["low80"]
    assert width < there["high80"] - there["low80"]


async def test_each_condition_is_worth_something_else(world: World) -> None:
    used = replace(elsewhere(MUG, "u.example", "30"), condition=Condition.USED)

    await world.see(CHEAP, *DEAR, used)

    new, second_hand = await read_all(world)
    assert (new["condition"], second_hand["condition"]) == ("new", "used")
    assert second_hand["point"] < new["point"]


async def test_what_vanished_and_what_nobody_reads_is_still_evidence(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    world.clock.on(3 * DAY)
    await world.see(CHEAP, replace(DEAR[0], availability=Availability.OUT_OF_STOCK))

    kinds = {one["kind"]: one["count"] for one in (await only(world))["evidence"]}

    assert kinds == {"ask": 2, "vanished": 1}


async def test_a_list_price_counts_once_and_little(world: World) -> None:
    was = Money(Decimal(100), "USD")

    await world.see(*(replace(one, was_price=was) for one in (CHEAP, *DEAR)))

    (_, listed) = (await only(world))["evidence"]
    assert (listed["kind"], listed["count"]) == ("list", 1)
    assert Decimal(listed["weight"]) < Decimal("0.1")


async def test_without_a_price_it_says_why_and_invents_nothing(world: World) -> None:
    await world.see(replace(CHEAP, price=None), replace(DEAR[0], price=None))

    worth = await only(world)

    assert worth["point"] is None
    assert worth["insufficient"].startswith("Insufficient data: ")
    assert await scalar(world.session, "SELECT count(*) FROM prediction") == 0


async def test_three_that_went_say_how_soon_and_two_do_not(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await history(world, 10, 12)
    await world.see(CHEAP, priced(DEAR[0], "61"), DEAR[1])
    too_few = (await only(world))["days_p50"]
    await history(world, 11)

    await world.see(CHEAP, priced(DEAR[0], "62"), DEAR[1])

    worth = await only(world)
    assert too_few is None
    assert 8 <= worth["days_p50"] <= 12 < worth["days_p80"]
    assert worth["survival"][0] == [0, "1.0000"]


async def test_own_sales_say_how_soon_it_sells_at_their_venue(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    for days in (4, 5, 6):
        listed = world.clock.now - timedelta(days=10 + days)
        await sell(world, "60", days_ago=10, listed_at=listed)

    assert (await only(world))["days_p50"] in {4, 5}


async def test_an_opportunity_is_told_what_its_product_is_worth_and_judged_anew(
    world: World,
) -> None:
    await world.see(CHEAP, *DEAR)
    await world.see(CHEAP, *DEAR)
    first = await marked(world)
    await world.verdicts()
    await history(world, 10, 11, 12)
    before = await events(world.session, "OpportunityFound")

    await world.valuing.value_products(world.session, world.owner, [await product(world)])

    now = await marked(world)
    assert now["point"] == (await only(world))["point"]
    assert first["days_p50"] is None
    assert now["days_p50"] is not None
    assert now["per_day"] == round(now["profit"] / now["days_p50"], 4)
    assert before == []
    assert await events(world.session, "OpportunityFound") == [now["id"]]


async def test_days_to_sell_reach_the_verdict(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await world.see(CHEAP, *DEAR)
    await history(world, 10, 11, 12)
    await world.valuing.value_products(world.session, world.owner, [await product(world)])

    await world.verdicts()

    weighed = await scalar(world.session, "SELECT weighed FROM verdict")
    assert isinstance(weighed, dict)
    assert weighed["days"] == (await only(world))["days_p50"]


async def test_what_sells_too_slowly_is_not_bought(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await world.see(CHEAP, *DEAR)
    await history(world, 300, 310, 320)
    await world.valuing.value_products(world.session, world.owner, [await product(world)])

    verdicts = await world.verdicts()

    assert "slow_sale" in verdicts["skip"]


async def test_a_worth_is_promised_once_a_week(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await world.see(CHEAP, priced(DEAR[0], "61"), DEAR[1])
    once = await scalar(world.session, "SELECT count(*) FROM prediction")
    world.clock.on(8 * DAY)

    await world.see(CHEAP, priced(DEAR[0], "62"), DEAR[1])

    assert once == 1
    assert await scalar(world.session, "SELECT count(*) FROM prediction") == 2


async def test_a_later_sale_settles_a_promise_and_an_earlier_one_does_not(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await sell(world, "66", days_ago=2)
    before = await settle(world)
    world.clock.on(3 * DAY)
    await sell(world, "44", listed_at=world.clock.now - timedelta(days=2))

    settled = await settle(world)

    row = await only(world, "prediction")
    assert (before, settled) == (0, 1)
    assert (row["outcome"], row["realised"], row["realised_days"]) == ("own_sale", 44, 2)
    assert await settle(world) == 0


async def test_a_sale_in_another_currency_settles_at_the_rate_of_today(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    world.clock.on(DAY)
    await sell(world, "50", "EUR")

    await settle(world)

    assert 52 < (await only(world, "prediction"))["realised"] < 62


async def test_an_ask_that_stays_away_settles_and_a_sale_takes_its_place(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await world.see(CHEAP, DEAR[0])
    at_once = await settle(world)
    world.clock.on(2 * DAY)
    by_ask = await settle(world)
    first = await only(world, "prediction")

    await sell(world, "50")
    await settle(world)

    second = await only(world, "prediction")
    assert (at_once, by_ask) == (0, 1)
    assert (first["outcome"], first["realised"]) == ("vanished", 76)  # 95 % of 80
    assert first["realised_days"] is None
    assert (second["outcome"], second["realised"]) == ("own_sale", 50)


async def outcomes(world: World, kind: str, realised: int, many: int = 30) -> None:
    """Have promises of 50, 80 % of them between 40 and 62.5, come true at another price."""
    for _ in range(many):
        await world.session.execute(
            text("""
                INSERT INTO prediction (id, workspace_id, product_id, venue, condition, kind,
                    currency, made_at, point, low80, low50, high50, high80, settled_at, outcome,
                    realised)
                SELECT gen_random_uuid(), :owner, id, 'ebay-us', 'new', 'ask', 'USD', :at,
                    50, 40, 45, 55.55, 62.5, :at, :kind, :realised FROM product
            """),
            {"owner": world.owner, "kind": kind, "realised": realised, "at": world.clock.now},
        )


async def stretch(world: World) -> Decimal:
    found = await worths.stretches(world.session, [world.owner])
    return found.get(world.owner, Decimal(1))


async def test_intervals_widen_by_what_earlier_ones_missed(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    unknown = await stretch(world)
    narrow = await only(world)
    await outcomes(world, "own_sale", 80)

    await world.see(CHEAP, priced(DEAR[0], "60.01"), DEAR[1])

    wide = await only(world)
    assert unknown == 1
    assert wide["stretch"] == await stretch(world) > 2
    assert wide["high80"] / wide["low80"] > narrow["high80"] / narrow["low80"]


async def test_vanished_asks_widen_intervals_and_never_narrow_them(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await outcomes(world, "vanished", 51)
    precise = await stretch(world)
    await world.session.execute(text("DELETE FROM prediction WHERE outcome IS NOT NULL"))
    await outcomes(world, "vanished", 90)

    assert precise == 1
    assert await stretch(world) > 2


async def test_own_sales_that_were_met_narrow_intervals(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await outcomes(world, "own_sale", 53)
    await outcomes(world, "vanished", 90)

    assert Decimal("0.25") <= await stretch(world) < Decimal("0.5")


async def test_brands_lend_what_is_known_of_many(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    alone = await only(world)
    for _ in range(6):
        await another(world, ask=200, was=250)
    await promises.learn(world.session, world.clock.now)
    was = replace(DEAR[0], was_price=Money(Decimal(250), "USD"))

    await world.see(CHEAP, was, DEAR[1])

    worth = await only(world)
    assert worth["point"] > alone["point"]
    assert worth["pooled_from"] == "brand"
    assert worth["evidence"][-1]["kind"] == "like"
    assert worth["evidence"][-1]["count"] == 7


async def another(world: World, *, ask: int, was: int) -> None:
    """Add a product of the same brand that two shops offer and that fifteen others offered."""
    rows = await world.session.execute(
        text("""
            INSERT INTO product (id, title, brand, words, created_at)
            VALUES (gen_random_uuid(), 'Jug', 'Stelton', 'jug', now()) RETURNING id
        """)
    )
    of: UUID = rows.scalar_one()
    await history(world, 1, 1, of=of, standing=True)
    await history(world, *[10] * 15, of=of)
    await world.session.execute(
        text("""
            INSERT INTO current_price (listing_id, amount, currency, was_amount, since, reads)
            SELECT listing_id, :ask, 'USD', :was, now(), 2 FROM link WHERE product_id = :of
        """),
        {"ask": ask, "was": was, "of": of},
    )


async def test_how_fast_a_brand_goes_stands_in_where_nothing_went(world: World) -> None:
    for _ in range(3):
        await another(world, ask=200, was=250)
    await promises.learn(world.session, world.clock.now)

    await world.see(CHEAP, *DEAR)

    worth = next(row for row in await read_all(world) if row["kind"] == "ask")
    assert 5 <= worth["days_p50"] <= 10
    assert worth["pooled_from"] == "brand"


async def test_what_a_product_no_longer_has_is_forgotten(world: World) -> None:
    used = replace(elsewhere(MUG, "u.example", "30"), condition=Condition.USED)
    await world.see(CHEAP, *DEAR, used)

    await world.see(CHEAP, *DEAR, replace(used, condition=Condition.NEW))

    assert (await only(world))["condition"] == "new"


async def test_nothing_is_written_again_while_nothing_changes(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    of = [await product(world)]
    written = await at(world)
    world.clock.on(DAY / 4)
    await world.valuing.value_products(world.session, world.owner, of)
    same = await at(world)
    world.clock.on(DAY / 2)

    await world.valuing.value_products(world.session, world.owner, of)

    assert same == written
    assert await at(world) > written


async def at(world: World) -> datetime:
    moment: datetime = (await only(world))["at"]
    return moment


async def test_who_sold_it_is_told_what_it_is_worth_without_watching_it(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    world.owner = await workspace(world.session)

    await sell(world, "60")

    rows = await read_all(world)
    assert world.owner in {row["workspace_id"] for row in rows}
    assert len(rows) == 2


async def test_what_only_looks_like_it_is_no_evidence(world: World) -> None:
    pack = replace(
        CHEAP, ref="shop.example/box", title="Stelton Emma Mug White 0.3 l - 2-Pack", gtin=None
    )

    await world.see(pack, *DEAR, elsewhere(MUG, "d.example", "70"))

    rows = await read_all(world)
    assert [sum(one["count"] for one in row["evidence"]) for row in rows if row["point"] > 40] == [
        3
    ]
