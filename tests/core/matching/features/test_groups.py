"""Which features are measured for whom."""

import numpy as np
import pytest

from bolo.core.matching.features.affixes import NAMES as AFFIXES
from bolo.core.matching.features.against import NAMES as AGAINST
from bolo.core.matching.features.elsewhere import NAMES as ELSEWHERE
from bolo.core.matching.features.groups import SHARED, Group, groups_for, groups_in
from bolo.core.matching.features.measure import measure
from bolo.core.matching.features.stems import NAMES as STEMS
from bolo.core.matching.rows.table import Table, read_table
from tests.core.matching.made import tables

COUNT = 40
NUMBERED = tables(COUNT)


def unnumbered() -> tuple[Table, Table]:
    left, right = (
        read_table([{"id": i, "title": n} for i, n in zip(t.ids, t.names, strict=True)])
        for t in NUMBERED
    )
    return left, right


def measured(groups: Group, lists: tuple[Table, Table] = NUMBERED) -> set[str]:
    at = np.arange(COUNT, dtype=np.int64)
    return set(measure(*lists, (at, at), 0, groups).names)


@pytest.mark.parametrize(
    ("group", "names"),
    [
        (Group.AFFIXES, {*AFFIXES}),
        (Group.NUMBERS, {*STEMS, *ELSEWHERE}),
        (Group.CONFLICTS, {*AGAINST}),
    ],
)
def test_a_group_adds_its_own_features(group: Group, names: set[str]) -> None:
    assert measured(group) - measured(Group(0)) == names


def test_part_numbers_are_not_looked_for_where_no_list_states_any() -> None:
    assert measured(SHARED | Group.NUMBERS, unnumbered()) == measured(SHARED, unnumbered())


@pytest.mark.parametrize("alone", [False, True])
def test_labels_of_lists_with_part_numbers_teach_all(alone: bool) -> None:
    found = groups_for(*NUMBERED, alone=alone)

    assert found == Group.AFFIXES | Group.NUMBERS | Group.CONFLICTS


def test_labels_of_other_lists_teach_conflicts_where_the_pairs_come_without_them() -> None:
    assert groups_for(*unnumbered(), alone=False) == SHARED
    assert groups_for(*unnumbered(), alone=True) == SHARED | Group.CONFLICTS


@pytest.mark.parametrize("groups", [Group(0), SHARED, SHARED | Group.NUMBERS, ~Group(0)])
def test_a_judge_is_shown_again_what_it_was_shown(groups: Group) -> None:
    assert groups_in(measured(groups)) == groups
