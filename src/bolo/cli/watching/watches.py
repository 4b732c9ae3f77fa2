"""Commands about watches: add, edit, list, pause, resume, remove, restore."""

import re
from datetime import timedelta
from typing import Annotated
from uuid import UUID

import orjson
import typer

from bolo.accounts.caller import Caller
from bolo.cli.frame.opening import AsJson, console, folding, out
from bolo.cli.frame.owner import as_owner
from bolo.core.errors import Invalid
from bolo.core.watching.words import Watch
from bolo.wiring import Services

watch = typer.Typer(
    help="What to watch: add, edit, list, pause, resume, remove, restore.", no_args_is_help=True
)
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
Which = Annotated[str, typer.Argument(help="The watch: its address or words, label or id.")]


def duration(words: str | None) -> timedelta | None:
    """Read `90s`, `10m`, `2h` or `1d`."""
    if words is None:
        return None
    found = re.fullmatch(r"\s*(\d{1,9})\s*([smhd])\s*", words.lower())
    if not found:
        msg = f"--every {words} cannot be read; write it like 90s, 10m, 2h or 1d"
        raise Invalid(msg)
    return timedelta(seconds=int(found[1]) * UNITS[found[2]])


@watch.command("add")
def add(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="An address, or words to search for.")],
    every: Annotated[
        str | None,
        typer.Option(help="How often: 90s, 10m, 2h, 1d. Without it bolo learns what pays."),
    ] = None,
    label: Annotated[str | None, typer.Option(help="What to call it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Watch the address of a shop, category or product, or search words everywhere."""
    interval = duration(every)
    added = as_owner(
        context,
        lambda app, who: app.watching.add(who.workspace, what, every=interval, label=label),
        does="add_watch",
        to=_path,
    )
    if as_json:
        typer.echo(orjson.dumps(added, default=str).decode())
    else:
        console.print(f"watching {added.label}; see it with: bolo watch list")


@watch.command("edit")
def edit(
    context: typer.Context,
    which: Which,
    every: Annotated[str | None, typer.Option(help="How often: 90s, 10m, 2h, 1d.")] = None,
    learn: Annotated[
        bool, typer.Option("--learn", help="Let bolo learn how often it pays.")
    ] = False,
    label: Annotated[str | None, typer.Option(help="What to call it.")] = None,
) -> None:
    """Rename a watch or change how often it asks."""
    interval = duration(every)
    if interval is None and label is None and not learn:
        raise Invalid("say what is to be otherwise: --every, --learn or --label")

    async def use(app: Services, who: Caller) -> Watch:
        one = await _find(app, who, which)
        return await app.watching.change(
            who.workspace, one.id, label=label, every=interval, learn=learn
        )

    one = as_owner(context, use, does="change_watch", to=_path)
    console.print(f"{one.label} asks every {timedelta(seconds=one.every_seconds)}")


@watch.command("restore")
def restore(
    context: typer.Context,
    watch_id: Annotated[UUID, typer.Argument(help="Its id: bolo watch list --json told it.")],
) -> None:
    """Bring back a watch that was removed within a day."""
    one = as_owner(
        context,
        lambda app, who: app.watching.restore(who.workspace, watch_id),
        does="restore_watch",
        to=_path,
    )
    console.print(f"watching {one.label} again")


def _path(one: Watch) -> str:
    return f"/watches/{one.id}"


@watch.command("list")
def list_watches(context: typer.Context, as_json: AsJson = False) -> None:
    """List the watches with their health."""
    found = as_owner(context, lambda app, who: app.watching.all(who.workspace))
    if as_json:
        for one in found:
            typer.echo(orjson.dumps(one, default=str).decode())
        return
    table = folding("watch", "marketplace", "every", "offers", "health", "last asked")
    for one in found:
        table.add_row(
            one.label,
            ", ".join(one.marketplaces),
            str(timedelta(seconds=one.every_seconds)),
            str(one.offers),
            "paused" if one.paused else _health(one),
            f"{one.last_asked_at:%H:%M:%S}" if one.last_asked_at else "",
        )
    out.print(table)


def _health(one: Watch) -> str:
    return f"{one.health.state}: {one.health.reason}" if one.health.reason else one.health.state


async def _find(app: Services, who: Caller, which: str) -> Watch:
    found = [
        one
        for one in await app.watching.all(who.workspace)
        if which in {str(one.id), one.label, one.key, one.key.rstrip("/")}
    ]
    if len(found) != 1:
        why = "several watches are" if found else "no watch is"
        msg = f"{why} called {which}; see: bolo watch list --json"
        raise Invalid(msg)
    return found[0]


def _command(name: str, told: str, doc: str) -> None:
    """Add a command that does `name` to one watch."""

    @watch.command(name, help=doc)
    def command(context: typer.Context, which: Which) -> None:
        async def use(app: Services, who: Caller) -> Watch:
            one = await _find(app, who, which)
            await getattr(app.watching, name)(who.workspace, one.id)
            return one

        done = as_owner(context, use, does=f"{name}_watch", to=_path)
        console.print(f"{done.label} {told}")


_command("pause", "is paused", "Stop asking for a while.")
_command("resume", "goes on", "Ask again, at once.")
_command("remove", "is no longer watched", "Stop watching; what was seen stays.")


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(watch, name="watch")
