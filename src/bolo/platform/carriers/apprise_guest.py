"""The process in which Apprise runs: one message from stdin, one answer to stdout.

An audit hook, which nothing can take away again, refuses connections inside, local sockets,
programs and files that are no part of Python.
"""

import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from bolo.platform.http.addresses import inside

PROGRAMS = frozenset(
    "subprocess.Popen os.system os.exec os.posix_spawn os.spawn os.fork os.forkpty pty.spawn"
    " ctypes.dlopen".split()
)
CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
WRITING = 0o3  # O_WRONLY | O_RDWR
NEEDED = ("/etc/ssl", "/etc/pki", "/usr/lib/ssl", "/usr/share", "/etc/mime.types")


class Forbidden(PermissionError):
    """What a message may not do."""


class Hook:
    """Judges what is about to be done; `through` is the proxy's host and port."""

    def __init__(self, readable: tuple[str, ...], *, through: set[str], private: bool) -> None:
        self._readable = readable
        self._through = through
        self._private = private
        self.refused: str | None = None

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Raise `Forbidden` for what may not be; Apprise may swallow it, so it is kept as well."""
        try:
            self._judge(event, args)
        except Forbidden as error:
            self.refused = str(error)
            raise

    def _judge(self, event: str, args: tuple[Any, ...]) -> None:
        if event in PROGRAMS:
            raise Forbidden(f"a message may start no program ({event})")
        if event in CONNECTING:
            self._connecting(args[1])
        elif event == "open" and isinstance(args[0], str | bytes):
            self._opening(args[0], args[1], args[2])

    def _connecting(self, address: object) -> None:
        if address is None:  # a datagram on a connected socket: it was judged when it connected
            return
        if not isinstance(address, tuple):
            raise Forbidden("a message may use no local socket")
        host = str(address[0]).partition("%")[0]
        if self._private or host in self._through:
            return
        what = inside(ip_address(host))
        if what is not None:
            raise Forbidden(
                f"{host} is {what}, which bolo does not reach;"
                " set BOLO_ALLOW_PRIVATE_ADDRESSES=1 to allow it"
            )

    def _opening(self, name: str | bytes, mode: str | None, flags: int) -> None:
        path = str(Path(name.decode() if isinstance(name, bytes) else name).resolve())
        writes = any(letter in (mode or "") for letter in "wax+") or flags & WRITING
        if path == "/dev/null":
            return
        if writes or not f"{path}/".startswith(self._readable):
            raise Forbidden(f"a message may not open {path}")


def main() -> None:
    """Send one message."""
    asked = orjson.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(orjson.dumps(_send(asked)))


def _send(asked: dict[str, Any]) -> dict[str, object]:
    import apprise  # noqa: PLC0415  (half a second; whoever imports this module for a test is spared)

    asset = apprise.AppriseAsset(
        plugin_paths=[],
        storage_mode=apprise.PersistentStoreMode.MEMORY,
        async_mode=False,
        allow_templates=False,
    )
    sender = apprise.Apprise(asset=asset)
    hook = _hook(asked)
    sys.addaudithook(hook)
    capture = apprise.LogCapture(level=apprise.logging.WARNING, fmt="%(message)s")  # type: ignore[no-untyped-call]  # theirs is untyped
    with capture as log:
        if not sender.add(asked["url"]):
            return {"sent": False, "again": False, "told": "Apprise does not know this address"}
        sent = bool(
            sender.notify(
                title=asked["title"], body=asked["body"], body_format=apprise.NotifyFormat.TEXT
            )
        )
        told = log.getvalue().strip()
    if sent:
        return {"sent": True, "again": False, "told": "sent by Apprise"}
    said = hook.refused or told or "Apprise could not send it"
    return {"sent": False, "again": hook.refused is None, "told": said}


def _hook(asked: dict[str, Any]) -> Hook:
    import socket  # noqa: PLC0415  (only here)

    through: set[str] = set()
    if asked["proxy"]:
        parts = urlsplit(asked["proxy"])
        found = socket.getaddrinfo(parts.hostname, parts.port)
        through = {str(address[0]) for *_, address in found}
    here = {sys.prefix, sys.base_prefix, *sys.path}
    roots = {str(Path(path).resolve()) for path in here if path} | set(NEEDED)
    return Hook(
        tuple(f"{root}/" for root in sorted(roots)), through=through, private=asked["allow_private"]
    )


if __name__ == "__main__":
    main()
