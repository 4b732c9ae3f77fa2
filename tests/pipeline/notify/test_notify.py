"""Alerts: one per fact, and again only when it was over; the settings of a workspace."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import text

from bolo.core.errors import Invalid
from bolo.pipeline.across.preferences import Preferences, everywhere
from bolo.pipeline.decide.store import EVERYWHERE
from bolo.pipeline.notify.alerts import inbox_store, store
from bolo.pipeline.notify.alerts.inbox_store import Filters
from bolo.pipeline.notify.alerts.store import Alert
from bolo.pipeline.value.venues import Venues
from tests.pipeline.notify.world import World
from tests.pipeline.street import events

PREFERENCES = Preferences(Venues.load(date(2026, 3, 9)), uuid4)
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


async def test_alerts_are_read_one_by_one_or_all(world: World) -> None:
    await world.stands("buy")
    async with world.db.transaction() as session:
        [alert] = await inbox_store.alerts(session, world.owner, world.user, UNREAD, 9)
        before = (alert.created_at, alert.id)

        marked = await inbox_store.mark(session, *world.whose, alert.id, world.clock.now)
        again = await inbox_store.read_all(session, *world.whose, world.clock.now)

        assert (marked, again) == (True, 0)
        assert await inbox_store.unread(session, *world.whose) == 0
        assert await inbox_store.alerts(session, *world.whose, UNREAD, 9) == []
        later = await inbox_store.alerts(session, *world.whose, Filters(before=before), 9)
        assert later == []
        assert await inbox_store.mark(session, *world.whose, alert.id, None)
        assert await inbox_store.unread(session, *world.whose) == 1
        assert not await inbox_store.mark(session, *world.whose, uuid4(), None)
        assert await inbox_store.read_all(session, *world.whose, world.clock.now) == 1


async def test_only_who_has_read_is_told_so_and_one_s_own_alert_is_nobody_else_s(
    world: World,
) -> None:
    other = uuid4()
    async with world.db.transaction() as session:
        await session.execute(
            text("INSERT INTO app_user (id, name, created_at) VALUES (:id, 'Eve', now())"),
            {"id": other},
        )
        await world.join(session, other)
        mine = Alert(uuid4(), "mine", "deal", "Mug", "", None, world.clock(), user_id=world.user)
        await store.add_alerts(session, world.owner, [mine])
    await world.stands("buy")

    async with world.db.transaction() as session:
        before = [await inbox_store.unread(session, world.owner, u) for u in (world.user, other)]
        not_theirs = await inbox_store.mark(session, world.owner, other, mine.id, world.clock())
        nothing = await events(session, "AlertsRead")
        await inbox_store.read_all(session, world.owner, other, world.clock())
        after = [await inbox_store.unread(session, world.owner, u) for u in (world.user, other)]
        told = await events(session, "AlertsRead")

    assert (before, after) == ([2, 1], [2, 0])
    assert (not_theirs, nothing, told) == (False, [], [other])


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


async def test_alerts_are_found_by_kind_words_and_scope(world: World) -> None:
    await world.stands("buy")
    wanted = [
        (Filters(kind="opportunity.buy"), 1),
        (Filters(kind="other"), 0),
        (Filters(words="MUG"), 1),
        (Filters(words="%"), 1),
        (Filters(words="lamp"), 0),
        (Filters(scope=""), 1),
        (Filters(scope="search:1"), 0),
    ]

    async with world.db.transaction() as session:
        found = [
            len(await inbox_store.alerts(session, *world.whose, filters, 9))
            for filters, _ in wanted
        ]

    assert found == [count for _, count in wanted]


async def test_who_follows_a_link_is_counted_and_led_to_the_shop(world: World) -> None:
    await world.stands("buy")
    async with world.db.transaction() as session:
        [alert] = await inbox_store.alerts(session, *world.whose, UNREAD, 9)

        led = await inbox_store.opened(session, alert.id, world.clock.now)
        nowhere = await inbox_store.opened(session, uuid4(), world.clock.now)

        [after] = await inbox_store.alerts(session, *world.whose, Filters(), 9)
    assert (led, nowhere) == ("https://s/r", None)
    assert (after.clicked_at, after.read_at) == (world.clock.now, None)


async def test_settings_are_kept_and_their_limits_follow_the_currency(world: World) -> None:
    async with world.db.transaction() as session:
        chosen = await PREFERENCES.of(session, world.owner)
        other = replace(
            chosen, costing=replace(chosen.costing, currency="EUR"), hysteresis=Decimal("0.5")
        )
        await PREFERENCES.save(session, world.owner, other)

        kept = await PREFERENCES.of(session, world.owner)

    assert (kept.costing.currency, kept.hysteresis) == ("EUR", Decimal("0.5"))
    assert everywhere(kept).min_profit.currency == "EUR"
    assert set(kept.policies) == {EVERYWHERE}


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        ({"venues": ()}, "at least one venue"),
        ({"venues": ("nowhere",)}, "no venue is called nowhere"),
        ({"currency": "XYZ"}, "no exchange rate for XYZ"),
    ],
)
async def test_settings_that_cannot_be_are_refused(
    world: World, figures: dict[str, object], why: str
) -> None:
    async with world.db.transaction() as session:
        chosen = await PREFERENCES.of(session, world.owner)
        wrong = replace(chosen, costing=replace(chosen.costing, **figures))  # type: ignore[arg-type]

        with pytest.raises(Invalid, match=why):
            await PREFERENCES.save(session, world.owner, wrong)
