"""A process that is asked says what each of its threads and tasks is doing."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bolo.platform.stacks import Stacks
from tests.platform.waiting import until


@pytest.fixture
def stacks(tmp_path: Path) -> Iterator[Stacks]:
    made = Stacks()
    made.listen()
    made.write_to(tmp_path / "logs", "here")
    yield made
    made.end()


def told(folder: Path) -> str:
    return (folder / "logs" / "here.stacks").read_text()


async def test_threads_and_tasks_are_told(stacks: Stacks, tmp_path: Path) -> None:
    del stacks
    over = threading.Event()
    waiting = threading.Thread(target=over.wait, name="waiting")
    waiting.start()

    async def a_task_that_waits() -> None:
        await asyncio.Event().wait()

    task = asyncio.create_task(a_task_that_waits())
    await asyncio.sleep(0)

    os.kill(os.getpid(), signal.SIGUSR1)

    await until(lambda: "a_task_that_waits" in told(tmp_path))
    over.set()
    waiting.join()
    task.cancel()
    assert "in test_threads_and_tasks_are_told" in told(tmp_path)
    assert "threading.py" in told(tmp_path)


def test_without_a_loop_threads_are_told(stacks: Stacks, tmp_path: Path) -> None:
    del stacks

    os.kill(os.getpid(), signal.SIGUSR1)

    assert "in test_without_a_loop_threads_are_told" in told(tmp_path)
    assert "tasks of process" not in told(tmp_path)
