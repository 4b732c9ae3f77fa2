"""From a reply to an answer, or to the error that says who must act."""

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache

from yarl import URL

from bolo.core.errors import Blocked, BoloError, NotFound, Rejected, Unavailable
from bolo.core.marketplace import Answer

_GONE = {404, 410}
_FORBIDDING = {
    401: "a login wall (401)",
    402: "a payment wall (402)",
    403: "the site (403 Forbidden)",
    407: "the proxy (407, it wants a password)",
    429: "a rate limit (429 Too Many Requests)",
    451: "law (451)",
}
_BAD_REQUEST = 400
_SERVER_ERROR = 500
_OK = range(200, 300)
_SECRET_NAMES = ("key", "token", "secret", "password", "signature", "auth", "session", "sig")


class Busy(Unavailable):
    """The host answered, but not now: 5xx."""


def refusal(status: int, url: URL, again: timedelta | None = None) -> BoloError | None:
    """Return the error for a status; `None` for a success."""
    if status in _OK:
        return None
    where = shown(url)
    if status in _GONE:
        return NotFound(f"{where} does not exist ({status})")
    if status in _FORBIDDING:
        return Blocked(_FORBIDDING[status], retry_after=again)
    if _BAD_REQUEST <= status < _SERVER_ERROR:
        return Rejected(f"{where} refused the question ({status})")
    return Busy(f"{url.host} answered {status}", retry_after=again)


def answer(body: bytes, url: URL, headers: Mapping[str, str], *, unchanged: bool = False) -> Answer:
    """Return the answer that a connector reads."""
    charset = charset_of(headers.get("content-type", ""))
    return Answer(body, str(url), headers, charset, unchanged)


@lru_cache(maxsize=256)
def charset_of(content_type: str) -> str | None:
    """Return the charset that a Content-Type states, in lower case."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower() or None
    return None


def shown(url: URL) -> str:
    """Return the address as it may be logged: without user, password and secret parameters."""
    public = url.with_user(None).with_fragment(None) if url.raw_user else url.with_fragment(None)
    if not public.raw_query_string:
        return str(public)
    query = [(name, "…" if _is_secret(name) else value) for name, value in public.query.items()]
    return public.with_query(query).human_repr()


def _is_secret(name: str) -> bool:
    return any(each in name.lower() for each in _SECRET_NAMES)
