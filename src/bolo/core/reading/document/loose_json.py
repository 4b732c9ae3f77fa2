"""JSON as shops write it: comments, trailing commas, control characters, JavaScript objects.

Strict first, since nearly every document is fine; repair costs only where it is needed.
"""

import html
import re
from json import JSONDecoder
from typing import Any, Final

import orjson

_WRAPPERS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)+|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)+\s*;?\s*$"
)
_TOKENS = re.compile(
    r"""
    (?P<string>"(?:[^"\\]|\\.)*")
    | (?P<single>'(?:[^'\\]|\\.)*')
    | (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<trailing>,(?=\s*(?:/\*[^*]*\*/\s*)?[}\]]))
    | (?P<bang>![01](?![\w.]))
    | (?P<key>[A-Za-z_$][\w$]*(?=\s*:))
    | (?P<word>[A-Za-z_$][\w$.]*(?:\((?:[^()]|\([^()]*\))*\))?)
    """,
    re.VERBOSE | re.DOTALL,
)
_PARSED = re.compile(r"""[\s=:\]"']*JSON\.parse\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_CONTROL = re.compile(r"[\x00-\x1f]")
_LITERALS: Final = frozenset({"true", "false", "null"})
_LONGEST_REPAIR: Final = 400_000
_NEAR: Final = 80
_STRICT: Final = JSONDecoder(strict=False)
_HOPELESS: Final = (ValueError, RecursionError)
"""No JSON, or nested deeper than anything but malice."""


def loads(text: str) -> Any | None:  # noqa: ANN401 - whatever the document holds
    """Return the document in `text`, repaired when it must be, `None` when it is hopeless."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    text = _WRAPPERS.sub("", text.strip()).strip().rstrip(";")
    for attempt in (text, _repaired(text), _repaired(html.unescape(text))):
        try:
            return _STRICT.raw_decode(attempt.lstrip())[0]
        except _HOPELESS:
            continue
    return None


def first_object(text: str, start: int) -> Any | None:  # noqa: ANN401 - as above
    """Return the object or list that begins at or after `start`, written as JSON or JavaScript."""
    at = min((i for i in (text.find("{", start), text.find("[", start)) if i >= 0), default=-1)
    if at < 0 or at - start > _NEAR:
        return None
    parsed = _PARSED.match(text, start)
    if parsed is not None:
        return _quoted(parsed[1])
    try:
        return _STRICT.raw_decode(text, at)[0]
    except _HOPELESS:
        pass
    end = _balanced(text, at)
    if end is None:
        return None
    try:
        return _STRICT.raw_decode(_repaired(text[at:end]))[0]
    except _HOPELESS:
        return None


def _quoted(literal: str) -> Any | None:  # noqa: ANN401 - as above
    """Return what `JSON.parse` of this string literal gives."""
    inner = literal[1:-1]
    if literal[0] == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"').replace('\\\\"', '\\"')
    try:
        return _STRICT.decode(_STRICT.decode(f'"{inner}"'))
    except (*_HOPELESS, TypeError):
        return None


def _repaired(text: str) -> str:
    if len(text) > _LONGEST_REPAIR:
        return text
    return _TOKENS.sub(_token, text)


def _token(match: re.Match[str]) -> str:
    kind, piece = match.lastgroup, match[0]
    if kind == "string":
        return _CONTROL.sub(" ", piece)
    if kind == "single":
        inner = piece[1:-1].replace("\\'", "'").replace('"', '\\"')
        return f'"{_CONTROL.sub(" ", inner)}"'
    if kind == "key":
        return f'"{piece}"'
    if kind == "bang":  # minifiers write true as !0
        return "true" if piece == "!0" else "false"
    if kind == "word":
        return piece if piece in _LITERALS else "null"
    return ""


def _balanced(text: str, start: int) -> int | None:
    """Find the end of the bracket at `start`, strings respected, within a bound."""
    depth = 0
    for match in _BRACKETS.finditer(text, start, start + _LONGEST_REPAIR):
        piece = match[0]
        if piece in "{[":
            depth += 1
        elif piece in "}]":
            depth -= 1
            if depth == 0:
                return match.end()
    return None


_BRACKETS = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[{}\[\]]")
