"""The live feed over a real WebSocket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import aiohttp
import pytest

from bolo.core.events import AlertRaised, Event, PriceMoved
from bolo.platform.durable.events.outbox import publish
from bolo.platform.durable.events.relay import Relay
from tests.api.door import Door
from tests.api.seed import workspace_of
from tests.platform.waiting import until


@asynccontextmanager
async def listening(door: Door) -> AsyncIterator[Relay]:
    """Give a relay once the feed listens."""
    await until(lambda: door.services.live._listening is not None)  # noqa: SLF001
    yield Relay(door.services.db)


async def tell(door: Door, relay: Relay, *events: Event) -> None:
    for event in events:
        async with door.services.db.transaction() as session:
            await publish(session, event)
        await relay.relay_once()


async def test_events_arrive_in_order_each_with_its_position(door: Door) -> None:
    moved = [PriceMoved(ids=(uuid4(),)) for _ in range(3)]

    async with listening(door) as relay, door.live() as feed:
        hello = await feed.receive_json(timeout=300)
        await tell(door, relay, *moved)
        told = [await feed.receive_json(timeout=300) for _ in moved]

    assert hello == {"hello": 0, "resumed": True}
    assert [one["ids"] for one in told] == [[str(event.ids[0])] for event in moved]
    assert {one["kind"] for one in told} == {"PriceMoved"}
    positions = [one["position"] for one in told]
    assert positions == sorted(set(positions))


async def test_who_listens_is_counted_while_they_do(door: Door) -> None:
    async def listeners() -> str:
        figures = str((await door.ask("GET", "//metrics")).body)
        return figures.partition("\nbolo_live_listeners ")[2].partition("\n")[0]

    before = await listeners()
    async with door.live() as one, door.live() as other:
        for feed in (one, other):
            await feed.receive_json(timeout=300)
        during = await listeners()

    async def gone() -> bool:
        return await listeners() == before

    assert float(during) == float(before) + 2
    await until(gone)


async def test_who_was_away_resumes_after_what_was_seen(door: Door) -> None:
    moved = [PriceMoved(ids=(uuid4(),)) for _ in range(3)]
    async with listening(door) as relay:
        async with door.live() as feed:
            await feed.receive_json(timeout=300)
            await tell(door, relay, moved[0])
            seen = (await feed.receive_json(timeout=300))["position"]
        await tell(door, relay, *moved[1:])
        await until(lambda: door.services.live.position >= seen + 2)

        async with door.live(f"?after={seen}") as feed:
            hello = await feed.receive_json(timeout=300)
            told = [await feed.receive_json(timeout=300) for _ in moved[1:]]

    assert hello["resumed"] is True
    assert [one["ids"] for one in told] == [[str(event.ids[0])] for event in moved[1:]]


async def test_a_position_from_another_life_is_not_resumed(door: Door) -> None:
    async with door.live("?after=99999") as feed:
        hello = await feed.receive_json(timeout=300)

    assert hello["resumed"] is False


async def test_nobody_hears_of_another_workspace(door: Door, foreigner: Door) -> None:
    mine: UUID = await workspace_of(door)
    public = PriceMoved(ids=(uuid4(),))

    async with listening(door) as relay, foreigner.live() as feed:
        await feed.receive_json(timeout=300)
        await tell(door, relay, AlertRaised(ids=(uuid4(),), workspace=mine), public)
        told = await feed.receive_json(timeout=300)

    assert told["ids"] == [str(public.ids[0])]


async def refusal(door: Door, **headers: str) -> int | None:
    """Return the code of a refusal: of the handshake, or of the closing frame."""
    try:
        async with door.live(headers=headers) as feed:
            await feed.receive(timeout=300)
            return feed.close_code if feed.closed else None
    except aiohttp.WSServerHandshakeError as error:
        return error.status


async def test_a_browser_listens_from_its_own_address_only(browser: Door) -> None:
    own = await refusal(browser, origin=browser.origin)
    foreign = await refusal(browser, origin="https://evil.example")
    hidden = await refusal(browser, origin="null")

    assert (own, foreign, hidden) == (None, 403, 403)


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer bolo_wrong"}])
async def test_nobody_does_not_listen(nobody: Door, headers: dict[str, str]) -> None:
    assert await refusal(nobody, **headers) == 4401
