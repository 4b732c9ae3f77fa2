"""What people said of a pair holds in `bolo match`, whatever the trees make of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from bolo.cli.matching.judging.judgements import Likely, Texts
from bolo.cli.matching.lists.packed import Packed
from bolo.core.matching.engine import Judged, Trained
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.rows.table import Table
from bolo.core.matching.rows.told import answers, digest, heard

SAME, DIFFERENT = "labelled as the same thing", "labelled as different"


def heed_links(likely: Likely, trained: Trained, lists: tuple[Packed, Packed]) -> Likely:
    """Link what labels join, part what they part, and count that.

    All labels that the model knows count, of its training and of corrections, which come first.
    A label is a person's word, so it joins rows that a conflict would keep apart.
    """
    said = _said(trained, lists)
    if not said:
        return likely
    joined, denied = answers(said, likely.pairs)
    rest = np.flatnonzero(~(joined | denied))
    same = np.array([pair for pair, one in said.items() if one], np.int64).reshape(-1, 2)
    texts = Texts()
    texts.extend([SAME] * len(same))
    texts.extend(likely.reasons[at] for at in rest.tolist())
    left, right = (np.concatenate([same[:, at], likely.pairs[at][rest]]) for at in (0, 1))
    sure = np.concatenate([np.ones(len(same)), likely.probability[rest]])
    denials = int(denied.sum())
    return replace(likely, pairs=(left, right), probability=sure, reasons=texts, denied=denials)


def heed_scores(
    judged: Judged,
    why: Sequence[tuple[str, ...]],
    trained: Trained,
    tables: tuple[Table, Table],
    pairs: Pairs,
) -> tuple[Judged, list[tuple[str, ...]]]:
    """Score corrected pairs as they were corrected.

    Labels of the training do not count here: a score of theirs would say nothing of the model.
    """
    left, right = (map(digest, one.ids, one.names) for one in tables)
    joined, denied = answers(heard(left, right, trained.told) if trained.told else {}, pairs)
    probability = np.where(joined, 1.0, np.where(denied, 0.0, judged.probability))
    words = [
        ((SAME,) if joined[at] else (DIFFERENT,) if denied[at] else ()) + tuple(each)
        for at, each in enumerate(why)
    ]
    decided = (judged.decided | joined) & ~denied
    return replace(judged, probability=probability, decided=decided), words


def _said(trained: Trained, lists: tuple[Packed, Packed]) -> dict[tuple[int, int], bool]:
    if not (trained.told or trained.remembered):
        return {}
    left, right = (_digests(each) for each in lists)
    return heard(left, right, trained.remembered, trained.told)


def _digests(packed: Packed) -> Iterator[str]:
    for row in range(len(packed)):
        own, name = packed.cells(row, ("id", "name"))
        yield digest(own, name)
