"""The plain truth of a search, field by field, and the index that must equal it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.condition import Condition
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.core.place import Point
from bolo.core.searching.criteria import Criteria, Node
from bolo.core.searching.languages import language_of
from bolo.core.searching.matching import Exchange, Ready, Seen, matches
from bolo.core.searching.percolator import Percolator
from bolo.core.searching.places import distance_km, locate, resembling
from bolo.core.searching.rules.rule import parse
from bolo.core.searching.words import pieces
from tests.core.searching import trees

RATES = Rates(date(2026, 11, 20), {"GBP": Decimal("0.8"), "USD": Decimal("1.1")})
PHONE = Seen(
    marketplace="ebay",
    title="Apple iPhone 13 Pro 128 GB, graphite",
    shop="phones.example",
    seller="Good Seller",
    brand="Apple",
    variant="Unlocked",
    mpn="MLVA3B/A",
    gtin="0194252698433",
    category="Mobile Phones > Smartphones",
    condition=Condition.USED,
    price=Money(Decimal(320), "GBP"),
    was_price=Money(Decimal(400), "GBP"),
    shipping=Money(Decimal(0), "GBP"),
    place=Point(51.51, -0.13),
    margin=Decimal("0.15"),
)


@pytest.mark.parametrize(
    "rule",
    [
        "iphone 13",
        '"iphone 13 pro"',
        "IPHONES 128gb",
        "iphone (12 OR 13)",
        "iphone -broken -(max red)",
        "unlocked mlva3b",
        "0194252698433",
        "price<=320GBP",
        "price<321",
        "price<=400EUR",
        "price>399EUR price<401EUR",
        "price>=320GBP",
        "condition:used,new",
        "category:phone",
        'category:"mobile phones"',
        'seller:"good  seller"',
        "seller:phones.example",
        "-seller:other",
        "shipping:free",
        "shipping<5EUR",
        "discount>=20%",
        "margin>=15%",
        "near:London/5km",
        "near:51.5,-0.1/5km",
        "on:ebay",
        "lang:de",
        "(on:gumtree OR price<330GBP)",
    ],
)
def test_it_is_found_by(rule: str) -> None:
    assert matches(parse(rule), PHONE, RATES)


@pytest.mark.parametrize(
    "rule",
    [
        "iphone 12",
        '"13 iphone"',
        "128",
        "iphone -pro",
        "price<320GBP",
        "price>320GBP",
        "price<350EUR",
        "price<900PLN",
        "condition:new",
        "category:tablets",
        "seller:other",
        "-seller:phones.example",
        "discount>=21%",
        "margin>=16%",
        "near:Manchester/30km",
        "on:gumtree",
    ],
)
def test_it_is_not_found_by(rule: str) -> None:
    assert not matches(parse(rule), PHONE, RATES)


@pytest.mark.parametrize(
    "rule",
    ["price<999", "shipping<9", "discount>=0%", "margin>=0%", "near:London/9km", "condition:used"],
)
def test_what_is_not_stated_fulfils_no_wish(rule: str) -> None:
    silent = Seen(marketplace="ebay", title="Apple iPhone 13", was_price=Money.of("1", "GBP"))

    assert not matches(parse(rule), silent, RATES)
    assert matches(parse(f"iphone -{rule.replace(' ', ' -')}"), silent, RATES)


def test_without_rates_no_currency_is_another() -> None:
    assert matches(parse("price<321GBP"), PHONE)
    assert not matches(parse("price<900EUR"), PHONE)


@pytest.mark.parametrize(
    "was", [Money.of("0", "GBP"), Money.of("400", "EUR"), None], ids=["none", "other", "absent"]
)
def test_a_former_price_that_says_nothing_is_no_discount(was: Money | None) -> None:
    assert not matches(parse("discount>=0%"), replace(PHONE, was_price=was))


def test_a_language_is_what_is_stated_else_what_small_words_say() -> None:
    german = Seen(marketplace="ebay", title="Kamera mit Objektiv und Tasche")

    assert matches(parse("lang:de,en"), german)
    assert not matches(parse("lang:en"), german)
    assert matches(parse("lang:en"), replace(german, language="en"))
    assert matches(parse("lang:en"), PHONE)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Camera with lens and bag", "en"),
        ("Vélo pour enfant avec casque, très bon état", "fr"),
        ("iPhone 13", None),
        ("Lego mit", None),
        ("and with und mit", None),
    ],
)
def test_small_words_tell_a_language_or_nothing(title: str, language: str | None) -> None:
    assert language_of(title) == language


def test_places_are_found_by_their_names_and_degrees() -> None:
    london, canada = locate("london"), locate("London,CA")

    assert london == Point(51.51, -0.13)
    assert canada is not None
    assert canada.longitude < -80
    assert locate("Cologne") == locate("Köln") == locate("koln")
    assert locate("-33.87,151.21") == Point(-33.87, 151.21)
    assert locate("99,10") is None
    assert locate("Nowhere at all") is None
    assert resembling("Manchestr") == "Manchester"
    assert resembling("qqqq") is None


def test_distances_are_those_of_the_globe() -> None:
    paris, london = locate("Paris"), locate("London")
    assert paris
    assert london

    assert distance_km(london, paris) == pytest.approx(344, abs=4)
    assert distance_km(Point(0, 0), Point(0, 180)) == pytest.approx(20_015, abs=2)


def test_a_pair_of_currencies_is_looked_up_once() -> None:
    exchange = Exchange(RATES)

    assert exchange.rate("EUR", "GBP") == exchange.rate("EUR", "GBP") == Decimal("0.8")
    assert exchange.rate("EUR", "XXX") is None
    assert Ready(PHONE, exchange).price("EUR") == Decimal(400)


steps = st.lists(st.tuples(st.integers(0, 4), st.none() | trees.rules), min_size=1, max_size=8)


@given(steps, st.lists(trees.listings, min_size=1, max_size=4))
def test_the_index_equals_the_plain_loop_through_every_edit(
    edits: list[tuple[int, list[Node] | None]], stream: list[Seen]
) -> None:
    index: Percolator[int] = Percolator(Exchange(RATES), {"iphone": 9, "13": 5, "pro": 2})
    held: dict[int, Criteria] = {}

    for number, nodes in edits:
        if nodes is None:
            held.pop(number, None)
            index.drop(number)
        else:
            held[number] = Criteria.of(*nodes)
            index.put(number, held[number])

    for seen in stream:
        plain = {number for number, one in held.items() if matches(one, seen, RATES)}
        caught = index.caught_by(seen)
        assert set(caught) == plain
        assert len(caught) == len(plain)
    assert len(index) == len(held)
    assert all(number in index for number in held)


def test_a_search_stands_under_its_rarest_word() -> None:
    index: Percolator[str] = Percolator(seldom={"apple": 1_000, "iphone": 500, "13": 50})
    index.put("one", parse("apple iphone 13"))
    index.put("two", parse("apple (iphone OR ipad)"))

    places = index._places  # noqa: SLF001  (where it stands is not to be seen from outside)

    assert places["one"] == (("", "13"),)
    assert {key for _, key in places["two"]} == {"iphone", "ipad"}
    assert set(index.caught_by(PHONE)) == {"one", "two"}


def test_what_lacks_a_word_or_has_one_too_many_is_not_caught() -> None:
    index: Percolator[str] = Percolator(seldom={"iphone": 9})
    index.put("lacks", parse("iphone mini (13 OR 14)"))
    index.put("either", parse("(iphone OR ipad) mini"))
    index.put("forbids", parse("apple -graphite"))
    index.put("tried", parse("apple condition:new"))
    index.put("caught", parse("apple iphone -mini"))

    assert index.caught_by(PHONE) == ["caught"]


def test_what_was_dropped_leaves_nothing_behind() -> None:
    index: Percolator[str] = Percolator()
    index.put("one", parse("iphone on:ebay,gumtree"))
    index.put("two", parse("iphone seller:x on:ebay"))

    index.drop("one")
    index.drop("two")
    index.drop("never there")

    assert not len(index)
    assert not any(index._shelves.values())  # noqa: SLF001


@given(trees.rules, st.lists(trees.listings, min_size=1, max_size=4))
def test_all_that_a_search_matches_has_one_of_its_words(
    nodes: list[Node], stream: list[Seen]
) -> None:
    index: Percolator[None] = Percolator(Exchange(RATES))
    index.put(None, Criteria.of(*nodes))

    words = index.words(None)

    for seen in stream:
        if index.caught_by(seen) and words is not None:
            said = (seen.title, seen.brand, seen.variant, seen.mpn, seen.gtin)
            assert words & set(pieces("\n".join(filter(None, said))))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("(mug OR cup) price<25USD", {"mug", "cup"}),
        ('"iphone 13"', {"iphone"}),
        ("mug seller:x", {"mug"}),
        ("seller:x", None),
        ("(mug OR seller:x)", None),
        ("price<25USD", None),
    ],
)
def test_a_search_has_words_that_it_cannot_do_without_or_none(
    rule: str, words: set[str] | None
) -> None:
    index: Percolator[str] = Percolator()
    index.put("one", parse(rule))

    assert index.words("one") == words
