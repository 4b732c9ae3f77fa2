"""How the API was used: by key, route and day."""

from dataclasses import asdict
from typing import Annotated

import orjson
import typer

from bolo.accounts.usage.store import Used, Wanted
from bolo.cli.frame.opening import AsJson, folding, out, with_services
from bolo.wiring import Services

P95 = 0.95


def mount(app: typer.Typer) -> None:
    """Add the command to `app`."""

    @app.command("api-usage")
    def api_usage(
        context: typer.Context,
        days: Annotated[int, typer.Option(min=1, max=90, help="How far back.")] = 7,
        limit: Annotated[int, typer.Option(min=1, max=1_000, help="Lines at most.")] = 100,
        as_json: AsJson = False,
    ) -> None:
        """List which routes of the API were asked how often, how fast and with what luck."""

        async def use(app: Services) -> tuple[Used, ...]:
            usage = app.people.usage
            owner = await app.accounts.ensure_owner()
            return tuple(await usage.some(owner, Wanted(usage.days_ago(days), limit)))

        found = with_services(context, use)
        if as_json:
            for one in found:
                told = asdict(one) | {"p95_ms": one.within(P95)}
                typer.echo(orjson.dumps(told, default=str).decode())
            return
        table = folding("day", "who", "route", "requests", "errors", "95 % within")
        for one in found:
            within = one.within(P95)
            table.add_row(
                *(str(one.day), one.key_name or one.person, f"{one.method} {one.route}"),
                *(str(one.requests), str(one.errors)),
                "more than 5 s" if within is None else f"{within} ms",
            )
        out.print(table)
