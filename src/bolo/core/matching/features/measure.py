"""What is measured of a pair: likeness of names, part numbers, figures, prices, and its rank.

Every pair that was asked about is measured beside all that its two sides could be
instead, because "the best by far" says more than any likeness by itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from bolo.core.matching.candidates.spaces import Floats, Places, Side, Space, grams
from bolo.core.matching.features.affixes import compare_affixes
from bolo.core.matching.features.against import compare_against
from bolo.core.matching.features.doubles import compare_with_doubles, compare_with_own
from bolo.core.matching.features.elsewhere import compare_elsewhere
from bolo.core.matching.features.groups import SHARED, Group
from bolo.core.matching.features.habits import compare_by_habit, plain_pairs, price_level
from bolo.core.matching.features.loose import compare_loosely, titles
from bolo.core.matching.features.parts import compare_parts
from bolo.core.matching.features.ranks import standing
from bolo.core.matching.features.stated import compare_stated
from bolo.core.matching.features.stems import compare_stems, states_codes
from bolo.core.matching.rows.table import Table, part_of

Pairs = tuple[Places, Places]
Columns = dict[str, Floats]
MOST, MOST_BY_CODE = 10, 5
"""Candidates of each row by each likeness."""
CLOSE = 5
"""Places on either side up to which a candidate is compared word by word."""
RANKED = ("title.cos", "grams.cos", "full.cos", "run.cos", "name.set", "name.sorted",
          "code.shared", "title.shared", "full.most")  # fmt: skip
RANKED_BY_HABIT = ("both", "net", "left", "right")
RANKED_CLOSE = ("loose.both", "loose.left", "loose.right")
WITHOUT_DOUBLES = ("title", "grams", "full")
Scorers = Mapping[str, Callable[..., Any]]
RANKED_SCORERS: Scorers = {
    "name.set": fuzz.token_set_ratio,
    "name.sorted": fuzz.token_sort_ratio,
}
"""Likeness of names that every candidate needs, for it is ranked."""
SCORERS: Scorers = {
    "name.ratio": fuzz.ratio,
    "name.part": fuzz.partial_ratio,
    "name.part_sorted": fuzz.partial_token_sort_ratio,
    "name.start": JaroWinkler.similarity,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Features of pairs, one row each: those asked about, and their rivals if wanted."""

    names: tuple[str, ...]
    values: NDArray[np.float32]
    pairs: Pairs
    asked: Places
    """Where each pair asked about stands among the pairs."""
    sides: tuple[Side, Side]
    words: Mapping[str, int]
    """Of all that the rows say: the columns of both sides."""


class Spaces:
    """The token spaces of two tables."""

    def __init__(self, left: Table, right: Table) -> None:
        def space(tokens: Mapping[str, Sequence[Sequence[str] | frozenset[str]]]) -> Space:
            return Space(tokens["left"], tokens["right"])

        sides = {"left": left, "right": right}
        self.title = space({k: [w.tokens for w in t.title] for k, t in sides.items()})
        self.full = space({k: [w.tokens for w in t.full] for k, t in sides.items()})
        self.head = space({k: [w.tokens for w in t.head] for k, t in sides.items()})
        self.grams = space({k: [grams(name, 3) for name in t.joined] for k, t in sides.items()})
        self.run = space(
            {k: [grams(name.replace(" ", ""), 4) for name in t.joined] for k, t in sides.items()}
        )
        self.code = space({k: t.codes for k, t in sides.items()})
        self.number = space({k: [w.numbers | w.measures for w in t.head] for k, t in sides.items()})
        self.measure = space({k: [w.measures for w in t.head] for k, t in sides.items()})


def measure(
    left: Table,
    right: Table,
    asked: Pairs,
    rivals: int = 0,
    groups: Group = SHARED,
) -> Measured:
    """Measure the pairs asked about (places in the tables), and so many rivals of each side.

    `groups` are those of the features that not all judges know.
    """
    if not states_codes(left, right):
        groups &= ~Group.NUMBERS
    spaces = Spaces(left, right)
    pairs, places = _candidates(spaces, asked, len(right))
    names = left.joined, right.joined
    columns = _likeness(spaces, pairs)
    columns.update(_of_names(names, pairs, RANKED_SCORERS))
    rank(columns, pairs, RANKED)
    score = columns["full.cos"] + columns["grams.cos"] + columns["run.cos"] + columns["title.cos"]
    sure = plain_pairs(pairs, score)
    columns.update(_by_habit(spaces, pairs, sure))
    if Group.NUMBERS in groups:
        columns.update(compare_elsewhere(left, right, pairs))
    columns.update(_close(spaces, (left, right), (pairs, columns), (score, places)))
    chosen = np.unique(np.concatenate([places, _closest(pairs, score, rivals)]))
    few = pairs[0][chosen], pairs[1][chosen]
    columns = {name: values[chosen] for name, values in columns.items()}
    columns.update(_of_names(names, few, SCORERS))
    for name in WITHOUT_DOUBLES:
        space, cosines = getattr(spaces, name), columns[f"{name}.cos"]
        columns.update(compare_with_own(space, few, cosines, name))
    columns.update(_told((left, right), few, groups))
    columns.update(_prices(left, right, few, price_level((left.prices, right.prices), sure)))
    columns.update(_counts(spaces, few))
    told = tuple(sorted(columns))
    values = np.column_stack([columns[name] for name in told]).astype(np.float32)
    at = np.searchsorted(chosen, places)
    full = spaces.full
    return Measured(told, values, few, at, (full.left, full.right), full.vocabulary)


def measure_alone(left: Table, right: Table, asked: Pairs, of: Places) -> NDArray[np.float32]:
    """Measure pairs part by part, each among its own rows only; `of` is the part of each pair.

    So they look as pairs do that come in a file of their own, beside no other rows.
    """
    order, found = [], []
    for number in np.unique(of).tolist():
        at = np.flatnonzero(of == number)
        (mine, one), (theirs, other) = (np.unique(rows[at], return_inverse=True) for rows in asked)
        measured = measure(part_of(left, mine), part_of(right, theirs), (one, other))
        order.append(at)
        found.append(measured.values[measured.asked])
    return np.concatenate(found)[np.argsort(np.concatenate(order))]


def _candidates(spaces: Spaces, asked: Pairs, width: int) -> tuple[Pairs, Places]:
    """Return all pairs to look at, sorted, and where the pairs asked about are among them."""
    rows = np.unique(asked[0]), np.unique(asked[1])
    found = [
        space.nearest(*rows, most)
        for space, most in (
            (spaces.title, MOST),
            (spaces.grams, MOST),
            (spaces.full, MOST),
            (spaces.code, MOST_BY_CODE),
        )
    ]
    wanted = asked[0] * width + asked[1]
    keys = np.unique(np.concatenate([*(one * width + other for one, other in found), wanted]))
    return (keys // width, keys % width), np.searchsorted(keys, wanted)


def _likeness(spaces: Spaces, pairs: Pairs) -> Columns:
    columns: Columns = {}
    for name in ("title", "grams", "full", "run"):
        columns[f"{name}.cos"] = getattr(spaces, name).cosine(*pairs)
    for name in ("title", "full", "code"):
        columns.update(_common(getattr(spaces, name), pairs, name))
    return columns


def _common(space: Space, pairs: Pairs, name: str) -> Columns:
    common = space.common(*pairs)
    sums = space.left.sums[pairs[0]], space.right.sums[pairs[1]]
    shares = common.shared / (sums[0] + 1e-6), common.shared / (sums[1] + 1e-6)
    return {
        f"{name}.shared": common.shared,
        f"{name}.count": common.count,
        f"{name}.rarest": common.rarest,
        f"{name}.missed_left": common.missed_left,
        f"{name}.missed_right": common.missed_right,
        f"{name}.left": shares[0],
        f"{name}.right": shares[1],
        f"{name}.most": np.maximum(*shares),
        f"{name}.more_left": (space.left.counts[pairs[0]] - common.count).astype(np.float32),
        f"{name}.more_right": (space.right.counts[pairs[1]] - common.count).astype(np.float32),
        f"{name}.weight_left": sums[0] - common.shared,
        f"{name}.weight_right": sums[1] - common.shared,
    }


def _of_names(
    names: tuple[Sequence[str], Sequence[str]], pairs: Pairs, scorers: Scorers
) -> Columns:
    one = [names[0][at] for at in pairs[0].tolist()]
    other = [names[1][at] for at in pairs[1].tolist()]
    return {
        name: process.cpdist(one, other, scorer=scorer, dtype=np.float32)
        for name, scorer in scorers.items()
    }


def rank(columns: Columns, pairs: Pairs, names: Sequence[str], *, share: bool = True) -> None:
    """Add where each pair stands by these features, among both its sides."""
    for name in names:
        for side, groups in zip(("left", "right"), pairs, strict=True):
            stands = standing(groups, columns[name])
            columns[f"{name}.place_{side}"] = stands.place
            columns[f"{name}.lead_{side}"] = stands.lead
            if share:
                columns[f"{name}.share_{side}"] = stands.share


def _by_habit(spaces: Spaces, pairs: Pairs, sure: Pairs) -> Columns:
    """Compare by what the two lists usually say alike, and rank by it."""
    columns: Columns = {}
    for name, space in (("habit", spaces.full), ("habit_head", spaces.head)):
        columns.update(compare_by_habit(space, pairs, sure, name))
        rank(columns, pairs, [f"{name}.{each}" for each in RANKED_BY_HABIT], share=False)
    return columns


def _close(
    spaces: Spaces,
    tables: tuple[Table, Table],
    measured: tuple[Pairs, Columns],
    scored: tuple[Floats, Places],
) -> Columns:
    """Compare what is close, or asked about, word by word; the rest is left out."""
    (pairs, known), (score, asked) = measured, scored
    at = np.unique(np.concatenate([asked, _closest(pairs, score, CLOSE)]))
    few = pairs[0][at], pairs[1][at]
    heads = titles(w.tokens for w in tables[0].head), titles(w.tokens for w in tables[1].head)
    columns = compare_loosely(spaces.head, heads, few)
    rank(columns, few, RANKED_CLOSE)
    for name in WITHOUT_DOUBLES:
        space, cosines = getattr(spaces, name), known[f"{name}.cos"][at]
        columns.update(compare_with_doubles(space, few, cosines, name))
    whole: Columns = {}
    for name, values in columns.items():
        whole[name] = np.full(len(pairs[0]), np.nan, np.float32)
        whole[name][at] = values
    return whole


def _told(tables: tuple[Table, Table], pairs: Pairs, groups: Group) -> Columns:
    """Compare makers, part numbers and what titles state."""
    columns: Columns = {**compare_parts(*tables, pairs), **compare_stated(*tables, pairs)}
    if Group.AFFIXES in groups:
        columns.update(compare_affixes(*tables, pairs))
    if Group.NUMBERS in groups:
        columns.update(compare_stems(*tables, pairs))
    if Group.CONFLICTS in groups:
        columns.update(compare_against(*tables, pairs))
    return columns


def _closest(pairs: Pairs, score: Floats, places: int) -> Places:
    """Return the pairs that are among the best so many of either side."""
    best = np.minimum(*(standing(groups, score).place for groups in pairs))
    return np.flatnonzero(best < places)


def _prices(left: Table, right: Table, pairs: Pairs, level: float) -> Columns:
    ratio = np.log(left.prices[pairs[0]]) - np.log(right.prices[pairs[1]])
    return {
        "price.apart": np.abs(ratio).astype(np.float32),
        "price.off_level": np.abs(ratio - level).astype(np.float32),
    }


def _counts(spaces: Spaces, pairs: Pairs) -> Columns:
    """Return the figures and measures that both have, and how long the titles are."""
    title, columns = spaces.title, _common(spaces.number, pairs, "number")
    columns.update(_common(spaces.measure, pairs, "measure"))
    columns["title.length_left"] = title.left.counts[pairs[0]].astype(np.float32)
    columns["title.length_right"] = title.right.counts[pairs[1]].astype(np.float32)
    return columns
