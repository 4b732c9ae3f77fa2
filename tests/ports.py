"""Ports for servers that are told which to take."""

import secrets
import socket

LOOPBACK = "127.0.0.1"
BELOW = range(20_000, 32_000)
"""Below what the system deals out to whoever asks for any port: none of those meets ours."""


def free_port() -> int:
    """Return a port that nobody has; nobody else is given it before its server starts."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Return so many ports, each another, that nobody has."""
    free: list[int] = []
    for port in secrets.SystemRandom().sample(BELOW, 200):
        try:
            socket.create_server((LOOPBACK, port)).close()
        except OSError:
            continue
        free.append(port)
        if len(free) == count:
            return free
    raise AssertionError(f"of two hundred ports of {BELOW} only {len(free)} are free")
