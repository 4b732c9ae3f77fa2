"""How a database stands is told without Alembic, and as Alembic tells it."""

import asyncio
from pathlib import Path

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from bolo.platform.database import migrate, revision
from bolo.platform.database.revision import State
from bolo.platform.durable import journal as durable
from bolo.platform.postgres.server import Postgres


def test_the_last_name_is_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(revision.folder()))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    in_order = [script.revision for script in scripts.walk_revisions()]

    assert revision.known() == in_order[::-1]


async def test_every_state_is_told(database_url: str, server: Postgres) -> None:
    async def now() -> State:
        return await revision.state(database_url)

    assert await now() is migrate.state(database_url) is State.CURRENT
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("update alembic_version set version_num = '0001_foundation'")
        assert await now() is State.BEHIND
        connection.execute("update alembic_version set version_num = '9999_future'")
        assert await now() is State.AHEAD
        connection.execute("delete from alembic_version")
        assert await now() is State.EMPTY
        connection.execute("drop table alembic_version")
        assert await now() is State.EMPTY
    del server


def test_a_schema_is_complete_with_the_journal_of_jobs(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("drop schema dbos cascade")
    before = revision.complete(database_url)
    durable.prepare(database_url)
    after = revision.complete(database_url)
    with psycopg.connect(database_url) as connection:
        connection.execute("comment on schema dbos is 'dbos 0.0.1'")
    older = revision.complete(database_url)

    assert (before, after, older) == (False, True, False)


def test_an_empty_database_is_not_complete(server: Postgres) -> None:
    url = server.create_database("bare")
    try:
        assert not revision.complete(url)
        assert asyncio.run(revision.state(url)) is State.EMPTY
    finally:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("drop database bare with (force)")


def test_a_server_that_is_away_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"."):
        asyncio.run(revision.state(f"postgresql://bolo@/bolo?host={tmp_path}"))
