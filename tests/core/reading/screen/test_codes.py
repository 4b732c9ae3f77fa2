"""The shop's own number: from markups, from labels in many languages, from the address."""
# ruff: noqa: RUF001 - markup reads best unbroken, and shops write in every script

import json
from typing import Any

import pytest

from bolo.core.reading.document.source import Source
from bolo.core.reading.markups.drafts import Draft
from bolo.core.reading.page import read_page
from bolo.core.reading.screen.codes import Code, codes
from tests.core.reading.kettle import NODE, URL, ld, only, page

HEADING = "<h1>Arvenor Kettle</h1>"


def best(body: str, url: str = "https://shop.example/kettle", *drafts: Draft) -> str | None:
    source = Source.of(f"<title>Arvenor Kettle</title>{HEADING}{body}".encode(), url, None)
    found = codes(source, list(drafts), "Arvenor Kettle AK-1000")
    return found[0].text if found else None


@pytest.mark.parametrize(
    "body",
    [
        "<p>Product code: <b>83050303</b></p>",
        "<p>SKU 83050303</p>",
        "<td>SKU</td><td>83050303</td>",
        "<p>Item #: 83050303</p>",
        "<p>post id: 83050303</p>",
        "<h4>Bestellnummer</h4><div>83050303</div>",
        "<p>Art.-Nr.: 83050303</p>",
        "<span>Réf. : </span><span>83050303</span>",
        "<p>Código del producto: 83050303</p>",
        "<p>Cod. prodotto: 83050303</p>",
        "<td>Numer referencyjny:</td><td>83050303</td>",
        "<p>Kód zboží: 83050303</p>",
        "<p>Артикул: 83050303</p>",
        "<span>קוד מוצר:</span> <span>83050303</span>",
        "<td>〈商品編號：83050303〉</td>",
        "<span>상품번호 : 83050303</span>",
        "<strong>Product Code - </strong>83050303",
        '<meta itemprop="sku" content="83050303">',
        '<span itemprop="sku">83050303</span>',
        "<span>Item No. <b>83050303</b></span>",
        '<label class="label">Kód </label><span>83050303</span>',
        "<dt>Art.Nr.:</dt><dd>83050303</dd>",
        "<small>Арт.№: <span>83050303</span></small>",
        "<i>Код:</i> <i>83050303</i>",
        "<span>Cikkszám:</span> <span>83050303</span>",
        "<p>商品コード：<span>83050303</span></p>",
        '<span id="productArtnum">Artikelnummer 83050303</span>',
        '<span class="product-reference">[83050303]</span>',
    ],
)
def test_a_number_beside_its_label_is_the_shops(body: str) -> None:
    assert best(body) == "83050303"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Call us: 0800 123456</p>",
        "<p>Postcode: 12345</p>",
        "<p>Offer code: SAVE20</p>",
        "<p>with código TV20</p>",
        "<p>Code: SALE</p><p>SKU: N/A</p>",
        "<p>Use this code: 83050303</p>",
        "<p>SKU: 129,90 €</p>",
        "<p>SKU: see below</p>",
        f"<p>SKU: {'1234567890' * 4}</p>",
        '<a title="SKU: 83050303">x</a>',
        '<span itemprop="sku"></span>',
    ],
)
def test_other_numbers_are_none(body: str) -> None:
    assert best(body) is None


def test_labels_far_from_the_heading_need_a_colon() -> None:
    far = "<p>word</p>" * 800

    assert best(f"{far}<td>SKU</td><td>83050303</td>") is None
    assert best(f"{far}<td>SKU:</td><td>83050303</td>") == "83050303"


def test_an_endless_row_of_colons_ends_the_search() -> None:
    assert best("a: b " * 700 + "SKU: 83050303") is None


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://shop.example/itm/143863282131", "143863282131"),
        ("https://shop.example/dp/B07FW264WL", "B07FW264WL"),
        ("https://shop.example/kettle/M14876706.htm", "M14876706"),
        ("https://shop.example/kettle-p400105394.html", "400105394"),
        ("https://shop.example/c7200a278526196/kettle.html", "278526196"),
        ("https://shop.example/kettle_36029524?utm_source=99999", "36029524"),
        ("https://shop.example/store/122725?pid=260591", "260591"),
        ("https://shop.example/kettle/2020/", None),
        ("https://shop.example/kettle-ABCDEFGH", None),
    ],
)
def test_an_address_may_bear_the_number(url: str, code: str | None) -> None:
    assert best("", url) == code


def test_of_two_numbers_in_the_address_the_one_the_page_uses_counts() -> None:
    uses = '<form data-id="278526196"></form><script>var item = "278526196"</script>'

    assert best(uses, "https://shop.example/278526196/in-7777777") == "278526196"


def test_a_number_in_the_name_is_the_makers() -> None:
    source = Source.of(HEADING.encode(), "https://shop.example/kettle-660416.html", None)

    assert codes(source, [], "Arvenor Kettle 660416") == []


def test_what_markups_state_comes_first_and_agreement_adds() -> None:
    ld_json, metas = Draft("json-ld", sku="A-1"), Draft("metas", sku="A-1")
    found = codes(Source.of(b"", URL, None), [Draft("state", code="77"), ld_json, metas], None)

    assert found == [Code("json-ld", "A-1", 44), Code("state", "77", 14)]


def test_words_of_the_name_are_no_number() -> None:
    draft = Draft("json-ld", sku="Kettle AK-1000")

    assert best("<p>Product code: 144432</p>", URL, draft) == "144432"
    assert best("", "https://shop.example/", Draft("json-ld", sku="blue one")) == "blue one"


def test_the_only_number_in_the_scripts_is_the_products() -> None:
    one = '<script>track({"sku": "1236291", "more": {"sku":"1236291"}})</script>'
    two = (
        '<script>track({"sku": "1236291", "other": {"sku":"99"}, "more": {"sku": "777"}})</script>'
    )

    assert best(one) == "1236291"
    assert best(two) is None


@pytest.mark.parametrize(
    ("number", "expected"), [("502955", "83050303"), ("KT-502955", "KT-502955")]
)
def test_an_id_of_a_state_gives_way_unless_it_has_letters(number: str, expected: str) -> None:
    state: dict[str, Any] = {"product": {"name": "Arvenor Kettle", "id": number, "price": "129.90"}}
    body = f"<p>Product code: 83050303</p><script>__INITIAL_STATE__ = {json.dumps(state)}</script>"

    product = only(page(body))

    assert product.sku == expected
    assert Code("state", number, 14 if number.isdigit() else 30) in product.codes


def test_the_reading_bears_the_number_that_json_ld_states() -> None:
    reading = read_page(page("<p>129,90 €</p>", ld(NODE)), "https://shop.example/p/99999999")

    assert reading.products[0].sku == "K-100"
    assert [one.text for one in reading.products[0].codes] == ["K-100"]


@pytest.mark.parametrize(
    ("sku", "gtin"),
    [("4006381333931", "4006381333931"), ("4006381333932", None), ("40063812", None)],
)
def test_a_number_that_is_an_ean_is_one(sku: str, gtin: str | None) -> None:
    node = {**NODE, "sku": sku, "gtin13": None}

    product = only(page("<p>129,90 €</p>", ld(node)))

    assert (product.sku, product.gtin) == (sku, gtin)


@pytest.mark.parametrize("brand", ["$metabrand", "{{ brand }}", "${brand}"])
def test_a_place_that_was_never_filled_says_nothing(brand: str) -> None:
    node = {**NODE, "brand": brand, "name": "$5 Kettle"}

    product = only(page("<p>129,90 €</p>", ld(node)))

    assert (product.brand, product.title) == (None, "$5 Kettle")


@pytest.mark.parametrize("name", ["sku", "skuCode", "product-sku small", "skuReference"])
def test_a_number_is_the_shops_where_its_element_is_called_so(name: str) -> None:
    assert (
        only(page(f"<p class='price'>129,90 €</p><span class='{name}'>TERZO-001</span>")).sku
        == "TERZO-001"
    )


def test_a_price_whose_element_is_called_after_the_sku_is_no_number() -> None:
    assert only(page("<p class='price'>129,90 €</p><b class='skuBestPrice'>129.90</b>")).sku is None


def test_a_code_that_the_address_asks_for_is_the_shops_number() -> None:
    address = "https://shop.example/goods/GoodsDetail.jsp?i_code=9876543"

    assert only(page("<p class='price'>129,90 €</p>"), address).sku == "9876543"


def test_a_code_with_few_figures_is_the_shops_number_where_it_begins_like_those_do() -> None:
    assert best("", "https://www.amazon.example/dp/B0DLGMVRCX") == "B0DLGMVRCX"


@pytest.mark.parametrize(("label", "code"), [("Product Code", "model1"), ("SKU", "FCSBB")])
def test_a_code_that_is_all_there_is_beside_its_label_needs_few_figures(
    label: str, code: str
) -> None:
    assert best(f"<li>{label}: <span> {code}</span></li>") == code
    assert best(f"<li>{label}: {code} and more</li>") is None


def test_the_number_just_above_the_heading_is_the_things_too() -> None:
    above = f"<p><b>Código:</b> <i>FA-0412</i></p>{HEADING}"

    assert (
        codes(Source.of(f"<title>x</title>{above}".encode(), URL, None), [], None)[0].text
        == "FA-0412"
    )
