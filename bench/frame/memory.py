"""How much memory processes have: the most that this one had, and what several have together."""

import multiprocessing
import os
import re
import resource
from pathlib import Path


def peak_mb() -> float:
    """Return the most that this process had, in MB.

    `ru_maxrss` would tell that of the process that started this one, when it was larger.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def together_mb() -> float:
    """Return what this process and those it forked have by now in MB; what they share counts once.

    0 where the system does not tell.
    """
    pids = [os.getpid(), *(one.pid for one in multiprocessing.active_children())]
    return sum(share_mb(pid) for pid in pids if pid)


def share_mb(pid: int) -> float:
    """Return what a process has in MB, what it shares divided; 0 where it is not told."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0
