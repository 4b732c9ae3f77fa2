"""One leader at a time, over all processes on a database: whoever holds an advisory lock.

The lock belongs to a connection, so PostgreSQL itself deposes a leader that dies.
A leader cut off from the database may act a moment longer: leaders' work must bear that.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from asyncpg import Connection

from bolo.platform.database.access import Database

log = logging.getLogger(__name__)

TRY = "select pg_try_advisory_lock(hashtextextended($1, 0))"
ALIVE = """
select set_config('tcp_keepalives_idle', '5', false),
       set_config('tcp_keepalives_interval', '2', false),
       set_config('tcp_keepalives_count', '3', false)
"""


class Leader:
    """Takes part in the election for `name`, and works while elected."""

    def __init__(self, database: Database, name: str, *, every: float = 1.0) -> None:
        self._database = database
        self._name = name
        self._every = every

    async def lead(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` whenever elected, until cancelled; after a failure stand again."""
        while True:
            try:
                async with self._database.listener() as connection:
                    await self._stand(connection, work)
            except Exception:
                log.exception("%s: the leader stepped down", self._name)
            await asyncio.sleep(self._every)

    async def _stand(self, connection: "Connection", work: Callable[[], Awaitable[None]]) -> None:
        while not await connection.fetchval(TRY, self._name):  # noqa: ASYNC110  it is another process's
            await asyncio.sleep(self._every)
        await connection.execute(ALIVE)
        working = asyncio.ensure_future(work())
        try:
            while not working.done():
                await asyncio.wait([working], timeout=self._every)
                await connection.fetchval("select 1")  # deposed when this fails
            working.result()
        finally:
            working.cancel()
            await asyncio.wait([working])
