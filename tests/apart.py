"""Processes that stand apart from what is measured: coverage does not follow them.

What they run is measured by other tests, and tracing it would double what they take.
"""

from bolo.platform.settings import environment


def surroundings() -> dict[str, str]:
    """Return our environment without that which has a Python count the lines that it runs."""
    return {name: value for name, value in environment().items() if "COVERAGE_PROCESS" not in name}
