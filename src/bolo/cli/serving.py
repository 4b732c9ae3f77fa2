"""Commands that run: everything at once (`up`), or the API and workers apart."""

import asyncio
import gc
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bolo.cli.opening import console, settings
from bolo.cli.up import is_loopback, root, stop_with_parent, up
from bolo.core.errors import Misconfigured
from bolo.platform import log as logging_setup
from bolo.platform.settings import Settings, environment

log = structlog.get_logger(__name__)
FIGURES_EVERY = 5.0
Port = Annotated[int | None, typer.Option(help="Port to listen on (8000).", min=1, max=65535)]
Host = Annotated[
    str | None, typer.Option(help="Address to listen on; beyond loopback needs a password.")
]
Supervised = Annotated[bool, typer.Option("--supervised", hidden=True)]
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
    def api_command(
        context: typer.Context,
        host: Host = None,
        port: Port = None,
        supervised: Supervised = False,
    ) -> None:
        """Run the API alone; needs DATABASE_URL. As many may run as you like."""
        serve(settings(context, host=host, port=port), supervised=supervised)

    @app.command("worker")
    def worker_command(context: typer.Context, supervised: Supervised = False) -> None:
        """Run a worker alone; needs DATABASE_URL. As many may run as you like."""
        work(settings(context), supervised=supervised)


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
    checkout = root()
    if checkout is not None:
        from bolo.platform.dashboard import ensure_built  # noqa: PLC0415  (a wheel needs none)

        ensure_built(checkout, console.print)
    up(chosen, environment(), demo=demo, browser=browser, link=_link(chosen), allow=_allow(chosen))


def _allow(chosen: Settings) -> Callable[[str], None]:
    def allow(url: str) -> None:
        if not is_loopback(chosen.host):
            asyncio.run(_require_password(chosen, url))

    return allow


def _link(chosen: Settings) -> Callable[[str, bool], str]:
    def link(url: str, demo: bool) -> str:
        return asyncio.run(_prepare(chosen, url, demo=demo))

    return link


async def _prepare(chosen: Settings, url: str, *, demo: bool) -> str:
    """See to the owner and the demo's watches; return a one-time link."""
    from bolo.wiring import build  # noqa: PLC0415  (heavy, and wanted only now)

    services = build(chosen, url, role="up", supervised=True)
    async with services.fetcher:
        owner = await services.accounts.ensure_owner()
        if demo:
            await services.demo.install(owner.workspace)
        token = await services.accounts.signin_link_token()
        await services.db.close()
    return f"http://{chosen.host}:{chosen.port}/api/v1/signin?token={token}"


def _url(chosen: Settings) -> str:
    if not chosen.database_url:
        msg = "set DATABASE_URL, or run everything at once with: bolo up"
        raise Misconfigured(msg)
    return chosen.database_url


def serve(chosen: Settings, *, supervised: bool) -> None:
    """Serve the API until asked to stop."""
    import uvicorn  # noqa: PLC0415  (each command loads what it needs)

    from bolo.api.gate import Gate  # noqa: PLC0415

    url = _url(chosen)
    logging_setup.configure(chosen.data / "logs", "bolo-api", level=chosen.log_level)
    if not is_loopback(chosen.host):
        asyncio.run(_require_password(chosen, url))

    def failed(error: BaseException) -> None:
        log.error("the API cannot be opened", exc_info=error)
        server.should_exit = True

    gate = Gate(lambda: _application(chosen, url, supervised=supervised), failed)
    config = uvicorn.Config(
        gate,
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
        server_header=False,
    )
    server = uvicorn.Server(config)
    if supervised:
        stop_with_parent(lambda: setattr(server, "should_exit", True))
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda *_: None)  # uvicorn raises it again once all is closed
    server.run()


def _application(chosen: Settings, url: str, *, supervised: bool) -> object:
    from bolo.api.app import create_app  # noqa: PLC0415
    from bolo.platform.metrics import exchange  # noqa: PLC0415
    from bolo.wiring import for_api  # noqa: PLC0415

    exchange.join(chosen.data / "metrics", _process("api", supervised=supervised))
    dashboard = Path(__file__).resolve().parents[1] / "api" / "dashboard"
    return create_app(for_api(chosen, url, supervised=supervised), dashboard)


async def _require_password(chosen: Settings, url: str) -> None:
    from bolo.wiring import build, schema_is_there  # noqa: PLC0415

    await schema_is_there(url)
    services = build(chosen, url, role="cli")
    try:
        if not await services.accounts.owner_has_password():
            msg = (
                f"will not listen on {chosen.host}: the owner has no password yet, so everybody "
                "who can reach it could try one-time links. Use 127.0.0.1 and a tunnel meanwhile"
            )
            raise Misconfigured(msg)
    finally:
        await services.db.close()


def _process(role: str, *, supervised: bool) -> str:
    """Name this process among the figures: a supervised one is the only one of its role."""
    return role if supervised else f"{role}-{os.getpid()}"


async def _leave_figures() -> None:
    from bolo.platform.metrics import exchange  # noqa: PLC0415

    while True:
        await asyncio.to_thread(exchange.leave_figures)
        await asyncio.sleep(FIGURES_EVERY)


def _collect_less_often() -> None:
    """Leave what is loaded out of garbage collection, which costs a tenth of reading pages."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def work(chosen: Settings, *, supervised: bool) -> None:
    """Work until asked to stop."""
    import uvloop  # noqa: PLC0415

    from bolo import worker  # noqa: PLC0415
    from bolo.platform.metrics import exchange  # noqa: PLC0415

    url = _url(chosen)
    logging_setup.configure(chosen.data / "logs", "bolo-worker", level=chosen.log_level)
    exchange.join(chosen.data / "metrics", _process("worker", supervised=supervised))
    _collect_less_often()

    async def until_stopped() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for wanted in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(wanted, stop.set)
        if supervised:
            stop_with_parent(lambda: loop.call_soon_threadsafe(stop.set))
        counting = asyncio.create_task(_leave_figures())
        try:
            await worker.work(chosen, url, stop, supervised=supervised)
        finally:
            counting.cancel()

    uvloop.run(until_stopped())
