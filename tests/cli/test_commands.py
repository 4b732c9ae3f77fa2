"""Commands about keys, links, watches and the data, over a real database."""

import json
from pathlib import Path

import pytest

from bolo.cli import accounts, database, watches
from bolo.core.errors import Conflict, Invalid, NotFound
from tests.cli.shell import Shell
from tests.crash.product import product


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url, (accounts.mount, watches.mount, database.mount))


def test_a_key_is_shown_once_and_can_be_revoked(shell: Shell) -> None:
    key = shell.run("api-key", "create", "phone").stdout.strip()
    before = shell.lines("api-key", "list")
    shell.run("api-key", "revoke", "phone")
    after = shell.lines("api-key", "list")

    assert key.startswith("bolo_")
    assert before[0]["name"] == "phone"
    assert before[0]["token"] is None
    assert key.startswith(before[0]["prefix"])
    assert before[0]["revoked_at"] is None
    assert after[0]["revoked_at"] is not None
    assert "phone" in shell.run("api-key", "list").stdout


def test_a_key_for_programs_is_one_line_of_json(shell: Shell) -> None:
    (made,) = shell.lines("api-key", "create", "script")

    assert made["name"] == "script"
    assert made["key"].startswith("bolo_")


def test_a_key_needs_a_name_of_its_own(shell: Shell) -> None:
    shell.run("api-key", "create", "phone")

    with pytest.raises(Conflict, match="phone"):
        shell.run("api-key", "create", "phone")
    with pytest.raises(NotFound):
        shell.run("api-key", "revoke", "tablet")
    with pytest.raises(Invalid):
        shell.run("api-key", "create", " ")


def test_a_link_is_printed_for_the_browser(shell: Shell) -> None:
    told = shell.run("signin-link").stdout.strip()

    assert told.startswith("http://127.0.0.1:8000/api/v1/signin?token=")


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


def test_an_upgrade_says_how_it_stood(shell: Shell) -> None:
    told = shell.run("db", "upgrade")

    assert told.exit_code == 0
    assert "is current now" in told.stderr


@pytest.mark.crash
async def test_a_backup_brings_everything_back_into_another_folder(
    installed: Path, folder: Path
) -> None:
    file = folder / "kept.dump"
    async with product(installed, folder / "one") as one, product(installed, folder / "two") as two:
        await one.ask("watch", "add", "shop.example", "--label", "Shop")
        await one.ask("db", "backup", str(file))
        await two.ask("db", "restore", str(file))
        restored = json.loads(await two.ask("watch", "list", "--json"))
        await two.ask("db", "restore", "--force", str(file))

        assert restored["label"] == "Shop"
        assert one.left() == two.left() == {}
