"""A row in every table of a workspace, whatever the table asks for, and what tells them again."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg

MARK = "their-secret"
TABLES = """
    SELECT c.relname::text FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND NOT a.attisdropped ORDER BY 1
"""
CHECKS = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE n.nspname = 'public' AND contype = 'c' AND coninhcount = 0
"""
PARTED = """
    SELECT format('CREATE TABLE %I PARTITION OF %I DEFAULT', c.relname || '_rest', c.relname)
    FROM pg_class c JOIN pg_partitioned_table p ON p.partrelid = c.oid WHERE p.partdefid = 0
"""
COLUMNS = """
    SELECT a.attname::text, format_type(a.atttypid, NULL), r.refers::text, r.key,
           EXISTS (SELECT FROM pg_attribute w
                   WHERE w.attrelid = r.refers AND w.attname = 'workspace_id')
    FROM pg_attribute a
    LEFT JOIN LATERAL (
        SELECT k.confrelid::regclass AS refers, f.attname::text AS key
        FROM pg_constraint k
        JOIN pg_attribute f ON f.attrelid = k.confrelid
             AND f.attnum = k.confkey[array_position(k.conkey, a.attnum)]
        WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)
        LIMIT 1
    ) r ON true
    WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND (a.attnotnull OR a.attname = 'workspace_id') AND a.attgenerated = ''
        AND a.attidentity = ''
"""
VALUES = {
    "uuid": "gen_random_uuid()",
    "text": f"'{MARK}-' || gen_random_uuid()",
    "bytea": "uuid_send(gen_random_uuid())",
    "jsonb": f"""'{{"{MARK}": true}}'::jsonb""",
    "boolean": "false",
    "timestamp with time zone": "now()",
    "date": "current_date",
    "interval": "interval '1 day'",
    "time without time zone": "time '12:00'",
    "text[]": f"ARRAY['{MARK}']",
    "uuid[]": "'{}'::uuid[]",
    "numeric": "random()::numeric",
}


def _value(kind: str) -> str:
    """Return an expression for some value of a type; numbers are small and seldom the same."""
    usual = f"'{{}}'::{kind}" if kind.endswith("[]") else f"(random() * 30000)::int::{kind}"
    return VALUES.get(kind, usual)


async def fill(connection: asyncpg.Connection, table: str, workspace: UUID) -> None:
    """Add a row of a workspace; what it refers to is the workspace's too, where it is there."""
    names, said = [], []
    for name, kind, refers, key, scoped in await connection.fetch(COLUMNS, table):
        names.append(f'"{name}"')
        if name == "workspace_id":
            said.append("$1")
        elif refers is None:
            said.append(_value(kind))
        else:
            where = "WHERE workspace_id = $1" if scoped else ""
            other = f'SELECT "{key}" FROM {refers} {where} LIMIT 1'  # noqa: S608  (of the catalogue)
            said.append(f"coalesce(({other}), {_value(kind)})")
    await connection.execute(
        f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({", ".join(said)})',  # noqa: S608  (of the catalogue)
        workspace,
    )


async def loosen(connection: asyncpg.Connection) -> None:
    """Let tables take any value, and any day."""
    for query in (CHECKS, PARTED):
        for (statement,) in await connection.fetch(query):
            await connection.execute(statement)


async def tables(connection: asyncpg.Connection) -> list[str]:
    """Return every table of which each row is some workspace's."""
    return [row[0] for row in await connection.fetch(TABLES)]


async def fill_all(connection: asyncpg.Connection, workspace: UUID) -> None:
    """Have a row of a workspace in every table, whatever order that takes."""
    waiting = await tables(connection)
    while waiting:
        left = []
        for table in waiting:
            there = f'SELECT FROM "{table}" WHERE workspace_id = $1 LIMIT 1'
            if await connection.fetch(there, workspace):
                continue
            try:
                await fill(connection, table, workspace)
            except asyncpg.ForeignKeyViolationError:
                left.append(table)
        assert len(left) < len(waiting), left
        waiting = left


@dataclass(slots=True)
class Belongings:
    """What is a workspace's alone: ids that nobody else may be told, and a print of every row."""

    ids: set[str] = field(default_factory=set)
    prints: dict[str, Any] = field(default_factory=dict)

    @classmethod
    async def of(cls, connection: asyncpg.Connection, workspace: UUID) -> "Belongings":
        """Look at every table."""
        found = cls()
        for table in await tables(connection):
            rows = await connection.fetch(
                f"SELECT t::text, to_jsonb(t) ->> 'id' FROM \"{table}\" t"  # noqa: S608  (as above)
                " WHERE workspace_id = $1 ORDER BY 1",
                workspace,
            )
            found.prints[table] = [row[0] for row in rows]
            found.ids |= {row[1] for row in rows if row[1] and len(row[1]) == len(str(workspace))}
        return found
