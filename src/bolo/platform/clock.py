"""The one place that asks the machine what time it is; everything else is handed a `Clock`."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time: aware, in UTC."""

    def __call__(self) -> datetime:
        """Return this instant."""
        ...


def system_clock() -> datetime:
    """Return the machine's time."""
    return datetime.now(UTC)
