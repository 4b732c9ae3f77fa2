"""What commands open: settings, and a database that is there or is started for the while.

What is heavy to import is imported where it is used: `bolo up` must answer at once.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Annotated, TypeVar
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.table import Table

from bolo.cli.frame.chosen import postgres, settings
from bolo.platform.clock import system_clock
from bolo.platform.log import quiet
from bolo.platform.postgres.awake import awake
from bolo.platform.postgres.lock import served_at
from bolo.platform.settings import Settings

if TYPE_CHECKING:
    from bolo.wiring import Services

__all__ = [
    "AsJson",
    "console",
    "database",
    "folding",
    "out",
    "postgres",
    "services",
    "settings",
    "with_services",
]
T = TypeVar("T")
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
console = Console(stderr=True)
out = Console()


def folding(*columns: str) -> Table:
    """Return a table that cuts nothing where the screen is narrow: an id is there to be copied."""
    table = Table()
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


@contextlib.contextmanager
def database(chosen: Settings, *, bare: bool = False) -> Iterator[str]:
    """Give the URL of the database; an embedded server that sleeps is woken for the while.

    It then has the schema of this version, unless what is wanted is a `bare` one, which nobody
    else uses meanwhile. Where none was it begins, and says so: a folder that was named wrongly
    looks like an empty bolo.
    """
    if chosen.database_url:
        yield chosen.database_url
        return
    server = postgres(chosen)
    begins = not server.cluster.exists()
    with contextlib.ExitStack() as stack:
        with contextlib.ExitStack() as waiting:
            if server.running() is None:
                waiting.enter_context(console.status("starting PostgreSQL"))
            url = stack.enter_context(awake(server, system_clock, _prepare, alone=bare))
        if begins:
            told = f"began a new bolo in {chosen.data}; another is named by --data DIR"
            console.print(told, markup=False, highlight=False, soft_wrap=True)
        yield url


def _prepare(url: str) -> None:
    from bolo.platform.database import migrate  # noqa: PLC0415  (heavy; of a server that slept)
    from bolo.platform.durable import journal  # noqa: PLC0415  (heavy; of a server that slept)

    migrate.upgrade(url)
    journal.prepare(url)


def as_served(chosen: Settings) -> Settings:
    """Return the settings with the port that the bolo of this data folder was started at.

    Links that a command prints or writes into letters lead there.
    """
    running = None if chosen.database_url else served_at(chosen.data)
    port = urlsplit(running).port if running else None
    return chosen.model_copy(update={"port": port}) if port else chosen


@contextlib.asynccontextmanager
async def services(chosen: Settings, url: str) -> AsyncIterator["Services"]:
    """Give the services over a database that has its schema."""
    quiet()
    from bolo.wiring import build  # noqa: PLC0415  (heavy, see above)

    supervised = chosen.database_url is None and served_at(chosen.data) is not None
    built = build(as_served(chosen), url, role="cli", supervised=supervised)
    try:
        async with built.fetcher:
            yield built
    finally:
        await built.db.close()


def with_services(context: typer.Context, use: Callable[["Services"], Awaitable[T]]) -> T:
    """Open the database and the services for one use."""
    chosen = settings(context)

    async def run(url: str) -> T:
        async with services(chosen, url) as opened:
            return await use(opened)

    with database(chosen) as url:
        return asyncio.run(run(url))
