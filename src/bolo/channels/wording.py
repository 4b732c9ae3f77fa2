"""The words of a message, cut to what a vendor bears; what is cut first is the least needed."""

from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import orjson

from bolo.core.channel import Link, Message, Reply

Measure = Callable[[str], int]
HERE = (".local", ".localhost", ".internal", ".lan", ".home.arpa")


def units(text: str) -> int:
    """Measure in UTF-16 code units, as Telegram and Discord count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def octets(text: str) -> int:
    """Measure in bytes of UTF-8, as ntfy and push services count."""
    return len(text.encode("utf-8", "surrogatepass"))


def clip(text: str, most: int, measure: Measure = units) -> str:
    """Return `text`, ended by … where it is longer than `most`."""
    if measure(text) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…") <= most:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low or measure("…") <= most else ""


def line(text: str) -> str:
    """Return `text` on one line, for subjects and titles."""
    return " ".join(text.split())


def whole(message: Message, most: int, measure: Measure = units, *, links: bool = True) -> str:
    """Return the body, facts, links and folded titles as plain text of at most `most`.

    Facts and links are kept as long as they fit at all; the body gives way first, then titles.
    """
    facts = [f"{fact.label}: {fact.text}" for fact in message.facts]
    ends = [f"{link.text}: {link.url}" for link in message.links] if links else []
    fixed = "\n".join([*facts, *ends])
    room = most - measure(fixed) - 2
    body = clip(message.body, max(room, 0), measure)
    folded = _folded(message.more, room - measure(body) - 2, measure)
    parts = [part for part in (body, "\n".join(facts), folded, "\n".join(ends)) if part]
    return clip("\n\n".join(parts), most, measure)


def _folded(more: tuple[Link, ...], room: int, measure: Measure) -> str:
    """Return as many titles as there is room for, and how many there are besides."""
    lines = list(_numbered(more))
    for count in range(len(lines), 0, -1):
        told = "\n".join([*lines[:count], *_besides(len(lines) - count)])
        if measure(told) + 2 <= room:
            return told
    besides = "\n".join(_besides(len(lines)))
    return besides if measure(besides) + 2 <= room else ""


def _numbered(more: tuple[Link, ...]) -> Iterator[str]:
    for link in more:
        yield f"• {line(link.text)}"


def _besides(count: int) -> list[str]:
    return [f"and {count} more"] if count else []


def public(url: str | None) -> str | None:
    """Return an address that others can reach too, `None` for one on this machine or network.

    Vendors refuse or fail to load what only we can see: a message would be lost for a picture.
    """
    host = urlsplit(url).hostname if url else None
    if not url or not host or not url.startswith(("http://", "https://")):
        return None
    try:
        return url if ip_address(host).is_global else None
    except ValueError:
        there = "." in host.strip(".") and not host.rstrip(".").endswith(HERE)
        return url if there else None


def listed(answer: dict[str, Any], name: str) -> list[Any]:
    """Return a list that an answer holds, an empty one when it holds something else."""
    found = answer.get(name)
    return found if isinstance(found, list) else []


def held(answer: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an object that an answer holds, an empty one when it holds something else."""
    found = answer.get(name)
    return found if isinstance(found, dict) else {}


def said(reply: Reply) -> dict[str, Any]:
    """Return the object of JSON that came back, an empty one when it is something else."""
    try:
        found = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
