"""Identifiers: check digits decide, one way of writing remains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from bolo.core.identifiers import gtin, isbn_13, mpn


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4006381333931", "4006381333931"),
        ("4006381-333931", "4006381333931"),
        ("036000291452", "0036000291452"),
        ("96385074", "0000096385074"),
        ("10614141543219", "10614141543219"),
        ("00614141453216", None),
        ("0306406152", "9780306406157"),
        ("ean:4006381333931", "4006381333931"),
        ("978-0-306-40615-7", "9780306406157"),
    ],
)
def test_every_length_becomes_one_number(text: str, expected: str | None) -> None:
    assert gtin(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "4006381333932",
        "0000000000000",
        "2000000000008",
        "12345",
        "SKU12345678",
        "0306406153",
    ],
)
def test_what_names_nothing_is_refused(text: str | None) -> None:
    assert gtin(text) is None


@given(stem=st.integers(min_value=3 * 10**11, max_value=9 * 10**11))
def test_one_wrong_digit_is_always_noticed(stem: int) -> None:
    whole = f"{stem}{ean.calc_check_digit(str(stem))}"
    wrong = whole[:4] + str((int(whole[4]) + 1) % 10) + whole[5:]

    assert gtin(whole) == whole
    assert gtin(wrong) is None


def test_books_have_numbers_too() -> None:
    assert isbn_13("0-306-40615-2") == "9780306406157"
    assert isbn_13("1") is None
    assert isbn_13(None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WH-1000XM4/B", "WH1000XM4B"),
        (" mx 924 ix", "MX924IX"),
        ("n/a", None),
        ("Does not apply", None),
        ("00000", None),
        (None, None),
    ],
)
def test_part_numbers_are_compared_without_their_signs(
    text: str | None, expected: str | None
) -> None:
    assert mpn(text) == expected
