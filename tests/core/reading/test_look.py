"""What a person would see: prices without telling names, shelves, notices, sold-out pages."""
# ruff: noqa: E501 - markup reads best unbroken, and shops write in every script

import pytest

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.document.source import Source
from bolo.core.reading.page import Kind, read_page
from bolo.core.reading.vocabulary.words import availability_of
from tests.core.reading.kettle import NODE, PRICE, URL, ld, offered, only, page

SHELF = "".join(
    f'<div class="thing"><b class="tag-price">${n}9</b><i>Thing {n}</i></div>' for n in range(2, 8)
)


def test_a_price_that_nothing_calls_so_is_seen() -> None:
    product = only(page("<div class='x7'>Preis: 129,90 €</div><a>In den Warenkorb</a>"))

    assert product.price == PRICE
    assert product.availability is Availability.IN_STOCK


def test_a_bare_number_drawn_large_takes_its_sign_from_beside_it() -> None:
    body = '<span style="font: bold 27px Verdana">2,320</span><span> 元 </span><p>6 期每期 <b>$405</b></p>'

    product = only(page(body, lang="zh-TW"), "https://shop.example.tw/p/kettle-100")

    assert product.price == Money.of(2320, "TWD")


def test_a_small_bare_number_is_no_price() -> None:
    assert read_page(page("<span>2320</span>"), "https://shop.example/about").kind is Kind.OTHER


def test_a_shelf_of_other_goods_loses_to_the_price_of_this_one() -> None:
    own = '<div class="deal">Price $<span>99</span> each</div><a>Buy now</a>'
    bare = page(SHELF + own, lang="en-US").replace(b"h1>", b"h4>")

    assert only(bare).price == Money.of(99, "USD")


@pytest.mark.parametrize("around", ["每期", "save"])
def test_an_instalment_or_a_saving_is_no_price(around: str) -> None:
    product = only(
        page(f"<p>{around} <b class='price'>9,90 €</b></p><div class='price'>129,90 €</div>")
    )

    assert product.price == PRICE


def test_what_is_moved_off_the_screen_is_not_seen() -> None:
    popup = '<div style="left: -10000px"><b class="price">79,00 €</b></div>'

    assert only(page(popup + "<div class='price'>129,90 €</div>")).price == PRICE


def test_a_product_that_cannot_be_bought_is_one_without_a_price() -> None:
    gone = page('<div id="availability">Derzeit nicht verfügbar.</div><b>Bücher ab 4,99 €</b>')

    product = only(gone, "https://shop.example/dp/B07FW264WL")

    assert product.price is None
    assert product.availability is Availability.OUT_OF_STOCK
    assert product.sku == "B07FW264WL"


def test_the_same_words_elsewhere_make_no_product() -> None:
    gone = page('<div id="availability">Derzeit nicht verfügbar.</div>')

    assert read_page(gone, "https://shop.example/help").kind is Kind.OTHER


@pytest.mark.parametrize(
    ("buttons", "state"),
    [
        ("<button>Add to cart</button>", Availability.IN_STOCK),
        ("<button disabled>Add to cart</button>", None),
        ("<button disabled>Sold out</button>", Availability.OUT_OF_STOCK),
        ("<button>XL: sold out</button><button>Add to cart</button>", Availability.IN_STOCK),
        ("<button>Notify me when it is back</button>", Availability.OUT_OF_STOCK),
        ("<button>Wishlist</button>", None),
    ],
)
def test_buttons_tell_the_stock_where_nothing_else_does(
    buttons: str, state: Availability | None
) -> None:
    product = only(page(f"<p>129,90 €</p>{buttons}", ld(offered(availability=None))))

    assert product.availability is state


def test_being_told_later_says_nothing_of_the_stock_now() -> None:
    assert availability_of("Email me when the price drops") is None
    assert availability_of("Email me when in stock") is None


def test_the_heading_is_the_one_that_the_title_knows() -> None:
    notice = (
        "<title>Casio Calculator</title><h1>About our opening hours</h1><h1>Casio Calculator</h1>"
    )

    assert Source(f"<head>{notice}", URL).heading == "Casio Calculator"
    assert Source("<h1>Kettle</h1><h1>Pot</h1>", URL).heading == "Kettle"


def test_a_notice_in_the_first_heading_is_not_the_name() -> None:
    body = page("<div class='price'>129,90 €</div>").replace(
        b"<body>", b"<body><h1>Opening hours</h1>"
    )

    assert only(body).title == "Arvenor Kettle"
    assert only(body.replace(b"<body>", ld(NODE).encode())).title == "Arvenor Kettle"
