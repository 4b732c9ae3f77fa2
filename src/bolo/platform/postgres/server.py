"""Our own PostgreSQL: made, started, found again, recovered and stopped in the data folder.

It listens on a unix socket inside a folder that only its account can enter, never on TCP.
It is a child of whoever started it, in a session of its own, so that Ctrl-C does not reach it;
when its parent is killed it lives on, and the next start finds it.
"""

import contextlib
import fcntl
import hashlib
import logging
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from bolo.core.errors import Broken, Misconfigured, Unavailable
from bolo.platform.postgres.account import Account, find_account, owner
from bolo.platform.postgres.binaries import Binaries, find_binaries
from bolo.platform.postgres.process import Postmaster, end, forget_the_dead, running

USER = "bolo"
DATABASE = "bolo"
PORT = 5432  # only part of the socket's name
LONGEST_SOCKET = 103  # bytes: 107 on Linux, 103 on macOS
LONGEST_LOG = 20_000_000  # bytes, then it is put aside at a start
SPARE = 200_000_000  # bytes that must be free
ELSEWHERE = Path("/var/lib/bolo")  # as root, when the account cannot enter the data folder
HALF = ".half"  # the end of the name of a cluster that is being made
ABANDONED = 3600.0  # seconds after which nobody makes it any more
MOMENT = 0.01  # seconds between two looks
FULL = ("too many clients", "connection slots are reserved")
log = logging.getLogger(__name__)

TUNED = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "authentication_timeout": "10s",  # a restart after a crash waits for every greeting
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "synchronous_commit": "on",
    "wal_compression": "on",
    "min_wal_size": "128MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}
if sys.platform == "linux":  # one call; else each of 1,600 files is flushed after every crash
    TUNED["recovery_init_sync_method"] = "syncfs"


class Postgres:
    """The server of one data folder. `options` win over the tuned settings."""

    def __init__(
        self,
        data: Path,
        *,
        bin_folder: Path | None = None,
        user: str | None = None,
        options: Mapping[str, str] | None = None,
        patience: float = 300,
        elsewhere: Path = ELSEWHERE,
    ) -> None:
        self.data = data.absolute()
        self.patience = patience
        self.options = TUNED | dict(options or {})
        self.log = self.data / "logs" / "postgres.log"
        self.cluster = self.data / "postgres"  # the real path once prepared
        self.account: Account = owner(self.cluster) or find_account(user)
        self._bin_folder = bin_folder
        self._elsewhere = elsewhere
        self._binaries: Binaries | None = None
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def binaries(self) -> Binaries:
        """The programs that serve this folder."""
        if self._binaries is None:
            self._binaries = find_binaries(self.account, self._place(), self._bin_folder)
        return self._binaries

    @property
    def socket_folder(self) -> Path:
        """Where the socket is: with the data, or in a short private folder if that is too long."""
        name = f".s.PGSQL.{PORT}"
        cluster = self.cluster.resolve()
        if len(str(cluster / name).encode()) <= LONGEST_SOCKET:
            return cluster
        digest = hashlib.sha256(str(cluster).encode()).hexdigest()[:12]
        for folder in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108  private inside
            short = folder / f"bolo-{self.account.uid}-{digest}"
            if len(str(short / name).encode()) <= LONGEST_SOCKET and self.account.may("-x", folder):
                return short
        raise Misconfigured(f"the path {self.data} is too long for a socket; choose another --data")

    def url(self, database: str = DATABASE) -> str:
        """Return the URL of a database, for asyncpg, psycopg and the tools of PostgreSQL."""
        folder = quote(str(self.socket_folder), safe="")
        return f"postgresql://{USER}@/{quote(database)}?host={folder}&port={PORT}&sslmode=disable"

    def start(self) -> str:
        """Make the server serve and return its URL; one that runs already is found, not doubled."""
        with self._alone():
            self._prepare()
            found = running(self.cluster) is not None
            if not found:
                self._launch()
            self._await_ready(launched=not found)
        return self.url()

    def command(self) -> list[str]:
        """Return the command line of the server."""
        settings = self.options | {"unix_socket_directories": str(self.socket_folder)}
        told = [str(self.binaries.program("postgres")), "-D", str(self.cluster), "-p", str(PORT)]
        return told + [w for name, value in settings.items() for w in ("-c", f"{name}={value}")]

    def alive(self) -> bool:
        """Say whether the server runs (and reap it, if it was our child and has ended)."""
        if self._child is not None:
            return self._child.poll() is None
        return self.running() is not None

    def running(self) -> Postmaster | None:
        """Return the living server of this folder, whoever started it."""
        self.cluster = self.cluster.resolve()
        return running(self.cluster)

    def stop(self, patience: float = 60) -> None:
        """Stop the server, ending its connections; a server that does not run is no error."""
        server = self.running()
        if server is not None:
            end(self.cluster, server.pid, patience)
        if self._child is not None:
            self._child.wait(patience)
            self._child = None

    def detach(self) -> None:
        """Let the server outlive us, on purpose."""
        if self._child is not None:
            self._child.returncode = 0  # else Popen warns of a child that nobody waits for
            self._child = None

    def _place(self) -> Path:
        """Return a folder the account can enter: the data folder, or one beside the system's.

        One that a first start is still to make can be entered if what it is made in can.
        """
        there = next(one for one in (self.data, *self.data.parents) if one.exists())
        if self.account.may("-x", there):
            return self.data
        with contextlib.suppress(OSError):
            self._elsewhere.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not self.account.may("-x", self._elsewhere):
            raise Misconfigured(
                f"the user {self.account.name} cannot enter {self.data}, and PostgreSQL does not"
                " run as root: choose another --data, or start bolo as an ordinary user"
            )
        return self._elsewhere

    def _prepare(self) -> None:
        """Make the cluster if there is none, and see that it is ours to serve."""
        self._see_space()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if not self.cluster.exists():
            self._initialise()
        self.cluster = self.cluster.resolve()
        major = (self.cluster / "PG_VERSION").read_text().strip()
        if major != str(self.binaries.major):
            raise Misconfigured(
                f"the data in {self.data} is of PostgreSQL {major}, this is"
                f" {self.binaries.major}: run `bolo db upgrade`"
            )
        if self.socket_folder != self.cluster:
            if self.socket_folder.is_symlink():
                raise Misconfigured(f"{self.socket_folder} is a link; remove it")
            self.account.own(self.socket_folder)

    def _see_space(self) -> None:
        free = shutil.disk_usage(self.data).free
        if free < SPARE:
            raise Misconfigured(
                f"the disk is full: {free // 1_000_000} MB free at {self.data},"
                f" bolo needs {SPARE // 1_000_000} MB"
            )

    def _initialise(self) -> None:
        """Make a cluster aside and move it into place whole, so that a kill leaves none half."""
        place = self._place()
        half = place / f"postgres-{uuid4().hex[:12]}{HALF}"
        self.account.own(half)
        self._forget_halves(half)
        told = self.account.run([
            *(self.binaries.program("initdb"), "-D", half, "-U", USER, "--auth=trust"),
            *("--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions"),
        ])  # fmt: skip
        if told.returncode != 0:
            shutil.rmtree(half, ignore_errors=True)
            raise _failure("PostgreSQL could not make its folder", told.stderr + told.stdout)
        if place == self.data:
            half.rename(self.cluster)
            return
        whole = half.rename(half.with_suffix(""))
        self.cluster.symlink_to(whole)
        log.warning(
            "PostgreSQL does not run as root and its user %s cannot enter %s: its files are in"
            " %s. Back up and remove both folders together",
            *(self.account.name, self.data, whole),
        )

    def _forget_halves(self, mine: Path) -> None:
        """Remove what was being made when somebody was killed; elsewhere others make theirs."""
        now = mine.stat().st_mtime
        for half in set(mine.parent.glob(f"postgres-*{HALF}")) - {mine}:
            if mine.parent == self.data or now - half.stat().st_mtime > ABANDONED:
                shutil.rmtree(half, ignore_errors=True)

    def _launch(self) -> None:
        """Start the server as our child."""
        if not forget_the_dead(self.cluster, self.patience):
            raise Unavailable(f"a backend of a killed server still works in {self.cluster}")
        if self._child is not None:
            self._child.poll()
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(  # noqa: S603  a program we found, no shell
                self.command(),
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.account.options(),
            )

    def _await_ready(self, *, launched: bool) -> None:
        """Wait until the server answers; crash recovery may take minutes.

        One that was found, not launched, may have been dying: then ours is launched after it.
        """
        deadline = time.monotonic() + self.patience
        while not self._answers():
            if self._child is not None and self._child.poll() is not None:
                self._child = None  # if another runs, one that a killed start left was quicker
            if self._child is None and running(self.cluster) is None:
                if launched:
                    raise _failure("PostgreSQL did not start", _tail(self.log))
                self._launch()
                launched = True
            if time.monotonic() > deadline:
                raise Unavailable(f"PostgreSQL is not ready yet; see {self.log}")
            time.sleep(MOMENT)

    def _answers(self) -> bool:
        """Say whether the server lets people in; make our database at the first time.

        One whose connections are all taken does: who waits here for a free one keeps every
        other start waiting, and `Database.connect` waits too, for seconds and not minutes.
        """
        import psycopg  # noqa: PLC0415  (slow: while it loads, the server starts)

        server = running(self.cluster)
        if server is None or not server.ready:
            return False
        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if any(word in str(error) for word in FULL):
                return True
            if "does not exist" not in str(error):
                return False
            self.create_database(DATABASE)
        return True

    def create_database(self, name: str, template: str = "template0") -> str:
        """Make a database and return its URL."""
        import psycopg  # noqa: PLC0415  (slow, and wanted only now)
        from psycopg import sql  # noqa: PLC0415

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("create database {} template {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return self.url(name)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time make or start the server."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            with (self.data / "postgres.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise Misconfigured(f"the data folder {self.data} cannot be used: {error}") from error


def _tail(log: Path, size: int = 2000) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - size))
        return file.read().decode(errors="replace")


def _failure(what: str, told: str) -> Misconfigured | Broken:
    """Name who must act by what the server said."""
    last = "\n".join(told.strip().splitlines()[-5:])
    if "No space left on device" in told:
        return Misconfigured(f"{what}: the disk is full")
    if "ermission denied" in told or "could not create shared memory" in told:
        return Misconfigured(f"{what}: {last}")
    return Broken(f"{what}: {last}")
