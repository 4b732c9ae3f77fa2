"""Asks a local API as fast as it answers, on bare sockets: a tenth of a client library's time.

The client shares the machine with what it measures, so its own work would be counted against it.
"""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(slots=True)
class Open:
    """A connection with one request on its way: since when, and how much of the answer came."""

    asked: float = 0.0
    missing: int | None = None

    def heard(self, data: bytes) -> bool:
        """Take what came; return whether the answer is whole."""
        if self.missing is None:
            head, _, body = data.partition(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200 "):
                raise ValueError(head.decode())
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            self.missing, data = int(length), body
        self.missing -= len(data)
        return self.missing <= 0


@dataclass(frozen=True, slots=True)
class Asking:
    """Requests for one path of the API at `origin`, or for another each time, with an API key."""

    origin: str
    path: str | Iterator[str]
    key: str

    def ask(self, requests: int, at_once: int = 1) -> list[float]:
        """Return the seconds of each of at least so many requests, `at_once` at a time."""
        took: list[float] = []
        with selectors.DefaultSelector() as selector:
            for _ in range(at_once):
                self._begin(selector)
            while selector.get_map():
                for key, _ in selector.select():
                    sock, state = key.fileobj, key.data
                    assert isinstance(sock, socket.socket)  # noqa: S101  (we put it there)
                    if state.heard(sock.recv(1 << 20)):
                        took.append(time.perf_counter() - state.asked)
                        if len(took) + len(selector.get_map()) > requests:
                            selector.unregister(sock)
                            sock.close()
                        else:
                            self._send(sock, state)
        return took

    def _begin(self, selector: selectors.BaseSelector) -> None:
        address = urlsplit(self.origin)
        sock = socket.create_connection((address.hostname, address.port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        state = Open()
        selector.register(sock, selectors.EVENT_READ, state)
        self._send(sock, state)

    def _send(self, sock: socket.socket, state: Open) -> None:
        state.asked, state.missing = time.perf_counter(), None
        path = self.path if isinstance(self.path, str) else next(self.path)
        words = f"GET /api/v1/{path} HTTP/1.1\r\nhost: bolo\r\nauthorization: Bearer {self.key}"
        sock.sendall(f"{words}\r\n\r\n".encode())
