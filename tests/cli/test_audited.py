"""Every command that changes something is in the audit log, or is named here with a reason.

What a command does is read from its text: `as_owner` with `does`, in it or in what it calls.
"""

import ast
import asyncio
import inspect
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import typer

from bolo.cli import main
from bolo.cli.watching import follow, searches, watches
from bolo.cli.workspace import access, plans
from bolo.core.errors import Invalid
from tests.cli.shell import Shell

READS = {
    " ".join(one.split())
    for one in """
    account show, alerts list, allocate, api-key list, api-usage, audit list, audit verify,
    backtest, backtests list, channels kinds, channels list, channels sent, demo show, doctor,
    fees check, fees quote, fees venues, follow hits, follow list, listings list, listings show,
    marketplaces, opportunities list, opportunities show, paper show, plan list, plan show,
    sales list, scan, searches hits, searches list, searches try, searches word, settings show,
    team list, templates list, verdict list, verdict replay, verdict show, watch list,
    worth
""".split(",")
}
FILES = {
    *("listings export", "match link", "match score", "match train"),
    *("read", "record", "value now", "value predict", "value train"),
}
"""They read, and what they write is a file where they are told to."""
UNTOLD = {
    "api": "it serves; what is done by it logs itself",
    "worker": "it works; nobody does anything",
    "up": "as `api` and `worker`; the demo street that it starts is logged as it is started",
    "mcp": "each tool that writes logs itself (test_mcp.py)",
    "db backup": "it writes a file",
    "db restore": "the log itself is replaced, with everything else",
    "db upgrade": "what is kept stays; its form changes",
}


THEIRS = UUID("5b0ed5f4-0000-7000-8000-000000000000")


async def _move_in(url: str) -> None:
    """Add another workspace."""
    connection = await asyncpg.connect(url)
    add = (
        "INSERT INTO workspace (id, name, currency, created_at) VALUES ($1, 'Theirs', 'USD', now())"
    )
    await connection.execute(add, THEIRS)
    await connection.close()


async def _of_the_other(url: str) -> list[tuple[object, ...]]:
    connection = await asyncpg.connect(url)
    log = "SELECT action, target, via, user_id FROM audit_entry WHERE workspace_id = $1"
    found = [tuple(row) for row in await connection.fetch(log, THEIRS)]
    await connection.close()
    return found


def _commands(group: typer.Typer, *above: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for one in group.registered_commands:
        assert one.callback
        name = one.name or one.callback.__name__.replace("_", "-")
        yield " ".join((*above, name)), one.callback
    for below in group.registered_groups:
        assert below.typer_instance
        assert below.name
        yield from _commands(below.typer_instance, *above, below.name)


def _logs(function: Callable[..., Any], seen: set[str]) -> bool:
    """Tell whether a function, or one that it calls, acts as the owner and says what it does."""
    text = textwrap.dedent(inspect.getsource(function))
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        called = node.func.id
        if called == "as_owner" and any(word.arg == "does" for word in node.keywords):
            return True
        further = function.__globals__.get(called)
        if inspect.isfunction(further) and called != "as_owner" and called not in seen:
            seen.add(called)
            if _logs(further, seen):
                return True
    return False


def test_every_command_that_changes_something_says_so_in_the_audit_log() -> None:
    main.load_all()
    known = dict(_commands(main.app))

    logged = {name for name, callback in known.items() if _logs(callback, set())}

    assert known.keys() - logged == READS | FILES | UNTOLD.keys()
    assert {"watch add", "searches add", "follow remove", "sales import", "plan set"} <= logged


def test_what_is_done_by_hand_stands_as_the_owner_s_with_what_it_was_done_to(
    tmp_path: Path, database_url: str
) -> None:
    groups = (access, follow, plans, searches, watches)
    shell = Shell(tmp_path, database_url, [one.mount for one in groups])
    asyncio.run(_move_in(database_url))

    [watch] = shell.lines("watch", "add", "shop.example", "--label", "Shop")
    shell.run("watch", "pause", "Shop")
    [search] = shell.lines("searches", "add", "lamp")
    shell.run("searches", "remove", search["id"])
    [followed] = shell.lines("follow", "add", "shop.example/lamp", "--low")
    shell.run("follow", "add", "shop.example/lamp", "--low", "--try")
    shell.run("api-key", "create", "phone")
    shell.run("plan", "set", "pro", "--workspace", "Theirs")
    shell.run("signin-link")
    with pytest.raises(Invalid):
        shell.run("searches", "pause", "nothing")

    done = shell.logged()
    theirs = asyncio.run(_of_the_other(database_url))
    assert [(one.action, one.target) for one in done if one.action != "create_api_key"] == [
        ("add_watch", f"/watches/{watch['id']}"),
        ("pause_watch", f"/watches/{watch['id']}"),
        ("add_search", f"/searches/{search['id']}"),
        ("remove_search", f"/searches/{search['id']}"),
        ("add_follow", f"/follows/{followed['id']}"),
        ("grant_plan", f"/admin/workspaces/{THEIRS}/plan"),
        ("make_signin_link", str(done[0].user)),
    ]
    assert {(one.actor, one.via) for one in done} == {("Owner", "cli")}
    assert theirs == [("grant_plan", "pro", "operator", None)]
