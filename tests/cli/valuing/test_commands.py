"""`bolo value`, run as a person would: a history, rows to value, and what comes out."""

import csv
import gzip
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from bolo.cli.valuing.commands import app, days_of
from bolo.cli.valuing.files import NO_DAY, Words, read_asked, read_history, read_model
from bolo.core.errors import Invalid, NotFound
from tests.core.valuation.forecast.market import START, market

SALES = market(days=60, a_day=12)
HEADER = "date,item,variant,price,retail,release"
ASKED = "date,name,size,note\n2024-12-01,lamp 1,8.0,one\n2024-12-01,nobody,,two\nsoon,lamp 1,,\n"


def day(number: int) -> str:
    return str(np.datetime64(number, "D"))


def history(folder: Path, *more: str) -> Path:
    lines = [
        f"{day(int(row[0]))},Lamp {row[1]},{row[4]:.1f},{np.exp(row[7]):.2f},"
        f"{np.exp(row[6]):.0f},{day(int(row[5]))}"
        for row in zip(*(getattr(SALES, name) for name in SALES.__slots__), strict=True)
    ]
    file = folder / "history.csv"
    file.write_text("\n".join([HEADER, *lines, *more, ""]))
    return file


def written(folder: Path, text: str, name: str = "rows.csv") -> Path:
    file = folder / name
    file.write_text(text)
    return file


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def table(file: Path) -> list[dict[str, str]]:
    with file.open(newline="") as text:
        return list(csv.DictReader(text))


def predict(folder: Path, rows: Path, *more: str | Path, sales: Path | None = None) -> Result:
    given = sales or history(folder)
    return run(
        "predict", rows, "--history", given, "--horizon", "1d", "--out", folder / "p.csv", *more
    )


@pytest.mark.parametrize(
    ("header", "more"),
    [
        ("date,item,price", ("2024-01-05,Lamp,$10.00", "2024-01-06,Lamp,€10.00")),
        ("date,item,price,currency", ("2024-01-05,Lamp,10,USD", "2024-01-06,Lamp,10,eur")),
        ("date,item,price,currency", ("2024-01-05,Lamp,10,EUR", "2024-01-06,Lamp,$10,")),
    ],
)
def test_sales_in_two_currencies_are_refused(
    tmp_path: Path, header: str, more: tuple[str, str]
) -> None:
    sales = written(tmp_path, "\n".join([header, *more, ""]), "sales.csv")

    result = predict(tmp_path, written(tmp_path, ASKED), sales=sales)

    assert isinstance(result.exception, Invalid)
    assert "EUR and USD" in str(result.exception)


def test_one_currency_may_be_said_by_sign_and_by_name(tmp_path: Path) -> None:
    rows = "2024-01-05,Lamp,10 €,EUR\n2024-01-06,Lamp,11,€\n2024-01-07,Lamp,12,\n"
    sales = written(tmp_path, f"date,item,price,currency\n{rows}", "sales.csv")

    assert predict(tmp_path, written(tmp_path, ASKED), sales=sales).exit_code == 0


def test_columns_of_other_names_are_said(tmp_path: Path) -> None:
    text = "when,what,item,big,cost\n" + "".join(
        f"2026-01-{day:02},Boot,row {day},9,{20 + day % 3}\n" for day in range(1, 21)
    )
    sales = written(tmp_path, text, "sales.csv")
    columns = "date=when,item=what,variant=big,price=cost"

    told = predict(tmp_path, sales, "--columns", columns, sales=sales)

    assert told.exit_code == 0, told.output
    assert [bool(row["point"]) for row in table(tmp_path / "p.csv")] == [False] + [True] * 19


def test_rows_come_back_in_order_with_their_answers(tmp_path: Path) -> None:
    when = day(START + 58)
    rows = written(tmp_path, ASKED.replace("2024-12-01", when))

    result = predict(tmp_path, rows)

    assert result.exit_code == 0, result.exception
    assert "1 row valued, 2 without enough data" in result.output
    valued, unknown, undated = table(tmp_path / "p.csv")
    assert list(valued)[:4] == ["date", "name", "size", "note"]
    assert float(valued["low80"]) < float(valued["low50"]) <= float(valued["point"])
    assert float(valued["point"]) <= float(valued["high50"]) < float(valued["high80"])
    assert float(valued["days_p50"]) > 0
    assert (valued["note"], valued["reason"]) == ("one", "")
    assert (unknown["point"], unknown["days_p50"]) == ("", "")
    assert unknown["reason"] == "insufficient data: no sale of it by then"
    assert undated["reason"] == "no date"


def test_a_model_of_the_same_history_changes_no_answer_right_after_it(tmp_path: Path) -> None:
    sales, model = history(tmp_path), tmp_path / "model"
    rows = written(tmp_path, ASKED.replace("2024-12-01", day(START + 60)))

    trained = run("train", sales, "--out", model)
    alone = predict(tmp_path, rows, sales=sales)
    without = (tmp_path / "p.csv").read_text()
    with_model = predict(tmp_path, rows, "--model", model, sales=sales)

    assert (trained.exit_code, alone.exit_code, with_model.exit_code) == (0, 0, 0)
    assert (tmp_path / "p.csv").read_text() == without
    assert {horizon for horizon, _ in read_model(model).moves} >= {1, 7}


def test_a_history_that_is_too_short_for_trees_is_said_to_be(tmp_path: Path) -> None:
    sales = written(tmp_path, "date,item,price\n2024-01-05,Lamp,10\n", "sales.csv")

    told = run("train", sales, "--out", tmp_path / "model")

    assert told.exit_code == 0
    assert "learned from 1 sale, too few to grow trees from" in told.output


def test_prices_after_the_cut_change_nothing(tmp_path: Path) -> None:
    rows = written(tmp_path, ASKED.replace("2024-12-01", day(START + 40)))
    predict(tmp_path, rows)
    honest = (tmp_path / "p.csv").read_text()
    late = [f"{day(START + 40)},Lamp 1,8,1,1,{day(START)}"] * 200

    predict(tmp_path, rows, sales=history(tmp_path, *late))

    assert (tmp_path / "p.csv").read_text() == honest


def test_rows_that_say_no_price_or_no_day_are_left_out_and_counted(tmp_path: Path) -> None:
    sales = history(tmp_path, "soon,Lamp 1,8,100,,", f"{day(START)},Lamp 1,8,none,,", "")
    rows = written(tmp_path, ASKED)

    result = predict(tmp_path, rows, sales=sales)

    assert "2 rows without a day or a price are left out" in result.output


def test_one_row_that_is_left_out_is_told_as_one(tmp_path: Path) -> None:
    sales = history(tmp_path, "soon,Lamp 1,8,100,,", "")

    result = run("train", sales, "--out", tmp_path / "model")

    assert "1 row without a day or a price is left out" in result.output


def test_answers_and_models_take_the_place_of_no_history(tmp_path: Path) -> None:
    sales, rows = history(tmp_path), written(tmp_path, ASKED)
    before = sales.read_bytes()

    answers = run("predict", rows, "--history", sales, "--horizon", "1d", "--out", sales)
    model = run("train", sales, "--out", sales)

    for result in (answers, model):
        assert isinstance(result.exception, Invalid)
        assert "is read or written already by this command" in str(result.exception)
    assert sales.read_bytes() == before


def test_a_history_may_be_gzipped_and_names_its_columns_as_shops_do(tmp_path: Path) -> None:
    file = tmp_path / "history.csv.gz"
    text = "Date,Brand,Name,Price,Size\n2024-01-02, A ,Lamp,$1200,9\n2024-01-01,A,LAMP ,7,9.0\n"
    file.write_bytes(gzip.compress(text.encode()))

    sales, skipped = read_history(file, Words())

    assert skipped == 0
    assert np.exp(sales.log_price) == pytest.approx([7, 1200])
    assert sales.item.tolist() == [0, 0]
    assert sales.variant.tolist() == [0, 0]
    assert np.isnan(sales.release).all()


def test_what_a_row_does_not_state_is_that_of_the_first_sale(tmp_path: Path) -> None:
    words = Words()
    sales, _ = read_history(history(tmp_path), words)
    text = "date,item,retail\n2024-01-01,lamp 3,\n2024-01-01,lamp 3,999\n2024-01-01,else,\n"

    asked = read_asked(written(tmp_path, text), words, sales)

    assert np.exp(asked.retail[:2]) == pytest.approx([180, 999], rel=0.01)
    assert np.isfinite(asked.release).tolist() == [True, True, False]
    assert np.isnan(asked.log_price).all()


def test_rows_can_be_read_without_any_sale(tmp_path: Path) -> None:
    empty = written(tmp_path, "date,item,price\n", "empty.csv")
    words = Words()
    sales, _ = read_history(empty, words)

    asked = read_asked(written(tmp_path, ASKED), words, sales)

    assert asked.day.tolist()[2] == NO_DAY
    assert len(sales) == 0


def test_columns_of_ours_are_replaced_when_a_file_is_valued_again(tmp_path: Path) -> None:
    again = f"date,item,point\n{day(START + 50)},lamp 1,5\n"

    predict(tmp_path, written(tmp_path, again))

    (row,) = table(tmp_path / "p.csv")
    assert float(row["point"]) > 50


def test_a_file_of_a_european_spreadsheet_is_valued_like_any_other(tmp_path: Path) -> None:
    sold = "day;name;price\r\n23/04/2024;Lampe;1.200,50 €\r\n25/04/2024;Lampe;1.210 €\r\n"
    given = written(tmp_path, sold, "h.csv")
    asked = written(tmp_path, "day;name;note;price\n01/05/2024;Lampe;a;\n02/05/2024;Lampe\n")

    result = predict(tmp_path, asked, sales=given)

    assert result.exit_code == 0, result.exception
    with (tmp_path / "p.csv").open(newline="") as text:
        first, second = csv.DictReader(text, delimiter=";")
    assert 1000 < float(first["point"]) < 1400
    assert (second["note"], second["reason"]) == ("", "")
    assert 1000 < float(second["low80"]) < float(second["point"])


MISTAKES: Iterable[tuple[str, str, str]] = [
    ("date,price\n", "date,item\n", "has no column item"),
    ("date,item\n", "date,item\n", "has no column price"),
    ("date,item,price,PRICE\n", "date,item\n", "history.csv: the first line names price 2 times"),
    ("auctionid,bid\n", "date,item\n", "say so: --columns date=when,item=what"),
    ("date,item,price\n", "date,item\n", "holds no sale"),
    ("date,item,price\n2024-01-01,a,1\n", "date,item\n2024\n", "line 2: too few columns"),
    ("date,item,price\n1/2/2024,a,1\n", "date,item\n", "history.csv: '1/2/2024' may be of two"),
]


@pytest.mark.parametrize(("sales", "rows", "said"), MISTAKES)
def test_a_mistake_is_said_in_words(sales: str, rows: str, said: str, tmp_path: Path) -> None:
    result = predict(
        tmp_path, written(tmp_path, rows), sales=written(tmp_path, sales, "history.csv")
    )

    assert isinstance(result.exception, Invalid)
    assert said in str(result.exception)


def test_a_file_that_is_missing_or_no_model_is_said(tmp_path: Path) -> None:
    other = written(tmp_path, '{"format": "other"}', "other")

    with pytest.raises(NotFound, match="there is no file"):
        read_model(tmp_path / "nowhere")
    with pytest.raises(Invalid, match="of another kind"):
        read_model(other)
    with pytest.raises(Invalid, match="is no model"):
        read_model(written(tmp_path, "[]", "list"))
    with pytest.raises(Invalid, match="is no model"):
        read_model(written(tmp_path, "bolo match\0", "other trees"))


def test_a_horizon_is_a_count_of_days() -> None:
    assert [days_of(text) for text in ("1d", "7d", " 30d ")] == [1, 7, 30]
    for text in ("7", "0d", "400d", "week"):
        with pytest.raises(Invalid, match="a horizon is"):
            days_of(text)
