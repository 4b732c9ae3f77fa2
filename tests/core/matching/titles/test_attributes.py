"""Attributes: what a title says, and what must not be misread."""

import pytest

from bolo.core.matching.titles.attributes import Attributes, read_attributes
from bolo.core.matching.titles.kinds import Kind
from bolo.core.matching.titles.lexicon import Facet
from bolo.core.product import Description


def read(title: str, variant: str | None = None, brand: str | None = None) -> Attributes:
    return read_attributes(Description(title, brand, variant=variant))


@pytest.mark.parametrize(
    ("title", "pack", "pieces"),
    [
        ("LEGO Titanic 9090 pieces", 1, {"9090"}),
        ("LEGO Titanic 1,254 pcs", 1, {"1254"}),
        ("Puzzle 1000 Teile", 1, {"1000"}),
        ("Drum Kit 5-piece", 1, {"5"}),
        ("AA Batteries 4 pcs", 4, set()),
        ("AA Batteries 1 pc", 1, set()),
        ("AA Batteries 24-pack", 24, set()),
        ("AA Batteries pack of 24", 24, set()),
        ("AA Batteries 24 count", 24, set()),
        ("AA Batteries 2er-Pack", 2, set()),
        ("AA Batteries Twin Pack", 2, set()),
        ("AA Batteries (x3)", 3, set()),
        ("3 x AA Batteries", 3, set()),
        ("1x AA Batteries", 1, set()),
        ("Toner case pack 1", 1, set()),
        ("Soundbar 2 x HDMI", 1, set()),
        ("Camera 10x zoom", 1, set()),
        ("Binoculars 10x42", 1, set()),
        ("AA Batteries 24 per pack", 24, set()),
        ("Powerline Adapter two-pack", 2, set()),
        ("Pair of speakers", 2, set()),
        ("Pair of running shoes", 1, set()),
        ("Desk Pad mahogany 24 x 19", 1, set()),
        ("Label 4 in x 6", 1, set()),
        ("Poster 40 \u00d7 60", 1, set()),
        ("Phone 15 x 2", 2, set()),
        ("Diver watch 42mm x4", 4, set()),
        ("Olive oil 500 ml x 6", 6, set()),
        ("AA Batteries X3", 3, set()),
        ("AA BATTERIES X3", 3, set()),
        ("aa batteries x3", 3, set()),
        ("Fujifilm X10", 1, set()),
        ("Windows 7 Professional x64", 1, set()),
        ("Serial card PCI Express x4", 1, set()),
        ("Receiver 50 watts x 4", 1, set()),
        ("Laser mouse - 2 x button", 1, set()),
        ("Camcorder ( 15x opt , 2.7 in )", 1, set()),
        ("Gold ring 14 ct yellow gold", 1, set()),
        ("Earrings 1.5 ct", 1, set()),
        ("Drawing pins 200 ct", 200, set()),
        ("Battery pack 25353", 1, set()),
        ("Canon CLI-8PC cyan", 1, set()),
    ],
)
def test_packs_and_pieces_are_told_apart(title: str, pack: int, pieces: set[str]) -> None:
    found = read(title)

    assert found.pack == pack
    assert found.facts.get(Facet.PIECES, set()) == pieces


@pytest.mark.parametrize(
    ("title", "measures"),
    [
        ("SSD 0.5 TB", {"GB": {"500"}}),
        ("SSD 500GB", {"GB": {"500"}}),
        ("Laptop 8GB RAM 256GB", {"GB of RAM": {"8"}, "GB": {"256"}}),
        ("Phone 8GB/256GB", {"GB of RAM": {"8"}, "GB": {"256"}}),
        ("Phone 8+256 GB", {"GB of RAM": {"8"}, "GB": {"256"}}),
        ("Lens 24-70mm", {"mm zoom": {"24-70"}}),
        ("Perfume 1,5 l", {"ml": {"1500"}}),
        ("Battery 5,000mAh", {"mAh": {"5000"}}),
        ("Phone 5G", {}),
        ("Drill GSR 18V-55", {}),
        ('TV 55"', {"in": {"55"}}),
        ('Shoe Retro "Infrared 23" black', {}),
        ('"Retro 2" Frame 24" wide', {"in": {"24"}}),
        ("Card 512MB", {"MB": {"512"}}),
        ("Disk 2TB 6Gb/s", {"GB": {"2000"}}),
    ],
)
def test_figures_with_units_are_read_alike(title: str, measures: dict[str, set[str]]) -> None:
    assert {unit: set(values) for unit, values in read(title).measures.items()} == measures


@pytest.mark.parametrize(
    "title",
    [
        "TV 4K 1080p 120Hz",
        "Console 2020",
        "Speaker Bluetooth 5.0 USB 3.0 IP67",
        "Charger 65W",
        "Player MP3 802.11ac DDR4 PCI-E",
        "Game for 2-4 players",
    ],
)
def test_what_is_no_model_number_is_not_read_as_one(title: str) -> None:
    found = read(title)

    assert not found.models
    assert not found.short_models
    assert not found.numbers


@pytest.mark.parametrize(
    ("title", "models", "short", "numbers"),
    [
        ("Sony WH-1000XM4", {"wh1000xm4"}, set(), set()),
        ("Sony WH1000XM4/B", {"wh1000xm4b"}, set(), set()),
        ("Sony A7III/A7IV", set(), {"a7"}, set()),
        ("Apple iPhone 14", set(), set(), {"14"}),
        ("LEGO 75192", {"75192"}, set(), set()),
        ("Nike Free 5.0", set(), set(), {"5"}),
        ("Set 4-Season", set(), set(), {"4"}),
    ],
)
def test_model_numbers_are_read_by_how_much_they_tell(
    title: str, models: set[str], short: set[str], numbers: set[str]
) -> None:
    found = read(title)

    assert found.models == models
    assert found.short_models == short
    assert found.numbers == numbers


@pytest.mark.parametrize(
    ("title", "facet", "values"),
    [
        ("Sony A7III", Facet.GENERATION, {"3"}),
        ("Sony A7 III", Facet.GENERATION, {"3"}),
        ("Canon R6 MK2", Facet.GENERATION, {"2"}),
        ("Canon R6 Mark V", Facet.GENERATION, {"5"}),
        ("Kindle 11th Generation", Facet.GENERATION, {"11"}),
        ("Kindle Gen 11", Facet.GENERATION, {"11"}),
        ("Kindle 11. Generation", Facet.GENERATION, {"11"}),
        ("Kindle fancy generation", Facet.GENERATION, None),
        ("iPhone 14 Pro Max", Facet.TIER, {"pro", "max"}),
        ("Super Mario", Facet.TIER, None),
        ("Catan Gold Edition", Facet.EDITION, {"gold"}),
        ("Catan Second Edition", Facet.EDITION, None),
        ("Halo PlayStation 5", Facet.PLATFORM, {"ps5"}),
        ("Halo PS 4", Facet.PLATFORM, {"ps4"}),
        ("Halo Nintendo Switch 2", Facet.PLATFORM, {"switch 2"}),
        ("Tumbler Rose Gold", Facet.COLOUR, {"rose gold"}),
        ("Kettle schwarz", Facet.COLOUR, {"black"}),
        ("For parts or repair", Facet.COLOUR, None),
        ("TV Full HD", Facet.RESOLUTION, {"1080p"}),
        ("iPad 2022", Facet.YEAR, {"2022"}),
    ],
)
def test_facts_are_read(title: str, facet: Facet, values: set[str] | None) -> None:
    assert read(title).facts.get(facet) == values


@pytest.mark.parametrize(
    ("title", "variant", "sizes"),
    [
        ("Shoe EU 42", None, {"eu 42"}),
        ("Shoe size 42.5", None, {"eu 42.5"}),
        ("Shoe Size 9", None, {"size 9"}),
        ("Shoe UK 8½", None, {"uk 8.5"}),
        ("Jeans W32 L34", None, {"jeans 32x34"}),
        ("Jeans 32x34", None, {"jeans 32x34"}),
        ("Jacket, M", None, {"letter M"}),
        ("Jacket Größe xl", None, {"letter XL"}),
        ("Jacket - Small", None, {"letter S"}),
        ("Jacket", "M / Black", {"letter M"}),
        ("Shoe", "42 / Black", {"eu 42"}),
        ("Tumbler 1.2 L", None, None),
        ("Model S Toy", None, None),
    ],
)
def test_sizes_are_read_with_their_system(
    title: str, variant: str | None, sizes: set[str] | None
) -> None:
    assert read(title, variant).facts.get(Facet.SIZE) == sizes


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Fernau Visio Camera", Kind.ITEM),
        ("Strap for Fernau Visio", Kind.ACCESSORY),
        ("For Fernau Visio", Kind.ACCESSORY),
        ("Seiko Automatic Watch Leather Strap Black", Kind.ACCESSORY),
        ("Seiko Watch Leather Strap Turtle", Kind.ITEM),
        ("Makita Drill without battery", Kind.ITEM),
        ("Drill with charger", Kind.BUNDLE),
        ("Camera with 2 lenses", Kind.BUNDLE),
        ("Console with three games", Kind.BUNDLE),
        ("Keyboard and mouse", Kind.ITEM),
        ("Catan Expansion", Kind.ADD_ON),
        ("Game incl. Season Pass", Kind.ITEM),
        ("Camera (empty box)", Kind.BOX),
        ("Camera as-is", Kind.PART),
        ("Broken Sword", Kind.ITEM),
        ("", Kind.ITEM),
    ],
)
def test_the_kind_is_what_is_sold(title: str, kind: Kind) -> None:
    assert read(title).kind is kind


def test_the_brand_is_not_read_for_a_colour_or_a_model() -> None:
    found = read("Orange Crush 20 Amplifier", brand="Orange")

    assert Facet.COLOUR not in found.facts
    assert found.words["orange"] < found.words["crush"]


def test_words_are_split_where_they_are_words() -> None:
    found = read("Over-Ear black/white Quiet Comfort bus 4/WH-1000")

    assert {"over", "ear", "quiet", "comfort", "bus"} <= found.words.keys()
    assert found.spelt("quietcomfort") == ("quiet", "comfort")
    assert found.models == {"wh1000"}


def test_neighbours_are_found_under_the_word_they_are_in_one() -> None:
    found = read("Quiet Comfort 45 wh 1000 xm4 wh 1000")

    assert found.spelt("comfort45") == ("comfort", "45")
    assert found.spelt("wh1000xm4") == ("wh", "1000", "xm4")
    assert found.spelt("wh1000") == ("wh", "1000")
    assert found.spelt("quietcomfort45") == ("quiet", "comfort", "45")
    assert found.spelt("quiet") == found.spelt("mfort45") == found.spelt("xm4wh1") == ()


def test_three_plain_words_are_no_word_in_one() -> None:
    found = read("acme walnut turntable")

    assert found.spelt("acmewalnut") == ("acme", "walnut")
    assert found.spelt("acmewalnutturntable") == ()
