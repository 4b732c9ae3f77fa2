"""What is answered while the application is still being loaded, and when it cannot be."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from fastapi import FastAPI

from bolo.api.frame.gate import Gate
from tests.api.door import PROBLEM, serving


async def get(origin: str, path: str, seconds: float = 300) -> tuple[int, object]:
    timeout = aiohttp.ClientTimeout(seconds)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.get(origin + path) as answer,
    ):
        return answer.status, await answer.json(content_type=None)


def application(closed: list[str]) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        closed.append("closed")

    app = FastAPI(lifespan=lifespan)

    @app.get("/ping")
    async def ping() -> str:
        return "pong"

    return app


async def test_it_lives_while_it_loads_and_whatever_else_is_asked_waits() -> None:
    loaded, closed = threading.Event(), list[str]()

    def load() -> FastAPI:
        loaded.wait(300)
        return application(closed)

    async with serving(Gate(load, lambda _: None)) as origin:
        alive = await get(origin, "/api/v1/health")
        try:
            await get(origin, "/ping", seconds=0.2)
        except TimeoutError:
            waited = True
        loaded.set()
        served = await get(origin, "/ping")

    assert alive[0] == 200
    assert waited
    assert served == (200, "pong")
    assert closed == ["closed"]


async def test_what_cannot_be_loaded_is_said() -> None:
    failures: list[BaseException] = []

    def load() -> FastAPI:
        raise ImportError("no such thing")

    async with serving(Gate(load, failures.append)) as origin:
        status, told = await get(origin, "/api/v1/watches")

    assert status == 503
    assert isinstance(told, dict)
    assert told["status"] == 503
    assert PROBLEM
    assert [str(error) for error in failures] == ["no such thing"]


async def test_it_can_be_ended_while_it_loads() -> None:
    loaded = threading.Event()

    def load() -> FastAPI:
        loaded.wait(1)
        return application([])

    async with serving(Gate(load, lambda _: None)) as origin:
        assert (await get(origin, "/api/v1/health"))[0] == 200
    loaded.set()
