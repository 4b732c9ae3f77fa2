"""What pages of public test data were read wrong by at first sight; each case is one cause."""
# ruff: noqa: RUF001 - shops write in every script

import pytest

from bolo.core.offer import Availability
from bolo.core.reading.page import Kind, read_page
from bolo.core.reading.vocabulary.regrets import says_gone
from tests.core.reading.kettle import NODE, PRICE, URL, ld, only, page

SHOWN = "<p class='price'>129,90 €</p>"


@pytest.mark.parametrize(
    "said",
    [
        "Temporarily out of stock",
        "This product has been discontinued.",
        "Sold",
        "Zur Zeit nicht lieferbar",
        "Leider nicht mehr erhältlich",
        "Ce produit n’est plus en stock",
        "En rupture de stock",
        "Este producto no está disponible",
        "Non più disponibile",
        "Produto temporariamente indisponível",
        "Momenteel niet op voorraad",
        "Chwilowo niedostępny",
        "Momentálně není skladem",
        "Midlertidig utsolgt",
        "Nem kapható",
        "Товар временно отсутствует",
        "Ürün tükendi",
        "申し訳ございませんが、只今品切れ中です。",
        "在庫：なし",
        "暂时缺货",
        "이 상품은 현재 구매하실 수 없는 상품입니다",
    ],
)
def test_regrets_are_understood_whatever_stands_before_them(said: str) -> None:
    assert says_gone(said)


@pytest.mark.parametrize(
    "said", ["12 sold", "Sold by Arvenor", "Brak opinii", "Black is sold out in size M only, sorry"]
)
def test_what_only_resembles_a_regret_is_none(said: str) -> None:
    assert not says_gone(said)


def test_a_page_that_regrets_in_its_own_words_is_sold_out_whatever_its_markup_says() -> None:
    said = SHOWN + "<p>Ce produit n'est plus en stock</p>"

    assert only(page(said, ld(NODE), "fr")).availability is Availability.OUT_OF_STOCK


def test_a_hidden_box_names_no_price() -> None:
    hidden = '<div style="display: none;"><span>MSRP:</span><span class="rrp"></span></div>'

    assert only(page(f"<div>{hidden}<div><b class='price'>129,90 €</b></div></div>")).price == PRICE


def test_a_price_before_tax_is_the_price_where_no_other_is_asked() -> None:
    net = "<span class='price price--withoutTax'>129,90 €</span><p>Ausverkauft</p>"

    assert only(page(net)).price == PRICE


def test_a_price_that_only_its_name_calls_regular_is_the_price_where_it_stands_alone() -> None:
    assert only(page("<span class='regular-price'>129,90 €</span>")).price == PRICE


def test_one_labelled_number_and_a_button_that_sells_make_a_product_without_a_price() -> None:
    links = "".join(f"<a href='/p/{n}-thing-{n}00'>Thing {n}</a>" for n in range(10, 20))
    buy = "<button>In den Warenkorb</button>"
    numbered = page(f"<p>Artikelnummer: 4711-9</p>{buy}{links}")

    read = read_page(numbered, URL)

    assert read.kind is Kind.PRODUCT
    assert (read.products[0].sku, read.products[0].price) == ("4711-9", None)
    two = numbered.replace(b"</button>", b"</button><p>Artikelnummer: 4711-8</p>")
    assert read_page(two, URL).kind is not Kind.PRODUCT
