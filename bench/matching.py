"""F1 of `bolo match train` beside its floors, RapidFuzz and TF-IDF, on labelled sets.

Every sixth labelled pair is held out; ours learns from the rest, the floors take from it the
threshold that is best there. `python -m scripts.train_matching --leave-out each` prints the
row of the model that ships, on sets it never saw.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bolo.cli.lists import ditto_of, pairs_of, table_of
from bolo.core.matching.calibration import (
    best_threshold,
    expected_error,
    f1,
    precision_at_recall,
)
from bolo.core.matching.engine import judge, train
from bolo.core.matching.features import Pairs
from bolo.core.matching.spaces import Space
from bolo.core.matching.table import Table

DATA = Path(__file__).resolve().parents[1].parent / "shared/data/matching"
SETS = ("abt-buy", "amazon-google", "walmart-amazon", "wdc-computers", "wdc-shoes")
HELD_OUT = 6
Labels = NDArray[np.bool_]


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


def floor(scores: NDArray[np.float64], labels: Labels, held: Labels) -> float:
    """Return the F1 of one score with the threshold that is best on the rest."""
    return f1(scores[held] >= best_threshold(scores[~held], labels[~held]), labels[held])


def compare(name: str, seed: int) -> str:
    """Return the line of one set."""
    left, right, pairs, labels = read(DATA / name)
    held = np.random.default_rng(seed).permutation(len(labels)) % HELD_OUT == 0
    rest = (pairs[0][~held], pairs[1][~held])
    trained = train(left, right, rest, labels[~held], seed=seed)
    judged = judge(trained, left, right, (pairs[0][held], pairs[1][held]))
    one = [left.joined[at] for at in pairs[0].tolist()]
    other = [right.joined[at] for at in pairs[1].tolist()]
    fuzzy = process.cpdist(one, other, scorer=fuzz.token_set_ratio).astype(np.float64)
    space = Space([w.tokens for w in left.title], [w.tokens for w in right.title])
    tfidf = space.cosine(*pairs).astype(np.float64)
    truth = labels[held]
    return (
        f"{name:15} {f1(judged.decided, truth):7.3f} {floor(fuzzy, labels, held):10.3f}"
        f" {floor(tfidf, labels, held):7.3f} {precision_at_recall(judged.probability, truth):14.3f}"
        f" {expected_error(judged.probability, truth):9.3f} {len(truth):6}"
    )


def main() -> None:
    """Print a line for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if not DATA.is_dir():
        print(f"There are no labelled sets at {DATA}: nothing is measured.")
        return
    print("set             ours F1  RapidFuzz  TF-IDF    P at R = .9       ECE  pairs")
    for name in given.sets:
        print(compare(name, given.seed), flush=True)


if __name__ == "__main__":
    main()
