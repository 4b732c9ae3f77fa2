"""Commands that run: everything at once (`up`), or the API and workers apart."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bolo.cli.frame.chosen import settings
from bolo.cli.serving.processes import (
    database_url,
    require_password,
    serve,
    work,
)
from bolo.cli.serving.up import up
from bolo.core.errors import Misconfigured
from bolo.platform.dashboard import checkout, ensure_built
from bolo.platform.loopback import is_loopback
from bolo.platform.settings import environment

Port = Annotated[int | None, typer.Option(help="Port to listen on (8000).", min=1, max=65535)]
Host = Annotated[
    str | None, typer.Option(help="Address to listen on; beyond loopback needs a password.")
]
Data = Annotated[
    Path | None, typer.Option("--data", help="Where everything is kept (./data, BOLO_DATA).")
]


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""

    @app.command("up")
    def up_command(
        context: typer.Context,
        data: Data = None,
        host: Host = None,
        port: Port = None,
        demo: Annotated[
            bool, typer.Option("--demo", help="Add the demo street: three invented shops.")
        ] = False,
        browser: Annotated[
            bool, typer.Option("--browser/--no-browser", help="Open the dashboard.")
        ] = True,
    ) -> None:
        """Run everything: PostgreSQL, API, worker and dashboard (what `./run` alone does)."""
        run_up(context, data=data, host=host, port=port, demo=demo, browser=browser)

    @app.command("api")
    def api_command(context: typer.Context, host: Host = None, port: Port = None) -> None:
        """Run the API alone; needs DATABASE_URL. As many may run as you like."""
        chosen = settings(context, host=host, port=port)
        database_url(chosen)
        if not is_loopback(chosen.host):
            asyncio.run(require_password(chosen))
        serve(lambda: chosen, chosen.host, chosen.port, supervised=False)

    @app.command("worker")
    def worker_command(context: typer.Context) -> None:
        """Run a worker alone; needs DATABASE_URL. As many may run as you like."""
        work(settings(context), supervised=False)


def run_up(
    context: typer.Context,
    *,
    data: Path | None,
    host: str | None,
    port: int | None,
    demo: bool,
    browser: bool,
) -> None:
    """Check what can be checked before anything starts, then run until stopped."""
    chosen = settings(context, **({"data": data} if data else {}), host=host, port=port)
    if not is_loopback(chosen.host) and host is None:
        msg = f"BOLO_HOST={chosen.host} reaches beyond this machine: say so with --host as well"
        raise Misconfigured(msg)
    if (folder := checkout()) is not None:
        ensure_built(folder, typer.echo)
    up(chosen, environment(), demo=demo, browser=browser)
