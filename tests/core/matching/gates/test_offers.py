"""Offers of what is not the thing, as sellers write them in four languages."""

import pytest

from bolo.core.matching.gates.rules import compare
from bolo.core.product import Description

THING = Description("Fernau Visio FN-145 camera black")
BESIDE, BOX = "one of them is", "one of them is the box only"
PART, PACK = "one of them is parts or a broken", "pack of "
OFFERS = {
    BESIDE: (
        "Ersatzakku kompatibel zu {}",
        "{} Tragegurt sofort lieferbar",
        "Original Transportkoffer ({})",
        "Quirlo zu {}",
        "correa silicona compatible {} envío rápido",
        "funda para {}",
        "{} - solo batería",
        "quirlo original {}",
        "étui silicone compatible avec {}",
        "courroie d'origine {} état neuf",
        "{} - chargeur seul livraison rapide",
        "quirlo adapté à {}",
        "chuck to suit {}",
        "{} - carry case only UK stock",
        "{} - quirlo only",
        "GENUINE {} UNDERWATER HOUSING",
        "{} replacement eyecup unused, fast post",
        "lote {} y funda",
        "pack {} avec sacoche",
        "{} samt Tragegurt",
        "{} con funda",
    ),
    BOX: (
        "{} - just the box, nothing inside",
        "{} Originalverpackung ohne Inhalt",
        "{} leere OVP",
        "{} notice seule",
        "emballage vide {}",
        "{} carton d'origine sans l'article",
        "{} caja vacía",
        "{} solo manual",
        "embalaje original {} vacío",
    ),
    PART: (
        "{} doesn't turn on",
        "{} untested, salvage",
        "{} funktioniert nicht",
        "{} Ersatzteilspender",
        "{} Bastlerware",
        "{} en panne",
        "{} ne s'allume pas",
        "{} HS état neuf",
        "{} para piezas",
        "{} no funciona",
        "{} averiado",
    ),
    PACK: (
        "lot de 2 {}",
        "pack de 2 {}",
        "juego de 2 {}",
        "{} 3 unidades",
        "{} 3 sztuki",
        "{} 5szt",
        "{}, 2 Stk.",
        "3 mal {}",
        "set of two {}",
        "{} (x3) neuf",
    ),
}


@pytest.mark.parametrize(
    ("gate", "form"), [(gate, form) for gate, forms in OFFERS.items() for form in forms]
)
def test_an_offer_of_something_else_is_gated_for_what_it_is(gate: str, form: str) -> None:
    offer = Description(form.format(THING.title))

    for found in (compare(THING, offer).gates, compare(offer, THING).gates):
        assert any(one.startswith(gate) for one in found)


@pytest.mark.parametrize(
    "form", ["{} charger", "Strap {}", "étui silicone pour {}", "{} Ladekabel"]
)
def test_maker_and_number_of_a_thing_on_its_accessory_make_it_no_thing(form: str) -> None:
    thing = Description(THING.title, "Fernau", mpn="FN-145")
    offer = Description(form.format(THING.title), "Fernau", mpn="FN-145")

    for found in (compare(thing, offer).gates, compare(offer, thing).gates):
        assert any(one.startswith("one of them is") for one in found)


@pytest.mark.parametrize(
    "title",
    [
        "Fernau Visio FN-145 camera black - body only",
        "Fernau Visio FN-145 camera black envío rápido",
        "NEU Fernau Visio FN-145 camera black sofort lieferbar",
        "new original Fernau Visio FN-145 camera black",
        "Fernau Visio FN-145 camera black with VR support",
        "Fernau Visio FN-145 camera black + cellular",
        "Appareil Fernau Visio FN-145 camera black état neuf",
    ],
)
def test_what_sellers_add_to_a_thing_makes_it_no_other(title: str) -> None:
    assert compare(THING, Description(title)).gates == ()
