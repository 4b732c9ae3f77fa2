"""`bolo up`: PostgreSQL, API, worker and, when wanted, the demo street, in one process tree.

Children stop by themselves when this process dies, however it dies: each reads
from a pipe that ends with us. PostgreSQL goes on and is found again.
"""

import asyncio
import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bolo.cli.frame.chosen import postgres
from bolo.cli.serving.processes import SUPERVISED, require_password
from bolo.core.errors import BoloError, Misconfigured
from bolo.platform.clock import system_clock
from bolo.platform.demo_switch import DemoSwitch
from bolo.platform.loopback import is_loopback
from bolo.platform.postgres.awake import PATIENCE
from bolo.platform.postgres.lock import hold
from bolo.platform.postgres.server import Postgres
from bolo.platform.settings import Settings

log = logging.getLogger(__name__)
TICK = 0.2
MOMENT = 0.02
PORT_PATIENCE = 8.0
ALONE = 15.0  # seconds that the API may have the machine for itself while it loads
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
        log.warning("%s ended (code %s) and is started again", self.name, code)

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
        self.api_is_open = threading.Event()
        self.greeting: subprocess.Popen[str] | None = None
        self.url = settings.database_url or (self.postgres.url() if self.postgres else "")
        self.environment = {
            **environment,
            "BOLO_DATA": str(settings.data),
            "DATABASE_URL": self.url,
        }
        self.where = ["--host", settings.host, "--port", str(settings.port)]
        python = [sys.executable, "-m"]
        api = [*python, "bolo", "api", SUPERVISED, *self.where]
        worker = [*python, "bolo", "worker", SUPERVISED]
        self.children = [
            Child("api", lambda: api, self.environment),
            Child("worker", lambda: worker, self.environment, wanted=self.api_is_open.is_set),
            Child(
                "demo",
                lambda: [*python, "bolo.demo", *self._demo_words()],
                self.environment,
                wanted=self._demo_wanted,
            ),
        ]

    def _demo_wanted(self) -> bool:
        plan = self.switch.plan() if self.api_is_open.is_set() else None
        return plan is not None and plan.wanted

    def _demo_words(self) -> list[str]:
        plan = self.switch.plan()
        if plan is None:
            return []
        ports, parent = map(str, plan.ports), str(os.getpid())
        return ["--ports", *ports, "--epoch", plan.epoch, "--parent", parent]

    def start_api(self) -> None:
        """Start the API, first and alone, for a person waits for it.

        Beyond loopback nothing listens before the owner is known to have a password.
        """
        if is_loopback(self.settings.host):
            self.children[0].tend(time.monotonic())

    def start(self) -> None:
        """Start the rest; what is not there yet is waited for by those who need it."""
        from bolo.platform.log import configure  # noqa: PLC0415  (the API goes first)

        configure(self.settings.data / "logs", level=self.settings.log_level)
        self._prepare()
        if not is_loopback(self.settings.host) and not self.stopping.is_set():
            chosen = self.settings.model_copy(update={"database_url": self.url})
            asyncio.run(require_password(chosen))
        threading.Thread(target=self._await_api, daemon=True).start()

    def _prepare(self) -> None:
        """Start the database and bring its schema; one that falls meanwhile is started again."""
        if self.postgres is not None:
            self.postgres.start()
        deadline = time.monotonic() + START_PATIENCE
        while not self.stopping.is_set():
            try:
                if self.postgres is not None and not self.postgres.alive():
                    self.postgres.start()
                bring_schema(self.url)
            except Exception as error:
                if not _passes(error) or time.monotonic() > deadline:
                    raise
                log.warning("the database is not there yet: %s", type(error).__name__)
                self.stopping.wait(1)
            else:
                return

    def _await_api(self) -> None:
        """Let the others start when the API has loaded, or takes too long for it."""
        patience = time.monotonic() + ALONE
        while time.monotonic() < patience and not self.stopping.is_set():
            if answers(self.settings.host, self.settings.port):
                break
            time.sleep(MOMENT)
        self.api_is_open.set()

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
            log.error("PostgreSQL cannot be started yet: %s", error)  # noqa: TRY400  (said in words)

    def stop(self) -> None:
        """Stop everything, the database last."""
        if self.greeting is not None and self.greeting.poll() is None:
            self.greeting.kill()
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop()
        if self.postgres is not None:
            self.postgres.stop(STOP_PATIENCE)


def bring_schema(url: str) -> None:
    """Bring what is missing of the schema; nothing is loaded when nothing is."""
    from bolo.platform.database import revision  # noqa: PLC0415  (the API goes first)

    if revision.complete(url):
        return
    from bolo.platform.database import migrate  # noqa: PLC0415  (a second to load)
    from bolo.platform.durable import journal  # noqa: PLC0415  (a second to load)

    migrate.upgrade(url)
    journal.prepare(url)


def _passes(error: Exception) -> bool:
    from bolo.platform.durable.jobs import passes  # noqa: PLC0415  (only in need)

    return passes(error)


def up(settings: Settings, environment: dict[str, str], *, demo: bool, browser: bool) -> None:
    """Run until asked to stop."""
    address = f"http://{settings.host}:{settings.port}"
    with hold(settings.data, system_clock, address, PATIENCE):
        check_port(settings.host, settings.port)
        if demo:
            DemoSwitch(settings.data).want(system_clock(), wanted=True)
        tree = Tree(settings, environment)
        for wanted in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wanted, lambda *_: tree.stopping.set())
        try:
            tree.start_api()
            from bolo.cli.frame.opening import console  # noqa: PLC0415  (the API goes first)

            with console.status("starting PostgreSQL, the API and the worker"):
                tree.start()
            if not tree.stopping.is_set():
                greeting = Greeting(tree, demo=demo, browser=browser)
                threading.Thread(target=greeting.run, daemon=True).start()
                tree.tend()
        finally:
            say("stopping …")
            tree.stop()


@dataclass
class Greeting:
    """Says where the dashboard is, once it answers, with a link that signs in."""

    tree: Tree
    demo: bool
    browser: bool

    def run(self) -> None:
        """Greet; tried again when the database falls meanwhile."""
        settings, tree = self.tree.settings, self.tree
        tree.api_is_open.wait()
        for pause in (1, 1, 2, 4, 8, 16):
            if link := self._link():
                break
            if tree.stopping.wait(pause):
                return
        else:
            say("no sign-in link could be made; later this makes one: bolo signin-link")
            return
        say(f"bolo is at http://{settings.host}:{settings.port}   (Ctrl-C stops it)")
        say(f"Sign in, once: {link}")
        if self.browser and is_loopback(settings.host):
            import webbrowser  # noqa: PLC0415  (only in need)

            webbrowser.open(link)

    def _link(self) -> str:
        """Have a process of its own see to the owner and the demo: what it loads goes with it."""
        words = ["greet", SUPERVISED, *self.tree.where, *(["--demo"] if self.demo else [])]
        self.tree.greeting = subprocess.Popen(  # noqa: S603  (our own program, no shell)
            [sys.executable, "-m", "bolo", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=self.tree.environment,
            text=True,
        )
        return self.tree.greeting.communicate()[0].strip()


def answers(host: str, port: int) -> bool:
    """Tell whether the API has loaded: it answers anything at all about being ready."""
    where = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (asked, not bound)
    try:
        with socket.create_connection((where, port), timeout=1) as asked:
            asked.settimeout(ALONE)
            asked.sendall(b"GET /api/v1/ready HTTP/1.0\r\nHost: bolo\r\n\r\n")
            return asked.recv(4) == b"HTTP"
    except OSError:
        return False


def say(words: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
