"""Where the street is in time: whole steps since its epoch, and the half of the step."""

from dataclasses import dataclass
from datetime import datetime, timedelta

STEP = timedelta(seconds=8)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """Everything that the shops show depends on this alone.

    `early` is the first half of a step. A price that slips does so only then: 4 s are
    too short for two readings that count as independent (5 s) to agree on the slip.
    """

    step: int
    early: bool = False

    @classmethod
    def at(cls, epoch: datetime, now: datetime) -> "Moment":
        """Return the moment; before the epoch it is the first one."""
        passed = max(now - epoch, timedelta(0))
        return cls(passed // STEP, early=passed % STEP < STEP / 2)
