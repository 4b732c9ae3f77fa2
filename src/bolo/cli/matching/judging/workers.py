"""Processes forked from this one: they share all it has read, and end when it ends.

Answers come in the order of the tasks, so two processes say what one says. Where a system
cannot fork, or one process is wanted, the work is done here.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from threading import Thread
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from bolo.core.errors import Broken

Task = TypeVar("Task")
Answer = TypeVar("Answer")
ENDED = "a process that judged rows was ended from outside; is there too little memory?"
ENDING = 5.0
"""Seconds for a process to end before it is killed."""


class Workers(Generic[Task, Answer]):
    """So many processes that do `work`; none when there is to be only one."""

    def __init__(self, work: Callable[[Task], Answer], count: int) -> None:
        self._work = work
        self._pipes: list[Connection] = []
        self._processes: list[multiprocessing.process.BaseProcess] = []
        if count > 1 and "fork" in multiprocessing.get_all_start_methods():
            for _ in range(count):
                self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        self._pipes.append(ours)
        process = context.Process(target=_serve, args=(theirs, self._pipes, self._work))
        process.daemon = True
        process.start()
        theirs.close()
        self._processes.append(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            if kind is not None:
                process.terminate()
            process.join(ENDING)
            if process.is_alive():
                process.kill()
                process.join()

    def each(self, tasks: Iterable[Task]) -> Iterator[Answer]:
        """Do all tasks; give their answers in the order of the tasks."""
        if not self._pipes:
            yield from map(self._work, tasks)
            return
        waiting = enumerate(tasks)
        busy: dict[Connection, int] = {}
        ready: dict[int, Answer] = {}
        due = 0
        for pipe in self._pipes:
            _hand(pipe, waiting, busy)
        while busy:
            for pipe in _that_answered(busy):
                ready[busy.pop(pipe)] = _received(pipe)
                _hand(pipe, waiting, busy)
            while due in ready:
                yield ready.pop(due)
                due += 1


def _hand(
    pipe: Connection, waiting: Iterator[tuple[int, object]], busy: dict[Connection, int]
) -> None:
    number, task = next(waiting, (None, None))
    if number is not None:
        try:
            pipe.send(task)
        except OSError:
            raise Broken(ENDED) from None
        busy[pipe] = number


def _that_answered(busy: dict[Connection, int]) -> Sequence[Connection]:
    answered = wait(list(busy))
    return [pipe for pipe in busy if pipe in answered]


def _received(pipe: Connection) -> Any:  # noqa: ANN401  (what the tasks' work answers)
    try:
        answer, error = pipe.recv()
    except (EOFError, OSError):
        raise Broken(ENDED) from None
    if error is not None:
        raise error
    return answer


def _serve(
    pipe: Connection, of_parent: Sequence[Connection], work: Callable[[Any], object]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    for other in of_parent:
        other.close()  # else the pipe would stay open when the parent is gone
    gc.disable()  # looking for garbage again and again costs a seventh of the time
    try:
        while True:
            pipe.send(_answered(work, pipe.recv()))
            gc.collect(1)  # what is older, and kept, is not looked through again
    except (EOFError, OSError):
        return  # the parent is done, or gone


def _end_with_parent() -> None:
    """End with the process that forked this one, also in the middle of a task."""
    if (parent := multiprocessing.parent_process()) is not None:
        wait([parent.sentinel])
        os._exit(1)


def _answered(work: Callable[[Any], object], task: object) -> tuple[object, Exception | None]:
    try:
        return work(task), None
    except Exception as error:  # noqa: BLE001  (it is raised again in the parent)
        return None, error
