"""Pages nested deeper than any that is meant to be read, cut where they become so.

A tree costs the square of its depth: 100,000 elements in each other took 39 s. Browsers stop at
512; real pages reach some hundred.
"""

import re
from typing import Final

DEEPEST: Final = 5_000
"""Elements in each other; a tree so deep is built in a quarter of a second."""
_OPEN, _SLASH, _LETTER = ord("<"), ord("/"), ord("A")
_TAG: Final = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_CLOSED_BY_OTHERS: Final = frozenset(
    b"area base br col dd dt embed hr img input li link meta option p param source td th tr track"
    b" wbr".split()
)
"""Elements that hold nothing, or end where the next begins: they may be many in a row."""


def shallow(body: bytes) -> bytes:
    """Return `body` up to where more than `DEEPEST` elements are open."""
    if body.count(b"<") - body.count(b"</") <= DEEPEST or _at_most(body) <= DEEPEST:
        return body
    return body[: _too_deep(body)]


def _at_most(body: bytes) -> int:
    """Return how many elements are open at most, those that end by themselves among them."""
    import numpy as np  # noqa: PLC0415  (a tenth of a second, for pages of many elements)

    text = np.frombuffer(body, dtype=np.uint8)
    after = text[np.flatnonzero(text[:-1] == _OPEN) + 1]
    open_ = np.where(after == _SLASH, -1, np.where(after >= _LETTER, 1, 0)).cumsum()
    closed_too_often = np.minimum.accumulate(np.minimum(open_, 0))
    return int((open_ - closed_too_often).max(initial=0))


def _too_deep(body: bytes) -> int | None:
    """Return where the first element too deep begins, `None` without one."""
    depth = 0
    for tag in _TAG.finditer(body):
        if tag[2].lower() not in _CLOSED_BY_OTHERS:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > DEEPEST:
                return tag.start()
    return None
