"""`bolo db`: a schema brought up to date, and backups that bring everything back."""

import json
from pathlib import Path

import pytest

from bolo.cli.installation import database
from tests.cli.shell import Shell
from tests.crash.product import product


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url, (database.mount,), "db")


def test_a_backup_says_that_the_key_is_kept_apart(shell: Shell, tmp_path: Path) -> None:
    told = shell.run("backup", str(tmp_path / "kept"))

    assert (tmp_path / "kept").stat().st_size > 0
    assert f"keep {tmp_path / 'secret.key'} beside it" in told.output


def test_an_upgrade_says_how_it_stood(shell: Shell) -> None:
    told = shell.run("upgrade")

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
