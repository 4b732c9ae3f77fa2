"""One bolo at a time serves a data folder; the lock goes with the process, however it ends."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from bolo.core.errors import Conflict, Misconfigured
from bolo.platform.clock import Clock

FILE = "bolo.lock"
LOOKS = 2  # a holder needs a moment to say where it serves
PAUSE = 0.1  # seconds between two looks


@contextlib.contextmanager
def hold(
    data: Path, clock: Clock, address: str | None = None, patience: float = 0
) -> Iterator[None]:
    """Hold the data folder; one that another bolo serves is a `Conflict` that names it.

    `address` is where it will be served, for other commands to know. Commands that serve nothing
    hold it for a while only: such a one is waited for, `patience` seconds at most.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        opened = (data / FILE).open("a+")
    except OSError as error:
        raise Misconfigured(f"the data folder {data} cannot be used: {error}") from error
    with opened as lock:
        if not _taken(lock, data, patience):
            raise Conflict(f"{data} is in use by another bolo{_holder(data)}")
        lock.truncate(0)
        since = clock().isoformat(timespec="seconds")
        json.dump({"pid": os.getpid(), "since": since, "address": address}, lock)
        lock.flush()
        yield


def served_at(data: Path) -> str | None:
    """Return the address that the bolo of this data folder was last started at, if it said one."""
    try:
        told = json.loads((data / FILE).read_text())
    except (OSError, ValueError):
        return None
    address = told.get("address") if isinstance(told, dict) else None
    return address if isinstance(address, str) else None


def _taken(lock: TextIO, data: Path, patience: float) -> bool:
    """Take the lock, or tell that it cannot be had."""
    deadline, served = time.monotonic() + patience, 0
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            served += served_at(data) is not None
            if served >= LOOKS or time.monotonic() >= deadline:
                return False
            time.sleep(PAUSE)
        else:
            return True


def _holder(data: Path) -> str:
    """Tell who holds it, if it has said so yet."""
    try:
        told = json.loads((data / FILE).read_text())
        return f" (process {told['pid']}, since {told['since']}): stop it first, or choose --data"
    except (OSError, ValueError, KeyError):
        return ""
