"""Worths as promises: made weekly, held to what came, and the wider for what they missed."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from sqlalchemy import text

from bolo.pipeline.value import worth_store
from bolo.pipeline.value.promises import store as promise_store
from bolo.pipeline.value.sales import store as sale_store
from tests.pipeline.street import priced, scalar
from tests.pipeline.value.doings import DAY, only, sell
from tests.pipeline.value.world import CHEAP, DEAR, World


async def settle(world: World) -> int:
    per_euro = world.valuing.venues.rates.per_euro
    return await promise_store.settle(world.session, world.clock.now, per_euro)


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


async def test_an_earlier_sale_that_is_entered_later_takes_the_place_of_the_next_one(
    world: World,
) -> None:
    await world.see(CHEAP, *DEAR)
    world.clock.on(5 * DAY)
    await sell(world, "44")
    await settle(world)

    await sell(world, "55", days_ago=3)
    again = await settle(world)

    row = await only(world, "prediction")
    assert (again, row["realised"]) == (1, 55)
    assert row["settled_at"] == world.clock.now - timedelta(days=3)
    assert await settle(world) == 0


async def test_a_promise_waits_again_when_the_sale_that_settled_it_is_taken_back(
    world: World,
) -> None:
    await world.see(CHEAP, *DEAR)
    world.clock.on(3 * DAY)
    await sell(world, "44")
    await settle(world)
    sale = UUID(str(await scalar(world.session, "SELECT id FROM sale")))

    product = await sale_store.remove(world.session, world.owner, sale)

    row = await only(world, "prediction")
    assert product == row["product_id"]
    assert (row["outcome"], row["realised"], row["settled_at"]) == (None, None, None)
    assert await sale_store.remove(world.session, world.owner, sale) is None


async def test_hindsight_is_kept_beside_what_was_promised_and_made_anew_each_time(
    world: World,
) -> None:
    await world.see(CHEAP, *DEAR)
    await sell(world, "60", days_ago=40)
    await sell(world, "66", days_ago=20)
    product = UUID(str(await scalar(world.session, "SELECT product_id FROM sale LIMIT 1")))
    look = partial(world.valuing.look_back, world.session, world.owner, [product])

    counts = [await look(), await look()]

    told = "SELECT count(*) FROM prediction WHERE outcome = 'replayed' AND realised = 66"
    assert counts == [3, 3]
    assert await scalar(world.session, told) == 3
    assert await scalar(world.session, "SELECT count(*) FROM prediction") == 4
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
    found = await worth_store.stretches(world.session, [world.owner])
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
