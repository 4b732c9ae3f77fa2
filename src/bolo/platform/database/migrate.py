"""Bring a database to the schema of this version; Alembic, configured here and in no file.

Two processes that start together wait for each other on an advisory lock.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, create_engine, text
from sqlalchemy.pool import NullPool

import bolo
from bolo.core.errors import Misconfigured
from bolo.platform.database.dsn import PATIENT, sqlalchemy_url
from bolo.platform.database.revision import State, folder, stands
from bolo.platform.database.schema import Row
from bolo.platform.database.tenancy import OPEN, TENANT

ONE_AT_A_TIME = 0x626F6C6F  # "bolo"
LIMITS = "set lock_timeout = '5s'; set statement_timeout = '10min'"
PARTITIONS = "select relname from pg_class where relispartition"


def upgrade(url: str, to: str = "head") -> None:
    """Apply what is missing. A database written by a newer version is `Misconfigured`.

    So is one that keeps tenants apart no more: it was filled without the role that they work as.
    """
    with _alone(url) as connection:
        if _state(connection) is State.AHEAD:
            raise Misconfigured(
                f"the data is of a newer version of bolo (schema {_revision(connection)}); "
                "install that version, or choose another folder with --data"
            )
        command.upgrade(_config(connection), to)
        connection.rollback()
        _see_closed(connection)


def _see_closed(connection: Connection) -> None:
    """Look whether tenants are kept apart; `Misconfigured` where a backup was filled in by hand."""
    if connection.scalar(text(OPEN)):
        raise Misconfigured(
            f"this database was restored without the role {TENANT}, and keeps no workspaces apart: "
            "restore the backup once more, by `bolo db restore FILE --force`"
        )


def closed(url: str) -> bool:
    """Tell whether tenants are kept apart in a database that has its schema."""
    with _engine(url).connect() as connection:
        return not connection.scalar(text(OPEN))


def downgrade(url: str, to: str = "base") -> None:
    """Take back down to the revision `to`."""
    with _alone(url) as connection:
        command.downgrade(_config(connection), to)


def state(url: str) -> State:
    """Say how the database stands, changing nothing."""
    with _engine(url).connect() as connection:
        return _state(connection)


def check(url: str) -> list[str]:
    """Return every difference between the `tables.py` and the database; none when all is well."""
    with _engine(url).connect() as connection:
        partitions = set(connection.scalars(text(PARTITIONS)))
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: not (kind == "table" and name in partitions),
            },
        )
        return [_told(difference) for difference in compare_metadata(context, known_tables())]


def known_tables() -> MetaData:
    """Import every `tables.py` under bolo and return what they declare."""
    for module in pkgutil.walk_packages(bolo.__path__, "bolo."):
        if module.name.endswith(".tables"):
            importlib.import_module(module.name)
    return Row.metadata


def _engine(url: str) -> Engine:
    return create_engine(sqlalchemy_url(url), poolclass=NullPool, connect_args=PATIENT)


@contextmanager
def _alone(url: str) -> Iterator[Connection]:
    """Give a connection while no other process migrates this database."""
    engine = _engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as guard:
        guard.execute(text("select pg_advisory_lock(:key)"), {"key": ONE_AT_A_TIME})
        with engine.connect() as connection:
            connection.execute(text(LIMITS))
            connection.commit()
            yield connection


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _state(connection: Connection) -> State:
    revision = _revision(connection)
    connection.rollback()
    return stands(revision)


def _told(difference: Any) -> str:  # noqa: ANN401  Alembic's tuples and lists of them
    return repr(difference)
