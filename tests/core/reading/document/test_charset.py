"""Bytes to text, whatever a page says of itself."""

import pytest

from bolo.core.reading.document.charset import decode

WORDS = "Größe, Höhe und Übergröße der schönen Möbelstücke für Ihre Küche. " * 20
RUSSIAN = "Чайник электрический, мощность две тысячи ватт, цвет белый, гарантия один год. " * 20


def test_the_header_comes_before_the_meta() -> None:
    body = b"<meta charset=utf-16>" + WORDS.encode("iso-8859-1")

    assert decode(body, "iso-8859-1") == ("<meta charset=utf-16>" + WORDS, "iso-8859-1")


def test_the_xml_declaration_counts_as_a_meta() -> None:
    body = b'<?xml version="1.0" encoding="windows-1251"?>' + RUSSIAN.encode("cp1251")

    assert decode(body)[1] == "windows-1251"


def test_what_nobody_states_is_guessed() -> None:
    text, _ = decode(RUSSIAN.encode("cp1251"))

    assert "Чайник" in text


def test_a_few_broken_bytes_change_nothing() -> None:
    text, charset = decode(WORDS.encode() + b"\xff")

    assert charset == "utf-8"
    assert text.startswith("Größe")


def test_an_unknown_name_is_no_obstacle() -> None:
    text, _ = decode(WORDS.encode() + b"\xff", "martian")

    assert text.startswith("Größe")


def test_bytes_that_are_no_text_are_still_answered() -> None:
    text, _ = decode(bytes(range(128, 256)) * 40)

    assert text


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_wide_letters_are_seen_without_a_mark(charset: str) -> None:
    page = f"\n<html><p>{RUSSIAN}"

    assert decode(page.encode(charset)) == (page, charset)


def test_a_few_accents_are_taken_for_western_ones() -> None:
    page = "<h1>Café</h1><p>12,50 €</p>"

    assert decode(page.encode("cp1252")) == (page, "cp1252")


def test_a_page_that_claims_to_be_unicode_is_read_as_its_shop_wrote_it() -> None:
    page = f"<meta charset=utf-8><h1>Чайник</h1>{RUSSIAN}"

    assert decode(page.encode("cp1251"))[0] == page
