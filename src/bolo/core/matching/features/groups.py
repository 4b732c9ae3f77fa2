"""Groups of features that not every judge was shown: what is unknown to it is not measured."""

from collections.abc import Iterable
from enum import Flag, auto

from bolo.core.matching.features.affixes import NAMES as AFFIXES
from bolo.core.matching.features.against import NAMES as AGAINST
from bolo.core.matching.features.stems import NAMES as STEMS
from bolo.core.matching.features.stems import states_codes
from bolo.core.matching.rows.table import Table


class Group(Flag):
    """What is measured beside that which all judges know."""

    AFFIXES = auto()
    """Part numbers with something added; judges of before do not know them."""
    NUMBERS = auto()
    """Part numbers without their colours, and in other candidates: where a list states some."""
    CONFLICTS = auto()
    """How much the rules have against a pair."""


SHARED = Group.AFFIXES
"""What the trees that ship know."""
_NAMES = {Group.AFFIXES: AFFIXES, Group.NUMBERS: STEMS, Group.CONFLICTS: AGAINST}


def groups_for(left: Table, right: Table, *, alone: bool) -> Group:
    """Return what is shown to a judge that learns from labels of these lists.

    Lists of two shops that state no part numbers learn nothing from conflicts; `alone`, as pairs
    that come without their lists, they do (docs/decisions/0055).
    """
    numbers = Group.NUMBERS if states_codes(left, right) else Group(0)
    return SHARED | numbers | (Group.CONFLICTS if alone or numbers else Group(0))


def groups_in(names: Iterable[str]) -> Group:
    """Return the groups of which there is a feature among the names."""
    told, found = frozenset(names), Group(0)
    for group, known in _NAMES.items():
        if not told.isdisjoint(known):
            found |= group
    return found
