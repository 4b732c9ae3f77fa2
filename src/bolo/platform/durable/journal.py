"""The journal of durable jobs: DBOS, and everything that is peculiar to it, in one place.

Surprises of DBOS 3.4 that are handled here: it is one per process and blocks while starting;
it takes up only its own executor id's work; `resume` moves work to an internal queue unless
told which; it never deletes what it has finished; it logs to the console of its own accord;
a claim whose commit is cut off stays with an executor that never learned of it (see `Unbegun`).
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from bolo.platform.database.dsn import PATIENT, sqlalchemy_url
from bolo.platform.database.revision import journal
from bolo.platform.durable.processes.heartbeat import Running
from bolo.platform.durable.work import Work

if TYPE_CHECKING:
    from dbos import DBOSClient

APP = "bolo"
APP_VERSION = "1"
"""Raise it only when attempts under way must not be continued by newer code."""
QUEUE = "bolo"
WORKFLOW = "bolo.work"
POOL = 10
NOTICES_EVERY = 1.0
"""Seconds; for notices of a kind that we never send, DBOS would wake a hundred times a second."""
FORGOTTEN_AT_ONCE = 1000

Perform = Callable[[Work], Coroutine[Any, Any, str]]


class _Interrupted(BaseException):
    """Leaves an attempt as it is: not an `Exception`, which DBOS would record as its outcome."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """How many jobs a process does at a time, and how often it looks for them (seconds).

    At leisure it looks less often: a look costs four round trips to the database.
    """

    concurrency: int = 16
    poll: float = 0.05
    leisure: float = 0.25


def prepare(url: str) -> None:
    """Make or renew the schema `dbos` in the database. Blocks; safe to repeat."""
    from dbos import DBOS  # noqa: PLC0415  (a second to load, and seldom wanted)

    _quiet()
    DBOS.migrate(sqlalchemy_url(url))
    engine = create_engine(sqlalchemy_url(url), poolclass=NullPool, connect_args=PATIENT)
    with engine.begin() as connection:
        connection.execute(text(f"comment on schema dbos is '{journal()}'"))


class Durable:
    """Enqueues, performs and takes up attempts. Its methods block: call them in a thread."""

    def __init__(self, url: str, executor_id: str, tuning: Tuning = Tuning()) -> None:
        _quiet()
        self._executor_id = executor_id
        self._tuning = tuning
        self._started = False
        self._in_flight: dict[str, Future[str]] = {}
        self.engine: Engine = create_engine(
            sqlalchemy_url(url),
            pool_size=POOL,
            max_overflow=2,
            pool_pre_ping=True,
            connect_args=PATIENT,
        )

    @cached_property
    def _client(self) -> "DBOSClient":
        from dbos import DBOSClient  # noqa: PLC0415  (the API seldom needs it)

        return DBOSClient(system_database_engine=self.engine, application_name=APP, lazy=True)

    def load(self) -> None:
        """Load DBOS before it is wanted."""
        _ = self._client

    def start(self, perform: Perform, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to take work from the queue; `perform` runs on `loop`, the application's own."""
        from dbos import DBOS, DBOSConfig  # noqa: PLC0415  (as above)

        def attempt(text: str) -> str:
            work = Work.from_json(text)
            future = asyncio.run_coroutine_threadsafe(perform(work), loop)
            self._in_flight[work.run] = future
            try:
                return future.result()
            except CancelledError:
                raise _Interrupted from None
            finally:
                self._in_flight.pop(work.run, None)

        config = DBOSConfig(
            name=APP,
            system_database_engine=self.engine,
            application_version=APP_VERSION,
            executor_id=self._executor_id,
            log_level="WARNING",
            enable_otlp=False,
            notification_coalesce_sec=NOTICES_EVERY,
        )
        DBOS(config=config)
        DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)(attempt)
        self._started = True
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=self._tuning.concurrency,
            polling_interval_sec=self._tuning.poll,
            on_conflict="always_update",
        )

    def hurry(self, hurry: bool) -> None:
        """Look for jobs often, or at leisure: every process on this database."""
        from dbos import DBOS  # noqa: PLC0415  (as above)

        queue = DBOS.retrieve_queue(QUEUE)
        if queue is not None:
            every = self._tuning.poll if hurry else self._tuning.leisure
            queue.set_polling_interval_sec(every)

    def stop(self, patience: timedelta) -> None:
        """Take no more work, wait for what is under way, give back what does not end in time."""
        if self._started:
            from dbos import DBOS  # noqa: PLC0415  (as above)

            wait = round(patience.total_seconds()) if self._in_flight else 0
            DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=wait)
            for future in list(self._in_flight.values()):
                future.cancel()
            self._started = False
            mine = [found for found in self.running() if found.executor == self._executor_id]
            self.take_up(found.run for found in mine)
        if "_client" in vars(self):
            self._client.destroy()
        self.engine.dispose()

    def enqueue(self, connection: Connection, work: Work, delay: timedelta | None = None) -> None:
        """Enqueue an attempt in the caller's transaction; one that is known already is ignored."""
        from dbos import EnqueueOptions, WorkflowSerializationFormat  # noqa: PLC0415  (as above)

        options = EnqueueOptions(
            workflow_name=WORKFLOW,
            queue_name=QUEUE,
            workflow_id=work.run,
            app_version=APP_VERSION,
            serialization_type=WorkflowSerializationFormat.PORTABLE,
        )
        if delay is not None:
            options["delay_seconds"] = delay.total_seconds()
        self._client.enqueue_in_transaction(connection, options, work.to_json())

    def enqueue_now(self, work: Work, delay: timedelta | None = None) -> None:
        """Enqueue an attempt in a transaction of its own."""
        with self.engine.begin() as connection:
            self.enqueue(connection, work, delay)

    def running(self) -> list[Running]:
        """Return every attempt that is under way somewhere."""
        found = self._client.list_workflows(status="PENDING", name=WORKFLOW, load_output=False)
        return [
            Running(status.workflow_id, status.executor_id, Work.from_json(status.input["args"][0]))
            for status in found
            if status.input is not None
        ]

    def begun(self) -> frozenset[str]:
        """Return the attempts that this process really works at; it does not block."""
        return frozenset(self._in_flight)

    def take_up(self, runs: Iterable[str]) -> None:
        """Put attempts back into the queue."""
        ids = list(runs)
        if ids:
            self._client.resume_workflows(ids, queue_name=QUEUE)

    def abandon(self, runs: Sequence[str]) -> None:
        """Have attempts never begin again."""
        if runs:
            self._client.cancel_workflows(list(runs))

    def forget(self, before: datetime) -> int:
        """Delete ended attempts from the journal, oldest first; return how many."""
        found = self._client.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            name=WORKFLOW,
            completed_before=before.isoformat(),
            limit=FORGOTTEN_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        if found:
            self._client.delete_workflows([status.workflow_id for status in found])
        return len(found)


def _quiet() -> None:
    """Have DBOS log where everybody does; it adds a console of its own only to a bare logger."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.propagate = True
    logger.setLevel(logging.WARNING)
