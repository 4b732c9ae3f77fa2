"""Whether a server of a data folder is alive, by its pid file and by what the process really is.

A pid alone proves nothing: after a restart of a container it may be somebody else's, and a
killed postmaster leaves backends that still end, or a zombie that nobody reaps.
"""

import contextlib
import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PID_FILE = "postmaster.pid"
READY = "ready"
STUCK = 5.0  # seconds after which PostgreSQL itself kills what does not end in a crash
PID, SOCKET_FOLDER, STATUS = 0, 4, 7  # lines of postmaster.pid, PostgreSQL 10 to 18


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What a pid file says of a server that is alive."""

    pid: int
    socket_folder: str
    ready: bool


def running(cluster: Path) -> Postmaster | None:
    """Return the living server of `cluster`, or None."""
    try:
        lines = (cluster / PID_FILE).read_text().splitlines()
        pid = int(lines[PID])
    except (OSError, ValueError, IndexError):
        return None
    if not _serves(pid, cluster):
        return None
    socket_folder = lines[SOCKET_FOLDER] if len(lines) > SOCKET_FOLDER else ""
    return Postmaster(pid, socket_folder, len(lines) > STATUS and lines[STATUS].strip() == READY)


def forget_the_dead(cluster: Path, patience: float) -> bool:
    """Remove the pid file of a server that is gone, once its last backend has ended.

    Backends end by themselves within a moment; one that waits for another that is gone does
    not, and is ended. Returns False when one outlived `patience` seconds: starting then would
    be unsafe.
    """
    if running(cluster) is not None or not (cluster / PID_FILE).exists():
        return True
    begun = time.monotonic()
    while left := _backends(cluster):
        waited = time.monotonic() - begun
        if waited > patience:
            return False
        if waited > STUCK:
            for backend in left:
                with contextlib.suppress(OSError):
                    os.kill(backend, signal.SIGKILL)
        time.sleep(0.02)
    (cluster / PID_FILE).unlink(missing_ok=True)
    return True


def end(cluster: Path, pid: int, patience: float) -> None:
    """Stop a server that is not our child: fast, and at once when that takes too long."""
    for sign, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        deadline = time.monotonic() + seconds
        while _serves(pid, cluster):
            if time.monotonic() > deadline:
                break
            time.sleep(0.02)
        else:
            return


def _serves(pid: int, cluster: Path) -> bool:
    words = _command(pid).split()
    return bool(words) and "postgres" in Path(words[0]).name and str(cluster) in _command(pid)


def _command(pid: int) -> str:
    """Return the command line of a process; empty when it is gone or a zombie."""
    if Path("/proc/self").exists():
        try:
            told = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return ""
        return re.sub(r"\0+", " ", told.decode(errors="replace")).strip()
    ps = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
    told_by_ps = subprocess.run(ps, capture_output=True, text=True, check=False)  # noqa: S603  no shell
    return told_by_ps.stdout.strip()


def _backends(cluster: Path) -> list[int]:
    """Return processes that work in `cluster` (Linux; elsewhere PostgreSQL's own lock decides)."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").readlink() == cluster:
                found.append(int(process.name))
    return found
