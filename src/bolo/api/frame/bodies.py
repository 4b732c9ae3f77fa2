"""How large a request's body may be: what is larger is refused before it is in memory.

By its `Content-Length` at once, else as soon as so many bytes have come. The rest of such a body
is read away by the server, unkept, so that the refusal reaches whoever is still sending.
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from bolo.api.frame.answering import Application, Message, Receive, Scope, Send
from bolo.api.frame.problems import problem
from bolo.platform.settings import Settings

MEGABYTE = 1_000_000


class Bodies:
    """Stands around the routes; `files` are the paths that take whole files."""

    def __init__(self, app: Application, files: frozenset[str]) -> None:
        self._app = app
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        settings: Settings = scope["app"].state.services.settings
        name = "largest_file_mb" if scope["path"] in self._files else "largest_body_mb"
        body = _Body(receive, name, getattr(settings, name))
        told = Headers(scope=scope).get("content-length", "0")
        if int(told) > body.most:
            refusal = problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, body.refusal)
            await refusal(scope, receive, send)
            return
        await self._app(scope, body.receive, send)


class _Body:
    """One body on its way in."""

    def __init__(self, receive: Receive, setting: str, megabytes: int) -> None:
        self._receive = receive
        self._read = 0
        self.most = megabytes * MEGABYTE
        self.refusal = (
            f"a request to this path may have {megabytes} MB: send it in smaller parts, "
            f"or let the operator of this bolo allow more by BOLO_{setting.upper()}"
        )

    async def receive(self) -> Message:
        """Hand on the next part, unless there are too many."""
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > self.most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.refusal)
        return message
