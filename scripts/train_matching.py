"""Train the matching model that ships with bolo, on public sets that are not part of it.

`python -m scripts.train_matching --data DIR` writes `src/bolo/core/matching/shipped.match`;
with `--leave-out SET` it prints how trees that never saw that set do on it, and writes them
only where `--out` says.
The sets, their sources and licences are named in docs/guides/matching.md.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bolo.cli.matching.lists.files import ditto_of, pairs_of, table_of
from bolo.core.matching.engine import RIVALS, Trained
from bolo.core.matching.features.measure import Measured, measure, measure_alone
from bolo.core.matching.judges.calibration import (
    Scale,
    Scores,
    best_threshold,
    expected_error,
    f1,
    fit_scale,
    precision_at_recall,
)
from bolo.core.matching.judges.straight import Line, fit_line
from bolo.core.matching.judges.trees import CAREFUL, POOLED, Forest, Values, grow
from bolo.core.matching.rows.table import Table, read_table
from bolo.core.matching.rows.words import read_words
from bolo.core.matching.stored import to_bytes
from bolo.core.matching.unlabelled.agreement import Told, fit_agreement
from bolo.core.matching.unlabelled.ownwords import Said
from bolo.core.matching.unlabelled.rivalry import one_pool, rivalry
from bolo.core.matching.unlabelled.unseen import Look, Right, Scales, set_right, threshold_for

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src/bolo/core/matching/shipped.match"
SETS = ("abt-buy", "amazon-google", "walmart-amazon", "wdc-computers", "wdc-shoes")
FIRST = SETS[:3]
WEIGHT = 5_000
"""Every set counts as so many pairs, however many it has."""
POOL_COUNTS, PARTS = 8, 5
"""How much more a set of one pool counts for the trees that judge such lists, which are shown its
pairs beside the rows of such a part only, too."""
ABOUT = (
    "Trained by scripts/train_matching.py on the train and valid parts of Abt-Buy, Amazon-Google, "
    "Walmart-Amazon (Leipzig and Magellan sets in the DeepMatcher split) and of WDC computers and "
    "shoes, medium (Web Data Commons)."
)


@dataclass(frozen=True, slots=True)
class Judges:
    """Trees, the line beside them, and one that learnt from two shops' lists only."""

    trees: tuple[str, ...]
    line: Line | None
    shops: Line | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One set, measured; `plain` are the features of the labelled pairs without part numbers.

    `alone` are those beside the rows of a fifth only, of a set that is of one pool.
    """

    name: str
    measured: Measured
    labels: NDArray[np.bool_]
    plain: Values
    alone: Values | None

    @property
    def values(self) -> Values:
        """Return the features of the labelled pairs."""
        return self.measured.values[self.measured.asked]

    @property
    def weights(self) -> Scores:
        """Return what each labelled pair counts."""
        return np.full(len(self.labels), WEIGHT / len(self.labels))

    def views(self, *, pooled: bool) -> list[Values]:
        """Return the features of the labelled pairs in each way that trees are shown them."""
        alone = [self.alone] if pooled and self.alone is not None else []
        return [self.values, self.plain, *alone]

    def weights_for(self, *, pooled: bool) -> Scores:
        """Return what each pair counts in each view."""
        views = len(self.views(pooled=pooled))
        more = POOL_COUNTS if pooled and self.alone is not None else 1
        return self.weights * more * 2 / views

    def told(self, judges: Judges) -> Told:
        """Return what shared judges tell of the labelled pairs."""
        right = self.right(judges)[0]
        if right.apart is None:
            raise ValueError(f"{self.name} is too small to teach itself")
        return Told(right.scores[0][self.measured.asked], self.labels, self.weights, right.apart)

    def right(self, judges: Judges) -> tuple[Right, Look]:
        """Return the log-odds by shared judges, fitted to these lists, and what they are of."""
        values, measured = self.measured.values, self.measured
        scores, line = Forest(judges.trees).score(values), judges.line
        look = Look(
            values=values,
            pairs=measured.pairs,
            asked=measured.asked,
            scores=scores,
            added=0 * scores,
            strength=rivalry(measured.sides),
            straight=None if line is None else line.score(values),
            shops=None if judges.shops is None else judges.shops.score(values),
            said=Said(measured.words, measured.sides[0].sets, measured.sides[1].sets),
        )
        return set_right([look]), look


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
    plain = measure(without_codes(left), without_codes(right), pairs, RIVALS)
    alone = None
    if one_pool(measured.sides):
        part = np.random.default_rng(0).permutation(len(labels)) % PARTS
        alone = measure_alone(left, right, pairs, part)
    print(f"read {folder.name}: {len(labels)} pairs", flush=True)
    return Lesson(folder.name, measured, labels, plain.values[plain.asked], alone)


def without_codes(table: Table) -> Table:
    """Return the list as a shop writes it that states no part numbers.

    Most sets are full of them, many lists have none: trees that are shown both ways of the
    same pairs do not lean on them alone.
    """
    stated = {role: table.columns.get(role) for role in ("id", "brand", "price", "name")}
    dropped = {table.columns.get("code"), table.columns.get("gtin")}

    def text_of(column: str, text: str) -> str:
        if column in (stated["id"], stated["brand"], stated["price"]):
            return text
        left = " ".join(word for word in text.split() if not read_words(word).codes)
        return left or (text if column == stated["name"] else "")

    return read_table(
        [
            {name: text_of(name, text or "") for name, text in row.items() if name not in dropped}
            for row in table.rows
        ]
    )


@dataclass(frozen=True, slots=True)
class Teacher:
    """Grows trees from these seeds; what two recipes have in common is grown once."""

    seeds: Sequence[int]
    grown: dict[tuple[str, ...], Judges] = field(default_factory=dict[tuple[str, ...], Judges])

    def teach(self, lessons: Sequence[Lesson]) -> Trained:
        """Train; scales and threshold come from scores of sets that the judges did not see.

        A set of one pool tells nothing of them where no other pool teaches the judges of such.
        """
        each = [(unseen, [one for one in lessons if one is not unseen]) for unseen in lessons]
        told = [
            unseen.told(self._check(rest, unseen))
            for unseen, rest in each
            if unseen.alone is None or _any_pool(rest)
        ]
        labels = [one.labels for one in told]
        scores, weights = (
            np.concatenate(column)
            for column in zip(*((one.scores, one.weights) for one in told), strict=True)
        )
        scale = _half_way(fit_scale(scores, np.concatenate(labels), weights))
        shops = of_shops(lessons)
        return Trained(
            names=lessons[0].measured.names,
            trees=tuple(_grow(lessons, seed) for seed in self.seeds),
            shops_line=_line(shops) if shops else None,
            pooled=tuple(_grow(lessons, seed, pooled=True) for seed in self.seeds)
            if _any_pool(lessons)
            else (),
            scale=scale,
            threshold=_shared_threshold([scale.probability(one.scores) for one in told], labels),
            shared=True,
            about=ABOUT,
            line=_line(lessons),
            pooled_line=_line(lessons, pooled=True) if _any_pool(lessons) else None,
            agreement=fit_agreement(told, scale),
        )

    def _check(self, lessons: Sequence[Lesson], unseen: Lesson) -> Judges:
        pooled = unseen.alone is not None and _any_pool(lessons)
        key = (str(pooled), *sorted(one.name for one in lessons))
        if key not in self.grown:
            seed, shops = self.seeds[0], () if pooled else of_shops(lessons)
            self.grown[key] = Judges(
                (_grow(lessons, seed, pooled=pooled),),
                _line(lessons, pooled=pooled),
                _line(shops) if shops else None,
            )
        return self.grown[key]


def _any_pool(lessons: Sequence[Lesson]) -> bool:
    return any(one.alone is not None for one in lessons)


def of_shops(lessons: Sequence[Lesson]) -> Sequence[Lesson]:
    """Return the sets of two shops, if there are others that they stand apart from."""
    return [one for one in lessons if one.alone is None] if _any_pool(lessons) else ()


def _grow(lessons: Sequence[Lesson], seed: int, *, pooled: bool = False) -> str:
    """Grow trees on all these sets, each counting the same, with part numbers and without.

    Trees that judge `pooled` lists learn mostly from such, and are smaller.
    """
    values, labels, weights = _shown(lessons, pooled=pooled)
    return grow(values, labels, seed, weights=weights, settings=POOLED if pooled else CAREFUL)


def _line(lessons: Sequence[Lesson], *, pooled: bool = False) -> Line:
    """Fit the line that stands beside those trees."""
    return fit_line(*_shown(lessons, pooled=pooled))


def _shown(lessons: Sequence[Lesson], *, pooled: bool) -> tuple[Values, NDArray[np.bool_], Scores]:
    """Return features, labels and weights of all pairs in each way that they are shown."""
    shown = [(one, view) for one in lessons for view in one.views(pooled=pooled)]
    values = np.concatenate([view for _, view in shown])
    labels = np.concatenate([one.labels for one, _ in shown])
    return values, labels, np.concatenate([one.weights_for(pooled=pooled) for one, _ in shown])


def _half_way(scale: Scale) -> Scale:
    """Return a scale between the trees' own and the one of these few sets: lists differ."""
    return Scale((1 + scale.slope) / 2, scale.offset / 2)


def _shared_threshold(
    probabilities: Sequence[Scores], labels: Sequence[NDArray[np.bool_]]
) -> float:
    """Return the threshold with the best mean F1 over the sets."""
    tried = np.linspace(0.05, 0.95, 91)
    means = [
        np.mean([f1(p >= t, y) for p, y in zip(probabilities, labels, strict=True)]) for t in tried
    ]
    return float(tried[int(np.argmax(means))])


@dataclass(frozen=True, slots=True)
class Row:
    """How a model does on a set it never saw."""

    name: str
    f1: float
    best: float
    precision: float
    error: float

    def __str__(self) -> str:
        """Return the line that is printed."""
        return (
            f"{self.name:15}  F1 {self.f1:.3f} (best threshold {self.best:.3f})"
            f"  precision at 90 % recall {self.precision:.3f}  calibration error {self.error:.3f}"
        )


def row_of(trained: Trained, lesson: Lesson) -> Row:
    """Measure a model on a set."""
    pooled = lesson.alone is not None and bool(trained.pooled)
    alone = Judges(trained.trees, trained.line, trained.shops_line)
    judges = Judges(trained.pooled, trained.pooled_line) if pooled else alone
    right, look = lesson.right(judges)
    scale = Scales(trained.scale, trained.agreement).of(right, [look]) or trained.scale
    probability = scale.probability(right.scores[0][lesson.measured.asked])
    labels, best = lesson.labels, best_threshold(probability, lesson.labels)
    return Row(
        lesson.name,
        f1(probability >= threshold_for(probability, trained.threshold), labels),
        f1(probability >= best, labels),
        precision_at_recall(probability, labels),
        expected_error(probability, labels),
    )


def main() -> None:
    """Train what ships, or measure a recipe that leaves a set out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/matching")
    parser.add_argument("--leave-out", action="append", default=[], choices=[*SETS, "each"])
    parser.add_argument("--seeds", type=int, default=3, help="forests that are averaged")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="the model to write")
    given = parser.parse_args()
    lessons = [read(given.data / name) for name in SETS]
    teacher = Teacher(range(given.first_seed, given.first_seed + given.seeds))
    left_out = SETS if "each" in given.leave_out else given.leave_out
    for name in left_out:
        trained = teacher.teach([one for one in lessons if one.name != name])
        print(row_of(trained, next(one for one in lessons if one.name == name)), flush=True)
        if given.out and len(left_out) == 1:
            given.out.write_bytes(to_bytes(trained))
    if not left_out:
        out = given.out or SHIPPED
        out.write_bytes(to_bytes(teacher.teach(lessons)))
        print(f"wrote {out}")


if __name__ == "__main__":
    main()
