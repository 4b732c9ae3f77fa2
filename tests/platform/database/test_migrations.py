"""The schema: up, down and up again, the same as the tables, and closed between tenants."""

import threading
from pathlib import Path

import psycopg
import pytest

from bolo.core.errors import Misconfigured
from bolo.platform.database import migrate, revision
from bolo.platform.database.revision import State, folder
from bolo.platform.database.tenancy import UNPROTECTED
from bolo.platform.postgres.server import Postgres

OBJECTS = """
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relname <> 'alembic_version'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  and c.relname <> 'alembic_version_pkc'
"""
TOLD = """
insert into workspace (id, name, currency, created_at)
values ('00000000-0000-0000-0000-000000000001', 'Hers', 'EUR', now());
insert into watch (id, workspace_id, kind, key, label, created_at)
select gen_random_uuid(), '00000000-0000-0000-0000-000000000001', kind, key, label, now()
from (values
    ('address', 'https://ada:geheim@shop.example/a?b=c@d',
        'https://ada:geheim@shop.example/a?b=c@d'),
    ('address', 'https://eve:other@shop.example/a?b=c@d', 'Mine'),
    ('address', 'https://shop.example/@ada', 'plain'),
    ('search', 'ada@home', 'words')
) as told (kind, key, label);
insert into source (id, host)
values ('00000000-0000-0000-0000-000000000002', 'ada:geheim@shop.example');
insert into question (id, source_id, kind, key, active, least_seconds, most_seconds,
    interval_seconds, due_at)
values (gen_random_uuid(), '00000000-0000-0000-0000-000000000002', 'address',
    'https://ada:geheim@shop.example/a?b=c@d', true, 60, 60, 60, now());
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


def test_a_database_that_keeps_tenants_apart_no_more_is_not_begun_on(database_url: str) -> None:
    whole = (migrate.closed(database_url), revision.complete(database_url))
    with psycopg.connect(database_url) as connection:
        connection.execute("drop policy workspace on watch")

    open_now = (migrate.closed(database_url), revision.complete(database_url))

    assert (whole, open_now) == ((True, True), (False, False))
    with pytest.raises(Misconfigured, match="restored without the role bolo_tenant"):
        migrate.upgrade(database_url)


def test_an_older_database_is_behind(database_url: str) -> None:
    migrate.downgrade(database_url, "0001_foundation")

    assert migrate.state(database_url) is State.BEHIND


def test_an_address_that_was_taken_with_a_password_shows_none(database_url: str) -> None:
    migrate.downgrade(database_url, "0036_listing_by_address")
    with psycopg.connect(database_url) as connection:
        connection.execute(TOLD)

    migrate.upgrade(database_url)

    with psycopg.connect(database_url) as connection:
        watches = connection.execute("select key, label from watch order by key").fetchall()
        questions = connection.execute("select key from question").fetchall()
        sources = connection.execute("select host from source").fetchall()
    assert watches == [
        ("ada@home", "words"),
        ("https://***2@shop.example/a?b=c@d", "Mine"),
        ("https://***@shop.example/a?b=c@d", "https://***@shop.example/a?b=c@d"),
        ("https://shop.example/@ada", "plain"),
    ]
    assert questions == [("https://***@shop.example/a?b=c@d",)]
    assert sources == [("***@shop.example",)]


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
