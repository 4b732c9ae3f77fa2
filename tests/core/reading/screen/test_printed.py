"""Brand, model number and EAN beside the words for them, where no markup states a brand."""
# ruff: noqa: RUF001 - shops write in every script

import pytest

from bolo.core.reading.document.source import Source
from bolo.core.reading.page import read_page
from bolo.core.reading.screen.printed import Printed, printed

EAN = "9520041429208"


def beside(body: str, before: str = "") -> Printed:
    page = f"<body>{before}<h1>Arvenor Kettle</h1>{body}</body>"
    return printed(Source.of(page.encode(), "https://shop.example/kettle", None))


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/arvenor'>Brand: Arvenor</a>",
        "<li><strong>Brand - </strong>Arvenor</li>",
        "<tr><th> Marque </th> <td class='x'> Arvenor </td></tr>",
        "<dt>Brand\n                                                      \n</dt><dd>Arvenor</dd>",
        "<td>Marke&nbsp;</td><td>&nbsp;Arvenor</td>",
        "<span>make/manufacturer: <b>Arvenor</b></span>",
        "<p>Hersteller: Arvenor</p><p>Bekannt seit 1971</p>",
        "<li><b>ブランド：</b>Arvenor</li>",
        "<p>Brand: n/a</p><p>Manufacturer: Arvenor</p>",
        "<p>Hersteller: Kessel AG</p><p>Marke: Arvenor</p>",
    ],
)
def test_a_brand_is_read_beside_its_word_and_a_maker_where_there_is_none(body: str) -> None:
    assert beside(body).brand == "Arvenor"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Brand new in its box</p>",
        "<p>Brand: does not apply</p>",
        f"<p>Brand: {'a very long story ' * 3}</p>",
        "<p>Brand:</p>",
        "<p>Brand:</p><p>Colour:</p>",
        "<b>brand</b>" + "<i></i>" * 100 + "Arvenor",
    ],
)
def test_what_cannot_be_a_brand_is_none(body: str) -> None:
    assert beside(body).brand is None


@pytest.mark.parametrize(
    "label",
    [
        "Mfr. Model #",
        "Mfr Part Number",
        "Hersteller-Teilenummer",
        "Modell-Nr.",
        "R&eacute;f. fabricant&nbsp;",
        "Référence constructeur",
        "N° de modèle",
    ],
)
def test_a_part_number_is_read_beside_what_shops_call_it(label: str) -> None:
    assert beside(f"<tr><th>{label}</th><td>AK-1000/B</td></tr>").mpn == "AK-1000/B"
    assert beside(f"<p>{label}: AK-1000/B</p>").mpn == "AK-1000/B"


def test_what_stands_before_the_heading_speaks_of_other_things() -> None:
    assert beside("", before="<nav><b>Brand:</b> Kessel</nav>").brand is None


@pytest.mark.parametrize(
    "body",
    [
        "<strong>Model Number: </strong><span>AK-1000/B</span>",
        "<th> Item model number </th><td> AK-1000/B </td>",
        "<td>Modellnummer</td><td>AK-1000/B</td>",
        "<span>Ražotāja kods </span><div><b>AK-1000/B</b></div>",
        "<p>Model: Kettle of the year</p><p>MPN: AK-1000/B</p>",
    ],
)
def test_a_model_number_is_one_word_with_a_digit(body: str) -> None:
    assert beside(body).mpn == "AK-1000/B"


def test_an_ean_counts_only_with_its_check_digit() -> None:
    right = beside(f"<span>EAN:</span><span>{EAN}</span>")
    wrong = beside(f"<span>EAN:</span><span>{EAN[:-1]}1</span>")

    assert (right.gtin, wrong.gtin) == (EAN, None)


def test_a_brand_that_a_markup_states_is_all_that_is_asked() -> None:
    page = "<h1>Kettle</h1><p>Brand: Kessel</p><p>MPN: AK-1000</p>"

    found = printed(Source.of(page.encode(), "https://shop.example/kettle", None), "Arvenor")

    assert found == Printed("Arvenor")


def test_a_page_without_markup_has_its_maker_s_words() -> None:
    page = (
        "<html><head><title>Arvenor Kettle</title></head><body><h1>Arvenor Kettle</h1>"
        "<p class='price'>$49.00</p><button>Add to cart</button>"
        f"<table><tr><td>Brand</td><td>Arvenor</td></tr><tr><td>EAN</td><td>{EAN}</td></tr>"
        "<tr><td>Model number</td><td>AK-1000</td></tr></table></body></html>"
    )

    found = read_page(page.encode(), "https://shop.example/products/kettle").products[0]

    assert (found.brand, found.mpn, found.gtin) == ("Arvenor", "AK-1000", EAN)
