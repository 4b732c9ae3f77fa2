"""Phrases of sellers, found in titles as whole words, with their accents or without.

A phrase is written as it is said; `|` parts what may stand in one place, and a word that ends in
`*` may end in any way: "écran|vitre fissuré*" is "écran fissuré", "vitre fissurée" and some more.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product

from bolo.core.matching.titles.seldom import any_of

_WORD = re.compile(r"[^\W_]+\*?")
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae"})
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without accents; "s'allume" is two."""
    text = text.lower().translate(_LETTERS)
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(part for part in parts if not unicodedata.combining(part))
    return _WORD.findall(text)


class Phrases:
    """Some phrases, and words that take back what they say.

    One of `before` does among so many words `ahead` of a phrase ("not broken"), one of `behind`
    right behind it ("no power supply"), one of `near` on either side ("box damaged").
    """

    def __init__(
        self,
        *lines: str,
        ahead: int = 2,
        before: frozenset[str] = frozenset(),
        behind: frozenset[str] = frozenset(),
        near: frozenset[str] = frozenset(),
    ) -> None:
        self._lines, self._ahead = lines, ahead
        self._before, self._behind = before | near, behind | near

    def in_words(self, words: Sequence[str]) -> bool:
        """Tell whether one of them stands in these words, and nothing takes it back."""
        return any(
            self._before.isdisjoint(words[max(at - self._ahead, 0) : at])
            and self._behind.isdisjoint(words[end : end + 1])
            for at, word in enumerate(words)
            if word in self._begin.words or self._first_stem.match(word)
            for end in self._begin.ends(words, at)
        )

    def begin(self, words: Sequence[str]) -> bool:
        """Tell whether these words begin with one of them."""
        return any(True for _ in self._begin.ends(words, 0))

    @cached_property
    def written_out(self) -> frozenset[tuple[str, ...]]:
        """Each phrase in the words that `words_of` gives."""
        return frozenset(phrase for line in self._lines for phrase in _phrases(line))

    @cached_property
    def _begin(self) -> "_Step":
        begin = _Step()
        for phrase in self.written_out:
            step = begin
            for word in phrase:
                step = step.onward(word)
            step.ended = True
        return begin

    @cached_property
    def _first_stem(self) -> re.Pattern[str]:
        """What a word begins with that begins a phrase."""
        return any_of(self._begin.starts) if self._begin.starts else re.compile(r"(?!)")


class _Step:
    """How phrases go on from here: by whole words, and by how a word begins."""

    __slots__ = ("ended", "lengths", "starts", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Step] = {}
        self.starts: dict[str, _Step] = {}
        self.lengths: set[int] = set()
        self.ended = False

    def onward(self, word: str) -> "_Step":
        """Return the step behind a word of a phrase, made where there is none."""
        if not word.endswith("*"):
            return self.words.setdefault(word, _Step())
        self.lengths.add(len(word) - 1)
        return self.starts.setdefault(word[:-1], _Step())

    def ends(self, words: Sequence[str], at: int) -> Iterator[int]:
        """Return where phrases end that stand from a place on."""
        if self.ended:
            yield at
        if at == len(words):
            return
        word = words[at]
        steps = [self.words.get(word), *(self.starts.get(word[:size]) for size in self.lengths)]
        for step in steps:
            if step is not None:
                yield from step.ends(words, at + 1)


def _phrases(line: str) -> Iterator[tuple[str, ...]]:
    for chosen in product(*(word.split("|") for word in line.split())):
        phrase = " ".join(chosen)
        for spelt in (phrase, phrase.translate(_SPELT_OUT)):
            yield tuple(words_of(spelt))


class Hint:
    """Tells of a single word whether one of some phrases may hold it.

    A phrase is known by a word of it that is `strong`, else by its longest that is not `common`:
    titles are full of those.
    """

    def __init__(
        self, kinds: Iterable[Phrases], strong: frozenset[str], common: frozenset[str]
    ) -> None:
        self._kinds, self._strong, self._common = tuple(kinds), strong, common

    def in_word(self, word: str) -> bool:
        """Tell it of what stands between blanks."""
        if word.isascii() and word.isalnum():
            return self._may(word.lower())
        return any(map(self._may, words_of(word)))

    def _may(self, word: str) -> bool:
        return word in self._whole or self._starts.match(word) is not None

    @cached_property
    def _telling(self) -> frozenset[str]:
        return frozenset(
            max(phrase, key=self._worth) for kind in self._kinds for phrase in kind.written_out
        )

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(word for word in self._telling if not word.endswith("*"))

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        return any_of(word[:-1] for word in self._telling if word.endswith("*"))

    def _worth(self, word: str) -> tuple[bool, bool, int]:
        return word in self._strong, word not in self._common, len(word)
