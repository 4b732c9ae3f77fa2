"""The API behind a real server on loopback, and ways to come in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import uvicorn

from bolo.accounts.caller import Caller, Role
from bolo.accounts.person import store as people
from bolo.accounts.person.store import Person
from bolo.platform.ids import new_id
from bolo.wiring import Services

PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with what came along."""

    status: int
    headers: dict[str, str]
    body: Any

    @property
    def detail(self) -> str:
        """Return what a problem says; asserts that it is one."""
        assert self.headers["content-type"] == PROBLEM
        assert set(self.body) == {"type", "title", "status", "detail"}
        assert self.body["status"] == self.status
        return str(self.body["detail"])


@dataclass(slots=True)
class Door:
    """Somebody at the door of a running API."""

    origin: str
    services: Services
    session: aiohttp.ClientSession
    headers: dict[str, str]

    async def ask(self, method: str, path: str, **more: Any) -> Answer:  # noqa: ANN401  aiohttp's
        """Ask for a path under `/api/v1`, or from the root when it begins with `//`."""
        url = self.origin + (path[1:] if path.startswith("//") else f"/api/v1{path}")
        headers = {**self.headers, **more.pop("headers", {})}
        async with self.session.request(
            method, url, headers=headers, allow_redirects=False, **more
        ) as answer:
            told = answer.headers.get("content-type", "")
            body = (
                await answer.json(content_type=None)
                if "json" in told
                else await answer.read()
                if "sheet" in told or "zip" in told
                else await answer.text()
            )
            return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, body)

    async def get(self, path: str, **more: Any) -> Any:  # noqa: ANN401  JSON
        """Return what a path holds; it must be there."""
        answer = await self.ask("GET", path, **more)
        assert answer.status == 200, answer.body
        return answer.body

    def live(self, query: str = "", **more: Any) -> Any:  # noqa: ANN401  aiohttp's
        """Open the live feed."""
        headers = {**self.headers, **more.pop("headers", {})}
        return self.session.ws_connect(f"{self.origin}/api/v1/live{query}", headers=headers, **more)


@asynccontextmanager
async def serving(application: Any) -> AsyncIterator[str]:  # noqa: ANN401  any ASGI application
    """Serve an application on loopback; give its origin.

    The socket is made by the server, as that of `bolo api` is: one that is handed to it answers
    40 ms later, for asyncio lets only such as say that they are of TCP send at once.
    """
    config = uvicorn.Config(
        *(application, "127.0.0.1", 0),
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        assert not running.done()
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


async def key_of(services: Services, caller: Caller) -> dict[str, str]:
    """Return the headers of a program of `caller`."""
    made = await services.accounts.create_api_key(caller, f"key {new_id()}")
    return {"authorization": f"Bearer {made.token}"}


async def stranger(services: Services) -> Caller:
    """Add another person with a workspace of their own."""
    other = Caller(new_id(), new_id(), "Stranger", None, "Theirs", "USD", role=Role.OWNER)
    person = Person(other.user, other.name, None, None, services.clock(), None, operator=False)
    async with services.db.transaction() as session:
        await people.add(session, person)
        await people.add_workspace(session, other.workspace, "Theirs", services.clock())
        await people.join(session, new_id(), other.workspace, other.user, Role.OWNER)
    return other


def visitor(door: Door, headers: dict[str, str]) -> AbstractAsyncContextManager[Door]:
    """Give the same door to somebody else, with cookies of their own."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Door]:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            yield Door(door.origin, door.services, session, headers)

    return opened()
