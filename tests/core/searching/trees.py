"""Rules and listings of every kind, for properties."""

from decimal import Decimal

from hypothesis import strategies as st

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.place import Point
from bolo.core.searching.criteria import (
    MONEY,
    AllOf,
    AnyOf,
    Compare,
    Is,
    Leaf,
    Measure,
    Near,
    Node,
    Not,
    Order,
    Term,
    Trait,
)
from bolo.core.searching.matching import Seen

WORDS = "iphone 13 14 128 gb 128gb pro Max case-mate or AND x:1 -led café boxes 1,5 NOT".split()
CURRENCIES = [None, "GBP", "EUR", "XXX"]
MARKETS = ["ebay", "gumtree", "steam"]
SHOPS = ["Good Shop", "bad.example", "a,b"]
amounts = st.decimals(0, 900, places=2)


def _fits(text: str) -> bool:
    return any(one.isalnum() for one in text)


terms = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join).map(Term)
compares = st.one_of(
    st.builds(
        Compare,
        st.sampled_from(sorted(MONEY)),
        st.sampled_from(Order),
        amounts,
        st.sampled_from(CURRENCIES[:3]),
    ),
    st.builds(
        Compare,
        st.sampled_from([Measure.DISCOUNT, Measure.MARGIN]),
        st.sampled_from(Order),
        st.decimals(0, 100, places=1),
    ),
)


def _trait(trait: Trait, values: list[str]) -> st.SearchStrategy[Is]:
    chosen = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
    return chosen.map(lambda given: Is(trait, tuple(given)))


traits = st.one_of(
    _trait(Trait.CONDITION, [one.value for one in Condition]),
    _trait(Trait.CATEGORY, ["phones", "Video Games", "toys > lego"]),
    _trait(Trait.SELLER, SHOPS),
    _trait(Trait.ON, MARKETS),
    _trait(Trait.LANGUAGE, ["en", "de"]),
)
nears = st.builds(
    Near, st.sampled_from(["London", "New York", "51.5,-0.1"]), st.sampled_from([Decimal("7.5")])
)
leaves: st.SearchStrategy[Leaf] = st.one_of(terms, terms, compares, traits, nears)
nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda given: AllOf(tuple(given))),
        st.lists(inner, min_size=1, max_size=3).map(lambda given: AnyOf(tuple(given))),
        inner.map(Not),
    ),
    max_leaves=8,
)
rules = st.lists(nodes, min_size=1, max_size=4)
moneys = st.none() | st.builds(Money, amounts, st.sampled_from(["GBP", "EUR", "XXX"]))
listings = st.builds(
    Seen,
    marketplace=st.sampled_from(MARKETS),
    title=st.lists(st.sampled_from([*WORDS, "and", "the", "und", "mit"]), max_size=6).map(" ".join),
    shop=st.sampled_from(["", *SHOPS]),
    seller=st.sampled_from([None, *SHOPS]),
    brand=st.sampled_from([None, "Pro"]),
    category=st.sampled_from([None, "Phone", "Toys > LEGO sets"]),
    condition=st.none() | st.sampled_from(Condition),
    price=moneys,
    was_price=moneys,
    shipping=moneys,
    place=st.sampled_from([None, Point(51.51, -0.13), Point(40.71, -74.0)]),
    language=st.sampled_from([None, "en", "de"]),
    margin=st.none() | st.decimals(-1, 1, places=3),
)
