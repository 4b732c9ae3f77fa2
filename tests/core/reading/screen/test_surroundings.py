"""Where a price stands: beside the heading, in another product's card, with its sign apart."""
# ruff: noqa: E501 - markup reads best unbroken

import pytest

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.document.addresses import looks_like_product
from bolo.core.reading.page import Kind, read_page
from bolo.core.reading.prices.currencies import NOWHERE, only_currency
from bolo.core.reading.vocabulary.regrets import says_gone
from tests.core.reading.kettle import PRICE, URL, ld, offered, only, page

SHOP = "https://shop.example/things/kettle"


def test_what_holds_the_heading_as_well_is_no_place_of_other_goods() -> None:
    body = page("", lang="de").replace(
        b"<h1>Arvenor Kettle</h1>",
        b"<header class='sidebar-header'><h1>Arvenor Kettle</h1><p class='price'>129,90 EUR</p></header>",
    )

    assert only(body, SHOP).price == PRICE


def test_the_box_with_the_buy_button_is_the_products_own() -> None:
    body = page("<form class='add-to-basket-form'><p class='price'>129,90 €</p></form>")

    assert only(body).price == PRICE


def test_a_price_in_a_link_to_another_product_is_not_this_ones() -> None:
    other = '<a href="/p/other-kettle-200"><span class="price">79,00 €</span></a>'
    same = '<a href="/p/kettle-100?size=2"><span class="price">129,90 €</span></a>'

    assert only(page(other + same)).price == PRICE


def test_a_sign_in_an_element_of_its_own_belongs_to_the_number_beside_it() -> None:
    body = page("<div><b><i>1 249</i>&nbsp;<i>₽</i></b></div><button>Купить</button>", lang="ru")
    body = body.replace(b"<i>", b"<span>").replace(b"</i>", b"</span>")

    assert only(body).price == Money.of(1249, "RUB")


def test_a_number_beside_another_number_gets_no_sign() -> None:
    body = page("<p><span>3</span> <span>249</span> <i>€</i></p><div>Preis: 129,90 €</div>")

    assert only(body).price == PRICE


def test_the_price_in_the_heading_of_an_advert_is_read() -> None:
    body = page("<p>Pick it up today.</p>", "<title>Skate board</title>", lang="en-US")
    advert = body.replace(b"Arvenor Kettle</h1>", "$60 · Skate board</h1>".encode())

    assert only(advert).price == Money.of(60, "USD")


def test_the_worth_of_a_gift_card_is_not_its_price() -> None:
    body = page("<p>Order by phone.</p>", lang="en-US")

    card = body.replace(b"Arvenor Kettle", b"$50 gift card")

    assert read_page(card, "https://shop.example/gifts").kind is Kind.OTHER


@pytest.mark.parametrize("cut", ["16% off", "-16 %", "(-15%)"])
def test_a_printed_cut_tells_which_of_two_prices_is_old(cut: str) -> None:
    body = page(f"<p><b>41,30 €</b> <b>49,10 €</b> {cut}</p><button>In den Warenkorb</button>")

    product = only(body)

    assert product.price == Money.of("41.30", "EUR")
    assert product.was_price == Money.of("49.10", "EUR")


def test_a_width_in_percent_is_no_cut() -> None:
    body = page("<p><b>41,30 €</b> <b>49,10 €</b></p><table><td width='16%'>x</td></table>")

    assert only(body).tied


@pytest.mark.parametrize(
    "other",
    [
        "<div class='price'>Approximately 149,00 €</div>",
        "<div class='price'>мit доставкой 149,00 €</div>",
        "<div class='price'>mit jedem Einkauf über 50,00 € ein Geschenk dazu</div>",
        "<div class='price'>ID 1024643167</div>",
    ],
)
def test_other_money_beside_the_price_does_not_count(other: str) -> None:
    assert only(page(f"{other}<div class='price'>129,90 €</div>")).price == PRICE


def test_a_price_just_above_the_heading_is_near_it() -> None:
    body = page("").replace(b"<h1>", "<span>129,90 €</span><h1>".encode())

    assert only(body).price == PRICE


def test_the_only_currency_of_a_page_stands_in_where_none_is_beside_the_price() -> None:
    body = page("<p class='price'>136</p><p>Free over £30</p>", lang="en")

    product = only(body)

    assert product.price == Money.of(136, "GBP")
    assert "no currency is stated; GBP is the only one on the page" in product.doubts
    assert only_currency("&pound;3 or £4", NOWHERE) == "GBP"
    assert only_currency("$3 or £4", NOWHERE) is None


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("<p>Currently unavailable.</p>", Availability.OUT_OF_STOCK),
        ("<p>Dieser Artikel ist derzeit nicht verfügbar</p>", Availability.OUT_OF_STOCK),
        ("<p>Produkt niedostępny</p>", Availability.OUT_OF_STOCK),
        ("<p>Manual: information not available</p>", None),
        ("<footer><p>Sold out</p></footer>", None),
        ("<footer><p class='stock'>Sold out</p></footer>", None),
        ("<button disabled>In den Warenkorb</button>", None),
        ("<p>Pick-up in store</p><p>not available</p>", None),
        ("<p>Out of stock</p><button>In den Warenkorb</button>", Availability.IN_STOCK),
        ("<p class='stock'>Out of stock</p><button>In den Warenkorb</button>", Availability.OUT_OF_STOCK),
        ("<p class='availability'>Currently unavailable for store pickup</p><p class='stock'>in stock</p>", Availability.IN_STOCK),
        ("<p class='availability'>Currently unavailable online. Check in-store stock</p>", Availability.OUT_OF_STOCK),
    ],
)  # fmt: skip
def test_the_stock_is_read_from_words_that_speak_of_the_thing_itself(
    words: str, state: Availability | None
) -> None:
    assert only(page(f"<div class='price'>129,90 €</div>{words}")).availability is state


def test_only_a_sentence_about_the_thing_itself_says_that_it_is_gone() -> None:
    assert says_gone("Sorry, this product is currently out of stock!")
    assert not says_gone("In stock")
    assert not says_gone("Not available for this delivery address")


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("/gant-leather-boot/cognac/p5095418", True),
        ("/across-body-bag-pink-to153i01e-j11.html", True),
        ("/index.php?id_product=77", True),
        ("/index.php?id_category=77", False),
        ("/garden-tools.html", False),
        ("/category/p5095418", False),
    ],
)
def test_addresses_of_products_have_numbers_or_say_so(path: str, is_one: bool) -> None:
    assert looks_like_product(f"https://shop.example{path}") is is_one


def test_a_page_without_a_heading_is_looked_at_all_the_same() -> None:
    body = page("<div class='price'>129,90 €</div>").replace(b"h1>", b"h4>")

    assert read_page(body, URL).products[0].price == PRICE


def test_an_input_that_is_disabled_does_not_sell() -> None:
    button = "<input type='submit' value='In den Warenkorb' disabled>"
    body = page(
        f"<p>129,90 €</p><i class='stock-note'></i>{button}", ld(offered(availability=None))
    )

    assert only(body).availability is None
    assert only(body.replace(b" disabled", b"")).availability is Availability.IN_STOCK
