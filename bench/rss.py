"""The most memory that this process had."""

import multiprocessing
import os
import re
import resource
from pathlib import Path


def peak_mb() -> float:
    """Return it in MB.

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
    told = [_share_kb(Path(f"/proc/{pid}/smaps_rollup")) for pid in pids]
    return sum(told) / 1024


def _share_kb(rollup: Path) -> int:
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", rollup.read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0
