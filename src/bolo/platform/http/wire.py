"""One question and its reply over aiohttp: connections, proxies, timeouts, sizes.

Redirects are not followed, cookies are not kept, and nothing is decompressed by
aiohttp: each of the three is decided one level up or in `decoding`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import aiohttp
from yarl import URL

from bolo.core.errors import Misconfigured
from bolo.platform.http.config import FetchConfig
from bolo.platform.http.decoding import ACCEPTED, Corrupt, decoder
from bolo.platform.http.guard import Guard, GuardedResolver, Resolve

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"
_READ_BUFFER = 1 << 18
_IDLE_SECONDS = 30
_LONGEST_HEADER = 1 << 16  # content-security policies of shops pass aiohttp's 8 KB


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes over the wire."""

    url: URL
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes | None = None
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whatever its status; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    wire: tuple[bytes, ...] = ()
    """The body as it came, in the encoding of the headers."""


class Unreachable(Exception):
    """There was no whole reply; `again` when asking once more may help."""

    def __init__(self, reason: str, *, again: bool = True) -> None:
        super().__init__(reason)
        self.again = again


class Wire:
    """The connections of one fetcher, open between `open` and `close`."""

    def __init__(self, config: FetchConfig, guard: Guard, resolve: Resolve) -> None:
        self._config = config
        self._guard = guard
        self._resolve = resolve
        self._direct: aiohttp.ClientSession | None = None
        self._proxied: aiohttp.ClientSession | None = None

    async def open(self) -> Self:
        """Make ready; connections are made as they are needed."""
        self._direct = self._session(self._guard.addresses)
        if self._config.proxy or self._config.proxies:
            self._proxied = self._session(self._resolve)
        return self

    async def close(self) -> None:
        """Close all connections."""
        for session in (self._direct, self._proxied):
            if session is not None:
                await session.close()
        self._direct = self._proxied = None

    async def send(self, sent: Sent) -> Reply:
        """Ask once. `Unreachable` without a whole reply, `Rejected` past a limit or the guard."""
        session = self._proxied if sent.proxy else self._direct
        if session is None:
            raise RuntimeError("the fetcher is used outside of its `async with`")
        if sent.proxy:
            await self._guard.check_target(sent.url)
        try:
            response = await session.request(
                sent.method,
                sent.url,
                headers=sent.headers,
                data=sent.body,
                allow_redirects=False,
                proxy=sent.proxy,
            )
            return await self._take(response)
        except (aiohttp.ClientError, TimeoutError, Corrupt, OSError) as error:
            raise _explained(error, sent.url) from error

    async def _take(self, response: aiohttp.ClientResponse) -> Reply:
        headers: dict[str, str] = {}
        for name, value in response.headers.items():
            lower = name.lower()
            headers[lower] = f"{headers[lower]}, {value}" if lower in headers else value
        if response.status in REDIRECTS:
            response.release()
            return Reply(response.status, headers)
        try:
            decoding = decoder(headers.get("content-encoding", ""), self._config.limits)
            wire: list[bytes] = []
            while chunk := await response.content.readany():
                wire.append(chunk)
                decoding.feed(chunk)
            return Reply(response.status, headers, decoding.finish(), tuple(wire))
        except BaseException:
            response.close()
            raise

    def _session(self, lookup: Resolve) -> aiohttp.ClientSession:
        config = self._config
        connector = aiohttp.TCPConnector(
            limit=config.connections,
            limit_per_host=config.connections_per_host,
            keepalive_timeout=_IDLE_SECONDS,
            use_dns_cache=False,
            resolver=GuardedResolver(lookup),
        )
        return aiohttp.ClientSession(
            connector=connector,
            headers={
                "User-Agent": config.user_agent,
                "Accept": _ACCEPT,
                "Accept-Encoding": ACCEPTED,
            },
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            read_bufsize=_READ_BUFFER,
            max_field_size=_LONGEST_HEADER,
            timeout=aiohttp.ClientTimeout(
                total=config.total_timeout.total_seconds(),
                sock_connect=config.connect_timeout.total_seconds(),
            ),
        )


_LASTING: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.InvalidURL, "{host} is not an address that can be asked"),
    (aiohttp.ClientConnectorDNSError, "{host} cannot be found (DNS)"),
    (aiohttp.ClientConnectorCertificateError, "{host} has a certificate that does not hold"),
    (aiohttp.ClientConnectorSSLError, "{host} cannot be asked over TLS"),
)
_PASSING: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientProxyConnectionError, "the proxy cannot be reached"),
    (aiohttp.ClientHttpProxyError, "the proxy refuses"),
    (TimeoutError, "{host} did not answer in time"),
    (Corrupt, "{host} sent a broken answer: {error}"),
    (aiohttp.ClientConnectorError, "{host} refuses connections"),
)
_NEEDS_PASSWORD = 407


def _explained(error: Exception, url: URL) -> Exception:
    """Say what happened in a sentence; the proxy's address (and password) stays unsaid."""
    if isinstance(error, aiohttp.ClientHttpProxyError) and error.status == _NEEDS_PASSWORD:
        return Misconfigured("the proxy wants a user and a password; see BOLO_PROXY")
    for reasons, again in ((_LASTING, False), (_PASSING, True)):
        for kind, reason in reasons:
            if isinstance(error, kind):
                return Unreachable(reason.format(host=url.host, error=error), again=again)
    return Unreachable(f"{url.host} broke off the connection")
