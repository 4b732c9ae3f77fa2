"""A restored database equals the one that was saved; nothing is overwritten by accident."""

import hashlib
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from bolo.core.errors import Broken, Conflict, Invalid, Misconfigured
from bolo.platform.database.dsn import database_of
from bolo.platform.postgres.backup import backup, restore
from bolo.platform.postgres.server import Postgres

TABLES = "select tablename from pg_tables where schemaname = 'public' order by 1"
POLICIES = "select tablename, policyname, roles, qual from pg_policies order by 1, 2"


def content(url: str) -> dict[str, str]:
    """Return a digest of every table, and what guards it."""
    told = {}
    with psycopg.connect(url) as connection:
        told["policies"] = str(connection.execute(POLICIES).fetchall())
        for (table,) in connection.execute(TABLES).fetchall():
            query = sql.SQL("select t::text from {} t order by 1").format(sql.Identifier(table))
            rows = connection.execute(query).fetchall()
            told[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return told


@pytest.fixture
def filled(database_url: str) -> str:
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "create table kept as select n, n::numeric(18,4)/7 as price, 'ä€' || n as words,"
            " now() as at from generate_series(1, 2000) n"
        )
        connection.execute("create table dbos.kept as select 1 as one")
    return database_url


def test_a_restored_database_equals_the_saved_one(
    server: Postgres, filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "bolo.backup"
    empty = server.create_database("restored_here")

    backup(filled, file, server.binaries)
    restore(empty, file, server.binaries)

    assert content(empty) == content(filled)
    with psycopg.connect(empty) as connection:
        assert connection.execute("select one from dbos.kept").fetchone() == (1,)
    assert (file.stat().st_mode & 0o777) == 0o600


def test_a_database_that_holds_something_is_replaced_only_by_force(
    server: Postgres, filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "bolo.backup"
    backup(filled, file, server.binaries)
    before = content(filled)
    with psycopg.connect(filled) as connection:
        connection.execute("delete from kept")

    with pytest.raises(Conflict, match="by force"):
        restore(filled, file, server.binaries)
    restore(filled, file, server.binaries, force=True)

    assert content(filled) == before


def test_a_file_that_exists_is_not_overwritten(
    server: Postgres, database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "precious"
    file.write_text("precious")

    with pytest.raises(Conflict, match="exists"):
        backup(database_url, file, server.binaries)


def test_a_failed_backup_leaves_no_file(
    server: Postgres, database_url: str, tmp_path: Path
) -> None:
    with pytest.raises(Broken, match="backup failed"):
        backup(database_url.replace("/test_", "/never_"), tmp_path / "b", server.binaries)
    with pytest.raises(Misconfigured, match="cannot write"):
        backup(database_url, tmp_path / "no" / "folder", server.binaries)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_backup_is_refused_before_anything_is_dropped(
    server: Postgres, filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "photo.jpg"
    file.write_text("not a backup")
    before = content(filled)

    with pytest.raises(Invalid, match="not a backup"):
        restore(filled, file, server.binaries, force=True)
    with pytest.raises(Invalid, match="cannot read"):
        restore(filled, tmp_path / "absent", server.binaries, force=True)

    assert content(filled) == before


def named_after(server: Postgres, name: str) -> set[str]:
    """Return the databases whose names begin so: other tests make and drop theirs meanwhile."""
    query = "select datname from pg_database where starts_with(datname, %s)"
    with psycopg.connect(server.url("postgres")) as connection:
        return {found for (found,) in connection.execute(query, [name])}


def test_a_restore_that_fails_in_the_middle_leaves_what_was_there(
    server: Postgres, filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "bolo.backup"
    backup(filled, file, server.binaries)
    before, name = content(filled), database_of(filled)

    def fail(url: str) -> None:
        assert content(url) == before
        raise Broken("the last step")

    with pytest.raises(Broken, match="the last step"):
        restore(filled, file, server.binaries, force=True, finish=fail)
    file.write_bytes(file.read_bytes()[:2000])
    with pytest.raises(Invalid, match="damaged or was cut short"):
        restore(filled, file, server.binaries, force=True)

    assert content(filled) == before
    assert named_after(server, name) == {name}


def test_whoever_is_connected_is_sent_away_and_what_a_kill_left_is_dropped(
    server: Postgres, filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "bolo.backup"
    backup(filled, file, server.binaries)
    name = database_of(filled)
    for left in (f"{name}_new_0a1b2c3d", f"{name}_new_0a1b2c3d_old"):
        server.create_database(left)
    sitting = psycopg.connect(filled)

    restore(filled, file, server.binaries, force=True)

    with pytest.raises(psycopg.OperationalError):
        sitting.execute("select 1")
    sitting.close()
    assert named_after(server, name) == {name}


def test_who_may_not_make_databases_is_told_so(
    server: Postgres, filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "bolo.backup"
    backup(filled, file, server.binaries)
    with psycopg.connect(filled, autocommit=True) as connection:
        connection.execute("drop role if exists lodger")
        connection.execute("create role lodger login")

    with pytest.raises(Misconfigured, match="the right to make databases"):
        restore(filled.replace("//bolo@", "//lodger@"), file, server.binaries, force=True)


def test_who_may_not_read_what_is_saved_is_told_so(
    server: Postgres, filled: str, tmp_path: Path
) -> None:
    with psycopg.connect(filled) as connection:
        connection.execute("create role reader login")
    url = filled.replace("//bolo@", "//reader@")
    try:
        with pytest.raises(Misconfigured, match=r"permission denied for .* must own the database"):
            backup(url, tmp_path / "bolo.backup", server.binaries)
    finally:
        with psycopg.connect(filled) as connection:
            connection.execute("drop role reader")

    assert list(tmp_path.iterdir()) == []


def test_a_damaged_backup_is_reported(server: Postgres, database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "bolo.backup"
    backup(database_url, file, server.binaries)
    file.write_bytes(file.read_bytes()[:2000])

    with pytest.raises(Invalid, match="damaged or was cut short"):
        restore(server.create_database("damaged"), file, server.binaries)
