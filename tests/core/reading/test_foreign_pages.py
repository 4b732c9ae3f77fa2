"""Pages in styles, countries and markups that are none of ours: the price is right on each."""

import pytest

from bolo.core.reading.page import read_page
from tests.core.reading.foreign import BOXES, MARKUPS, SHOPS, URL, page, wanted


@pytest.mark.parametrize("markup", list(MARKUPS))
@pytest.mark.parametrize("country", list(SHOPS))
def test_the_price_is_read_in_every_country_and_markup(country: str, markup: str) -> None:
    shop = SHOPS[country]

    read = {box: read_page(page(shop, markup, box), URL).products for box in BOXES}

    prices = {box: found[0].price if found else None for box, found in read.items()}
    right = {box: price and (price.amount, price.currency) for box, price in prices.items()}
    assert right == dict.fromkeys(BOXES, wanted(shop))
