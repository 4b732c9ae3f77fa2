"""Commands about who may come in: API keys and one-time links."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import orjson
import typer
from rich.table import Table

from bolo.accounts.audit import Checked
from bolo.accounts.caller import ApiKey
from bolo.cli.opening import console, database, out, services, settings
from bolo.platform.pg_lock import served_at
from bolo.wiring import Services

T = TypeVar("T")
keys = typer.Typer(help="Keys for programs: create, list, revoke.", no_args_is_help=True)
audit = typer.Typer(help="The log of who did what: verify.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def with_services(context: typer.Context, use: Callable[[Services], Awaitable[T]]) -> T:
    """Open the database and the services for one use."""
    chosen = settings(context)

    async def run(url: str) -> T:
        async with services(chosen, url) as opened:
            return await use(opened)

    with database(chosen) as url:
        return asyncio.run(run(url))


@keys.command("create")
def create(context: typer.Context, name: str, as_json: AsJson = False) -> None:
    """Make a key and print it, this once."""

    async def use(app: Services) -> ApiKey:
        return await app.accounts.create_api_key(await app.accounts.ensure_owner(), name)

    key = with_services(context, use)
    if as_json:
        typer.echo(orjson.dumps({"name": key.name, "key": key.token}).decode())
        return
    typer.echo(key.token)
    console.print("Keep it: it is not shown again. Send it as  Authorization: Bearer …")


@keys.command("list")
def list_keys(context: typer.Context, as_json: AsJson = False) -> None:
    """List the keys, without the keys themselves."""

    async def use(app: Services) -> tuple[ApiKey, ...]:
        return await app.accounts.api_keys(await app.accounts.ensure_owner())

    found = with_services(context, use)
    if as_json:
        for key in found:
            typer.echo(orjson.dumps(key, default=str).decode())
        return
    table = Table("name", "begins with", "made", "last used", "revoked")
    for key in found:
        moments = (key.created_at, key.last_used_at, key.revoked_at)
        table.add_row(
            key.name, f"{key.prefix}…", *(f"{at:%Y-%m-%d %H:%M}" if at else "" for at in moments)
        )
    out.print(table)


@keys.command("revoke")
def revoke(context: typer.Context, name: str) -> None:
    """Make a key useless from now on."""

    async def use(app: Services) -> None:
        await app.accounts.revoke_api_key(await app.accounts.ensure_owner(), name)

    with_services(context, use)
    console.print(f"{name} is revoked")


@audit.command("verify")
def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Work out every hash of the audit log anew; exit 1 when one is not what it should be."""

    async def use(app: Services) -> tuple[Checked, ...]:
        return await app.people.audit.verify_all()

    found = with_services(context, use)
    for one in found:
        if as_json:
            typer.echo(orjson.dumps(one, default=str).decode())
            continue
        told = "whole" if one.broken_at is None else f"BROKEN at entry {one.broken_at}"
        out.print(f"{one.workspace}  {one.entries} entries, {told}; last hash {one.head or '-'}")
    if any(one.broken_at is not None for one in found):
        raise typer.Exit(1)


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(keys, name="api-key")
    app.add_typer(audit, name="audit")

    @app.command("signin-link")
    def signin_link(
        context: typer.Context,
        email: Annotated[
            str | None, typer.Option(help="For whoever has this address, not the owner.")
        ] = None,
    ) -> None:
        """Print a link that signs a browser in, once, within 15 minutes."""
        chosen = settings(context)

        async def use(opened: Services) -> str:
            return await opened.accounts.signin_link_token(email)

        running = None if chosen.database_url else served_at(chosen.data)
        token = with_services(context, use)
        where = running or f"http://{chosen.host}:{chosen.port}"
        typer.echo(f"{where}/api/v1/signin?token={token}")
