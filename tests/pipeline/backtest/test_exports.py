"""Exports of a told report: tables with their columns, and a picture that shows something."""

import io
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image

from bolo.core.errors import Invalid
from bolo.pipeline.backtest.chart import DAY, FALLING, HEIGHT, RISING, WIDTH, marked, percent
from bolo.pipeline.backtest.exports import Format, What, every, exported, sheet

USD = {"currency": "USD"}
TRADE = {
    "rule": "any",
    "listing": "d",
    "title": "Car",
    "shop": "D",
    "marketplace": "",
    "category": None,
    "venue": "ebay-us",
    "bought_at": "2026-04-03T00:00:00+00:00",
    **{name: {"amount": "20.20", **USD} for name in ("asked", "price", "cost", "risk")},
    **{name: {"amount": "50", **USD} for name in ("planned_exit", "planned_profit")},
    "days": None,
    "sold_at": None,
    "sold_price": None,
    "fees": None,
    "profit": None,
    "outcome": None,
}


def point(day: int, equity: str, drawdown: str) -> dict[str, str]:
    at = f"2026-04-{day:02}T00:00:00+00:00"
    return {"at": at, "cash": equity, "held": "0", "equity": equity, "drawdown": drawdown}


def told(points: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "summary": {
            "currency": "USD",
            "capital": {"amount": "100", **USD},
            "equity": {"amount": "97.5", **USD},
            "growth": "-0.0250",
            "max_drawdown": "0.1000",
            "bought": 1,
            "sold": 0,
        },
        "report": {"equity": points},
        "trades": [TRADE],
    }


CURVE = [point(1, "100", "0"), point(2, "90", "0.1"), point(3, "97.5", "0.025")]


def colours(png: bytes) -> set[str]:
    image = Image.open(io.BytesIO(png))
    assert image.size == (WIDTH, HEIGHT)
    found = image.convert("RGB").getcolors(WIDTH * HEIGHT) or []
    return {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in found}  # type: ignore[misc]


def test_each_export_there_is_can_be_made() -> None:
    files = {each: exported(told(CURVE), "Cars", *each) for each in every()}

    assert len(files) == 7
    assert all(files.values())
    assert files[What.TRADES, Format.CSV].decode().splitlines()[1].endswith(",,USD")


def test_a_row_has_the_cells_of_its_columns() -> None:
    made = sheet(told(CURVE), What.EQUITY)

    assert [column.name for column in made.columns][-2:] == ["drawdown", "currency"]
    assert [str(cell) for cell in made.rows[1][1:]] == ["90", "0", "90", "0.1", "USD"]


def test_the_picture_shows_equity_and_drawdown() -> None:
    assert {RISING, FALLING} <= colours(exported(told(CURVE), "Cars", What.EQUITY, Format.PNG))


@pytest.mark.parametrize("curve", [[], [point(1, "100", "0")], [point(1, "0", "0")] * 2])
def test_a_picture_of_little_is_drawn_too(curve: list[dict[str, str]]) -> None:
    name = "A name that is far too long for one line of the picture " * 3

    assert colours(exported(told(curve), name, What.EQUITY, Format.PNG))


@pytest.mark.parametrize(("days", "marks"), [(0, [0]), (1, [0, 1]), (3, [0, 1, 2, 3])])
def test_few_days_are_marked_once_each(days: int, marks: list[int]) -> None:
    assert marked(Decimal(0), Decimal(days * DAY)) == [one * DAY for one in marks]


def test_a_year_has_seven_marks() -> None:
    found = marked(Decimal(DAY), Decimal(366 * DAY))

    assert (len(found), int(found[0]), int(found[-1])) == (7, DAY, 366 * DAY)


def test_trades_have_no_picture() -> None:
    with pytest.raises(Invalid, match="a picture of the equity only"):
        exported(told(CURVE), "Cars", What.TRADES, Format.PNG)


def test_a_mark_of_a_quarter_percent_is_not_rounded() -> None:
    marks = [Decimal(of) for of in ("-0.0025", "-0.0050", "-0.0100", "0.0000", "-0.2")]

    assert [percent(one) for one in marks] == ["-0.25 %", "-0.5 %", "-1 %", "0 %", "-20 %"]
