"""Where a thing is: points that are some, names that are found, countries of two letters."""

import pytest

from bolo.core.place import Place, Point
from bolo.core.searching.places import locate, whereabouts

LONDON = Point(51.51, -0.13)


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        ("51.51", "-0.13", LONDON),
        (51.51, -0.13, LONDON),
        (0, 0, None),
        (0, 10, Point(0.0, 10.0)),
        (91, 0, None),
        (0, 181, None),
        ("nan", 1, None),
        (1, "nan", None),
        ("north", 1, None),
        (None, None, None),
    ],
)
def test_a_point_is_somewhere_on_earth(
    latitude: object, longitude: object, point: Point | None
) -> None:
    assert Point.of(latitude, longitude) == point


def test_a_place_says_what_is_stated() -> None:
    assert Place.of("  Leeds \n", "gb") == Place("Leeds", "GB")
    assert Place.of(None, "Great Britain") is None
    assert Place.of(None, None, LONDON) == Place(point=LONDON)
    assert Place.of("x" * 300) == Place("x" * 200)
    assert str(Place("Leeds", "GB")) == "Leeds, GB"
    assert str(Place(point=LONDON)) == "51.51,-0.13"
    assert str(Place()) == ""


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place("Leeds", "GB", LONDON), LONDON),
        (Place("Leeds", "GB"), locate("Leeds")),
        (Place("Camden, London"), locate("London")),
        (Place("London, Ontario", "CA"), locate("London,CA")),
        (Place("London", "FR"), None),
        (Place("Nowhere at all"), None),
        (Place("..."), None),
        (Place(None, "GB"), None),
    ],
)
def test_a_name_is_found_in_its_country(place: Place, found: Point | None) -> None:
    assert whereabouts(place) == found
