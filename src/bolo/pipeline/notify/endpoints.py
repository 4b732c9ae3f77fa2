"""Use cases of webhook endpoints: add one (its secret is shown once), list, remove, test."""

import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from bolo.channels.webhook import Webhook
from bolo.core.channel import Message, Target
from bolo.core.errors import BoloError, Invalid, NotFound
from bolo.core.marketplace import Address, Request
from bolo.pipeline.notify import webhook_store
from bolo.pipeline.notify.webhook_store import Endpoint
from bolo.platform.clock import Clock
from bolo.platform.db import Database
from bolo.platform.secrets import Secrets

Send = Callable[[Request], Awaitable[int]]
"""Send a request; returns the status, raises a `BoloError` when there was no answer."""
SEALED_FOR = "webhook endpoint"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The use cases; `new_id` and `random_bytes` are the sources of ids and secrets."""

    db: Database
    channel: Webhook
    secrets: Secrets
    send: Send
    clock: Clock
    new_id: Callable[[], UUID]
    random_bytes: Callable[[int], bytes]

    async def add(self, workspace: UUID, url: str) -> tuple[Endpoint, str]:
        """Add an endpoint; return it with its signing secret, which is never shown again."""
        try:
            address = Address.of(url)
        except ValueError as error:
            raise Invalid(str(error)) from error
        secret = "whsec_" + base64.b64encode(self.random_bytes(SECRET_BYTES)).decode()
        sealed = self.secrets.seal(secret.encode(), SEALED_FOR)
        endpoint = Endpoint(self.new_id(), address.url, sealed, True, None, None, self.clock())
        async with self.db.for_workspace(workspace) as session:
            await webhook_store.add_endpoint(session, workspace, endpoint)
        return endpoint, secret

    async def all(self, workspace: UUID) -> list[Endpoint]:
        """Return a workspace's endpoints."""
        async with self.db.for_workspace(workspace) as session:
            return await webhook_store.endpoints(session, workspace)

    async def remove(self, workspace: UUID, endpoint: UUID) -> None:
        """Remove an endpoint."""
        async with self.db.for_workspace(workspace) as session:
            if not await webhook_store.remove_endpoint(session, workspace, endpoint):
                msg = "there is no such endpoint here"
                raise NotFound(msg)

    async def test(self, workspace: UUID, endpoint: UUID) -> tuple[int | None, str | None]:
        """Send a test message; return the status, or why there was none."""
        found = next((e for e in await self.all(workspace) if e.id == endpoint), None)
        if found is None:
            msg = "there is no such endpoint here"
            raise NotFound(msg)
        message = Message(
            self.new_id(), "test", "A test from bolo", "Your endpoint works.", self.clock()
        )
        status, error = await self.deliver(message, found.url, found.secret)
        async with self.db.for_workspace(workspace) as session:
            await webhook_store.note_result(session, endpoint, status, error, enabled=True)
        return status, error

    async def deliver(
        self, message: Message, url: str, sealed: bytes
    ) -> tuple[int | None, str | None]:
        """Sign and send; return the status and, unless it is 2xx, what was wrong."""
        try:
            secret = self.secrets.unseal(sealed, SEALED_FOR).decode()
            target = Target({"url": url, "secret": secret})
            status = await self.send(self.channel.write(message, target, self.clock()))
        except BoloError as error:
            return None, str(error)
        return status, None if 200 <= status < 300 else f"answered {status}"  # noqa: PLR2004  (the 2xx of HTTP)
