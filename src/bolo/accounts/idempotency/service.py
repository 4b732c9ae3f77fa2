"""A write that is asked for again with the same key is answered again, not done again.

After "The Idempotency-Key HTTP Header Field" (draft-ietf-httpapi-idempotency-key-header-07,
2025). Answers are kept sealed: some hold a secret that is shown once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from uuid import UUID

import structlog

from bolo.accounts.idempotency import store
from bolo.accounts.idempotency.store import Kept, Write
from bolo.core.errors import Conflict, Invalid
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.secrets import Secrets

log = structlog.get_logger(__name__)
REMEMBERED_FOR = timedelta(hours=24)
LEASE = timedelta(seconds=30)
"""How long a write that is silent counts as being done: then its process was killed."""
RENEWED_EVERY = 10.0
NOT_KEPT = frozenset({401, 403, 429})
"""Who may come in, and how soon, can change, and does not depend on the key."""
OUR_FAULT = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What a caller was told."""

    status: int
    content_type: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Idempotency:
    """The use case; `new_id` names each attempt, `renewed_every` is in seconds."""

    db: Database
    secrets: Secrets
    clock: Clock
    new_id: Callable[[], UUID]
    renewed_every: float = RENEWED_EVERY

    def fingerprint(self, *parts: bytes) -> bytes:
        """Return what tells a write from others; keyed, for a part may be a guessable password."""
        key = next(iter(self.secrets.derived("bolo writes").values()))
        fingerprint = blake2b(digest_size=32, key=key, person=b"bolo write")
        for part in parts:
            fingerprint.update(len(part).to_bytes(8) + part)
        return fingerprint.digest()

    async def once(self, write: Write, do: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """Do a write and keep its answer; return the answer of the first time if there was one.

        `None`: it was done now, by `do`. `Conflict` while another does it, `Invalid` when the
        key was used for another request. What fails by our fault may be tried again, and so
        may what a killed process left half done, as soon as its lease has ended.
        """
        lease = self.new_id()
        known = await self._begin(write, lease)
        if known is not None:
            return known
        renewing = asyncio.create_task(self._renew(write, lease))
        try:
            answer = await do()
        except Exception:
            await self._release(write, lease)
            raise
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing
        if answer.status >= OUR_FAULT or answer.status in NOT_KEPT:
            await self._release(write, lease)
        else:
            await self._keep(write, lease, answer)
        return None

    async def _begin(self, write: Write, lease: UUID) -> Answer | None:
        now = self.clock()
        async with self.db.for_workspace(write.workspace) as session:
            if await store.take(session, write, lease, now, now + LEASE, now + REMEMBERED_FOR):
                return None
            await store.shorten(session, write, now + LEASE)
            kept = await store.find(session, write)
        if kept is not None and kept.fingerprint != write.fingerprint:
            msg = "this Idempotency-Key was used for another request; use a new key"
            raise Invalid(msg)
        if kept is None or kept.status is None:
            msg = "a request with this Idempotency-Key is being answered; ask again in a moment"
            raise Conflict(msg)
        return self._unsealed(write, kept)

    def _unsealed(self, write: Write, kept: Kept) -> Answer:
        body = self.secrets.unseal(kept.body, _context(write)) if kept.body else b""
        return Answer(kept.status or 0, kept.content_type, body)

    async def _renew(self, write: Write, lease: UUID) -> None:
        """Tell again and again that we are at it."""
        while True:
            await asyncio.sleep(self.renewed_every)
            try:
                async with self.db.for_workspace(write.workspace) as session:
                    await store.renew(session, write, lease, self.clock() + LEASE)
            except Exception as error:  # noqa: BLE001  (the next turn may do)
                log.warning("a lease could not be renewed", path=write.path, reason=str(error))

    async def _keep(self, write: Write, lease: UUID, answer: Answer) -> None:
        """Keep an answer; the caller gets it even when that fails, for the write is done."""
        sealed = self.secrets.seal(answer.body, _context(write)) if answer.body else None
        try:
            async with self.db.for_workspace(write.workspace) as session:
                await store.keep(session, write, lease, answer.status, answer.content_type, sealed)
        except Exception as error:  # noqa: BLE001  (whatever it is, the write is done)
            log.warning("an answer could not be kept", path=write.path, reason=str(error))

    async def _release(self, write: Write, lease: UUID) -> None:
        """Let the key be tried again; when that fails, it may be once the lease has ended."""
        try:
            async with self.db.for_workspace(write.workspace) as session:
                await store.release(session, write, lease)
        except Exception as error:  # noqa: BLE001  (the lease ends by itself)
            log.warning("a lease could not be released", path=write.path, reason=str(error))


def _context(write: Write) -> str:
    return f"idempotency {write.workspace} {write.method} {write.path} {write.key}"
