"""Words that only one of two titles has, and that are nearly there in the other.

"prod" and "production", "webshop" and "web shop", "cartrige" and "cartridge": what no
comparison of whole tokens sees; both must begin with one letter. Slower than those, so only
close candidates come here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import Levenshtein

from bolo.core.matching.candidates.spaces import Floats, Places, Space

SHORTEST, SHORTEST_INSIDE, MOST_LONGER = 3, 4, 2
REMEMBERED = 200_000
"""Pairs of words whose likeness is kept: the same ones meet again and again."""
BEGINS, ALIKE, NOTHING = 0.9, 0.74, 0.0
"""How much counts a word that begins as the other does; least likeness that counts."""


@dataclass(frozen=True, slots=True)
class Title:
    """One title: its tokens, all of it without blanks, and tokens by the letter they begin with."""

    tokens: frozenset[str]
    joined: str
    begun: Mapping[str, Sequence[str]]


def titles(tokens: Iterable[Sequence[str]]) -> list[Title]:
    """Prepare titles for comparing."""
    return [_title(words) for words in tokens]


def _title(words: Sequence[str]) -> Title:
    tokens, begun = frozenset(words), dict[str, list[str]]()
    for word in tokens:
        if len(word) >= SHORTEST:
            begun.setdefault(word[0], []).append(word)
    return Title(tokens, "".join(words), begun)


def compare_loosely(
    space: Space,
    titles_of: tuple[Sequence[Title], Sequence[Title]],
    pairs: tuple[Places, Places],
) -> dict[str, Floats]:
    """Return how much of each title's weight has no counterpart, and the shares that have."""
    weights = {word: float(space.weights[at]) for word, at in space.vocabulary.items()}
    left, right = pairs
    missed = np.zeros((len(left), 2), np.float32)
    for at, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        missed[at] = unmatched(titles_of[0][one], titles_of[1][other], weights)
    mine = 1 - missed[:, 0] / (space.left.sums[left] + 1e-6)
    theirs = 1 - missed[:, 1] / (space.right.sums[right] + 1e-6)
    return {
        "loose.missed_left": missed[:, 0],
        "loose.missed_right": missed[:, 1],
        "loose.left": mine,
        "loose.right": theirs,
        "loose.both": np.sqrt(np.maximum(mine * theirs, 0)),
    }


def unmatched(one: Title, other: Title, weights: Mapping[str, float]) -> tuple[float, float]:
    """Return the weight on either side that the other has nothing like."""
    mine, theirs = one.tokens - other.tokens, other.tokens - one.tokens
    return _without_like(mine, theirs, other, weights), _without_like(theirs, mine, one, weights)


def _without_like(
    words: frozenset[str], others: frozenset[str], title: Title, weights: Mapping[str, float]
) -> float:
    """Return the weight of words that have nothing like them among others of a title."""
    total, joined, begun = 0.0, title.joined, title.begun
    for word in words:
        length, likeness = len(word), 0.0
        if length >= SHORTEST_INSIDE and word in joined:
            continue
        if length >= SHORTEST and word[0] in begun:
            for other in begun[word[0]]:
                if other in others:
                    likeness = max(likeness, _alike(word, other))
        total += weights[word] * (1 - likeness)
    return total


@lru_cache(maxsize=REMEMBERED)
def _alike(word: str, other: str) -> float:
    if word.startswith(other) or other.startswith(word):
        return BEGINS
    long = min(len(word), len(other)) >= SHORTEST_INSIDE
    if not long or abs(len(word) - len(other)) > MOST_LONGER or word.isdigit() or other.isdigit():
        return NOTHING
    likeness = Levenshtein.normalized_similarity(word, other)
    return likeness if likeness > ALIKE else NOTHING
