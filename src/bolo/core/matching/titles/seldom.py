"""Patterns that seldom match, tried only where what they cannot do without stands in the text.

Looking for a few pieces of text takes a twentieth of the time of trying such a pattern at
every letter.
"""

import re
from collections.abc import Callable, Iterable
from itertools import groupby


class Seldom:
    """A pattern, and pieces of text of which one stands in whatever matches it."""

    def __init__(self, pattern: str, *pieces: str) -> None:
        self.pattern = re.compile(pattern)
        self.pieces = pieces

    def may(self, text: str) -> bool:
        """Tell whether the pattern could match."""
        for piece in self.pieces:  # noqa: SIM110  (a generator costs more than the search)
            if piece in text:
                return True
        return False

    def search(self, text: str) -> re.Match[str] | None:
        """Do as the pattern does."""
        return self.pattern.search(text) if self.may(text) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Do as the pattern does."""
        return self.pattern.finditer(text) if self.may(text) else ()

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Do as the pattern does."""
        return self.pattern.sub(by, text) if self.may(text) else text


class Hinted(Seldom):
    """The same, with a simpler pattern in the place of pieces: it matches where the other does."""

    def __init__(self, pattern: str, hint: str, flags: int = 0) -> None:
        super().__init__(pattern)
        self.pattern = re.compile(pattern, flags)
        self._hint = re.compile(hint)

    def may(self, text: str) -> bool:
        """Tell whether the pattern could match."""
        return self._hint.search(text) is not None


def any_of(pieces: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these pieces, and tries what they begin with once."""
    return re.compile(_branches(sorted(set(pieces))))


def _branches(pieces: list[str]) -> str:
    if "" in pieces:
        return ""  # a shorter piece ends here: what would go on needs no look
    found = [
        re.escape(letter) + _branches([piece[1:] for piece in alike])
        for letter, alike in groupby(pieces, key=lambda piece: piece[0])
    ]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"
