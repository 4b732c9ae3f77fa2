"""Prices drawn in parts, two prices side by side, and the words that tell which one counts."""
# ruff: noqa: E501, RUF001 - markup reads best unbroken, and shops write in every script

import pytest

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.page import read_page
from tests.core.reading.kettle import PRICE, only, page


@pytest.mark.parametrize(
    "drawn",
    [
        '<p class="price">129<sup>90</sup> €</p>',
        '<p class="new-price"><b>129<sup class="c">90</sup></b> EUR</p>',
        '<p class="price">129<span class="price__cents">90</span> €</p>',
        '<p class="price"><span>129</span><span class="price-fraction">90</span> €</p>',
        '<div class="price"><div class="whole">129</div><div class="decimals">,90</div><span>€</span></div>',
        '<div class="price"><i class="price-a">129</i><i>,</i><i class="price-cents">90</i> €</div>',
        "<div><span>129</span><span>,90 €</span></div><button>In den Warenkorb</button>",
    ],
)  # fmt: skip
def test_cents_in_an_element_of_their_own_belong_to_the_price(drawn: str) -> None:
    assert only(page(drawn)).price == PRICE


def test_cents_behind_thousands_are_no_price_by_themselves() -> None:
    drawn = '<p class="product-new-price">1.299<sup>99</sup> <span>Lei</span></p>'

    assert only(page(drawn, lang="ro")).price == Money.of("1299.99", "RON")


@pytest.mark.parametrize("drawn", ["129,-", "129.–", "<em>129</em><em>.</em><em>–</em>"])
def test_a_dash_for_the_cents_marks_a_price(drawn: str) -> None:
    body = f"<div><b>{drawn}</b></div><button>In den Warenkorb</button>"

    assert only(page(body, lang="nl")).price == Money.of(129, "EUR")


def test_a_number_of_parts_without_a_sign_is_none() -> None:
    body = (
        "<p>Artikel <b><em>202</em><em>.481</em><em>.18</em></b></p><b class='price'>129,90 €</b>"
    )

    assert only(page(body)).price == PRICE


def test_a_long_box_with_cents_somewhere_is_not_taken_apart() -> None:
    long = f'<i data-x="{"y" * 3000}">129</i><sup>90</sup>'
    body = f'<div class="price">{long}</div><p class="price">129,90 €</p>'

    assert only(page(body)).price == PRICE


@pytest.mark.parametrize(
    "prices",
    [
        '<dl><dt>Regulärer Preis</dt><dd class="price">159,00 €</dd></dl><dl><dt>Sonderpreis</dt><dd class="price">129,90 €</dd></dl>',
        '<p class="price-item--regular price">159,00 €</p><p class="price price--sale">129,90 €</p>',
        '<p class="price-a">159,00 €</p><p>Jetzt:</p><p class="price-a">129,90 €</p>',
        '<div class="prices"><span class="price">159,00 €</span><span>Normalpreis</span><span class="price">129,90 €</span><span>Sale</span></div>',
        '<div class="price-box"><span style="text-decoration: line-through">159,00 €</span> <b>129,90 €</b></div>',
        '<div class="best-price"><i class="x__old">159,00 €</i></div><div class="now">129,90 €</div>',
        '<div class="price"><s>Statt 159,00 €</s><b>129,90 €</b></div>',
        '<h4 class="price">129,90 €<i class="original">159,00 €</i></h4>',
        '<div class="was-price"><b class="final-price">129,90 €</b><s>159,00 €</s></div>',
        '<p class="price">129,90 €</p><p class="price">109,16 € ohne MwSt.</p>',
        '<div class="prices"><i>UVP</i> <em>€</em> <b class="price">159,00</b></div><p class="price">129,90 €</p>',
    ],
    ids=["labels", "names", "now", "labels behind", "style", "inside", "struck", "own", "final", "net", "sign"],
)  # fmt: skip
def test_of_two_prices_the_one_that_is_asked_now_counts(prices: str) -> None:
    assert only(page(prices)).price == PRICE


def test_two_prices_that_nothing_tells_apart_stay_a_tie() -> None:
    body = page('<div><p class="price-a">129,90 €</p><p class="price-b">159,00 €</p></div>')

    product = only(body)

    assert len(product.tied) == 2


@pytest.mark.parametrize(
    "said",
    ["Availability: Out of Stock", "Stock: <b>Sold out</b>", "Наличие: <i>нет в наличии</i>"],
)
def test_a_label_that_says_it_is_gone_counts_before_a_button_left_behind(said: str) -> None:
    body = page(f"<p class='price'>129,90 €</p><li>{said}</li><button>Add to cart</button>")

    assert only(body).availability is Availability.OUT_OF_STOCK


@pytest.mark.parametrize(
    ("printed", "number"),
    [("SKU: ab2101", "ab2101"), ("<dt>SKU:</dt><dd>TENT-4</dd>", "TENT-4")],
)
def test_a_number_beside_its_label_ends_where_its_element_does(printed: str, number: str) -> None:
    body = page(f"<p>{printed}</p><p class='price'>129,90 €</p>")

    product = read_page(body, "https://shop.example/kettle-p-1234567").products[0]

    assert product.sku == number


def test_a_segment_of_the_address_that_is_a_code_is_taken_whole() -> None:
    body = page("<p class='price'>129,90 €</p>")

    assert only(body, "https://shop.example/prod/ABCD0E-A900FGHIJ").sku == "ABCD0E-A900FGHIJ"
