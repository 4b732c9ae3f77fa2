"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562 §5.7).

Python has them from 3.14 on. Within a process each is greater than the one before,
also when the machine's clock stands still or is set back.
"""

import os
import threading
import time
from collections.abc import Callable
from typing import Protocol
from uuid import UUID

TICKS_PER_MS = 4096  # twelve bits below the millisecond, RFC 9562 §6.2 method 3
VERSION_7 = 7 << 76
VARIANT = 0b10 << 62


class NewId(Protocol):
    """Makes identifiers; handed to whoever creates rows."""

    def __call__(self) -> UUID:
        """Return one that was never given before."""
        ...


def make_ids(
    nanoseconds: Callable[[], int] = time.time_ns, random_bytes: Callable[[int], bytes] = os.urandom
) -> NewId:
    """Return a maker of identifiers over a clock and a source of randomness."""
    lock = threading.Lock()
    last = 0

    def new_id() -> UUID:
        nonlocal last
        with lock:
            last = max(last + 1, nanoseconds() * TICKS_PER_MS // 1_000_000)
            milliseconds, ticks = divmod(last, TICKS_PER_MS)
        noise = int.from_bytes(random_bytes(8), "big") >> 2
        return UUID(int=milliseconds << 80 | VERSION_7 | ticks << 64 | VARIANT | noise)

    return new_id


new_id = make_ids()
