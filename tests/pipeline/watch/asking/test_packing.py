"""Offers survive the way between stages, less what no database can hold."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer
from bolo.pipeline.watch.asking.packing import pack, unpack
from tests.pipeline.street import MUG

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
amounts = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=4)
money = st.builds(Money, amounts, st.sampled_from(["USD", "JPY"]))
offers = st.builds(
    Offer,
    marketplace=words,
    shop=words,
    ref=words,
    url=words,
    title=words,
    price=st.none() | money,
    was_price=st.none() | money,
    shipping=st.none() | money,
    availability=st.none() | st.sampled_from(Availability),
    condition=st.none() | st.sampled_from(Condition),
    brand=st.none() | words,
    variant=st.none() | words,
    confidence=st.decimals(0, 1, places=3),
    doubts=st.lists(words, max_size=3).map(tuple),
)


@given(st.lists(offers, max_size=4).map(tuple))
def test_what_is_packed_is_unpacked_again(given_offers: tuple[Offer, ...]) -> None:
    payload, digest = pack(given_offers)

    assert unpack(payload) == given_offers
    assert pack(given_offers)[1] == digest
    assert len(digest) == 16


def test_another_price_is_another_digest() -> None:
    dearer = replace(MUG, price=Money(Decimal(21), "USD"))

    assert pack((MUG,))[1] != pack((dearer,))[1]


def test_what_no_database_can_hold_is_left_out() -> None:
    odd = replace(MUG, title="Mug\0 \ud800white", doubts=("two\0",))

    [kept] = unpack(pack((odd,))[0])

    assert (kept.title, kept.doubts) == ("Mug white", ("two",))
