"""When to ask again after a failure, and when to leave a host alone for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from bolo.core.errors import Unavailable

AGAIN = frozenset({429, 502, 503, 504})
IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS"})
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 8.0
_FIRST_REST = timedelta(seconds=30)
_LONGEST_REST = timedelta(minutes=15)
_LONGEST_RETRY_AFTER = timedelta(days=1)
_MOST_DOUBLINGS = 10


def pause(attempt: int, chance: Callable[[], float]) -> timedelta:
    """Return the wait after failure number `attempt` (from 1): full jitter, doubling, 8 s at most.

    Method: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    """
    ceiling = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (attempt - 1))
    return timedelta(seconds=chance() * ceiling)


def retry_after(text: str | None, now: datetime) -> timedelta | None:
    """Read Retry-After (seconds or an HTTP date); at most a day, `None` when it says nothing."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        wait = timedelta(seconds=min(int(text[:9]), 86_400))
    else:
        try:
            until = parsedate_to_datetime(text)
        except ValueError:
            return None
        if until.tzinfo is None:
            return None
        wait = until - now
    return min(max(wait, timedelta(0)), _LONGEST_RETRY_AFTER)


@dataclass(slots=True)
class Circuit:
    """Counts the failures in a row of one host; past `limit` it is left alone, ever longer."""

    limit: int
    failures: int = 0
    closed_at: datetime | None = None
    """Until when nobody asks; then one request tries."""
    rest: timedelta = timedelta(0)
    """How long before `closed_at` it was closed: earlier than that the clock was set back."""

    def check(self, host: str, now: datetime) -> None:
        """Raise `Unavailable` while the host is left alone; the first after that may try."""
        if self.failures < self.limit or self.closed_at is None:
            return
        if self.closed_at - self.rest <= now < self.closed_at:
            raise Unavailable(
                f"{host} failed {self.failures} times in a row;"
                f" next try at {self.closed_at:%H:%M:%S} UTC",
                retry_after=self.closed_at - now,
            )
        self._close(now, _FIRST_REST)

    def succeeded(self) -> None:
        """Note an answer."""
        self.failures = 0
        self.closed_at = None

    def failed(self, now: datetime) -> None:
        """Note a failure."""
        self.failures += 1
        if self.failures >= self.limit:
            doublings = min(self.failures - self.limit, _MOST_DOUBLINGS)
            self._close(now, min(_FIRST_REST * 2**doublings, _LONGEST_REST))

    def _close(self, now: datetime, rest: timedelta) -> None:
        self.closed_at, self.rest = now + rest, rest
