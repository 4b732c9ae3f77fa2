"""Conflicts that overrule the trees: a probability of one half at most, and no match.

Only those that took no F1 from trained trees on labelled lists (see docs/guides/matching.md):
parts and empty boxes always; what is sold beside a thing, and packs of it, where one title is
the whole other title and a few words more, as in "case for …" or "… 2-pack".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bolo.core.matching.engine import Judged
from bolo.core.matching.explain import gates_of
from bolo.core.matching.features import Pairs
from bolo.core.matching.kinds import KIND_TEXT, Kind
from bolo.core.matching.table import Table
from bolo.core.matching.words import plain

MOST = 0.5
"""The highest probability of a pair with such a conflict."""
FEW_WORDS = 4
"""So many words, at most, turn a thing into what is sold beside it."""
ALWAYS = (
    *(f"one of them is {KIND_TEXT[kind]}" for kind in (Kind.PART, Kind.BOX)),
    "one of them is sold for parts",
)
WHERE_ADDED = (
    *(f"one of them is {KIND_TEXT[kind]}" for kind in (Kind.ACCESSORY, Kind.ADD_ON, Kind.BUNDLE)),
    "one of them is for the other",
    "pack of ",
)
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
    return None


def _adds_little(one: str, other: str) -> bool:
    """Tell whether one title is all of the other, in one piece, and a few words more."""
    short, long = sorted((_words(one), _words(other)), key=len)
    more = len(long) - len(short)
    if not short or more > FEW_WORDS:
        return False
    return any(long[at : at + len(short)] == short for at in range(more + 1))


def _words(title: str) -> list[str]:
    return _WORD.findall(plain(title))
