"""The street itself: three HTTP servers on loopback that answer by the clock they are given."""

import socket
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Self

from aiohttp import web

from bolo.demo import plainshop, shopify, woocommerce
from bolo.demo.book import PATH, book
from bolo.demo.moment import Moment
from bolo.demo.page import Reply, Site
from bolo.demo.planted import Planted, planted

FREE_PORTS = (0, 0, 0)
MARK = {"X-Bolo-Demo": "1"}
_NEVER_STALE = {"Cache-Control": "no-cache"}
_BACKLOG = 512

Answer = Callable[[Site, str, Mapping[str, str], Moment], Reply]
_SHOPS: tuple[tuple[Callable[[str], Site], Answer], ...] = (
    (shopify.site, shopify.answer),
    (woocommerce.site, woocommerce.answer),
    (plainshop.site, plainshop.answer),
)


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop of the street, as it is shown to people; `url` has no slash at the end."""

    title: str
    url: str
    kind: str


class DemoStreet:
    """Three shops, on `ports` (in the order Shopify, WooCommerce, plain) or on free ones.

    Keep `epoch` and the ports: with both, a street that is started again is the same street.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        ports: tuple[int, int, int] | None = None,
        *,
        epoch: datetime,
        now: Callable[[], datetime],
    ) -> None:
        self._host = host
        self._wanted = ports or FREE_PORTS
        self._epoch = epoch
        self._now = now
        self._runners: list[web.AppRunner] = []
        self._sites: tuple[Site, ...] = ()

    @property
    def shops(self) -> tuple[Shop, ...]:
        """The shops that are open; empty before `start` and after `stop`."""
        return tuple(Shop(site.title, site.url, site.kind.value) for site in self._sites)

    @property
    def ports(self) -> tuple[int, ...]:
        """The ports that the shops listen on, in their order."""
        return tuple(int(site.url.rpartition(":")[2]) for site in self._sites)

    @property
    def traps(self) -> tuple[Planted, ...]:
        """Every trap, with the address and the ref of the listing that it is."""
        sites = {site.kind: site for site in self._sites}
        return planted(sites) if sites else ()

    async def start(self) -> None:
        """Open the shops; `OSError` when a port is taken, and then none is open."""
        sockets = _bind(self._host, self._wanted)
        sites = []
        for each, (site_at, answer) in zip(sockets, _SHOPS, strict=True):
            site = site_at(f"http://{self._host}:{each.getsockname()[1]}")
            runner = web.AppRunner(self._app(site, answer), access_log=None, shutdown_timeout=1)
            self._runners.append(runner)
            await runner.setup()
            await web.SockSite(runner, each, backlog=_BACKLOG).start()
            sites.append(site)
        self._sites = tuple(sites)

    async def stop(self) -> None:
        """Close the shops; harmless when they are closed."""
        for runner in self._runners:
            await runner.cleanup()
        self._runners.clear()
        self._sites = ()

    async def __aenter__(self) -> Self:
        """Open the shops."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close them."""
        await self.stop()

    def _app(self, site: Site, answer: Answer) -> web.Application:
        async def serve(request: web.Request) -> web.Response:
            if request.path == PATH:
                return respond(request, Reply(book(self._epoch), type="text/csv"))
            moment = Moment.at(self._epoch, self._now())
            return respond(request, answer(site, request.path, request.query, moment))

        app = web.Application()
        app.router.add_get("/{path:.*}", serve)
        return app


def respond(request: web.Request, reply: Reply) -> web.Response:
    """Put a reply on the wire, or say that it is the one the other side has."""
    tag = f'"{blake2b(reply.body, digest_size=12).hexdigest()}"'
    headers = {**MARK, **_NEVER_STALE, "ETag": tag, **reply.headers}
    if reply.status == web.HTTPOk.status_code and request.headers.get("If-None-Match") == tag:
        return web.Response(status=web.HTTPNotModified.status_code, headers=headers)
    headers["Content-Type"] = reply.type
    return web.Response(body=reply.body, status=reply.status, headers=headers)


def _bind(host: str, ports: tuple[int, int, int]) -> list[socket.socket]:
    """Take all ports or none."""
    with ExitStack() as taken:
        sockets = [taken.enter_context(socket.create_server((host, port))) for port in ports]
        taken.pop_all()
    return sockets
