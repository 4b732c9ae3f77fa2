"""The invented goods: enough of them, well numbered, shared out among the shops."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from bolo.demo.goods import BY_ROLE, GOODS, RESELLABLE, Role, gtin, sellers
from bolo.demo.pictures import picture


def test_there_are_several_hundred_goods_and_no_two_share_a_code() -> None:
    codes = Counter(good.code for good in GOODS)

    assert len(GOODS) == 300
    assert max(codes.values()) == 1


def test_every_gtin_is_valid_and_given_once() -> None:
    numbers = [choice.gtin for good in GOODS for choice in good.choices]

    assert all(ean.is_valid(number) and len(number) == 13 for number in numbers)
    assert len(set(numbers)) == len(numbers)


@given(st.integers(min_value=0, max_value=1_000_000))
def test_any_number_gets_a_valid_gtin_of_the_range_for_examples(number: int) -> None:
    found = gtin(number)

    assert ean.is_valid(found)
    assert found.startswith("952")


def test_most_goods_are_sold_by_two_or_three_shops() -> None:
    shops = Counter(len(sellers(good)) for good in GOODS)

    assert shops[3] > 200
    assert shops[2] > 50
    assert shops[1] > 10


@pytest.mark.parametrize("role", [Role.BARGAIN, Role.NEAR, Role.MARKED])
def test_what_plays_for_money_can_be_bought_with_a_small_purse(role: Role) -> None:
    assert all(good.worth in RESELLABLE for good in BY_ROLE[role])


def test_every_thing_has_a_picture() -> None:
    pictures = {good.number: picture(good) for good in GOODS}

    assert all(each.startswith(b"<svg") and b"(demo)" in each for each in pictures.values())
    assert len(set(pictures.values())) == len(GOODS)
