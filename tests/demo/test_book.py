"""The seller's book: a CSV as sales are imported, all before the street opened, the same always."""

import csv
import io
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bolo.demo.book import DAYS, SLOWEST, book, sold
from bolo.demo.goods import check_digit
from bolo.pipeline.value.sales.lines import read_lines

EPOCH = datetime(2026, 3, 9, 10, tzinfo=UTC)
TEXT = book(EPOCH).decode()


def test_every_line_is_a_sale_that_can_be_imported() -> None:
    read = [sale for _, sale in read_lines(io.StringIO(TEXT, newline=""), "the book")]

    assert len(read) > 400
    assert len({sale.ref for sale in read}) == len(read)
    assert {sale.venue for sale in read} == {"ebay-us"}
    assert all(sale.gtin and check_digit(sale.gtin[:12]) == sale.gtin[12] for sale in read)
    assert all(
        sale.cost and sale.fees and sale.cost + sale.fees < sale.price.amount for sale in read
    )


def test_all_was_listed_and_sold_before_the_street_opened_the_oldest_first() -> None:
    read = [sale for _, sale in read_lines(io.StringIO(TEXT, newline=""), "the book")]

    assert all(one.sold_at <= other.sold_at for one, other in pairwise(read))
    for sale in read:
        assert sale.listed_at is not None
        assert EPOCH - timedelta(days=DAYS + 2) < sale.sold_at < EPOCH
        assert timedelta(days=1) <= sale.sold_at - sale.listed_at <= timedelta(days=SLOWEST)


def test_prices_lie_around_what_the_shops_ask() -> None:
    worth = {good.choices[0].gtin: good.worth for good in sold()}

    shares = [
        float(row["price"]) * 100 / 1.15 / worth[row["product"]]
        for row in csv.DictReader(io.StringIO(TEXT))
    ]

    assert 0.88 < sum(shares) / len(shares) < 0.95
    assert 0.6 < min(shares) < max(shares) < 1.2
