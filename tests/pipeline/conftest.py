"""Keeps what is logged: drawing a traceback with all its locals takes seconds."""

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs


@pytest.fixture(autouse=True)
def logged() -> Iterator[None]:
    with capture_logs():
        yield
