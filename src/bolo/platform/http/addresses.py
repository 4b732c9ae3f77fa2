"""Which network addresses belong to everybody, and which are somebody's inside.

An address may hide another one (IPv4 inside IPv6 in six ways, or `2130706433`
for 127.0.0.1), so the question is asked of every address that is found inside.
"""

import ipaddress
import socket
from collections.abc import Iterator
from functools import lru_cache

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_INSIDE: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "an address of this machine"),
        ("127.0.0.0/8", "a loopback address"),
        ("169.254.0.0/16", "a link-local address"),
        ("100.64.0.0/10", "a carrier's inside address"),
        ("168.63.129.16/32", "a cloud's metadata address"),
        ("192.0.0.0/24", "a reserved address"),
        ("198.18.0.0/15", "a reserved address"),
        ("224.0.0.0/4", "a multicast address"),
        ("::/128", "an address of this machine"),
        ("::1/128", "a loopback address"),
        ("64:ff9b:1::/48", "a private address"),
        ("100::/64", "a reserved address"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private address"),
        ("ff00::/8", "a multicast address"),
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_ISATAP = {0x00005EFE, 0x02005EFE}
_LOW_32 = 0xFFFFFFFF


@lru_cache(maxsize=4096)
def literal(host: str) -> Address | None:
    """Return the address that `host` spells, in any notation a resolver takes; else `None`.

    `inet_aton` also reads `2130706433`, `0x7f.1` and `0177.0.0.1`.
    """
    host = host.strip("[]").rstrip(".")
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if not host or not (host[0].isdigit() and host[0].isascii()) or " " in host:
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=4096)
def inside(address: Address) -> str | None:
    """Say what kind of inside address this is; `None` when it is public."""
    for each in _unwrapped(address):
        for network, what in _INSIDE:
            if each.version == network.version and each in network:
                return what
        if not each.is_global and not _is_wrapping(each):
            return "a private address"
    return None


def _unwrapped(address: Address) -> Iterator[Address]:
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        yield from _embedded(address)


def _embedded(address: ipaddress.IPv6Address) -> Iterator[Address]:
    bits = int(address)
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64 or (address in _COMPATIBLE and bits > 1):
        yield ipaddress.IPv4Address(bits & _LOW_32)
    if (bits >> 32) & _LOW_32 in _ISATAP:
        yield ipaddress.IPv4Address(bits & _LOW_32)


def _is_wrapping(address: Address) -> bool:
    """Whether the address only carries another one, which is judged by itself."""
    return isinstance(address, ipaddress.IPv6Address) and any(
        (address.ipv4_mapped, address.sixtofour, address.teredo, address in _NAT64)
    )
