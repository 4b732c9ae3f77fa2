"""Boxes of other goods that no name gives away: told by repeating, by pictures, by links away."""
# ruff: noqa: E501 - markup reads best unbroken

import pytest

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.page import Kind, read_page
from tests.core.reading.kettle import PRICE, only, page

SHOP = "https://shop.example/things/kettle"


def tile(number: int, price: str, *, tag: str = "div", name: str = ' class="q1z"') -> str:
    link = f'<a href="/t/{number}"><img src="{number}.jpg">Other thing</a>'
    return f'<{tag}{name}>{link}<span class="price">{price}</span></{tag}>'


def shelf(**how: str) -> str:
    return "".join(tile(at, f"{at}9,00 €", **how) for at in range(2, 6))


@pytest.mark.parametrize("how", [{}, {"tag": "li", "name": ""}, {"tag": "article"}])
def test_prices_in_boxes_that_repeat_with_links_away_are_those_of_other_goods(
    how: dict[str, str],
) -> None:
    body = page(
        shelf(**how)
        + "<p><b class='price'>129,90 €</b></p><button>Kaufen: In den Warenkorb</button>"
    ).replace(b"h1>", b"h4>")

    assert only(body).price == PRICE


def test_a_shelf_does_not_hide_a_price_that_nothing_calls_so() -> None:
    body = page("<b>129,90 €</b><button>In den Warenkorb</button>" + shelf())

    product = only(body, SHOP)

    assert product.price == PRICE
    assert product.availability is Availability.IN_STOCK


def test_a_button_that_sells_another_thing_says_nothing_of_this_one() -> None:
    buy = "<button>In den Warenkorb</button></div>"
    others = shelf().replace("</div>", buy)

    product = only(page("<b class='price'>129,90 €</b>" + others))

    assert product.availability is None


def test_a_page_of_such_boxes_alone_is_a_list() -> None:
    buy = "<button>In den Warenkorb</button></div>"
    body = page(shelf().replace("</div>", buy)).replace(b"h1>", b"h4>")

    assert read_page(body, "https://shop.example/things").kind is Kind.LIST


@pytest.mark.parametrize(
    "box",
    [
        '<div class="q1z"><span class="price">129,90 €</span></div><div class="z">Text</div>',
        '<div class="q1z"><span class="price">129,90 €</span></div><div class="q1z">Text</div>',
        '<div><span class="price">129,90 €</span></div><div>Text</div>',
        f'<div class="q1z"><span class="price">129,90 €</span>{"Words. " * 90}</div><div class="q1z">Text</div>',
        '<div class="q1z"><a href="#top">Up</a><span class="price">129,90 €</span></div><div class="q1z"><a href="/t/2">Text</a></div>',
        '<div class="q1z"><a href="/t/2"><img src="2.jpg"></a><span class="price">129,90 €</span></div><div class="q1z">Text</div>',
        '<div class="q1z"><a href="/t/2">Size guide</a><span class="price">129,90 €</span></div><p class="q1z">Text</p>',
    ],
    ids=["apart", "no link", "unnamed", "long", "own link", "twin without link", "another tag"],
)
def test_a_box_that_only_looks_a_little_like_one_is_the_products_own(box: str) -> None:
    product = only(page(f"<section><div>{box}</div></section>"))

    assert product.price == PRICE


def test_what_is_left_on_a_sold_out_page_are_prices_of_other_goods() -> None:
    body = page('<p id="stock">Ausverkauft</p>' + shelf())

    product = only(body)

    assert product.availability is Availability.OUT_OF_STOCK
    assert product.price is None


def test_a_price_that_is_said_again_for_those_who_hear_is_one() -> None:
    said = '<div class="hero-price"><i>$129.90</i><u>Your price is $129.90</u></div>'
    other = '<div class="plan-price">$39.90</div>'

    assert only(page(other + said, lang="en-US")).price == Money.of("129.90", "USD")


def test_what_is_said_of_the_stock_where_shipping_is_told_is_not_of_the_thing() -> None:
    told = '<div class="shipping"><p class="stock">Out of stock for parcels</p></div>'
    body = page(f"<p class='price'>129,90 €</p>{told}<button>Add to cart</button>")

    assert only(body).availability is Availability.IN_STOCK
