"""Commands about what is watched, over a real database."""

from pathlib import Path

import pytest

from bolo.cli.watching import watches
from bolo.core.errors import Invalid
from tests.cli.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url, (watches.mount,))


def test_a_watch_is_added_listed_paused_and_removed(shell: Shell) -> None:
    (made,) = shell.lines("watch", "add", "shop.example", "--every", "10m", "--label", "Shop")
    listed = shell.lines("watch", "list")
    shell.run("watch", "pause", "Shop")
    paused = shell.run("watch", "list").stdout
    shell.run("watch", "resume", made["key"])
    shell.run("watch", "remove", str(made["id"]))

    assert made["every_seconds"] == 600
    assert [one["id"] for one in listed] == [made["id"]]
    assert "paused" in paused
    assert shell.lines("watch", "list") == []


def test_a_watch_is_changed_and_brought_back(shell: Shell) -> None:
    (made,) = shell.lines("watch", "add", "shop.example", "--every", "10m")
    shell.run("watch", "edit", made["label"], "--label", "Shop", "--every", "20m")
    shell.run("watch", "remove", "Shop")
    shell.run("watch", "restore", made["id"])
    (back,) = shell.lines("watch", "list")
    with pytest.raises(Invalid, match="say what is to be otherwise"):
        shell.run("watch", "edit", "Shop")

    assert (back["label"], back["every_seconds"]) == ("Shop", 1200)


def test_an_unknown_watch_is_refused(shell: Shell) -> None:
    with pytest.raises(Invalid, match="bolo watch list"):
        shell.run("watch", "pause", "nothing")
    with pytest.raises(Invalid, match="10m"):
        shell.run("watch", "add", "shop.example", "--every", "often")
