"""`bolo follow`: hear of one thing's price, and only when it is worth a word."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import orjson
import typer
from rich.table import Table

from bolo.accounts.store import currency_of
from bolo.cli.accounts import AsJson, with_services
from bolo.cli.opening import console, out
from bolo.core.errors import Invalid
from bolo.core.following.follows import Condition, FollowKind, When, share
from bolo.core.money import Money
from bolo.pipeline.match.follow_store import Asked, Shown
from bolo.pipeline.match.following import Past, Target, Wish
from bolo.wiring import Services

follow = typer.Typer(
    help="Follow a page, listing, product, seller or shop: try, add, list, pause, resume, remove.",
    no_args_is_help=True,
)
What = Annotated[
    str, typer.Argument(help="An address; an id with --as; a name with --as and --on.")
]
As = Annotated[FollowKind, typer.Option("--as", help="What it is.")]
On = Annotated[str | None, typer.Option("--on", help="The marketplace of a seller or shop.")]
Below = Annotated[str | None, typer.Option(help="Tell when the price is below: 400GBP.")]
Drop = Annotated[str | None, typer.Option(help="… has fallen by so much within days: 10%/30d.")]
Rise = Annotated[str | None, typer.Option(help="… has risen by so much within days: 10%/30d.")]
Low = Annotated[bool, typer.Option("--low", help="… is lower than ever recorded.")]
Stock = Annotated[bool, typer.Option("--stock", help="Tell when it is back in stock.")]
New = Annotated[bool, typer.Option("--new", help="Tell of each new listing.")]
Unusual = Annotated[bool, typer.Option("--unusual", help="Tell of a price far from the usual.")]
Margin = Annotated[
    str | None, typer.Option(help="Per cent to leave a state by before it is told again: 2.")
]
Which = Annotated[str, typer.Argument(help="The follow: its name or id.")]
_PRICE = re.compile(r"\s*(\d{1,12}(?:\.\d{1,4})?)\s*([A-Za-z]{3})?\s*")


async def _owner(app: Services) -> tuple[UUID, str]:
    owner = await app.accounts.ensure_owner()
    async with app.db.for_workspace(owner.workspace) as session:
        return owner.workspace, await currency_of(session, owner.workspace)


class Given:
    """What the options of a command say."""

    def __init__(self, figures: dict[When, str | None], flags: dict[When, bool]) -> None:
        self.figures, self.flags = figures, flags

    def wish(self, currency: str, margin: str | None) -> Wish:
        """Return when to tell."""
        try:
            share_left = None if margin is None else Decimal(margin.removesuffix("%"))
        except ArithmeticError as error:
            raise Invalid(f"{margin} is no number of per cent") from error
        return Wish(tuple(self._conditions(currency)), margin=share_left)

    def _conditions(self, currency: str) -> Iterator[Condition]:
        for when, given in self.figures.items():
            if given is not None and when is When.BELOW:
                yield Condition(when, _price(given, currency))
            elif given is not None:
                yield share(given, when)
        yield from (Condition(when) for when, wanted in self.flags.items() if wanted)


def _price(given: str, currency: str) -> Money:
    parts = _PRICE.fullmatch(given)
    if parts is None:
        raise Invalid(f"{given} is no price; write, for example, 400GBP")
    return Money.of(parts[1], (parts[2] or currency).upper())


def _target(what: str, kind: FollowKind, marketplace: str | None) -> Target:
    if kind is FollowKind.PAGE:
        return Target(kind, address=what)
    try:
        return Target(kind, UUID(what))
    except ValueError:
        if kind in {FollowKind.LISTING, FollowKind.PRODUCT}:
            raise Invalid(f"{what} is no id of a {kind}") from None
        return Target(kind, marketplace=marketplace, name=what)


@follow.command("add")
def add(
    context: typer.Context,
    what: What,
    *,
    kind: As = FollowKind.PAGE,
    on: On = None,
    below: Below = None,
    drop: Drop = None,
    rise: Rise = None,
    low: Low = False,
    stock: Stock = False,
    new: New = False,
    unusual: Unusual = False,
    margin: Margin = None,
    name: Annotated[str | None, typer.Option("--name", help="What to call it.")] = None,
    try_out: Annotated[
        bool, typer.Option("--try", help="Say when it would have been told; save nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Follow something; what is so already is not told."""
    given = Given(
        {When.BELOW: below, When.DROP: drop, When.RISE: rise},
        {When.LOW: low, When.STOCK: stock, When.NEW: new, When.UNUSUAL: unusual},
    )
    target = _target(what, kind, on)

    async def use(app: Services) -> Shown | Past:
        workspace, currency = await _owner(app)
        wish = given.wish(currency, margin)
        if try_out:
            return await app.following.preview(workspace, currency, target, wish)
        wished = Wish(wish.conditions, name, wish.margin)
        return await app.following.add(workspace, currency, target, wished)

    made = with_services(context, use)
    if isinstance(made, Past):
        _tell_past(made)
    else:
        _tell(made, as_json=as_json)


def _tell_past(past: Past) -> None:
    told = f"{past.label}: told {len(past.fired)} times"
    console.print(f"{told} on the recorded prices of {past.listings} listings", markup=False)
    for one, currency in past.fired[:20]:
        price = Money(one.price, currency).rounded() if one.price is not None else ""
        console.print(f"  {one.at:%Y-%m-%d %H:%M} {one.when} {price}", markup=False)


def _told(shown: Shown) -> str:
    return "; ".join(one.told for one in shown.follow.conditions)


def _tell(shown: Shown, *, as_json: bool) -> None:
    one = shown.follow
    if as_json:
        told = {
            "id": one.id,
            "kind": one.kind,
            "key": one.key,
            "label": one.label,
            "state": "paused" if one.paused else "active",
            "conditions": [each.told for each in one.conditions],
            "hits": shown.hits,
        }
        typer.echo(orjson.dumps(told, default=str).decode())
        return
    console.print(f"following {one.label}: {_told(shown)}", markup=False)


@follow.command("list")
def list_follows(context: typer.Context, as_json: AsJson = False) -> None:
    """List what is followed, the newest first."""

    async def use(app: Services) -> list[Shown]:
        workspace, _ = await _owner(app)
        return await app.following.some(workspace, Asked(limit=1_000))

    found = with_services(context, use)
    if as_json:
        for one in found:
            _tell(one, as_json=True)
        return
    table = Table("what", "name", "told when", "state", "told")
    for one in found:
        state = "paused" if one.follow.paused else "active"
        table.add_row(one.follow.kind, one.follow.label, _told(one), state, str(one.hits))
    out.print(table)


def _command(name: str, told: str, doc: str) -> None:
    """Add a command that does `name` to one follow."""

    @follow.command(name, help=doc)
    def command(context: typer.Context, which: Which) -> None:
        async def use(app: Services) -> str:
            workspace, _ = await _owner(app)
            every = await app.following.some(workspace, Asked(limit=10_000))
            found = [one.follow for one in every if which in {str(one.follow.id), one.follow.label}]
            if len(found) != 1:
                why = "several follows are" if found else "no follow is"
                raise Invalid(f"{why} called {which}; see: bolo follow list --json")
            await getattr(app.following, name)(workspace, found[0].id)
            return found[0].label

        console.print(f"{with_services(context, use)} {told}", markup=False)


_command("pause", "is paused", "Tell nothing for a while.")
_command("resume", "goes on", "Tell again; what happened meanwhile is not told.")
_command("remove", "is followed no longer", "Follow it no longer.")


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(follow, name="follow")
