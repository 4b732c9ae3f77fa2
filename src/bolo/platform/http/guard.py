"""The guard at the door: no connection to an inside address unless the owner says so.

Names are judged by what they resolve to, and the connection goes to exactly the
addresses that were judged: the resolver below is the only one aiohttp is given,
so a name that changes its answer between check and use gains nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bolo.core.errors import Rejected
from bolo.platform.clock import Clock
from bolo.platform.http.addresses import inside, literal

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Name and port to addresses as text; `OSError` when there are none."""

_REMEMBERED = timedelta(seconds=60)
_MOST_NAMES = 4096
_HOW = "set BOLO_ALLOW_PRIVATE_ADDRESSES=1 to allow it"


async def system_resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class Guard:
    """Judges addresses, whether written out or found behind a name."""

    def __init__(
        self,
        resolve: Resolve,
        clock: Clock,
        *,
        allow_private: bool = False,
        allowed_origins: Iterable[str] = (),
    ) -> None:
        self._resolve = resolve
        self._clock = clock
        self.allow_private = allow_private
        self._allowed = {_host_and_port(URL(origin)) for origin in allowed_origins}
        self._known: dict[tuple[str, int], tuple[datetime, Sequence[str]]] = {}

    def allow(self, origin: str) -> None:
        """Let `origin` (`http://127.0.0.1:9001`) through, whatever its address."""
        self._allowed.add(_host_and_port(URL(origin)))

    def is_allowed_origin(self, url: URL) -> bool:
        """Whether the owner named this very host and port."""
        return _host_and_port(url) in self._allowed

    def check(self, url: URL) -> None:
        """Refuse at once what needs no resolver: other schemes, inside literals, disguises."""
        if url.scheme not in {"http", "https"}:
            raise Rejected(f"{url.scheme}: only http and https addresses can be read")
        host, port = _host_and_port(url)
        if not host or " " in host:
            raise Rejected("there is no host in this address")
        address = literal(host)
        if address is None:
            return
        if ":" not in host and host.rstrip(".") != str(address):
            raise Rejected(f"{host} is {address} in disguise; write it out")
        self._judge(host, port, str(address))

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """Resolve `host` and judge all it resolves to: one inside address refuses the name."""
        now = self._clock()
        known = self._known.get((host, port))
        if known is None or known[0] < now:
            if len(self._known) >= _MOST_NAMES:
                self._known.clear()
            known = (now + _REMEMBERED, await self._resolve(host, port))
            self._known[(host, port)] = known
        for address in known[1]:
            self._judge(host, port, address)
        return known[1]

    async def is_inside(self, url: URL) -> bool:
        """Whether `url` is on this machine or its network; such a host needs no politeness.

        Never resolves where inside addresses are refused anyway.
        """
        if self.is_allowed_origin(url):
            return True
        if not self.allow_private:
            return False
        host, port = _host_and_port(url)
        address = literal(host)
        if address is not None:
            return inside(address) is not None
        try:
            found = await self.addresses(host, port)
        except OSError:
            return False
        return bool(found) and all(inside(ip_address(each)) for each in found)

    async def check_target(self, url: URL) -> None:
        """Judge a target that a proxy will resolve by itself, as far as we can from here.

        A name only the proxy can resolve passes: the owner chose that proxy.
        """
        host, port = _host_and_port(url)
        if literal(host) is None:
            try:
                await self.addresses(host, port)
            except OSError:
                return

    def _judge(self, host: str, port: int, address: str) -> None:
        if self.allow_private or (host, port) in self._allowed:
            return
        parsed = literal(address)
        what = inside(parsed) if parsed else "no address"
        if what is None:
            return
        where = host if host == address else f"{host} ({address})"
        raise Rejected(f"{where} is {what}, which bolo does not read; {_HOW}")


class GuardedResolver(AbstractResolver):
    """Gives aiohttp only addresses that passed the guard."""

    def __init__(self, lookup: Resolve) -> None:
        self._lookup = lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return what `host` resolves to; `Rejected` when the guard refuses it."""
        found = [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in await self._lookup(host, port)
        ]
        if not found:
            raise OSError(None, f"{host} has no address")
        return [each for each in found if family in (socket.AF_UNSPEC, each["family"])]

    async def close(self) -> None:
        """Nothing is held."""


def _host_and_port(url: URL) -> tuple[str, int]:
    return (url.raw_host or "").rstrip("."), url.port or 0
