"""A page's bytes without what nobody reads on it: scripts, styles, drawings and remarks.

They are most of a page. Taken out before anything else looks, every later search and
the tree cost a fraction; the scripts are handed over apart, since some state the product.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import orjson

from bolo.core.reading.document.charset import spelled
from bolo.core.reading.document.loose_json import loads

_PERHAPS: Final = re.compile(rb"<[sS!](?:[cC][rR]|[tT][yY]|[vV][gG]|--)")
"""Sets of one letter each are searched faster than whole words in any case."""
_OPENING: Final = re.compile(rb"<(?:(?P<script>script)|style|svg)(?=[\s/>])|<!--", re.IGNORECASE)
_SCRIPT: Final = len("<script")


@dataclass
class Script:
    """One script element: what its tag says, and the bytes between its tags."""

    tag: str
    raw: bytes
    charset: str = "utf-8"

    @cached_property
    def text(self) -> str:
        """The script as text; bytes that are none of the charset are replaced."""
        return self.raw.decode(spelled(self.charset), "replace")

    @cached_property
    def json(self) -> Any:  # noqa: ANN401 - whatever the document holds
        """The document that the script is, `None` when it is none even after repair."""
        if self.charset == "utf-8":
            try:
                return orjson.loads(self.raw)
            except orjson.JSONDecodeError:
                pass
        return loads(self.text)


def prune(body: bytes) -> tuple[bytes, list[Script]]:
    """Return `body` without them, and the scripts in order; `body` must be ASCII-compatible."""
    kept: list[bytes] = []
    scripts: list[Script] = []
    done = at = 0
    while (perhaps := _PERHAPS.search(body, at)) is not None:
        start, at = perhaps.span()
        opening = _OPENING.match(body, start)
        if opening is None:
            continue
        if body.startswith(b"<!--", start):
            end = body.find(b"-->", start + 2)
            stop = end + 3
        else:
            end = _closing(body, opening[0], opening.end())
            if end < 0 and opening["script"]:
                end = len(body)
            stop = body.find(b">", end) + 1 or len(body)
        if end < 0:
            continue
        if opening["script"]:
            begin = body.find(b">", at, end) + 1 or end
            tag = body[start + _SCRIPT : begin].decode("latin-1")
            scripts.append(Script(tag, body[begin:end]))
        kept.append(body[done:start])
        done = at = stop
    kept.append(body[done:])
    return b"".join(kept), scripts


def _closing(body: bytes, opening: bytes, at: int) -> int:
    """Find the end tag, written like the start tag or in the other case."""
    name = opening[1:]
    end = body.find(b"</" + name, at)
    if end < 0 and (other := re.compile(b"</" + name, re.IGNORECASE).search(body, at)):
        return other.start()
    return end
