"""A bolo to be killed: `bolo up` as installed, over a folder of its own, and what it is made of."""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psycopg
import pytest

import bolo
from bolo.platform.database import revision
from bolo.platform.ports import LOOPBACK, free_ports
from bolo.platform.postgres.server import Postgres
from bolo.platform.settings import environment
from tests.crash.books import WHO
from tests.memory import in_memory
from tests.platform.waiting import until

PATIENCE = 300.0
"""Seconds; what takes long on a machine that others use too is not lost."""


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the package out as a wheel does, so that a run neither builds nor sees edits.

    The dashboard is left out: nobody looks at it here, and it may be in the making meanwhile.
    """
    site = tmp_path_factory.mktemp("site")
    left_out = shutil.ignore_patterns("dashboard", ".dashboard-*", "*.pyc.*")
    shutil.copytree(Path(bolo.__file__).parent, site / "bolo", ignore=left_out)
    shutil.copytree(revision.folder(), site / "bolo" / "migrations", dirs_exist_ok=True)
    return site


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that the account of PostgreSQL can enter, as pytest's own are not."""
    made = Path(tempfile.mkdtemp(prefix="bolo-crash-", dir=in_memory()))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@dataclass
class Product:
    """One `bolo up`; `words` are added to its command line."""

    site: Path
    data: Path
    words: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_ports(1)[0])
    process: asyncio.subprocess.Process | None = None
    told: Path = field(init=False)

    def __post_init__(self) -> None:
        """Choose where its terminal goes."""
        self.told = self.data.with_name(f"{self.data.name}.told")

    @property
    def api(self) -> str:
        """Return where its API is."""
        return f"http://{LOOPBACK}:{self.port}/api/v1"

    @property
    def database_url(self) -> str:
        """Return the URL of its own database."""
        return Postgres(self.data).url()

    def environment(self) -> dict[str, str]:
        """Return what its processes are told."""
        kept = {n: v for n, v in environment().items() if not re.match("BOLO_|DATABASE_URL", n)}
        return {**kept, "PYTHONPATH": str(self.site), **self.settings}

    async def run(self, *words: str) -> asyncio.subprocess.Process:
        """Start a command of it."""
        with self.told.open("ab") as told:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bolo", *words),
                cwd=self.data.parent,
                env=self.environment(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )

    async def ask(self, *words: str) -> str:
        """Run a command to its end and return what it says."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bolo", "--data", str(self.data), *words),
            cwd=self.data.parent,
            env=self.environment(),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        said, troubles = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode == 0, troubles.decode()
        return said.decode().strip()

    async def start(self) -> None:
        """Start it, without waiting."""
        words = ("up", "--no-browser", "--data", str(self.data), "--port", str(self.port))
        self.process = await self.run(*words, *self.words)

    async def interrupt(self) -> int:
        """Press Ctrl-C and return the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        self.process = None
        return code

    async def answers(self, path: str = "/ready") -> bool:
        """Tell whether it answers 200."""
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(5)) as session,
                session.get(self.api + path) as answer,
            ):
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def until_ready(self, seconds: float = PATIENCE) -> None:
        """Wait until it serves and each of its processes runs."""

        async def ready() -> bool:
            return await self.answers() and self.child("worker") is not None

        await until(ready, seconds)

    def child(self, name: str) -> int | None:
        """Return the pid of a process of its tree: api, worker, demo, postgres."""
        assert self.process is not None
        for pid, command in children(self.process.pid).items():
            if WHAT[name] in command:
                return pid
        return None

    def tree(self) -> dict[int, str]:
        """Return every process of it, with its command line, itself last."""
        assert self.process is not None
        return descendants(self.process.pid) | {self.process.pid: command_of(self.process.pid)}

    def left(self) -> dict[int, str]:
        """Return the processes that still work for its folder."""
        return {
            pid: command
            for pid in all_pids()
            if str(self.data) in (command := command_of(pid)) or self._is_ours(pid)
        }

    def _is_ours(self, pid: int) -> bool:
        with contextlib.suppress(OSError):
            return f"BOLO_DATA={self.data}".encode() in Path(f"/proc/{pid}/environ").read_bytes()
        return False

    def tell(self) -> None:
        """Print what it said, what went wrong and what each process is doing at the moment."""
        self._ask_for_stacks()
        self._tell_connections()
        for file in (self.told, *sorted((self.data / "logs").glob("*.log"))):
            lines = file.read_text(errors="replace").splitlines() if file.exists() else []
            ill = [one[:700] for one in lines if '"level": "info"' not in one]
            sys.stdout.write("\n".join([f"--- {file.name}", *ill[-8:], ""]))
        for file in sorted((self.data / "logs").glob("*.stacks")):
            sys.stdout.write(f"--- {file.name}\n{file.read_text(errors='replace')[-6000:]}\n")

    def _ask_for_stacks(self) -> None:
        for pid, command in self.left().items():
            if any(WHAT[name] in command for name in ("api", "worker")):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGUSR1)
        time.sleep(1)

    def _tell_connections(self) -> None:
        url = self.settings.get("DATABASE_URL") or self.database_url
        try:
            with psycopg.connect(url, connect_timeout=5) as connection:
                for row in connection.execute(WHO):
                    sys.stdout.write(" | ".join(map(str, row)) + "\n")
        except psycopg.Error as error:
            sys.stdout.write(f"no connection: {error}\n")

    async def end(self) -> None:
        """End whatever is left of it."""
        if self.process is not None and self.process.returncode is None:
            self.process.terminate()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), PATIENCE)
        for pid in self.left():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


WHAT = {
    "api": "bolo api",
    "worker": "bolo worker",
    "demo": "bolo.demo",
    "postgres": "bin/postgres -D",
}


def all_pids() -> list[int]:
    """Return every process there is."""
    return [int(one.name) for one in Path("/proc").glob("[0-9]*")]


def command_of(pid: int) -> str:
    """Return the command line of a process; empty when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    return ""


def _parent(pid: int) -> int | None:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return None


def children(pid: int) -> dict[int, str]:
    """Return the children of a process, with their command lines; none that has ended."""
    return {
        one: command for one in all_pids() if _parent(one) == pid and (command := command_of(one))
    }


def descendants(pid: int) -> dict[int, str]:
    """Return the children of a process and theirs."""
    found = children(pid)
    for child in list(found):
        found |= descendants(child)
    return found


@asynccontextmanager
async def product(site: Path, data: Path, *words: str, **settings: str) -> AsyncIterator[Product]:
    """Give a product that is ended however the test ends."""
    made = Product(site, data, words, settings)
    try:
        yield made
    except BaseException:
        made.tell()
        raise
    finally:
        await made.end()
