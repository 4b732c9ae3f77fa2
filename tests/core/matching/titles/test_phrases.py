"""Phrases of sellers: whole words, with accents or without, and what takes them back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.matching.titles.phrases import Hint, Phrases, words_of

SOME = Phrases(
    "écran|vitre fissuré*",
    "kaputt*",
    "no power",
    "for parts",
    "nur für Bastler",
    "parts",
    before=frozenset({"not", "nicht"}),
    behind=frozenset({"supply"}),
    near=frozenset({"box"}),
)
KNOWN = sorted({word for phrase in SOME.written_out for word in phrase})


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("iPhone 12 écran fissuré", True),
        ("IPHONE 12 ECRAN FISSUREE", True),
        ("iPhone 12 vitre un peu fissurée", False),
        ("Kaputtes Radio", True),
        ("nicht kaputt", False),
        ("ist nicht mehr kaputt", False),
        ("nicht schön, aber seit Montag kaputt", True),
        ("Xbox no power", True),
        ("Xbox no powers", False),
        ("Xbox no power supply", False),
        ("box kaputt", False),
        ("kaputt, box", False),
        ("nur fuer bastler", True),
        ("nur für Bastler", True),
        ("nur fur bastler", True),
        ("for parts", True),
        ("", False),
    ],
)
def test_phrases_are_found_as_whole_words(title: str, said: bool) -> None:
    assert SOME.in_words(words_of(title)) is said


def test_one_that_is_taken_back_hides_no_other() -> None:
    assert SOME.in_words(words_of("box kaputt, radio for parts"))


def test_a_title_may_begin_with_one() -> None:
    assert SOME.begin(words_of("For parts: radio"))
    assert not SOME.begin(words_of("radio for parts"))


def test_letters_that_are_no_letters_with_an_accent_are_plain_too() -> None:
    assert words_of("s'allume, Bœuf, płyty, Größe") == [
        "s", "allume", "boeuf", "plyty", "grosse",
    ]  # fmt: skip


HINT = Hint((SOME,), frozenset({"no"}), frozenset({"for", "power", "nur"}))


def test_a_phrase_is_known_by_a_strong_word_or_else_by_its_longest_that_titles_seldom_have() -> (
    None
):
    hinted = [
        word for word in ("no", "power", "Écran", "FISSURÉE", "vitre", "nur") if HINT.in_word(word)
    ]

    assert hinted == ["no", "FISSURÉE"]
    assert HINT.in_word("radio/kaputt!")
    assert not HINT.in_word("radio/box!")


@given(st.lists(st.sampled_from([*KNOWN, "lamp", "not"]), max_size=6))
def test_no_phrase_stands_in_words_without_a_hint(words: list[str]) -> None:
    words = [word.replace("*", "es") for word in words]

    assert any(map(HINT.in_word, words)) or not SOME.in_words(words)
