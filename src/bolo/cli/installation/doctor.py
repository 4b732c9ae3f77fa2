"""`bolo doctor`: looks at everything a person can get wrong and says how to mend it."""

import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from importlib import import_module

import orjson
import typer

from bolo.cli.frame.opening import AsJson, as_served, out, postgres
from bolo.cli.frame.opening import settings as read_settings
from bolo.core.errors import BoloError
from bolo.pipeline.value import rates
from bolo.platform.clock import system_clock
from bolo.platform.dashboard import BUILT
from bolo.platform.database import migrate, revision
from bolo.platform.settings import Settings

LEAST_SPACE = 1_000_000_000
OLD = 7
"""Days; longer than Easter, on which no rates are published."""
OLD_RATES = "newer ones come from www.ecb.europa.eu once bolo runs and reaches it"
OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` says what to do when it is not well."""

    what: str
    well: bool
    found: str
    mend: str | None = None


def python() -> Finding:
    """Look at the Python that runs us."""
    version = ".".join(map(str, sys.version_info[:3]))
    well = sys.version_info[:2] >= OLDEST
    return Finding("Python", well, version, None if well else "install Python 3.11 or newer")


def data_folder(chosen: Settings) -> Finding:
    """Look whether the data folder can be written."""
    folder = next(one for one in (chosen.data, *chosen.data.parents) if one.exists())
    probe = folder / ".bolo-doctor"
    try:
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        return Finding(
            "Data folder", False, str(error), "choose a folder that you may write: --data DIR"
        )
    cluster = (chosen.data / "postgres").resolve()
    apart = cluster.exists() and cluster.parent != chosen.data.resolve()
    told = f"{chosen.data}; PostgreSQL's files are in {cluster}: move or remove both together"
    return Finding("Data folder", True, told if apart else str(chosen.data))


def space(chosen: Settings) -> Finding:
    """Look at the room that is left on the disk."""
    folder = next(one for one in (chosen.data, *chosen.data.parents) if one.exists())
    free = shutil.disk_usage(folder).free
    mend = None if free >= LEAST_SPACE else "free at least 1 GB, or choose another disk: --data DIR"
    return Finding("Disk", free >= LEAST_SPACE, f"{free / 1e9:.1f} GB free", mend)


def binaries(chosen: Settings) -> Finding:
    """Look for the programs of PostgreSQL."""
    if chosen.database_url:
        return Finding("PostgreSQL", True, "your own, by DATABASE_URL")
    try:
        found = postgres(chosen).binaries
    except BoloError as error:
        return Finding("PostgreSQL", False, str(error), "run ./run again, or set BOLO_PG_BIN")
    return Finding("PostgreSQL", True, f"{found.major} in {found.folder}")


def server(chosen: Settings) -> Finding:
    """Look whether the database answers and has the schema of this version."""
    url = chosen.database_url
    if url is None:
        embedded = postgres(chosen)
        if embedded.running() is None:
            return Finding("Database", True, "not running; ./run starts it")
        url = embedded.url()
    try:
        state, closed = migrate.state(url), migrate.closed(url)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is what the person must know)
        return Finding("Database", False, str(error).splitlines()[0], "check DATABASE_URL")
    well = state is revision.State.CURRENT
    if well and not closed:
        told = "restored without the role bolo_tenant: it keeps no workspaces apart"
        return Finding("Database", False, told, "bolo db restore FILE --force")
    return Finding("Database", well, f"schema is {state}", None if well else "bolo db upgrade")


def port(chosen: Settings) -> Finding:
    """Look whether bolo is there, also at another port that it was started at; else for ours."""
    served = as_served(chosen)
    if served.port != chosen.port and _is_bolo(served):
        return Finding("Port", True, f"bolo is at {served.host}:{served.port}")
    where = f"{chosen.host}:{chosen.port}"
    with socket.socket(socket.AF_INET6 if ":" in chosen.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError as error:
            if _is_bolo(chosen):
                return Finding("Port", True, f"bolo is at {where}")
            mend = "stop what uses it, or choose another: --port 8001"
            return Finding("Port", False, f"{where} cannot be had: {error.strerror}", mend)
    return Finding("Port", True, f"{where} is free")


def _is_bolo(chosen: Settings) -> bool:
    """Ask whoever has the port whether it is one of us."""
    connection = HTTPConnection(chosen.host, chosen.port, timeout=2)
    try:
        connection.request("GET", "/api/v1/health")
        answer = connection.getresponse()
        return answer.status == HTTPStatus.OK and b'"version"' in answer.read(1000)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def dashboard(_: Settings) -> Finding:
    """Look whether the pages are built."""
    well = (BUILT / "index.html").is_file()
    return Finding(
        "Dashboard", well, "built" if well else "not built", None if well else "start by ./run"
    )


def key(chosen: Settings) -> Finding:
    """Look whether the key that seals secrets is private."""
    file = chosen.data / "secret.key"
    if chosen.secret_key is not None or not file.exists():
        return Finding("Secret key", True, "not made yet" if not chosen.secret_key else "yours")
    well = not file.stat().st_mode & 0o077
    return Finding(
        "Secret key",
        well,
        "private" if well else "others can read it",
        None if well else f"chmod 600 {file}",
    )


def trees(_: Settings) -> Finding:
    """Look whether LightGBM loads: it needs an OpenMP runtime, which some machines lack."""
    try:
        found = import_module("lightgbm").__version__
    except OSError as error:
        mend = "start by ./run, or apt install libgomp1 (macOS: brew install libomp)"
        return Finding("LightGBM", False, str(error), mend)
    return Finding("LightGBM", True, found)


def exchange_rates(chosen: Settings) -> Finding:
    """Say of which day the newest exchange rates are: without a network they grow old."""
    today = system_clock().date()
    day = rates.known(chosen.data, today).date
    age = (today - day).days
    told = f"of {day}" + (f": {OLD_RATES}" if age > OLD else "")
    return Finding("Exchange rates", True, told)


def private_addresses(chosen: Settings) -> Finding:
    """Say when addresses inside may be asked."""
    told = "allowed" if chosen.allow_private_addresses else "refused"
    return Finding("Private addresses", True, f"{told} (BOLO_ALLOW_PRIVATE_ADDRESSES)")


CHECKS: tuple[Callable[[Settings], Finding], ...] = (
    data_folder,
    space,
    binaries,
    server,
    port,
    dashboard,
    key,
    trees,
    exchange_rates,
    private_addresses,
)


def examine(read: Callable[[], Settings]) -> Iterator[Finding]:
    """Look at everything; unreadable settings end it, since the rest depends on them."""
    yield python()
    try:
        chosen = read()
    except BoloError as error:
        yield Finding("Settings", False, str(error), "correct the variable and start again")
        return
    yield Finding("Settings", True, "readable")
    for check in CHECKS:
        yield check(chosen)


def mount(app: typer.Typer) -> None:
    """Add the command to `app`."""

    @app.command("doctor")
    def doctor(context: typer.Context, as_json: AsJson = False) -> None:
        """Check everything that can be wrong here, and say how to mend it."""
        ill = 0
        for finding in examine(lambda: read_settings(context)):
            ill += not finding.well
            if as_json:
                typer.echo(orjson.dumps(finding).decode())
                continue
            mark = "[green]✓[/green]" if finding.well else "[red]✗[/red]"
            mend = f"  → {finding.mend}" if finding.mend else ""
            out.print(f"{mark} {finding.what}: {finding.found}{mend}", highlight=False)
        if ill:
            raise typer.Exit(1)
