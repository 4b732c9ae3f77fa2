"""`bolo up`: PostgreSQL, API, worker and, when wanted, the demo street, in one process tree.

Children stop by themselves when this process dies, however it dies: each reads
from a pipe that ends with us. PostgreSQL goes on and is found again.
"""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bolo.cli.opening import console, postgres
from bolo.core.errors import BoloError, Misconfigured
from bolo.platform import log as logging_setup
from bolo.platform.clock import system_clock
from bolo.platform.demo_switch import DemoSwitch
from bolo.platform.pg_lock import hold
from bolo.platform.postgres import Postgres
from bolo.platform.settings import Settings

log = structlog.get_logger(__name__)
TICK = 0.2
PORT_PATIENCE = 3.0
STOP_PATIENCE = 15.0
START_PATIENCE = 120.0
LONGEST_PAUSE = 10.0
QUICK_DEATH = 5.0


@dataclass
class Child:
    """A process that is started again when it dies; `wanted` says whether it should run."""

    name: str
    command: Callable[[], list[str]]
    environment: dict[str, str]
    wanted: Callable[[], bool] = lambda: True
    process: subprocess.Popen[bytes] | None = None
    pause: float = 0.0
    not_before: float = 0.0
    started: float = field(default=0.0)

    def tend(self, now: float) -> None:
        """Start it, start it again, or stop it, as is wanted."""
        if self.process is not None and self.process.poll() is not None:
            self._bury(now)
        if not self.wanted():
            self.stop()
        elif self.process is None and now >= self.not_before:
            self._start(now)

    def _bury(self, now: float) -> None:
        code = self.process.returncode if self.process else None
        quick = now - self.started < QUICK_DEATH
        self.pause = min(max(self.pause * 2, 0.5), LONGEST_PAUSE) if quick else 0.0
        self.not_before = now + self.pause
        self.process = None
        log.warning("a process ended and is started again", name=self.name, code=code)

    def _start(self, now: float) -> None:
        self.started = now
        self.process = subprocess.Popen(  # noqa: S603  (our own program, no shell)
            self.command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=self.environment,
            start_new_session=True,
        )

    def ask_to_stop(self) -> None:
        """Ask it to stop, without waiting."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, patience: float = STOP_PATIENCE) -> None:
        """Stop it; what does not stop in time is killed."""
        if self.process is None:
            return
        self.ask_to_stop()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()
        self.process = None


def stop_with_parent(stop: Callable[[], object]) -> None:
    """Call `stop` when the process that started us is gone: its end of our stdin closes."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):  # not sys.stdin.read: its lock would outlive us
            continue
        stop()

    threading.Thread(target=wait, daemon=True).start()


def check_port(host: str, port: int) -> None:
    """Say clearly, before anything starts, that a port cannot be had.

    The API of a bolo that was killed a moment ago may still be leaving: that is waited for.
    """
    deadline = time.monotonic() + PORT_PATIENCE
    while (error := _port_taken(host, port)) is not None:
        if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
            msg = (
                f"port {port} on {host} cannot be had ({error.strerror}); "
                f"stop what uses it, or choose another: --port {port % 65535 + 1}"
            )
            raise Misconfigured(msg) from error
        time.sleep(TICK)


def _port_taken(host: str, port: int) -> OSError | None:
    """Try to have a port; one that only rests (TIME_WAIT) can be had."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


class Tree:
    """The processes of one `bolo up`."""

    def __init__(self, settings: Settings, environment: dict[str, str]) -> None:
        self.settings = settings
        self.switch = DemoSwitch(settings.data)
        self.postgres: Postgres | None = None if settings.database_url else postgres(settings)
        self.stopping = threading.Event()
        python = [sys.executable, "-m"]
        url = settings.database_url or (self.postgres.url() if self.postgres else "")
        environment = {
            **environment,
            "BOLO_DATA": str(settings.data),
            "DATABASE_URL": url,
        }
        where = ["--host", settings.host, "--port", str(settings.port)]
        self.url = url
        self.children = [
            Child("api", lambda: [*python, "bolo", "api", "--supervised", *where], environment),
            Child("worker", lambda: [*python, "bolo", "worker", "--supervised"], environment),
            Child(
                "demo",
                lambda: [*python, "bolo.demo", *self._demo_words()],
                environment,
                wanted=self._demo_wanted,
            ),
        ]

    def _demo_wanted(self) -> bool:
        plan = self.switch.plan()
        return plan is not None and plan.wanted

    def _demo_words(self) -> list[str]:
        plan = self.switch.plan()
        if plan is None:
            return []
        return ["--ports", *map(str, plan.ports), "--epoch", plan.epoch]

    def start(self, allow: Callable[[str], None]) -> None:
        """Start everything; the children wait for the database by themselves.

        Beyond loopback nothing listens before `allow(url)` has not objected.
        """
        if is_loopback(self.settings.host):
            for child in self.children:
                child.tend(time.monotonic())
        self._prepare()
        if not self.stopping.is_set():
            allow(self.url)

    def _prepare(self) -> None:
        """Start the database and bring its schema; one that falls meanwhile is started again."""
        if self.postgres is not None:
            self.postgres.start()
        from bolo.platform import durable, migrate  # noqa: PLC0415  (heavy: the children go first)
        from bolo.platform.jobs import passes  # noqa: PLC0415

        deadline = time.monotonic() + START_PATIENCE
        while not self.stopping.is_set():
            try:
                if self.postgres is not None and not self.postgres.alive():
                    self.postgres.start()
                migrate.upgrade(self.url)
                durable.prepare(self.url)
            except Exception as error:
                if not passes(error) or time.monotonic() > deadline:
                    raise
                log.warning("the database is not there yet", reason=type(error).__name__)
                self.stopping.wait(1)
            else:
                return

    def tend(self) -> None:
        """Keep everything alive until asked to stop."""
        while not self.stopping.wait(TICK):
            now = time.monotonic()
            if self.postgres is not None and not self.postgres.alive():
                self._revive(self.postgres)
            for child in self.children:
                child.tend(now)

    def _revive(self, server: Postgres) -> None:
        log.warning("PostgreSQL ended and is started again")
        try:
            server.start()
        except BoloError as error:
            log.error("PostgreSQL cannot be started yet", reason=str(error))  # noqa: TRY400  (said in words)

    def stop(self) -> None:
        """Stop everything, the database last."""
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop()
        if self.postgres is not None:
            self.postgres.stop(STOP_PATIENCE)


def up(
    settings: Settings,
    environment: dict[str, str],
    *,
    demo: bool,
    browser: bool,
    link: Callable[[str, bool], str],
    allow: Callable[[str], None],
) -> None:
    """Run until asked to stop; `link(url, demo)` prepares the owner and returns a sign-in link.

    `allow(url)` raises when it must not run like this, once the database can be asked.
    """
    with hold(settings.data, system_clock):
        logging_setup.configure(settings.data / "logs", level=settings.log_level)
        check_port(settings.host, settings.port)
        if demo:
            DemoSwitch(settings.data).want(system_clock(), wanted=True)
        tree = Tree(settings, environment)
        for wanted in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wanted, lambda *_: tree.stopping.set())
        try:
            with console.status("starting PostgreSQL, the API and the worker"):
                tree.start(allow)
            _run(tree, demo=demo, browser=browser, link=link)
        finally:
            console.print("stopping …")
            tree.stop()


def _run(tree: Tree, *, demo: bool, browser: bool, link: Callable[[str, bool], str]) -> None:
    settings = tree.settings
    if tree.stopping.is_set():
        return
    threading.Thread(
        target=_welcome, args=(tree, settings, demo, browser, link), daemon=True
    ).start()
    tree.tend()


def _welcome(
    tree: Tree,
    settings: Settings,
    demo: bool,
    browser: bool,
    link: Callable[[str, bool], str],
) -> None:
    """Say where the dashboard is, once it answers."""
    address = f"http://{settings.host}:{settings.port}"
    while not _answers(settings.host, settings.port):
        if tree.stopping.wait(TICK):
            return
    try:
        found = link(tree.url, demo)
    except BoloError as error:
        console.print(f"[red]{error}[/red]")
        return
    console.print(f"[bold]bolo is at {address}[/bold]   (Ctrl-C stops it)")
    console.print(f"Sign in, once: {found}", soft_wrap=True)
    if browser and settings.host in {"127.0.0.1", "localhost", "::1"}:
        webbrowser.open(found)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach `host`."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def root() -> Path | None:
    """Return the checkout that we run from, `None` when installed from a wheel."""
    found = Path(__file__).resolve().parents[3]
    return found if (found / "web" / "package.json").is_file() else None
