"""Part and model numbers: what explains that two titles state different ones."""

import pytest

from bolo.core.matching.gates.numbers import is_barcode, is_processor
from bolo.core.matching.gates.rules import compare
from bolo.core.product import Description

SAME = [
    ("Fernau Visio lamp DB0111", "Fernau Visio lamp DB0111-200"),
    ("Fernau Visio lamp DB0111200", "Fernau Visio lamp DB0111"),
    ("Fernau Visio lamp DB0111", "Fernau Visio lamp DB0111ISK"),
    ("Fernau Visio lamp DB0111 300W", "Fernau Visio lamp DB0111300W"),
    ("Fernau Visio lamp DB01 11.300", "Fernau Visio lamp DB0111300"),
    ("Fernau Visio lamp YHT390BK", "Fernau Visio lamp YHT390BLK"),
    ("Fernau Visio lamp YHT390WHT", "Fernau Visio lamp YHT390WHI"),
    ("Fernau Visio lamp M393A1G40D0", "Fernau Visio lamp M393A1G40D0C1Q"),
    ("Fernau dock charger 4006381333931", "Fernau dock charger 83315"),
    ("Fernau FN60 camera FN60body", "Fernau FN60 camera 25438"),
    ("Fernau FN 60D body 28-135mm FN60D28135", "Fernau FN 60D 28-135mm 19012"),
    ("Okari Fury 16GB 160MB/s", "Okari Fury 16GB r95MBs w15MBs"),
    ("Okari Fury 8GB 240pixels PC4-19200C15", "Okari Fury 8GB 2Rx8"),
]
OTHER = [
    ("Fernau Visio WH-1000X", "Fernau Visio WH-1000XM4"),
    ("Fernau Visio lamp DB0111", "Fernau Visio lamp DB0112"),
    ("Fernau Visio lamp GTX1080", "Fernau Visio lamp GTX1080MAX"),
    ("Fernau Visio lamp DB0111", "Fernau Visio lamp DB01112"),
    ("Fernau Visio lamp DB0111A12", "Fernau Visio lamp DB0111"),
    ("Fernau Visio lamp YHT390BK", "Fernau Visio lamp YHT390WH"),
    ("Fernau Visio lamp YHT390B7", "Fernau Visio lamp YHT390"),
    ("Fernau Visio lamp YHT3902BK", "Fernau Visio lamp YHT3901BK"),
    ("Fernau dock charger 4006381333931", "Fernau dock charger 4006381333948"),
    ("Fernau dock charger 4006381333930", "Fernau dock charger 83315"),
    ("Fernau FN60 camera FN60body", "Fernau camera 25438"),
    ("Fernau FN camera FN60xbody", "Fernau FN camera 25438"),
    ("Fernau 1080 camera 10801080", "Fernau camera 25438"),
    ("Fernau lamp X100", "Fernau lamp AX100"),
    ("Fernau lamp X100", "Fernau lamp X1007L"),
    ("Fernau lamp X100", "Fernau box 100A B200"),
    ("Fernau lamp AB1234", "Fernau lamp XAB1234Q"),
]


def numbers_of(one: str, other: str) -> list[str]:
    gates = compare(Description(one), Description(other)).gates
    return [gate for gate in gates if gate.startswith("model number")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_each_shop_adds_to_a_number_is_no_conflict(one: str, other: str) -> None:
    assert numbers_of(one, other) == numbers_of(other, one) == []


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_numbers_that_nothing_explains_contradict(one: str, other: str) -> None:
    assert len(numbers_of(one, other)) == len(numbers_of(other, one)) == 1


def test_a_barcode_is_told_by_its_last_figure() -> None:
    assert is_barcode("4006381333931")
    assert not is_barcode("4006381333930")
    assert not is_barcode("25438")
    assert not is_barcode("fn00638133393")


def test_what_a_shop_puts_behind_the_model_of_its_own_title_is_no_number_of_another_thing() -> None:
    one = Description("Fernau F60 camera with lens F60outfit")
    thing, another = Description("Fernau F60 camera 25438"), Description("Fernau F70 camera 25438")

    assert compare(one, thing).gates == ()
    assert any("f60outfit" in gate for gate in compare(one, another).gates)
    assert any("f60max" in gate for gate in compare(Description("Fernau F60 F60max"), thing).gates)


@pytest.mark.parametrize(
    ("model", "tells"),
    [("i78700k", True), ("8700k", True), ("fd4300wmhkbox", True), ("hd5000", False)],
)
def test_a_processor_is_told_by_its_number(model: str, tells: bool) -> None:
    assert is_processor(model) is tells


def test_titles_may_name_other_numbers_where_both_state_one_maker_and_part() -> None:
    one = Description("Fernau KX500 cyan toner", "Fernau", mpn="KX-500")
    other = Description("cyan toner for printers 6040 MC6020", "Fernau", mpn="KX500")

    assert compare(one, other).gates == ()
    for brand, mpn in (("Okari", "KX500"), ("Fernau", "KX501")):
        stated = Description(other.title, brand, mpn=mpn)
        assert any(gate.startswith("model number") for gate in compare(one, stated).gates)


@pytest.mark.parametrize(
    ("item", "accessory", "free"),
    [
        ("Fernau dual Powerblok black", "Fernau Powerblok dual charger for phones", True),
        ("Fernau Powerblok dual black", "Fernau Powerblok dual charger for phones", False),
        ("Fernau Powerblok dual black", "Fernau Powerblok dual black Ladekabel", False),
        ("Fernau camera Powerblok dual", "Fernau Powerblok dual charger", False),
        ("Fernau Powerblok", "Fernau Lightning charger", False),
        ("Fernau Powerblok dual", "Fernau Powerblok dual charger for NA-2306", False),
        ("Fernau Powerblok dual", "Fernau Powerblok dual box only", False),
    ],
)
def test_where_maker_and_number_agree_an_accessory_may_be_called_by_its_name(
    item: str, accessory: str, free: bool
) -> None:
    one, other = (Description(title, "Fernau", mpn="NA2306") for title in (item, accessory))

    assert (compare(one, other).gates == ()) is free
    assert (compare(other, one).gates == ()) is free
