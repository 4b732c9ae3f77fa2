"""What a product is worth to those who watch it, by all evidence, and how soon it sells."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.pipeline.value import store
from bolo.pipeline.value.promises import store as promise_store
from tests.pipeline.street import MUG, elsewhere, events, priced, scalar, workspace
from tests.pipeline.value.doings import DAY, history, marked, only, product, read_all, sell
from tests.pipeline.value.world import CHEAP, DEAR, World


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


async def test_a_deal_counts_on_no_more_than_own_sales_brought(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    by_asks = await marked(world)

    await sell(world, "35")
    await sell(world, "36", days_ago=3)

    by_sales, worth = await marked(world), await only(world)
    assert by_asks["evidence"]["exit"]["brings"] is None
    assert by_sales["exit_price"] == worth["point"] < by_asks["exit_price"]
    assert Decimal(by_sales["evidence"]["exit"]["brings"]["amount"]) == worth["point"]


async def test_once_it_is_bought_what_its_own_shop_asks_stands_against_nobody(
    world: World,
) -> None:
    dear = replace(CHEAP, ref="shop.example/second", price=Money(Decimal(90), "USD"))
    await world.see(CHEAP, dear, *DEAR)
    bargain = await marked(world)
    await world.see(priced(CHEAP, "15"), dear, *DEAR)

    bought, standing = await marked(world), await only(world)

    assert bought["price"] < bargain["price"]
    assert bought["point"] == bargain["point"] > standing["point"]
    assert bought["low50"] < bought["exit_price"] < bought["high50"]


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
    assert now["days_p50"] == (await only(world))["days_p50"]
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


async def test_brands_lend_what_is_known_of_many(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    alone = await only(world)
    for _ in range(6):
        await another(world, ask=200, was=250)
    await promise_store.learn(world.session, world.clock.now)
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
    await promise_store.learn(world.session, world.clock.now)

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
