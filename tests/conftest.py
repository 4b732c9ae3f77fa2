"""A real PostgreSQL for all tests of a run, a migrated template, and a fresh clone when asked.

Every worker of pytest-xdist shares one server; the first to need it starts it, the run ends it.
"""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import pytest_socket
from hypothesis import HealthCheck, settings
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from bolo.platform.database import migrate
from bolo.platform.database.access import Database
from bolo.platform.durable import journal as durable
from bolo.platform.ports import free_ports
from bolo.platform.postgres.server import Postgres
from tests.memory import in_memory

TEMPLATE = "migrated"
LOOPBACK = ["127.0.0.1", "::1", "localhost"]
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
}
FOLDER = pytest.StashKey[Path]()

# How long an example takes says more of the machine than of us.
settings.register_profile("bolo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if settings.get_current_profile_name() == "default":
    settings.load_profile("bolo")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the folder of the server; a worker is told by the run that started it."""
    told = getattr(config, "workerinput", {}).get("postgres_folder")
    if told is None:
        folder = Path(tempfile.mkdtemp(prefix="bolo-tests-", dir=in_memory()))
        folder.chmod(0o755)
    else:
        folder = Path(told)
    config.stash[FOLDER] = folder


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401  untyped in pytest-xdist
    """Tell a worker of pytest-xdist where the server of the run is."""
    node.workerinput["postgres_folder"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the server with the run."""
    folder = config.stash.get(FOLDER, None)
    if folder is not None and not hasattr(config, "workerinput"):
        if (folder / "postgres").exists():
            Postgres(folder).stop()
        shutil.rmtree(folder, ignore_errors=True)


def pytest_runtest_setup() -> None:
    """Let no test reach beyond this machine."""
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture
def unused_tcp_port() -> int:
    """Give a port that nobody is dealt before the test takes it, unlike pytest-asyncio's own."""
    return free_ports(1)[0]


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Postgres]:
    """Start the PostgreSQL of the run, with a template in it: migrated, and ready for jobs."""
    postgres = Postgres(request.config.stash[FOLDER], options=CARELESS)
    url = postgres.start()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(1)")
        query = "select from pg_database where datname = %s"
        if connection.execute(query, [TEMPLATE]).rowcount == 0:
            made = postgres.create_database("migrating")
            migrate.upgrade(made)
            durable.prepare(made)
            connection.execute(f"alter database migrating rename to {TEMPLATE}")
    yield postgres
    postgres.detach()  # other workers may still need it


def _clone(server: Postgres) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        # Files are copied thrice as fast as pages through the log, and nothing need survive here.
        connection.execute(f"create database {name} template {TEMPLATE} strategy file_copy")
    yield server.url(name)
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def database_url(server: Postgres) -> Iterator[str]:
    """Give the URL of a fresh, migrated database; dropped afterwards."""
    yield from _clone(server)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give a fresh, migrated database; dropped afterwards."""
    database = Database(database_url, pool_size=5)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def shared_database_url(server: Postgres) -> Iterator[str]:
    """Give a migrated database that stays empty, because its tests roll back."""
    yield from _clone(server)


@pytest.fixture
async def session(shared_database_url: str) -> AsyncIterator[AsyncSession]:
    """Give a session whose every change is rolled back, also what it commits."""
    shared = Database(shared_database_url)
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=shared.connect, poolclass=NullPool
    )
    async with engine.connect() as connection:
        outer = await connection.begin()
        async with AsyncSession(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            yield session
        await outer.rollback()
    await engine.dispose()
    await shared.close()
