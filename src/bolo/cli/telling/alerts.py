"""Commands about the inbox of alerts."""

from operator import attrgetter
from typing import Annotated
from uuid import UUID

import typer

from bolo.cli.frame.opening import AsJson, console
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import listed

alerts = typer.Typer(help="What you were told: list, read, unread.", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(alerts, name="alerts")


@alerts.command("list")
def list_alerts(
    context: typer.Context,
    *,
    unread: Annotated[bool, typer.Option("--unread", help="Only what is not read.")] = False,
    kind: Annotated[str | None, typer.Option(help="Only of a kind: opportunity.buy …")] = None,
    words: Annotated[str | None, typer.Option("--with", help="Only with this in it.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 20,
    as_json: AsJson = False,
) -> None:
    """List alerts, the newest first."""
    from bolo.api.alerts import inbox as routes  # noqa: PLC0415  (heavy; of these commands alone)

    found = as_owner(
        context,
        lambda app, who: routes.list_alerts(
            who, app, unread=unread, kind=kind, q=words, limit=limit
        ),
    )
    columns = {
        "id": attrgetter("id"),
        "when": attrgetter("created_at"),
        "what": attrgetter("title"),
        "said": attrgetter("body"),
        "read": attrgetter("read_at"),
    }
    listed(found.items, columns, as_json=as_json)
    if not as_json:
        console.print(f"{found.unread} unread in all")


@alerts.command("read")
def read_alerts(
    context: typer.Context,
    alert: Annotated[UUID | None, typer.Argument(help="Its id; without one, all.")] = None,
) -> None:
    """Mark an alert, or all of them, as read."""
    from bolo.api.alerts import inbox as routes  # noqa: PLC0415  (heavy; of these commands alone)

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


@alerts.command("unread")
def unread_alert(context: typer.Context, alert: UUID) -> None:
    """Put an alert back among the unread."""
    from bolo.api.alerts import inbox as routes  # noqa: PLC0415  (as above)

    as_owner(
        context,
        lambda app, who: routes.unread_alert(alert, who, app),
        does="unread_alert",
        to=f"/alerts/{alert}",
    )
