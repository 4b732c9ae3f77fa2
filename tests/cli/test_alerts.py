"""`bolo alerts`, `bolo channels` and `bolo api-usage` over one database."""

import asyncio
import json
from pathlib import Path

import pytest

from bolo.accounts.service import Accounts
from bolo.accounts.usage.service import Usage
from bolo.cli import alerts
from bolo.cli.workspace import api_usage
from bolo.core.errors import Invalid, Unavailable
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from tests.cli.shell import Shell


async def _happened(url: str) -> None:
    """Have the owner told of two things, and the API used once."""
    db = Database(url, pool_size=1)
    owner = await Accounts(db, system_clock, new_id).ensure_owner()
    usage = Usage(db, system_clock)
    usage.note(owner, ("GET", "/api/v1/listings"), 200, 0.004)
    usage.note(owner, ("GET", "/api/v1/listings"), 500, 9.0)
    await usage.write()
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


def test_what_one_was_told_how_one_is_told_and_how_the_api_was_used(
    tmp_path: Path, database_url: str
) -> None:
    shell = Shell(tmp_path, database_url, (alerts.mount, api_usage.mount))
    asyncio.run(_happened(database_url))

    first = json.loads(shell.run("alerts", "list", "--json").stdout.splitlines()[0])
    shell.run("alerts", "read", first["id"])
    left = shell.run("alerts", "list", "--unread").stdout
    shell.run("alerts", "read")
    none = shell.run("alerts", "list", "--unread", "--json").stdout
    kinds = shell.run("channels", "kinds").stdout
    slugs = [
        json.loads(one)["slug"]
        for one in shell.run("channels", "kinds", "--json").stdout.splitlines()
    ]
    added = shell.run(
        "channels", "add", "webhook", "url=https://hooks.example/a", "--label", "Mine"
    )
    channel = added.stdout.split()[0]
    listed = shell.run("channels", "list").stdout
    with pytest.raises(Invalid, match="name=value"):
        shell.run("channels", "add", "webhook", "https://hooks.example/a")
    with pytest.raises(Unavailable, match="not sent"):
        shell.run("channels", "test", "Mine")
    with pytest.raises(Invalid, match="no channel is called Yours; see: bolo channels list"):
        shell.run("channels", "test", "Yours")
    shell.run("channels", "add", "webhook", "url=https://hooks.example/b", "--label", "Mine")
    with pytest.raises(Invalid, match="several channels are called Mine"):
        shell.run("channels", "remove", "Mine")
    shell.run("channels", "change", channel, "--label", "First")
    secret = shell.run("channels", "secret", "First").stdout
    shell.run("channels", "remove", "First")
    shell.run("channels", "remove", "Mine")
    gone = shell.run("channels", "list", "--json").stdout
    usage = shell.run("api-usage").stdout
    [used] = [json.loads(one) for one in shell.run("api-usage", "--json").stdout.splitlines()]

    assert first["title"] in {"Mug 1", "Mug 2"}
    assert left.count("Mug") == 1
    assert none == ""
    assert "url*" in kinds
    assert {"email", "telegram", "webhook"} <= set(slugs)
    assert "Mine" in listed
    assert secret.startswith("whsec_")
    assert gone == ""
    assert (used["method"], used["route"]) == ("GET", "/api/v1/listings")
    assert "more than 5 s" in usage
    assert (used["requests"], used["errors"], used["p95_ms"]) == (2, 1, None)


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


def test_a_channel_is_changed_and_has_a_new_secret(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (alerts.mount,), "channels")
    channel, secret = shell.run("add", "webhook", "url=https://hooks.example/a").stdout.split()

    shell.run("change", channel, "url=https://hooks.example/b", "--label", "Ours", "--off")
    [changed] = shell.lines("list")
    renewed = shell.run("secret", channel).stdout.strip()
    with pytest.raises(Invalid, match="say what is to be otherwise"):
        shell.run("change", channel)

    assert (changed["label"], changed["enabled"]) == ("Ours", False)
    assert renewed.startswith("whsec_")
    assert renewed != secret
