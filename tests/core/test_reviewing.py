"""A review: how urgent it is, and how two descriptions go together, attribute by attribute."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.product import Description
from bolo.core.reviewing import Difference, Kinship, WhyAsked, attributes, differences, urgency

SHARES = st.decimals(0, 1, places=4)


def kinds(left: Description, right: Description) -> dict[str, Kinship]:
    """Return how the two go together, by the name of the attribute."""
    return {one.name: one.kind for one in differences(left, right)}


@given(first=SHARES, second=SHARES, third=SHARES)
def test_reports_come_first_then_the_undecided_then_near_misses(
    first: Decimal, second: Decimal, third: Decimal
) -> None:
    reported = urgency(WhyAsked.REPORTED, first)
    unsure = urgency(WhyAsked.UNSURE, second)
    near = urgency(WhyAsked.NEAR_MISS, third)

    assert reported > unsure >= near


def test_what_could_go_either_way_is_asked_before_what_is_almost_sure() -> None:
    even, likely, unlikely = (
        urgency(WhyAsked.UNSURE, Decimal(share)) for share in ("0.5", "0.8", "0.2")
    )

    assert even > likely == unlikely


@given(share=SHARES)
def test_the_liker_a_near_miss_the_earlier(share: Decimal) -> None:
    assert urgency(WhyAsked.NEAR_MISS, share) == share


def test_a_description_shows_what_it_says_and_nothing_else() -> None:
    thing = Description(
        "Acme Tea 2 pack 500 g", brand="Acme", condition="like_new", variant="small box"
    )

    assert attributes(thing) == (
        ("brand", "Acme"),
        ("pack", "2"),
        ("measures", "500 g"),
        ("variant", "small box"),
        ("condition", "like new"),
    )


def test_what_both_say_alike_is_the_same_whatever_its_case() -> None:
    told = differences(Description("Mug", brand="Acme"), Description("Mug", brand="ACME"))

    assert told == (Difference("brand", "Acme", "ACME", Kinship.SAME),)


def test_what_only_one_says_is_missing_and_what_neither_says_is_left_out() -> None:
    told = differences(Description("Mug", mpn="x-1"), Description("Mug"))

    assert told == (Difference("part number", "x-1", None, Kinship.MISSING),)


def test_what_differs_and_forbids_nothing_is_only_different() -> None:
    left, right = Description("Mug", condition="new"), Description("Mug", condition="used")

    assert kinds(left, right) == {"condition": Kinship.DIFFERENT}


@pytest.mark.parametrize(
    ("left", "right", "name"),
    [
        ("Acme Chair 1080", "Acme Chair 3000", "model number"),
        ("Acme Cam A7", "Acme Cam B8", "model number"),
        ("Acme Lamp 12", "Acme Lamp 34", "numbers"),
        ("Acme Camera Pro", "Acme Camera", "model"),
        ("Acme Tea 500 g", "Acme Tea 250 g", "measures"),
        ("Acme Mat 36 x 60", "Acme Mat 36 x 144", "dimensions"),
        ("Acme Drive USB 2.0", "Acme Drive USB 3.0", "USB"),
        ("Acme Tea 2 pack", "Acme Tea", "pack"),
        ("Acme Mug red", "Acme Mug blue", "colour"),
        ("Sony A7 III", "Sony A7 IV", "generation"),
        ("Case for Galaxy S21", "Galaxy S21", "kind"),
    ],
)
def test_a_contradiction_stands_at_the_attribute_that_it_is_about(
    left: str, right: str, name: str
) -> None:
    told = kinds(Description(left), Description(right))

    assert [known for known, kind in told.items() if kind is Kinship.CONFLICT] == [name]


def test_other_identifiers_and_other_brands_are_contradictions() -> None:
    left = Description("Mug", brand="Acme", gtin="4006381333931")
    right = Description("Mug", brand="Zenith", gtin="4006381333948")

    assert kinds(left, right) == {"brand": Kinship.CONFLICT, "GTIN": Kinship.CONFLICT}


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_order_of_the_two_changes_sides_only(left: str, right: str) -> None:
    one, other = Description(left), Description(right)

    turned = tuple(
        Difference(each.name, each.right, each.left, each.kind) for each in differences(other, one)
    )

    assert differences(one, other) == turned
