"""Versions are figures, systems that a program runs on are none of its own."""

import pytest

from bolo.core.matching.titles.versions import read_versions


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("painter v9 box", "painter 9 box"),
        ("painter v. 3.5 box", "painter 3.5 box"),
        ("painter version 10.0", "painter 10"),
        ("daylite v3 .0 ( mac )", "daylite 3 ( mac )"),
        ("series 4000 v 10", "series 4000 10"),
        ("aquarium win 95 98 me 2000 xp", "aquarium win"),
        ("pitstop win 2k/xp & mac os 10.2.8", "pitstop win & mac os"),
    ],
)
def test_a_version_is_a_plain_figure_and_systems_are_left_out(text: str, read: str) -> None:
    assert read_versions(text).split() == read.split()


@pytest.mark.parametrize(
    "text", ["usb v2.0 stick", "bluetooth v5.0", "12 v 5 ah", "20v max", "rev2 board", "windows 10"]
)
def test_a_standards_version_volts_and_one_system_stay(text: str) -> None:
    assert read_versions(text).split() == text.split()
