"""The way to the database: transactions, one tenant's transactions, and bare connections.

The only place that commits. A serialization failure or a deadlock is the caller's to see;
a server that is just starting or recovering is waited for.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from bolo.core.errors import Broken, Misconfigured, Unavailable
from bolo.platform.database.dsn import GREETING, asyncpg_url
from bolo.platform.database.pooled import ask_idle
from bolo.platform.database.readers import Readers
from bolo.platform.database.tenancy import TENANT, WORKSPACE_SETTING

NOT_YET = (
    OSError,  # no socket yet, connection refused or reset
    asyncpg.CannotConnectNowError,  # starting up, shutting down, recovering
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.TooManyConnectionsError,
)
NOT_LIKE_THIS = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidPasswordError,
)
TOLD = "told"  # in the `info` of a session that publishes an event
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
LATE = 15  # seconds after the server's own limit of a statement, when it must be gone

AS_TENANT = text(
    f"select set_config('role', '{TENANT}', true),"
    f" set_config('{WORKSPACE_SETTING}', :workspace, true)"
)


class Database:
    """A pool of connections to one PostgreSQL database.

    `patience` is how many seconds an unreachable server is waited for, the limits of a
    statement and of waiting for a lock are in seconds too.
    """

    def __init__(
        self,
        url: str,
        *,
        pool_size: int = 10,
        patience: float = 15,
        statement_timeout: float = 60,
        lock_timeout: float = 10,
    ) -> None:
        self.url = url
        self._patience = patience
        self._answered_within = statement_timeout + LATE
        self._settings = {
            "application_name": "bolo",
            "timezone": "UTC",
            "statement_timeout": f"{statement_timeout * 1000:.0f}",
            "lock_timeout": f"{lock_timeout * 1000:.0f}",
            "idle_in_transaction_session_timeout": "300000",
        }
        self._engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=self.connect,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=30,
        )
        ask_idle(self._engine)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self.told = asyncio.Event()
        """Set when a transaction of this process told of something: the relay need not wait."""

        self._readers = Readers(self.connect, pool_size)

    @property
    def connected(self) -> int:
        """How many connections for short reads were opened; a server that changed opens new."""
        return self._readers.opened

    async def close(self) -> None:
        """Close every connection."""
        await self._readers.close()
        await self._engine.dispose()

    async def read(
        self, workspace_id: UUID, query: str, values: Mapping[str, Any]
    ) -> list[asyncpg.Record]:
        """Return what `query` gives to one tenant; `:name` stands for a value.

        The way of lists that are asked for all the time: as `for_workspace`, read-only,
        at a third of its cost.
        """
        return await self._readers.read(workspace_id, query, values)

    async def ask(self, query: str, values: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Return what `query` gives to the system, by the same short way; it writes nothing."""
        return await self._readers.ask(query, values)

    async def do(self, query: str, values: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Run one statement as a transaction of its own, with the rights of the system.

        The way of loops that never end. `Unavailable` leaves open whether it took effect.
        """
        return await self._readers.do(query, values)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Give a session with the rights of the system; commit at the end, roll back on error."""
        async with self._sessions() as session:
            async with session.begin():
                yield session
            if session.info.pop(TOLD, False):
                self.told.set()

    @asynccontextmanager
    async def for_workspace(self, workspace_id: UUID) -> AsyncIterator[AsyncSession]:
        """Give a session that can see and write the rows of one workspace only."""
        async with self.transaction() as session:
            await session.execute(AS_TENANT, {"workspace": str(workspace_id)})
            yield session

    @asynccontextmanager
    async def raw(self) -> AsyncIterator[asyncpg.Connection]:
        """Lend a bare connection of the pool, each statement a transaction: COPY, bulk SQL."""
        async with self._engine.connect() as held:
            connection = _driver(await held.get_raw_connection())
            try:
                yield connection
            finally:
                if not connection.is_closed():
                    await connection.reset()

    @asynccontextmanager
    async def listener(self) -> AsyncIterator[asyncpg.Connection]:
        """Open a bare connection beside the pool, for as long as somebody listens."""
        connection = await self.connect()
        try:
            yield connection
        finally:
            await connection.close(timeout=5)

    async def connect(self) -> asyncpg.Connection:
        """Connect, waiting for a server that starts or recovers; then `Unavailable`."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._patience
        pause = FIRST_PAUSE
        while True:
            try:
                return await asyncpg.connect(
                    asyncpg_url(self.url),
                    server_settings=self._settings,
                    timeout=GREETING,
                    command_timeout=self._answered_within,
                )
            except NOT_LIKE_THIS as error:
                raise Misconfigured(f"the database refuses us: {error} (DATABASE_URL)") from error
            except NOT_YET as error:
                if loop.time() + pause > deadline:
                    raise Unavailable(f"the database cannot be reached: {error}") from error
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def driver(session: AsyncSession) -> asyncpg.Connection:
    """Return the bare connection of a session, inside the session's own transaction."""
    await session.execute(text("select 1"))  # the adapter sends BEGIN with the first statement
    return _driver(await (await session.connection()).get_raw_connection())


def _driver(pooled: Any) -> asyncpg.Connection:  # noqa: ANN401  SQLAlchemy's pool proxy
    connection = pooled.driver_connection
    if not isinstance(connection, asyncpg.Connection):
        raise Broken(f"expected a connection of asyncpg, got {type(connection)}")
    return cast("asyncpg.Connection", connection)
