"""The shelf finds what was put there a moment ago."""

from uuid import UUID

from bolo.core.matching.candidates.shelf import Shelf
from bolo.core.product import Description

CAMERA = Description("Fernau Visio FN-145", "Fernau", "4006381333931", "FN145")
ONE, OTHER = UUID(int=1), UUID(int=2)


def found(shelf: Shelf, thing: Description, most: int = 12) -> list[UUID]:
    return [candidate.product for candidate in shelf.candidates(thing, most)]


def test_a_product_is_found_by_each_identifier_and_by_its_words() -> None:
    shelf = Shelf()
    shelf.put(ONE, CAMERA)

    assert found(shelf, Description("Kamera", gtin=CAMERA.gtin)) == [ONE]
    assert found(shelf, Description("Kamera", "FERNAU", mpn="fn145")) == [ONE]
    assert found(shelf, Description("A visio")) == [ONE]
    assert found(shelf, Description("Lamp")) == []


def test_the_likest_comes_before_the_limit() -> None:
    shelf = Shelf()
    shelf.put(ONE, Description("Fernau Lumen"))
    shelf.put(OTHER, CAMERA)

    assert found(shelf, Description("Fernau Visio"), most=1) == [OTHER]
