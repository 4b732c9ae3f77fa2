"""What commands open: settings, and a database that is there or is started for the while.

What is heavy to import is imported where it is used: `bolo up` must answer at once.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console

from bolo.platform.clock import system_clock
from bolo.platform.log import quiet
from bolo.platform.pg_lock import hold
from bolo.platform.postgres import Postgres
from bolo.platform.settings import Settings

if TYPE_CHECKING:
    from bolo.wiring import Services

console = Console(stderr=True)
out = Console()


def settings(context: typer.Context, **chosen: Any) -> Settings:  # noqa: ANN401  (each setting has its own type)
    """Return the settings: the environment, then what stands before the command, then `chosen`."""
    data: Path | None = context.find_root().params.get("data")
    return Settings.load(**{"data": data, **chosen})


def postgres(chosen: Settings) -> Postgres:
    """Return the embedded server of the data folder."""
    return Postgres(chosen.data, bin_folder=chosen.pg_bin, user=chosen.pg_user)


@contextmanager
def database(chosen: Settings, *, bare: bool = False) -> Iterator[str]:
    """Give the URL of the database; an embedded server that sleeps is woken for the while.

    It then has the schema of this version, unless what is wanted is a `bare` one.
    """
    if chosen.database_url:
        yield chosen.database_url
        return
    from bolo.platform import durable, migrate  # noqa: PLC0415  (heavy, see above)

    server = postgres(chosen)
    if server.running() is not None:
        yield server.start()
        return
    with hold(chosen.data, system_clock):
        with console.status("starting PostgreSQL"):
            url = server.start()
            if not bare:
                migrate.upgrade(url)
                durable.prepare(url)
        try:
            yield url
        finally:
            server.stop()


@asynccontextmanager
async def services(chosen: Settings, url: str) -> AsyncIterator["Services"]:
    """Give the services over a database that has its schema."""
    quiet()
    from bolo.wiring import build  # noqa: PLC0415  (heavy, see above)

    built = build(chosen, url, role="cli")
    try:
        async with built.fetcher:
            yield built
    finally:
        await built.db.close()
