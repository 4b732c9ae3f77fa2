"""Width, height and depth: what is read of them, and when two statements contradict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.matching.gates.rules import compare
from bolo.core.matching.titles.dimensions import SCALES, Dimensions, apart, read_dimensions
from bolo.core.product import Description

GTIN = "4006381333931"


def said(title: str, variant: str | None = None) -> list[str]:
    return [str(one) for one in read_dimensions(Description(title, variant=variant))]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Crown EcoStep mat 36 x 144 blue", ["36 x 144"]),
        ("Frame 50x40cm oak", ["40 x 50 cm"]),
        ("Frame 50 \u00d7 40 cm oak", ["40 x 50 cm"]),
        ('Paper 8-1/2" x 11" white', ["8.5 x 11 in"]),
        ("Paper 8 1/2 x 11 in. white", ["8.5 x 11 in"]),
        ('Fitting 1/4" x 3/8"', ["0.25 x 0.375 in"]),
        ("Tarpaulin 0,5 x 2,5 m", ["0.5 x 2.5 m"]),
        ('Shelf 24"W x 36"H x 12"D', ["12 x 24 x 36 in"]),
        ("Case 9.8 x 11.8 x 7.7", ["7.7 x 9.8 x 11.8"]),
        ("Rug 3 x 4 ft", ["3 x 4 ft"]),
        ("Board 2 x 4, 2 x 4 x 8 ft", ["2 x 4", "2 x 4 x 8 ft"]),
        ("Nikon Monarch 10x42", ["10 x 42"]),
        ("Cable 1 m x 6 ft", ["1 x 6"]),
    ],
)
def test_dimensions_are_read_the_shortest_first(title: str, expected: list[str]) -> None:
    assert said(title) == expected


def test_they_are_read_from_the_variant_too() -> None:
    assert said("Door mat", "40 x 60 cm / grey") == ["40 x 60 cm"]


@pytest.mark.parametrize(
    "title",
    [
        "Crucial 2x4GB kit",
        "Kingston 8GB DDR3 (256x8)",
        "Water 6 x 330 ml",
        "Filters 3 x 10 pack",
        "AMD Ryzen 1300X 3.5 GHz",
        "Dell monitor 1920 x 1080",
        "TV 16x9",
        "Tape 1 4 in x 23 ft",
        "Labels 1 x 2-5 8",
        "Screws M4x20",
        "Writer 52x32x52x",
        "Model T-24x36",
        "Nothing 0 x 0",
        "Serial 123456 x 5",
        f"{'9' * 400} x {'9' * 400}",
    ],
)
def test_what_x_means_otherwise_is_no_dimension(title: str) -> None:
    assert said(title) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Crown EcoStep mat 36 x 120 blue", "Crown EcoStep mat 36 x 60 blue"),
        ("Storm case 9.8 x 11.8 x 7.7", "Storm case 9.8 x 11.8 x 4.7"),
        ("Nikon Monarch binoculars 10x42", "Nikon Monarch binoculars 8x42"),
        ("Frame 50 x 40 cm oak", "Frame 50 x 40 in oak"),
        ("Frame 50 x 40 cm oak", "Frame 70 x 50 cm oak"),
        ("Rug 2 x 3 wool", "Rug 2 x 3.5 x 0.5 wool"),
    ],
)
def test_other_dimensions_are_another_thing(one: str, other: str) -> None:
    gates = compare(Description(one), Description(other)).gates

    assert any(" against " in gate for gate in gates)


def test_the_gate_says_both() -> None:
    gates = compare(Description("Ecostep mat 36 x 120"), Description("Ecostep mat 36 x 60")).gates

    assert gates == ("dimensions 36 x 120 against 36 x 60",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mat 36 x 60", "Mat 60x36"),
        ("Mat 36 x 60 in", "Mat 3 x 5 ft"),
        ("Mat 90 x 200", "Mat 900 x 2000 mm"),
        ("Poster 24 x 36", "Poster 61 x 91 cm"),
        ("Shelf 23.6 x 47.2", "Shelf 24 x 47"),
        ("Case 9.8 x 11.8 x 4.7", "Case 11.8 x 9.8"),
        ("Frame 50 x 70, picture 40 x 60", "Frame 50 x 70"),
        ("Mat 36 x 60", "Mat"),
    ],
)
def test_what_may_be_the_same_in_another_unit_is_no_conflict(one: str, other: str) -> None:
    assert not apart(read_dimensions(Description(one)), read_dimensions(Description(other)))
    assert compare(Description(one), Description(other)).gates == ()


def test_an_identifier_outweighs_them_for_shops_measure_the_box() -> None:
    one = Description("Ecostep mat 36 x 120", gtin=GTIN)
    other = Description("Ecostep mat 38 x 125 x 10", gtin=GTIN)

    assert compare(one, other).gates == ()


@given(st.lists(st.floats(1, 500), min_size=2, max_size=3), st.sampled_from(SCALES), st.booleans())
def test_the_same_lengths_in_another_unit_never_contradict(
    lengths: list[float], scale: float, turned: bool
) -> None:
    one = Dimensions(tuple(sorted(lengths)), None)
    other = Dimensions(tuple(sorted(length * scale for length in lengths)), "cm")

    assert not apart(*(((other,), (one,)) if turned else ((one,), (other,))))


@given(st.text("0123456789x., /-\"'\u00d7in\u0663", max_size=60))
def test_no_title_breaks_the_reading(title: str) -> None:
    said = read_dimensions(Description(title))

    assert not apart(said, said)
