"""Train the matching model that ships with bolo, on public sets that are not part of it.

`python -m scripts.train_matching --data DIR` writes `src/bolo/core/matching/shipped.match`;
with `--leave-out SET` it writes nothing, and prints how trees that never saw that set do on it.
The sets, their sources and licences are named in docs/guides/matching.md.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bolo.cli.lists import ditto_of, pairs_of, table_of
from bolo.core.matching.calibration import (
    Scores,
    best_threshold,
    expected_error,
    f1,
    fit_scale,
    precision_at_recall,
)
from bolo.core.matching.engine import RIVALS, Trained
from bolo.core.matching.features import Measured, measure
from bolo.core.matching.rivalry import among_rivals, rivalry
from bolo.core.matching.stored import to_bytes
from bolo.core.matching.trees import CAREFUL, Forest, grow

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src/bolo/core/matching/shipped.match"
SETS = ("abt-buy", "amazon-google", "walmart-amazon", "wdc-computers", "wdc-shoes")
WEIGHT = 5_000
"""Every set counts as so many pairs, however many it has."""
ABOUT = (
    "Trained by scripts/train_matching.py on the train and valid parts of Abt-Buy, Amazon-Google, "
    "Walmart-Amazon (Leipzig and Magellan sets in the DeepMatcher split) and of WDC computers and "
    "shoes, medium (Web Data Commons)."
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One set, measured."""

    name: str
    measured: Measured
    labels: NDArray[np.bool_]
    strength: float

    @property
    def values(self) -> NDArray[np.float32]:
        """Return the features of the labelled pairs."""
        return self.measured.values[self.measured.asked]

    def scores(self, forest: Forest) -> Scores:
        """Return the log-odds of the labelled pairs, set right by their rivals."""
        raw = forest.score(self.measured.values)
        return among_rivals(raw, self.measured.pairs, self.strength)[self.measured.asked]


def read(folder: Path) -> Lesson:
    """Read and measure one set: two tables and pairs, or Ditto's text."""
    if (folder / "tableA.csv").exists():
        left, right = table_of(folder / "tableA.csv"), table_of(folder / "tableB.csv")
        parts = [pairs_of(folder / f"{part}.csv", left, right) for part in ("train", "valid")]
    else:
        files = [folder / f"{part}.txt.medium" for part in ("train", "valid")]
        left, right, parts = ditto_of(files)
    pairs = (
        np.concatenate([part.pairs[0] for part in parts]),
        np.concatenate([part.pairs[1] for part in parts]),
    )
    labels = np.concatenate([part.labels for part in parts if part.labels is not None])
    measured = measure(left, right, pairs, RIVALS)
    print(f"read {folder.name}: {len(labels)} pairs", flush=True)
    return Lesson(folder.name, measured, labels, rivalry(measured.sides))


def learn(lessons: Sequence[Lesson], seeds: int) -> tuple[str, ...]:
    """Grow trees on all these sets, each counting the same."""
    values = np.concatenate([one.values for one in lessons])
    labels = np.concatenate([one.labels for one in lessons])
    weights = np.concatenate([np.full(len(o.labels), WEIGHT / len(o.labels)) for o in lessons])
    return tuple(
        grow(values, labels, seed, weights=weights, settings=CAREFUL) for seed in range(seeds)
    )


def teach(lessons: Sequence[Lesson], seeds: int) -> Trained:
    """Train; scale and threshold come from scores of sets that the trees did not see."""
    scores, labels, weights = [], [], []
    for unseen in lessons:
        rest = [one for one in lessons if one is not unseen]
        scores.append(unseen.scores(Forest(learn(rest, 1))))
        labels.append(unseen.labels)
        weights.append(np.full(len(unseen.labels), WEIGHT / len(unseen.labels)))
    together, truth = np.concatenate(scores), np.concatenate(labels)
    scale = fit_scale(together, truth, np.concatenate(weights))
    return Trained(
        names=lessons[0].measured.names,
        trees=learn(lessons, seeds),
        scale=scale,
        threshold=_shared_threshold([scale.probability(one) for one in scores], labels),
        shared=True,
        about=ABOUT,
    )


def _shared_threshold(
    probabilities: Sequence[Scores], labels: Sequence[NDArray[np.bool_]]
) -> float:
    """Return the threshold with the best mean F1 over the sets."""
    tried = np.linspace(0.05, 0.95, 91)
    means = [
        np.mean([f1(p >= t, y) for p, y in zip(probabilities, labels, strict=True)]) for t in tried
    ]
    return float(tried[int(np.argmax(means))])


def report(trained: Trained, lesson: Lesson) -> None:
    """Print how a model does on a set."""
    probability = trained.scale.probability(lesson.scores(Forest(trained.trees)))
    decided, best = probability >= trained.threshold, best_threshold(probability, lesson.labels)
    print(
        f"{lesson.name:15}  F1 {f1(decided, lesson.labels):.3f} at {trained.threshold:.2f}"
        f" (best {f1(probability >= best, lesson.labels):.3f} at {best:.2f})"
        f"  precision at 90 % recall {precision_at_recall(probability, lesson.labels):.3f}"
        f"  calibration error {expected_error(probability, lesson.labels):.3f}",
        flush=True,
    )


def main() -> None:
    """Train what ships, or measure a recipe that leaves a set out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/matching")
    parser.add_argument("--leave-out", action="append", default=[], choices=[*SETS, "each"])
    parser.add_argument("--seeds", type=int, default=3, help="forests that are averaged")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    given = parser.parse_args()
    lessons = [read(given.data / name) for name in SETS]
    left_out = SETS if "each" in given.leave_out else given.leave_out
    for name in left_out:
        rest = [one for one in lessons if one.name != name]
        report(teach(rest, given.seeds), next(one for one in lessons if one.name == name))
    if not left_out:
        given.out.write_bytes(to_bytes(teach(lessons, given.seeds)))
        print(f"wrote {given.out}")


if __name__ == "__main__":
    main()
