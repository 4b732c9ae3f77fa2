"""Everything that is kept of somebody, as a ZIP of JSON and CSV.

From the catalogue: every table whose rows belong to a workspace, read under that workspace's
own rights, so that a new table is in it without a word and nothing foreign can be. What is a
member's own (sessions, channels and what was sent by them, marks) goes to nobody else, an
owner either. Hashes and sealed secrets are of no use to anybody and are left out.
"""

import asyncio
import csv
import io
import tempfile
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import Caller, Role
from bolo.accounts.person import store as person_store
from bolo.accounts.person.store import Belonging
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database

A_READ = 2000
IN_MEMORY = 4_000_000
CHUNK = 256 * 1024
OURS = ("user_id", "invited_by")
SHARED = frozenset(
    {"membership", "invitation", "audit_entry", "api_key", "api_usage", "match_label"}
)
"""Tables that say who did what in a workspace: its owners are shown them anyway."""
_BY_CHANNEL = "channel_id IN (SELECT id FROM channel WHERE {whose})"
SENT = {
    "dispatch": _BY_CHANNEL,
    "delivery": _BY_CHANNEL,
    "attempt": f"dispatch_id IN (SELECT id FROM dispatch WHERE {_BY_CHANNEL})",  # noqa: S608  (ours)
}
"""Tables that say what was sent, which is whose the channel is."""
COLUMNS = text("""
    SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a
    WHERE a.attrelid = CAST(:table AS regclass) AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attnum
""")
README = """What bolo keeps of you, {at}.

account.json          your account, your workspaces and your sessions
workspaces/NAME/      one file a table, as JSON (one row a line) and as CSV; of workspaces that
                      you own everything but what is
                      another member's own, of others what is your own

Hashes of passwords and tokens and sealed secrets are left out. Times are ISO 8601 in UTC.
"""


@dataclass(frozen=True, slots=True)
class Export:
    """The use case."""

    db: Database
    clock: Clock

    async def write(self, who: Caller, now: datetime) -> IO[bytes]:
        """Return the archive, at its beginning; whoever reads it closes it."""
        spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (handed on)
        try:
            with zipfile.ZipFile(spool, "w", zipfile.ZIP_DEFLATED) as archive:
                await self._fill(archive, who, now)
        except BaseException:
            spool.close()
            raise
        spool.seek(0)
        return spool

    async def _fill(self, archive: zipfile.ZipFile, who: Caller, now: datetime) -> None:
        archive.writestr("README.txt", README.format(at=now.isoformat(timespec="seconds")))
        async with self.db.transaction() as session:
            homes = await person_store.belongings(session, who.user)
            archive.writestr("account.json", await _account(session, who, homes))
        for home in homes:
            await self._workspace(archive, who, home)

    async def _workspace(self, archive: zipfile.ZipFile, who: Caller, home: Belonging) -> None:
        async with self.db.transaction() as session:
            tables = await person_store.tenant_tables(session)
        async with self.db.for_workspace(home.id) as session:
            for table in tables:
                columns = [
                    name
                    for name, kind in await session.execute(COLUMNS, {"table": table})
                    if kind != "bytea"
                ]
                own = _own(table, columns, owner=home.role is Role.OWNER)
                if own is None:
                    continue
                where = f"workspace_id = :workspace{own and f' AND {own}'}"
                names = ", ".join(f'"{name}"' for name in columns)
                query = text(f'SELECT {names} FROM "{table}" WHERE {where}')  # noqa: S608  (of the catalogue)
                values = {"workspace": home.id, "user": who.user}
                rows = await session.stream(
                    query, values if ":user" in where else {"workspace": home.id}
                )
                folder = f"workspaces/{_plain(home)}"
                with tempfile.TemporaryFile() as lines, tempfile.TemporaryFile() as sheet:
                    if await _copy(rows, columns, lines, sheet):
                        await asyncio.to_thread(_pack, archive, f"{folder}/{table}.json", lines)
                        await asyncio.to_thread(_pack, archive, f"{folder}/{table}.csv", sheet)


def _own(table: str, columns: list[str], *, owner: bool) -> str | None:
    """Return what the rows of a table must be for somebody to be given them; `None` gives none."""
    mine = next((name for name in OURS if name in columns), None)
    if table in SENT:
        whose = "(user_id = :user OR user_id IS NULL)" if owner else "user_id = :user"
        return SENT[table].format(whose=whose)
    if not owner:
        return None if mine is None else f"{mine} = :user"
    return "" if mine is None or table in SHARED else f"({mine} = :user OR {mine} IS NULL)"


async def _account(session: AsyncSession, who: Caller, homes: tuple[Belonging, ...]) -> bytes:
    person = await person_store.by_id(session, who.user)
    told = text("""
        SELECT id, method, agent, address, created_at, seen_at, expires_at FROM session
        WHERE user_id = :user ORDER BY created_at
    """)
    sessions = (await session.execute(told, {"user": who.user})).mappings().all()
    return orjson.dumps(
        {
            "id": who.user,
            "name": who.name,
            "email": who.email,
            "email_verified_at": person.email_verified_at if person else None,
            "created_at": person.created_at if person else None,
            "workspaces": homes,
            "sessions": [dict(row) for row in sessions],
        },
        default=str,
        option=orjson.OPT_INDENT_2,
    )


async def _copy(rows: Any, columns: list[str], lines: IO[bytes], sheet: IO[bytes]) -> int:  # noqa: ANN401  (SQLAlchemy's result)
    """Write rows both ways; return how many."""
    count = 0
    text_sheet = io.TextIOWrapper(sheet, "utf-8", newline="", write_through=True)
    writer = csv.writer(text_sheet)
    writer.writerow(columns)
    async for part in rows.partitions(A_READ):
        for row in part:
            lines.write(orjson.dumps(dict(zip(columns, row, strict=True)), default=str) + b"\n")
            writer.writerow([_cell(value) for value in row])
        count += len(part)
    text_sheet.detach()
    return count


def _cell(value: object) -> object:
    """Return what a cell holds; a formula of a spreadsheet is made plain text."""
    if isinstance(value, dict | list):
        return orjson.dumps(value, default=str).decode()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value


def _pack(archive: zipfile.ZipFile, name: str, content: IO[bytes]) -> None:
    content.seek(0)
    with archive.open(name, "w") as packed:
        while chunk := content.read(CHUNK):
            packed.write(chunk)


def _plain(home: Belonging) -> str:
    """Return a folder's name for a workspace; two of one name stay apart."""
    name = "".join(one if one.isalnum() or one in " -_" else "_" for one in home.name).strip()
    return f"{name or 'workspace'} {str(home.id)[-8:]}"


async def chunks(spool: IO[bytes]) -> AsyncIterator[bytes]:
    """Give the archive piece by piece, and close it."""
    with spool:
        while chunk := await asyncio.to_thread(spool.read, CHUNK):
            yield chunk
