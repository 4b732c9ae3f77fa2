"""What whole pages, saved as shops sent them, were read wrong by; each case is one cause."""
# ruff: noqa: E501 - markup reads best unbroken, and shops write in every script

import pytest
from selectolax.lexbor import LexborHTMLParser

from bolo.core.money import Money
from bolo.core.reading.document.source import Source
from bolo.core.reading.page import read_page
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
