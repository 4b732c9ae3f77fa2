"""Commands about the workspace and who works in it: list, invite, role, remove, rename."""

from typing import Annotated

import orjson
import typer

from bolo.accounts.caller import Caller, Role
from bolo.accounts.team.store import Invitation, Member
from bolo.cli.frame.opening import AsJson, console, folding, out
from bolo.cli.frame.owner import as_owner
from bolo.core.errors import Invalid
from bolo.wiring import Services

team = typer.Typer(
    help="Who works with you: list, invite, role, remove, rename.", no_args_is_help=True
)
Whom = Annotated[str, typer.Argument(help="Their e-mail address.")]
What = Annotated[Role, typer.Argument(help="What they are to be.")]


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(team, name="team")


@team.command("list")
def list_team(context: typer.Context, as_json: AsJson = False) -> None:
    """List who works in the workspace, and who was asked to."""

    async def use(app: Services, who: Caller) -> tuple[tuple[Member, ...], tuple[Invitation, ...]]:
        return await app.people.team.members(who), await app.people.team.invitations(who)

    members, invited = as_owner(context, use)
    if as_json:
        for one in (*members, *invited):
            typer.echo(orjson.dumps(one, default=str).decode())
        return
    table = folding("name", "e-mail", "role", "")
    for member in members:
        table.add_row(member.name, member.email or "", member.role, "")
    for asked in invited:
        table.add_row("", asked.email, asked.role, f"invited until {asked.expires_at:%Y-%m-%d}")
    out.print(table)


@team.command("invite")
def invite(
    context: typer.Context,
    email: Whom,
    role: Annotated[Role, typer.Option("--as", help="What they are to be.")] = Role.BUYER,
) -> None:
    """Ask somebody to join; the link is printed, to hand over where no mail is sent."""
    _, link = as_owner(
        context,
        lambda app, who: app.people.team.invite(who, email, role),
        does="invite",
        to=lambda made: f"/team/invitations/{made[0].id}",
    )
    typer.echo(link)


@team.command("role")
def set_role(context: typer.Context, email: Whom, role: What) -> None:
    """Make a member something else; the last owner stays one."""

    async def use(app: Services, who: Caller) -> str:
        member = await _find(app, who, email)
        await app.people.team.set_role(who, member.id, role)
        return f"/team/{member.id}"

    as_owner(context, use, does="change_role", to=str)
    console.print(f"{email} is {role} now", markup=False)


@team.command("remove")
def remove(context: typer.Context, email: Whom) -> None:
    """Let a member belong no more, or take an invitation back."""

    async def use(app: Services, who: Caller) -> str:
        for one in await app.people.team.invitations(who):
            if one.email == email:
                await app.people.team.withdraw(who, one.id)
                return f"/team/invitations/{one.id}"
        member = await _find(app, who, email)
        await app.people.team.remove(who, member.id)
        return f"/team/{member.id}"

    as_owner(context, use, does="remove_member", to=str)
    console.print(f"{email} belongs to the workspace no more", markup=False)


@team.command("rename")
def rename(
    context: typer.Context, name: Annotated[str, typer.Argument(help="Its new name.")]
) -> None:
    """Call the workspace otherwise."""
    as_owner(
        context,
        lambda app, who: app.people.team.rename(who, name),
        does="rename_workspace",
        to="/workspace",
    )
    console.print(f"the workspace is called {name} now", markup=False)


async def _find(app: Services, who: Caller, email: str) -> Member:
    for one in await app.people.team.members(who):
        if one.email == email:
            return one
    raise Invalid(f"nobody here has the address {email}; see: bolo team list")
