"""Words of titles, counted for whole catalogues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.matching.rows.words import bare, plain, read_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kenwood 6.1 inch", "kenwood 6.1''"),
        ("16 GB", "16gb"),
        ("8-port switch", "switch 8 ports"),
        ("Office Professional", "office pro"),
        ("chaussures noires", "black shoe"),
        ("Final Fantasy VII", "final fantasy 7"),
        ("v 17.0", "17"),
        ("1,200 W", "1200 watts"),
        ("Zürich", "zurich"),
        ('"Nike Free"@it "Null"', "nike free"),
        ("Buty męskie biały", "mens shoes white"),
        ("2x Disque dur 8To", "2x hard drive 8 TB"),
    ],
)
def test_shops_that_write_differently_say_the_same(one: str, other: str) -> None:
    assert sorted(read_words(one).tokens) == sorted(read_words(other).tokens)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Чайник Polaris 1,7 л", ["чаиник", "polari", "1", "7", "л"]),
        ("黑色128gb手机壳", ["黑色", "128gb", "手机", "机壳"]),
        ("무선 이어폰 버즈2", ["무선", "이어폰", "버즈", "2"]),
        ("मोबाइल Samsung", ["मोबाइल", "samsung"]),
        ("Intel Core™ i7", ["intel", "core", "i7"]),
        ("★ ½ ★", ["1", "2"]),
    ],
)
def test_words_of_any_script_are_read(text: str, tokens: list[str]) -> None:
    assert list(read_words(text).tokens) == tokens


def test_a_part_number_is_the_same_with_and_without_its_dashes() -> None:
    dashed, joined = read_words("PS-LX350H"), read_words("pslx350h")

    assert dashed.codes == joined.codes == {"pslx350h"}


def test_figures_are_told_from_part_numbers() -> None:
    words = read_words("set 24 of 90751 pens, 15 x 3 a1 50-12345")

    assert words.numbers >= {"24", "90751", "15", "3"}
    assert {"90751", "5012345"} <= words.codes
    assert "a1" not in words.codes


def test_a_word_of_two_parts_is_two_words() -> None:
    assert read_words("over-ear").tokens == ("over", "ear")
    assert read_words("ab12-c").tokens == ("ab12c", "ab12")
    assert read_words("12-34").codes == frozenset()


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    words = read_words(text)

    assert all(words.tokens)
    assert bare(plain(text)).isalnum() or not bare(plain(text))
