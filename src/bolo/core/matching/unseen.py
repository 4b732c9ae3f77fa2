"""Judging lists that the trees never saw: what the lists teach, how rivals count, the threshold.

Lists are looked at in one piece or in several (`Look`); what they teach is drawn once from
all pieces, so it is the same for every block of a long list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bolo.core.matching.calibration import Scale, Scores, promising_threshold
from bolo.core.matching.features import Pairs
from bolo.core.matching.rivalry import among_rivals
from bolo.core.matching.selftaught import selftaught
from bolo.core.matching.spaces import Places
from bolo.core.matching.straight import beside_line
from bolo.core.matching.trees import Forest, Values

ENOUGH = 500
"""Pairs from which on their own probabilities say where to decide."""


@dataclass(frozen=True, slots=True)
class Look:
    """Pairs and their rivals as shared trees see them; `asked` are the places of the former.

    `scores` are raw log-odds, `added` what corrections add to them at last, `strength` how
    much rivals count between these lists. `straight` are log-odds by the line beside the trees.
    """

    values: Values
    pairs: Pairs
    asked: Places
    scores: Scores
    added: Scores
    strength: float
    straight: Scores | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """What lists taught: trees of their own (or none), how much rivals count, the threshold."""

    trees: tuple[str, ...]
    strength: float
    threshold: float


def teach(
    looks: Sequence[Look], scale: Scale, threshold: float
) -> tuple[Taught, tuple[Scores, ...]]:
    """Return what lists teach, and the probability of each pair asked about, by look.

    Looks are of different left rows. `threshold` is for those that promise nothing.
    """
    trees, strength, told = set_right(looks)
    found = tuple(_probability(*each, scale) for each in zip(told, looks, strict=True))
    line = threshold_for(np.concatenate(found), threshold)
    return Taught(trees, strength, line), found


def apply(taught: Taught, look: Look, scale: Scale) -> Scores:
    """Return the probability of each pair asked about, by what other looks taught."""
    scores = Forest(taught.trees).score(look.values) if taught.trees else look.scores
    return _probability(among_rivals(scores, look.pairs, taught.strength), look, scale)


def set_right(looks: Sequence[Look]) -> tuple[tuple[str, ...], float, list[Scores]]:
    """Return trees of these lists, how much rivals count, and all log-odds fitted to the lists."""
    strength = float(np.mean([look.strength for look in looks]))

    def held_up(scores: Sequence[Scores]) -> list[Scores]:
        parts = zip(scores, looks, strict=True)
        return [among_rivals(each, look.pairs, strength) for each, look in parts]

    values = np.concatenate([look.values for look in looks])
    own = selftaught(values, _rows(looks), np.concatenate(held_up(_first(looks))))
    if own is None:
        return (), strength, held_up([look.scores for look in looks])
    return own.trees, strength, held_up(_cut(own.scores, looks))


def threshold_for(probability: Scores, otherwise: float) -> float:
    """Return the threshold that these probabilities promise most of, if they are enough."""
    return promising_threshold(probability) if len(probability) >= ENOUGH else otherwise


def _first(looks: Sequence[Look]) -> list[Scores]:
    """Return what lists are to learn from: log-odds by the trees and by the line beside them."""
    scores = np.concatenate([look.scores for look in looks])
    lines = [look.straight for look in looks if look.straight is not None]
    return _cut(beside_line(scores, np.concatenate(lines)) if lines else scores, looks)


def _probability(scores: Scores, look: Look, scale: Scale) -> Scores:
    return scale.probability(scores + look.added)[look.asked]


def _rows(looks: Sequence[Look]) -> Places:
    """Give the left rows of all looks numbers of their own."""
    found, first = [], 0
    for look in looks:
        found.append(look.pairs[0] + first)
        first += int(look.pairs[0].max(initial=-1)) + 1
    return np.concatenate(found)


def _cut(scores: Scores, looks: Sequence[Look]) -> list[Scores]:
    ends = np.cumsum([len(look.scores) for look in looks])
    return np.split(scores, ends[:-1])
