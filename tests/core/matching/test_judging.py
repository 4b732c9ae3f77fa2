"""Described things are judged by the trees, and answers about them are learnt from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bolo.core.matching.engine import Trained, train
from bolo.core.matching.gates.rules import agreed, for_trees
from bolo.core.matching.judges.calibration import Scale
from bolo.core.matching.judging import learn_from, likely_same, tables_of
from bolo.core.product import Description, Likeness, Method
from tests.core.matching import made

COUNT = 60
DOUBTING = Scale(slope=0.3, offset=-4.0)
RULE = Likeness(Decimal("0.6"), Method.TEXT, ("titles share 80 %",))


@pytest.fixture(scope="module")
def base() -> Trained:
    """Trees that know nothing of what they judge, and doubt everything."""
    pairs, labels = made.labelled(COUNT)
    trained = train(*made.tables(COUNT, seed=9), pairs, labels)
    return replace(trained, remembered=(), shared=True, scale=DOUBTING, threshold=0.5, forest=[])


def things() -> tuple[list[Description], list[Description]]:
    left, right = (
        [Description(row["title"], brand=row["brand"], mpn=row["modelno"] or None) for row in rows]
        for rows in made.rows(COUNT)
    )
    return left, right


def test_the_same_thing_is_likelier_than_another(base: Trained) -> None:
    left, right = things()

    same, other = likely_same(base, [(left[0], right[0]), (left[0], right[1])])

    assert 0 <= other < same <= 1
    assert likely_same(base, []) == []


def test_each_thing_stands_in_its_table_once_and_by_what_it_is() -> None:
    mug = Description("Emma mug", variant="white", condition="new", category="mugs")
    used = replace(mug, condition="used", category="cups")

    (left, right), (rows, others) = tables_of([(mug, used), (used, Description("Emma cup"))])

    assert (left.names, len(right)) == (("Emma mug white",), 2)
    assert (rows.tolist(), others.tolist()) == ([0, 0], [0, 1])


def test_answers_teach_and_those_that_say_nothing_new_do_not(base: Trained) -> None:
    left, right = things()
    places, labels = made.labelled(COUNT)
    rows = zip(places[0].tolist(), places[1].tolist(), labels.tolist(), strict=True)
    answers = [((left[one], right[other]), bool(same)) for one, other, same in rows]

    taught = learn_from(base, answers)

    assert taught is not None
    assert len(taught.corrected) == 1
    assert learn_from(base, answers[:9]) is None
    assert learn_from(base, []) is None


def test_a_pair_that_is_denied_once_is_different(base: Trained) -> None:
    pair = Description("Emma mug"), Description("Emma cup")

    assert learn_from(base, [(pair, False), (pair, True)] * 9) is None


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (RULE, True),
        (replace(RULE, probability=Decimal("0.2")), True),
        (replace(RULE, probability=Decimal("0.19")), False),
        (replace(RULE, gates=("pack of 2 against pack of 1",)), False),
        (replace(RULE, method=Method.GTIN), False),
    ],
)
def test_the_trees_are_for_what_only_the_text_decides(rule: Likeness, *, wanted: bool) -> None:
    assert for_trees(rule) is wanted


@pytest.mark.parametrize(
    ("rule", "trees", "together"),
    [
        (RULE, "0.93", "0.93"),
        (RULE, "0.30", "0.30"),
        (replace(RULE, probability=Decimal("0.49")), "0.93", "0.7"),
        (replace(RULE, reasons=("part numbers a1 and b2 differ",)), "0.93", "0.7"),
    ],
)
def test_nobody_buys_on_what_the_trees_say_alone(rule: Likeness, trees: str, together: str) -> None:
    said = agreed(rule, Decimal(trees))

    assert said.probability == Decimal(together)
    assert said.reasons[-1] == f"the trained trees say {int(Decimal(trees) * 100)} %"
