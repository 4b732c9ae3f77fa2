"""The inbox: found, read by each person for themselves, and left for the shop."""

from uuid import uuid4

from sqlalchemy import text

from bolo.pipeline.notify.alerts import inbox_store, store
from bolo.pipeline.notify.alerts.inbox_store import Filters
from bolo.pipeline.notify.alerts.store import Alert
from tests.pipeline.notify.world import World
from tests.pipeline.street import events

UNREAD = Filters(unread=True)


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
