"""A catalogue that is searched: typing errors, words apart, nothing alike, many and one alone."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.matching.candidates.catalogue import AT_ONCE, FEW, Catalogue
from bolo.core.matching.candidates.pieces import PIECES, RUNS, pieces
from tests.core.matching import made

LINE = st.text("abzAZ09 -\n\t.éß½", max_size=12)


def by_hand(text: str) -> tuple[int, int]:
    """Count runs, and words with the joined ones, of plain ASCII."""
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    line = f" {' '.join(words)} " if words else ""
    runs = {line[at : at + 4] for at in range(len(line) - 3)}
    beside = pairwise(words)
    joined = {a + b for a, b in beside if any(c.isdigit() for c in a + b)}
    return len(runs), len(joined | set(words))


@given(st.lists(st.text("abzAZ09 -\n.", max_size=12), min_size=1, max_size=5))
def test_a_text_is_cut_into_runs_and_words(texts: list[str]) -> None:
    counts, numbers = pieces(texts)

    assert len(counts) == len(texts)
    assert counts.sum() == len(numbers)
    assert numbers.max(initial=0) < PIECES
    for at, text in enumerate(texts):
        mine = numbers[counts[:at].sum() : counts[: at + 1].sum()]
        assert (int((mine < RUNS).sum()), int((mine >= RUNS).sum())) == by_hand(text)


@given(st.lists(LINE, min_size=1, max_size=5))
def test_a_text_is_cut_alike_alone_and_among_others(texts: list[str]) -> None:
    counts, numbers = pieces(texts)

    alone = [pieces([text])[1].tolist() for text in texts]

    assert [n for each in alone for n in each] == numbers.tolist()
    assert [len(each) for each in alone] == counts.tolist()


def test_accents_and_case_and_marks_do_not_count() -> None:
    one, other = pieces(["Cafetière, Noir"])[1], pieces(["cafetiere  noir"])[1]

    assert one.tolist() == other.tolist()


@pytest.mark.parametrize("copies", [1, FEW + 1])
def test_a_title_with_a_typing_error_is_found(copies: int) -> None:
    names = [str(row["title"]) for row in made.rows(300)[0]]
    catalogue = Catalogue(names)
    wrong = names[17].replace("a", "e", 1)

    found = catalogue.nearest([wrong] * copies, 3)

    assert found.rows[found.asked == copies - 1][0] == 17


@pytest.mark.parametrize("copies", [1, FEW + 1])
def test_a_title_like_no_other_finds_nothing(copies: int) -> None:
    catalogue = Catalogue(["acme lamp", "borealis kettle"])

    found = catalogue.nearest(["zzzz qqqq", ""] * copies, 3)

    assert len(found.rows) == len(found.asked) == len(found.cosines) == 0


def test_a_part_number_in_two_words_is_found() -> None:
    catalogue = Catalogue(["sony turntable pslx350h", "sony turntable pslx300usb", "lamp"])

    found = catalogue.nearest(["PS-LX350H"], 1)

    assert found.rows.tolist() == [0]


def test_candidates_come_best_first_and_never_more_than_wanted() -> None:
    names = [str(row["title"]) for row in made.rows(300)[0]]
    catalogue = Catalogue(names)

    found = catalogue.nearest(names[:50], 4)

    assert len(catalogue) == 300
    assert np.bincount(found.asked).max() <= 4
    assert found.rows[np.unique(found.asked, return_index=True)[1]].tolist() == list(range(50))
    same = found.asked[1:] == found.asked[:-1]
    assert (found.cosines[1:][same] <= found.cosines[:-1][same]).all()


def test_one_alone_is_answered_as_it_is_among_many() -> None:
    names = [str(row["title"]) for row in made.rows(300)[0]]
    catalogue, asked = Catalogue(names), [name[3:] for name in names[:30]]

    many = catalogue.nearest(asked, 3)

    for at, title in enumerate(asked):
        assert catalogue.nearest([title], 3).rows.tolist() == many.rows[many.asked == at].tolist()


def test_nothing_is_asked_and_nothing_is_held() -> None:
    assert len(Catalogue(["lamp"]).nearest([], 3).rows) == 0
    assert len(Catalogue(["", "?"]).nearest(["lamp"] * (FEW + 1), 3).rows) == 0


def test_more_than_one_block_is_asked_at_once() -> None:
    catalogue = Catalogue(["acme lamp", "borealis kettle"])

    found = catalogue.nearest(["kettle"] * (AT_ONCE + 1), 1)

    assert found.asked.tolist() == list(range(AT_ONCE + 1))
    assert set(found.rows.tolist()) == {1}
