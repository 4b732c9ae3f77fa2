"""Prices of other goods under a title that says so, and prices that hold only on terms."""
# ruff: noqa: E501 - markup reads best unbroken, and shops write in every script

from decimal import Decimal

import pytest

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.page import read_page
from bolo.core.reading.screen.surroundings import is_old
from bolo.core.reading.screen.terms import is_step, on_terms, says_step
from bolo.core.reading.vocabulary.shelf_titles import titles_shelf
from tests.core.reading.kettle import NODE, PRICE, URL, ld, only, page

OWN = "<ul><li><h2>129,90 €</h2></li></ul><button>In den Warenkorb</button>"
TILE = "<div class='row'><h4><a href='/p/toaster'>Toaster</a></h4><p class='price'>149,90 €</p><button>In den Warenkorb</button></div>"


@pytest.mark.parametrize(
    "title",
    [
        "Related Products",
        "Customers who bought this also bought",
        "Kunden, welche diesen Artikel bestellten, haben auch folgende Artikel gekauft:",
        "16 autres produits dans la même catégorie :",
        "También te puede interesar",
        "Quem viu, viu também",
        "Potrebbe interessarti anche",
        "Anderen bekeken ook",
        "Podobne produkty",
        "Související produkty",
        "Andra köpte också",
        "Похожие товары",
        "Benzer ürünler",
        "Sản phẩm liên quan",
        "関連商品",
        "猜你喜歡",
        "관련 상품",
    ],
)
def test_titles_of_other_goods_are_known(title: str) -> None:
    assert titles_shelf(title)


@pytest.mark.parametrize("title", ["Description", "Technische Daten", "Bewertungen", "Доставка"])
def test_other_titles_are_none(title: str) -> None:
    assert not titles_shelf(title)


def test_the_only_price_that_is_called_one_is_of_other_goods_when_a_title_says_so() -> None:
    product = only(page(f"<div>{OWN}</div><div><h3>Ähnliche Artikel</h3>{TILE}</div>"))

    assert product.price == PRICE


def test_a_shelf_may_stand_in_a_box_beside_the_box_of_its_title() -> None:
    title = "<div><div><h3>Ähnliche Artikel</h3><a href='/all'>Alle</a></div></div>"

    assert (
        only(page(f"<div>{OWN}</div><section>{title}<!-- row -->{TILE}</section>")).price == PRICE
    )


def test_a_title_with_no_goods_near_it_says_nothing_of_the_price() -> None:
    deep = f"{'<div>' * 6}<h3>Ähnliche Artikel</h3>{'</div>' * 6}"

    assert only(page(f"{deep}<p class='price'>129,90 €</p>")).price == PRICE


def test_a_shelf_ends_at_the_next_title_of_its_rank() -> None:
    shelf = f"<h3>Ähnliche Artikel</h3>{TILE}<h4>Toaster</h4><h3>Preis</h3>"

    assert only(page(f"<div>{shelf}<p class='price'>129,90 €</p></div>")).price == PRICE


def test_a_title_of_other_goods_above_the_heading_leaves_the_heading_alone() -> None:
    box = "<div><h1>Arvenor Kettle</h1><p class='price'>129,90 €</p></div>"
    body = f"<html lang='de-DE'><body><main><h2>Related products</h2>{box}</main></body></html>"

    assert only(body.encode()).price == PRICE


def test_a_sold_out_thing_keeps_its_price_and_takes_none_of_the_shelf() -> None:
    gone = "<p class='stock'>Nicht lieferbar</p><h2>129,90 €</h2>"
    product = only(page(f"<div>{gone}</div><div><h3>Ähnliche Artikel</h3>{TILE}</div>"))

    assert product.price == PRICE
    assert product.availability is Availability.OUT_OF_STOCK


STEPS = (
    "<table class='price-steps'><tr><th>Bis <b>9</b></th><td>129,90 €</td></tr>"
    "<tr><th>Ab <b>10</b></th><td>119,90 €</td></tr></table>"
)


def test_the_price_of_many_pieces_is_not_that_of_one() -> None:
    product = only(page(STEPS))

    assert product.price == PRICE


def test_a_markup_that_states_the_price_of_many_pieces_is_not_believed_unasked() -> None:
    metas = "<meta property='og:title' content='Arvenor Kettle'><meta property='og:price:amount' content='119.90'><meta property='og:price:currency' content='EUR'>"
    product = only(page(STEPS, metas))

    assert product.price == PRICE


@pytest.mark.parametrize(
    "words",
    ["Ab 50", "10 or more", "5+", "Buy 12 for", "od 3 ks", "à partir de 2 pièces", "2-4 Stück"],
)
def test_steps_in_pieces_are_known(words: str) -> None:
    assert is_step(words)


@pytest.mark.parametrize(
    "words", ["Bis 9", "1 or more", "ab", "38-40", "", "Seit 50 Jahren", "SKU: ab2101", "Nr. AB-7"]
)
def test_what_only_resembles_a_step_is_none(words: str) -> None:
    assert not is_step(words)


def test_a_step_and_its_price_may_stand_in_one_text() -> None:
    assert says_step("10 or more $98.00")
    assert says_step("Ab 3 Stück: 4,99 €")
    assert not says_step("od 12 990 Kč")
    assert not says_step("ab 19,99 €")
    assert not says_step("1+ $5.00")


@pytest.mark.parametrize(
    "said",
    [
        "<span class='price'>119,90 €</span> con <b>Transferencia</b>",
        "<span class='member-price'>119,90 €</span>",
        "<span class='payment-discount-price'>119,90 €</span>",
    ],
)
def test_a_price_for_paying_in_one_way_or_for_members_is_not_the_price(said: str) -> None:
    product = only(page(f"<p class='price'>129,90 €</p><div>{said}</div>"))

    assert product.price == PRICE


def test_where_every_price_has_terms_the_price_still_counts() -> None:
    assert only(page("<span class='member-price'>129,90 €</span>")).price == PRICE
    assert not on_terms("129,90 €", "price")


@pytest.mark.parametrize("marks", ["price with-list-price", "has-old-price", "is-discount"])
def test_what_an_element_has_beside_makes_it_no_old_price(marks: str) -> None:
    assert not is_old(marks)


@pytest.mark.parametrize("marks", ["list-price", "non-discounted-product-price", "non-sale-price"])
def test_a_price_that_is_not_the_reduced_one_is_old(marks: str) -> None:
    assert is_old(marks)


@pytest.mark.parametrize("label", ["Før:", "Ancien prix", "Cena regularna:", "Раньше"])
def test_the_word_before_a_price_says_that_it_is_old(label: str) -> None:
    body = f"<div><span>{label}</span><span class='price'>149,90 €</span></div><div class='product-price'><span>129,90 €</span></div>"
    product = only(page(body))

    assert product.price == PRICE
    assert product.was_price == Money.of("149.90", "EUR")


def test_a_dearer_price_that_is_called_the_one_of_now_does_not_question_a_markup() -> None:
    body = "<p class='price'>129,90 €</p><span class='sale-price'>149,90 €</span>"

    assert only(page(body, ld(NODE))).price == PRICE


def test_of_several_prices_in_one_text_the_one_said_to_be_of_now_counts() -> None:
    text = (
        "Unser bisheriger Preis 149,90 EUR<br>Jetzt nur 129,90 EUR<br>Sie sparen 13 % / 20,00 EUR"
    )

    assert only(page(f"<div class='current-price'>{text}</div>")).price == PRICE


def test_of_a_box_with_an_old_price_what_is_left_is_the_price() -> None:
    old = "<span class='price--before'>Ord. pris 149,90 €</span>"
    box = f"<div class='price'>Preis: {old} <strong>129,90 €</strong></div><p>Ausverkauft</p>"
    product = only(page(box))

    assert product.price == PRICE
    assert product.availability is Availability.OUT_OF_STOCK


def test_a_price_after_the_word_de_is_old() -> None:
    old = "<span class='a-price'>De: <span>149,90 €</span></span>"

    assert only(page(f"{old}<span class='a-price'><span>129,90 €</span></span>")).price == PRICE


def test_as_low_as_is_what_many_pieces_cost() -> None:
    low = "<p><span>As low as</span><span class='price'>99,90 €</span></p>"
    many = "<li>Buy 12 for <span><b class='price'>99,90 €</b></span> each</li>"

    assert only(page(f"<p class='price'>129,90 €</p>{low}<ul>{many}</ul>")).price == PRICE


def test_a_long_text_that_says_now_of_no_price_tells_none() -> None:
    text = "Nur bei uns im Laden und am Telefon erhältlich, 149,90 EUR oder doch 139,90 EUR, je nach Wahl"

    assert read_page(page(f"<div class='current-price'>{text}</div>"), URL).products == ()


def test_a_number_that_a_markup_gives_with_its_label_is_told_without() -> None:
    assert only(page(head=ld({**NODE, "sku": "SKU 00004"}))).sku == "00004"
    assert (
        only(page("<p itemprop=\"sku\">Art.-Nr.: AB-7</p><p class='price'>129,90 €</p>")).sku
        == "AB-7"
    )


def test_the_amount_is_exact() -> None:
    price = only(page(STEPS)).price

    assert price is not None
    assert price.amount == Decimal("129.90")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Subscribe & Save: {}"),
        ("en", "{} with code SAVE10"),
        ("en", "Refurbished: {}"),
        ("en", "Lowest price in 30 days: {}"),
        ("de", "Zusammen kaufen für {}"),
        ("de", "{} mit Kundenkarte"),
        ("fr", "Autres vendeurs dès {}"),
        ("it", "Prezzo soci {}"),
        ("pl", "Najniższa cena z 30 dni: {}"),
    ],
)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<div class='price'>{}</div>"])
def test_what_is_asked_on_terms_counts_only_where_nothing_else_is(
    lang: str, words: str, form: str
) -> None:
    aside = form.format(words.format("99,90 €"))
    told = "<p>Edelstahl, 1,7 l</p>" * 3 + "<p class='price'>129,90 €</p><button>Buy now</button>"

    assert only(page(aside + told, lang=lang)).price == PRICE
