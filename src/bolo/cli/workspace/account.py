"""`bolo account`: the owner's own account; what is kept of it taken along, or erased for good."""

import asyncio
import shutil
from pathlib import Path
from typing import IO, Annotated

import typer
from rich.table import Table

from bolo.accounts.caller import Caller
from bolo.cli.files.mistakes import check_places, writing
from bolo.cli.frame.opening import console, out
from bolo.cli.frame.owner import as_owner
from bolo.core.errors import Invalid
from bolo.views import stats
from bolo.wiring import Services

account = typer.Typer(help="Your own account: show, rename, export, erase.", no_args_is_help=True)
HERE = "this machine"
"""Where guesses of a password come from, as the lock-out counts them."""


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(account, name="account")


@account.command("show")
def show(context: typer.Context) -> None:
    """Say who you are here, and what the workspace holds."""

    async def use(app: Services, who: Caller) -> tuple[Caller, stats.Stats]:
        async with app.db.for_workspace(who.workspace) as session:
            return who, await stats.of(session, who.workspace, who.user)

    who, held = as_owner(context, use)
    table = Table("", "", show_header=False)
    for name, value in {
        "name": who.name,
        "e-mail": who.email or "",
        "workspace": who.workspace_name,
        "role": who.role,
        "members": held.members,
        "watches": held.watches,
        "open opportunities": held.opportunities_open,
        "alerts": f"{held.alerts}, {held.alerts_unread} unread",
        "API keys": held.api_keys,
    }.items():
        table.add_row(name, str(value))
    out.print(table)


@account.command("rename")
def rename(context: typer.Context, name: str) -> None:
    """Call yourself otherwise."""
    now = as_owner(
        context,
        lambda app, who: app.people.profiles.rename(who, name),
        does="change_me",
        to="/users/me",
    )
    console.print(f"you are {now.name} now", markup=False)


@account.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file.zip that is not there yet.")],
) -> None:
    """Write all that is kept of you to a ZIP of JSON and CSV that only you may read."""
    check_places(file)
    if file.exists():
        raise Invalid(f"{file} is there already; choose another name")

    async def use(app: Services, who: Caller) -> None:
        archive = await app.people.export.write(who, app.clock())
        await asyncio.to_thread(keep, archive, file)

    as_owner(context, use, does="export_me", to="/users/me/export")
    console.print(f"{file}: {file.stat().st_size / 1e6:.1f} MB", markup=False)


def keep(archive: IO[bytes], file: Path) -> None:
    """Write an archive whole or not at all; half of one has another name, and is nobody else's."""
    half = file.with_name(f".{file.name}.half")
    with archive, writing(file):
        try:
            half.unlink(missing_ok=True)  # one that was killed left it
            half.touch(mode=0o600, exist_ok=False)
            with half.open("wb") as kept:
                shutil.copyfileobj(archive, kept)
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)


@account.command("erase")
def erase(
    context: typer.Context,
    confirm: Annotated[
        str | None, typer.Option(help="The name of your workspace; asked for when unsaid.")
    ] = None,
) -> None:
    """Erase your account and every workspace that is yours alone, for good."""
    who = as_owner(context, _whoever)
    if confirm is None:
        console.print(f"This erases {who.name}'s account, and with it all that is yours alone:")
        console.print("watches, searches, alerts, sales, settings, keys. It cannot be undone.")
        confirm = typer.prompt(f"Type the name of your workspace ({who.workspace_name})")
    if confirm.strip() != who.workspace_name:
        raise Invalid(f"nothing is erased: {confirm} is not {who.workspace_name}")
    secured = as_owner(context, _secured)
    password = typer.prompt("Your password", hide_input=True) if secured else None
    as_owner(
        context,
        lambda app, who: app.people.profiles.leave(who, password, HERE),
        does="remove_me",
        to="/users/me",
    )
    console.print("the account is erased; the next start makes an empty one")


async def _whoever(app: Services, who: Caller) -> Caller:
    del app
    return who


async def _secured(app: Services, who: Caller) -> bool:
    person, _ = await app.people.profiles.me(who)
    return person.password_hash is not None
