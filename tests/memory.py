"""Where files of databases are kept that nobody wants after the test."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  new folders of our own are made in it
ROOM = 2 << 30
"""How much must be free there; a run takes some hundred megabytes."""


def in_memory() -> Path | None:
    """Return where files are kept in memory, if this machine has room there.

    A database is seven hundred files, copied and removed for each test that asks for one.
    """
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    return MEMORY if usable and shutil.disk_usage(MEMORY).free > ROOM else None
