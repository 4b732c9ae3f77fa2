"""Commands about the data: backup, restore, upgrade."""

from pathlib import Path
from typing import Annotated

import typer

from bolo.cli.frame.opening import console, database, postgres, settings
from bolo.core.errors import Conflict
from bolo.platform.clock import system_clock
from bolo.platform.database import migrate
from bolo.platform.durable import journal
from bolo.platform.postgres import backup
from bolo.platform.postgres import upgrade as pg_upgrade
from bolo.platform.postgres.lock import hold, served_at
from bolo.platform.secrets import FILE
from bolo.platform.settings import Settings

db = typer.Typer(
    help="The data: back it up, restore it, bring it up to date.", no_args_is_help=True
)
File = Annotated[Path, typer.Argument(help="The backup file.", dir_okay=False)]


@db.command("backup")
def backup_command(context: typer.Context, file: File) -> None:
    """Write everything but the secret key into one file; bolo may go on running meanwhile."""
    chosen = settings(context)
    with database(chosen) as url, console.status(f"writing {file}"):
        backup.backup(url, file, postgres(chosen).binaries)
    console.print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    if chosen.secret_key is None:
        key = chosen.data / FILE
        console.print(f"keep {key} beside it: credentials of channels open by it alone")


@db.command("restore")
def restore_command(
    context: typer.Context,
    file: File,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is there; without it that is refused.")
    ] = False,
) -> None:
    """Bring back a backup; bolo must not be running."""
    chosen = settings(context)
    if not chosen.database_url and served_at(chosen.data) is not None:
        msg = f"{chosen.data} is in use; stop bolo first"
        raise Conflict(msg)
    with database(chosen, bare=True) as url, console.status(f"restoring {file}"):
        programs = postgres(chosen).binaries
        backup.restore(url, file, programs, force=force, finish=_bring_schema)
    console.print(f"restored {file}")


def _bring_schema(url: str) -> None:
    migrate.upgrade(url)
    journal.prepare(url)


@db.command("upgrade")
def upgrade_command(context: typer.Context) -> None:
    """Bring the schema, and the embedded server's files, to this version of bolo."""
    chosen = settings(context)
    if not chosen.database_url:
        _upgrade_server(chosen)
    with database(chosen) as url, console.status("upgrading"):
        before = migrate.state(url)
        _bring_schema(url)
    console.print(f"the schema was {before} and is current now")


def _upgrade_server(chosen: Settings) -> None:
    """Carry the data over to the PostgreSQL of this version, if it is of another."""
    server = postgres(chosen)
    major = pg_upgrade.major_of(server)
    if major is None or server.running() is not None or major == server.binaries.major:
        return
    with hold(chosen.data, system_clock), console.status(f"moving on from PostgreSQL {major}"):
        kept = pg_upgrade.upgrade(chosen.data, new=chosen.pg_bin, user=chosen.pg_user)
    console.print(f"the old files are kept in {kept}")


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(db, name="db")
