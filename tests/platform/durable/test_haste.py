"""Jobs are looked for often while there are some, and at leisure after a quiet time."""

import asyncio

from bolo.platform.durable.haste import Haste
from tests.platform.waiting import until


async def test_one_hurries_while_a_job_is_under_way_and_a_while_after() -> None:
    said: list[bool] = []
    at_work = [1]
    running = asyncio.create_task(Haste(at_work.copy, said.append, 0.02, 0.005).run())

    await until(lambda: said == [True])
    await asyncio.sleep(0.05)
    said_at_work = list(said)
    at_work.clear()
    await until(lambda: said == [True, False])
    at_work.append(1)
    await until(lambda: said == [True, False, True])

    running.cancel()
    await asyncio.wait([running])
    assert said_at_work == [True]
