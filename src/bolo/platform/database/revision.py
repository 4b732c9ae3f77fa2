"""Whether a database has the schema of this version, without loading what would bring it.

Alembic and DBOS take a second to import, and at nearly every start there is nothing to do.
"""

import asyncio
import importlib.metadata
import re
from enum import StrEnum
from pathlib import Path

import asyncpg

import bolo
from bolo.core.errors import Unavailable
from bolo.platform.database.dsn import GREETING, asyncpg_url
from bolo.platform.database.tenancy import OPEN

NAME = re.compile(r"\d{4}_\w+")
REVISION = "select version_num from alembic_version"
SCHEMA_POLL_SECONDS = 0.1
SCHEMA_PATIENCE_SECONDS = 120.0
JOURNAL = "select obj_description(to_regnamespace('dbos'), 'pg_namespace')"


class State(StrEnum):
    """How a database stands to the schema of this version."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


def folder() -> Path:
    """Return where the migrations are: in the checkout, else inside the installed package."""
    package = Path(bolo.__file__).parent
    checkout = package.parents[1] / "migrations"
    return checkout if (checkout / "env.py").is_file() else package / "migrations"


def known() -> list[str]:
    """Return every revision, oldest first: they are one line, named by number."""
    names = (path.stem for path in (folder() / "versions").glob("*.py"))
    return sorted(name for name in names if NAME.fullmatch(name))


def stands(revision: str | None) -> State:
    """Say how a database of `revision` stands."""
    if revision is None:
        return State.EMPTY
    ours = known()
    if revision == ours[-1]:
        return State.CURRENT
    return State.BEHIND if revision in ours else State.AHEAD


def journal() -> str:
    """Return what the schema of the journal of jobs is marked with, once it is complete."""
    return f"dbos {importlib.metadata.version('dbos')}"


async def state(url: str) -> State:
    """Ask a database how it stands, changing nothing and waiting for nothing."""
    connection = await asyncpg.connect(asyncpg_url(url), timeout=GREETING, command_timeout=GREETING)
    try:
        return stands(await connection.fetchval(REVISION))
    except asyncpg.UndefinedTableError:
        return State.EMPTY
    finally:
        await connection.close(timeout=1)


def complete(url: str) -> bool:
    """Tell whether nothing is to be brought, the journal of jobs included. Blocks."""
    import psycopg  # noqa: PLC0415  (whoever asks this has loaded it)

    with psycopg.connect(url, autocommit=True, connect_timeout=GREETING) as connection:
        try:
            row = connection.execute(f"select ({REVISION}), ({JOURNAL}), ({OPEN})").fetchone()
        except psycopg.errors.UndefinedTable:
            return False
    return row is not None and stands(row[0]) is State.CURRENT and row[1:] == (journal(), False)


async def schema_is_there(url: str) -> None:
    """Wait until the schema of this version is there; another process brings it."""
    deadline = asyncio.get_running_loop().time() + SCHEMA_PATIENCE_SECONDS
    while True:
        try:
            found = await state(url)
        except Exception:  # noqa: BLE001  (the server may still be starting; the deadline decides)
            found = State.EMPTY
        if found is State.CURRENT:
            return
        if asyncio.get_running_loop().time() > deadline:
            msg = f"the database is {found}; run: bolo db upgrade"
            raise Unavailable(msg)
        await asyncio.sleep(SCHEMA_POLL_SECONDS)
