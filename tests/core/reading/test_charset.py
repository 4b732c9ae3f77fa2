"""Bytes to text, whatever a page says of itself."""

from bolo.core.reading.charset import decode

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
