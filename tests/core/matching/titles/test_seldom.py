"""Patterns that are tried only where they could match: never may a match be lost."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.matching.rows import words
from bolo.core.matching.titles import attributes, counts, kinds, sizes
from bolo.core.matching.titles.seldom import Seldom
from tests.core.matching.traps import traps

PATTERNS = [
    value
    for module in (attributes, counts, kinds, sizes)
    for value in vars(module).values()
    if isinstance(value, Seldom)
] + [pattern for tidy in (kinds._TIDY, words._TIDY) for pattern, _ in tidy]  # noqa: SLF001  (too)
WORDS = sorted(
    {piece for pattern in PATTERNS for piece in pattern.pieces}
    | set(
        "pack of 2 x 3 lot set pair count ct stück er-set units W32 L34 34/32 M XL 2XL size EU 42 "
        "small (L) - M, for parts only box no (no game) with and 3 games 16 gb ram 8/256gb 24-70mm "
        "mark ii mk4 gen 2nd generation limited edition ps 5 playstation 4 screen protector "
        "1,200 v1.5 version 2 .0 17.0 - inch 8-port".split()
    )
)
LINES = st.lists(st.sampled_from(WORDS), max_size=8).flatmap(
    lambda words: st.sampled_from(["", " ", "-", "/"]).map(lambda mark: mark.join(words))
)


def same(pattern: Seldom, text: str) -> bool:
    found = [each.span() for each in pattern.finditer(text)]
    first, whole = pattern.search(text), pattern.pattern
    return (
        found == [each.span() for each in whole.finditer(text)]
        and (first is None) == (whole.search(text) is None)
        and pattern.sub("!", text) == whole.sub("!", text)
    )


@given(LINES)
def test_no_match_is_lost_in_lines_of_telling_words(text: str) -> None:
    for pattern in PATTERNS:
        assert same(pattern, text)
        assert same(pattern, text.lower())


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: str(each.pattern.pattern[:30]))
def test_no_match_is_lost_in_titles_full_of_traps(pattern: Seldom) -> None:
    titles = list(chain.from_iterable((one, other) for _, one, other in traps()))

    assert all(same(pattern, title) and same(pattern, title.lower()) for title in titles)
