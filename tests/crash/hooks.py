"""A receiver of webhooks on loopback that remembers all it was told."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bolo.platform.ports import LOOPBACK, free_ports


@dataclass
class Receiver:
    """What arrived: the bodies under each `webhook-id`."""

    url: str
    told: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    async def take(self, request: web.Request) -> web.Response:
        """Remember a message."""
        self.told[request.headers["webhook-id"]].append(await request.read())
        return web.Response(status=204)


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    """Receive webhooks."""
    port = free_ports(1)[0]
    made = Receiver(f"http://{LOOPBACK}:{port}/hook")
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, port).start()
    try:
        yield made
    finally:
        await runner.cleanup()
