"""The processes that a bench starts stand apart from what is measured: see `tests/apart.py`."""

import pytest

from tests.apart import COUNTS


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no process that the test starts count the lines that it runs."""
    for name in COUNTS:
        monkeypatch.delenv(name, raising=False)
