"""What commands open: the data folder's own database, begun where there is none."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest

from bolo.cli.opening import database, folding
from bolo.platform.settings import Settings
from tests.memory import in_memory


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that the account of PostgreSQL may enter."""
    made = Path(tempfile.mkdtemp(prefix="bolo-opening-", dir=in_memory()))
    made.chmod(0o755)
    yield made
    rmtree(made)


def test_a_command_says_once_that_it_began_a_new_bolo(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = Settings.load(data=folder / "new", database_url=None)
    said = []

    for _ in range(2):
        with database(chosen, bare=True):
            said.append(capsys.readouterr().err)

    first, again = said
    assert f"began a new bolo in {chosen.data}; another is named by --data DIR" in first
    assert again == ""


def test_a_table_folds_what_does_not_fit() -> None:
    assert [column.overflow for column in folding("from", "cost").columns] == ["fold", "fold"]
