"""Processes beside this one: answers in order, errors told, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bolo.cli.matching.judging.workers import Workers
from bolo.core.errors import Broken, Invalid

PATIENCE = 300.0
STARTED = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores it
from bolo.cli.matching.judging.workers import Workers
with Workers(time.sleep, 2) as workers:
    print(*(process.pid for process in workers._processes), flush=True)
    if sys.argv[1] == "asleep":
        time.sleep(60)
    list(workers.each([3600, 3600]))
"""


def work(task: int) -> tuple[int, int]:
    if task < 0:
        raise Invalid(f"there is no task {task}")
    time.sleep(0.01 * (task % 3))
    return task * task, os.getpid()


def die(_: int) -> None:
    os._exit(3)


def gone(pid: int) -> bool:
    """Tell whether a process has ended; one that nobody waits for yet counts as ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


@pytest.mark.parametrize("count", [1, 2, 3])
def test_answers_come_in_the_order_of_the_tasks(count: int) -> None:
    with Workers(work, count) as workers:
        answers = list(workers.each(range(20)))
        more = list(workers.each([4]))

    assert [square for square, _ in answers] == [n * n for n in range(20)]
    assert more[0][0] == 16
    assert (os.getpid() in {pid for _, pid in answers}) == (count == 1)
    assert len({pid for _, pid in answers}) == count


def test_nothing_to_do_is_done_at_once() -> None:
    with Workers(work, 2) as workers:
        assert list(workers.each([])) == []


@pytest.mark.parametrize("count", [1, 2])
def test_an_error_of_a_task_is_raised_here(count: int) -> None:
    with pytest.raises(Invalid, match="no task -1"), Workers(work, count) as workers:
        list(workers.each([1, -1, 2]))


def test_a_process_that_was_killed_is_told() -> None:
    with pytest.raises(Broken, match="ended from outside"), Workers(die, 2) as workers:
        list(workers.each([1]))


def test_a_process_that_was_killed_while_it_had_nothing_to_do_is_told() -> None:
    with Workers(work, 2) as workers:
        list(workers.each([1, 2]))
        for process in workers._processes:  # noqa: SLF001  (as the system does when memory ends)
            process.kill()
            process.join(PATIENCE)

        with pytest.raises(Broken, match="ended from outside"):
            list(workers.each([3, 4]))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are read from /proc")
@pytest.mark.parametrize(
    ("words", "hit"),
    [("asleep", signal.SIGKILL), ("at work", signal.SIGKILL), ("at work", signal.SIGINT)],
)
def test_no_process_outlives_the_one_that_started_it(words: str, hit: signal.Signals) -> None:
    run = subprocess.Popen(  # noqa: S603  (our own words)
        [sys.executable, "-c", STARTED, words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    pids = [int(pid) for pid in run.stdout.readline().split()]

    if hit == signal.SIGINT:
        os.killpg(run.pid, hit)  # as a terminal does
    else:
        run.kill()
    code = run.wait(PATIENCE)
    run.stdout.close()

    until = time.monotonic() + PATIENCE
    while not all(map(gone, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert len(pids) == 2
    assert all(map(gone, pids))
    assert code == -hit
