"""Where a redirect leads, and what of the question may go along."""

from yarl import URL

from bolo.core.errors import Rejected, Unavailable
from bolo.platform.http.answers import shown
from bolo.platform.http.wire import Reply, Sent

_HARMLESS = frozenset({"accept", "accept-language", "content-type", "user-agent"})
_SEE_OTHER = 303
_LOOSE = {301, 302}


def follow(sent: Sent, reply: Reply) -> Sent:
    """Return the next question; to another origin go neither credentials nor a body."""
    location = reply.headers.get("location")
    if not location:
        raise Unavailable(f"{shown(sent.url)} redirects to nowhere ({reply.status})")
    try:
        target = URL(location)
        url = sent.url.join(target.with_user(None) if target.raw_user else target)
        is_same_origin = url.origin() == sent.url.origin()
    except ValueError:
        raise Rejected(
            f"{shown(sent.url)} redirects to something that is no address we can read"
        ) from None
    method, body = _method_and_body(sent, reply.status)
    if is_same_origin:
        return Sent(url.with_fragment(None), sent.headers, method, body, sent.proxy)
    if body is not None:
        raise Rejected(f"{shown(sent.url)} redirects a question with a body to {url.host}")
    headers = {name: sent.headers[name] for name in sent.headers if name.lower() in _HARMLESS}
    return Sent(url.with_fragment(None), headers, method, None, sent.proxy)


def is_downgrade(sent: Sent, then: Sent) -> bool:
    """Whether the way from here on is no longer encrypted."""
    return sent.url.scheme == "https" and then.url.scheme == "http"


def _method_and_body(sent: Sent, status: int) -> tuple[str, bytes | None]:
    becomes_get = (status == _SEE_OTHER and sent.method != "HEAD") or (
        status in _LOOSE and sent.method == "POST"
    )
    return ("GET", None) if becomes_get else (sent.method, sent.body)
