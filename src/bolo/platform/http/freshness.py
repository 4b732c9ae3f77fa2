"""When a kept answer may be used again: RFC 9111 for a private cache, RFC 5861 for errors.

The key of an entry covers the address, our User-Agent and every header that the
connector sent. So credentials never share an entry, and whatever `Vary` names is
the same by construction; only `Vary: *` has to be looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

Headers = Mapping[str, str]
Directives = Mapping[str, str | None]

_ZERO = timedelta(0)
_OK = 200
_LONGEST = timedelta(days=365)
_SET_BACK = timedelta(minutes=1)
_CONDITIONS = {"if-none-match", "if-modified-since", "cache-control", "pragma"}
_OF_THE_BODY = {"content-encoding", "content-length", "content-range", "transfer-encoding"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A kept answer; `wire` is its body in the encoding named by `coding`.

    `url` is for people: without the secrets it was asked with.
    """

    url: str
    headers: Headers
    wire: bytes
    coding: str
    asked_at: datetime
    answered_at: datetime


def key(url: str, headers: Headers, user_agent: str) -> bytes:
    """Return the 32 bytes under which the answer to this question is kept."""
    digest = sha256(f"{url}\n{user_agent}".encode())
    for name in sorted(headers):
        if name.lower() not in _CONDITIONS:
            digest.update(f"\n{name.lower()}:{headers[name]}".encode())
    return digest.digest()


def directives(value: str | None) -> Directives:
    """Read a Cache-Control value; the first of a repeated directive counts."""
    found: dict[str, str | None] = {}
    for part in (value or "").split(","):
        name, given, argument = part.partition("=")
        if name := name.strip().lower():
            found.setdefault(name, argument.strip().strip('"') if given else None)
    return found


def may_use_kept(request: Headers) -> bool:
    """Whether the question allows a kept answer at all."""
    return "no-store" not in directives(_of(request, "cache-control"))


def may_keep(request: Headers, status: int, headers: Headers) -> bool:
    """Whether this answer may be kept, and is worth it: it can be fresh, or asked for again."""
    ours, theirs = _of(request, "cache-control"), headers.get("cache-control")
    if status != _OK or "no-store" in directives(ours) or "no-store" in directives(theirs):
        return False
    if "*" in headers.get("vary", ""):
        return False
    return bool(
        "etag" in headers
        or "last-modified" in headers
        or _explicit_lifetime(headers, directives(theirs))
    )


def is_fresh(entry: Entry, request: Headers, now: datetime, heuristic: timedelta) -> bool:
    """Whether the entry may be used without asking; never one of a time to come."""
    if _is_to_come(entry, now):
        return False
    asked = directives(_of(request, "cache-control"))
    stated = directives(entry.headers.get("cache-control"))
    if "no-cache" in asked or "no-cache" in stated or _is_old_no_cache(entry.headers, stated):
        return False
    lifetime = lifetime_of(entry, heuristic)
    limit = _seconds(asked.get("max-age"))
    if limit is not None:
        lifetime = min(lifetime, limit)
    return age(entry, now) < lifetime


def may_serve_stale(entry: Entry, now: datetime, heuristic: timedelta) -> bool:
    """Whether the entry may stand in when the other side is down (`stale-if-error`)."""
    if _is_to_come(entry, now):
        return False
    stated = directives(entry.headers.get("cache-control"))
    if {"must-revalidate", "no-cache"} & stated.keys():
        return False
    grace = _seconds(stated.get("stale-if-error"))
    return grace is not None and age(entry, now) < lifetime_of(entry, heuristic) + grace


def _is_to_come(entry: Entry, now: datetime) -> bool:
    """Whether the clock was set back since: nobody knows how old the answer is."""
    return entry.answered_at - now > _SET_BACK


def age(entry: Entry, now: datetime) -> timedelta:
    """How old the answer is (RFC 9111 §4.2.3)."""
    date = _date(entry.headers.get("date")) or entry.answered_at
    apparent = max(_ZERO, entry.answered_at - date)
    delay = entry.answered_at - entry.asked_at
    stated = (_seconds(entry.headers.get("age")) or _ZERO) + delay
    return max(apparent, stated) + (now - entry.answered_at)


def lifetime_of(entry: Entry, heuristic: timedelta) -> timedelta:
    """How long the answer stays fresh: as stated, else a tenth of its age, bounded."""
    headers = entry.headers
    stated = _explicit_lifetime(headers, directives(headers.get("cache-control")))
    if stated is not None:
        return stated
    modified = _date(headers.get("last-modified"))
    if modified is None:
        return _ZERO
    date = _date(headers.get("date")) or entry.answered_at
    return min(max(_ZERO, (date - modified) / 10), heuristic)


def conditions(entry: Entry) -> dict[str, str]:
    """Return the headers that ask "still the same?"."""
    asked = {}
    if etag := entry.headers.get("etag"):
        asked["If-None-Match"] = etag
    if modified := entry.headers.get("last-modified"):
        asked["If-Modified-Since"] = modified
    return asked


def confirmed(entry: Entry, headers: Headers, asked_at: datetime, now: datetime) -> Entry:
    """Return the entry after a 304: its body, with the headers brought up to date."""
    newer = {name: value for name, value in headers.items() if name not in _OF_THE_BODY}
    kept = {name: value for name, value in entry.headers.items() if name != "age"}
    return replace(entry, headers={**kept, **newer}, asked_at=asked_at, answered_at=now)


def _explicit_lifetime(headers: Headers, stated: Directives) -> timedelta | None:
    if "max-age" in stated:
        return _seconds(stated["max-age"]) or _ZERO
    if "expires" not in headers:
        return None
    expires, date = _date(headers["expires"]), _date(headers.get("date"))
    return max(_ZERO, expires - date) if expires and date else _ZERO


def _is_old_no_cache(headers: Headers, stated: Directives) -> bool:
    return not stated and "no-cache" in headers.get("pragma", "").lower()


def _of(headers: Headers, name: str) -> str | None:
    """Look up a header of a request, whose names come in any case."""
    for each, value in headers.items():
        if each.lower() == name:
            return value
    return None


def _seconds(text: str | None) -> timedelta | None:
    """Read delta-seconds; `None` for anything else, a year at most."""
    if text is None or not (text.isascii() and text.isdigit()):
        return None
    return timedelta(seconds=min(int(text[:12]), int(_LONGEST.total_seconds())))


def _date(text: str | None) -> datetime | None:
    """Read an HTTP date; `None` for anything else."""
    try:
        read = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return read if read.tzinfo else None
