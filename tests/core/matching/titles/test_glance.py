"""A glance at a title: it may promise too much, never too little, so attributes stay the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.core.matching.titles.accessories import MAKERS, NOUNS
from bolo.core.matching.titles.attributes import read_attributes, read_by
from bolo.core.matching.titles.glance import (
    ALL,
    FOR,
    KIND,
    MEASURE,
    PACK,
    SIZE,
    every_sign,
    glance,
    signs_of,
)
from bolo.core.matching.titles.lexicon import COLOURS, PHRASES, SAYS, UNITS
from bolo.core.product import Description
from tests.core.matching.pairs import TRAPS, pairs
from tests.core.matching.traps import traps

TOLD = (
    "2-pack twin pack pair of 3 lot of 2 box of x3 (x2) 3 x 3x 10er set 5er pack 6ct count 12 stück"
    " pc pcs 4pcs 1254 pieces 300-teilig gen 2nd gen 3. gen mk ii mark 3 limited edition collectors"
    " ed. ausgabe for iPhone für per para compatible with kompatibel mit passend für suitable for"
    " w/ incl. including and & + plus 2 games lens kit job lot bundle set with fly more empty box"
    " only manual only (no game) leere ovp parts spares or repair not working as-is as is cracked"
    " broken (broken) without no ohne excl. season pass dlc gift card v-bucks strategy guide"
    " screen protector tempered glass power-supply case pack jewel case spigen w32 l34 32x34 W 32"
    " EU 42 size M /S (XL) - L us9 gr. 40 Small medium playstation 5 switch 2 ps 4 xbox series x|s"
    " remanufactured refilled third-party third party aftermarket generic toner ink battery charger"
    ' 64gb 8/256gb 16gb ram 5 -inch 5- 15.6" "Royal 23" ("Wide 6gb/s 512mb not generic'
    " 20 v 5g 70-200mm 1,5 l 24 mp 0.5 tb"
).split()
KNOWN = sorted({*TOLD, *NOUNS, *MAKERS, *COLOURS, *SAYS, *UNITS})
PHRASED = [text for text, _ in PHRASES]
WORDS = (
    st.sampled_from(TOLD)
    | st.sampled_from(KNOWN)
    | st.sampled_from(PHRASED)
    | st.text("abx25-/+'\"(),. é", max_size=6)
)


def thing(title: str, variant: str | None = None, brand: str | None = None) -> Description:
    return Description(title=title, variant=variant, brand=brand)


@given(st.lists(WORDS, max_size=8), st.booleans())
@settings(max_examples=600, deadline=None)
def test_what_a_glance_promises_is_all_there_is(words: list[str], upper: bool) -> None:
    title = " ".join(words)
    one = thing(title.upper() if upper else title)

    assert read_attributes(one) == read_by(one, ALL)


def test_real_titles_and_traps_read_the_same_with_a_glance() -> None:
    things = [one for text in TRAPS.values() for pair in pairs(text) for one in pair]
    things += [thing(title) for _, *both in traps() for title in both]

    differ = [one for one in things if read_attributes(one) != read_by(one, ALL)]

    assert len(things) > 500
    assert differ == []


def test_a_variant_a_long_title_or_a_stroke_at_an_end_is_read_with_everything() -> None:
    for one in (
        thing("Shirt", variant="M / Black"),
        thing("lamp " * 100 + "S"),
        thing("/ case for lamp"),
        thing("shirt S /"),
        thing("Nintendo Switch", brand="Nintendo"),
    ):
        assert read_attributes(one) == read_by(one, ALL)


def test_most_titles_need_few_patterns() -> None:
    assert glance("acme turntable walnut") == glance("") == 0
    assert glance("shirt M") & SIZE
    assert glance("lamp 20 w") & MEASURE
    assert not glance("w lamp") & MEASURE
    assert glance("pack") & PACK
    assert glance("lamp for desk") & FOR
    assert glance("console with 3 discs") & KIND
    assert not glance("console with walnut") & KIND


@given(st.sampled_from(KNOWN) | st.text("abcdeghiklmnoprstuwx258", max_size=9))
@settings(max_examples=600, deadline=None)
def test_a_plain_word_that_is_passed_over_has_no_sign(word: str) -> None:
    assert signs_of(word) == every_sign(word)


def test_words_that_are_read_by_themselves_say_the_same_beside_others() -> None:
    for title in (
        "acme 16gb lamp 5v 16gb 32gb",
        "acme 8gb ram",
        "acme 8gb lpddr5",
        "acme 8 16gb",
        "acme 8/ 16gb",
        "acme 8gb + 256gb",
        "lens 70- 200mm",
        "lens 70 -200mm",
        "lens 70-200mm 16gb",
        "lamp 20 w 5v",
        "5\u2019 16gb ' lamp",
    ):
        assert read_attributes(thing(title)) == read_by(thing(title), ALL)


def test_what_is_known_of_a_word_is_the_same_in_every_title() -> None:
    first = read_attributes(thing("acme 16gb lamp"))
    read_attributes(thing("acme 16gb 32gb lamp"))

    assert read_attributes(thing("acme lamp 16gb")).measures == first.measures == {"GB": {"16"}}
