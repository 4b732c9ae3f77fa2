"""What may be kept of a real exchange when it becomes a test recording.

Secrets and personal data are replaced by marks of the same kind, so that a body stays
readable by the connector it was recorded for. It is careful, not clever: whoever commits
a recording still reads it first.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from bolo.core.marketplace import Answer, Request

SCRUBBED = "scrubbed"
SOMEONE = "someone@example.com"
A_PHONE = "+10000000000"
KEPT_HEADERS = frozenset(
    [
        "content-language",
        "content-type",
        "etag",
        "last-modified",
        "x-total-page-count",
        "x-wp-total",
        "x-wp-totalpages",
    ]
)
"""Headers that say what was answered; all others, cookies first, say who asked."""
SECRET_NAME = re.compile(
    r"(?:^|[_.-])(?:(?:api|app|access|client|consumer|private|secret)[_-]?key|token|secret|password|passwd"
    r"|signature|sig|auth|authorization|session(?:[_-]?id)?|sid|jwt|nonce|csrf|cookie|credential)s?$",
    re.IGNORECASE,
)
PERSONAL_NAME = re.compile(
    r"(?:^|[_.-])(?:e?mail|phone|telephone|mobile|fax|(?:first|last|full|given|family)[_-]?name"
    r"|(?:customer|buyer|recipient|reviewer)(?:[_-]?name)?|(?:street|address)[_-]?[12]?|postcode|zip(?:[_-]?code)?"
    r"|birth(?:day|[_-]?date)|ip(?:[_-]?address)?)$",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
JSON_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:\s*)"((?:[^"\\]|\\.)*)"')
HIDDEN_FIELD = re.compile(
    r"""(<(?:input|meta)\b[^>]*?\bname=["'])([^"']+)(["'][^>]*?\b(?:value|content)=["'])([^"']*)(["'])""",
    re.IGNORECASE,
)
EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
    r"\.(?!(?:avif|css|gif|jpe?g|js|png|svg|webp)\b)[A-Za-z]{2,}"
)
"""Not `lamp@2x.png`, which is how images for dense screens are called."""
PHONE = re.compile(r"(?<![\w.+-])\+\d{1,3}[ ./-]?(?:\(\d{1,4}\)|\d)[\d ./()-]{5,14}\d(?![\w-])")
PHONE_LINK = re.compile(r"((?:tel|sms|whatsapp):)[+\d][\d ().%-]{5,}\d")
BEARER = re.compile(r"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{12,}")
JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*")
QUERY_PAIR = re.compile(r"""([?&](?:amp;|\#0?38;)?|\\u0026)([\w.\[\]-]+)=([^&\s"'<>\\#]+)""")
"""A name and its value in an address, also where HTML or JSON have escaped the `&`."""


def is_private(name: str) -> bool:
    """Say whether a field or parameter of this name holds a secret or personal data."""
    snake = CAMEL.sub("_", name)
    return bool(SECRET_NAME.search(snake) or PERSONAL_NAME.search(snake))


def scrub_request(request: Request) -> Request:
    """Return the question without what only its asker may know; headers of ours are dropped."""
    params = {
        name: SCRUBBED if is_private(name) else scrub_text(value)
        for name, value in request.params.items()
    }
    headers = {
        name.lower(): scrub_text(value)
        for name, value in request.headers.items()
        if name.lower().startswith("accept") or name.lower() == "content-type"
    }
    body = scrub_body(request.body, "utf-8") if request.body else request.body
    return replace(request, url=scrub_url(request.url), params=params, headers=headers, body=body)


def scrub_answer(answer: Answer) -> Answer:
    """Return the answer as it may be kept; a body that is no text is kept as it is."""
    headers = {
        name: scrub_text(value) for name, value in answer.headers.items() if name in KEPT_HEADERS
    }
    return replace(
        answer,
        body=scrub_body(answer.body, answer.charset or "utf-8"),
        url=scrub_url(answer.url),
        headers=headers,
    )


def scrub_body(body: bytes, charset: str) -> bytes:
    """Scrub a body in its charset; bytes that are not of it come back unchanged."""
    try:
        text = body.decode(charset)
        return scrub_text(text).encode(charset)
    except (UnicodeError, LookupError):
        return body


def scrub_url(url: str) -> str:
    """Return the address with secrets in its query and before its host replaced."""
    parts = urlsplit(url)
    if "@" in parts.netloc:
        parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    return QUERY_PAIR.sub(_scrub_query, parts.geturl())


def scrub_text(text: str) -> str:
    """Replace e-mail addresses, telephone numbers, tokens, and fields named for such things."""
    text = JSON_TEXT.sub(_scrub_pair, text)
    text = HIDDEN_FIELD.sub(_scrub_hidden, text)
    text = QUERY_PAIR.sub(_scrub_query, text)
    text = JWT.sub(SCRUBBED, text)
    text = BEARER.sub(rf"\1 {SCRUBBED}", text)
    text = EMAIL.sub(SOMEONE, text)
    text = PHONE_LINK.sub(rf"\g<1>{A_PHONE}", text)
    return PHONE.sub(A_PHONE, text)


def _scrub_pair(found: re.Match[str]) -> str:
    name, colon, value = found.groups()
    if not value or not is_private(name):
        return found[0]
    return f'"{name}"{colon}"{mark_for(name)}"'


def _scrub_hidden(found: re.Match[str]) -> str:
    before, name, between, value, after = found.groups()
    clean = mark_for(name) if value and is_private(name) else value
    return f"{before}{name}{between}{clean}{after}"


def _scrub_query(found: re.Match[str]) -> str:
    start, name, _ = found.groups()
    return f"{start}{name}={SCRUBBED}" if name == "key" or is_private(name) else found[0]


def mark_for(name: str) -> str:
    """Return what stands in a field of this name instead."""
    snake = CAMEL.sub("_", name).lower()
    if "mail" in snake:
        return SOMEONE
    return A_PHONE if "phone" in snake or "mobile" in snake else SCRUBBED
