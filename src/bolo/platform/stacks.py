"""What a process is doing right now: `kill -USR1 PID` writes it to `logs/NAME.stacks`.

Every thread as the interpreter sees it, even while the event loop is stuck, and then every
task of the loop, as soon as the main thread is free.
"""

import asyncio
import faulthandler
import os
import signal
from pathlib import Path
from typing import TextIO


class Stacks:
    """Writes the stacks of this process when asked by a signal."""

    def __init__(self) -> None:
        self._to: TextIO | None = None

    def listen(self) -> None:
        """Be ready to tell of tasks; call it in the main thread, before `write_to`."""
        signal.signal(signal.SIGUSR1, lambda *_: self._tell_tasks())

    def write_to(self, folder: Path, name: str) -> None:
        """Answer from now on, into a file of that name."""
        folder.mkdir(parents=True, exist_ok=True)
        self._to = (folder / f"{name}.stacks").open("a")
        faulthandler.register(signal.SIGUSR1, file=self._to, all_threads=True, chain=True)

    def end(self) -> None:
        """Answer no more."""
        faulthandler.unregister(signal.SIGUSR1)
        signal.signal(signal.SIGUSR1, signal.SIG_DFL)
        if self._to is not None:
            self._to.close()
            self._to = None

    def _tell_tasks(self) -> None:
        try:
            tasks = asyncio.all_tasks()
        except RuntimeError:  # no loop runs here
            return
        if self._to is not None:
            self._to.write(f"tasks of process {os.getpid()}:\n")
            for task in tasks:
                task.print_stack(file=self._to)
            self._to.flush()


stacks = Stacks()
"""Those of this process."""
