"""The most memory that this process had."""

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
