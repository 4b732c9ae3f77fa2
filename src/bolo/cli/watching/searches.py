"""Commands about saved searches: from trying one to what it caught."""

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from bolo.accounts.caller import Caller
from bolo.accounts.store import currency_of
from bolo.cli.frame.opening import AsJson, console, folding, out
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import listed, said
from bolo.core.errors import Invalid
from bolo.core.searching.criteria import Criteria
from bolo.core.searching.rules.printing import text_of
from bolo.core.searching.rules.rule import RuleError
from bolo.core.searching.saved import SavedSearch, SearchState
from bolo.pipeline.observe.percolating import Caught
from bolo.pipeline.watch.searches.searching import EVERY_STATE, Wanted
from bolo.pipeline.watch.searches.store import Asked
from bolo.wiring import Services

if TYPE_CHECKING:
    from bolo.api.searches.shapes import SearchHit, SearchHits

searches = typer.Typer(
    help="Saved searches: try, add, edit, list, hits, pause, resume, duplicate, archive, remove.",
    no_args_is_help=True,
)
Rule = Annotated[str, typer.Argument(help="What to look for: '(iphone 13 OR 14) price<400GBP'.")]
Which = Annotated[str, typer.Argument(help="The search: its title or id.")]
Minutes = Annotated[int | None, typer.Option("--every", help="Minutes between checks: 5 to 1440.")]


async def _read(app: Services, who: Caller, rule: str) -> Criteria:
    async with app.db.for_workspace(who.workspace) as session:
        currency = await currency_of(session, who.workspace)
    try:
        return app.saving.searching.read(rule, currency)
    except RuleError as error:
        mark = f"{rule}\n{' ' * error.at}{'^' * error.length}"
        raise Invalid(f"{error}\n{mark}") from error


@searches.command("try")
def try_out(context: typer.Context, rule: Rule, as_json: AsJson = False) -> None:
    """Say what a search would have caught among the newest recorded listings."""

    async def use(app: Services, who: Caller) -> tuple[Criteria, Caught]:
        criteria = await _read(app, who, rule)
        async with app.db.for_workspace(who.workspace) as session:
            return criteria, await app.saving.percolating.preview(session, criteria, who.workspace)

    criteria, caught = as_owner(context, use)
    if as_json:
        told = {
            "rule": text_of(criteria),
            "looked_at": caught.looked_at,
            "caught": len(caught.listings),
            "unvalued": caught.unvalued,
            "by_marketplace": caught.by_marketplace,
        }
        typer.echo(orjson.dumps(told).decode())
        return
    console.print(text_of(criteria), markup=False)
    console.print(f"{len(caught.listings)} of the {caught.looked_at} newest listings")
    if caught.unvalued:
        console.print(f"{caught.unvalued} more once they are valued, if the margin does")
    for slug, count in caught.by_marketplace.items():
        console.print(f"  {slug}: {count}", markup=False)


@searches.command("word")
def word(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="What you look for, as you would say it.")],
    as_json: AsJson = False,
) -> None:
    """Have a language model make a rule of plain words; nothing is saved."""

    async def use(app: Services, who: Caller) -> tuple[str, Criteria]:
        said = await app.wording.rule(who.workspace, words)
        return said, await _read(app, who, said)

    said, criteria = as_owner(context, use)
    rule = text_of(criteria)
    typer.echo(orjson.dumps({"said": said, "rule": rule}).decode() if as_json else rule)


@searches.command("add")
def add(
    context: typer.Context,
    rule: Rule,
    title: Annotated[str | None, typer.Option(help="What to call it.")] = None,
    every: Minutes = None,
    as_json: AsJson = False,
) -> None:
    """Save a search; it catches from now on."""

    async def use(app: Services, who: Caller) -> SavedSearch:
        return await app.saving.add(
            who.workspace, Wanted(await _read(app, who, rule), title, every)
        )

    made = as_owner(context, use, does="add_search", to=_path)
    _tell(made, as_json=as_json)


@searches.command("edit")
def edit(
    context: typer.Context,
    which: Which,
    rule: Annotated[str | None, typer.Argument(help="What to look for from now on.")] = None,
    *,
    title: Annotated[str | None, typer.Option(help="What to call it.")] = None,
    every: Minutes = None,
    as_json: AsJson = False,
) -> None:
    """Change a search; what is not said stays, and so does what it caught."""
    if rule is None and title is None and every is None:
        raise Invalid("say what is to be otherwise: a rule, --title or --every")

    async def use(app: Services, who: Caller) -> SavedSearch:
        one = await find_search(app, who, which)
        criteria = await _read(app, who, rule) if rule is not None else None
        return await app.saving.change(who.workspace, one.id, Wanted(criteria, title, every))

    _tell(as_owner(context, use, does="change_search", to=_path), as_json=as_json)


@searches.command("hits")
def hits(
    context: typer.Context,
    which: Which,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List what a search caught, the newest first; `told` is what raised an alert."""
    from bolo.api.searches import routes  # noqa: PLC0415  (heavy; of this command alone)

    async def use(app: Services, who: Caller) -> tuple["SearchHits", dict[str, str]]:
        one = await find_search(app, who, which)
        found = await routes.list_hits(one.id, who, app, limit=limit)
        return found, app.demo.shop_names()

    found, names = as_owner(context, use)
    columns: dict[str, Callable[[SearchHit], object]] = {
        "caught": attrgetter("found_at"),
        "what": attrgetter("listing.title"),
        "price then": lambda one: said(one.price_then),
        "shop": lambda one: names.get(one.listing.shop, one.listing.shop),
        "told": attrgetter("told"),
        "address": attrgetter("listing.url"),
    }
    listed(found.items, columns, as_json=as_json)


@searches.command("list")
def list_searches(
    context: typer.Context,
    archived: Annotated[bool, typer.Option(help="Those that were put away.")] = False,
    as_json: AsJson = False,
) -> None:
    """List saved searches, the newest first."""
    states = (SearchState.ARCHIVED,) if archived else Asked().states

    asked = Asked(states, limit=1_000)
    found = as_owner(context, lambda app, who: app.saving.searching.some(who.workspace, asked))
    if as_json:
        for one in found:
            _tell(one, as_json=True)
        return
    table = folding("search", "rule", "state", "every", "caught", "waits for")
    for one in found:
        waits = ", ".join(one.waits_for)
        every = f"{one.every_minutes} min"
        table.add_row(one.title, one.rule, one.state, every, str(one.hits), waits)
    out.print(table)


def _tell(search: SavedSearch, *, as_json: bool) -> None:
    if as_json:
        names = "id title rule state every_minutes hits waits_for".split()
        told = {name: getattr(search, name) for name in names}
        typer.echo(orjson.dumps(told, default=str).decode())
        return
    console.print(f"saved {search.title}: {search.hits} match already", markup=False)
    if search.waits_for:
        console.print(f"it waits for: {', '.join(search.waits_for)}")


def _path(search: SavedSearch) -> str:
    return f"/searches/{search.id}"


async def find_search(app: Services, who: Caller, which: str) -> SavedSearch:
    """Return the search of a title or an id."""
    every = await app.saving.searching.some(who.workspace, Asked(EVERY_STATE, limit=10_000))
    found = [one for one in every if which in {str(one.id), one.title}]
    if len(found) != 1:
        why = "several searches are" if found else "no search is"
        raise Invalid(f"{why} called {which}; see: bolo searches list --json")
    return found[0]


def _command(name: str, told: str, doc: str) -> None:
    """Add a command that does `name` to one search."""

    @searches.command(name, help=doc)
    def command(context: typer.Context, which: Which) -> None:
        async def use(app: Services, who: Caller) -> SavedSearch:
            one = await find_search(app, who, which)
            does = app.saving if name in {"resume", "duplicate"} else app.saving.searching
            await getattr(does, name)(who.workspace, one.id)
            return one

        done = as_owner(context, use, does=f"{name}_search", to=_path)
        console.print(f"{done.title} {told}", markup=False)


_command("pause", "is paused", "Catch nothing for a while.")
_command("resume", "goes on", "Catch again, also what was archived.")
_command("duplicate", "is there twice", "Save the same once more, to be changed.")
_command("archive", "is put away", "Put it away with what it caught.")
_command("remove", "is forgotten", "Forget it and what it caught.")


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(searches, name="searches")
