"""F1 of `bolo match train` beside its floors, RapidFuzz, TF-IDF and Splink, on labelled sets.

Every sixth labelled pair is held out, another sixth per seed; ours learns from the rest, the floors
take the threshold that is best there. Sets without lists (WDC) are judged as a file of their own.
With `--leave-out` the row of the model that ships: each set judged by trees that never saw it.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bench import matching_splink
from bolo.cli.matching.lists.files import ditto_of, pairs_of, table_of
from bolo.core.matching.candidates.spaces import Space
from bolo.core.matching.engine import judge, train
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.judges.calibration import (
    best_threshold,
    expected_error,
    f1,
    precision_at_recall,
)
from bolo.core.matching.rows.table import Table, part_of
from scripts import train_matching

DATA = Path(__file__).resolve().parents[1].parent / "shared/data/matching"
SETS = ("abt-buy", "amazon-google", "walmart-amazon", "wdc-computers", "wdc-shoes")
HELD_OUT = 6
FORESTS = 3
"""Averaged in what ships."""
Labels = NDArray[np.bool_]
Scores = NDArray[np.float64]
Floor = Callable[[Table, Table, Pairs], Scores]


def read(folder: Path) -> tuple[Table, Table, Pairs, Labels]:
    """Read a set: two tables and pairs, or Ditto's text."""
    if (folder / "tableA.csv").exists():
        left, right = table_of(folder / "tableA.csv"), table_of(folder / "tableB.csv")
        parts = [pairs_of(folder / f"{part}.csv", left, right) for part in ("train", "valid")]
    else:
        files = [folder / f"{part}.txt.medium" for part in ("train", "valid")]
        left, right, parts = ditto_of(files)
    sides = [np.concatenate([part.pairs[side] for part in parts]) for side in (0, 1)]
    labels = np.concatenate([part.labels for part in parts if part.labels is not None])
    return left, right, (sides[0], sides[1]), labels


def alone(left: Table, right: Table, pairs: Pairs) -> tuple[Table, Table, Pairs]:
    """Return the pairs with their own rows only, as a file of pairs brings them."""
    (mine, one), (theirs, other) = (np.unique(rows, return_inverse=True) for rows in pairs)
    return part_of(left, mine), part_of(right, theirs), (one, other)


def rapidfuzz(left: Table, right: Table, pairs: Pairs) -> Scores:
    """Return the token set ratio of the names."""
    one = [left.joined[at] for at in pairs[0].tolist()]
    other = [right.joined[at] for at in pairs[1].tolist()]
    return process.cpdist(one, other, scorer=fuzz.token_set_ratio).astype(np.float64)


def tfidf(left: Table, right: Table, pairs: Pairs) -> Scores:
    """Return the cosine of the words of the names."""
    space = Space([w.tokens for w in left.title], [w.tokens for w in right.title])
    return space.cosine(*pairs).astype(np.float64)


def floors() -> dict[str, Floor]:
    """Return what ours is held against."""
    found: dict[str, Floor] = {"RapidFuzz": rapidfuzz, "TF-IDF": tfidf}
    if matching_splink.installed():
        return {**found, "Splink": matching_splink.scores}
    print(matching_splink.MISSING)
    return found


def compare(name: str, against: dict[str, Floor], seeds: int) -> Iterator[str]:
    """Yield the lines of one set: F1, precision at 90 % recall, calibration error."""
    left, right, pairs, labels = read(DATA / name)
    ours, theirs = [], {title: list[tuple[float, float]]() for title in against}
    scored = {title: floor(left, right, pairs) for title, floor in against.items()}
    by_file = not (DATA / name / "tableA.csv").exists()
    for seed in range(seeds):
        held = np.random.default_rng(seed).permutation(len(labels)) % HELD_OUT == 0
        truth = labels[held]
        rest, asked = ((left, right, (pairs[0][at], pairs[1][at])) for at in (~held, held))
        if by_file:
            rest, asked = alone(*rest), alone(*asked)
        trained = train(*rest, labels[~held], seed=seed, alone=by_file)
        judged = judge(trained, *asked)
        ours.append(
            (
                f1(judged.decided, truth),
                precision_at_recall(judged.probability, truth),
                expected_error(judged.probability, truth),
            )
        )
        for title, scores in scored.items():
            limit = best_threshold(scores[~held], labels[~held])
            figures = f1(scores[held] >= limit, truth), precision_at_recall(scores[held], truth)
            theirs[title].append(figures)
    yield f"{name:15} {'bolo':10} {spread(ours)}"
    for title, figures_of in theirs.items():
        yield f"{'':15} {title:10} {spread(figures_of)}"


def spread(figures: Sequence[Sequence[float]]) -> str:
    """Return the mean of each figure and how far the seeds are apart."""
    parts = np.array(figures)
    both = parts.mean(0).tolist(), parts.std(0).tolist()
    return "  ".join(f"{mean:.3f} ± {sd:.3f}" for mean, sd in zip(*both, strict=True))


def leave_out(names: Sequence[str], seeds: int) -> Iterator[str]:
    """Yield the line of each set, judged by trees that never saw it."""
    lessons = [train_matching.read(DATA / name) for name in SETS]
    teachers = [
        train_matching.Teacher(range(first, first + FORESTS))
        for first in range(0, seeds * FORESTS, FORESTS)
    ]
    means = []
    for name in names:
        asked = next(one for one in lessons if one.name == name)
        rest = [one for one in lessons if one is not asked]
        rows = [train_matching.row_of(teacher.teach(rest), asked) for teacher in teachers]
        figures = [(row.f1, row.best, row.precision, row.error) for row in rows]
        means.append(np.mean([row.f1 for row in rows]))
        yield f"{name:15} {spread(figures)}"
    yield f"mean F1 {np.mean(means):.3f}, least {min(means):.3f}"


def main() -> None:
    """Print the lines of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--leave-out", action="store_true", help="the model that ships instead")
    given = parser.parse_args()
    if not DATA.is_dir():
        print(f"There are no labelled sets at {DATA}: nothing is measured.")
        return
    print(f"{given.seeds} seeds, mean ± standard deviation")
    if given.leave_out:
        print("left out        F1             best threshold  P at R = .9     ECE")
        for line in leave_out(given.sets, given.seeds):
            print(line, flush=True)
        return
    against = floors()
    print("set                        F1             P at R = .9     ECE")
    for name in given.sets:
        for line in compare(name, against, given.seeds):
            print(line, flush=True)


if __name__ == "__main__":
    main()
