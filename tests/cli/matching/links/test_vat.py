"""VAT in `bolo match link`: to the cent as the rules of VAT have it, and never in silence."""

import csv
import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from bolo.cli.matching import commands as match
from bolo.cli.matching.links.link import Link, Terms, taxes
from bolo.cli.matching.links.vat import Counted, Supplied, by_options
from bolo.cli.workspace import preferences
from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.core.valuation.vat import Levy, Scheme, Vat
from bolo.platform.durable import journal as durable
from bolo.platform.postgres.lock import FILE
from tests.cli.shell import Shell
from tests.house import tree

CENTS = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents) / 100)
RATES = st.integers(1, 9_999).map(lambda parts: Decimal(parts) / 10_000)
NOTHING = (None, Decimal(0))
COUNT = 3


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    """Two lists of the same things, had for 60 to 62 and asked at 119 to 121."""
    return _list(tmp_path / "S.csv", 60), _list(tmp_path / "C.csv", 119)


def _list(path: Path, price: int) -> Path:
    with path.open("w", newline="") as file:
        things = [(n, f"Lumatek camera LM-{310 + n}", price + n) for n in range(COUNT)]
        csv.writer(file).writerows([("id", "title", "price"), *things])
    return path


def link(lists: tuple[Path, Path], *options: str) -> Result:
    left, right = lists
    words = ["link", str(left), str(right), "--out", str(left.parent / "L.csv"), *options]
    return CliRunner().invoke(match.app, words, env={"BOLO_DATA": str(left.parent / "none")})


def rows(lists: tuple[Path, Path]) -> list[dict[str, str]]:
    with (lists[0].parent / "L.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def first(lists: tuple[Path, Path]) -> dict[str, str]:
    return next(row for row in rows(lists) if row["left_id"] == "0")


def cents(figure: Decimal) -> Decimal:
    return figure.quantize(Decimal("0.01"), ROUND_HALF_UP)


def terms(vat: Counted) -> Terms:
    return Terms("EUR", "ebay-de", None, date(2026, 11, 1), None, vat.costing("EUR"))


@given(cost=CENTS, price=CENTS, rate=RATES)
def test_net_prices_cost_what_they_say_to_who_gets_their_vat_back(
    cost: Decimal, price: Decimal, rate: Decimal
) -> None:
    asked = by_options(Scheme.STANDARD, str(rate), None)

    vat, on_top = taxes(cost, price, terms(asked))

    assert asked.supplied is Supplied.NET
    assert on_top == cents(cost * rate)
    assert vat == cents(price * rate / (1 + rate))


@given(cost=CENTS, price=CENTS, rate=RATES, supplied=st.sampled_from(["gross", "none"]))
@pytest.mark.parametrize("scheme", [Scheme.STANDARD, Scheme.MARGIN])
def test_what_is_left_to_pay_is_what_the_rules_of_vat_say(
    scheme: Scheme, cost: Decimal, price: Decimal, rate: Decimal, supplied: str
) -> None:
    asked = by_options(scheme, str(rate), Supplied(supplied))
    rules = Vat(scheme, rate, reclaims=supplied == "gross")
    levy = Levy(rules, Money(cost, "EUR"), rules.back(Decimal(0)), Decimal(1))

    vat, on_top = taxes(cost, price, terms(asked))

    assert on_top == 0
    assert vat == levy.due(Money(price, "EUR")).amount


@given(cost=CENTS, rate=RATES)
def test_who_owes_no_vat_pays_that_on_top_of_net_prices(cost: Decimal, rate: Decimal) -> None:
    asked = by_options(Scheme.NONE, str(rate), Supplied.NET)

    assert taxes(cost, Decimal(100), terms(asked)) == (cents(cost * rate),) * 2


@given(cost=CENTS, price=CENTS, fees=CENTS, rate=RATES)
def test_a_profit_is_the_price_less_all_that_is_paid_and_roi_is_of_the_money_it_takes(
    cost: Decimal, price: Decimal, fees: Decimal, rate: Decimal
) -> None:
    vat, on_top = taxes(cost, price, terms(by_options(Scheme.STANDARD, str(rate), None)))

    one = Link({}, {}, 1.0, "", cost, price, fees, vat, on_top)

    assert one.profit == price - fees - cost - cents(price * rate / (1 + rate))
    assert one.profit is not None
    assert one.roi == one.profit / (cost + cents(cost * rate))


def test_without_a_price_on_either_side_there_is_no_vat() -> None:
    counted = terms(by_options(Scheme.MARGIN, "19%", None))

    assert taxes(None, Decimal(1), counted) == NOTHING
    assert taxes(Decimal(1), None, counted) == NOTHING


@pytest.mark.parametrize(
    ("options", "vat", "profit", "roi"),
    [
        ("--vat standard --vat-rate 19%", "19.00", "26.46", "0.3706"),
        ("--vat standard --vat-rate 0.19 --supplier-vat gross", "9.42", "36.04", "0.6007"),
        ("--vat standard --vat-rate 19% --supplier-vat none", "19.00", "26.46", "0.4410"),
        ("--vat margin --vat-rate 19,0%", "9.42", "36.04", "0.6007"),
        ("--vat none --vat-rate 19% --supplier-vat net", "11.40", "34.06", "0.4770"),
    ],
)
def test_had_for_60_and_sold_for_119_leaves_what_the_guide_says(
    lists: tuple[Path, Path], options: str, vat: str, profit: str, roi: str
) -> None:
    said = link(lists, "--venue", "ebay-de", *options.split())

    row, guide = first(lists), tree.text(tree.ROOT / "docs/guides/matching.md")
    assert (row["spread"], row["fees"]) == ("59.00", "13.54")
    assert (row["vat"], row["profit"], row["roi"]) == (vat, profit, roi)
    assert f"{vat} | {profit} | {Decimal(roi) * 100:.1f} %" in guide
    assert said.exit_code == 0


def test_what_counts_is_told_to_people_and_programs_and_on_the_page(
    lists: tuple[Path, Path],
) -> None:
    page = lists[0].parent / "L.html"
    options = ("--venue", "ebay-de", "--vat", "standard", "--vat-rate", "19%", "--html", str(page))

    said = link(lists, *options, "--json")

    told = json.loads(said.stdout)
    assert told["vat"] == {
        "scheme": "standard", "rate": "0.19", "supplier": "net", "by": "options"
    }  # fmt: skip
    assert Decimal(told["profit"]) == sum(Decimal(row["profit"]) for row in rows(lists))
    words = "19 % comes on top of the supplier's prices and comes back"
    assert words in said.stderr
    assert f"; {words}.</li>" in unescape(page.read_text())
    assert 'data-label="VAT">19.00' in page.read_text().replace(' data-v="19.00"', "")


def test_vat_that_a_venue_adds_to_its_fees_comes_back_to_who_owes_vat(
    lists: tuple[Path, Path],
) -> None:
    link(lists, "--venue", "ebay-uk")
    before = first(lists)

    link(lists, "--venue", "ebay-uk", "--vat", "margin", "--vat-rate", "20%")

    after = first(lists)
    assert cents(Decimal(after["fees"]) * Decimal("1.2")) == Decimal(before["fees"])


def test_without_a_word_on_vat_and_a_bolo_none_counts_and_that_is_said(
    lists: tuple[Path, Path],
) -> None:
    said = link(lists, "--venue", "ebay-de")

    assert "No VAT is counted; --vat says how you owe it" in said.stderr
    assert "vat" not in first(lists)
    assert (first(lists)["fees"], first(lists)["profit"]) == ("13.54", "45.46")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--vat margin --vat-rate 19%", "name the --venue"),
        ("--venue ebay-de --vat-rate 19%", "needs a scheme"),
        ("--venue ebay-de --supplier-vat net", "needs a scheme"),
        ("--venue ebay-de --vat standard", "needs its rate"),
        ("--venue ebay-de --vat standard --vat-rate 19", "19% or 0.19"),
        ("--venue ebay-de --vat standard --vat-rate much", "19% or 0.19"),
        ("--venue ebay-de --vat standard --vat-rate 0%", "19% or 0.19"),
        ("--venue ebay-de --vat none --vat-rate 19%", "and only then"),
        ("--venue ebay-de --vat none --supplier-vat net", "and only then"),
        ("--venue ebay-de --vat margin --vat-rate 19% --supplier-vat net", "it is --vat standard"),
    ],
)
def test_what_makes_no_sense_is_refused_before_the_work(
    lists: tuple[Path, Path], options: str, said: str
) -> None:
    result = link(lists, *options.split())

    assert isinstance(result.exception, Invalid)
    assert said in str(result.exception)
    assert not (lists[0].parent / "L.csv").exists()


@pytest.mark.parametrize(
    ("settings", "options", "vat", "said"),
    [
        (("vat_scheme=margin", "vat_rate=19%"), (), "9.42", "(margin scheme)"),
        (("vat_scheme=standard", "vat_rate=19%"), (), "19.00", "(--supplier-vat gross: it is"),
        (
            ("vat_scheme=standard", "vat_rate=19%"),
            ("--supplier-vat", "gross"),
            "9.42",
            "comes back",
        ),
        (("vat_scheme=standard", "vat_rate=19%", "tax_rate=7%"), (), "19.00", "7 % comes on top"),
        (
            ("vat_scheme=standard", "vat_rate=19%", "vat_reclaimed=false"),
            (),
            "19.00",
            "nothing of the supplier's prices comes back",
        ),
    ],
)
def test_the_settings_of_a_bolo_count_where_nothing_else_is_said(
    lists: tuple[Path, Path],
    database_url: str,
    settings: tuple[str, ...],
    options: tuple[str, ...],
    vat: str,
    said: str,
) -> None:
    durable.prepare(database_url)
    shell = _shell(lists, database_url)
    shell.run("settings", "set", "limits", *settings)
    left, right = map(str, lists)
    words = ("match", "link", left, right, "--venue", "ebay-de")
    out = ("--out", str(lists[0].parent / "L.csv"))

    told = shell.run(*words, *out, *(f"--supplier-vat={one}" for one in options))

    assert "VAT by your settings: " in told.stderr
    assert said in told.stderr
    assert first(lists)["vat"] == vat


def test_settings_without_a_scheme_and_options_beside_settings(
    lists: tuple[Path, Path], database_url: str
) -> None:
    durable.prepare(database_url)
    shell = _shell(lists, database_url)
    left, right = map(str, lists)
    out = ("--out", str(lists[0].parent / "L.csv"))
    words = ("match", "link", left, right, "--venue", "ebay-de", *out)

    without = shell.run(*words).stderr
    shell.run("settings", "set", "limits", "vat_scheme=standard", "vat_rate=19%")
    shell.run(*words, "--vat", "none")

    assert "No VAT is counted" in without
    assert "vat" not in first(lists)


def test_a_bolo_whose_settings_cannot_be_read_is_no_bolo_without_vat(
    lists: tuple[Path, Path],
) -> None:
    folder = lists[0].parent / "none"
    folder.mkdir()
    (folder / FILE).touch()
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    left, right = map(str, lists)
    words = ["link", left, right, "--venue", "ebay-de", "--out", f"{folder}/L.csv"]

    result = CliRunner().invoke(match.app, words, env={"DATABASE_URL": nowhere})

    assert isinstance(result.exception, Invalid)
    assert "the settings cannot be read" in str(result.exception)


def _shell(lists: tuple[Path, Path], url: str) -> Shell:
    return Shell(lists[0].parent, url, (preferences.mount, match.mount))


def test_nothing_is_asked_of_vat_without_a_venue(lists: tuple[Path, Path]) -> None:
    said = link(lists, "--json")

    assert "vat" not in json.loads(said.stdout)
