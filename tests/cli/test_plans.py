"""Commands about plans, over a real database."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bolo.cli import plans, searches
from bolo.core.errors import BoloError, Invalid, LimitReached, NotFound


class Shell:
    """Runs commands against one database."""

    def __init__(self, data: Path, url: str) -> None:
        self.data, self.url = data, url

    def run(self, *words: str) -> Result:
        """Run a command; a refusal of ours is raised."""
        app = typer.Typer()

        @app.callback()
        def begin(data: Path) -> None:
            assert data == self.data

        plans.mount(app)
        searches.mount(app)
        told = CliRunner().invoke(
            app, [str(self.data), *words], env={"DATABASE_URL": self.url, "COLUMNS": "200"}
        )
        if isinstance(told.exception, BoloError):
            raise told.exception
        assert told.exit_code == 0, told.exception
        return told


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url)


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


def test_what_is_not_there_is_said(shell: Shell) -> None:
    with pytest.raises(Invalid, match="choose one of: free"):
        shell.run("plan", "set", "gold")
    with pytest.raises(NotFound, match="no workspace is called"):
        shell.run("plan", "show", "--workspace", "nowhere")
