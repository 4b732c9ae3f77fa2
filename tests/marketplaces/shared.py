"""Real answers that are kept beside the project, not in it; absence is said aloud."""

from pathlib import Path

import pytest

RECORDED = Path(__file__).parents[2].parent / "shared" / "recorded"


def recorded(marketplace: str, name: str) -> bytes:
    """Return a recorded answer, or skip the test and say which one is missing."""
    file = RECORDED / marketplace / name
    if not file.exists():
        pytest.skip(f"the recording {marketplace}/{name} is not on this machine")
    return file.read_bytes()
