"""`Idempotency-Key` over HTTP: after the IETF's draft, on every write."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from tests.api.door import Answer, Door

HOOK = {"url": "https://me.example/hook"}


async def add(door: Door, key: str, body: object = None) -> Answer:
    return await door.ask(
        "POST", "/webhook-endpoints", json=body or HOOK, headers={"idempotency-key": key}
    )


@dataclass
class Receiver:
    """An endpoint that answers when it may."""

    url: str
    got: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    may: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, _: web.Request) -> web.Response:
        """Count, wait, answer."""
        self.got += 1
        self.asked.set()
        await self.may.wait()
        return web.Response(status=204)


@pytest.fixture
async def receiver(unused_tcp_port: int) -> AsyncIterator[Receiver]:
    """Serve such an endpoint on loopback."""
    receiver = Receiver(f"http://127.0.0.1:{unused_tcp_port}/hook")
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    yield receiver
    receiver.may.set()
    await runner.cleanup()


async def test_a_repeated_write_gets_its_first_answer_with_the_secret(door: Door) -> None:
    made = await add(door, "one")
    again = await add(door, '"one"')  # as the draft writes it: in quotes

    assert (made.status, again.status) == (201, 201)
    assert again.body == made.body
    assert made.body["secret"].startswith("whsec_")
    assert "idempotent-replayed" not in made.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["content-type"] == made.headers["content-type"]
    assert len((await door.get("/webhook-endpoints"))["items"]) == 1


async def test_without_a_key_every_write_is_a_write(door: Door) -> None:
    for _ in range(2):
        assert (await door.ask("POST", "/webhook-endpoints", json=HOOK)).status == 201

    assert len((await door.get("/webhook-endpoints"))["items"]) == 2


async def test_a_key_of_another_request_is_refused(door: Door) -> None:
    await add(door, "one")

    answer = await add(door, "one", {"url": "https://me.example/other"})

    assert answer.status == 422
    assert "another request" in answer.detail


async def test_a_refusal_is_an_answer_too(door: Door) -> None:
    key = {"idempotency-key": "one"}
    await door.ask("POST", "/watches", json={"words": "nikon f3"})

    refused = [
        await door.ask("POST", "/watches", json={"words": "nikon f3"}, headers=key)
        for _ in range(2)
    ]
    malformed = [
        await door.ask("POST", "/watches", json={"weight": 3}, headers={"idempotency-key": "2"})
        for _ in range(2)
    ]

    assert [one.status for one in refused] == [409, 409]
    assert [one.status for one in malformed] == [422, 422]
    assert refused[0].detail == refused[1].detail
    assert malformed[0].detail == malformed[1].detail
    assert refused[1].headers["idempotent-replayed"] == "true"


async def test_of_two_at_the_same_moment_the_second_is_told_to_wait(
    door: Door, receiver: Receiver
) -> None:
    made = (await add(door, "hook", {"url": receiver.url})).body
    path, key = f"/webhook-endpoints/{made['id']}/test", {"idempotency-key": "one"}
    first = asyncio.create_task(door.ask("POST", path, headers=key))
    await receiver.asked.wait()

    meanwhile = await door.ask("POST", path, headers=key)
    receiver.may.set()
    done = await first
    again = await door.ask("POST", path, headers=key)

    assert meanwhile.status == 409
    assert "being answered" in meanwhile.detail
    assert done.body == again.body == {"status": 204, "error": None}
    assert receiver.got == 1


async def test_a_delete_is_answered_alike_however_often(door: Door) -> None:
    made = (await add(door, "hook")).body
    path, key = f"/webhook-endpoints/{made['id']}", {"idempotency-key": "gone"}

    answers = [await door.ask("DELETE", path, headers=key) for _ in range(2)]

    assert [one.status for one in answers] == [204, 204]
    assert (await door.ask("DELETE", path)).status == 404


@pytest.mark.parametrize("key", ["", '""', "k" * 256, "caf\u00e9"])
async def test_a_key_that_is_none_is_refused(door: Door, key: str) -> None:
    answer = await add(door, key)

    assert answer.status == 400
    assert "printable" in answer.detail


async def test_reading_takes_no_notice_of_a_key(door: Door) -> None:
    answers = [
        await door.ask("GET", "/watches", headers={"idempotency-key": "one"}) for _ in range(2)
    ]

    assert [one.status for one in answers] == [200, 200]
    assert "idempotent-replayed" not in answers[1].headers


async def test_a_key_lets_nobody_in(door: Door, nobody: Door, foreigner: Door) -> None:
    mine = await add(door, "one")

    theirs = await add(foreigner, "one")
    nobodys = await add(nobody, "one")

    assert nobodys.status == 401
    assert theirs.status == 201
    assert theirs.body["id"] != mine.body["id"]
    assert "idempotent-replayed" not in theirs.headers


async def test_a_browser_without_its_header_gets_no_kept_answer(browser: Door) -> None:
    await add(browser, "one")

    answer = await browser.ask(
        "POST",
        "/webhook-endpoints",
        json=HOOK,
        headers={"idempotency-key": "one", "x-bolo-csrf": ""},
    )

    assert answer.status == 403


async def test_a_path_of_any_length_is_taken(door: Door) -> None:
    answer = await door.ask("DELETE", f"/watches/{'x' * 4000}", headers={"idempotency-key": "one"})

    assert answer.status == 422
