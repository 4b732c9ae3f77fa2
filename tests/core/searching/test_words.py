"""Case, accents, plurals and units do not matter; what a number belongs to does."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bolo.core.searching import words
from bolo.core.searching.words import needle, pieces, singular, traces


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Apple iPhone13 128 GB", ["apple", "iphone", "13", "128gb"]),
        ("WH-1000XM4", ["wh", "1000xm", "4"]),
        ("wh1000xm4", ["wh", "1000xm", "4"]),
        ("13MP 5G 4K", ["13mp", "5g", "4k"]),
        ("Größe 42,5 Écharpe Łódź", ["grosse", "42.5", "echarpe", "lodz"]),
        ("5 inches", ["5inch"]),
        ("日本 カメラ", ["日本", "カメラ"]),
        ("!?", []),
    ],
)
def test_a_text_is_its_pieces(written: str, read: list[str]) -> None:
    assert pieces(written) == read


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("watches", "watch"),
        ("boxes", "box"),
        ("batteries", "battery"),
        ("shoes", "shoe"),
        ("lenses", "lens"),
        ("glass", "glass"),
        ("bus", "bus"),
        ("ps", "ps"),
        ("women", "woman"),
        ("100s", "100s"),
        ("lego", "lego"),
    ],
)
def test_a_plural_is_its_singular(many: str, one: str) -> None:
    assert singular(many) == one


def test_a_singular_stays_what_it_is() -> None:
    assert all(singular(one) == one for one in ("watch", "box", "battery", "shoe", "lens"))


def test_pieces_are_forgotten_when_they_are_too_many() -> None:
    kept = words._PIECES  # noqa: SLF001  (the memory is not to be seen from outside)
    kept.update({f"w{number}": "w" for number in range(200_000)})

    assert pieces("anything new") == ["anything", "new"]
    assert len(kept) < 10


def test_what_is_looked_for_is_read_as_texts_are() -> None:
    assert needle("128GB") == needle("128 gb") == ("128gb",)


@given(st.text(st.characters(codec="ascii")))
@example("Batteries, MICE; lenses for women's 128 GB 42,5 shelves y ies 10 inches")
def test_every_plain_text_holds_a_trace_of_each_of_its_pieces(text: str) -> None:
    for piece in pieces(text):
        assert any(one in text.lower() for one in traces(piece)), piece


def test_a_trace_is_as_long_as_the_piece_allows() -> None:
    assert traces("camera") == ("camera",)
    assert traces("battery") == ("batter",)
    assert traces("128gb") == ("128",)
    assert traces("42.5") == ("42",)
    assert traces("mouse") == ("mouse", "mice")
