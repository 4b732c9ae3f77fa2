"""Pages nested without end are cut; pages that are merely long are not."""

from bolo.core.reading.document.depth import DEEPEST, shallow
from bolo.core.reading.page import Kind, read_page

HEAD = b"<html><body><h1>Kettle</h1><p class=price>12,50 EUR</p><button>Add to cart</button>"


def nested(count: int) -> bytes:
    return b"<div>" * count + b"x" + b"</div>" * count


def test_a_page_is_cut_where_it_becomes_too_deep() -> None:
    page = HEAD + nested(DEEPEST + 100)

    cut = shallow(page)

    assert page.startswith(cut)
    assert DEEPEST - 10 <= cut.count(b"<div>") < DEEPEST


def test_what_stands_before_is_read() -> None:
    reading = read_page(HEAD + nested(3 * DEEPEST), "https://shop.example/p/kettle")

    assert reading.kind is Kind.PRODUCT
    assert [str(one.price) for one in reading.products] == ["12.50 EUR"]


def test_depth_as_real_pages_have_it_is_left_alone() -> None:
    for page in (HEAD + nested(900), HEAD + b"<div>a</div>" * 50_000, b"", b"<"):
        assert shallow(page) is page


def test_elements_that_end_by_themselves_may_be_many_in_a_row() -> None:
    page = HEAD + b"<br><img src=a.png><li>one<p>two" * 4_000

    assert shallow(page) == page


def test_ends_without_a_beginning_hide_no_depth() -> None:
    page = b"</i>" * 20_000 + nested(2 * DEEPEST)

    assert len(shallow(page)) < len(page)
