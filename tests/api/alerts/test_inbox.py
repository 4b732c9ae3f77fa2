"""The inbox, and the endpoints that are told as well."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web
from sqlalchemy import text
from standardwebhooks import Webhook

from bolo.accounts.caller import Caller, Role
from bolo.accounts.person import store as person_store
from bolo.accounts.person.store import Person
from bolo.platform.ids import new_id
from tests.api.door import Door, key_of, visitor
from tests.api.seed import add_alerts, add_deals, workspace_of


async def member(door: Door) -> Caller:
    """Add a colleague to the workspace of whoever stands at the door."""
    owner = await door.services.accounts.ensure_owner()
    person = Person(new_id(), "Eve", None, None, door.services.clock(), None, operator=False)
    async with door.services.db.transaction() as session:
        await person_store.add(session, person)
        await person_store.join(session, new_id(), owner.workspace, person.id, Role.BUYER)
    return replace(owner, user=person.id, role=Role.BUYER)


Received = list[tuple[dict[str, str], bytes]]


async def test_the_inbox_pages_from_the_newest(door: Door) -> None:
    ids = await add_alerts(door.services, await workspace_of(door), 5)

    first = await door.get("/alerts?limit=3")
    second = await door.get(f"/alerts?limit=3&cursor={first['next']}")

    assert [one["id"] for one in first["items"] + second["items"]] == list(map(str, ids))
    assert second["next"] is None
    assert first["unread"] == 5


async def test_one_alert_is_shown_with_what_the_caller_has_read_of_it(
    door: Door, foreigner: Door
) -> None:
    [alert] = await add_alerts(door.services, await workspace_of(door), 1)
    colleague = Door(
        door.origin, door.services, door.session, await key_of(door.services, await member(door))
    )

    before = await door.get(f"/alerts/{alert}")
    await door.ask("POST", f"/alerts/{alert}/read")
    after = await door.get(f"/alerts/{alert}")

    assert (before["id"], before["read_at"]) == (str(alert), None)
    assert after["read_at"] == (await door.get("/alerts"))["items"][0]["read_at"] is not None
    assert (await colleague.get(f"/alerts/{alert}"))["read_at"] != after["read_at"]
    assert (await foreigner.ask("GET", f"/alerts/{alert}")).status == 404


async def test_what_was_read_stays_read(door: Door) -> None:
    ids = await add_alerts(door.services, await workspace_of(door), 3)

    await door.ask("POST", f"/alerts/{ids[1]}/read")
    before = (await door.get("/alerts"))["items"][1]["read_at"]
    again = await door.ask("POST", f"/alerts/{ids[1]}/read")
    unread = await door.get("/alerts?unread=true")

    assert again.status == 204
    assert (await door.get("/alerts"))["items"][1]["read_at"] == before
    assert [one["id"] for one in unread["items"]] == [str(ids[0]), str(ids[2])]
    assert unread["unread"] == 2


async def test_all_can_be_read_at_once_and_nobody_elses_are(door: Door, foreigner: Door) -> None:
    await add_alerts(door.services, await workspace_of(door), 2)
    await add_alerts(door.services, await workspace_of(foreigner), 2)

    await door.ask("POST", "/alerts/read-all")

    assert (await door.get("/alerts"))["unread"] == 0
    assert (await foreigner.get("/alerts"))["unread"] == 2


async def test_what_one_member_has_read_waits_for_the_others(door: Door) -> None:
    eve = await member(door)
    ids = await add_alerts(door.services, await workspace_of(door), 3)

    async with visitor(door, await key_of(door.services, eve)) as theirs:
        await door.ask("POST", f"/alerts/{ids[0]}/read")
        mine = [one["read_at"] is None for one in (await door.get("/alerts"))["items"]]
        before = await theirs.get("/alerts?unread=true")
        await door.ask("POST", "/alerts/read-all")
        after = await theirs.get("/users/me/stats")
        await theirs.ask("POST", "/alerts/read-all")
        await theirs.ask("DELETE", f"/alerts/{ids[2]}/read")
        left = (await theirs.get("/alerts?unread=true"))["items"]

    assert mine == [False, True, True]
    assert (before["unread"], len(before["items"]), after["alerts_unread"]) == (3, 3, 3)
    assert [one["id"] for one in left] == [str(ids[2])]
    assert (await door.get("/alerts"))["unread"] == 0
    assert (await door.get("/users/me/stats"))["alerts_unread"] == 0


async def test_who_joins_later_has_nothing_to_catch_up(door: Door) -> None:
    [early] = await add_alerts(door.services, await workspace_of(door), 1)
    eve = await member(door)

    async with visitor(door, await key_of(door.services, eve)) as theirs:
        found = await theirs.get("/alerts")
        await theirs.ask("DELETE", f"/alerts/{early}/read")
        put_back = await theirs.get("/alerts?unread=true")

    assert (found["unread"], found["items"][0]["read_at"] is None) == (0, False)
    assert put_back["unread"] == 1


async def test_approving_saves_what_an_alert_tells_of_and_reads_it(
    door: Door, foreigner: Door
) -> None:
    (deal,) = await add_deals(door.services, await workspace_of(door), [20])
    told, plain = await add_alerts(door.services, await workspace_of(door), 2)
    async with door.services.db.transaction() as session:
        await session.execute(
            text("UPDATE alert SET opportunity_id = :deal WHERE id = :id"),
            {"deal": deal, "id": told},
        )

    strange = await foreigner.ask("POST", f"/alerts/{told}/approve")
    empty = await door.ask("POST", f"/alerts/{plain}/approve")
    done = await door.ask("POST", f"/alerts/{told}/approve")

    listing = (await door.get(f"/opportunities/{deal}"))["listing"]["id"]
    assert (strange.status, empty.status, done.status) == (404, 404, 204)
    assert (await door.get(f"/listings/{listing}"))["saved"] is True
    assert [one["id"] for one in (await door.get("/alerts?unread=true"))["items"]] == [str(plain)]


@pytest.fixture
async def received(unused_tcp_port: int) -> AsyncIterator[tuple[str, Received]]:
    """Receive webhooks on loopback."""
    got: Received = []

    async def take(request: web.Request) -> web.Response:
        got.append(({k.lower(): v for k, v in request.headers.items()}, await request.read()))
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    yield f"http://127.0.0.1:{unused_tcp_port}/hook", got
    await runner.cleanup()


async def test_the_secret_of_an_endpoint_is_shown_once(door: Door) -> None:
    made = await door.ask("POST", "/webhook-endpoints", json={"url": "https://me.example/hook"})

    listed = (await door.get("/webhook-endpoints"))["items"]

    assert made.status == 201
    assert made.body["secret"].startswith("whsec_")
    assert [(one["id"], one["secret"]) for one in listed] == [(made.body["id"], None)]


async def test_a_test_message_arrives_signed(door: Door, received: tuple[str, Received]) -> None:
    url, got = received
    made = (await door.ask("POST", "/webhook-endpoints", json={"url": url})).body

    result = await door.ask("POST", f"/webhook-endpoints/{made['id']}/test")

    (headers, body) = got[0]
    assert result.body == {"status": 204, "error": None}
    assert Webhook(made["secret"]).verify(body, headers)
    assert (await door.get("/webhook-endpoints"))["items"][0]["last_status"] == 204


async def test_an_endpoint_that_does_not_answer_says_why(door: Door, unused_tcp_port: int) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}/hook"
    made = (await door.ask("POST", "/webhook-endpoints", json={"url": url})).body

    result = await door.ask("POST", f"/webhook-endpoints/{made['id']}/test")

    assert result.body["status"] is None
    assert result.body["error"]


async def test_a_removed_endpoint_is_gone(door: Door) -> None:
    made = (await door.ask("POST", "/webhook-endpoints", json={"url": "https://me.example"})).body

    removed = await door.ask("DELETE", f"/webhook-endpoints/{made['id']}")

    assert removed.status == 204
    assert (await door.get("/webhook-endpoints"))["items"] == []
