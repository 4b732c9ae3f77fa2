"""A bid, a rent, a deposit, what a shop pays: no price. What it can be bought for at once is."""

from decimal import Decimal

import pytest

from bolo.core.reading.page import Kind, Product, read_page

TITLE = "Tissot Seastar 1000"


def one(markup: str, language: str = "en", head: str = "") -> Product:
    page = (
        f"<html lang={language}><head><title>{TITLE}</title>{head}</head>"
        f"<body><h1>{TITLE}</h1>{markup}</body></html>"
    )
    reading = read_page(page.encode(), "https://auctions.example/item/4711")
    assert reading.kind is Kind.PRODUCT
    (product,) = reading.products
    return product


@pytest.mark.parametrize(
    ("language", "label", "amount"),
    [
        ("en", "Current bid:", "US $45.00"),
        ("en", "Starting bid", "$45.00"),
        ("de", "Aktuelles Gebot:", "EUR 45,00"),
        ("de", "Höchstgebot", "45,00 €"),
        ("fr", "Enchère actuelle", "45,00 €"),
        ("fr", "Mise à prix", "45,00 €"),
        ("es", "Puja actual", "45,00 €"),
        ("it", "Offerta attuale", "45,00 €"),
        ("pt", "Lance atual", "R$ 45,00"),
        ("nl", "Huidig bod", "€ 45,00"),
        ("pl", "Aktualna oferta", "45,00 zł"),
        ("cs", "Aktuální příhoz", "45,00 Kč"),
        ("sv", "Ledande bud", "45,00 kr"),
        ("fi", "Korkein tarjous", "45,00 €"),
        ("hu", "Aktuális licit", "4500 Ft"),
        ("ru", "Текущая ставка", "4 500 ₽"),
        ("tr", "Güncel teklif", "45,00 TL"),
        ("ja", "現在の入札", "4,500円"),
        ("zh", "當前出價", "NT$4,500"),
        ("ko", "현재 입찰가", "45,000원"),
    ],
)
def test_a_label_before_it_makes_it_a_bid_in_many_languages(
    language: str, label: str, amount: str
) -> None:
    product = one(f"<div><span>{label}</span> <b class=price>{amount}</b></div>", language)

    assert product.unasked
    assert product.price is not None
    assert product.doubts[-1] == "it is a bid, which rises until the auction ends"


@pytest.mark.parametrize(
    ("language", "after"),
    [("en", "13 bids"), ("de", "1 Gebot"), ("fr", "7 enchères"), ("nl", "2 biedingen")],
)
def test_so_does_the_number_of_bids_behind_it(language: str, after: str) -> None:
    product = one(f"<b class=price>45,00 €</b><a>[ {after} ]</a> <i>2T 03h</i>", language)

    assert product.unasked


def test_what_a_markup_calls_a_price_is_a_bid_where_the_page_says_so() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "Product", "name": "Tissot Seastar 1000",'
        ' "offers": {"price": "45.00", "priceCurrency": "USD", "availability": "InStock"}}</script>'
    )
    label = "<span class=label>Current bid</span><span class=amount data-at='2026'>US $45.00</span>"

    assert one(label, head=head).unasked
    assert not one("<span class=amount>US $45.00</span>", head=head).unasked


def test_the_price_to_buy_it_at_once_counts_and_the_bid_does_not() -> None:
    product = one(
        "<div>Aktuelles Gebot: <b>EUR 45,00</b> 13 Gebote <button>Bieten</button></div>"
        "<div>Sofort-Kaufen: <b>EUR 99,00</b> <button>In den Warenkorb</button></div>",
        "de",
    )

    assert product.price is not None
    assert product.price.amount == Decimal("99.00")
    assert not product.unasked


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<p>Learn how bidding works: the current bid is shown on each page of an auction.</p>",
        "<ul><li>Casio F-91W <b>$12.00</b> 3 bids</li></ul>",
        "<p>Your bid counts!</p>",
    ],
)
def test_bids_of_other_things_leave_a_price_alone(elsewhere: str) -> None:
    product = one(f"<b class=price>$45.00</b><button>Add to cart</button>{elsewhere}")

    assert product.price is not None
    assert product.price.amount == Decimal("45.00")
    assert not product.unasked


@pytest.mark.parametrize(
    ("language", "markup", "why"),
    [
        ("de", "Ankaufspreis: <b class=price>45,00 €</b>", "it is what the shop pays"),
        ("en", "<i>We buy for cash</i> <b class=price>£45.00</b>", "it is what the shop pays"),
        ("de", "Mietpreis <b class=price>45,00 €</b> pro Tag", "it is a rent"),
        ("en", "Only <b class=price>$45.00</b> per day", "it is a rent"),
        ("en", "Deposit to reserve: <b class=price>$45.00</b>", "it is a deposit"),
        ("en", "Ticket price <b class=price>£45.00</b>", "it pays for a chance"),
    ],
)
def test_what_is_paid_for_something_else_says_for_what(
    language: str, markup: str, why: str
) -> None:
    product = one(f"<div>{markup}</div><button>Go</button>", language)

    assert product.unasked is not None
    assert product.unasked.startswith(why)


def test_the_reason_told_is_that_of_the_amount_told() -> None:
    product = one(
        "<div>Deposit to reserve: <b class=price>$500.00</b></div>"
        "<div>Current bid: <b class=price>$45.00</b></div>"
    )

    assert product.price is not None
    assert product.unasked is not None
    assert ("deposit" in product.unasked) is (product.price.amount == Decimal("500.00"))


def test_what_a_shop_asks_counts_beside_what_it_pays() -> None:
    product = one(
        "<div><span>WE SELL FOR</span> <b>£250.00</b></div>"
        "<div><span>WE BUY FOR CASH</span><b>£120.00</b></div>"
        "<div><span>WE BUY FOR VOUCHER</span><b>£160.00</b></div><button>Add to basket</button>"
    )

    assert product.price is not None
    assert product.price.amount == Decimal("250.00")
    assert product.tied == ()


@pytest.mark.parametrize(
    "around",
    [
        "Current price: {}",
        "Excellent {}",
        "Parent company discount: {}",
        "Different sizes {}",
        "Movie ticket holder {}",
        "Your location: Paris {}",
    ],
)
def test_words_that_look_alike_change_nothing(around: str) -> None:
    product = one(f"<p>{around.format('<b class=price>$45.00</b>')}</p><button>Buy now</button>")

    assert product.price is not None
    assert not product.unasked
