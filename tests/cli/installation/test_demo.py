"""`bolo demo`: the street of a bolo that runs, looked at and removed by hand."""

from pathlib import Path

import pytest

from bolo.cli.installation import demo
from bolo.core.errors import Conflict
from bolo.pipeline.across.demo import SHOPS
from bolo.platform.clock import system_clock
from bolo.platform.demo_switch import DemoSwitch
from tests.cli.shell import Shell


def test_the_street_is_looked_at_and_removed_by_hand(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (demo.mount,), "demo")
    before = shell.run("show").stdout
    DemoSwitch(tmp_path).want(system_clock(), wanted=True)

    shown = shell.run("show").stdout
    shell.run("remove")
    [after] = shell.lines("show")

    assert "no demo street" in before
    assert all(title in shown for title, _ in SHOPS)
    assert (after["installed"], after["shops"]) == (False, [])
    assert DemoSwitch(tmp_path).plan() is None
    assert [(one.action, one.via) for one in shell.logged()] == [("remove_demo", "cli")]


def test_a_street_that_nobody_runs_is_neither_started_nor_asked(
    tmp_path: Path, database_url: str
) -> None:
    shell = Shell(tmp_path, database_url, (demo.mount,), "demo")

    with pytest.raises(Conflict, match="under `bolo up` only"):
        shell.run("start")
    with pytest.raises(Conflict, match="start it first"):
        shell.run("past")

    assert shell.logged() == []
