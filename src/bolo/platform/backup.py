"""Backups: one file with everything of a database, by PostgreSQL's own pg_dump and pg_restore.

The key of stored credentials is not in it, on purpose: keep `secret.key` apart.
"""

import contextlib
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import sql

from bolo.core.errors import Broken, Conflict, Invalid, Misconfigured, Unavailable
from bolo.platform.pg_account import CLEAN
from bolo.platform.pg_binaries import Binaries

TABLES = """
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$)'
"""
SCHEMAS = r"select nspname from pg_namespace where nspname !~ '^(pg_|information_schema$|public$)'"
MARK = b"PGDMP"
CREATE_ROLE = """
do $$ begin
    create role bolo_tenant nologin;
exception when duplicate_object or unique_violation then null;
end $$
"""


def backup(url: str, file: Path, binaries: Binaries) -> None:
    """Write the database to `file`, whole or not at all, while everybody goes on working."""
    if file.exists():
        raise Conflict(f"{file} exists already; name another file")
    half = file.with_name(f".{file.name}.half")
    try:
        half.touch(mode=0o600)
        told = _run([
            *(str(binaries.program("pg_dump")), "--format=custom", "--compress=gzip:3"),
            *(f"--file={half}", f"--dbname={url}"),
        ])  # fmt: skip
        if told.returncode != 0:
            raise _failure("the backup failed", told.stderr)
        half.rename(file)
    except OSError as error:
        raise Misconfigured(f"cannot write {file}: {error}") from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink()


def restore(url: str, file: Path, binaries: Binaries, *, force: bool = False) -> None:
    """Fill the database from `file` in one transaction; one that holds tables needs `force`.

    With `force` everything in it is dropped first: a failed restore then leaves it empty.
    """
    try:
        with file.open("rb") as opened:
            mark = opened.read(len(MARK))
    except OSError as error:
        raise Invalid(f"cannot read {file}: {error}") from error
    if mark != MARK:
        raise Invalid(f"{file} is not a backup of bolo")
    try:
        _make_room(url, force=force)
    except psycopg.OperationalError as error:
        raise Unavailable(f"the database cannot be reached: {error}") from error
    told = _run([
        *(str(binaries.program("pg_restore")), "--single-transaction", "--exit-on-error"),
        *("--no-owner", f"--dbname={url}", str(file)),
    ])  # fmt: skip
    if told.returncode != 0:
        raise _failure("the restore failed", told.stderr)


def _make_room(url: str, *, force: bool) -> None:
    """See that the database is empty, or make it so; the tenants' role must exist beforehand."""
    with psycopg.connect(url) as connection:
        row = connection.execute(TABLES).fetchone()
        if row is not None and row[0] and not force:
            raise Conflict(f"the database holds {row[0]} tables; restore into it only by force")
        if force:
            for (schema,) in connection.execute(SCHEMAS).fetchall():
                connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(schema)))
            connection.execute("drop schema public cascade")
            connection.execute("create schema public")
        connection.execute(CREATE_ROLE)


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  programs of PostgreSQL, no shell
        command, capture_output=True, text=True, check=False, env=CLEAN
    )


def _failure(what: str, told: str) -> Misconfigured | Broken:
    last = "\n".join(told.strip().splitlines()[-3:])
    if "No space left on device" in told:
        return Misconfigured(f"{what}: the disk is full")
    if "server version mismatch" in told:
        return Misconfigured(f"{what}: the server is newer than our pg_dump; set BOLO_PG_BIN")
    return Broken(f"{what}: {last}")
