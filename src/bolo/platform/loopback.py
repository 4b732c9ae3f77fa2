"""Which addresses only this machine can reach."""


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach `host`."""
    return host in {"localhost", "::1"} or host.startswith("127.")
