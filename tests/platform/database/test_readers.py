"""Reading as one tenant by the short way: whose rows, what is refused, what survives a restart."""

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest

from bolo.core.errors import Invalid, Unavailable
from bolo.platform.database.access import Database
from bolo.platform.database.readers import Readers, numbered

OWN = "SELECT current_setting('bolo.workspace_id') AS own, current_user AS role, :n + 1 AS more"


def test_names_become_numbers_in_the_order_they_come_in() -> None:
    query, names = numbered("SELECT :a::text, :b, :a WHERE x = ANY(:ids) AND y::int = 1")

    assert query == "SELECT $1::text, $2, $1 WHERE x = ANY($3) AND y::int = 1"
    assert names == ("a", "b", "ids")


async def test_each_read_is_done_as_its_own_tenant(database: Database) -> None:
    first, second = uuid4(), uuid4()

    rows = [(await database.read(one, OWN, {"n": 1}))[0] for one in (first, second, first)]

    assert [UUID(row["own"]) for row in rows] == [first, second, first]
    assert {row["role"] for row in rows} == {"bolo_tenant"}
    assert {row["more"] for row in rows} == {2}


async def test_another_tenants_rows_are_not_read(database: Database) -> None:
    mine, theirs = uuid4(), uuid4()
    async with database.raw() as connection:
        for one in (mine, theirs):
            await connection.execute(
                "INSERT INTO workspace (id, name, currency, created_at)"
                " VALUES ($1, 'w', 'EUR', now())",
                one,
            )

    rows = await database.read(mine, "SELECT id FROM workspace", {})

    assert [row["id"] for row in rows] == [mine]


async def test_nothing_can_be_written(database: Database) -> None:
    with pytest.raises(Exception, match="read-only"):
        await database.read(uuid4(), "DELETE FROM workspace", {})

    assert await database.read(uuid4(), "SELECT 1 AS one", {})


async def test_a_value_that_is_no_text_is_refused(database: Database) -> None:
    with pytest.raises(Invalid, match="cannot be looked for"):
        await database.read(uuid4(), "SELECT CAST(:said AS text)", {"said": "a\0b"})


async def test_a_read_that_was_called_off_says_to_try_again(database: Database) -> None:
    async with database.raw() as connection:
        slow = asyncio.create_task(database.read(uuid4(), "SELECT pg_sleep(60)", {}))
        while not slow.done():  # between its parts there is nothing yet to be called off
            await connection.execute(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'"
            )
            await asyncio.sleep(0.01)

    with pytest.raises(Unavailable, match="try again"):
        await slow


async def test_a_connection_that_was_cut_is_replaced(database: Database) -> None:
    await database.read(uuid4(), "SELECT 1", {})
    async with database.raw() as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    rows = await database.read(uuid4(), "SELECT 1 AS one", {})

    assert rows[0]["one"] == 1


async def test_who_reads_again_is_lent_the_same_connection_as_it_is(database: Database) -> None:
    tenant, pid = uuid4(), "SELECT pg_backend_pid() AS pid"

    same = {(await database.read(tenant, pid, {}))[0]["pid"] for _ in range(3)}
    system = {(await database.ask(pid, {}))[0]["pid"] for _ in range(3)}

    assert len(same) == len(system) == 1


async def test_a_connection_that_changes_hands_leaves_its_tenant_behind(database: Database) -> None:
    readers = Readers(database.connect, 1)
    tenant, other = uuid4(), uuid4()
    who = """SELECT current_user::text AS role, current_setting('bolo.workspace_id') AS own,
             current_setting('transaction_read_only') AS read_only, pg_backend_pid() AS pid"""

    found = [
        (await readers.read(tenant, who, {}))[0],
        (await readers.ask(who, {}))[0],
        (await readers.read(other, who, {}))[0],
        (await readers.do(who, {}))[0],
        (await readers.read(tenant, who, {}))[0],
    ]
    await readers.close()

    assert len({row["pid"] for row in found}) == 1
    assert [row["own"] for row in found] == [str(tenant), "", str(other), "", str(tenant)]
    assert [row["read_only"] for row in found] == ["on", "on", "on", "off", "on"]
    assert [row["role"] == "bolo_tenant" for row in found] == [True, False, True, False, True]


async def until(connection: asyncpg.Connection, done: str, which: str, pid: int) -> None:
    """Do something to who sleeps as soon as they do."""
    while True:
        if await connection.fetchval(
            f"{done} FROM pg_stat_activity WHERE {which} AND state = 'active'"
            " AND datname = current_database() AND query = 'SELECT pg_sleep(60)'",
            pid,
        ):
            return
        await asyncio.sleep(0.01)


async def test_a_connection_that_died_unnoticed_costs_a_read_nothing(database: Database) -> None:
    readers = Readers(database.connect, 2)
    pid = (await readers.ask("SELECT pg_backend_pid() AS pid", {}))[0]["pid"]
    dying = asyncio.create_task(readers.ask("SELECT pg_sleep(60)", {}))
    async with asyncio.timeout(300), database.raw() as connection:
        await until(connection, "SELECT pg_terminate_backend(pid)", "pid = $1", pid)
        await until(connection, "SELECT pg_cancel_backend(pid)", "pid <> $1", pid)

    with pytest.raises(Unavailable, match="try again"):
        await dying
    rows = await readers.ask("SELECT pg_backend_pid() AS pid", {})
    await readers.close()

    assert rows[0]["pid"] != pid


async def test_what_was_to_be_done_is_not_done_twice_when_its_end_is_unknown(
    database: Database,
) -> None:
    readers = Readers(database.connect, 2)
    await readers.do("SELECT 1", {})

    with pytest.raises(Unavailable):
        await readers.do("SELECT pg_terminate_backend(pg_backend_pid())", {})

    assert await readers.do("SELECT 1 AS one", {})
    await readers.close()


async def test_nobody_to_connect_to_leaves_room_for_those_who_come_later(
    database: Database,
) -> None:
    gone = True

    async def connect() -> asyncpg.Connection:
        if gone:
            raise OSError("nobody there")
        return await database.connect()

    readers = Readers(connect, 1)
    for _ in range(3):
        with pytest.raises(Unavailable):
            await readers.ask("SELECT 1", {})
    gone = False

    assert await readers.ask("SELECT 1 AS one", {})
    await readers.close()
