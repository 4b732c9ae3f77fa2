"""Alerts: one per fact, and again only when it was over."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from bolo.pipeline.notify.alerts import inbox_store
from bolo.pipeline.notify.alerts.inbox_store import Filters
from tests.pipeline.notify.world import World
from tests.pipeline.street import events

UNREAD = Filters(unread=True)


async def test_what_becomes_worth_buying_is_told_once(world: World) -> None:
    raised = [await world.stands("buy") for _ in range(3)]

    assert raised == [1, 0, 0]
    async with world.db.transaction() as session:
        told = await inbox_store.alerts(session, world.owner, world.user, UNREAD, 9)
        assert await events(session, "AlertRaised") == [told[0].id]
    assert told[0].title == "10.00 USD profit: Mug"
    assert "sell at eBay (United States): " in told[0].body
    assert "140 % return, 99 % sure" in told[0].body


async def test_of_two_variants_of_a_page_each_alert_names_its_own(world: World) -> None:
    async with world.db.transaction() as session:
        await session.execute(text("UPDATE listing SET variant = 'White'"))

    await world.stands("buy")

    async with world.db.transaction() as session:
        [told] = await inbox_store.alerts(session, world.owner, world.user, UNREAD, 9)
    assert told.title == "10.00 USD profit: Mug, White"


async def test_a_profit_that_dances_around_the_limit_rings_once(world: World) -> None:
    await world.stands("buy", 6)
    raised = [
        await world.stands(verdict, profit)
        for verdict, profit in (("negotiate", 5), ("buy", 6), ("negotiate", 4), ("buy", 6))
    ]

    assert raised == [0, 0, 0, 0]


@pytest.mark.parametrize("over", [("skip", 1, False), ("buy", 10, True)])
async def test_what_was_truly_over_rings_again(world: World, over: tuple[str, int, bool]) -> None:
    await world.stands("buy")
    await world.stands(over[0], over[1], gone=over[2])

    assert await world.stands("buy") == 1


async def test_an_alert_shows_picture_price_and_the_name_of_the_shop(world: World) -> None:
    await world.named("Harbor Goods")

    await world.stands("buy")

    async with world.db.transaction() as session:
        [alert] = await inbox_store.alerts(session, *world.whose, UNREAD, 9)
    assert alert.about.shop == "Harbor Goods"
    assert alert.about.url == "https://s/r"
    assert alert.about.image == "https://s/mug.jpg"
    assert ("Profit", "10.00 USD") in alert.about.facts
    assert alert.worth == Decimal(10)
    assert alert.body.startswith("Buy at Harbor Goods for 10.00 USD")
