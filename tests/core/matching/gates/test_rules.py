"""Matching: identifiers, titles, and the traps that must be gated."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.decision import Policy
from bolo.core.matching.gates.rules import (
    NAMELESS,
    P_GTIN,
    P_MPN,
    P_OTHER_PART,
    P_PART_IN_TITLE,
    Read,
    best,
    compare,
    forbidden,
    reasons,
)
from bolo.core.matching.titles.attributes import read_once
from bolo.core.money import Money
from bolo.core.product import Candidate, Description, Method
from tests.core.matching.pairs import SAME_BY_NUMBER, SAME_BY_TEXT, TRAPS, Pair, pairs

ACCEPTED = Policy(Money.zero("EUR"), Money.zero("EUR")).min_probability
CAMERA = Description("Fernau Visio FN-145 Mirrorless Camera", "Fernau", "4006381333931", "FN145")
EVERY_TRAP = [pair for text in TRAPS.values() for pair in pairs(text)]
EVERY_PAIR = [*EVERY_TRAP, *pairs(SAME_BY_NUMBER), *pairs(SAME_BY_TEXT)]


def accepted(pair: Pair) -> bool:
    likeness = compare(*pair)
    return not likeness.gates and likeness.probability >= ACCEPTED


def test_there_are_many_pairs_of_ten_categories() -> None:
    assert len(EVERY_TRAP) >= 200
    assert len(TRAPS) == 10


@pytest.mark.parametrize(
    "pair", EVERY_TRAP, ids=[f"{one.title} / {other.title}" for one, other in EVERY_TRAP]
)
def test_no_trap_is_taken_for_the_thing(pair: Pair) -> None:
    assert not compare(*pair).same


def test_what_shares_a_number_is_recognised() -> None:
    same = pairs(SAME_BY_NUMBER)

    assert sum(map(accepted, same)) >= len(same) * 0.9


def test_what_shares_an_identifier_is_recognised() -> None:
    same = pairs(SAME_BY_NUMBER) + pairs(SAME_BY_TEXT)
    by_gtin = [(replace(a, gtin=CAMERA.gtin), replace(b, gtin=CAMERA.gtin)) for a, b in same]

    assert sum(map(accepted, by_gtin)) >= len(same) * 0.95


def test_most_titles_that_are_written_otherwise_are_recognised() -> None:
    same = pairs(SAME_BY_TEXT)

    assert sum(map(accepted, same)) >= len(same) * 0.8


def test_order_never_matters() -> None:
    for one, other in EVERY_PAIR:
        there, back = compare(one, other), compare(other, one)

        assert there.probability == back.probability
        assert bool(there.gates) is bool(back.gates)


def test_a_thing_is_itself() -> None:
    for one, other in EVERY_PAIR:
        for thing in (one, other):
            assert not compare(thing, thing).gates


@given(
    one=st.builds(Description, st.text(), st.none() | st.text(), variant=st.none() | st.text()),
    other=st.builds(Description, st.text(), st.none() | st.text(), mpn=st.none() | st.text()),
)
def test_any_text_is_judged_without_a_fault(one: Description, other: Description) -> None:
    likeness = compare(one, other)

    assert 0 <= likeness.probability <= 1
    assert set(compare(one, one).gates) <= {NAMELESS}


words = st.sampled_from(
    "12 128 GB 4K v-2 EU 42 W32 L34 x3 pack of 2 ii mk3 A7III ½ 1,254 pcs".split()
)


@given(title=st.lists(words, max_size=12).map(" ".join))
def test_figures_in_any_order_are_read_without_a_fault(title: str) -> None:
    assert set(compare(Description(title), Description(title)).gates) <= {NAMELESS}


def test_the_same_gtin_is_the_same_thing_however_it_is_titled() -> None:
    other = Description("FERNAU Visio FN145 Systemkamera", gtin="04006381333931")

    likeness = compare(CAMERA, other)

    assert (likeness.probability, likeness.method) == (P_GTIN, Method.GTIN)
    assert likeness.same


def test_the_same_brand_and_part_number_are_the_same_thing() -> None:
    other = Description("FERNAU Systemkamera Visio", "fernau", None, "FN145")

    likeness = compare(replace(CAMERA, gtin=None), other)

    assert (likeness.probability, likeness.method) == (P_MPN, Method.MPN)
    assert likeness.same


def test_a_part_number_found_in_the_other_title_counts() -> None:
    thing = Description("Visio Camera Fernau", "Fernau", mpn="FN145")

    for title in ("Fernau Visio FN-145", "Fernau Visio FN 145"):
        likeness = compare(thing, Description(title))
        assert (likeness.probability, likeness.method) == (P_PART_IN_TITLE, Method.MPN)


def test_a_gtin_reused_on_an_accessory_is_gated() -> None:
    case = Description("Leather Case for Fernau Visio FN-145", "Fitwell", CAMERA.gtin)

    likeness = compare(CAMERA, case)

    assert likeness.probability == P_GTIN
    assert "one of them is an accessory, not the item itself" in likeness.gates


def test_a_gtin_on_something_of_which_nothing_agrees_is_gated() -> None:
    other = Description("Espresso Cups Porcelain", gtin=CAMERA.gtin)

    assert "the titles have next to nothing in common" in compare(CAMERA, other).gates


def test_other_gtins_brands_and_conditions_are_gates() -> None:
    for other, gate in (
        (replace(CAMERA, gtin="4006381333948"), "GTIN 4006381333931 against 4006381333948"),
        (replace(CAMERA, brand="Okari", title="FN-145 Visio"), "brand Fernau against Okari"),
        (replace(CAMERA, condition="for_parts"), "one of them is parts or a broken item"),
    ):
        assert gate in compare(CAMERA, other).gates
    box = replace(CAMERA, title=f"{CAMERA.title} box only")
    assert compare(box, replace(box, condition="for_parts")).gates == (
        "one of them is sold for parts",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Epson T078320 magenta ink cartridge for Stylus", "Epson 78 ink cartridge T078320"),
        ("Canon PG-50 ink cartridge for Pixma MP450", "Canon black ink cartridge PG50"),
        ("Marware Eco-Flip iPad 2 case black", "Marware Eco-Flip for iPad 2 black"),
        ("Arlen Form case for Phone 3G", "Arlen Form for Phone 3G"),
        ("Fernau KA2064B dash kit for 2005 Sportage", "Fernau KA2064B 2005 Sportage kit"),
        ("Olympus FE-360 pink", "Olympus pink FE360PNK"),
        ("New-108R00602 maintenance kit case pack 1 - 513983", "Xerox 108R00602 maintenance kit"),
        ("LD compatible toner 12A6735", "12A6735 toner, remanufactured"),
        ("Arlen Toughlin Phone 3G case", "Arlen Ltd Toughlin Phone for Phone 3G TL-3010-B"),
        ("Arlen Talkmate Phone 3016TLKB", "Arlen Talkmate adapter for Phone 3G 3016-TLKB"),
        ("Okari Phantom 530 ATX tower case", "Okari Phantom 530 chassis"),
        ("Okari Value 8GB DIMM kit for workstations", "Okari Value 8GB DIMM"),
        ("Okari PCE-55 wireless PCI adapter", "Okari PCE-55"),
        ("Okari ECM20 M.2 expansion card", "Okari ECM20 M.2"),
        ("Okari GENUINE (not third party or generic) 512 memory", "Okari 512 memory"),
        ("Okari boombox radio with dock for Phone", "Okari boombox radio"),
        ("Okari TL-SG1005D for desktops", "Switch for desktops (TL-SG1005D)"),
        ("Okari TURBO8G ready for $534.65", "Okari TURBO8G"),
        ("Arlen folders manila 100/box", "Arlen folders manila, box of 100"),
        ("Nike Air 6 Retro Jordan", "Air Jordan 6 Retro Nike"),
        ("Okari SSD 850 SATA III", "Okari SSD 850"),
        ("Okari disk 36 GB", "Okari disk 36.4 GB"),
        ("Okari disk 2TB 6Gb/s", "Okari disk 2TB"),
        ("Okari earphones MDR-NC22", "Okari headphones MDRNC22"),
        ("Okari dock radio for phones ICF100", "Okari phone dock radio ICF100"),
    ],
)
def test_what_two_titles_say_of_one_accessory_or_number_is_no_conflict(
    one: str, other: str
) -> None:
    assert not compare(Description(one), Description(other)).gates
    assert not compare(Description(other), Description(one)).gates


@pytest.mark.parametrize(
    ("one", "other", "gate"),
    [
        ("Canon EOS5D case for travel", "Canon EOS5D with a big old brown fine case", "accessory"),
        ("Canon case for EOS5D", "Canon EOS5D camera", "accessory"),
        ("Sony WH1000 ear pads for headphones", "Sony WH1000 headphones", "accessory"),
        ("Nikon case for D750", "Nikon D750 for weddings", "accessory"),
        ("Nikon D750 case", "Nikon D750 for weddings", "accessory"),
        ("Arlen receiver cover for Phone Torch", "Arlen receiver for Phone Bold", "accessory"),
        ("HDMI cable 1080p for monitors", "Sony 1080p cable television", "accessory"),
        ("Xerox 108R00657 kit", "LD remanufactured 108R00657 kit", "remanufactured"),
        ("HP 12A6735 toner", "compatible black laser toner 12A6735", "compatible"),
        ("Oki 52102001 ribbon", "52102001 compatible black printer ribbon", "compatible"),
        ("Arlen Toughlin case for Phone 3G", "Arlen Phone 3G", "accessory"),
        ("Arlen FN145A holder for Visio FN145A", "Arlen Visio FN145A camera", "accessory"),
        ("Arlen laptop computer case", "Arlen laptop computer", "accessory"),
        ("for Visio FN145A", "Fernau Visio FN145A", "accessory"),
        ("Okari switch with 2 cables", "Okari switch", "bundle"),
        ("Arlen folders 100/box", "Arlen folders 50 pack", "pack of"),
        ("Arlen Flip 5 speaker box", "lot of 5 Arlen Flip 5 speaker", "pack of 5"),
        ("Arlen folders, pack of 100", "Arlen folders 100", "pack of 100"),
        ("Okari 512MB card", "Okari 256MB card", "MB"),
        ("Okari Elite earbuds", "Okari Elite headphones", "kind of thing"),
        ("Okari MDRNC22 earbuds", "Okari MDRNC22 camera", "kind of thing"),
        ("Okari Halo Expansion", "Okari Halo", "add-on"),
    ],
)
def test_what_only_looks_like_one_accessory_or_number_is_a_conflict(
    one: str, other: str, gate: str
) -> None:
    assert gate in " ".join(compare(Description(one), Description(other)).gates)
    assert gate in " ".join(compare(Description(other), Description(one)).gates)


def test_a_thing_that_is_compatible_is_no_substitute() -> None:
    one, other = Description("Mouse M1200 compatible with PC"), Description("Mouse M1200")

    assert not compare(one, other).gates


def test_makers_are_the_same_when_one_name_begins_the_other_or_stands_in_the_title() -> None:
    for brand in ("Fernaus", "Visio", "FERNAU GmbH"):
        assert not compare(CAMERA, replace(CAMERA, brand=brand)).gates


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Visios", "Fernau Technology Corp", True),
        ("Okari", "Fernau Ltd.", True),
        ("Okari", "Ltd.", False),
        ("Okari", "Grenz Ltd.", False),
    ],
)
def test_a_maker_is_named_without_what_firms_are_called(one: str, other: str, agree: bool) -> None:
    mine = Description("Fernau Visios Lamp 12 W", one)
    theirs = Description("Visios Lamp 12 W", other)

    apart = any(gate.startswith("brand") for gate in compare(mine, theirs).gates)
    assert apart is not agree


def test_a_tier_in_the_makers_own_name_is_none_of_the_thing() -> None:
    one, other = Description("Da-Lite brace", "Da-Lite"), Description("brace deluxe", "Da-Lite")

    assert not any("lite" in gate for gate in compare(one, other).gates)
    unbranded = replace(one, brand=None), replace(other, brand=None)
    assert any("lite" in gate for gate in compare(*unbranded).gates)


def test_other_part_numbers_leave_a_doubt() -> None:
    one = Description("Fernau Visio FN-145 Camera", mpn="FV200")
    other = Description("Fernau Visio FN-145 Camera", mpn="FV300")

    doubtful, variant = compare(one, other), compare(one, replace(other, mpn="FV200B"))
    unlike = compare(one, Description("Fernau Lamp", mpn="XX1"))

    assert doubtful.probability == P_OTHER_PART
    assert "part numbers fv200 and fv300 differ" in doubtful.reasons
    assert variant.probability > ACCEPTED
    assert unlike.probability < P_OTHER_PART


def test_refurbished_is_the_same_product() -> None:
    assert accepted((CAMERA, replace(CAMERA, title=f"{CAMERA.title} refurbished", gtin=None)))


def test_something_for_a_thing_is_not_the_thing_even_if_nobody_knows_the_word() -> None:
    one = Description("Klimbim für Fernau Visio FN-145")

    assert compare(CAMERA, one).gates == ("one of them is for the other",)
    assert not compare(one, one).gates


def test_what_is_for_people_or_a_platform_is_no_accessory() -> None:
    for one, other in (
        ("Salomon Speedcross Shoes for Men", "Salomon Speedcross Men's Shoes"),
        ("Hollow Knight for Nintendo Switch", "Hollow Knight Switch"),
    ):
        assert accepted((Description(one), Description(other)))


def test_goods_that_one_title_names_last_are_no_accessory_to_the_same_goods() -> None:
    toner = Description("Fernau TN450 toner, high yield, black")
    last = Description("Fernau black high yield TN450 toner")
    printer = Description("Fernau TN450 laser printer")
    game = Description("Lanterns of Okari (jewel case)")

    assert not compare(toner, last).gates
    assert "one of them is an accessory, not the item itself" in compare(last, printer).gates
    assert not compare(game, Description("Lanterns of Okari")).gates


def test_identified_things_may_say_less_but_not_something_else() -> None:
    short = replace(CAMERA, title="Fernau Visio Camera")
    second = replace(CAMERA, title="Fernau Visio Mark II Camera")
    third = replace(CAMERA, title="Fernau Visio Mark III Camera")

    assert not compare(short, second).gates
    assert compare(second, third).gates == ("generation 2 against 3",)


def test_the_best_candidate_is_chosen_and_the_nearest_refused_one_is_named() -> None:
    case = Candidate(UUID(int=1), Description("Leather Case for Fernau Visio FN-145", "Fitwell"))
    same = Candidate(UUID(int=2), Description("Visio FN145 Fernau Camera"))
    other = Candidate(UUID(int=3), Description("Okari Field OKR-200 Camera"))

    match, near = best(CAMERA, [other, case, same])

    assert match is not None
    assert match[0] == same
    assert near is not None
    assert near[0] == case
    assert best(CAMERA, []) == (None, None)


def test_a_likeness_below_one_half_or_with_a_gate_is_not_the_same() -> None:
    likeness = compare(CAMERA, CAMERA)

    assert likeness.same
    assert not replace(likeness, probability=Decimal("0.49")).same
    assert not replace(likeness, gates=("colour",)).same


@pytest.mark.parametrize("title", ["", "-", " !! "])
def test_what_has_no_name_is_nothing_by_its_brand_alone(title: str) -> None:
    one, other = Description(title, brand="Sony"), Description("Sony", brand="Sony")
    read = [Read(each, read_once(each)) for each in (one, other)]

    assert compare(one, other).gates == (NAMELESS,)
    assert forbidden(*read)
    assert not forbidden(read[1], read[1])


def test_what_is_forbidden_is_what_has_a_gate() -> None:
    numbered = [replace(CAMERA, gtin=None, mpn=part) for part in ("FN146", "ZZ999", "YY888")]
    books = [replace(CAMERA, title="Tales of the harbour"), CAMERA, *numbered]
    told = [*EVERY_PAIR, *((one, other) for one in books for other in books)]

    likely = [compare(*pair) for pair in told]
    again = [(Read(one, read_once(one)), Read(other, read_once(other))) for one, other in told]

    assert {forbidden(*pair) for pair in again} == {True, False}
    assert [forbidden(*pair) for pair in again] == [bool(each.gates) for each in likely]
    assert [reasons(*pair) for pair in again] == [each.reasons for each in likely]


def test_conflicts_are_always_named_in_one_order() -> None:
    likeness = compare(
        Description("Acme Deluxe Lamp 2nd generation black"), Description("Acme Lamp red")
    )

    assert likeness.gates == (
        "colour black against red",
        "edition deluxe against none",
        "generation 2 against none",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smart case for iPad 2", "Eco-Flip for iPad 2"),
        ("Seiko SKX007 strap", "strap SKX007 Seiko watch"),
    ],
)
def test_an_accessory_and_what_shares_only_its_owner_or_its_noun_are_apart(
    one: str, other: str
) -> None:
    gates = compare(Description(one), Description(other)).gates

    assert gates == ("one of them is an accessory, not the item itself",)


def test_a_title_may_say_less_of_one_measure_than_the_other() -> None:
    one, other = Description("Acme bag 15.6 in"), Description("Acme bag 15.6 in or 14 in")

    assert compare(one, other).gates == ()
