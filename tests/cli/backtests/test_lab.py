"""`bolo backtests` and `bolo paper` over one database, and what the audit log keeps of them."""

import asyncio
from pathlib import Path

import pytest

from bolo.accounts.service import Accounts
from bolo.cli.backtests import lab
from bolo.core.errors import Invalid
from bolo.core.replay.rules.example import EXAMPLE
from bolo.pipeline.backtest import store
from bolo.pipeline.backtest.store import NewBacktest
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from tests.cli.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url, (lab.mount,))


async def _ask(url: str, *names: str) -> None:
    db = Database(url, pool_size=1)
    owner = await Accounts(db, system_clock, new_id).ensure_owner()
    async with db.transaction() as session:
        for name in names:
            new = NewBacktest(new_id(), owner.workspace, name, EXAMPLE, None, None)
            await store.add(session, new, system_clock())
    await db.close()


def test_backtests_of_the_lab_are_listed_and_removed(shell: Shell) -> None:
    asyncio.run(_ask(shell.url, "Lamps", "Cars", "Cars"))

    listed = shell.lines("backtests", "list")
    shown = shell.run("backtests", "list").stdout
    with pytest.raises(Invalid, match="several backtests are called Cars"):
        shell.run("backtests", "remove", "Cars")
    shell.run("backtests", "remove", "Lamps")
    shell.run("backtests", "remove", listed[0]["id"])
    with pytest.raises(Invalid, match="no backtest is called Lamps"):
        shell.run("backtests", "remove", "Lamps")

    assert [one["name"] for one in listed] == ["Cars", "Cars", "Lamps"]
    assert "Lamps" in shown
    assert len(shell.lines("backtests", "list")) == 1
    assert [one.action for one in shell.logged()] == ["remove_backtest"] * 2
    assert shell.logged()[-1].target == f"/backtests/{listed[0]['id']}"


def test_rules_trade_on_paper_and_end(shell: Shell) -> None:
    rules = shell.data / "rules.toml"
    rules.write_text(EXAMPLE, "utf-8")

    never = shell.run("paper", "show").stdout
    [begun] = shell.lines("paper", "begin", str(rules), "--cash", "750")
    shown = shell.run("paper", "show").stdout
    shell.run("paper", "end")
    [ended] = shell.lines("paper", "show")

    assert "never begun" in never
    assert (begun["on"], begun["capital"]["amount"]) == (True, "750.00")
    assert "750 USD" in shown.replace("750.00", "750")
    assert (ended["on"], ended["rules"]) == (False, begun["rules"])
    assert [(one.action, one.via) for one in shell.logged()] == [("put_paper", "cli")] * 2


def test_rules_or_cash_that_cannot_be_begin_nothing(shell: Shell) -> None:
    rules = shell.data / "rules.toml"
    rules.write_text("capital = 3", "utf-8")

    with pytest.raises(Invalid):
        shell.run("paper", "begin", str(rules))
    with pytest.raises(Invalid, match="cash: "):
        shell.run("paper", "begin", "--cash", "-3")

    assert shell.lines("paper", "show")[0]["since"] is None
    assert shell.logged() == []
