"""Bytes to text: byte order mark, header, meta, UTF-8, and only then a guess.

Guessing costs more than everything else together, so it sees a sample and comes last.
"""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

_META = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 20_000
_ASCII: Final = 0x7F
_ALIASES: Final = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
"""Browsers read these as windows-1252 (WHATWG encoding standard)."""


def decode(body: bytes, stated: str | None = None) -> tuple[str, str]:
    """Return the text of `body` and the charset that was used; never raises."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace"), name
    for declared in (stated, _declared(body), "utf-8"):
        text = _try(body, declared)
        if text is not None:
            return text, declared or "utf-8"
    return _guess(body, stated or _declared(body) or "utf-8")


def _declared(body: bytes) -> str | None:
    found = _META.search(body, 0, 4096)
    return (found[1] or found[2]).decode("ascii", "ignore").lower() if found else None


def _try(body: bytes, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return body.decode(_ALIASES.get(name.lower(), name))
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(body: bytes, wanted: str) -> tuple[str, str]:
    """Keep what is declared when few bytes are broken; else the best guess wins."""
    try:
        loose = body.decode(_ALIASES.get(wanted.lower(), wanted), "replace")
    except LookupError:
        loose = body.decode("utf-8", "replace")
    if loose.count("\ufffd") * 200 < len(loose):
        return loose, wanted
    start = next((at for at, byte in enumerate(body) if byte > _ASCII), 0)
    best = from_bytes(body[max(0, start - 200) : start + _SAMPLE]).best()
    if best is None:
        return loose, wanted
    return body.decode(best.encoding, "replace"), best.encoding
