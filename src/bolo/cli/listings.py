"""Commands about listings: list what was seen, write it to a file, mark what is worth it."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated
from uuid import UUID

import orjson
import typer
from asyncpg import Record

from bolo.cli.files.mistakes import check_places, write_whole
from bolo.cli.frame.counting import many
from bolo.cli.frame.opening import AsJson, console, folding, out, with_services
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import lines
from bolo.core.errors import Invalid
from bolo.pipeline.observe.mark_store import Marking, Person
from bolo.platform.sheets.writing import as_csv, as_xlsx
from bolo.views.feed import query as feed
from bolo.views.feed import words as feed_words
from bolo.views.feed.query import Wanted
from bolo.views.feed.sheet import MOST_EXPORTED, sheet
from bolo.views.listings import money
from bolo.wiring import Services

listings = typer.Typer(help="What was seen: list, show, mark, export.", no_args_is_help=True)
WRITERS = {".csv": as_csv, ".xlsx": as_xlsx}
Looked = Annotated[str, typer.Argument(help='Words in the title: all of them, "a phrase", -never.')]
Saved = Annotated[bool, typer.Option("--saved", help="Only what was saved.")]
Everywhere = Annotated[bool, typer.Option("--all", help="Also what is no longer offered.")]
MinPrice = Annotated[float | None, typer.Option(min=0, help="In your workspace's currency.")]
MaxPrice = Annotated[float | None, typer.Option(min=0, help="In your workspace's currency.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of a command say."""

    words: str
    saved: bool
    gone_too: bool
    min_price: float | None
    max_price: float | None


async def _found(app: Services, wanted: Asked, limit: int) -> list[Record]:
    owner = await app.accounts.ensure_owner()
    limits = (wanted.min_price, wanted.max_price)
    asked = Wanted(
        owner.workspace,
        owner.user,
        words=feed_words.read(wanted.words),
        saved=True if wanted.saved else None,
        offered=None if wanted.gone_too else True,
        min_price=None if limits[0] is None else Decimal(str(limits[0])),
        max_price=None if limits[1] is None else Decimal(str(limits[1])),
        rates=app.venues.rates.into(owner.currency),
    )
    return await app.db.read(owner.workspace, *feed.page(asked, None, limit))


async def _named(app: Services, wanted: Asked, limit: int) -> tuple[list[Record], dict[str, str]]:
    """Return what was seen, and what shops are called on screen too."""
    return await _found(app, wanted, limit), app.demo.shop_names()


@listings.command("list")
def list_listings(
    context: typer.Context,
    words: Looked = "",
    *,
    saved: Saved = False,
    gone_too: Everywhere = False,
    min_price: MinPrice = None,
    max_price: MaxPrice = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST_EXPORTED, help="How many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List what your watches have seen, the newest first."""
    asked = Asked(words, saved, gone_too, min_price, max_price)
    found, names = with_services(context, lambda app: _named(app, asked, limit))
    if as_json:
        for one in found:
            typer.echo(orjson.dumps(dict(one), default=str).decode())
        return
    table = folding("seen since", "title", "price", "shop", "deal")
    for one in found:
        price = money(one["amount"], one["price_currency"])
        profit = money(one["profit"], one["deal_currency"])
        deal = f"{one['verdict']} {profit}" if profit else ""
        since = f"{one['first_seen_at']:%Y-%m-%d %H:%M}"
        table.add_row(
            since, one["listing_title"], str(price or ""), names.get(one["shop"], one["shop"]), deal
        )
    out.print(table)


@listings.command("show")
def show(context: typer.Context, listing: UUID) -> None:
    """Print one listing with what was made of it, as JSON."""
    from bolo.api import listings as routes  # noqa: PLC0415  (heavy; of these commands alone)

    lines([as_owner(context, lambda app, who: routes.get_listing(listing, who, app))])


@listings.command("mark")
def mark(
    context: typer.Context,
    ids: Annotated[list[UUID], typer.Argument(help="Their ids: bolo listings list --json.")],
    *,
    saved: Annotated[bool | None, typer.Option("--save/--unsave", help="On your shelf.")] = None,
    hidden: Annotated[bool | None, typer.Option("--hide/--unhide", help="Out of sight.")] = None,
    viewed: Annotated[bool | None, typer.Option("--viewed/--unviewed")] = None,
    note: Annotated[str | None, typer.Option(help="A note of the workspace.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Add it; may be given again.")] = None,
    untag: Annotated[list[str] | None, typer.Option(help="Take it away.")] = None,
) -> None:
    """Save or hide listings, write a note on them, tag them; what is not said stays."""
    change = Marking(
        *(viewed, saved, hidden, note),
        add_tags=tuple(tag or ()),
        remove_tags=tuple(untag or ()),
    )
    if not change.of_person and not change.of_workspace:
        raise Invalid("say what to make of them: --save, --hide, --viewed, --note or --tag")
    as_owner(
        context,
        lambda app, who: app.marking.mark(Person(who.workspace, who.user), ids, change),
        does="mark_listings",
        to=f"/listings, {len(ids)} of them",
    )


@listings.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Option("--out", help="A file.csv or a file.xlsx.")],
    words: Looked = "",
    *,
    saved: Saved = False,
    gone_too: Everywhere = False,
    min_price: MinPrice = None,
    max_price: MaxPrice = None,
) -> None:
    """Write what your watches have seen to a file, 10,000 listings at most."""
    write = WRITERS.get(file.suffix.lower())
    if write is None:
        raise Invalid(f"{file} is neither .csv nor .xlsx; name it so that its end says which")
    check_places(file)
    asked = Asked(words, saved, gone_too, min_price, max_price)
    found = with_services(context, lambda app: _found(app, asked, MOST_EXPORTED))
    write_whole(file, write(sheet(found)))
    console.print(f"{many(len(found), 'listing')} written to {file}")


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(listings, name="listings")
