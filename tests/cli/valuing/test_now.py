"""`bolo value now`: things in, what each is worth out."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bolo.cli.valuing.commands import app
from bolo.core.errors import Invalid

THINGS = """set;Ask;sold_used;rrp;point
A;"1.299,00 €";;;old
B;100,50;80,00;120
C;;;
D;10,00 €;$8;
"""


def valued(folder: Path, text: str, *words: str) -> list[dict[str, str]]:
    things, out = folder / "things.csv", folder / "out.csv"
    things.write_text(text)
    result = CliRunner().invoke(
        app, ["now", str(things), "--out", str(out), "--currency", "eur", *words]
    )
    if result.exception:
        raise result.exception
    with out.open(newline="") as file:
        return list(csv.DictReader(file, delimiter=";" if ";" in text else ","))


def test_prices_that_can_be_read_otherwise_are_counted_and_the_first_is_told(
    tmp_path: Path,
) -> None:
    things = tmp_path / "things.csv"
    things.write_text("set;ask\nA;149,99 € 99,99 €\nB;12,50 €\nC;2x 19,99 €\n")

    told = CliRunner().invoke(app, ["now", str(things), "--out", str(tmp_path / "out.csv")])

    assert "can be read otherwise: 2; the first is '149,99 € 99,99 €': " in told.stderr


def test_a_thing_is_worth_what_all_of_its_evidence_says(tmp_path: Path) -> None:
    one, two, nothing, mixed = valued(tmp_path, THINGS)

    assert float(one["point"]) == pytest.approx(0.82 * 1299, abs=0.01)
    assert one["currency"] == "EUR"
    low80, low50, point, high50, high80 = (
        float(two[name]) for name in ("low80", "low50", "point", "high50", "high80")
    )
    assert low80 < low50 < point < high50 < high80
    assert 0.82 * 100.5 < point < 80 / 0.585
    assert (nothing["point"], nothing["reason"]) == (
        "",
        "insufficient data: Nobody has sold, offered or listed it yet, as far as is known.",
    )
    assert mixed["reason"] == "its prices are in EUR and USD"


def test_columns_of_a_price_guide_are_named(tmp_path: Path) -> None:
    text = "set,now new,now old\nA,US $100.00,US $50.00\n"

    (new,) = valued(tmp_path, text, "--columns", "ask=now new,ask_used=now old")
    (used,) = valued(tmp_path, text, "--columns", "ask=now old", "--condition", "used")

    assert 0.82 * 50 / 0.585 < float(new["point"]) < 0.82 * 100
    assert float(used["point"]) == pytest.approx(41)


def test_without_any_evidence_it_says_what_would_be_some(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no column that says what a thing may bring: own_sale, sold"):
        valued(tmp_path, "set,colour\nA,red\n")


def test_a_currency_may_be_said_in_words_but_must_be_one(tmp_path: Path) -> None:
    thing = "set,ask\nA,10\n"
    assert valued(tmp_path, thing, "--currency", "dollars")[0]["currency"] == "USD"
    with pytest.raises(Invalid, match="moon stones is no currency; write it like EUR"):
        valued(tmp_path, thing, "--currency", "moon stones")
