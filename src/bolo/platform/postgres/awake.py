"""A sleeping server that commands wake for the while: whoever wakes it, the last one out stops it.

Each command that uses it shares a lock, so that one ends nothing beneath another. The data folder
itself is held only while the server is woken or stopped: a bolo may be started meanwhile, takes
the server over, and then nobody stops it but that bolo.
"""

import contextlib
import fcntl
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from bolo.core.errors import Conflict, Misconfigured
from bolo.platform.clock import Clock
from bolo.platform.postgres.lock import PAUSE, hold, served_at
from bolo.platform.postgres.server import Postgres

FILE = "postgres.users"
WAKING, WOKEN = "waking", "woken"
PATIENCE = 60.0  # seconds for another that wakes or stops it
Prepare = Callable[[str], None]
"""Brings what a woken server lacks; it is told the URL."""


@contextlib.contextmanager
def awake(
    server: Postgres, clock: Clock, prepare: Prepare, *, alone: bool = False
) -> Iterator[str]:
    """Give the URL of a server that runs; with `alone` nobody else may use it meanwhile."""
    with _users(server.data) as users:
        if alone:
            with _alone(server, clock, users) as url:
                yield url
            return
        _share(users, server.data)
        try:
            yield _wake(server, clock, users, prepare)
        finally:
            _leave(server, clock, users)


def _wake(server: Postgres, clock: Clock, users: TextIO, prepare: Prepare) -> str:
    """See to it that the server runs and lacks nothing, whoever wakes it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        if server.running() is not None and not _half_awake(server.data, users):
            return server.start()
        try:
            with hold(server.data, clock):
                _mark(users, WAKING)
                url = server.start()
                prepare(url)
                _mark(users, WOKEN)
                return url
        except Conflict:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)


def _leave(server: Postgres, clock: Clock, users: TextIO) -> None:
    """Stop what a command has woken, unless somebody else uses it or a bolo serves the folder."""
    if not _locked(users, fcntl.LOCK_EX):
        server.detach()
        return
    if _marked(users) in {WAKING, WOKEN}:
        with contextlib.suppress(Conflict), hold(server.data, clock):
            server.stop()
        _mark(users, "")
    server.detach()


@contextlib.contextmanager
def _alone(server: Postgres, clock: Clock, users: TextIO) -> Iterator[str]:
    if not _locked(users, fcntl.LOCK_EX):
        raise Conflict(f"{server.data} is in use by another command; wait for it, or end it")
    with hold(server.data, clock):
        _mark(users, WAKING)  # of one that is killed meanwhile the next command knows
        try:
            yield server.start()
        finally:
            server.stop()
            _mark(users, "")


def _share(users: TextIO, data: Path) -> None:
    """Count as one that uses the server; wait for whoever stops it or has it alone."""
    deadline = time.monotonic() + PATIENCE
    while not _locked(users, fcntl.LOCK_SH):
        if time.monotonic() > deadline:
            raise Conflict(f"{data} is in use by another command; wait for it, or end it")
        time.sleep(PAUSE)


@contextlib.contextmanager
def _users(data: Path) -> Iterator[TextIO]:
    try:
        data.mkdir(parents=True, exist_ok=True)
        opened = (data / FILE).open("a+")
    except OSError as error:
        raise Misconfigured(f"the data folder {data} cannot be used: {error}") from error
    with opened as users:
        yield users


def _locked(users: TextIO, how: int) -> bool:
    try:
        fcntl.flock(users, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _half_awake(data: Path, users: TextIO) -> bool:
    """Tell whether a command is still preparing the server, or was killed while it did."""
    return _marked(users) == WAKING and served_at(data) is None


def _marked(users: TextIO) -> str:
    users.seek(0)
    return users.read()


def _mark(users: TextIO, word: str) -> None:
    users.truncate(0)
    users.write(word)
    users.flush()
