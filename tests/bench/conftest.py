"""What the benches' tests share: their databases and files are nobody's afterwards."""

import tempfile

import pytest

from tests.memory import in_memory


@pytest.fixture(autouse=True)
def temporary_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep temporary folders in memory where there is room."""
    if memory := in_memory():
        monkeypatch.setattr(tempfile, "tempdir", str(memory))
