"""What every answer gets: security headers, an ETag on what was read, and a place in the figures.

A slash at the end of a path means nothing: both are answered alike, without a redirect. HEAD is
answered as GET is, but for the body.

Plain ASGI, since it must let WebSockets and streams pass untouched.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from hashlib import sha256
from time import perf_counter
from typing import Any

from starlette.datastructures import Headers, MutableHeaders

from bolo.accounts.throttle import WINDOW
from bolo.platform.metrics import http_seconds

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

PREFIX = "/api/v1"
NOT_MODIFIED = 304
TAG_LENGTH = 24
WINDOW_SECONDS = int(WINDOW.total_seconds())
CALLER, ROOM = "bolo.caller", "bolo.room"
"""Where a request's scope holds whose it is, and how many more they may make."""
CSP = "content-security-policy"
ACTS = ("/signin", "/go", "/open")
"""Ends of paths whose GET is a person's step, not a look: whoever previews a link takes none."""
SECURITY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    CSP: (
        "default-src 'self'; img-src 'self' data: http: https:; style-src 'self' 'unsafe-inline'; "
        "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'"
    ),
}


class Answering:
    """Stands around the whole application."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope.get("path", "").endswith("/"):
            _without_slash(scope)
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = perf_counter()
        if scope["method"] == "HEAD" and not scope["path"].endswith(ACTS):
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        answer = _Answer(scope, send)
        try:
            await self._app(scope, receive, answer.send)
        finally:
            took, path = perf_counter() - begun, _route(scope)
            http_seconds.labels(scope["method"], path, str(answer.status)).observe(took)
            if who := scope.get(CALLER):
                usage = scope["app"].state.services.people.usage
                usage.note(who, (scope["method"], path), answer.status, took)


def _without_slash(scope: Scope) -> None:
    """Let a path of the API with a slash at its end be the path without one."""
    path: str = scope["path"].rstrip("/")
    if path.startswith(f"{PREFIX}/"):
        scope["path"] = path
        scope["raw_path"] = scope.get("raw_path", b"").rstrip(b"/")


def _without_body(send: Send) -> Send:
    """Send what an answer to HEAD has: the headers that GET would have had, and then nothing."""

    async def sends(message: Message) -> None:
        if message["type"] != "http.response.body":
            await send(message)
        elif not message.get("more_body", False):
            await send({"type": "http.response.body", "body": b""})

    return sends


def _route(scope: Scope) -> str:
    """Return the path of the route, with the names of its parameters in place of their values."""
    path: str = getattr(scope.get("route"), "path", "other")
    nested = scope["path"].startswith(PREFIX) and not path.startswith(PREFIX)
    return f"{PREFIX}{path}" if nested and path.startswith("/") else path


class _Answer:
    """One answer on its way out; what was read as JSON is held back until its ETag is known."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.status = 500
        self._scope = scope
        self._path: str = scope["path"]
        self._known = Headers(scope=scope).get("if-none-match", "")
        self._reads = scope["method"] == "GET" and self._path.startswith(f"{PREFIX}/")
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        """Let a message out, or hold it back."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            self._secure(headers)
            json = headers.get("content-type", "").startswith("application/json")
            if self._reads and json and self.status == 200:  # noqa: PLR2004  (HTTP's OK)
                self._start = message
                return
        elif self._start:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._release()
            return
        await self._send(message)

    def _secure(self, headers: MutableHeaders) -> None:
        docs = self._path.startswith((f"{PREFIX}/docs", f"{PREFIX}/redoc"))
        for name, value in SECURITY.items():
            if not (docs and name == CSP):  # they load their pages' parts from elsewhere
                headers.setdefault(name, value)
        if self._path.startswith(PREFIX):
            headers.setdefault("cache-control", "no-store")
        if room := self._scope.get(ROOM):
            headers["ratelimit-policy"] = f'"requests";q={room.most};w={WINDOW_SECONDS}'
            headers["ratelimit"] = f'"requests";r={room.left};t={room.seconds}'

    async def _release(self) -> None:
        tag = f'W/"{sha256(self._body).hexdigest()[:TAG_LENGTH]}"'  # processors have it built in
        headers = MutableHeaders(scope=self._start)
        headers["etag"] = tag
        headers["cache-control"] = "private, no-cache"
        headers["vary"] = "cookie, authorization"
        if _knows(self._known, tag):
            self.status = self._start["status"] = NOT_MODIFIED
            del headers["content-length"]
            self._body = b""
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": self._body})


def _knows(told: str, tag: str) -> bool:
    """Tell whether `If-None-Match` names the tag, weakly compared (RFC 9110, 13.1.2)."""
    known = {one.strip().removeprefix("W/") for one in told.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
