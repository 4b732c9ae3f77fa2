"""Wait for what has no event of its own."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(ask: Callable[[], Awaitable[object] | object], seconds: float = 300) -> None:
    """Ask again and again until the answer is yes; `TimeoutError` when it stays no.

    A busy machine is slow, not wrong: half a minute was too short at a load of twelve.
    """
    async with asyncio.timeout(seconds):
        while not await _answer(ask):  # noqa: ASYNC110  nobody would set an event
            await asyncio.sleep(0.01)


async def _answer(ask: Callable[[], Awaitable[object] | object]) -> object:
    answer = ask()
    return await answer if isinstance(answer, Awaitable) else answer
