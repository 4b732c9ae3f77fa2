"""Answers from the first moment: liveness at once, everything else as soon as it is loaded.

Importing the whole application takes a second or two; a supervisor (or a person)
should not have to wait for that to know that the process lives.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import AsyncExitStack
from typing import Any

import bolo

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
HEALTH = "/api/v1/health"
PROBLEM = "application/problem+json"
_ALIVE = f'{{"status":"ok","version":"{bolo.__version__}"}}'
_NOT_OPEN = (
    '{"type":"about:blank","title":"Service Unavailable","status":503,'
    '"detail":"bolo cannot be opened; the log says why (data/logs/bolo-api.log)"}'
)


class Gate:
    """An ASGI application in front of one that is still being loaded.

    `load` returns it (a FastAPI); `failed` is called when it cannot be loaded or opened.
    """

    def __init__(self, load: Callable[[], Any], failed: Callable[[BaseException], None]) -> None:
        self._load = load
        self._failed = failed
        self._open = asyncio.Event()
        self._application: Application | None = None
        self._stack = AsyncExitStack()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if self._application is None and scope.get("path") == HEALTH:
            await _answer(send, 200, "application/json", _ALIVE)
            return
        await self._open.wait()
        if self._application is not None:
            await self._application(scope, receive, send)
        elif scope["type"] == "http":
            await _answer(send, 503, PROBLEM, _NOT_OPEN)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        opening = asyncio.create_task(self._begin())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        opening.cancel()
        await asyncio.wait([opening])
        await self._stack.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def _begin(self) -> None:
        try:
            application = await asyncio.to_thread(self._load)
            await self._stack.enter_async_context(application.router.lifespan_context(application))
        except Exception as error:  # noqa: BLE001  (whatever it is, the process cannot serve)
            self._failed(error)
        else:
            self._application = application
        finally:
            self._open.set()


async def _answer(send: Send, status: int, media_type: str, body: str) -> None:
    headers = [(b"content-type", media_type.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})
