"""Hands messages to Apprise in a process of its own, which may reach nothing inside.

Apprise opens its own connections, blocks, and knows addresses that read files or start
programs; `apprise_guest` is what runs there, and refuses all that.
"""

import asyncio
import os
import sys
from dataclasses import dataclass
from datetime import timedelta

import orjson

from bolo.core.channel import Handoff
from bolo.core.errors import Broken, Refused, Unavailable

PATIENCE = timedelta(seconds=14)
AT_ONCE = 2
"""Processes at a time: each takes some 60 MB and a second of processor time."""


@dataclass(frozen=True, slots=True)
class Apprise:
    """Start one process a message; `proxy` is what it goes through, when there is one."""

    allow_private: bool
    proxy: str | None
    turns: asyncio.Semaphore
    patience: timedelta = PATIENCE

    async def __call__(self, handoff: Handoff) -> str:
        """Return what Apprise said; `Unavailable` or `Refused` when nothing was sent."""
        asked = orjson.dumps(
            {
                "url": handoff.url,
                "title": handoff.title,
                "body": handoff.body,
                "allow_private": self.allow_private,
                "proxy": self.proxy,
            }
        )
        async with self.turns:
            answer = await self._run(asked)
        if answer["sent"]:
            return str(answer["told"])
        if answer["again"]:
            raise Unavailable(str(answer["told"]))
        raise Refused(str(answer["told"]))

    def _surroundings(self) -> dict[str, str]:
        """Return the guest's environment: none of our settings, and no secret, is in it."""
        own = {
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PATH": os.defpath,
        }
        return own | ({"http_proxy": self.proxy, "https_proxy": self.proxy} if self.proxy else {})

    async def _run(self, asked: bytes) -> dict[str, object]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bolo.platform.carriers.apprise_guest"),
            env=self._surroundings(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                answer, _ = await process.communicate(asked)
        except TimeoutError as error:
            raise Unavailable("Apprise did not come to an end in time") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        try:
            found: dict[str, object] = orjson.loads(answer)
        except orjson.JSONDecodeError as error:
            raise Broken(f"Apprise ended with {process.returncode} and said nothing") from error
        return found
