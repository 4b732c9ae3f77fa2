"""From one major version of PostgreSQL to the next: dump with the old, restore with the new.

The old folder is kept beside the new one until the owner removes it.
"""

import shutil
from pathlib import Path
from uuid import uuid4

from bolo.core.errors import Conflict, Misconfigured
from bolo.platform.postgres.backup import backup, restore
from bolo.platform.postgres.binaries import find_major
from bolo.platform.postgres.server import Postgres


def major_of(postgres: Postgres) -> int | None:
    """Return the major version that the data folder is of; None when there is none yet."""
    try:
        return int((postgres.cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def upgrade(
    data: Path, *, new: Path | None = None, old: Path | None = None, user: str | None = None
) -> Path | None:
    """Bring the data to the PostgreSQL of `new`; returns where the old folder is kept.

    `old` is the folder of the programs that can still serve the data, if it is not the
    system's. Nothing to do is None. The new folder takes its place only when it is complete.
    """
    after = Postgres(data, bin_folder=new, user=user)
    before = major_of(after)
    if before is None or before == after.binaries.major:
        return None
    if after.running() is not None:
        raise Conflict(f"{data} is in use: stop bolo first")
    if old is None:
        found = find_major(after.account, before)
        if found is None:
            raise Misconfigured(
                f"the data in {data} is of PostgreSQL {before}: install postgresql-{before}, or"
                " name the folder of its programs, so that it can be read once more"
            )
        old = found.folder
    return _carry_over(Postgres(data, bin_folder=old, user=user), after, user)


def _carry_over(source: Postgres, target: Postgres, user: str | None) -> Path:
    """Dump, make the new folder aside, restore there, then let the folders change places."""
    name = f"postgres-{uuid4().hex[:8]}"
    dump, aside = source.data / f"{name}.backup", source.data / name
    fresh = Postgres(aside, bin_folder=target.binaries.folder, user=user)
    try:
        try:
            backup(source.start(), dump, target.binaries)
        finally:
            source.stop()
        try:
            restore(fresh.start(), dump, target.binaries)
        finally:
            fresh.stop()
        kept = source.data / f"postgres-{source.binaries.major}"
        source.data.joinpath("postgres").rename(kept)
        (aside / "postgres").rename(source.data / "postgres")
        return kept
    finally:
        dump.unlink(missing_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
