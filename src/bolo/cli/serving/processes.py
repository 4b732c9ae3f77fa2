"""The API, a worker and the greeting as processes, from their first moment to their last.

`bolo up` starts them by way of `supervised`, which loads no command line: the API must
listen before anything else is loaded.
"""

import asyncio
import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bolo.core.errors import BoloError, Misconfigured
from bolo.platform.loopback import is_loopback
from bolo.platform.stacks import stacks

if TYPE_CHECKING:
    from bolo.platform.settings import Settings

FIGURES_EVERY = 5.0
ORPHANED_API, ORPHANED_WORKER = 1.0, 20.0
"""Seconds that they may take to end when their parent is gone; killed then, they lose nothing."""
SWITCH = 0.001
"""Seconds after which a thread that computes lets the loop have its turn; Python's own 0.005."""
SUPERVISED = "--supervised"


def supervised(words: list[str]) -> None:
    """Be a child of `bolo up`.

    `api --supervised --host HOST --port PORT`, `worker --supervised`, or
    `greet --supervised --host HOST --port PORT [--demo]`.
    """
    try:
        _be(words)
    except BoloError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


def _be(words: list[str]) -> None:
    if words[0] == "worker":
        work(_load(), supervised=True)
        return
    host, port = words[words.index("--host") + 1], int(words[words.index("--port") + 1])
    if words[0] == "greet":
        sys.stdout.write(asyncio.run(_greet(_load(host=host, port=port), demo="--demo" in words)))
        return
    if not is_loopback(host):
        asyncio.run(require_password(_load(host=host, port=port)))
    serve(lambda: _load(host=host, port=port), host, port, supervised=True)


def _load(**chosen: object) -> "Settings":
    from bolo.platform.settings import Settings  # noqa: PLC0415  (the API listens before)

    return Settings.load(**chosen)


def database_url(chosen: "Settings") -> str:
    """Return the URL of the database; without one there is nothing to do."""
    if not chosen.database_url:
        msg = "set DATABASE_URL, or run everything at once with: bolo up"
        raise Misconfigured(msg)
    return chosen.database_url


def stop_with_parent(stop: Callable[[], object], patience: float) -> None:
    """Call `stop` when the process that started us is gone: its end of our stdin closes.

    Whoever has not ended `patience` seconds later is ended: the next bolo wants the port.
    """

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):  # not sys.stdin.read: its lock would outlive us
            continue
        stop()
        time.sleep(patience)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def serve(load: "Callable[[], Settings]", host: str, port: int, *, supervised: bool) -> None:
    """Serve the API until asked to stop; it listens at once and loads the rest meanwhile."""
    gc.disable()  # until everything is loaded: collecting takes a tenth of that time
    import uvicorn  # noqa: PLC0415  (each process loads what it needs)

    from bolo.api.frame.gate import Gate  # noqa: PLC0415

    def failed(error: BaseException) -> None:
        logging.getLogger(__name__).error("the API cannot be opened", exc_info=error)
        server.should_exit = True

    stacks.listen()
    config = uvicorn.Config(
        Gate(lambda: _application(load(), supervised=supervised), failed),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
        server_header=False,
    )
    server = uvicorn.Server(config)
    if supervised:
        stop_with_parent(lambda: setattr(server, "should_exit", True), ORPHANED_API)
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda *_: None)  # uvicorn raises it again once all is closed
    server.run()


def _application(chosen: "Settings", *, supervised: bool) -> object:
    from bolo.api.app import create_app  # noqa: PLC0415
    from bolo.platform.dashboard import BUILT  # noqa: PLC0415
    from bolo.platform.garbage import collect_less_often  # noqa: PLC0415
    from bolo.wiring import for_api  # noqa: PLC0415

    url = database_url(chosen)
    _begin(chosen, "api", supervised=supervised)
    opening = for_api(chosen, url, supervised=supervised)
    application = create_app(opening, BUILT, chosen.cors_origins)
    gc.enable()
    collect_less_often()
    return application


def _begin(chosen: "Settings", role: str, *, supervised: bool) -> None:
    """Log, count and answer `kill -USR1` under the name of the role."""
    from bolo.platform import log  # noqa: PLC0415
    from bolo.platform.metrics import exchange  # noqa: PLC0415

    name = log.configure(chosen.data / "logs", f"bolo-{role}", level=chosen.log_level)
    stacks.write_to(chosen.data / "logs", name)
    exchange.join(chosen.data / "metrics", role if supervised else f"{role}-{os.getpid()}")


async def require_password(chosen: "Settings") -> None:
    """Refuse to listen beyond this machine while the owner has no password."""
    from bolo.platform.database.revision import schema_is_there  # noqa: PLC0415
    from bolo.wiring import build  # noqa: PLC0415

    url = database_url(chosen)
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


async def _greet(chosen: "Settings", *, demo: bool) -> str:
    """See to the owner and the demo's watches; return a one-time link."""
    from bolo.platform.database.revision import schema_is_there  # noqa: PLC0415
    from bolo.platform.log import quiet  # noqa: PLC0415
    from bolo.wiring import build  # noqa: PLC0415

    quiet()
    url = database_url(chosen)
    await schema_is_there(url)
    services = build(chosen, url, role="up", supervised=True)
    try:
        async with services.fetcher:
            owner = await services.accounts.ensure_owner()
            if demo:
                await services.demo.install(owner.workspace)
                await services.people.audit.append(
                    owner.workspace, owner.user, "start_demo", "/demo", "cli"
                )
            token = await services.accounts.signin_link_token()
    finally:
        await services.db.close()
    return f"http://{chosen.host}:{chosen.port}/api/v1/signin?token={token}\n"


async def _leave_figures() -> None:
    from bolo.platform.metrics import exchange  # noqa: PLC0415

    while True:
        await asyncio.to_thread(exchange.leave_figures)
        await asyncio.sleep(FIGURES_EVERY)


def work(chosen: "Settings", *, supervised: bool) -> None:
    """Work until asked to stop."""
    gc.disable()
    import uvloop  # noqa: PLC0415

    from bolo import worker  # noqa: PLC0415
    from bolo.platform.garbage import collect_less_often  # noqa: PLC0415

    url = database_url(chosen)
    stacks.listen()
    _begin(chosen, "worker", supervised=supervised)
    gc.enable()
    collect_less_often()
    sys.setswitchinterval(SWITCH)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for wanted in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(wanted, stop.set)
        if supervised:
            stop_with_parent(lambda: loop.call_soon_threadsafe(stop.set), ORPHANED_WORKER)
        counting = asyncio.create_task(_leave_figures())
        try:
            await worker.work(chosen, url, stop, supervised=supervised)
        finally:
            counting.cancel()

    uvloop.run(until_stopped())
