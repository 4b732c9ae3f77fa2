"""Commands about plans: what there is, what a workspace uses, and a plan given by hand."""

from typing import Annotated

import orjson
import typer

from bolo.accounts.caller import Caller
from bolo.cli.frame.opening import AsJson, console, folding, out, with_services
from bolo.cli.frame.owner import as_owner
from bolo.core.errors import Invalid, NotFound
from bolo.core.plans.limits import OFFERED, Plan, PlanName
from bolo.views import admin, usage
from bolo.wiring import Services

plan = typer.Typer(help="Plans: show, list, set.", no_args_is_help=True)
Which = Annotated[
    str | None, typer.Option("--workspace", help="Its name or id; the owner's when unsaid.")
]
SETTABLE = [one.name.value for one in OFFERED]


async def _find(app: Services, who: Caller, which: str | None) -> admin.Workspace:
    since = usage.month_of(app.clock())
    async with app.db.transaction() as session:
        wanted = admin.Wanted(q=None, limit=100_000)
        only = who.workspace if which is None else None
        every = await admin.workspaces(session, wanted, since, only)
    found = [one for one in every if which is None or which in {str(one.id), one.name}]
    if len(found) != 1:
        why = "several workspaces are" if found else "no workspace is"
        raise NotFound(f"{why} called {which}; see: bolo plan list")
    return found[0]


def _limit(limit: int | None) -> str:
    return "any" if limit is None else str(limit)


def _told(found: Plan) -> dict[str, object]:
    return {
        "plan": found.name,
        "searches": found.searches,
        "marketplaces": found.marketplaces,
        "least_minutes": found.least_minutes,
        "requests_per_minute": found.requests_per_minute,
    }


@plan.command("list")
def list_plans(context: typer.Context, as_json: AsJson = False) -> None:
    """List the plans, and which workspace has which."""

    async def use(app: Services) -> list[tuple[admin.Workspace, Plan]]:
        since = usage.month_of(app.clock())
        async with app.db.transaction() as session:
            found = await admin.workspaces(session, admin.Wanted(limit=100_000), since)
            return [(one, await app.plans.of(session, one.id)) for one in found]

    found = with_services(context, use)
    if as_json:
        for one, has in found:
            told = {"workspace": str(one.id), "name": one.name, **_told(has)}
            typer.echo(orjson.dumps({**told, "running": one.searches, "held": one.held}).decode())
        return
    offered = folding("plan", "searches", "marketplaces", "checked every", "API requests")
    for each in OFFERED:
        offered.add_row(
            each.title,
            _limit(each.searches),
            _limit(each.marketplaces),
            f"{each.least_minutes} min",
            f"{each.requests_per_minute} a minute",
        )
    out.print(offered)
    table = folding("workspace", "owner", "plan", "searches", "held")
    for one, has in found:
        table.add_row(one.name, ", ".join(one.owners), has.title, str(one.searches), str(one.held))
    out.print(table)


@plan.command("show")
def show(context: typer.Context, workspace: Which = None, as_json: AsJson = False) -> None:
    """Say which plan a workspace has, and what it uses of it."""

    async def use(app: Services, who: Caller) -> tuple[admin.Workspace, usage.Usage]:
        one = await _find(app, who, workspace)
        async with app.db.transaction() as session:
            return one, await usage.of(session, app.watching.quota, one.id, app.clock())

    one, used = as_owner(context, use)
    if as_json:
        told = {"workspace": str(one.id), "name": one.name, **_told(used.plan)}
        more = {"running": used.searches, "held": used.held, "alerts": used.alerts}
        more |= {"following": used.follows, "held_follows": used.held_follows}
        asked = {"at": list(used.marketplaces)}
        typer.echo(orjson.dumps({**told, **more, **asked}).decode())
        return
    has = used.plan
    console.print(f"{one.name}: {has.title}", markup=False)
    console.print(f"  searches: {used.searches} of {_limit(has.searches)}, {used.held} held")
    console.print(f"  marketplaces: {len(used.marketplaces)} of {_limit(has.marketplaces)}")
    console.print(f"  follows: {used.follows} of {_limit(has.follows)}, {used.held_follows} held")
    console.print(f"  checked every {has.least_minutes} minutes at the most often")
    console.print(f"  alerts this month: {used.alerts}")


@plan.command("set")
def set_plan(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="free, starter, pro, business, or as-paid.")],
    workspace: Which = None,
) -> None:
    """Give a workspace a plan by hand; `as-paid` takes it back."""
    if name not in {*SETTABLE, "as-paid"}:
        raise Invalid(f"there is no plan {name}; choose one of: {', '.join(SETTABLE)}, as-paid")
    chosen = None if name == "as-paid" else PlanName(name)

    async def use(app: Services, who: Caller) -> tuple[admin.Workspace, Plan]:
        one = await _find(app, who, workspace)
        await app.plans.grant(one.id, chosen)
        await app.people.audit.tell_concerned(who, one.id, "grant_plan", chosen or "as paid")
        await app.saving.settle(one.id)
        await app.following.fit(one.id)
        return one, await app.plans.limits(one.id)

    one, has = as_owner(
        context,
        use,
        does="grant_plan",
        to=lambda done: f"/admin/workspaces/{done[0].id}/plan",
    )
    console.print(f"{one.name} has {has.title} now", markup=False)


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(plan, name="plan")
