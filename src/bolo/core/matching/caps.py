"""Conflicts that overrule the trees: a probability of one half at most, and no match.

Only those that took no F1 from trained trees (docs/decisions/0050): parts, empty boxes, what stands
in for the maker's own and what has no name; accessories, bundles and packs where one title is all
of the other and a few words more; sizes, colours and the like where no other word tells.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bolo.core.matching.engine import Judged
from bolo.core.matching.features.against import gates_of
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.gates.conflicts import SUBSTITUTE
from bolo.core.matching.gates.rules import NAMELESS
from bolo.core.matching.rows.table import Table
from bolo.core.matching.rows.words import plain
from bolo.core.matching.titles.kinds import KIND_TEXT, Kind

MOST = 0.5
"""The highest probability of a pair with such a conflict."""
FEW_WORDS = 4
"""So many words, at most, turn a thing into what is sold beside it."""
ALWAYS = (
    *(f"one of them is {KIND_TEXT[kind]}" for kind in (Kind.PART, Kind.BOX, Kind.UNSOLD)),
    "one of them is sold for parts",
    SUBSTITUTE,
    NAMELESS,
)
WHERE_ADDED = (
    *(f"one of them is {KIND_TEXT[kind]}" for kind in (Kind.ACCESSORY, Kind.ADD_ON, Kind.BUNDLE)),
    "one of them is for the other",
    "pack of ",
)
ELSEWHERE = ("one of them", "pack of ", "brand ")
"""Conflicts that one different word alone does not prove: shops write these too freely."""
SAID_BY_SHOPS = frozenset("new free shipping brand neu kostenloser versand edition".split())
_PACK = re.compile(r"(?:\d+[\s-]?pack|pack of \d+|lot of \d+|x\d{1,2})")
SAME_WORDS = 2
"""Words that two titles share at least, for one that differs to tell."""
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")


def caps_of(tables: tuple[Table, Table], pairs: Pairs) -> list[str | None]:
    """Return for each pair the conflict that overrules the trees, mostly none."""
    rows = zip(pairs[0].tolist(), pairs[1].tolist(), gates_of(tables, pairs), strict=True)
    return [
        cap_of(tables[0].names[one], tables[1].names[other], gates) for one, other, gates in rows
    ]


def capped(judged: Judged, caps: Sequence[str | None]) -> Judged:
    """Return the judgement with these conflicts overruling it."""
    stopped = np.array([cap is not None for cap in caps], np.bool_)
    probability = np.where(stopped, np.minimum(judged.probability, MOST), judged.probability)
    return replace(judged, probability=probability, decided=judged.decided & ~stopped)


def cap_of(one: str, other: str, gates: Sequence[str]) -> str | None:
    """Return which of these conflicts of two titles overrules the trees."""
    for gate in gates:
        if gate in ALWAYS or (gate.startswith(WHERE_ADDED) and _adds_little(one, other)):
            return gate
        if not gate.startswith(ELSEWHERE) and _all_else_same(one, other, gate):
            return gate
    return "one of them is a pack" if _only_a_pack_more(one, other) else None


def _all_else_same(one: str, other: str, gate: str) -> bool:
    """Tell whether the titles differ by one word at most on either side, which says the gate.

    Where one of them says nothing of it, it must have no other word of its own; part numbers
    must be made alike, as DHP482 and DHP484 are.
    """
    words = [Counter(w for w in _words(title) if w not in SAID_BY_SHOPS) for title in (one, other)]
    mine, theirs = list((words[0] - words[1]).elements()), list((words[1] - words[0]).elements())
    if max(len(mine), len(theirs)) > 1 or (words[0] & words[1]).total() < SAME_WORDS:
        return False
    if gate.startswith("model number "):
        return [_DIGIT.sub("0", word) for word in mine] == [_DIGIT.sub("0", w) for w in theirs]
    silent = " none against " in gate or gate.endswith(" against none")
    return not (silent and mine and theirs)


def _only_a_pack_more(one: str, other: str) -> bool:
    """Tell whether one title is the other and the count of a pack behind it."""
    short, long = sorted((plain(one).strip(), plain(other).strip()), key=len)
    more = long.removeprefix(short).strip()
    return long.startswith(short) and bool(short) and bool(_PACK.fullmatch(more))


def _adds_little(one: str, other: str) -> bool:
    """Tell whether one title is all of the other, in one piece, and a few words more."""
    short, long = sorted((_words(one), _words(other)), key=len)
    more = len(long) - len(short)
    if not short or more > FEW_WORDS:
        return False
    return any(long[at : at + len(short)] == short for at in range(more + 1))


def _words(title: str) -> list[str]:
    return _WORD.findall(plain(title))
