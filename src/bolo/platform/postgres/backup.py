"""Backups: one file with everything of a database, by PostgreSQL's own pg_dump and pg_restore.

The key of stored credentials is not in it, on purpose: keep `secret.key` apart.
"""

import contextlib
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
from psycopg import sql

from bolo.core.errors import Broken, Conflict, Invalid, Misconfigured, Unavailable
from bolo.platform.database.dsn import beside, database_of
from bolo.platform.postgres.account import CLEAN
from bolo.platform.postgres.binaries import Binaries

TABLES = """
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$)'
"""
MAINTENANCE = "postgres"  # the database that every server has
HALVES = "select datname from pg_database where datname ~ %s"
END_SESSIONS = "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s"
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


def restore(
    url: str,
    file: Path,
    binaries: Binaries,
    *,
    force: bool = False,
    finish: Callable[[str], None] = lambda _: None,
) -> None:
    """Fill the database from `file`; one that holds tables is replaced by force only.

    It is filled aside, then `finish(url)` is called on it, and only then do the two change
    places, in one transaction: a restore that fails or is killed leaves what was there.
    """
    _see(file)
    name, new = database_of(url), f"{database_of(url)}_new_{uuid4().hex[:8]}"
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute(TABLES).fetchone()
        if row is not None and row[0] and not force:
            raise Conflict(f"the database holds {row[0]} tables; restore into it only by force")
        with psycopg.connect(beside(url, MAINTENANCE), autocommit=True) as server:
            _forget_halves(server, name)
            _execute(server, "create database {} template template0", new)
            try:
                _fill(beside(url, new), file, binaries)
                finish(beside(url, new))
                _swap(server, name, new)
            finally:
                _execute(server, "drop database if exists {} with (force)", new)
    except psycopg.errors.InsufficientPrivilege as error:
        raise Misconfigured(f"restoring needs the right to make databases: {error}") from error
    except psycopg.OperationalError as error:
        raise Unavailable(f"the database cannot be reached: {error}") from error


def _see(file: Path) -> None:
    """Look at the file before anything is done."""
    try:
        with file.open("rb") as opened:
            mark = opened.read(len(MARK))
    except OSError as error:
        raise Invalid(f"cannot read {file}: {error}") from error
    if mark != MARK:
        raise Invalid(f"{file} is not a backup of bolo")


def _fill(url: str, file: Path, binaries: Binaries) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(CREATE_ROLE)  # of the server, and named by what is restored
    program = str(binaries.program("pg_restore"))
    told = _run([
        *(program, "--single-transaction", "--exit-on-error"),
        *("--no-owner", f"--dbname={url}", str(file)),
    ])  # fmt: skip
    if told.returncode != 0 and _run([program, "--file=/dev/null", str(file)]).returncode != 0:
        raise Invalid(f"{file} is damaged or was cut short; nothing was changed: take another")
    if told.returncode != 0:
        raise _failure("the restore failed", told.stderr)


def _swap(server: "psycopg.Connection[Any]", name: str, new: str) -> None:
    """Let the databases change places; the old one is then called as the new one was."""
    aside = f"{new}_old"
    with server.transaction():
        for one in (name, new):
            server.execute(END_SESSIONS, [one])
        _execute(server, "alter database {} rename to {}", name, aside)
        _execute(server, "alter database {} rename to {}", new, name)
    _execute(server, "drop database {} with (force)", aside)


def _forget_halves(server: "psycopg.Connection[Any]", name: str) -> None:
    """Drop what restores left that were killed: they bear the name and a number."""
    for (half,) in server.execute(HALVES, [f"^{re.escape(name)}_new_[0-9a-f]{{8}}(_old)?$"]):
        _execute(server, "drop database if exists {} with (force)", half)


def _execute(server: "psycopg.Connection[Any]", statement: LiteralString, *names: str) -> None:
    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


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
    refused = re.search("permission denied for .*", told)
    if refused is not None:
        account = "the account of DATABASE_URL must own the database and what is in it"
        return Misconfigured(f"{what}: {refused.group()}; {account}")
    return Broken(f"{what}: {last}")
