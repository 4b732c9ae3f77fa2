"""Ports for servers that start in a moment, or again tomorrow at the same place."""

import secrets
import socket

LOOPBACK = "127.0.0.1"
BELOW = range(20_000, 32_000)
"""Below what systems deal out to whoever asks for any port: none of those meets ours."""
TRIED = 200


def free_ports(count: int) -> tuple[int, ...]:
    """Return so many ports of loopback, each another, that nobody has; `OSError` if there are not.

    The system gives them to nobody before their server starts, not even to an outgoing
    connection; only who asks for that very port can have it meanwhile.
    """
    free: list[int] = []
    for port in secrets.SystemRandom().sample(BELOW, TRIED):
        try:
            socket.create_server((LOOPBACK, port)).close()
        except OSError:
            continue
        free.append(port)
        if len(free) == count:
            return tuple(free)
    msg = f"of {TRIED} ports between {BELOW.start} and {BELOW.stop} only {len(free)} are free"
    raise OSError(msg)
