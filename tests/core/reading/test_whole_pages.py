"""What whole pages, saved as shops sent them, were read wrong by; each case is one cause."""
# ruff: noqa: E501, RUF001 - markup reads best unbroken, and shops write in every script

import pytest
from selectolax.lexbor import LexborHTMLParser

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading.document.source import Source
from bolo.core.reading.page import read_page
from bolo.core.reading.prices.price_text import read_price
from bolo.core.reading.screen.labels import head_of
from tests.core.reading.kettle import NODE, PRICE, URL, ld, only, page

BUY = "<button>In den Warenkorb</button>"


def bare(body: str, head: str = "", title: str = "Arvenor Kettle | Shop") -> bytes:
    """Return a page without any heading."""
    start = f"<!DOCTYPE html><html lang='de-DE'><head><title>{title}</title>{head}</head>"
    return f"{start}<body>{body}</body></html>".encode()


def test_a_regular_price_that_stands_alone_is_the_price() -> None:
    box = "<div class='price-box'><span class='regular-price'><span class='price'>{}</span></span></div>"
    shelf = "".join(
        f"<li><a href='/p/other-{n}'><img src='{n}.jpg'>Other</a>{box.format(f'{n}9,00 €')}</li>"
        for n in range(1, 5)
    )

    assert only(page(box.format("129,90 €") + BUY + f"<ul>{shelf}</ul>")).price == PRICE


def test_the_only_amount_is_the_price_even_if_it_is_called_old() -> None:
    assert only(page(f"<span class='old-price'>129,90 €</span>{BUY}")).price == PRICE


def test_a_regular_price_beside_another_is_old() -> None:
    both = "<p><span class='regular-price'>149,90 €</span><span class='price'>129,90 €</span></p>"
    product = only(page(both + BUY))

    assert (product.price, product.was_price) == (PRICE, Money.of("149.90", "EUR"))


@pytest.mark.parametrize(
    "name",
    [
        "<span itemprop='name' class='h1'>Arvenor Kettle</span>",
        "<div class='product-name'><span>Arvenor Kettle &amp; Lid</span></div>",
        "<h2>\n Arvenor Kettle\n</h2>",
        "<h1>Unser Winterschlussverkauf</h1><div id='prodTitle'>Arvenor Kettle</div>",
    ],
)
def test_the_name_is_found_where_no_heading_says_it(name: str) -> None:
    crumbs = "<div class='breadcrumb-title'>Arvenor Kettle</div><a class='title' href='/x'>Arvenor Kettle</a>"
    source = Source.of(bare(f"{crumbs}<main>{name}<p>129,90 €</p></main>"), URL, None)

    assert (source.heading or "").startswith("Arvenor Kettle")
    assert source.text.find("<main>") < source.heading_at < source.text.find("<p>")


@pytest.mark.parametrize(
    "name",
    [
        "<span class='title'>Arvenor Kettle, and more</span>",
        "<p>Arvenor Kettle</p>",
        "<p>Arvenor Kettle</p>" * 20,
        "<div class='product-name'>24 / 36</div>",
        "<a href='/other'><div class='product-name'>Other Kettle</div></a>",
    ],
)
def test_a_name_in_passing_is_no_heading(name: str) -> None:
    assert Source.of(bare(name), URL, None).heading is None


def test_a_name_is_looked_for_behind_where_it_stands_in_passing() -> None:
    twice = "<p>Arvenor Kettle, new</p><p>Arvenor Kettle</p><h2>Arvenor Kettle</h2>"
    source = Source.of(bare(twice), URL, None)

    assert source.text[source.heading_at :].startswith("<h2>")


def test_of_a_page_that_names_nothing_no_stock_is_told() -> None:
    stated = ld({**NODE, "offers": {"price": "129.90", "priceCurrency": "EUR"}})

    assert only(bare("<p>129,90 €</p>", stated)).availability is None


def test_what_follows_such_a_name_is_read_like_what_follows_a_heading() -> None:
    away = "<div class='top'><span class='price'>9,90 €</span></div>"
    name = "<h2 class='product-title'>Arvenor Kettle</h2>"

    assert only(bare(f"{away}{name}<span class='price'>129,90 €</span>{BUY}")).price == PRICE


def test_a_notice_in_the_heading_states_no_price() -> None:
    notice = "<h1>Free standard shipping above €35</h1>"

    assert only(bare(f"{notice}<span class='price'>129,90 €</span>{BUY}")).price == PRICE


def test_a_box_beside_the_main_part_that_says_the_name_again_is_the_products() -> None:
    aside = f"<aside><h1>Arvenor Kettle</h1><p><span class='price'>129,90 €</span></p>{BUY}</aside>"

    assert only(page(f"<section>Pictures</section>{aside}")).price == PRICE


@pytest.mark.parametrize("words", ["Price for both:", "Beide zusammen:", "Les deux ensemble"])
def test_what_several_things_cost_together_is_no_price(words: str) -> None:
    together = f"<div><span>{words}</span><span class='price'>229,80 €</span></div>"
    own = "<dl><dt>Preis</dt><dd>129,90 €</dd></dl>"

    assert only(page(together + own + BUY)).price == PRICE


STEPS = (
    "<table><thead><tr><th>1 - 14</th><th>15 - 49</th><th>100+</th></tr></thead><tbody>"
    "<tr><td class='price'>129,90 €</td><td class='price'>119,90 €</td><td class='price'>99,90 €</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    "table", [STEPS, STEPS.replace("</thead><tbody>", "").replace("thead", "tbody")]
)
def test_of_prices_under_numbers_of_pieces_the_one_of_one_piece_counts(table: str) -> None:
    assert only(page(table + BUY)).price == PRICE


@pytest.mark.parametrize(
    ("table", "head"),
    [
        ("<tr><th>Size</th></tr><tr><td><b>1 €</b></td></tr>", "Size"),
        ("<tr><th>Size</th><th>Price</th></tr><tr><td><b>1 €</b></td></tr>", ""),
        ("<tr><th>Size</th></tr>\n<!-- row -->\n<tr><td><b>1 €</b></td></tr>", "Size"),
        ("<tr><td><b>1 €</b></td></tr>", ""),
    ],
)
def test_a_cell_has_the_head_of_its_column(table: str, head: str) -> None:
    node = LexborHTMLParser(f"<table>{table}</table>").css_first("b")

    assert node is not None
    assert head_of(node) == head


def test_what_stands_in_no_table_has_no_head() -> None:
    node = LexborHTMLParser("<p><b>1 €</b></p>").css_first("b")

    assert node is not None
    assert head_of(node) == ""
    assert read_page(b"", URL).products == ()


@pytest.mark.parametrize(
    ("body", "lang", "price", "confidence"),
    [
        ("<b class='price'>€76.20</b><b class='price'>£66.36</b>", "en-GB", "66.36 GBP", "0.70"),
        ("<b class='price'>66.42 €</b><b class='price'>$140.00</b>", "fa-IR", "66.42 EUR", "0.55"),
    ],
)
def test_of_one_price_in_two_currencies_the_one_paid_there_or_the_first_counts(
    body: str, lang: str, price: str, confidence: str
) -> None:
    product = only(page(body + BUY, lang=lang))

    assert (str(product.price), str(product.confidence)) == (price, confidence)


def test_a_tie_in_one_currency_is_left_to_a_person() -> None:
    both = "<b class='price'>129,90 €</b><b class='price'>119,90 €</b>"

    assert len(only(page(both + BUY)).tied) == 2


OWN = f"<p class='price'>129,90 €</p>{BUY}"
GONE = {"@type": "Offer", "availability": "https://schema.org/OutOfStock"}
OTHER = {
    "@type": "Product",
    "name": "Other Pot",
    "url": "/p/other-9",
    "offers": {"@type": "Offer", "price": "9.90", "priceCurrency": "EUR"},
}


@pytest.mark.parametrize(
    "document",
    [
        {"@type": "Product", "offers": GONE},
        [{"@type": "Product", "name": "Arvenor Kettle", "offers": GONE}, OTHER],
        [
            {"@type": "Product", "name": "Arvenor Kettle", "offers": GONE},
            OTHER,
            {**OTHER, "name": "Pan"},
        ],
        {
            "@type": "ProductGroup",
            "name": "Arvenor Kettle",
            "hasVariant": [{"@type": "Product", "name": name, "offers": GONE} for name in "ab"],
        },
    ],
)
def test_what_a_markup_without_a_name_or_price_says_is_gone_is_gone(document: object) -> None:
    product = only(page(OWN, ld(document)))

    assert (product.title, product.price) == ("Arvenor Kettle", PRICE)
    assert product.availability is Availability.OUT_OF_STOCK


def test_variants_in_two_states_say_nothing_of_the_whole() -> None:
    there = {"@type": "Offer", "availability": "https://schema.org/InStock"}
    variants = [{"@type": "Product", "name": "x", "offers": offer} for offer in (GONE, there)]
    group = {"@type": "ProductGroup", "name": "Arvenor Kettle", "hasVariant": variants}

    assert only(page(OWN, ld(group))).availability is Availability.IN_STOCK


def test_the_only_markup_with_a_price_is_believed_where_it_bears_the_name_too() -> None:
    priced = {**NODE, "name": "Arvenor Kettle, steel", "url": URL}
    bare_one = {"@type": "Product", "name": "Arvenor Kettle", "offers": GONE}

    assert only(page(OWN, ld([bare_one, priced]))).availability is Availability.IN_STOCK


@pytest.mark.parametrize(
    ("also", "gone"), [("", True), ("<link href='https://schema.org/InStock'>", False)]
)
def test_a_state_outside_any_item_counts_before_a_button(also: str, gone: bool) -> None:
    state = "<link itemprop='availability' href='https://schema.org/OutOfStock'>"
    product = only(page(OWN + state + also))

    assert (product.availability is Availability.OUT_OF_STOCK) is gone


def test_a_legend_regrets_nothing() -> None:
    own = "<p class='price'>129,90 €</p><span>Disponibile</span>"
    legend = (
        "<li><img src='n.gif' alt='Prodotto non disponibile'>= Il prodotto non è disponibile</li>"
    )

    assert only(page(f"{own}<ul>{legend}</ul>")).availability is not Availability.OUT_OF_STOCK


@pytest.mark.parametrize(
    ("beside", "sku"),
    [
        ("<p>SKU: AB 1234</p>", "AB 1234"),
        ("<table><tr><th>Art.-Nr.</th><td>302 638 80</td></tr></table>", "302 638 80"),
        ("<dl><dt>Product code:</dt><dd>PHLR</dd></dl>", "PHLR"),
        ("<p>Code: <b>SAVE</b></p>", None),
        ('<meta itemprop=\'x\'><meta itemprop="sku" content="sku:856802"/>', "856802"),
        ("<form data-product-sku='AB-1234'></form>", "AB-1234"),
        ("<form data-product-sku='AB-1234'></form><i data-product-sku='AB-99'></i>", None),
        ("<form data-product-code='coupon'></form>", None),
    ],
)
def test_a_number_is_read_in_pieces_letters_and_data(beside: str, sku: str | None) -> None:
    assert only(page(OWN + beside), "https://shop.example/kettle").sku == sku


def test_a_number_stated_above_the_heading_is_the_shops_if_it_is_the_only_one() -> None:
    above = '<meta itemprop="sku" content="ND-015-X" /><h2>Arvenor Kettle</h2>'
    body = bare(above + OWN)
    several = bare(
        above + OWN + "<p>" + "x" * 9_000 + '</p><b itemprop="sku">OT-1</b><b itemprop="sku"></b>'
    )

    assert (only(body).sku, only(several).sku) == ("ND-015-X", None)


@pytest.mark.parametrize("text", ["Winter sale: 40-50% off everything", "20 – 30 %", "40%-50%"])
def test_shares_of_a_hundred_are_no_price(text: str) -> None:
    assert read_price(text).amount is None


def test_a_number_of_the_thing_is_no_price() -> None:
    code = "<em class='price-box'>MT0607B</em>"

    assert only(page(f"{code}<dl><dt>Preis</dt><dd>129,90 €</dd></dl>{BUY}")).price == PRICE


@pytest.mark.parametrize("spoken", ["title", "aria-label"])
def test_a_button_that_only_shows_a_sign_sells_by_what_it_is_called(spoken: str) -> None:
    button = f"<p class='price'>129,90 €</p><button {spoken}='In den Warenkorb'><i></i></button>"

    assert only(page(button)).availability is Availability.IN_STOCK


def test_what_regrets_beside_a_button_that_sells_for_nothing_is_gone() -> None:
    product = only(page(f"<p>Нет в наличии</p><span class='price2'>0.00 руб.</span>{BUY}"))

    assert (product.price, product.availability) == (None, Availability.OUT_OF_STOCK)
