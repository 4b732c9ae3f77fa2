"""`bolo follow`: hear of one thing's price, and only when it is worth a word."""

import re
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import orjson
import typer

from bolo.accounts.caller import Caller
from bolo.accounts.store import currency_of
from bolo.cli.frame.counting import many
from bolo.cli.frame.opening import AsJson, console, folding, out
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import listed, said
from bolo.cli.frame.spreading import spread
from bolo.core.errors import Invalid
from bolo.core.following.follows import Condition, FollowKind, When, share
from bolo.core.money import Money
from bolo.pipeline.match.follows.following import Past, Target, Wish
from bolo.pipeline.match.follows.store import Asked, Shown
from bolo.wiring import Services

if TYPE_CHECKING:
    from bolo.api.follows.shapes import FollowHit, FollowHits

follow = typer.Typer(
    help="Follow a page, product, seller …: add, edit, list, hits, pause, resume, remove.",
    no_args_is_help=True,
)
What = Annotated[
    str, typer.Argument(help="An address; an id with --as; a name with --as and --on.")
]
As = Annotated[FollowKind, typer.Option("--as", help="What it is.")]
On = Annotated[str | None, typer.Option("--on", help="The marketplace of a seller or shop.")]
Which = Annotated[str, typer.Argument(help="The follow: its name or id.")]
_PRICE = re.compile(r"\s*(\d{1,12}(?:\.\d{1,4})?)\s*([A-Za-z]{3})?\s*")


def _path(shown: Shown) -> str:
    return f"/follows/{shown.follow.id}"


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be told, and how it is called: options of a command, by Typer."""

    below: Annotated[str | None, typer.Option(help="Tell when the price is below: 400GBP.")] = None
    drop: Annotated[
        str | None, typer.Option(help="… has fallen by so much within days: 10%/30d.")
    ] = None
    rise: Annotated[
        str | None, typer.Option(help="… has risen by so much within days: 10%/30d.")
    ] = None
    low: Annotated[bool, typer.Option("--low", help="… is lower than ever recorded.")] = False
    stock: Annotated[bool, typer.Option("--stock", help="Tell when it is back in stock.")] = False
    new: Annotated[bool, typer.Option("--new", help="Tell of each new listing.")] = False
    unusual: Annotated[
        bool, typer.Option("--unusual", help="Tell of a price far from the usual.")
    ] = False
    margin: Annotated[
        str | None, typer.Option(help="Per cent to leave a state by before it is told again: 2.")
    ] = None
    name: Annotated[str | None, typer.Option("--name", help="What to call it.")] = None

    async def wish(self, app: Services, who: Caller) -> tuple[str, Wish]:
        """Return when to tell, and the workspace's currency."""
        async with app.db.for_workspace(who.workspace) as session:
            currency = await currency_of(session, who.workspace)
        try:
            margin = None if self.margin is None else Decimal(self.margin.removesuffix("%"))
        except ArithmeticError as error:
            raise Invalid(f"{self.margin} is no number of per cent") from error
        return currency, Wish(tuple(self._conditions(currency)), self.name, margin)

    @property
    def nothing(self) -> bool:
        """Whether they say nothing."""
        return not any(astuple(self))

    def _conditions(self, currency: str) -> Iterator[Condition]:
        if self.below is not None:
            yield Condition(When.BELOW, _price(self.below, currency))
        moves = {When.DROP: self.drop, When.RISE: self.rise}
        yield from (share(given, when) for when, given in moves.items() if given is not None)
        flags = {
            When.LOW: self.low,
            When.STOCK: self.stock,
            When.NEW: self.new,
            When.UNUSUAL: self.unusual,
        }
        yield from (Condition(when) for when, wanted in flags.items() if wanted)


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
@spread(Given)
def add(
    context: typer.Context,
    what: What,
    *,
    kind: As = FollowKind.PAGE,
    on: On = None,
    given: Given,
    try_out: Annotated[
        bool, typer.Option("--try", help="Say when it would have been told; save nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Follow something; what is so already is not told."""
    target = _target(what, kind, on)

    async def look_back(app: Services, who: Caller) -> Past:
        currency, wish = await given.wish(app, who)
        return await app.following.preview(who.workspace, currency, target, wish)

    async def save(app: Services, who: Caller) -> Shown:
        currency, wish = await given.wish(app, who)
        return await app.following.add(who.workspace, currency, target, wish)

    if try_out:
        _tell_past(as_owner(context, look_back))
    else:
        _tell(as_owner(context, save, does="add_follow", to=_path), as_json=as_json)


def _tell_past(past: Past) -> None:
    told = f"{past.label}: told {many(len(past.fired), 'time')}"
    console.print(
        f"{told} on the recorded prices of {many(past.listings, 'listing')}", markup=False
    )
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


@follow.command("edit")
@spread(Given)
def edit(
    context: typer.Context,
    which: Which,
    *,
    given: Given,
    as_json: AsJson = False,
) -> None:
    """Have other things told: what is said takes the place of all that was to be told."""
    if given.nothing:
        raise Invalid("say what is to be otherwise: --below, --drop, … --margin or --name")

    async def use(app: Services, who: Caller) -> Shown:
        _, wish = await given.wish(app, who)
        one = await find_follow(app, who, which)
        wish = replace(wish, conditions=wish.conditions or None)
        return await app.following.change(who.workspace, one.follow.id, wish)

    _tell(as_owner(context, use, does="change_follow", to=_path), as_json=as_json)


@follow.command("hits")
def hits(
    context: typer.Context,
    which: Which,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List what came true, the newest first."""
    from bolo.api.follows import routes  # noqa: PLC0415  (heavy; of this command alone)

    async def use(app: Services, who: Caller) -> "FollowHits":
        one = await find_follow(app, who, which)
        return await routes.list_follow_hits(one.follow.id, who, app, limit=limit)

    columns: dict[str, Callable[[FollowHit], object]] = {
        "when": attrgetter("at"),
        "what": attrgetter("when"),
        "price": lambda one: said(one.price),
        "before": lambda one: said(one.before),
        "listing": lambda one: one.listing and one.listing.title,
    }
    listed(as_owner(context, use).items, columns, as_json=as_json)


async def find_follow(app: Services, who: Caller, which: str) -> Shown:
    """Return what is followed by a name or an id."""
    every = await app.following.some(who.workspace, Asked(limit=10_000))
    found = [one for one in every if which in {str(one.follow.id), one.follow.label}]
    if len(found) != 1:
        why = "several follows are" if found else "no follow is"
        raise Invalid(f"{why} called {which}; see: bolo follow list --json")
    return found[0]


@follow.command("list")
def list_follows(context: typer.Context, as_json: AsJson = False) -> None:
    """List what is followed, the newest first."""
    asked = Asked(limit=1_000)
    found = as_owner(context, lambda app, who: app.following.some(who.workspace, asked))
    if as_json:
        for one in found:
            _tell(one, as_json=True)
        return
    table = folding("what", "name", "told when", "state", "told")
    for one in found:
        state = "paused" if one.follow.paused else "active"
        table.add_row(one.follow.kind, one.follow.label, _told(one), state, str(one.hits))
    out.print(table)


def _command(name: str, told: str, doc: str) -> None:
    """Add a command that does `name` to one follow."""

    @follow.command(name, help=doc)
    def command(context: typer.Context, which: Which) -> None:
        async def use(app: Services, who: Caller) -> Shown:
            one = await find_follow(app, who, which)
            await getattr(app.following, name)(who.workspace, one.follow.id)
            return one

        done = as_owner(context, use, does=f"{name}_follow", to=_path)
        console.print(f"{done.follow.label} {told}", markup=False)


_command("pause", "is paused", "Tell nothing for a while.")
_command("resume", "goes on", "Tell again; what happened meanwhile is not told.")
_command("remove", "is followed no longer", "Follow it no longer.")


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(follow, name="follow")
