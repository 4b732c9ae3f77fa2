"""Traps: of every kind several, always there, and told apart from the things they pretend to be."""

from collections import Counter

import pytest

from bolo.core.matching.gates.rules import compare
from bolo.core.product import Description
from bolo.demo.goods import BY_ROLE, SHOPS, Choice, Kind, Role
from bolo.demo.moment import Moment
from bolo.demo.prices import turns
from bolo.demo.shelves import Article, articles, shelf
from bolo.demo.traps import TrapKind, traps


@pytest.mark.parametrize("kind", list(TrapKind))
def test_there_are_several_of_each_kind(kind: TrapKind) -> None:
    assert sum(trap.kind is kind for trap in traps()) >= 3


def test_every_trap_is_on_its_shelf_at_all_steps() -> None:
    planted = {trap.number for trap in traps()}
    for step in range(0, 400, 9):
        shown = {
            article.trap.number
            for kind in SHOPS
            for article, _ in shelf(kind, Moment(step, early=True))
            if article.trap
        }

        assert shown == planted


def test_a_marked_thing_never_takes_a_turn_at_being_cheap() -> None:
    marked = {trap.good.number for trap in traps() if not trap.decoy}

    assert len(marked) == len(BY_ROLE[Role.MARKED])
    assert not any(marked & set(turns(step)) for step in range(500))


def test_a_zero_price_is_zero_and_a_decoy_tempts() -> None:
    for kind in SHOPS:
        for article, tags in shelf(kind, Moment(9)):
            if article.trap is None:
                continue
            assert (tags[0].price == 0) is (article.trap.kind is TrapKind.ZERO_PRICE)
            if article.trap.decoy:
                assert article.trap.share < 650


def test_no_two_decoys_are_about_the_same_thing_in_the_same_way() -> None:
    pairs = Counter((trap.kind, trap.good.number) for trap in traps() if trap.decoy)

    assert max(pairs.values()) == 1


def described(article: Article, choice: Choice) -> Description:
    """Say of an article what our connectors say of it; Shopify shops state no part number."""
    mpn = None if article.shop is Kind.SHOPIFY else article.mpn_of(choice)
    condition = "for_parts" if article.damaged else None
    gtin = article.gtin_of(choice)
    return Description(article.title, article.brand, gtin, mpn, choice.name, condition)


def test_the_matcher_finds_every_thing_again_and_falls_for_no_decoy() -> None:
    by_good: dict[int, list[tuple[Article, Choice, Description]]] = {}
    for kind in SHOPS:
        for article in articles(kind):
            for choice in article.choices:
                entry = (article, choice, described(article, choice))
                by_good.setdefault(article.good.number, []).append(entry)

    methods: Counter[str] = Counter()
    for entries in by_good.values():
        for place, (article, choice, description) in enumerate(entries):
            for other, other_choice, other_description in entries[:place]:
                decoys = [one.trap for one in (article, other) if one.trap and one.trap.decoy]
                likeness = compare(description, other_description)
                same = not decoys and choice.name == other_choice.name
                assert likeness.same is same, (description, other_description, likeness)
                if same:
                    methods[likeness.method.value] += 1

    assert set(methods) == {"gtin", "mpn", "text"}
    assert min(methods.values()) > 40
