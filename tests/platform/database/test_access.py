"""Transactions, tenants and bare connections against a real server."""

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from bolo.core.errors import Misconfigured, Unavailable
from bolo.platform.database.access import Database
from bolo.platform.database.dsn import asyncpg_url, sqlalchemy_url
from bolo.platform.database.pooled import ask_idle
from bolo.platform.database.tenancy import protect
from tests.platform.waiting import until


async def make_notes(database: Database, *, shared: bool = False) -> None:
    async with database.transaction() as session:
        await session.execute(text("create table note (workspace_id uuid, words text)"))
        connection = await session.connection()
        await connection.run_sync(
            lambda sync: protect(
                Operations(MigrationContext.configure(sync)), "note", shared=shared
            )
        )


async def write(session: AsyncSession, workspace: UUID | None, words: str) -> None:
    await session.execute(text("insert into note values (:w, :t)"), {"w": workspace, "t": words})


async def words_of(session: AsyncSession) -> list[str]:
    return list(await session.scalars(text("select words from note order by words")))


async def test_a_transaction_that_ends_well_is_kept(database: Database) -> None:
    await make_notes(database)

    async with database.transaction() as session:
        await write(session, None, "kept")

    async with database.transaction() as session:
        assert await words_of(session) == ["kept"]


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    await make_notes(database)

    async def fail() -> None:
        async with database.transaction() as session:
            await write(session, None, "lost")
            raise LookupError

    with pytest.raises(LookupError):
        await fail()

    async with database.transaction() as session:
        assert await words_of(session) == []


async def test_a_workspace_sees_only_its_own_rows(database: Database) -> None:
    await make_notes(database)
    ours, theirs = uuid4(), uuid4()

    async with database.for_workspace(ours) as session:
        await write(session, ours, "ours")
    async with database.for_workspace(theirs) as session:
        await write(session, theirs, "theirs")

    async with database.for_workspace(ours) as session:
        assert await words_of(session) == ["ours"]
    async with database.transaction() as session:
        assert await words_of(session) == ["ours", "theirs"]


async def test_a_workspace_cannot_write_for_another(database: Database) -> None:
    await make_notes(database)

    with pytest.raises(DBAPIError, match="row-level security"):
        async with database.for_workspace(uuid4()) as session:
            await write(session, uuid4(), "forged")


async def test_shared_rows_are_read_by_all_and_removed_by_none(database: Database) -> None:
    await make_notes(database, shared=True)
    async with database.transaction() as session:
        await write(session, None, "public")

    async with database.for_workspace(uuid4()) as session:
        await session.execute(text("delete from note"))
        seen = await words_of(session)

    assert seen == ["public"]


async def test_a_bare_connection_comes_back_clean(database: Database) -> None:
    async with database.raw() as connection:
        await connection.execute("set statement_timeout = 1; begin")

    async with database.raw() as connection:
        timeout = await connection.fetchval("show statement_timeout")
        inside = connection.is_in_transaction()

    assert (timeout, inside) == ("1min", False)


async def test_a_listener_hears_what_another_connection_tells(database: Database) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    async with database.listener() as listener:
        await listener.add_listener("news", lambda *told: heard.put_nowait(str(told[3])))
        async with database.transaction() as session:
            await session.execute(text("select pg_notify('news', '7')"))

        assert await asyncio.wait_for(heard.get(), 300) == "7"


async def test_a_connection_killed_in_the_pool_is_replaced(database: Database) -> None:
    async with database.raw() as connection:
        pid = connection.get_server_pid()
    async with database.listener() as killer:
        await killer.execute("select pg_terminate_backend($1)", pid)
    await until(connection.is_closed)

    async with database.transaction() as session:
        assert await session.scalar(text("select 1")) == 1


async def test_a_connection_that_was_idle_is_asked_whether_it_lives(database_url: str) -> None:
    lent: list[int] = []
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(asyncpg_url(database_url))
    )
    ask_idle(engine, moment=0)

    for _ in range(2):
        async with engine.connect() as connection:
            lent.append(await connection.scalar(text("select pg_backend_pid()")))
    await engine.dispose()

    assert lent[0] == lent[1]


async def test_a_statement_that_takes_too_long_is_ended(database_url: str) -> None:
    database = Database(database_url, statement_timeout=0.05)

    with pytest.raises(asyncpg.QueryCanceledError):
        async with database.raw() as connection:
            await connection.execute("select pg_sleep(10)")

    await database.close()


async def test_a_server_that_is_not_there_is_unavailable_after_some_patience() -> None:
    database = Database("postgresql://bolo@/bolo?host=/nowhere&sslmode=disable", patience=0.2)

    with pytest.raises(Unavailable, match="cannot be reached"):
        async with database.transaction() as session:
            await session.execute(text("select 1"))

    await database.close()


async def test_a_database_that_does_not_exist_is_the_owners_to_mend(database_url: str) -> None:
    database = Database(database_url.replace("/test_", "/never_"))

    with pytest.raises(Misconfigured, match="DATABASE_URL"):
        async with database.listener():
            pass

    await database.close()


async def test_a_session_of_a_test_is_rolled_back(session: AsyncSession) -> None:
    await session.execute(text("create table gone_after_the_test (words text)"))
    await session.commit()

    assert await session.scalar(text("select count(*) from gone_after_the_test")) == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgres://a:b@h:1/d", "postgresql://a:b@h:1/d"),
        (
            "postgresql://h/d?sslmode=require&channel_binding=require",
            "postgresql://h/d?sslmode=require",
        ),
        ("postgresql://u@/d?host=%2Fa%20b&port=5432", "postgresql://u@/d?host=%2Fa+b&port=5432"),
    ],
)
def test_urls_of_every_kind_are_understood(given: str, expected: str) -> None:
    assert asyncpg_url(given) == expected


def test_the_synchronous_url_names_its_driver() -> None:
    assert sqlalchemy_url("postgres://h/d") == "postgresql+psycopg://h/d"
