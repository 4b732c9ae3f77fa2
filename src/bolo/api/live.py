"""The live feed: what happens, as it happens, with resume by the last position seen."""

import asyncio
from contextlib import suppress

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from bolo.accounts import scopes
from bolo.accounts.caller import Caller
from bolo.accounts.person.sessions import OVER
from bolo.api.frame.context import COOKIE, identify, services
from bolo.core.errors import BoloError, NotSignedIn
from bolo.platform.live import Resync, Subscription
from bolo.platform.metrics import live_listeners
from bolo.wiring import Services

router = APIRouter()
NOT_SIGNED_IN = 4401
FOREIGN = 4403
TRY_AGAIN = 1013
LONGEST_REASON = 100


@router.websocket("/live")
async def live(socket: WebSocket, after: int | None = None) -> None:
    """Send `{"position", "kind", "ids"}` for each event; first `{"hello", "resumed"}`."""
    app = services(socket)
    if COOKIE in socket.cookies and not _same_origin(socket):
        await socket.close(FOREIGN, "open the dashboard from its own address")
        return
    try:
        who = await identify(socket, app)
        scopes.check("GET", "/live", who.role, who.scopes)
    except BoloError as error:
        await socket.accept()  # else the browser would not be told the code
        code = NOT_SIGNED_IN if isinstance(error, NotSignedIn) else TRY_AGAIN
        await socket.close(code, str(error)[:LONGEST_REASON])
        return
    await socket.accept()
    with live_listeners.track_inprogress():
        async with app.people.vigil.over(who) as over:
            ending = asyncio.create_task(_end(socket, over))
            try:
                await _follow(socket, app, after, who)
            finally:
                ending.cancel()
                with suppress(asyncio.CancelledError):
                    await ending


async def _follow(socket: WebSocket, app: Services, after: int | None, who: Caller) -> None:
    """Tell what happens until the other end goes."""
    async with app.live.subscribe(after, who.workspace) as feed:
        await socket.send_json({"hello": feed.position, "resumed": feed.resumed})
        sending = asyncio.create_task(_send(socket, feed))
        try:
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            return
        finally:
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending


async def _end(socket: WebSocket, over: asyncio.Event) -> None:
    """Hang up once the session has ended, the key is revoked, or the workspace is left."""
    await over.wait()
    with suppress(WebSocketDisconnect, RuntimeError):
        await socket.close(NOT_SIGNED_IN, OVER)


def _same_origin(socket: WebSocket) -> bool:
    """Tell whether a browser's page of another origin is at the other end (it must not be)."""
    origin = socket.headers.get("origin")
    return origin is None or origin.partition("://")[2] == socket.headers.get("host")


async def _send(socket: WebSocket, feed: Subscription) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        async for told in feed:
            if isinstance(told, Resync):
                await socket.send_json({"hello": told.position, "resumed": False})
            else:
                await socket.send_json(
                    {
                        "position": told.position,
                        "kind": told.kind,
                        "ids": [str(one) for one in told.ids],
                    }
                )
        await socket.close()
