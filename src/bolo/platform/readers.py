"""Connections for single statements, most of them reads as one tenant, without sessions.

Each read is a transaction of its own in three round trips, a statement with the rights of the
system (`do`) one in a single trip. A connection that fails in any
way is closed and another takes its place: none is ever lent again with an identity left on it.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import asyncpg

from bolo.core.errors import Invalid, Unavailable
from bolo.platform.tenancy import TENANT, WORKSPACE_SETTING

GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.AdminShutdownError,
    OSError,
)
BUSY = "the database is not available right now; try again in a moment"
NAMED = re.compile(r"(?<![:\w]):([a-z_]\w*)")
BEGIN = (
    "BEGIN READ ONLY; SELECT set_config('role', '{role}', true),"
    " set_config('{setting}', '{workspace}', true)"
)


@lru_cache(maxsize=512)
def numbered(query: str) -> tuple[str, tuple[str, ...]]:
    """Return a query with $1, $2 … in place of `:name`s, and the names in that order."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        name = found[1]
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return NAMED.sub(number, query), tuple(names)


class Readers:
    """A few connections, opened when they are needed."""

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection]], most: int) -> None:
        self._connect = connect
        self._places = asyncio.Semaphore(most)
        self._idle: list[asyncpg.Connection] = []

    async def close(self) -> None:
        """Close every connection."""
        while self._idle:
            await self._idle.pop().close(timeout=5)

    async def read(
        self, workspace: UUID, query: str, values: Mapping[str, Any]
    ) -> list[asyncpg.Record]:
        """Return the rows that one tenant is given."""
        begin = BEGIN.format(role=TENANT, setting=WORKSPACE_SETTING, workspace=workspace)
        return await self._rows(begin, query, values)

    async def ask(self, query: str, values: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Return rows with the rights of the system."""
        return await self._rows("BEGIN READ ONLY", query, values)

    async def do(self, query: str, values: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Run one statement that is a transaction of its own, and return what it returns.

        When it fails as `Unavailable`, it may or may not have had its effects.
        """
        return await self._rows(None, query, values)

    async def _rows(
        self, begin: str | None, query: str, values: Mapping[str, Any]
    ) -> list[asyncpg.Record]:
        statement, names = numbered(query)
        async with self._places:
            connection = await self._begun(begin)
            try:
                rows = await connection.fetch(statement, *(values[name] for name in names))
                if begin is not None:
                    await connection.execute("COMMIT")
            except BaseException as error:
                connection.terminate()
                if isinstance(error, asyncpg.DataError):
                    raise Invalid("a value in it cannot be looked for") from error
                if isinstance(error, (*GONE, asyncpg.QueryCanceledError)):
                    raise Unavailable(BUSY, retry_after=timedelta(seconds=1)) from error
                raise
            self._idle.append(connection)
        return rows

    async def _begun(self, begin: str | None) -> asyncpg.Connection:
        """Lend a connection with its transaction begun; one that died meanwhile is replaced."""
        while self._idle:
            connection = self._idle.pop()
            if connection.is_closed():
                continue
            if begin is None:
                return connection
            try:
                await connection.execute(begin)
            except (*GONE, asyncpg.InternalClientError):  # its end may be half told already
                connection.terminate()
            except BaseException:
                connection.terminate()
                raise
            else:
                return connection
        connection = await self._connect()
        if begin is not None:
            await connection.execute(begin)
        return connection
