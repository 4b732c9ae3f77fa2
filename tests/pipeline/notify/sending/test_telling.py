"""How a person is told: ranked, folded, held in the night, and each search by its own choice."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bolo.core.telling.pacing import ALONE, Pace
from bolo.pipeline.notify.sending import telling_store
from bolo.pipeline.notify.sending.telling_store import Wish
from tests.pipeline.notify.world import World


async def test_when_many_come_the_most_valuable_go_first_and_the_rest_is_one_message(
    world: World,
) -> None:
    await world.ntfy()

    await world.told(10, 90, 30, 70, 50, None, 20)
    await world.deliver()

    *alone, folded = world.bodies()
    assert [body.split('"title":"')[1].split('"')[0] for body in alone] == [
        "Worth 90",
        "Worth 70",
        "Worth 50",
    ]
    assert "Worth 30, and 3 more" in folded
    assert folded.index("Worth 20") < folded.index("Worth 10") < folded.index("Worth None")
    assert len(alone) == ALONE


async def test_what_comes_right_after_is_folded_once_a_minute(world: World) -> None:
    await world.ntfy()
    await world.told(*range(8))
    await world.deliver()
    first = len(world.sent)

    await world.told(1, 2)
    await world.deliver()
    at_once = len(world.sent)
    world.clock.on(61)
    await world.told(3)
    await world.deliver()

    assert (first, at_once) == (ALONE + 1, ALONE + 1)
    assert len(world.sent) == first + 3


async def test_the_night_is_quiet_and_the_morning_tells_it_in_one(world: World) -> None:
    zone = ZoneInfo("Europe/Berlin")
    world.clock.now = datetime(2026, 3, 9, 23, 30, tzinfo=zone)
    await world.ntfy()
    await world.wish(Wish(zone="Europe/Berlin", quiet_from=time(22), quiet_to=time(7)))
    await world.told(*range(6))
    await world.deliver()
    night = len(world.sent)

    world.clock.now = datetime(2026, 3, 10, 7, 0, tzinfo=zone)
    await world.deliver()

    assert night == 0
    assert len(world.sent) == ALONE + 1


async def test_a_digest_is_one_message_at_its_hour(world: World) -> None:
    await world.ntfy()
    await world.wish(Wish(pace=Pace.DAILY, digest_at=time(18)))
    for worth in (10, 30, 20):
        await world.told(worth)
        world.clock.on(60)
        await world.deliver()
    before = len(world.sent)

    world.clock.now = world.clock.now.replace(hour=18, minute=0)
    await world.deliver()

    assert before == 0
    [body] = world.bodies()
    assert "Worth 30, and 2 more" in body


async def test_beyond_the_most_of_a_day_it_waits_for_the_next(world: World) -> None:
    await world.ntfy()
    await world.wish(Wish(at_most=2))
    for worth in range(5):
        await world.told(worth)
        world.clock.on(120)
        await world.deliver()
    today = len(world.sent)

    world.clock.now = world.clock.now.replace(hour=0, minute=0) + timedelta(days=1)
    await world.deliver()

    assert today == 2
    assert len(world.sent) == 4
    assert await world.untold() == []


async def test_what_is_muted_or_worth_too_little_stays_in_the_inbox(world: World) -> None:
    await world.ntfy()
    await world.wish(Wish(min_worth=Decimal(15)))
    await world.told(10, 20)
    await world.deliver()
    await world.wish(Wish(muted_until=world.clock.now + timedelta(hours=1)))
    await world.told(99)
    await world.deliver()

    assert len(world.sent) == 1
    assert sorted(map(str, await world.untold())) == [
        "muted",
        "worth less than the least that was chosen",
    ]


async def test_a_choice_for_one_search_goes_before_the_one_for_everything(world: World) -> None:
    kept = await world.ntfy()
    other = await world.ntfy(server="https://ntfy.example")
    await world.wish(Wish(pace=Pace.DAILY, channels=(kept.id,)))
    await world.wish(Wish(channels=(other.id,)), scope="search:1")

    await world.told(1, scope="search:1")
    await world.told(2)
    await world.deliver()

    [parcel] = world.sent
    assert getattr(parcel, "url", "") == "https://ntfy.example/"
    async with world.db.transaction() as session:
        await telling_store.forget(session, *world.whose, "search:1")
        assert await telling_store.wish(session, *world.whose, "search:1") is None


async def test_a_changed_mind_holds_for_what_waits_already(world: World) -> None:
    await world.ntfy()
    await world.wish(Wish(pace=Pace.DAILY))
    await world.told(1)
    await world.deliver()
    held = len(world.sent)

    await world.wish(Wish())
    await world.deliver()

    assert held == 0
    assert len(world.sent) == 1
