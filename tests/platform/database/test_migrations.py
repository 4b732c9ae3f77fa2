"""The schema: up, down and up again, the same as the tables, and closed between tenants."""

import threading
from pathlib import Path

import psycopg
import pytest

from bolo.core.errors import Misconfigured
from bolo.platform.database import migrate
from bolo.platform.database.revision import State, folder
from bolo.platform.database.tenancy import UNPROTECTED
from bolo.platform.postgres.server import Postgres

OBJECTS = """
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relname <> 'alembic_version'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  and c.relname <> 'alembic_version_pkc'
"""


def test_up_down_and_up_again(server: Postgres) -> None:
    url = server.create_database("up_down_up")

    migrate.upgrade(url)
    assert migrate.state(url) is State.CURRENT
    migrate.downgrade(url)

    assert migrate.state(url) is State.EMPTY
    with psycopg.connect(url) as connection:
        row = connection.execute(OBJECTS).fetchone()
        assert row == (0,)
    migrate.upgrade(url)
    assert migrate.state(url) is State.CURRENT


def test_the_tables_and_the_migrations_say_the_same(database_url: str) -> None:
    assert migrate.check(database_url) == []


def test_a_table_that_only_the_database_knows_is_a_difference(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("create table forgotten (id int)")

    told = migrate.check(database_url)

    assert any("forgotten" in one for one in told)


def test_every_table_with_a_workspace_is_closed_between_tenants(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        unprotected = connection.execute(UNPROTECTED).fetchall()

    assert unprotected == []


def test_a_tenant_table_without_protection_would_be_found(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("create table careless (workspace_id uuid)")
        unprotected = connection.execute(UNPROTECTED).fetchall()

    assert unprotected == [("careless",)]


def test_a_database_of_a_newer_bolo_is_left_alone(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("update alembic_version set version_num = '9999_from_the_future'")

    with pytest.raises(Misconfigured, match=r"newer version of bolo.*9999_from_the_future"):
        migrate.upgrade(database_url)


def test_an_older_database_is_behind(database_url: str) -> None:
    migrate.downgrade(database_url, "0001_foundation")

    assert migrate.state(database_url) is State.BEHIND


def test_two_processes_that_start_together_do_not_collide(server: Postgres) -> None:
    url = server.create_database("together")
    starts = [threading.Thread(target=migrate.upgrade, args=[url]) for _ in range(2)]

    for start in starts:
        start.start()
    for start in starts:
        start.join()

    assert migrate.state(url) is State.CURRENT


def test_the_migrations_are_found() -> None:
    names = sorted(path.stem for path in Path(folder(), "versions").glob("*.py"))

    assert names[0] == "0001_foundation"
