"""Judging lists that the trees never saw: what the lists teach, how rivals count, the threshold.

Lists are looked at in one piece or in several (`Look`); what they teach is drawn once from
all pieces, so it is the same for every block of a long list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bolo.core.matching.candidates.spaces import Places
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.judges.calibration import (
    Scale,
    Scores,
    fit_alike,
    likely,
    promising_threshold,
)
from bolo.core.matching.judges.straight import moved_to
from bolo.core.matching.judges.trees import Forest, Values
from bolo.core.matching.unlabelled.agreement import Agreement, distance
from bolo.core.matching.unlabelled.ownwords import Learnt, Said
from bolo.core.matching.unlabelled.rivalry import among_rivals
from bolo.core.matching.unlabelled.selftaught import selftaught

ENOUGH = 500
"""Pairs from which on their own probabilities say where to decide."""
SHARED = 0.3
"""How much the log-odds of shared judges count beside those of what lists taught."""
ALIKE = 2
"""How often the line counts that learnt from such lists only."""
WORDS = 0.3
"""How much the log-odds by the lists' own words count beside all others."""


@dataclass(frozen=True, slots=True)
class Look:
    """Pairs and their rivals as shared trees see them; `asked` are the places of the former.

    `scores` are raw log-odds, `added` what corrections add to them at last, `strength` how
    much rivals count between these lists. `straight` are log-odds by the line beside the trees,
    `shops` those by a line that learnt from lists of two shops only, for such. `said` are the
    words of the rows.
    """

    values: Values
    pairs: Pairs
    asked: Places
    scores: Scores
    added: Scores
    strength: float
    straight: Scores | None = None
    shops: Scores | None = None
    said: Said | None = None

    @property
    def judges(self) -> tuple[Scores, ...]:
        """Return the log-odds by all shared judges, those of the trees first."""
        return tuple(each for each in (self.scores, self.straight, self.shops) if each is not None)

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how often each of them counts."""
        line = () if self.straight is None else (1,)
        return 1, *line, *(() if self.shops is None else (ALIKE,))


@dataclass(frozen=True, slots=True)
class Worded:
    """What the words of lists say, and how far that is moved to expect as many matches.

    `turned` makes what all say with the words as sure, on the whole, as without them: words
    tell which pair is likelier, but not how many are matches, and know less than all the rest.
    """

    learnt: Learnt
    move: float
    turned: Scale


@dataclass(frozen=True, slots=True)
class Taught:
    """What lists taught: trees of their own (or none), how much rivals count, the threshold.

    `scale` is the lists' own; where there is none, the model's holds. `moves` is how far each
    shared judge is moved before their mean is taken, and last how far that mean is, so that all
    expect as many matches.
    """

    trees: tuple[str, ...]
    strength: float
    threshold: float
    scale: Scale | None = None
    moves: tuple[float, ...] = ()
    worded: Worded | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """All log-odds fitted to the lists, look by look, and what they were fitted with.

    `apart` is how far trees and line that these lists learnt from are from each other
    (`agreement`), `None` where lists did not learn, or from no line. `moves` and `worded` are
    those of `Taught`.
    """

    trees: tuple[str, ...]
    strength: float
    scores: list[Scores]
    apart: float | None
    moves: tuple[float, ...] = ()
    worded: Worded | None = None


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
    own = scales.of(right, looks)
    taught = Taught(right.trees, right.strength, threshold, own, right.moves, right.worded)
    told = zip(right.scores, looks, strict=True)
    found = tuple(_probability(each, look, taught, scales.usual) for each, look in told)
    return replace(taught, threshold=threshold_for(np.concatenate(found), threshold)), found


def apply(taught: Taught, look: Look, scale: Scale) -> Scores:
    """Return the probability of each pair asked about, by what other looks taught."""
    scores = look.scores
    if taught.trees:
        own = Forest(taught.trees).score(look.values)
        *moves, last = taught.moves
        scores = _beside(own, _mean(look.judges, moves, look.counts) + last)
    if taught.worded is None or look.said is None:
        right = among_rivals(scores, look.pairs, taught.strength)
    else:
        said = taught.worded.learnt.score(look.said, look.pairs) + taught.worded.move
        right = among_rivals(_with_words(scores, said), look.pairs, taught.strength)
        right = taught.worded.turned.log_odds(right)
    return _probability(right, look, taught, scale)


def set_right(looks: Sequence[Look]) -> Right:
    """Fit all log-odds to the lists."""
    strength = float(np.mean([look.strength for look in looks]))

    def held_up(scores: Sequence[Scores]) -> list[Scores]:
        parts = zip(scores, looks, strict=True)
        return [among_rivals(each, look.pairs, strength) for each, look in parts]

    values = np.concatenate([look.values for look in looks])
    first, moves, apart = _first(looks)
    words = [(look.said, look.pairs) for look in looks if look.said is not None]
    own = selftaught(values, _rows(looks), np.concatenate(held_up(_cut(first, looks))), words)
    if own is None:
        return Right((), strength, held_up([look.scores for look in looks]), None)
    last = _move(first, own.scores)
    scores = _beside(own.scores, first + last)
    right = Right(own.trees, strength, held_up(_cut(scores, looks)), apart, (*moves, last))
    if own.learnt is None or own.worded is None:
        return right
    move = _move(own.worded, scores)
    found = held_up(_cut(_with_words(scores, own.worded + move), looks))
    turned = fit_alike(np.concatenate(found), np.concatenate(right.scores))
    found = [turned.log_odds(each) for each in found]
    return replace(right, scores=found, worded=Worded(own.learnt, move, turned))


def threshold_for(probability: Scores, otherwise: float) -> float:
    """Return the threshold that these probabilities promise most of, if they are enough."""
    return promising_threshold(probability) if len(probability) >= ENOUGH else otherwise


def _first(looks: Sequence[Look]) -> tuple[Scores, tuple[float, ...], float | None]:
    """Return what lists are to learn from, how far judges are moved, and trees and line apart.

    It is the mean of log-odds by all shared judges. They are moved first, so that they expect as
    many matches as the trees: how a list differs from those learnt from moves all sums alike,
    but hardly the trees.
    """
    judges = [np.concatenate(each) for each in zip(*(look.judges for look in looks), strict=True)]
    moves = (0.0, *(_move(each, judges[0]) for each in judges[1:]))
    line = any(look.straight is not None for look in looks)
    apart = distance(judges[0], judges[1] + moves[1]) if line else None
    return _mean(judges, moves, looks[0].counts), moves, apart


def _move(scores: Scores, like: Scores) -> float:
    """Return by how much log-odds are moved to expect as many matches as others do."""
    return float((moved_to(scores, float(likely(like).sum())) - scores)[0])


def _mean(judges: Sequence[Scores], moves: Sequence[float], counts: Sequence[int]) -> Scores:
    moved = [each + move for each, move in zip(judges, moves, strict=True)]
    return np.asarray(np.average(moved, axis=0, weights=counts), np.float64)


def _beside(own: Scores, shared: Scores) -> Scores:
    """Return what lists taught with a share of the judges that they learnt from.

    Trees of the lists know their ways, and follow their own first answers too far.
    """
    return (1 - SHARED) * own + SHARED * shared


def _with_words(scores: Scores, said: Scores) -> Scores:
    return (1 - WORDS) * scores + WORDS * said


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
