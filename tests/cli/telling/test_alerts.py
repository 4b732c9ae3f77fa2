"""`bolo alerts` over one database."""

import asyncio
from pathlib import Path

from bolo.accounts.service import Accounts
from bolo.cli.telling import alerts
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from tests.cli.shell import Shell


async def _happened(url: str) -> None:
    """Have the owner told of two things."""
    db = Database(url, pool_size=1)
    owner = await Accounts(db, system_clock, new_id).ensure_owner()
    async with db.raw() as connection:
        await connection.execute(
            "INSERT INTO alert (id, workspace_id, fact, kind, title, body, created_at)"
            " SELECT gen_random_uuid(), $1, n::text, 'deal', 'Mug ' || n, 'It pays.', now()"
            " FROM generate_series(1, 2) n",
            owner.workspace,
        )
        await connection.execute(
            "INSERT INTO alert_reader (workspace_id, user_id, alert_id)"
            " SELECT workspace_id, $1, id FROM alert",
            owner.user,
        )
    await db.close()


def test_what_one_was_told_is_read_one_by_one_or_all(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (alerts.mount,), "alerts")
    asyncio.run(_happened(database_url))

    first = shell.lines("list")[0]
    shell.run("read", first["id"])
    left = shell.run("list", "--unread").stdout
    shell.run("read")

    assert first["title"] in {"Mug 1", "Mug 2"}
    assert left.count("Mug") == 1
    assert shell.lines("list", "--unread") == []


def test_an_alert_is_put_back_and_found_by_its_words(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (alerts.mount,), "alerts")
    asyncio.run(_happened(database_url))
    first = shell.lines("list")[0]

    shell.run("read")
    shell.run("unread", first["id"])

    unread = shell.lines("list", "--unread")
    assert [one["id"] for one in unread] == [first["id"]]
    assert shell.lines("list", "--unread", "--with", first["title"]) == unread
    assert shell.lines("list", "--kind", "none") == []
    assert [one.action for one in shell.logged()] == ["read_all_alerts", "unread_alert"]
