"""Rows that a model keeps, beside lists in other columns, and each once."""

from bolo.core.matching.rows.kept import beside, keep
from bolo.core.matching.rows.table import read_table

LEARNT = read_table(
    [
        {"id": "1", "title": "Lamp red", "brand": "Acme", "colour": "red", "note": "new"},
        {"id": "2", "title": "Chair", "brand": "", "colour": "", "note": ""},
    ]
)


def test_kept_rows_stand_behind_the_own_in_their_columns() -> None:
    own = read_table([{"id": "9", "name": "Desk", "maker": "Dunlin", "text": "oak"}])

    left, right = beside(keep((LEARNT, LEARNT)), own, own)

    assert left.ids == right.ids == ("9", "1", "2")
    assert left.names == ("Desk", "Lamp red", "Chair")
    assert left.brands == ("dunlin", "acme", "")
    assert left.rows[1] == {"id": "1", "name": "Lamp red", "maker": "Acme", "text": "red new"}


def test_what_a_list_has_no_column_for_is_left_out() -> None:
    own = read_table([{"id": "9", "title": "Desk"}])

    left, _ = beside(keep((LEARNT, LEARNT)), own, own)

    assert left.rows[1] == {"id": "1", "title": "Lamp red"}


def test_a_row_that_is_there_already_is_not_added() -> None:
    assert beside(keep((LEARNT, LEARNT)), LEARNT, LEARNT) == (LEARNT, LEARNT)


def test_a_model_that_keeps_nothing_adds_nothing() -> None:
    assert beside((), LEARNT, LEARNT) == (LEARNT, LEARNT)
