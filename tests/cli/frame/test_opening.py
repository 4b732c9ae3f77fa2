"""What commands open: the data folder's own database, begun where there is none."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest

from bolo.cli.frame.opening import as_served, database, folding
from bolo.platform.clock import system_clock
from bolo.platform.postgres.lock import hold
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


def test_a_command_links_to_the_port_at_which_bolo_runs(tmp_path: Path) -> None:
    chosen = Settings.load(data=tmp_path, database_url=None)

    before = as_served(chosen).address
    with hold(tmp_path, system_clock, "http://127.0.0.1:8123"):
        served = as_served(chosen).address
        apart = as_served(Settings.load(data=tmp_path, database_url="postgresql://there")).address

    assert (before, served, apart) == (
        "http://127.0.0.1:8000",
        "http://127.0.0.1:8123",
        "http://127.0.0.1:8000",
    )
