"""Reads workbooks that people send, each in a process of its own: see `workbook_guest`."""

import asyncio
import os
import sys
from dataclasses import dataclass, field
from datetime import timedelta

import orjson

from bolo.core.errors import Invalid

PATIENCE = timedelta(seconds=60)
AT_ONCE = 1
"""Processes at a time: one may take a gigabyte."""
TOO_MUCH = (
    "the workbook takes too much memory or time to be read: copy its sheet into a new one, or save "
    "it as CSV"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as CSV; `sheets` are all that show and hold anything."""

    csv: str
    sheet: str
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workbooks:
    """Starts one process a workbook."""

    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    patience: timedelta = PATIENCE

    async def read(self, content: bytes, sheet: str, most: int) -> Sheet:
        """Return a sheet of at most so many letters, the first that holds anything unless named."""
        head = orjson.dumps({"sheet": sheet, "most": most})
        async with self.turns:
            answer = await self._run(head + b"\n" + content)
        try:
            told = orjson.loads(answer)
        except orjson.JSONDecodeError:
            raise Invalid(TOO_MUCH) from None
        if "refused" in told:
            raise Invalid(told["refused"])
        return Sheet(told["csv"], told["sheet"], tuple(told["sheets"]))

    async def _run(self, asked: bytes) -> bytes:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bolo.platform.sheets.guest"),
            env={
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                answer, _ = await process.communicate(asked)
        except TimeoutError:
            raise Invalid(TOO_MUCH) from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return answer
