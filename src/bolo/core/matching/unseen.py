"""Judging lists that the trees never saw: what the lists teach, how rivals count, the threshold.

Lists are looked at in one piece or in several (`Look`); what they teach is drawn once from
all pieces, so it is the same for every block of a long list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bolo.core.matching.agreement import Agreement, distance
from bolo.core.matching.calibration import Scale, Scores, likely, promising_threshold
from bolo.core.matching.features import Pairs
from bolo.core.matching.rivalry import among_rivals
from bolo.core.matching.selftaught import selftaught
from bolo.core.matching.spaces import Places
from bolo.core.matching.straight import moved_to
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
    """What lists taught: trees of their own (or none), how much rivals count, the threshold.

    `scale` is the lists' own; where there is none, the model's holds.
    """

    trees: tuple[str, ...]
    strength: float
    threshold: float
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """All log-odds fitted to the lists, look by look, and what they were fitted with.

    `apart` is how far the judges that these lists learnt from are from each other (`agreement`),
    `None` where lists did not learn, or from one judge only.
    """

    trees: tuple[str, ...]
    strength: float
    scores: list[Scores]
    apart: float | None


@dataclass(frozen=True, slots=True)
class Scales:
    """The scale of a model, and how steep it is by how far judges are apart, if that is known."""

    usual: Scale
    agreement: Agreement | None = None

    def of(self, right: Right, looks: Sequence[Look]) -> Scale | None:
        """Return a scale for lists that were set right; `None` where the usual one holds."""
        if self.agreement is None or right.apart is None:
            return None
        asked = [one[look.asked] for one, look in zip(right.scores, looks, strict=True)]
        return self.agreement.scale(right.apart, np.concatenate(asked), self.usual)


def teach(
    looks: Sequence[Look], scales: Scales, threshold: float
) -> tuple[Taught, tuple[Scores, ...]]:
    """Return what lists teach, and the probability of each pair asked about, by look.

    Looks are of different left rows. `threshold` is for those that promise nothing.
    """
    right = set_right(looks)
    taught = Taught(right.trees, right.strength, threshold, scales.of(right, looks))
    told = zip(right.scores, looks, strict=True)
    found = tuple(_probability(each, look, taught, scales.usual) for each, look in told)
    return replace(taught, threshold=threshold_for(np.concatenate(found), threshold)), found


def apply(taught: Taught, look: Look, scale: Scale) -> Scores:
    """Return the probability of each pair asked about, by what other looks taught."""
    scores = Forest(taught.trees).score(look.values) if taught.trees else look.scores
    return _probability(among_rivals(scores, look.pairs, taught.strength), look, taught, scale)


def set_right(looks: Sequence[Look]) -> Right:
    """Fit all log-odds to the lists."""
    strength = float(np.mean([look.strength for look in looks]))

    def held_up(scores: Sequence[Scores]) -> list[Scores]:
        parts = zip(scores, looks, strict=True)
        return [among_rivals(each, look.pairs, strength) for each, look in parts]

    values = np.concatenate([look.values for look in looks])
    first, apart = _first(looks)
    own = selftaught(values, _rows(looks), np.concatenate(held_up(_cut(first, looks))))
    if own is None:
        return Right((), strength, held_up([look.scores for look in looks]), None)
    return Right(own.trees, strength, held_up(_cut(own.scores, looks)), apart)


def threshold_for(probability: Scores, otherwise: float) -> float:
    """Return the threshold that these probabilities promise most of, if they are enough."""
    return promising_threshold(probability) if len(probability) >= ENOUGH else otherwise


def _first(looks: Sequence[Look]) -> tuple[Scores, float | None]:
    """Return what lists are to learn from, and how far its two judges are apart, if there are two.

    It is the mean of log-odds by the trees and by the line. The line is moved first, so that it
    expects as many matches as the trees: how a list differs from those learnt from moves all its
    sums alike, but hardly the trees.
    """
    scores = np.concatenate([look.scores for look in looks])
    lines = [look.straight for look in looks if look.straight is not None]
    if not lines:
        return scores, None
    moved = moved_to(np.concatenate(lines), float(likely(scores).sum()))
    return (scores + moved) / 2, distance(scores, moved)


def _probability(scores: Scores, look: Look, taught: Taught, scale: Scale) -> Scores:
    """Return probabilities by the lists' own scale; corrections were fitted to the model's."""
    fitted = (taught.scale or scale).log_odds(scores) + scale.slope * look.added
    return likely(fitted)[look.asked]


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
