"""What pages of shops that nobody had looked at were read wrong by; each case is one cause."""
# ruff: noqa: E501 - markup reads best unbroken, and shops write in every script

from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.document.source import Source
from bolo.core.reading.page import Kind, read_page
from bolo.core.reading.prices.currencies import NOWHERE, only_currency
from bolo.core.reading.prices.price_text import read_price, signed_prices
from bolo.core.reading.screen.surroundings import Standpoint, surroundings
from bolo.core.reading.screen.visible import Sighting, Sights, best
from tests.core.reading.kettle import PRICE, URL, only, page

OWN = "<p class='price'>129,90 €</p>"


def test_a_price_that_a_shelf_repeats_does_not_outweigh_the_one_of_this_page() -> None:
    own = Sighting(read_price("71,91 €"), 8)
    shelf = [Sighting(read_price("35,91 €"), 4)] * 20

    assert best(Sights((own, *shelf), None))[0][0] == Decimal("71.91")


def test_a_price_behind_a_menu_of_thousands_is_found() -> None:
    menu = "".join(f"<div><span>Category {n}</span></div>" for n in range(2_500))
    bare = page(f"{menu}<table><tr><td>Preis</td><td>129,90 €</td></tr></table>")

    assert only(bare).price == PRICE


def test_letters_in_codes_are_no_signs_of_money() -> None:
    codes = "<td>pagead/1p-user-list/#</td><td>glimr_QLEAP73T</td>"

    assert only(page(f"<table><tr>{codes}</tr></table><div>129,90 €</div>")).price == PRICE


def test_the_number_of_an_ad_is_no_price() -> None:
    ad = page("<p>Alles andere im Gespräch</p><span>ID: 412345678</span>")

    assert read_page(ad, URL).products == ()


@pytest.mark.parametrize("name", ["detail--withoutSidebar", "page has-header", "no-left-sidebar"])
def test_what_stands_beside_the_main_part_makes_it_no_shelf(name: str) -> None:
    tree = LexborHTMLParser(f"<section class='{name}'><b class='price'>129,90 €</b></section>")
    standpoint = Standpoint.of(tree, Source.of(page(), URL, None))

    assert surroundings(tree.css("b")[0], standpoint) == (4, False)


def test_a_price_struck_by_an_attribute_is_old() -> None:
    struck = "<span class='a-price' data-a-strike='true'><span>149,90 €</span></span>"
    product = only(page(f"{struck}<span class='a-price'><span>129,90 €</span></span>"))

    assert product.price == PRICE
    assert product.was_price == Money.of("149.90", "EUR")


@pytest.mark.parametrize(
    ("text", "lang", "money"),
    [
        ("199 kr/st", "sv-SE", Money.of(199, "SEK")),
        ("1 290 ₽/шт", "ru-RU", Money.of(1290, "RUB")),
        ("129,90 € / Stück", "de-DE", PRICE),
        ("129,90 € <small>Spedizione disponibile</small>", "it-IT", PRICE),
        ("129,90 € <small>zzgl. Versand</small>", "de-DE", PRICE),
    ],
)
def test_words_behind_a_price_leave_it_the_price(text: str, lang: str, money: Money) -> None:
    assert only(page(f"<p class='price'>{text}</p>", lang=lang)).price == money


def test_a_price_of_one_gives_way_to_the_price_of_the_pack() -> None:
    each = "<p class='price'>12,99 € / Stück</p>"

    assert only(page(f"{each}{OWN}")).price == PRICE


def test_what_a_shelf_marks_up_is_not_the_product_of_the_page() -> None:
    other = (
        "<article itemscope itemtype='http://schema.org/Product'><a itemprop='url' href='/p/toaster-7'>"
        "<span itemprop='name'>Toaster 7</span></a><meta itemprop='sku' content='T-7777'>"
        "<div itemprop='offers' itemscope itemtype='http://schema.org/Offer'>"
        "<meta itemprop='price' content='39.90'><meta itemprop='priceCurrency' content='EUR'>"
        "<meta itemprop='availability' content='http://schema.org/SoldOut'></div></article>"
    )
    product = only(page(f"{OWN}<button>In den Warenkorb</button>{other}"))

    assert product.price == PRICE
    assert product.availability is Availability.IN_STOCK
    assert product.sku != "T-7777"


def test_a_fair_price_at_the_address_of_a_product_makes_it_one() -> None:
    links = "".join(f"<a href='/p/toaster-{n}'>Toaster {n}</a>" for n in range(5))
    bare = page(f"<b>129,90 €</b>{links}").replace(b"h1>", b"h4>")

    assert only(bare).price == PRICE
    assert read_page(bare, "https://shop.example/toasters").kind is Kind.LIST


def test_a_dollar_in_the_address_of_a_picture_is_no_currency() -> None:
    text = "<p>Free delivery over £50</p><img src='/i/shop/0040?$rsp-plp-port-160$ 160w'>"

    assert only_currency(text, NOWHERE) == "GBP"
    assert only_currency(f"{text} $20", NOWHERE) is None


def test_a_distance_is_no_price_wherever_it_stands() -> None:
    car = page("<span>2010 - 89,000 km</span><b>Rs 635,000</b>", lang="")

    assert only(car, "https://cars.example.pk/item/alto-1024643167").price == Money.of(
        635000, "PKR"
    )


def test_a_price_of_one_is_the_price_where_no_other_stands() -> None:
    each = "<p class='pricePerUnit'>£3.50<abbr>/</abbr><abbr>unit</abbr></p>"

    product = only(page(f"{each}<p class='pricePerMeasure'>£0.07 / 100g</p>", lang="en-GB"))

    assert product.price == Money.of("3.50", "GBP")


@pytest.mark.parametrize("link", ["/p/toaster-700", "/click?id=7&url=%2Fp%2Ftoaster-700"])
def test_a_price_that_leads_to_another_product_is_no_price_here(link: str) -> None:
    sponsored = f"<div class='row price'><a href='{link}'><b class='price'>21,99 €</b></a></div>"

    assert read_page(page(sponsored).replace(b"h1>", b"h4>"), URL).products == ()


def test_a_link_to_another_product_takes_no_price_from_what_stands_beside_it() -> None:
    body = "<div class='price'>129,90 € <a href='/p/kettle-200'>mit Filter 2</a></div>"

    assert only(page(body)).price == PRICE


def test_a_sign_belongs_to_one_number() -> None:
    assert signed_prices("30,000 원~ 29개 구매") == 1
    assert signed_prices("10 € 20 €") == 2
