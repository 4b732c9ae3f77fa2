"""Commands about being told: the inbox, and the channels by which alerts leave."""

from typing import Annotated, Literal
from uuid import UUID

import typer
from rich.table import Table

from bolo.cli.opening import AsJson, console, out
from bolo.cli.owner import as_owner, lines
from bolo.core.errors import Invalid, Unavailable

alerts = typer.Typer(help="What you were told: list it, mark it as read.", no_args_is_help=True)
channels = typer.Typer(
    help="By which ways you are told: kinds, list, add, test, remove, sent, retry.",
    no_args_is_help=True,
)
WORD = "="
State = Literal["pending", "sent", "failed"]


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(alerts, name="alerts")
    app.add_typer(channels, name="channels")


@alerts.command("list")
def list_alerts(
    context: typer.Context,
    unread: Annotated[bool, typer.Option("--unread", help="Only what is not read.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 20,
    as_json: AsJson = False,
) -> None:
    """List alerts, the newest first."""
    from bolo.api import alerts as routes  # noqa: PLC0415  (heavy; of these commands alone)

    found = as_owner(
        context, lambda app, who: routes.list_alerts(who, app, unread=unread, limit=limit)
    )
    if as_json:
        lines([*found.items])
        return
    table = Table("when", "what", "said", "read")
    for one in found.items:
        table.add_row(
            *(f"{one.created_at:%Y-%m-%d %H:%M}", one.title, one.body), "yes" if one.read_at else ""
        )
    out.print(table)
    console.print(f"{found.unread} unread in all")


@alerts.command("read")
def read_alerts(
    context: typer.Context,
    alert: Annotated[UUID | None, typer.Argument(help="Its id; without one, all.")] = None,
) -> None:
    """Mark an alert, or all of them, as read."""
    from bolo.api import alerts as routes  # noqa: PLC0415  (as above)

    if alert is None:
        as_owner(
            context,
            lambda app, who: routes.read_all_alerts(who, app),
            does="read_all_alerts",
            to="/alerts",
        )
    else:
        as_owner(
            context,
            lambda app, who: routes.read_alert(alert, who, app),
            does="read_alert",
            to=f"/alerts/{alert}",
        )


@channels.command("kinds")
def list_kinds(context: typer.Context, as_json: AsJson = False) -> None:
    """List the ways to be told, and what each needs."""
    from bolo.api import channels as routes  # noqa: PLC0415  (as above)

    found = as_owner(context, lambda app, who: routes.list_channel_kinds(who, app))
    if as_json:
        lines([*found.items])
        return
    table = Table("kind", "what", "settings (* needed)", "before it can be used")
    for one in found.items:
        names = [f"{s.name}{'*' if s.required else ''}" for s in one.settings]
        table.add_row(one.slug, one.title, ", ".join(names), one.missing or "")
    out.print(table)


@channels.command("list")
def list_channels(context: typer.Context, as_json: AsJson = False) -> None:
    """List your channels and the workspace's."""
    from bolo.api import channels as routes  # noqa: PLC0415  (as above)

    found = as_owner(context, lambda app, who: routes.list_channels(who, app))
    if as_json:
        lines([*found.items])
        return
    table = Table("id", "kind", "label", "on", "last answer")
    for one in found.items:
        on = "yes" if one.enabled else "no"
        table.add_row(str(one.id), one.kind, one.label, on, one.last_told or "")
    out.print(table)


@channels.command("add")
def add_channel(
    context: typer.Context,
    kind: str,
    settings: Annotated[list[str], typer.Argument(help="name=value, as `channels kinds` says.")],
    label: Annotated[str, typer.Option(help="What you call it.")] = "",
) -> None:
    """Add a channel; a webhook's secret is printed, this once."""
    from bolo.api import channels as routes  # noqa: PLC0415  (as above)

    pairs = [one.partition(WORD) for one in settings]
    if any(not mark for _, mark, _ in pairs):
        msg = "give settings as name=value; bolo channels kinds lists their names"
        raise Invalid(msg)
    new = routes.NewChannel(kind=kind, label=label, settings={n: v for n, _, v in pairs})
    made = as_owner(
        context,
        lambda app, who: routes.add_channel(new, who, app),
        does="add_channel",
        to=lambda made: f"/channels/{made.id}",
    )
    typer.echo(made.id)
    if made.secret:
        typer.echo(made.secret)


@channels.command("test")
def test_channel(context: typer.Context, channel: UUID) -> None:
    """Send a test message now and print what the vendor answers."""
    from bolo.api import channels as routes  # noqa: PLC0415  (as above)

    told = as_owner(
        context,
        lambda app, who: routes.test_channel(channel, who, app),
        does="test_channel",
        to=f"/channels/{channel}",
    )
    if not told.sent:
        raise Unavailable(f"it was not sent: {told.told}")
    typer.echo(told.told)


@channels.command("remove")
def remove_channel(context: typer.Context, channel: UUID) -> None:
    """Remove a channel with its history."""
    from bolo.api import channels as routes  # noqa: PLC0415  (as above)

    as_owner(
        context,
        lambda app, who: routes.remove_channel(channel, who, app),
        does="remove_channel",
        to=f"/channels/{channel}",
    )


@channels.command("sent")
def list_sent(
    context: typer.Context,
    state: Annotated[State | None, typer.Option(help="Only these.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
    as_json: AsJson = False,
) -> None:
    """List what was sent by any channel, the newest first, with the vendor's last answer."""
    from bolo.api import deliveries as routes  # noqa: PLC0415  (as above)

    found = as_owner(
        context, lambda app, who: routes.list_deliveries(who, app, state=state, limit=limit)
    )
    if as_json:
        lines([*found.items])
        return
    table = Table("id", "when", "by", "what", "state", "tries", "answer")
    for one in found.items:
        what = ", ".join(alert.title for alert in one.alerts)
        when = f"{one.created_at:%Y-%m-%d %H:%M}"
        table.add_row(
            *(str(one.id), when, one.channel, what, one.state, str(one.attempts), one.told or "")
        )
    out.print(table)


@channels.command("retry")
def retry(context: typer.Context, delivery: UUID) -> None:
    """Send a message once more: what failed is tried again, what was sent is replayed."""
    from bolo.api import deliveries as routes  # noqa: PLC0415  (as above)

    as_owner(
        context,
        lambda app, who: routes.retry_delivery(delivery, who, app),
        does="retry_delivery",
        to=f"/deliveries/{delivery}",
    )
    console.print("it is sent by the worker in a moment; see it with: bolo channels sent")
