"""An accessory is told from the thing by the thing's own title, where its words stand in it."""

import pytest

from bolo.core.matching.gates.rules import compare
from bolo.core.product import Description

ACCESSORY = "one of them is an accessory, not the item itself"


@pytest.mark.parametrize(
    ("thing", "other"),
    [
        ("Garmin Forerunner 255 GPS watch", "Strap Garmin Forerunner 255"),
        ("Bosch GSR 18V-55 drill", "Geekria battery Bosch GSR 18V-55 (spare, genuine)"),
        ("Roborock S8", "2x filter Roborock S8 vacuum robot"),
        ("Sony WH-1000XM5 headphones", "Sony WH-1000XM5 compatible cable, premium quality"),
        ("Garmin Forerunner 255", "Garmin Forerunner 255 compatible strap - quality by Geekria"),
        ("Sonos Era 100 black", "Premium stand designed to fit Sonos Era 100, 2 years warranty"),
        ("Sonos Era 100 black", "Sonos Era 100 stand to fit"),
        ("Kindle Paperwhite 2021", "Leather cover to fit Kindle Paperwhite 2021"),
        ("Makita DHP482", "Kompatibler Akku batterie Makita DHP482"),
    ],
)
def test_what_is_sold_beside_a_thing_is_not_the_thing(thing: str, other: str) -> None:
    assert ACCESSORY in compare(Description(thing), Description(other)).gates
    assert ACCESSORY in compare(Description(other), Description(thing)).gates


@pytest.mark.parametrize(
    ("thing", "other"),
    [
        ("Canon LP-E6NH battery", "Battery Canon LP-E6NH original"),
        ("Gator molded utility case 11.7 x 16.7", "Gator cases molded utility case 11.7 x 16.7"),
        ("HP 82 cyan inkjet cartridge CH566A", "Ink HP 82 cyan inkjet cartridge CH566A"),
        ("Belkin HDMI high speed lead", "8 feet Belkin HDMI high speed lead"),
        ("Samsung QE55S95 television", "Samsung QE55S95 television and compatible remote"),
        ("Deuter Aircontact 65 rucksack", "Deuter Aircontact 65 rucksack strap adjustable to fit"),
    ],
)
def test_a_noun_of_an_accessory_elsewhere_says_nothing(thing: str, other: str) -> None:
    assert ACCESSORY not in compare(Description(thing), Description(other)).gates


@pytest.mark.parametrize("count", ["2", "two", "drei", "dos", "trzy"])
def test_a_count_before_the_very_words_of_a_thing_is_a_pack(count: str) -> None:
    thing = Description("Sage Barista Express BES875 silver")
    several = Description(f"{count} Sage Barista Express BES875 silver")

    gates = {*compare(thing, several).gates, *compare(several, thing).gates}

    assert gates & {"pack of 1 against pack of 2", "pack of 2 against pack of 1",
                    "pack of 3 against pack of 1"}  # fmt: skip


def test_a_count_that_is_part_of_a_name_is_none() -> None:
    game = Description("Two Point Hospital PS4")

    assert not compare(game, Description("Two Point Hospital for PS4")).gates
