"""Commands about who may come in: API keys and one-time links."""

from operator import attrgetter
from typing import Annotated

import orjson
import typer

from bolo.accounts.audit.service import Checked
from bolo.accounts.caller import Caller
from bolo.cli.frame.opening import AsJson, console, folding, out, settings, with_services
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import listed
from bolo.platform.postgres.lock import served_at
from bolo.wiring import Services

keys = typer.Typer(help="Keys for programs: create, list, revoke.", no_args_is_help=True)
audit = typer.Typer(help="The log of who did what: list, verify.", no_args_is_help=True)


@keys.command("create")
def create(context: typer.Context, name: str, as_json: AsJson = False) -> None:
    """Make a key and print it, this once."""
    key = as_owner(
        context,
        lambda app, who: app.accounts.create_api_key(who, name),
        does="create_api_key",
        to=lambda made: f"/api-keys/{made.id}",
    )
    if as_json:
        typer.echo(orjson.dumps({"name": key.name, "key": key.token}).decode())
        return
    typer.echo(key.token)
    console.print("Keep it: it is not shown again. Send it as  Authorization: Bearer …")


@keys.command("list")
def list_keys(context: typer.Context, as_json: AsJson = False) -> None:
    """List the keys, without the keys themselves."""
    found = as_owner(context, lambda app, who: app.accounts.api_keys(who))
    if as_json:
        for key in found:
            typer.echo(orjson.dumps(key, default=str).decode())
        return
    table = folding("name", "begins with", "made", "last used", "revoked")
    for key in found:
        moments = (key.created_at, key.last_used_at, key.revoked_at)
        table.add_row(
            key.name, f"{key.prefix}…", *(f"{at:%Y-%m-%d %H:%M}" if at else "" for at in moments)
        )
    out.print(table)


@keys.command("revoke")
def revoke(context: typer.Context, name: str) -> None:
    """Make a key useless from now on."""
    as_owner(
        context,
        lambda app, who: app.accounts.revoke_api_key(who, name),
        does="revoke_api_key",
        to=f"/api-keys/{name}",
    )
    console.print(f"{name} is revoked")


@audit.command("list")
def list_entries(
    context: typer.Context,
    action: Annotated[str | None, typer.Option(help="Only this: add_search …")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List what was done in your workspace, the newest first."""
    from bolo.api.workspace import audit as routes  # noqa: PLC0415  (heavy; of this command alone)

    columns = {
        "number": attrgetter("number"),
        "when": attrgetter("at"),
        "who": attrgetter("actor"),
        "how": attrgetter("via"),
        "did": attrgetter("action"),
        "to": attrgetter("target"),
    }
    found = as_owner(
        context,
        lambda app, who: routes.list_audit_entries(who, app, action=action, limit=limit),
    )
    listed(found.items, columns, as_json=as_json)


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

        async def use(opened: Services, who: Caller) -> tuple[Caller, str]:
            guest = await opened.accounts.somebody(email)
            token = await opened.accounts.signin_link_token(email)
            await opened.people.audit.tell_concerned(
                who, guest.workspace, "make_signin_link", str(guest.user)
            )
            return guest, token

        running = None if chosen.database_url else served_at(chosen.data)
        _, token = as_owner(
            context, use, does="make_signin_link", to=lambda made: str(made[0].user)
        )
        where = running or f"http://{chosen.host}:{chosen.port}"
        typer.echo(f"{where}/api/v1/signin?token={token}")
