"""Pages that sell nothing, or many things: what they print is nobody's price."""

from decimal import Decimal

import pytest

from bolo.core.reading.page import Kind, read_page
from bolo.core.reading.prices.price_text import read_price
from tests.core.reading.kettle import PRICE, only, page

SHOP = "https://shop.example"
PRICED = "<div class='price'>129,90 €</div>"
BUY = "<button>In den Warenkorb</button>"
ARTICLE = '<meta property="og:type" content="article">'
MANY = "".join(
    f"<li><a href='/p/thing-{n}00'>Thing {n}</a><b>{n}9,00 €</b></li>" for n in range(1, 15)
)


@pytest.mark.parametrize(
    ("body", "head", "path"),
    [
        ("<p>Shares rose to <strong>1.67 €</strong></p>", ARTICLE, "/news/2026/earnings"),
        (PRICED, ARTICLE, "/story/shares-1661520.html"),
        (PRICED, "", "/"),
        (PRICED + BUY, "", "/shop/cart/"),
        (PRICED + BUY, "", "/securelogin.php?from=account"),
        (PRICED + BUY, "", "/category/kettles/"),
        (
            "<footer>© <span class='copyright-price'>2026 All rights</span></footer>",
            "",
            "/about-us",
        ),
    ],
)
def test_a_page_that_sells_nothing_has_no_price(body: str, head: str, path: str) -> None:
    reading = read_page(page(body, head), SHOP + path)

    assert reading.kind is not Kind.PRODUCT
    assert reading.products == ()


@pytest.mark.parametrize(
    ("body", "head", "path"),
    [
        (PRICED + BUY, ARTICLE, "/kettle"),
        (PRICED + BUY, "", "/"),
        (PRICED, "", "/kettle"),
        (PRICED + BUY, "", "/category/kettles/arvenor-kettle"),
        (PRICED, '<meta property="og:type" content="product">', "/cart/kettle"),
        ("<b>129,90 €</b><p>Artikelnummer: AK-1002</p>", "", "/view?k=1"),
        (PRICED + f"<h2>Das könnte Ihnen auch gefallen</h2><ul>{MANY}</ul>", "", "/kettle"),
    ],
)
def test_one_thing_with_a_price_is_sold(body: str, head: str, path: str) -> None:
    assert only(page(body, head), SHOP + path).price == PRICE


def test_of_two_prices_beside_a_button_neither_is_believed() -> None:
    reading = only(page(f"{PRICED}<div class='price'>99,00 €</div>{BUY}"), f"{SHOP}/view?k=1")

    assert reading.confidence < Decimal("0.5")


def test_the_first_of_many_goods_is_not_what_a_page_of_them_sells() -> None:
    first = "<div class='box-price'>129,90 €</div><div class='box-price'>99,00 €</div>"

    reading = read_page(page(f"{first}<ul>{MANY}</ul>"), f"{SHOP}/kettles")

    assert reading.kind is Kind.LIST


@pytest.mark.parametrize("text", ["Top 20", "3 all", "Gel 5", "2026 All rights reserved", "try 2"])
def test_words_that_are_codes_in_capitals_are_no_currency(text: str) -> None:
    assert read_price(text).currency is None


@pytest.mark.parametrize(
    ("text", "code"), [("TOP 20", "TOP"), ("120 TRY", "TRY"), ("99 ron", "RON")]
)
def test_codes_in_capitals_are(text: str, code: str) -> None:
    assert read_price(text).currency == code
