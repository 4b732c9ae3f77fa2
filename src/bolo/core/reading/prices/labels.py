"""Which of several numbers is the price asked: what the words around each say of it."""

import re
from collections.abc import Sequence

from bolo.core.reading.prices.numbers import Number
from bolo.core.reading.vocabulary.price_labels import (
    ADDED,
    BEHIND,
    EITHER_SIDE,
    MONTHLY,
    ON_SPENDING,
    PAIRS,
    WORDS,
    Label,
)

_PERCENT = re.compile(r"\W*\d+(?:[.,]\d+)?\s?%")
_LETTER = re.compile(r"[^\W\d_]|[+→➜➔⇒>»]")
_MORE = re.compile(r"\W*[/–—-]\W*[^\W\d_]{0,3}\W*$")  # noqa: RUF001
"""The next number is of the same kind: `原價 $560/小$355`."""
_FARTHEST = 80
"""Words farther from a number than so many letters are about something else."""
_NEAR_BEHIND = 12
_NEAR = 25
_CLOSE = frozenset({Label.SAVING, Label.EXTRA, Label.FROM_ON, Label.PART, Label.UP_TO, Label.NOW})
"""Such words speak only of what follows at once, with no figure in between."""


def labels_of(text: str, numbers: Sequence[Number]) -> list[Label | None]:
    """Return what the words of `text` make each of its `numbers`, in their order."""
    between = _between(text, numbers)
    if not any(map(_worded, between)):
        return [None] * len(numbers)
    behind = not _worded(between[0]) and _behind(between[-1]) is not None
    found: list[Label | None] = []
    own: Label | None = None
    for at, number in enumerate(numbers):
        spent = own is Label.SAVING and ON_SPENDING.fullmatch(between[at])
        own = after = _own(between, at)
        if after is None and (behind or at + 1 == len(numbers) or ADDED.search(between[at])):
            after = _behind(between[at + 1])
        before = _before(between[at], alone=behind or (at > 0 and found[-1] is Label.EXTRA))
        part = Label.PART if MONTHLY.match(text, number.reach) else None
        more = found[-1] if at and _MORE.match(between[at]) else None
        found.append(after or (Label.SPENT if spent else before or part or more))
    if len(numbers) > 1 and PAIRS.search(f"{between[0]}\0{between[1]}"):
        found[0], found[1] = Label.OLD, Label.NOW
    return found


def _own(between: list[str], at: int) -> Label | None:
    """Take away the words behind a number that speak of it alone, and return what they say."""
    match = BEHIND.match(between[at + 1])
    if match is None:
        return None
    between[at + 1] = between[at + 1][match.end() :]
    return Label(match.lastgroup or "")


def _between(text: str, numbers: Sequence[Number]) -> list[str]:
    """Return what stands before, between and behind the numbers, without their signs."""
    ends = [0, *(number.reach for number in numbers)]
    begins = [*(number.begin for number in numbers), len(text)]
    return [text[end:begin] for end, begin in zip(ends, begins, strict=True)]


def _worded(text: str) -> bool:
    return _LETTER.search(text) is not None


def _before(text: str, *, alone: bool) -> Label | None:
    """Return what the last known word before a number says.

    With `alone`, words that stand on either side belong to the number before them.
    """
    text = _small(text[-_FARTHEST:])
    if ADDED.search(text):
        return Label.EXTRA
    found: Label | None = None
    for match in WORDS.finditer(text):
        label, rest = _label(match), text[match.end() :]
        if (alone and label in EITHER_SIDE) or (label in _CLOSE and not _is_close(rest)):
            continue
        if label is Label.SAVING and text[: match.start()].rstrip().endswith(("%", "割")):
            continue
        found = label
    return None if found is Label.FREE else found


def _small(text: str) -> str:
    return text.replace("\u0130", "i").lower()


def _is_close(rest: str) -> bool:
    return len(rest) <= _NEAR and not any(map(str.isdigit, rest))


def _behind(text: str) -> Label | None:
    """Return what the first word right behind a number says of it."""
    text = _small(text[:_FARTHEST])
    match = WORDS.search(text)
    if match is None or match.start() > _NEAR_BEHIND or _of_percent(text, match):
        return None
    label = _label(match)
    return label if label in EITHER_SIDE else None


def _of_percent(text: str, match: re.Match[str]) -> bool:
    """Say whether a word speaks of a share: `18% OFF`, `Ahorra 30%`."""
    before = text[: match.start()]
    return any(map(str.isdigit, before)) or _PERCENT.match(text, match.end()) is not None


def _label(match: re.Match[str]) -> Label:
    return Label((match.lastgroup or "").removesuffix("_"))
