"""`bolo db`: what is said of a backup."""

from pathlib import Path

from bolo.cli import database
from tests.cli.shell import Shell


def test_a_backup_says_that_the_key_is_kept_apart(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (database.mount,), "db")

    told = shell.run("backup", str(tmp_path / "kept"))

    assert (tmp_path / "kept").stat().st_size > 0
    assert f"keep {tmp_path / 'secret.key'} beside it" in told.output
