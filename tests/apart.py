"""Processes that stand apart from what is measured: coverage does not follow them.

What they run is measured by other tests, and tracing it would double what they take.
"""

from bolo.platform.settings import environment

COUNTS = ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")
"""What has a Python that is started count the lines that it runs."""


def surroundings() -> dict[str, str]:
    """Return our environment, from which no Python is told to count."""
    return {name: value for name, value in environment().items() if name not in COUNTS}
