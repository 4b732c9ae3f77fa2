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
_BEGINNING: Final = 64
_ON_THE_WEB: Final = (
    "cp1252 cp1251 koi8_r koi8_u cp1250 iso8859_2 cp1253 iso8859_7 cp1254 cp1255 cp1256 cp1257"
    " cp1258 cp874 cp932 euc_jp gb18030 big5 cp949".split()
)
"""What pages are written in (WHATWG encoding standard); others are only ever guessed wrongly."""
_RUN: Final = re.compile(rb"[\x80-\xff]{3}")
_FEW: Final = 20
_SAMPLE: Final = 20_000
_SIGHT: Final = 400
_WIDE: Final = ("utf-16", "utf16", "utf-32", "utf-7", "iso-2022", "hz")
"""In these a byte that looks like a tag's may be half a letter."""
_ASCII: Final = 0x7F
_ALIASES: Final = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
"""Browsers read these as windows-1252 (WHATWG encoding standard)."""


def decode(body: bytes, stated: str | None = None) -> tuple[str, str]:
    """Return the text of `body` and the charset that was used; never raises."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace"), name
    if (wide := _wide(body)) is not None:
        return body.decode(wide, "replace"), wide
    text = _try(body, stated)
    if text is not None:
        return text, stated or "utf-8"
    declared = _declared(body)
    for known in (declared, "utf-8"):
        text = _try(body, known)
        if text is not None:
            return text, known or "utf-8"
    return _guess(body, stated or declared or "utf-8")


def is_ascii_compatible(body: bytes, stated: str | None) -> bool:
    """Say whether tags in `body` are plain ASCII bytes, so that it may be searched undecoded."""
    name = (stated or "").lower()
    return b"\0" not in body[:_SIGHT] and not name.startswith(_WIDE)


def spelled(name: str) -> str:
    """Return the codec that browsers use for `name`, `utf-8` when nobody knows it."""
    name = _ALIASES.get(name.lower(), name)
    try:
        codecs.lookup(name)
    except LookupError:
        return "utf-8"
    return name


def _wide(body: bytes) -> str | None:
    """Tell UTF-16 that no mark announces by its first tag, whose letters are two bytes each."""
    at = body.find(b"<", 0, _BEGINNING)
    if at >= 0 and at % 2 == 0 and body[at + 1 : at + 2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if at % 2 and at > 0 and body[at - 1] == 0 else None


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
    sample = body[max(0, start - 200) : start + _SAMPLE]
    if not _RUN.search(sample) and sum(byte > _ASCII for byte in sample) < _FEW:
        return body.decode("cp1252", "replace"), "cp1252"  # a few accents tell no more
    best = from_bytes(sample, cp_isolation=_ON_THE_WEB).best()
    if best is None:
        return loose, wanted
    return body.decode(best.encoding, "replace"), best.encoding
