"""Two titles word by word: which words of one the other does not say."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import normalize

_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")


def words_apart(one: str, other: str) -> Iterator[tuple[str, bool]]:
    """Give each word of `one`, and whether `other` lacks it, however it is written there.

    "WH-1000XM5," is "wh1000xm5", and "18 V" is "18V".
    """
    words = one.split()
    own, theirs = _plain(words), _plain(other.split())
    said = {*theirs, *_joined(theirs)}
    joined = ["", *_joined(own), ""]  # before the first word, and behind the last
    for at, (word, plain) in enumerate(zip(words, own, strict=True)):
        readings = (plain, joined[at], joined[at + 1])
        yield word, bool(plain) and said.isdisjoint(readings)


def _plain(words: Sequence[str]) -> list[str]:
    return [_NO_LETTER_OR_DIGIT.sub("", normalize("NFKD", word).casefold()) for word in words]


def _joined(words: Sequence[str]) -> list[str]:
    return [one + other for one, other in pairwise(words)]
