"""`bolo templates`: ready searches to begin from, and those of whoever runs this bolo."""

from dataclasses import asdict
from typing import Annotated

import orjson
import typer

from bolo.accounts.caller import Caller
from bolo.cli.frame.opening import AsJson, console, folding, out, with_services
from bolo.cli.frame.owner import as_owner
from bolo.core.searching.saved import SavedSearch
from bolo.core.searching.templates import Template
from bolo.pipeline.watch.searches.searching import Wanted
from bolo.wiring import Services

templates = typer.Typer(
    help="Ready searches: list, use; add, change and withdraw your own.", no_args_is_help=True
)
Name = Annotated[str, typer.Argument(help="Its name: small letters, digits and dashes.")]
Title = Annotated[str, typer.Option(help="What to call it.")]


@templates.command("list")
def list_templates(
    context: typer.Context,
    own: Annotated[bool, typer.Option("--own", help="Only your own.")] = False,
    as_json: AsJson = False,
) -> None:
    """List ready searches, your own first, with how many searches began from each."""

    async def use(app: Services) -> tuple[tuple[Template, ...], dict[str, int]]:
        async with app.db.transaction() as session:
            return app.templating.all(), await app.templating.uses(session)

    every, uses = with_services(context, use)
    found = [one for one in every if one.own or not own]
    if as_json:
        for one in found:
            told = {**asdict(one), "uses": uses.get(one.slug, 0)}
            typer.echo(orjson.dumps(told).decode())
        return
    table = folding("name", "title", "category", "rule", "featured", "yours", "used")
    for one in found:
        marks = ("yes" if mark else "" for mark in (one.featured, one.own))
        used = str(uses.get(one.slug, 0))
        table.add_row(one.slug, one.title, one.category, one.rule, *marks, used)
    out.print(table)


@templates.command("use")
def begin_from(
    context: typer.Context,
    name: Name,
    title: Annotated[str | None, typer.Option(help="What to call the search.")] = None,
    every: Annotated[int | None, typer.Option(help="Minutes between checks: 5 to 1440.")] = None,
) -> None:
    """Save a search as a template has it."""

    async def use(app: Services, who: Caller) -> SavedSearch:
        one = app.templating.one(name)
        wanted = Wanted(one.criteria, title or one.title, every, one.slug)
        return await app.saving.add(who.workspace, wanted)

    made = as_owner(context, use, does="search_from_template", to=lambda one: f"/searches/{one.id}")
    console.print(f"saved {made.title}: {made.hits} match already", markup=False)


@templates.command("add")
def add(
    context: typer.Context,
    name: Name,
    rule: Annotated[str, typer.Argument(help="What it looks for, as for a search.")],
    *,
    title: Title,
    category: Annotated[str, typer.Option(help="Under which heading it stands.")],
    text: Annotated[str, typer.Option(help="A sentence about it.")] = "",
    featured: Annotated[bool, typer.Option("--featured", help="Show it among the first.")] = False,
) -> None:
    """Add a ready search of your own, or write one of that name anew."""
    given = {"title": title, "category": category, "rule": rule, "text": text, "featured": featured}

    async def use(app: Services, who: Caller) -> Template:
        del who
        return app.templating.keep(name, given)

    kept = as_owner(context, use, does="keep_template", to=f"/admin/templates/{name}")
    console.print(f"{name}: {kept.rule}", markup=False)


@templates.command("remove")
def remove(context: typer.Context, name: Name) -> None:
    """Withdraw one of your own; searches that began from it stay."""

    async def use(app: Services, who: Caller) -> None:
        del who
        app.templating.remove(name)

    as_owner(context, use, does="remove_template", to=f"/admin/templates/{name}")
    console.print(f"{name} is withdrawn", markup=False)


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(templates, name="templates")
