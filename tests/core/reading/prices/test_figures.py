"""Days and prices as people write them in a column, in one manner for all of it."""

import math
from datetime import date, datetime
from decimal import Decimal

import pytest

from bolo.core.errors import Invalid
from bolo.core.reading.prices.figures import Manner, manner_of, read_days, read_prices

DAY = date(2018, 4, 3)


@pytest.mark.parametrize(
    "text",
    ["2018-04-03", " 2018-04-03T10:00:00Z", "20180403", "2018-4-3", "2018/04/03", "3.4.2018",
     "03.04.2018 12:30", "Apr 3, 2018", "April 03 2018", "3 Apr 2018", "3-apr-2018"],
)  # fmt: skip
def test_a_day_that_can_be_read_in_one_way_is_read(text: str) -> None:
    assert read_days([text]) == ([DAY], None)


def test_other_days_of_the_column_say_where_the_month_stands() -> None:
    assert read_days(["03/04/2018", "23/04/2018"])[0][0] == date(2018, 4, 3)
    assert read_days(["03/04/2018", "04/23/2018"])[0][0] == date(2018, 3, 4)
    assert read_days(["3-4-2018"], day_first=True) == ([DAY], True)
    assert read_days(["4/3/2018"], day_first=False) == ([DAY], False)
    assert read_days(["4/4/2018"])[0] == [date(2018, 4, 4)]


def test_a_column_that_can_be_read_in_two_ways_is_refused() -> None:
    with pytest.raises(Invalid, match="'03/04/2018' may be of two months"):
        read_days(["", "03/04/2018"])
    with pytest.raises(Invalid, match="some dates have the day first, others the month"):
        read_days(["23/04/2018", "04/23/2018"])


@pytest.mark.parametrize(
    "text", ["", "soon", "2018-02-30", "31.31.2018", "13/13/2018", "5 Foo 2018", "1/2/18", "2018"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_days([text]) == ([None], None)


def test_prices_are_read_whatever_stands_beside_them() -> None:
    texts = ["12.50", "$1,200.00", "1.299,00 €", "GBP 45", "1 299,00 kr", "1,299", "99,5"]

    assert read_prices(texts) == [12.5, 1200, 1299, 45, 1299, 1299, 99.5]


def test_a_dash_in_place_of_cents_takes_nothing_below_zero() -> None:
    texts = ["12.-", "12,-", "1299:-", "12,-- \N{EURO SIGN}"]

    assert read_prices(texts) == [12, 12, 1299, 12]


def test_cents_alone_are_no_whole_units() -> None:
    assert read_prices([",5", ",50", ".5", ",5 \N{EURO SIGN}"]) == [0.5] * 4


def test_three_digits_behind_a_point_are_thousands_where_cents_follow_a_comma() -> None:
    assert read_prices(["1.299", "12,50"]) == [1299, 12.5]
    assert read_prices(["1.299", "12.5"]) == [1.299, 12.5]


@pytest.mark.parametrize(
    "text",
    ["", "call us", "0", "-5", "(5.00)", "- $5", "nan", "inf", "-inf", "49,00-", "5.00 -",
     "49,00 \N{EURO SIGN}-", "5 USD-", "5,00 US$-", "5.00 R$ -", "5\N{MINUS SIGN}"],
)  # fmt: skip
def test_what_is_no_price_above_zero_is_none(text: str) -> None:
    (price,) = read_prices([text])

    assert math.isnan(price)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2018-04-03", "2018-04-03T00:00+00:00"),
        ("2018-04-03T10:00+02:00", "2018-04-03T10:00+02:00"),
        ("3.4.2018 18:30", "2018-04-03T18:30+00:00"),
        ("3/4/2018, 6:30:05 PM", "2018-04-03T18:30:05+00:00"),
        ("Apr 3, 2018 12:05 am", "2018-04-03T00:05+00:00"),
        ("3 Apr 2018 25:99", "2018-04-03T00:00+00:00"),
        ("3.4.2018 18:30 +0200", "2018-04-03T18:30+02:00"),
        ("3/4/2018 6:30:05.25 PM GMT-05:30", "2018-04-03T18:30:05-05:30"),
        ("2018/04/03 18:30+02", "2018-04-03T18:30+02:00"),
        ("3 Apr 2018 10:00 PST", "2018-04-03T10:00+00:00"),
        ("3 Apr 2018 13:00:00 AEST", "2018-04-03T13:00+00:00"),
        ("3 Apr 2018 6:30 p.m. PDT", "2018-04-03T18:30+00:00"),
        ("3 Apr 2018 6:30p", "2018-04-03T18:30+00:00"),
        ("3 Apr 2018 18:30 UTC-8", "2018-04-03T18:30-08:00"),
        ("3 Apr 2018 18:30 GMT+530", "2018-04-03T18:30+05:30"),
        ("2018-04-03T18:30+02:00[Europe/Berlin]", "2018-04-03T18:30+02:00"),
        ("3 Apr 2018 18:30 +99:00", "2018-04-03T18:30+00:00"),
    ],
)
def test_an_hour_behind_a_day_is_read(text: str, moment: str) -> None:
    assert Manner(day_first=True).moment(text) == datetime.fromisoformat(moment)


def test_what_is_no_day_is_no_moment() -> None:
    assert Manner().moment("soon") is None


def test_a_table_says_in_one_place_how_it_writes_in_others() -> None:
    manner = manner_of(["03/04/2018", "23/04/2018"], ["12,50", "1.299"])

    assert manner == Manner(day_first=True, comma=True)
    assert manner.price("1.299").amount == Decimal(1299)
    assert Manner().price("1.299").amount == Decimal("1.299")
    assert manner.price("Infinity").amount is None
