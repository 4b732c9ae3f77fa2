"""`bolo fees`: what is printed, and which errors are said."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bolo.cli.valuing.fees import app
from bolo.core.errors import Invalid, NotFound

EXAMPLES = """id,marketplace,schedule_id,category,inputs,metric,expected,currency,as_of
eb5,ebay,ebay_us_standard_2025,most,"{""item"": ""25""}",total_fee,3.80,USD,2026
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "160"})


def test_a_quote_shows_each_component_the_schedule_and_its_source() -> None:
    result = run(
        "quote", "--venue", "ebay-us", "--category", "most", "--price", "400", "--tax", "24",
        "--on", "2026-11-21",
    )  # fmt: skip

    assert result.exit_code == 0
    for words in ("Final value fee", "57.66 USD", "13.6 % of 424", "58.06 USD", "341.94 USD"):
        assert words in result.output
    assert "ebay_us_standard_2025" in result.output
    assert "Source: https://www.ebay.com/help/selling" in result.output


def test_a_quote_on_a_placeholder_says_so_in_words() -> None:
    result = run("quote", "--venue", "ebay-uk-business", "--price", "100")

    assert "not confirmed" in result.output
    assert "Note: The category percentages are not captured" in result.output


def test_a_fee_of_the_buyer_is_marked() -> None:
    assert "(buyer pays)" in run("quote", "--venue", "ebay-uk", "--price", "20").output


def test_a_quote_as_json_is_one_line() -> None:
    result = run(
        "quote", "--venue", "etsy-uk", "--price", "50", "--shipping", "5", "--option",
        "offsite_ads", "--quantity", "2", "--json",
    )  # fmt: skip

    told = json.loads(result.output)

    *fees, vat = [one["name"] for one in told["components"]]
    assert fees == ["listing", "transaction", "processing", "processing_fixed", "offsite_ads"]
    assert vat == "vat_on_fees"
    assert told["components"][1]["amount"] == {"amount": "6.83", "currency": "GBP"}
    assert told["components"][0]["how"].startswith("2 x (flat 0.20 USD at the rate of")
    assert told["schedules"] == ["etsy_gb"]
    assert told["confirmed"] is False


def test_an_option_may_carry_a_figure_and_a_day_may_precede_the_rates() -> None:
    result = run(
        "quote", "--venue", "amazon_us_fba_2025", "--price", "9", "--option", "tier=large_standard",
        "--option", "oz=4", "--on", "2025-02-01", "--json",
    )  # fmt: skip

    assert json.loads(result.output)["total"] == {"amount": "2.91", "currency": "USD"}


def test_another_currency_can_be_asked_for_where_it_makes_sense() -> None:
    result = run("quote", "--venue", "vinted", "--price", "9", "--currency", "eur", "--json")

    assert json.loads(result.output)["proceeds"] == {"amount": "9.00", "currency": "EUR"}


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (["--venue", "ebay-uss", "--price", "4"], NotFound, "did you mean ebay-us"),
        (["--venue", "ebay-us", "--price", "4,00"], Invalid, "price is not a figure: '4,00'"),
        (["--venue", "ebay-us", "--price", "4", "--tax", "x"], Invalid, "tax is not a figure"),
        (["--venue", "ebay-us", "--price", "4", "--on", "today"], Invalid, "--on is a day such"),
        (["--venue", "g2a", "--price", "4"], Invalid, "Fee table not captured"),
    ],
)
def test_a_mistake_is_said_in_words(words: list[str], error: type[Exception], said: str) -> None:
    result = run("quote", *words)

    assert result.exit_code == 1
    assert isinstance(result.exception, error)
    assert said in str(result.exception)


def test_examples_that_agree_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "examples.csv"
    file.write_text(EXAMPLES)

    result = run("check", str(file))

    assert result.exit_code == 0
    assert result.output.splitlines()[1].split() == ["eb5", "3.80", "3.80"]
    assert result.output.splitlines()[-1] == "1 example: 1 agree, 0 differ"


def test_an_example_that_differs_is_marked_and_the_exit_code_is_one(tmp_path: Path) -> None:
    file = tmp_path / "examples.csv"
    file.write_text(EXAMPLES.replace("3.80", "3.81"))

    result = run("check", str(file))

    assert result.exit_code == 1
    assert "DIFFERS" in result.output
    assert "0 agree, 1 differ" in result.output


def test_examples_as_json_are_lines_with_a_closing_count(tmp_path: Path) -> None:
    file = tmp_path / "examples.csv"
    file.write_text(EXAMPLES)

    row, count = map(json.loads, run("check", str(file), "--json").output.splitlines())

    assert (row["id"], row["expected"], row["ours"], row["agrees"]) == ("eb5", "3.80", "3.80", True)
    assert count == {"examples": 1, "agree": 1, "differ": 0}


def test_a_file_that_is_missing_or_unreadable_is_said(tmp_path: Path) -> None:
    missing = run("check", str(tmp_path / "none.csv"))
    folder = run("check", str(tmp_path))

    assert isinstance(missing.exception, NotFound)
    assert "there is no file" in str(missing.exception)
    assert isinstance(folder.exception, Invalid)
    assert "cannot be read" in str(folder.exception)


def test_venues_are_listed_for_people_and_for_programs() -> None:
    table = run("venues")
    lines = [json.loads(line) for line in run("venues", "--json").output.splitlines()]

    assert "ebay-us-store" in table.output
    assert "no figures" in table.output
    told = {line["slug"]: line for line in lines}
    assert told["amazon-us"]["default_category"] == "everything_else"
    assert told["g2a"]["has_figures"] is False


def test_each_category_is_whole_at_forty_columns() -> None:
    shown = CliRunner().invoke(app, ["venues"], env={"COLUMNS": "40"}).output

    words = shown.replace(",", " ").split()
    assert {"ebay-us:", "books_movies_music", "heavy_equipment_presses_food_trucks"} <= set(words)
