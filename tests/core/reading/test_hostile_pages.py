"""Pages made to break a reader are read as far as they make sense."""

import time

import pytest

from bolo.core.reading.page import read_page
from bolo.core.reading.prices.price_text import read_price

SEEN = "<h1>Kettle</h1><p class=price>12,50 €</p><button>In den Warenkorb</button>"


def read(script: str, kind: str = "application/ld+json", seen: str = SEEN) -> str:
    page = f"<html lang=de><body><script type='{kind}'>{script}</script>{seen}</body></html>"
    (product,) = read_page(page.encode(), "https://shop.example/p/kettle").products
    return f"{product.price}: {'; '.join(product.doubts)}"


@pytest.mark.parametrize("opening", ['{"a":', "["])
@pytest.mark.parametrize("count", [900, 1_020, 60_000])
def test_json_nested_without_end_is_passed_over(opening: str, count: int) -> None:
    closing = "}" if opening[0] == "{" else "]"
    deep = opening * count + "1" + closing * count

    assert read(deep) == "12.50 EUR: "
    assert read(f"window.state = {deep};", "text/javascript") == "12.50 EUR: "
    assert read(f"window.state = JSON.parse('{deep}');", "text/javascript") == "12.50 EUR: "


def test_several_prices_in_one_place_are_doubted() -> None:
    offer = '"offers": {"@type": "Offer", "priceCurrency": "EUR", "price": [1, 2]}'

    told = read(f'{{"@type": "Product", "name": "Kettle", {offer}}}', seen="<h1>Kettle</h1>")

    assert told == "1.00 EUR: several prices are stated at once; the first is taken"


def test_no_price_has_hundreds_of_digits() -> None:
    assert read_price("9" * 300 + " €").amount is None
    assert read_price("9" * 300 + " €").doubts == ("no price has so many digits",)
    assert read_price("99.999.999.999.999 ₫").amount == 99_999_999_999_999


def test_half_an_address_is_none() -> None:
    reading = read_page(SEEN.encode(), "https://[::1", "utf-8")

    assert [str(one.price) for one in reading.products] == ["12.50 EUR"]


@pytest.mark.parametrize("text", ["9", "9 ", "<a ", "</", "SKU: ", "$9"])
@pytest.mark.parametrize(
    "frame", ["{}", "<title>{}</title>", "<p class=price>{}</p>", "<h1>{}</h1>"]
)
def test_a_text_without_end_takes_no_time_without_end(text: str, frame: str) -> None:
    page = f"<html lang=de><body>{frame.format(text * 40_000)}{SEEN}</body></html>"
    begun = time.process_time()

    read_page(page.encode(), "https://shop.example/p/kettle")

    assert (
        time.process_time() - begun < 5
    )  # a fiftieth of that, where nothing grows with its square
