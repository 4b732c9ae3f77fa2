"""A piece of durable work, and the key under which its effects happen once.

A job may run again after a crash; what it did in this database must not. So a handler opens
its transaction with `first_time(session)` and leaves when that is false.
"""

import json
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Broken
from bolo.platform.durable import store

Payload = Mapping[str, Any]
"""What JSON can hold: a job is told ids, never rows."""


@dataclass(frozen=True, slots=True)
class Work:
    """One job: `id` stays the same over all its attempts, `run` names this one."""

    id: str
    name: str
    payload: Payload
    attempt: int = 0

    @property
    def run(self) -> str:
        """Return the name of this attempt; asking for it twice is asking once."""
        return f"{self.id}~{self.attempt}" if self.attempt else self.id

    def again(self) -> Self:
        """Return the next attempt at the same job."""
        return replace(self, attempt=self.attempt + 1)

    def to_json(self) -> str:
        """Return it as it is kept."""
        return json.dumps([self.id, self.name, self.payload, self.attempt])

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read it back."""
        return cls(*json.loads(text))


_current: ContextVar[Work] = ContextVar("work")


class doing:  # noqa: N801  reads as a verb: `with doing(work):`
    """Let what is called inside know which job it is."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __enter__(self) -> None:
        self._token = _current.set(self._work)

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)


def current_work() -> Work:
    """Return the job that is being done; `Broken` outside of one."""
    work = _current.get(None)
    if work is None:
        raise Broken("no job is being done here")
    return work


async def first_time(session: AsyncSession, part: str = "") -> bool:
    """Return whether the current job (or its `part`) has not yet been done in this database.

    The answer and the effects share the caller's transaction, so that they hold together:
    a second run, even a simultaneous one, waits for the first and is told False.
    """
    key = current_work().id
    return await store.mark_done(session, f"{key}#{part}" if part else key)
