"""Ready searches can be read, and what an operator wrote is refused in words."""

import pytest

from bolo.core.errors import Invalid
from bolo.core.searching.criteria import seeks
from bolo.core.searching.known import BY_SLUG, KNOWN
from bolo.core.searching.questions import asked
from bolo.core.searching.rules.printing import text_of
from bolo.core.searching.rules.rule import parse
from bolo.core.searching.templates import BUILT_IN, read


def test_every_template_seeks_something_and_none_is_there_twice() -> None:
    slugs = [one.slug for one in BUILT_IN]

    assert len(slugs) == len(set(slugs)) >= 20
    assert all(seeks(one.criteria) for one in BUILT_IN)
    assert all(text_of(one.criteria) == one.rule for one in BUILT_IN)
    assert len({one.category for one in BUILT_IN}) >= 10
    assert any(one.featured for one in BUILT_IN)


def test_an_operators_template_is_read() -> None:
    given = {"title": "Lamps", "category": "Light", "rule": "lamp  AND red", "featured": True}

    template = read("lamps", given)

    assert (template.rule, template.featured, template.own, template.text) == (
        "lamp red",
        True,
        True,
        "",
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "lamps: a template needs title, category, rule"),
        ({"title": "a", "category": "b", "rule": "(a"}, "lamps: this bracket is never closed"),
        ({"title": "a", "category": "b", "rule": "a on:nowhere"}, "lamps: nowhere is no market"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(given: dict[str, object], told: str) -> None:
    with pytest.raises(Invalid, match=told.replace("(", r"\(")):
        read("lamps", given, {"ebay"})


def test_known_marketplaces_are_named_once() -> None:
    assert len(BY_SLUG) == len(KNOWN) > 25
    assert all(one.home.startswith("https://") for one in KNOWN)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("iphone pro -case", ("iphone pro",)),
        ("iphone (13 OR 14)", ("iphone 13", "iphone 14")),
        ("(Mug OR cup)", ("mug", "cup")),
        ("a (b OR c OR d OR e OR f)", ("a",)),
        ("(b OR c OR d OR e OR f)", ()),
        ("price<5", ()),
    ],
)
def test_a_marketplace_is_asked_for_no_more_words_than_are_certain(
    rule: str, words: tuple[str, ...]
) -> None:
    assert asked(parse(rule)) == words
