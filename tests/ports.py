"""Ports for servers that are told which to take."""

import secrets
import socket

LOOPBACK = "127.0.0.1"
BELOW = range(20_000, 32_000)
"""Below what the system deals out to whoever asks for any port: none of those meets ours."""


def free_port() -> int:
    """Return a port that nobody has; nobody else is given it before its server starts."""
    for port in secrets.SystemRandom().sample(BELOW, 200):
        try:
            socket.create_server((LOOPBACK, port)).close()
        except OSError:
            continue
        return port
    raise AssertionError(f"two hundred ports of {BELOW} are taken")
