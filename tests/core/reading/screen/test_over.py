"""A listing that is over, or kept for somebody, cannot be bought, whatever its price says."""

import pytest

from bolo.core.offer import Availability
from bolo.core.reading.page import Product, read_page

TITLE = "Canon EOS 5D Mark IV"


def one(markup: str, language: str) -> Product:
    page = (
        f"<html lang={language}><head><title>{TITLE}</title></head>"
        f"<body><h1>{TITLE}</h1>{markup}<p>Price: <b class=price>899,00 €</b></p></body></html>"
    )
    (product,) = read_page(page.encode(), "https://things.example/itm/4711").products
    return product


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "This listing ended on Fri, Nov 20. The seller has relisted this item or one like it.",
        ),
        ("en", "Bidding ended on Nov 20, 2026 at 5:20 PM."),
        ("en", "Reserved"),
        ("de", "Das Angebot wurde vom Verkäufer beendet, da der Artikel nicht mehr verfügbar ist."),
        ("de", "Reserviert"),
        ("fr", "Cette annonce est terminée."),
        ("es", "La subasta ha finalizado el 20 de noviembre"),
        ("it", "L'asta è terminata"),
        ("nl", "Deze veiling is gesloten"),
        ("pl", "Oferta została zakończona"),
        ("cs", "Aukce byla ukončena"),
        ("ja", "このオークションは終了しています"),
    ],
)
def test_what_is_over_or_kept_for_somebody_is_out_of_stock(language: str, said: str) -> None:
    assert one(f"<div>{said}</div>", language).availability is Availability.OUT_OF_STOCK


@pytest.mark.parametrize(
    "said",
    [
        "The sale of the year: all offers end on Sunday",
        "All rights reserved",
        "Our listings ended up in a museum, and so did we, because we collect things of all kinds.",
    ],
)
def test_words_that_look_alike_sell_nothing_out(said: str) -> None:
    product = one(f"<div>{said}</div><button>Add to cart</button>", "en")

    assert product.availability is Availability.IN_STOCK
