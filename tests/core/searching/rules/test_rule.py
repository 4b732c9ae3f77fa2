"""Rules are read, told back in one way, and refused at the place that is wrong."""

from decimal import Decimal

import pytest
from hypothesis import given

from bolo.core.errors import Invalid
from bolo.core.searching.criteria import (
    AllOf,
    AnyOf,
    Bound,
    Compare,
    Criteria,
    Is,
    Measure,
    Near,
    Node,
    Not,
    Order,
    Range,
    Term,
    Trait,
    seeks,
)
from bolo.core.searching.rules.printing import number, text_of, written
from bolo.core.searching.rules.rule import DEEPEST, LONGEST, MOST_LEAVES, RuleError, parse
from tests.core.searching import trees

KNOWN = ("ebay", "gumtree")


@given(trees.rules)
def test_what_is_written_is_read_as_the_same(nodes: list[Node]) -> None:
    criteria = Criteria.of(*nodes)

    assert parse(text_of(criteria)) == criteria


@given(trees.rules)
def test_criteria_are_made_of_their_own_clauses_again(nodes: list[Node]) -> None:
    criteria = Criteria.of(*nodes)

    assert Criteria.of(*criteria.clauses()) == criteria


def test_the_rule_of_the_guide_fills_the_form() -> None:
    rule = "(iphone 13 OR 14) -broken price<400 near:London/30km"

    criteria = parse(rule, currency="GBP")

    assert criteria == Criteria(
        all=("iphone",),
        any=("13", "14"),
        none=("broken",),
        price=Range(None, Bound(Decimal(400), strict=True), "GBP"),
        near=Near("London", Decimal(30)),
    )
    assert text_of(criteria) == "iphone (13 OR 14) -broken price<400GBP near:London/30km"


def test_every_field_has_its_filter() -> None:
    rule = (
        'lego "star wars" price>=10EUR price<=50EUR shipping:free discount>=20% margin>=15% '
        'condition:used,like_new category:"video games" seller:good on:ebay lang:en '
        "-seller:bad,worse"
    )

    criteria = parse(rule)

    assert not criteria.more
    assert criteria.shipping == Range(None, Bound(Decimal(0)))
    assert (criteria.least_discount, criteria.least_margin) == (Decimal(20), Decimal(15))
    assert criteria.not_sellers == ("bad", "worse")
    assert text_of(criteria) == rule


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("a (b OR c) (d OR e)", "(d OR e)"),
        ("((b (c OR d)) OR e)", "((b (c OR d)) OR e)"),
        ("a -(b c)", "-(b c)"),
        ("a -condition:new", "-condition:new"),
        ("a price<5 price<6", "price<6"),
        ("a price<5 price<6EUR", "price<6EUR"),
        ("a discount>5%", "discount>5%"),
        ("a discount>=5% discount>=6%", "discount>=6%"),
        ("near:London/5km near:Paris/5km", "near:Paris/5km"),
        ("on:ebay on:gumtree", "on:gumtree"),
    ],
)
def test_what_a_form_cannot_show_is_kept_as_text(rule: str, kept: str) -> None:
    criteria = parse(rule)

    assert [written(one) for one in criteria.more] == [kept]
    assert parse(text_of(criteria)) == criteria


@pytest.mark.parametrize(
    ("rule", "same"),
    [
        ("a AND b", "a b"),
        ("a | b", "(a OR b)"),
        ("a NOT b", "a -b"),
        ("-(a OR b) c", "c -a -b"),
        ("--a", "a"),
        ("((a))", "a"),
        ("a a", "a"),
        ("128 GB", "128GB"),
        ('128 "gb"', '128 "gb"'),
        ("a price:100-400GBP", "a price>=100GBP price<=400GBP"),
        ("a price=100..400", "a price>=100 price<=400"),
        ("a price<£1,200.50", "a price<1200.5GBP"),
        ("a price<1_000gbp", "a price<1000GBP"),
        ("a near:London/5mi", "a near:London/8.04672km"),
        ('a near:"New York"/5km', 'a near:"New York"/5km'),
        ("a condition:refurb,Like-New,used,used", "a condition:refurbished,like_new,used"),
        ("a Site:eBay LANG:EN", "a on:ebay lang:en"),
        ("a shop:x", "a seller:x"),
        ("a shipping:FREE", "a shipping:free"),
        ("a discount>=5", "a discount>=5%"),
        ("16:9 tv", '"16:9" tv'),
        ('"or"', '"or"'),
    ],
)
def test_a_rule_is_told_in_one_way(rule: str, same: str) -> None:
    assert text_of(parse(rule, marketplaces=KNOWN)) == same


def test_a_sign_means_the_currency_at_home_where_it_can() -> None:
    assert parse("a price<$5", currency="CAD").price == Range(
        None, Bound(Decimal(5), strict=True), "CAD"
    )
    assert text_of(parse("a price<$5", currency="EUR")) == "a price<5USD"


@pytest.mark.parametrize(
    ("rule", "at", "told"),
    [
        ("", 0, "say what to look for"),
        ("a (b", 2, "never closed"),
        ("a b)", 3, "closes nothing"),
        (") a", 0, "missing before this bracket"),
        ("a ()", 2, "nothing between these brackets"),
        ("a OR", 2, "must follow OR"),
        ("a OR OR b", 2, "must follow OR"),
        ("(a AND) b", 3, "must follow AND"),
        ("OR a", 0, "stands between two"),
        ("a -)", 2, "leave out behind -"),
        ("a NOT", 2, "leave out behind NOT"),
        ("a - b", 2, "right before what to leave out"),
        ("a ! b", 2, "no letter and no digit"),
        ('a "b', 2, "quotation mark is never closed"),
        ('a ""', 2, "no letter and no digit"),
        ("red or blue", 4, "OR in capitals"),
        ("a colour:red", 2, "there is no filter colour"),
        ("a pricce<5", 2, "did you mean price?"),
        ("a price<", 2, "needs a value behind it: price<400GBP"),
        ("a discount>=", 2, "discount>=20%"),
        ("a on:", 2, "on:ebay,gumtree"),
        ('a seller:""', 2, "needs a value"),
        ("a seller:,", 2, "seller needs a value"),
        ("a near:", 2, "near:London/30km"),
        ("a price<cheap", 2, "cheap is no number for price"),
        ("a price:400", 2, "compared by < <= > >= or from-to"),
        ("a price<400XYZ", 2, "XYZ is no currency"),
        ("a discount>=20EUR", 2, "per cent, 0 to 100"),
        ("a discount>=120%", 2, "per cent, 0 to 100"),
        ("a condition>used", 2, "condition has no order"),
        ("a condition:shiny", 2, "there are new, open_box"),
        ("a lang:xx", 2, "there are da, de, en"),
        ("a on:ebey", 2, "did you mean ebay?"),
        ("a on:zzz", 2, "there are ebay, gumtree"),
        ("a near:London", 2, "how far from it"),
        ("a near:Lodon/3km", 2, "did you mean London?"),
        ("a near:Xqzw/3km", 2, "Xqzw is no place"),
        ("a near:95.0,1/3km", 2, "is no place"),
        ("a near:London/0km", 2, "more than 0"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(rule: str, at: int, told: str) -> None:
    with pytest.raises(RuleError) as error:
        parse(rule, marketplaces=KNOWN)

    assert error.value.at == at
    assert told in str(error.value)
    assert error.value.length >= 1


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("a" * (LONGEST + 1), "at most 2,000 characters"),
        (f"{'(' * (DEEPEST + 1)}a{')' * (DEEPEST + 1)}", "20 deep"),
        (" ".join(f"w{one}" for one in range(MOST_LEAVES + 1)), "at most 100 words"),
        ("a OR (b OR (", "missing at the end"),
        ("a (b OR ", "must follow OR"),
    ],
)
def test_a_rule_beyond_all_measure_is_refused(rule: str, told: str) -> None:
    with pytest.raises(RuleError, match=told.replace("(", r"\(")):
        parse(rule)


@pytest.mark.parametrize("text", ['a"b', "", "!", "a  b"])
def test_words_that_no_rule_could_say_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        Term(text)


@pytest.mark.parametrize("value", ['a"b', "", "a  b"])
def test_values_that_no_rule_could_say_are_refused(value: str) -> None:
    with pytest.raises(Invalid):
        Is(Trait.SELLER, (value,))


def test_a_search_that_only_leaves_out_seeks_nothing() -> None:
    assert not seeks(parse("-broken on:ebay lang:en"))
    assert not seeks(Criteria())
    assert seeks(parse("-broken price<5"))
    assert seeks(parse("seller:x"))


def test_numbers_are_written_plainly() -> None:
    assert [number(Decimal(one)) for one in ("400", "4E+2", "1.50", "0.00", "0")] == [
        "400",
        "400",
        "1.5",
        "0",
        "0",
    ]


def test_groups_of_one_are_no_groups() -> None:
    nodes = AllOf((AnyOf((Term("a"),)), Not(Not(Term("b")))))

    assert Criteria.of(nodes) == Criteria(all=("a", "b"))
    assert written(AllOf((Term("a"), Term("b")))) == "a b"
    assert Criteria(any=("a",)).clauses() == (Term("a"),)


def test_strict_and_plain_ends_differ() -> None:
    low, high = parse("a price>5 price<=9").price, parse("a price>=5 price<9").price

    assert low == Range(Bound(Decimal(5), strict=True), Bound(Decimal(9)))
    assert high == Range(Bound(Decimal(5)), Bound(Decimal(9), strict=True))
    assert Compare(Measure.PRICE, Order.ABOVE, Decimal(5)) in parse("a price>5").clauses()
