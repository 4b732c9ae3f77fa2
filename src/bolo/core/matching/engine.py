"""The trained judgement of pairs: train on labels, judge pairs of two tables.

Its probabilities come from scores of trees that did not see the label, so they mean what
they say. It remembers the labels it was given, by a digest of both rows: they say something
about the pairs beside them (see `labels`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bolo.core.errors import Invalid
from bolo.core.matching.candidates.spaces import Side
from bolo.core.matching.features.groups import groups_for, groups_in
from bolo.core.matching.features.labels import NAMES, Known, from_labels, know
from bolo.core.matching.features.measure import Measured, Pairs, measure
from bolo.core.matching.judges.calibration import Scale, Scores, fit_scale, promising_threshold
from bolo.core.matching.judges.first import Lesson, look_first, once
from bolo.core.matching.judges.nets import Nets, learn_beside
from bolo.core.matching.judges.second import SHOWN, Among, learn_again, look_again, said_of
from bolo.core.matching.judges.straight import Line
from bolo.core.matching.judges.strewn import learn_strewn
from bolo.core.matching.judges.trees import Forest, Values
from bolo.core.matching.judges.wording import Wording, spoken
from bolo.core.matching.rows.kept import Kept, beside, keep
from bolo.core.matching.rows.table import Table
from bolo.core.matching.rows.told import Told, digest
from bolo.core.matching.unlabelled.agreement import Agreement
from bolo.core.matching.unlabelled.ownwords import Said
from bolo.core.matching.unlabelled.rivalry import one_pool, rivalry
from bolo.core.matching.unlabelled.unseen import Look, Scales, Taught, apply, teach

RIVALS = 3
FEWEST = 10
"""Labels of either kind without which nothing can be learnt."""
FEWEST_POOLED = 200
"""Rows of either list below which their being of one pool is chance."""
Labels = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Trained:
    """All that a judgement needs; `remembered` are digests of labelled pairs.

    `shared` trees know nothing of the catalogues they judge: rivals set them right.
    `kept` are the rows of both lists that stand beside those to judge, where these come alone.
    `pooled` trees take the place of `trees` for lists that are of one pool of listings, and
    `pooled_line` that of `line`, which helps the shared trees where lists teach themselves.
    `shops_line` learnt from lists of two shops only, and helps such there as well.
    `again` are trees over what `trees` say of a pair and its rivals, and `wordings` of its words
    and runs of letters (see `second`).
    `nets` judge beside `trees` where one look is taken, and words beside both. There half of the
    trees have their cuts at random (see `strewn`).
    `agreement` has the scales of lists that teach themselves; for fewer pairs it is `scale`.
    `corrected` are trees on top of the scaled log-odds, one for each round of corrections.
    `told` are the corrected pairs themselves: no tree sees them, doors heed them (see `told`).
    """

    names: tuple[str, ...]
    trees: tuple[str, ...]
    scale: Scale
    threshold: float
    remembered: Told = ()
    shared: bool = False
    about: str = ""
    corrected: tuple[str, ...] = ()
    pooled: tuple[str, ...] = ()
    kept: Kept = ()
    again: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()
    line: Line | None = None
    pooled_line: Line | None = None
    shops_line: Line | None = None
    nets: Nets | None = None
    agreement: Agreement | None = None
    told: Told = ()
    forest: list[Forest] = field(default_factory=list[Forest], compare=False, repr=False)
    pool: list[Forest] = field(default_factory=list[Forest], compare=False, repr=False)

    def score(self, values: Values, sides: tuple[Side, Side], among: Among) -> Scores:
        """Return raw log-odds of pairs of these two lists, corrections and all."""
        return self.uncorrected(values, sides, among) + self.corrections(values)

    def uncorrected(self, values: Values, sides: tuple[Side, Side], among: Among) -> Scores:
        """Return raw log-odds of the trees that were grown first, by those for such lists.

        Where there are trees for it, a second look is taken at each pair among the others given;
        where there are nets, they and words judge beside the first trees.
        """
        pool = self._as_pool(sides)
        scores = (self._for_pools() if pool else self._forests()[0]).score(values)
        if self.again:
            return Forest(self.again).score(np.column_stack([look_again(scores, among), values]))
        return self.nets.beside(scores, values, among.words) if self.nets else scores

    def corrections(self, values: Values) -> Scores:
        """Return what corrections add to the raw log-odds."""
        found = np.zeros(len(values), np.float64)
        for added in self._forests()[1:]:
            found += added.score(values) / self.scale.slope
        return found

    def straight(self, values: Values, sides: tuple[Side, Side]) -> Scores | None:
        """Return the log-odds by the line for such lists, `None` where there is none."""
        line = self.pooled_line if self._as_pool(sides) else self.line
        return None if line is None else line.score(values)

    def by_shops(self, values: Values, sides: tuple[Side, Side]) -> Scores | None:
        """Return the log-odds by the line of two shops' lists, `None` for others or without it."""
        alike = self.shops_line is not None and not self._as_pool(sides)
        return self.shops_line.score(values) if self.shops_line and alike else None

    def _as_pool(self, sides: tuple[Side, Side]) -> bool:
        enough = min(len(side.counts) for side in sides) >= FEWEST_POOLED
        return bool(self.pooled) and enough and one_pool(sides)

    def _forests(self) -> list[Forest]:
        """Return the trees, which are read once."""
        if not self.forest:
            self.forest.append(Forest(self.trees))
            self.forest.extend(Forest((one,)) for one in self.corrected)
        return self.forest

    def _for_pools(self) -> Forest:
        if not self.pool:
            self.pool.append(Forest(self.pooled))
        return self.pool[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """The probability of each pair asked about, and its features."""

    probability: Scores
    decided: Labels
    names: tuple[str, ...]
    values: Values


def train(
    left: Table,
    right: Table,
    pairs: Pairs,
    labels: Labels,
    *,
    seed: int = 0,
    alone: bool = False,
) -> Trained:
    """Learn from labelled pairs of two tables; `Invalid` when there are too few of a kind.

    A pair that is given more than once counts once, and is different if that was said once.
    `alone` says that the tables hold the rows of these pairs and no others, and that what
    is judged later comes with other rows. Then the model keeps these rows, to stand beside them.
    """
    pairs, labels = once(pairs, labels)
    fewest = min(int(labels.sum()), int((~labels).sum()))
    if fewest < FEWEST:
        raise Invalid(f"learning needs {FEWEST} pairs of either label, there are {fewest} of one")
    measured = measure(left, right, pairs, RIVALS, groups_for(left, right, alone=alone))
    first = look_first((left, right), measured, Lesson(pairs, labels), seed)
    again = learn_again(first.seen, labels, seed)
    nets, unseen, wordings, trees = None, again.unseen, first.wordings, first.trees
    if not again.trees:
        shown, words = first.seen[:, len(SHOWN) :], first.seen[:, SHOWN.index("words")]
        strewn, unseen = learn_strewn(shown, labels, unseen, seed)
        nets, unseen = learn_beside(shown, labels, unseen, words.astype(np.float64), seed)
        wordings, trees = first.wordings[:1] if nets else (), (*first.trees, *strewn)
    scale = fit_scale(unseen, labels)
    return Trained(
        names=(*measured.names, *NAMES),
        trees=trees,
        again=again.trees,
        wordings=wordings,
        nets=nets,
        scale=scale,
        threshold=promising_threshold(scale.probability(unseen)),
        remembered=remember((left, right), pairs, labels),
        kept=keep((left, right)) if alone else (),
    )


def judge(
    trained: Trained, left: Table, right: Table, pairs: Pairs, taught: Taught | None = None
) -> Judged:
    """Judge pairs (places in the tables), in the order given.

    What the lists teach is drawn from these pairs, unless it was `taught` by others before.
    """
    if not len(pairs[0]):
        nothing = np.zeros((0, len(trained.names)), np.float32)
        return Judged(np.zeros(0), np.zeros(0, np.bool_), trained.names, nothing)
    look = look_at(trained, left, right, pairs)
    if taught is None:
        taught, (probability,) = learn_lists(trained, [look])
    else:
        probability = apply(taught, look, trained.scale)
    return Judged(
        probability, probability >= taught.threshold, trained.names, look.values[look.asked]
    )


def look_at(trained: Trained, left: Table, right: Table, pairs: Pairs) -> Look:
    """Return the pairs (there is one at least) as the trees see them, before lists teach."""
    left, right = beside(trained.kept, left, right)
    rivals = RIVALS if trained.shared or trained.again else 0
    measured = measure_for(trained, (left, right), pairs, rivals)
    values = values_for(trained, measured, recall(trained, left, right))
    return Look(
        values=values,
        pairs=measured.pairs,
        asked=measured.asked,
        scores=trained.uncorrected(
            values, measured.sides, among_others(trained, (left, right), measured.pairs)
        ),
        added=trained.corrections(values),
        strength=rivalry(measured.sides) if trained.shared else 0.0,
        straight=trained.straight(values, measured.sides),
        shops=trained.by_shops(values, measured.sides),
        said=Said(measured.words, *(side.sets for side in measured.sides))
        if trained.shared
        else None,
    )


def measure_for(
    trained: Trained, tables: tuple[Table, Table], pairs: Pairs, rivals: int
) -> Measured:
    """Measure what these trees know of pairs, and so many rivals of each side."""
    return measure(*tables, pairs, rivals, groups_in(trained.names))


def among_others(trained: Trained, tables: tuple[Table, Table], pairs: Pairs) -> Among:
    """Return pairs of these tables as the second look needs them, and nets beside words."""
    return said_of(pairs, spoken(*tables, len(trained.wordings)), trained.wordings)


def learn_lists(trained: Trained, looks: Sequence[Look]) -> tuple[Taught, tuple[Scores, ...]]:
    """Return what lists teach (looks of different left rows), and the probabilities by look.

    A model that was trained on labels of its own lists has nothing to learn from them.
    """
    if trained.shared:
        return teach(looks, Scales(trained.scale, trained.agreement), trained.threshold)
    taught = Taught((), 0.0, trained.threshold)
    return taught, tuple(apply(taught, look, trained.scale) for look in looks)


def values_for(trained: Trained, measured: Measured, known: Known) -> Values:
    """Return the features that the trees were grown on, NaN where one is not measured."""
    columns = {name: measured.values[:, at] for at, name in enumerate(measured.names)}
    if trained.remembered:
        told = from_labels(known, measured.pairs, measured.sides)
        columns.update({name: told[:, at] for at, name in enumerate(NAMES)})
    absent = np.full(len(measured.pairs[0]), np.nan, np.float32)
    return np.column_stack([columns.get(name, absent) for name in trained.names])


def _digests(table: Table) -> list[str]:
    return [digest(*row) for row in zip(table.ids, table.names, strict=True)]


def remember(tables: tuple[Table, Table], pairs: Pairs, labels: Labels) -> Told:
    """Return labelled pairs as a model keeps them: digests of both rows, and the label."""
    mine, theirs = map(_digests, tables)
    rows = zip(pairs[0].tolist(), pairs[1].tolist(), labels.tolist(), strict=True)
    return tuple((mine[one], theirs[other], same) for one, other, same in rows)


def recall(trained: Trained, left: Table, right: Table) -> Known:
    """Find the remembered pairs in these tables."""
    if not trained.remembered:
        return Known()
    mine, theirs = ({d: at for at, d in enumerate(_digests(table))} for table in (left, right))
    found = [
        (mine[one], theirs[other], same)
        for one, other, same in trained.remembered
        if one in mine and other in theirs
    ]
    return know(_places(found), np.array([same for *_, same in found], np.bool_))


def _places(found: Sequence[tuple[int, int, bool]]) -> Pairs:
    return (
        np.array([one for one, _, _ in found], np.int64),
        np.array([other for _, other, _ in found], np.int64),
    )
