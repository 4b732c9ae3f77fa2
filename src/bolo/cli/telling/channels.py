"""Commands about the channels by which alerts leave, and what was sent by them."""

from collections.abc import Awaitable, Callable
from operator import attrgetter
from typing import Annotated, Literal, TypeVar
from uuid import UUID

import typer

from bolo.accounts.caller import Caller
from bolo.cli.frame.opening import AsJson, console
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import listed
from bolo.core.errors import Invalid, Unavailable
from bolo.wiring import Services

channels = typer.Typer(
    help="By which ways you are told: kinds, list, add, change, secret, test, remove, sent, retry.",
    no_args_is_help=True,
)
State = Literal["pending", "sent", "failed"]
Which = Annotated[str, typer.Argument(help="Its label or id.", metavar="CHANNEL")]
Done = TypeVar("Done")


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(channels, name="channels")


def _pairs(settings: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in settings]
    if any(not mark for _, mark, _ in pairs):
        msg = "give settings as name=value; bolo channels kinds lists their names"
        raise Invalid(msg)
    return {name: value for name, _, value in pairs}


def _with(
    which: str, do: Callable[[UUID, Services, Caller], Awaitable[Done]]
) -> Callable[[Services, Caller], Awaitable[tuple[UUID, Done]]]:
    """Do something with the channel of a label or an id; return its id and what came of it."""

    async def use(app: Services, who: Caller) -> tuple[UUID, Done]:
        channel = await _channel(app, who, which)
        return channel, await do(channel, app, who)

    return use


async def _channel(app: Services, who: Caller, which: str) -> UUID:
    from bolo.api.alerts import channels as routes  # noqa: PLC0415  (heavy; of these commands alone)

    every = (await routes.list_channels(who, app)).items
    found = [one.id for one in every if which in {str(one.id), one.label}]
    if len(found) != 1:
        why = "several channels are" if found else "no channel is"
        raise Invalid(f"{why} called {which}; see: bolo channels list")
    return found[0]


@channels.command("kinds")
def list_kinds(context: typer.Context, as_json: AsJson = False) -> None:
    """List the ways to be told, and what each needs."""
    from bolo.api.alerts import channels as routes  # noqa: PLC0415  (as above)

    found = as_owner(context, lambda app, who: routes.list_channel_kinds(who, app))
    columns: dict[str, Callable[[routes.ChannelKind], object]] = {
        "kind": attrgetter("slug"),
        "what": attrgetter("title"),
        "settings (* needed)": lambda one: ", ".join(
            f"{s.name}{'*' if s.required else ''}" for s in one.settings
        ),
        "before it can be used": attrgetter("missing"),
    }
    listed(found.items, columns, as_json=as_json)


@channels.command("list")
def list_channels(context: typer.Context, as_json: AsJson = False) -> None:
    """List your channels and the workspace's."""
    from bolo.api.alerts import channels as routes  # noqa: PLC0415  (as above)

    found = as_owner(context, lambda app, who: routes.list_channels(who, app))
    columns: dict[str, Callable[[routes.Channel], object]] = {
        "id": attrgetter("id"),
        "kind": attrgetter("kind"),
        "label": attrgetter("label"),
        "on": lambda one: "yes" if one.enabled else "no",
        "last answer": attrgetter("last_told"),
    }
    listed(found.items, columns, as_json=as_json)


@channels.command("add")
def add_channel(
    context: typer.Context,
    kind: str,
    settings: Annotated[list[str], typer.Argument(help="name=value, as `channels kinds` says.")],
    label: Annotated[str, typer.Option(help="What you call it.")] = "",
) -> None:
    """Add a channel; a webhook's secret is printed, this once."""
    from bolo.api.alerts import channels as routes  # noqa: PLC0415  (as above)

    new = routes.NewChannel(kind=kind, label=label, settings=_pairs(settings))
    made = as_owner(
        context,
        lambda app, who: routes.add_channel(new, who, app),
        does="add_channel",
        to=lambda made: f"/channels/{made.id}",
    )
    typer.echo(made.id)
    if made.secret:
        typer.echo(made.secret)


@channels.command("change")
def change_channel(
    context: typer.Context,
    which: Which,
    settings: Annotated[list[str] | None, typer.Argument(help="name=value, to change.")] = None,
    *,
    label: Annotated[str | None, typer.Option(help="What you call it.")] = None,
    enabled: Annotated[bool | None, typer.Option("--on/--off", help="Whether it is used.")] = None,
) -> None:
    """Rename a channel, turn it on or off, or change some of its settings."""
    from bolo.api.alerts import channels as routes  # noqa: PLC0415  (as above)

    pairs = _pairs(settings) if settings else None
    if label is None and enabled is None and pairs is None:
        raise Invalid("say what is to be otherwise: --label, --on, --off or name=value")
    change = routes.ChangedChannel(label=label, enabled=enabled, settings=pairs)
    as_owner(
        context,
        _with(which, lambda channel, app, who: routes.change_channel(channel, change, who, app)),
        does="change_channel",
        to=lambda done: f"/channels/{done[0]}",
    )


@channels.command("secret")
def rotate_secret(context: typer.Context, which: Which) -> None:
    """Give a webhook a new signing secret and print it, this once."""
    from bolo.api.alerts import channels as routes  # noqa: PLC0415  (as above)

    _, made = as_owner(
        context,
        _with(which, lambda channel, app, who: routes.rotate_channel_secret(channel, who, app)),
        does="rotate_channel_secret",
        to=lambda done: f"/channels/{done[0]}",
    )
    typer.echo(made.secret)


@channels.command("test")
def test_channel(context: typer.Context, which: Which) -> None:
    """Send a test message now and print what the vendor answers."""
    from bolo.api.alerts import channels as routes  # noqa: PLC0415  (as above)

    _, told = as_owner(
        context,
        _with(which, lambda channel, app, who: routes.test_channel(channel, who, app)),
        does="test_channel",
        to=lambda done: f"/channels/{done[0]}",
    )
    if not told.sent:
        raise Unavailable(f"it was not sent: {told.told}")
    typer.echo(told.told)


@channels.command("remove")
def remove_channel(context: typer.Context, which: Which) -> None:
    """Remove a channel with its history."""
    from bolo.api.alerts import channels as routes  # noqa: PLC0415  (as above)

    as_owner(
        context,
        _with(which, lambda channel, app, who: routes.remove_channel(channel, who, app)),
        does="remove_channel",
        to=lambda done: f"/channels/{done[0]}",
    )


@channels.command("sent")
def list_sent(
    context: typer.Context,
    state: Annotated[State | None, typer.Option(help="Only these.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
    as_json: AsJson = False,
) -> None:
    """List what was sent by any channel, the newest first, with the vendor's last answer."""
    from bolo.api.alerts import deliveries as routes  # noqa: PLC0415  (as above)

    found = as_owner(
        context, lambda app, who: routes.list_deliveries(who, app, state=state, limit=limit)
    )
    columns: dict[str, Callable[[routes.Delivery], object]] = {
        "id": attrgetter("id"),
        "when": attrgetter("created_at"),
        "by": attrgetter("channel"),
        "what": lambda one: ", ".join(alert.title for alert in one.alerts),
        "state": attrgetter("state"),
        "tries": attrgetter("attempts"),
        "answer": attrgetter("told"),
    }
    listed(found.items, columns, as_json=as_json)


@channels.command("retry")
def retry(context: typer.Context, delivery: UUID) -> None:
    """Send a message once more: what failed is tried again, what was sent is replayed."""
    from bolo.api.alerts import deliveries as routes  # noqa: PLC0415  (as above)

    as_owner(
        context,
        lambda app, who: routes.retry_delivery(delivery, who, app),
        does="retry_delivery",
        to=f"/deliveries/{delivery}",
    )
    console.print("it is sent by the worker in a moment; see it with: bolo channels sent")
