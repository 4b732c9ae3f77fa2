"""Commands about plans, over a real database."""

import asyncio
import json
from pathlib import Path

import pytest

from bolo.accounts.billing.plans import Plans
from bolo.accounts.service import Accounts
from bolo.cli.watching import searches
from bolo.cli.workspace import plans
from bolo.core.errors import Invalid, LimitReached, NotAllowed, NotFound
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from tests.cli.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url, (plans.mount, searches.mount))


async def lock_the_owner(url: str) -> None:
    db = Database(url, pool_size=1)
    owner = await Accounts(db, system_clock, new_id).ensure_owner()
    await Plans(db, system_clock, sold=False).lock(owner.workspace, locked=True)
    await db.close()


def test_a_plan_is_given_by_hand_holds_and_is_taken_back(shell: Shell) -> None:
    for word in ("lamp", "chair", "sofa"):
        shell.run("searches", "add", word)
    before = json.loads(shell.run("plan", "show", "--json").stdout)
    shell.run("plan", "set", "free", "--workspace", "My workspace")
    free = json.loads(shell.run("plan", "show", "--json").stdout)
    listed = json.loads(shell.run("plan", "list", "--json").stdout)
    with pytest.raises(LimitReached):
        shell.run("searches", "add", "shelf")
    shown = shell.run("plan", "list").stdout
    shell.run("plan", "show")
    shell.run("plan", "set", "as-paid")
    after = json.loads(shell.run("plan", "show", "--json").stdout)

    assert (before["plan"], before["running"], before["searches"]) == ("unlocked", 3, None)
    assert (free["plan"], free["running"], free["held"]) == ("free", 2, 1)
    assert (listed["name"], listed["plan"], listed["held"]) == ("My workspace", "free", 1)
    assert "25" in shown
    assert (after["plan"], after["running"]) == ("unlocked", 3)


def test_a_locked_workspace_is_changed_at_the_machine_no_more_than_by_the_api(shell: Shell) -> None:
    shell.run("searches", "add", "lamp")
    asyncio.run(lock_the_owner(shell.url))

    with pytest.raises(NotAllowed, match="locked by whoever runs this bolo"):
        shell.run("searches", "add", "chair")
    listed = shell.run("searches", "list", "--json").stdout
    shell.run("plan", "set", "pro")

    assert [json.loads(line)["title"] for line in listed.splitlines()] == ["lamp"]
    assert [one.action for one in shell.logged()][-1] == "grant_plan"


def test_what_is_not_there_is_said(shell: Shell) -> None:
    with pytest.raises(Invalid, match="choose one of: free"):
        shell.run("plan", "set", "gold")
    with pytest.raises(NotFound, match="no workspace is called"):
        shell.run("plan", "show", "--workspace", "nowhere")
