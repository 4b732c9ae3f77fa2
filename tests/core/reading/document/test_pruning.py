"""What is taken out of a page, and what must survive it."""
# ruff: noqa: E501 - markup reads best unbroken

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.reading.document.loose_json import first_object
from bolo.core.reading.document.pruning import Script, prune
from bolo.core.reading.page import read_page
from tests.core.reading.kettle import NODE, PRICE, URL, ld, only, page


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b"a<script>1</script>b", b"ab"),
        (b"a<SCRIPT type=x>1</SCRIPT >b", b"ab"),
        (b"a<script>1</SCRIPT>b", b"ab"),
        (b"a<style>p{}</style>b<svg><path/></svg>c", b"abc"),
        (b"<b>$<!-- -->129<!----></b>", b"<b>$129</b>"),
        (b"<strong>a</strong><scripted>b", b"<strong>a</strong><scripted>b"),
        (b"a<!-- never closed", b"a<!-- never closed"),
        (b"a<style>never closed", b"a<style>never closed"),
        (b"a<script>never closed", b"a"),
        (b"a<script", b"a<script"),
    ],
)
def test_scripts_styles_drawings_and_remarks_are_taken_out(body: bytes, kept: bytes) -> None:
    assert prune(body)[0] == kept


def test_scripts_are_handed_over_with_their_tags() -> None:
    _, scripts = prune(b"<script id='a'>x</script><style><script></style><script>{}</script>")

    assert [(script.tag, script.raw) for script in scripts] == [(" id='a'>", b"x"), (">", b"{}")]
    assert scripts[1].json == {}


@given(st.binary(max_size=200))
def test_nothing_is_added(body: bytes) -> None:
    kept, scripts = prune(body)

    assert len(kept) + sum(len(script.raw) for script in scripts) <= len(body)


def test_a_script_of_an_unknown_charset_is_read_as_utf_8() -> None:
    assert Script("", "é".encode(), "no-such-charset").text == "é"


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_wide_letters_without_a_mark_are_read(charset: str) -> None:
    body = page("129,90 €", ld(NODE)).decode().encode(charset)

    assert read_page(body, URL, charset).products[0].price == PRICE


def test_a_script_has_the_charset_of_its_page() -> None:
    body = page("129,90 €", ld('{"@type": "Product", "name": "Bouilloire à thé"}'))
    body = body.decode().encode("cp1252")

    assert read_page(body, URL, "windows-1252").products[0].title == "Bouilloire à thé"


def test_bold_is_not_old() -> None:
    screen = '<span class="price font-bold">129,90 €</span><button>In den Warenkorb</button>'

    assert only(page(screen)).price == PRICE


@pytest.mark.parametrize("old", ["old-price", "priceOld", "is-old", "oldPrice"])
def test_old_is_old_however_it_is_written(old: str) -> None:
    screen = f'<b class="{old}">159 €</b><b class="price">129,90 €</b><button>Jetzt kaufen</button>'

    assert only(page(screen)).price == PRICE


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (r'= JSON.parse("{\"a\": \"x\"}")', {"a": "x"}),
        (r"""= JSON.parse('{"a": "it\'s"}')""", {"a": "it's"}),
        ("={a: !0, b: !1}", {"a": True, "b": False}),
        ('= JSON.parse("{broken")', None),
        ("= nothing at all", None),
        ("= {never closed", None),
    ],
)
def test_state_is_read_as_minifiers_write_it(text: str, stated: object) -> None:
    assert first_object(text, 0) == stated


def test_a_group_costs_what_its_cheapest_variant_in_stock_does() -> None:
    sizes = [
        {"@type": "Product", "sku": size, "offers": {"price": price, "priceCurrency": "EUR", "availability": stock}}
        for size, price, stock in (("S", "99", "OutOfStock"), ("M", "129.90", "InStock"), ("L", "149", "InStock"))
    ]  # fmt: skip

    product = only(page("", ld({"@type": "ProductGroup", "name": "Kettle", "hasVariant": sizes})))

    assert product.price == PRICE
    assert "3 variants at different prices are stated" in product.doubts
    assert [v.price and v.price.amount for v in product.variants] == [
        Decimal(99),
        Decimal("129.90"),
        Decimal(149),
    ]
