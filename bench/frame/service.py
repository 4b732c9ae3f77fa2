"""A whole bolo to be measured: PostgreSQL, and a worker and an API as processes of their own.

Everything is made in a temporary folder and ended at the end. Processor time and memory are
read from /proc, so they are told on Linux only.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.frame.memory import share_mb
from bolo.platform.database import migrate
from bolo.platform.durable import journal as durable
from bolo.platform.postgres.server import Postgres
from bolo.platform.settings import Settings, environment
from bolo.wiring import build

TICK = 1 / os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0
USER, SYSTEM, OF_CHILDREN = 11, 12, (13, 14)  # fields of /proc/PID/stat after the name


@dataclass
class Service:
    """What runs, by name: `worker`, `api`."""

    data: Path
    url: str
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """Return where the API is."""
        return f"http://127.0.0.1:{self.port}"

    def settings(self) -> Settings:
        """Return what its processes are told."""
        return Settings(
            data=self.data, database_url=self.url, allow_private_addresses=True, log_level="error"
        )

    def start(self, name: str, *words: str) -> None:
        """Start `bolo NAME`."""
        told = {
            **environment(),
            "DATABASE_URL": self.url,
            "BOLO_ALLOW_PRIVATE_ADDRESSES": "1",
            "BOLO_LOG_LEVEL": "error",
        }
        with (self.data / f"{name}.told").open("wb") as out:
            self.processes[name] = subprocess.Popen(  # noqa: S603  (our own words)
                (sys.executable, "-m", "bolo", "--data", str(self.data), name, *words),
                env=told,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )

    def answers(self) -> None:
        """Wait until the API serves."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.origin}/api/v1/ready", timeout=5):  # noqa: S310
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the API does not answer")

    def kill(self, name: str) -> None:
        """End a process with SIGKILL."""
        self.processes[name].kill()
        self.processes[name].wait()

    def postmaster(self) -> int:
        """Return the process id of PostgreSQL."""
        return int((self.data / "postgres" / "postmaster.pid").read_text().split()[0])

    def spent(self) -> dict[str, float]:
        """Return the seconds of processor that each has taken so far."""
        found = {name: _spent(one.pid) for name, one in self.processes.items()}
        postmaster = self.postmaster()
        backends = sum(_spent(pid) for pid in _children(postmaster))
        return {**found, "postgres": _spent(postmaster, children=True) + backends}

    def memory(self) -> dict[str, float]:
        """Return the MB that each process and its children have, what they share divided."""
        return {
            called: share_mb(pid)
            for name, one in self.processes.items()
            for called, pid in ((name, one.pid), *_family(one.pid))
        }

    def end(self) -> None:
        """End every process as a user would, and those that do not listen otherwise."""
        for one in self.processes.values():
            one.send_signal(signal.SIGTERM)
        for one in self.processes.values():
            try:
                one.wait(20)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()


async def key_of(settings: Settings, url: str) -> str:
    """Return an API key of the owner."""
    services = build(settings, url, role="bench")
    try:
        made = await services.accounts.create_api_key(await services.accounts.ensure_owner(), "b")
    finally:
        await services.db.close()
    return str(made.token)


@contextmanager
def service(options: Mapping[str, str] | None = None) -> Iterator[Service]:
    """Give a bolo of which only PostgreSQL runs yet, with the schema of this version."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        postgres = Postgres(path, options=options)
        postgres.start()
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = int(probe.getsockname()[1])
        made = Service(path, postgres.create_database("bench"), port)
        try:
            migrate.upgrade(made.url)
            durable.prepare(made.url)
            yield made
        finally:
            made.end()
            postgres.stop()


def took(after: Mapping[str, float], before: Mapping[str, float], count: int) -> str:
    """Say what each process took for one of so many things."""
    each = {name: (after[name] - before.get(name, 0)) / count * 1000 for name in after}
    return ", ".join(f"{name} {ms:.1f} ms" for name, ms in each.items())


def at_share(found: list[float], share: float) -> float:
    """Return the value below which a share of the sorted values lies."""
    return found[min(len(found) - 1, int(len(found) * share))]


def latencies(seconds: list[float]) -> str:
    """Say how long it took, in milliseconds."""
    found = sorted(one * 1000 for one in seconds)
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    told = ", ".join(f"{name} {at_share(found, share):.0f} ms" for name, share in shares.items())
    return f"{told}, longest {found[-1]:.0f} ms"


def _spent(pid: int, *, children: bool = False) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    wanted = (USER, SYSTEM, *(OF_CHILDREN if children else ()))
    return sum(int(fields[one]) for one in wanted) * TICK


def _family(parent: int) -> list[tuple[str, int]]:
    """Return the children of a process, each called by the command of bolo that it is."""
    found = [(_words(pid), pid) for pid in _children(parent)]
    return [(words[words.index("bolo") + 1], pid) for words, pid in found if "bolo" in words]


def _words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def _children(parent: int) -> list[int]:
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            line = (one / "stat").read_text()
        except OSError:
            continue
        if re.search(rf"\) \S {parent} ", line):
            found.append(int(one.name))
    return found
