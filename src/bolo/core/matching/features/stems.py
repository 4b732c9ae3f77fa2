"""Part numbers without the colour that shops put behind them, and the colours they tell.

"P500 black", "M552PINK", "EX-ZS10BK": what is left ("P500") is looked for in all that the other
side says, once more without up to three letters at its end. Measured only where a list states
part numbers; what a title says of a colour counts as well, and an ending where nothing else does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Prefix

from bolo.core.matching.candidates.spaces import Floats, Places
from bolo.core.matching.rows.table import Table, read_code
from bolo.core.matching.rows.words import plain
from bolo.core.matching.titles.lexicon import COLOURS

Pairs = tuple[Places, Places]
NAMES = (
    "stem.same",
    "stem.core_same",
    "stem.within",
    "stem.start",
    "stem.left_in_right",
    "stem.core_left_in_right",
    "stem.right_in_left",
    "stem.core_right_in_left",
    "stem.colour_both",
    "stem.colour_left",
    "stem.colour_right",
    "stem.colour_said",
)
ENDINGS: Mapping[str, str] = {
    ending: colour
    for colour, endings in {
        "black": "b bk blk",
        "blue": "be bl blu",
        "brown": "brn",
        "gold": "gd gld",
        "green": "g gn gr grn",
        "grey": "gry gy",
        "orange": "or org",
        "pink": "p pk pn pnk",
        "purple": "pe pp pr pur",
        "red": "r rd",
        "silver": "s sil sl slv sr sv",
        "white": "w wh wht wt",
        "yellow": "yel yl",
    }.items()
    for ending in endings.split()
}
"""What an ending of a part number may stand for; "be" is Casio's blue, "pe" its purple."""
SHORTEST_GLUED, SHORTEST_STEM = 3, 3
"""Letters of a colour that is written on to a number; signs that are left of the number then."""
NOTHING: frozenset[str] = frozenset()
_RUN = re.compile(r"[a-z0-9]+")
_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"(.*\d[a-z]*?)([a-z]{1,3})")
_LAST_LETTERS = re.compile(r"(?<=\d)[a-z]{1,3}$")


@dataclass(frozen=True, slots=True)
class Stem:
    """A part number without its colour, the same without its last letters, and its colours.

    `maybe` is the colour that its ending may stand for; either text is empty where nothing is
    stated.
    """

    text: str
    core: str
    colours: frozenset[str]
    maybe: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's part number, the colours said in its title or there, and those likely meant."""

    stem: Stem
    said: frozenset[str]
    colours: frozenset[str]


def states_codes(left: Table, right: Table) -> bool:
    """Tell whether one of the lists has a column of part numbers."""
    return any("code" in table.columns for table in (left, right))


def stem_of(code: str) -> Stem:
    """Read a part number as a column states it."""
    runs = _RUN.findall(plain(read_code(code)))
    said = {COLOURS[run] for run in runs if run in COLOURS}
    rest = [run for run in runs if run not in COLOURS]
    if len(rest) > 1 and rest[-1] in ENDINGS:
        said.add(ENDINGS[rest.pop()])
    text = "".join(rest)
    ending = _ENDING.fullmatch(text)
    named = ending is not None and ending[2] in ENDINGS and len(ending[1]) >= SHORTEST_STEM
    maybe = frozenset({ENDINGS[ending[2]]}) if ending and named else NOTHING
    glued = max((word for word in COLOURS if _is_glued(word, text)), key=len, default="")
    if glued:
        said.add(COLOURS[glued])
        text = text.removesuffix(glued)
    return Stem(text, _LAST_LETTERS.sub("", text), frozenset(said), maybe)


def _is_glued(colour: str, text: str) -> bool:
    longest = len(text) - SHORTEST_STEM
    return SHORTEST_GLUED <= len(colour) <= longest and text.endswith(colour)


def compare_stems(left: Table, right: Table, pairs: Pairs) -> dict[str, Floats]:
    """Return the features of `NAMES`; NaN where a side says nothing of it."""
    mine, theirs = (
        {row: _read(table, row) for row in np.unique(rows).tolist()}
        for table, rows in zip((left, right), pairs, strict=True)
    )
    found = np.full((len(pairs[0]), len(NAMES)), np.nan, np.float32)
    for at, (one, other) in enumerate(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)):
        a, b = mine[one], theirs[other]
        found[at] = (
            *_alike(a.stem, b.stem),
            *_within(a.stem, right.flat[other]),
            *_within(b.stem, left.flat[one]),
            *_colours(a, b),
        )
    return {name: found[:, at] for at, name in enumerate(NAMES)}


def stated_stem(table: Table, row: int) -> Stem:
    """Read the part number that a row states; its text is empty where it states none."""
    column = table.columns.get("code")
    return stem_of((table.rows[row][column] or "") if column else "")


def _read(table: Table, row: int) -> _Row:
    words = _WORD.findall(table.names[row].lower())
    stem = stated_stem(table, row)
    said = stem.colours | {COLOURS[word] for word in words if word in COLOURS}
    return _Row(stem, said, said or stem.maybe)


def _alike(a: Stem, b: Stem) -> tuple[float, float, float, float]:
    """Return whether they are the same, their cores are, one is in the other; the common start."""
    if not (a.text and b.text):
        return (np.nan,) * 4
    start = Prefix.similarity(a.text, b.text) / min(len(a.text), len(b.text))
    return a.text == b.text, a.core == b.core, a.text in b.text or b.text in a.text, start


def _within(stem: Stem, text: str) -> tuple[float, float]:
    """Return the length of the stem, and of its core, where they stand in a text; else zero."""
    if not stem.text:
        return np.nan, np.nan
    return len(stem.text) * (stem.text in text), len(stem.core) * (stem.core in text)


def _colours(a: _Row, b: _Row) -> tuple[float, float, float, float]:
    """Return how many colours both tell, and either alone; and whether what is said agrees."""
    mine, theirs = a.colours, b.colours
    either = (len(mine & theirs), len(mine - theirs), len(theirs - mine))
    agree = 1 if a.said & b.said else -1 if a.said and b.said else 0
    told, said = bool(mine or theirs), bool(a.said or b.said)
    return (*(either if told else (np.nan,) * 3), agree if said else np.nan)
