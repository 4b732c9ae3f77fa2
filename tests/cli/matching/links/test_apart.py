"""Which words of a title the other one lacks."""

import pytest

from bolo.cli.matching.links.apart import words_apart


@pytest.mark.parametrize(
    ("one", "other", "lacking"),
    [
        ("Sony WH-1000XM5, black", "sony wh1000xm5", ["black"]),
        ("Drill 18 V", "Drill 18V bare", []),
        ("Drill 18V bare", "Drill 18 V", ["bare"]),
        ("Lego 75192 - Falcon", "Lego 75192 Falcon", []),
        ("Kopfhörer", "KOPFHÖRER", []),
        ("", "Lego", []),
        ("Lego 75192", "", ["Lego", "75192"]),
    ],
)
def test_words_that_the_other_does_not_say_stand_apart(
    one: str, other: str, lacking: list[str]
) -> None:
    told = list(words_apart(one, other))

    assert [word for word, apart in told if apart] == lacking
    assert [word for word, _ in told] == one.split()
