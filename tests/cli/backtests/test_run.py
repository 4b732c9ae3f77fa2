"""`bolo backtest`: files in, a report out, and words for what is wrong."""

import csv
import gzip
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bolo.cli.backtests import run as command
from bolo.cli.backtests.histories import read_history
from bolo.cli.files.columns import columns_of
from bolo.core.errors import Invalid, NotFound
from bolo.core.fx import Rates, recorded
from bolo.core.money import Money
from bolo.core.replay.rules.rule import Before
from bolo.pipeline.backtest.market import DatedMarket

RULES = """
name = "Cars"
currency = "USD"
capital = 100
[fills]
gone = 0
[[rule]]
name = "any"
min_profit = 5
max_investment = 100
"""
OBSERVED = """at,listing,product,shop,price,currency,kind,category,title
2026-04-01,a,car,A,50,USD,ask,Toys,=HYPERLINK(1)
2026-04-01T08:00:00+00:00,b,car,B,52,,,Toys,Car
2026-04-01,c,car,C,55,USD,sold_out,Toys,Car
2026-04-02,c,car,C,55,USD,ask,Toys,Car
2026-04-03,d,car,D,20,USD,ask,Toys,=HYPERLINK(1)

2026-04-04,d,car,D,,USD,gone,Toys,Car
2026-09-01,e,bus,D,9,USD,ask,,Bus
"""
SALES = """date,item,variant,price,brand
2026-04-01,Boot,42,50,X
2026-04-01,Boot,42,51,X
2026-04-02,Boot,42,20,X
2026-09-02,Boot,43,20,X
"""


def ask(*words: str) -> Result:
    app = typer.Typer()

    @app.callback()
    def begin() -> None:
        """Let there be a command below."""

    command.mount(app)
    told = CliRunner().invoke(app, ["backtest", *words], env={"COLUMNS": "200"})
    if told.exception:
        raise told.exception
    return told


@pytest.fixture
def rules(tmp_path: Path) -> str:
    file = tmp_path / "rules.toml"
    file.write_text(RULES)
    return str(file)


def written(folder: Path, text: str) -> str:
    (folder / "seen").mkdir(exist_ok=True)
    (folder / "seen" / "one.csv").write_text(text)
    return str(folder / "seen")


def test_observations_are_walked_and_told_on_screen_and_in_files(
    tmp_path: Path, rules: str
) -> None:
    told = ask(
        rules, "--history", written(tmp_path, OBSERVED), "--out", str(tmp_path / "out")
    ).stdout

    assert "Cars: 7 observations of 2 products" in told
    assert "look-ahead check:" in told
    assert "Share gone" in told  # a narrow terminal breaks the line
    with (tmp_path / "out" / "trades.csv").open(newline="") as file:
        (trade,) = csv.DictReader(file)
    assert (trade["price"], trade["title"]) == ("20.20", "'=HYPERLINK(1)")  # 1 % dearer
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["summary"]["bought"] == 1
    assert (tmp_path / "out" / "equity.csv").read_text().startswith("at,cash,held,equity,drawdown")
    assert {one.name for one in (tmp_path / "out").iterdir()} == {
        "report.json",
        "equity.png",
        *(f"{what}.{kind}" for what in ("trades", "equity") for kind in ("csv", "xlsx", "parquet")),
    }


def test_a_period_is_kept_to_and_json_is_one_object(tmp_path: Path, rules: str) -> None:
    seen = written(tmp_path, OBSERVED)

    told = ask(rules, "--history", seen, "--from", "2026-04-02", "--to", "2026-05-01", "--json")
    nothing = ask(rules, "--history", seen, "--from", "2030-01-01", "--quick")

    summary = json.loads(told.stdout)["summary"]
    assert (summary["observations"], summary["products"]) == (3, 1)
    assert summary["bought"] == 1  # by what A and B had asked since the day before
    assert "0 observations of 0 products, nothing" in nothing.stdout


def test_a_period_in_which_nothing_was_observed_is_told_with_the_days_there_are(
    tmp_path: Path, rules: str, capsys: pytest.CaptureFixture[str]
) -> None:
    history = read_history(Path(written(tmp_path, OBSERVED)), "USD")

    command.between(history, (datetime(2030, 1, 1, tzinfo=UTC), None))

    assert "but from 2026-04-01 to 2026-09-01" in capsys.readouterr().err
    with pytest.raises(Invalid, match="is not before --to 2026-04-02"):
        ask(rules, "--recorded", "--from", "2026-04-02", "--to", "2026-04-02")


def test_what_was_recorded_is_walked_by_the_rates_that_were_fetched_too(
    tmp_path: Path, rules: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_euros = OBSERVED.replace("d,car,D,20,USD", "d,car,D,10,EUR")
    history = read_history(Path(written(tmp_path, in_euros)), "USD")
    fetched = Rates(date(2026, 4, 2), {"USD": Decimal(2)})
    monkeypatch.setattr(command, "with_services", lambda *_: (history, (*recorded(), fetched)))

    told = json.loads(ask(rules, "--recorded", "--json", "--quick").stdout)

    assert [one["asked"]["amount"] for one in told["trades"]] == ["20.00"]


def test_dated_sales_are_a_history_too(tmp_path: Path, rules: str) -> None:
    told = ask(rules, "--history", written(tmp_path, SALES), "--json", "--quick").stdout

    (trade,) = json.loads(told)["trades"]
    assert (trade["title"], trade["price"]["amount"]) == ("Boot", "20.20")


def test_a_gzipped_history_with_semicolons_is_the_same_history(tmp_path: Path) -> None:
    plain = Path(written(tmp_path, SALES))
    packed = tmp_path / "packed"
    packed.mkdir()
    (packed / "one.csv.gz").write_bytes(gzip.compress(SALES.replace(",", ";").encode("utf-16")))

    read, same = (read_history(place, "USD") for place in (plain, packed))

    assert len(same) == len(read) > 0
    assert same.products == read.products


def test_days_and_prices_are_read_as_people_write_them(tmp_path: Path) -> None:
    plain = (
        "at,listing,product,shop,price\n2026-04-03,a,car,A,1299\n2026-03-31T10:00,a,car,A,12.5\n"
    )
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "april.csv").write_text(
        "at;listing;product;shop;price\n03/04/2026;a;car;A;1.299 €\n"
    )
    (tmp_path / "one" / "march.csv").write_text(
        "at;listing;product;shop;price\n31/03/2026 10:00;a;car;A;12,50\n"
    )

    read = read_history(tmp_path / "one", "EUR")

    assert list(read.rows()) == list(read_history(Path(written(tmp_path, plain)), "EUR").rows())


def test_a_price_is_in_the_currency_of_its_sign(tmp_path: Path) -> None:
    text = "date,item,price,currency\n2026-01-01,a,$5,\n2026-01-02,a,£5,\n2026-01-03,a,5,€\n"

    read = read_history(Path(written(tmp_path, text)), "CAD")

    assert [read.currencies[number] for number in read.currency] == ["CAD", "GBP", "EUR"]


def test_an_example_is_printed_that_would_do(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(ask("--example").stdout)

    told = ask(str(file), "--history", written(tmp_path, OBSERVED), "--quick").stdout

    assert "Bargains, to be sold on eBay" in told


@pytest.mark.parametrize("letters", ["utf-8-sig", "utf-16"])
def test_rules_are_read_as_windows_saves_them(tmp_path: Path, rules: str, letters: str) -> None:
    file = tmp_path / "saved.toml"
    file.write_bytes(Path(rules).read_text().replace("\n", "\r\n").encode(letters))

    told = ask(str(file), "--history", written(tmp_path, OBSERVED), "--quick")

    assert told.exit_code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,item,price,Price\n2026-01-01,a,2,7\n", "names price 2 times and only one can"),
        ("at,price\n1,2\n", "its columns are at, price; missing are listing, product"),
        ("date,item,price\n", "there are no observations"),
        ("date,item,price\n2026-01-01,a\n", "line 2: 2 cells under 3 columns"),
        ("date,item,price\nnever,a,2\n", "line 2: not a day or moment: 'never'"),
        ("date,item,price\n2026-01-01,a,-2\n", "line 2: not a price: '-2'"),
        ("date,item,price\n2026-01-01,a,much\n", "line 2: not a price: 'much'"),
        ("date,item,price\n01/02/2026,a,2\n", "'01/02/2026' may be of two months"),
        ("date,item,price,currency\n2026-01-01,a,€2,USD\n", "'€2' is in EUR, its column says USD"),
        ("at,listing,product,shop,price,kind\n2026-01-01,a,p,s,2,lent\n", "kind is one of ask"),
        ("at,listing,product,shop,price\n2026-01-01,a,p,s,\n", "there is no price"),
        (
            "at,listing,product,shop,price,probability\n2026-01-01,a,p,s,1,2\n",
            "not a probability",
        ),
        (
            "at,listing,product,shop,price,probability\n2026-01-01,a,p,s,1,x\n",
            "not a probability",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        read_history(Path(written(tmp_path, text)) / "one.csv", "USD")


def test_dated_sales_are_read_by_the_names_that_others_use(tmp_path: Path) -> None:
    usual = "date,item,variant,price\n2026-01-01,boot,9,20\n2026-01-02,boot,10,21\n"
    wanted = read_history(Path(written(tmp_path, usual)), "USD").products
    others = (
        ("date,name,size,price", ""),
        ("day,title,size,price", ""),
        ("when,what,big,cost", "date=when,item=what,variant=big,price=cost"),
    )

    for header, columns in others:
        text = usual.replace("date,item,variant,price", header)
        named = columns_of(columns)

        assert read_history(Path(written(tmp_path, text)), "USD", named).products == wanted


def test_a_name_that_is_wanted_goes_before_one_that_is_understood(tmp_path: Path) -> None:
    text = "date,name,item,price\n2026-01-01,Boot of leather,boot-1,20\n"

    found = read_history(Path(written(tmp_path, text)), "USD")

    assert found.products == ["boot-1\x1f"]


def test_columns_are_mapped_in_pairs() -> None:
    with pytest.raises(Invalid, match="write it like item=name"):
        columns_of("item")


def test_what_is_not_there_is_said(tmp_path: Path, rules: str) -> None:
    for words in ((rules, "--history", "nowhere"), ("nothing.toml", "--recorded")):
        with pytest.raises(NotFound, match="there is no"):
            ask(*words)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound, match=r"holds no .csv file"):
        read_history(tmp_path / "empty", "USD")
    with pytest.raises(Invalid, match="cannot be read"):
        ask(str(tmp_path), "--recorded")
    with pytest.raises(Invalid, match="--history DIR or --recorded"):
        ask(rules)
    (tmp_path / "lots.toml").write_text(RULES.replace("capital = ", "capital = 'lots' # "))
    with pytest.raises(Invalid, match=r"lots.toml, line \d+: capital must be an amount"):
        ask(str(tmp_path / "lots.toml"), "--recorded")
    with pytest.raises(Invalid, match="is a file: --out names a folder"):
        ask(rules, "--history", written(tmp_path, SALES), "--out", rules)
    with pytest.raises(Invalid, match="--from: '1/2/2026' may be of two months"):
        ask(rules, "--history", written(tmp_path, SALES), "--from", "1/2/2026")
    with pytest.raises(Invalid, match="--from is a day"):
        ask(rules, "--history", written(tmp_path, SALES), "--from", "soon")


def test_fees_are_those_of_the_day() -> None:
    market = DatedMarket()
    price = Money.of(100, "USD")

    then = market.fees("ebay-us", price, None, date(2024, 5, 1))
    later = market.fees("ebay-us", price, None, date(2025, 5, 1))
    again = market.fees("ebay-us", price, None, date(2025, 5, 2))

    assert then.total < later.total
    assert again is later  # nothing of the price list changes in between


def test_a_day_before_all_fees_and_rates_is_refused_or_takes_the_earliest() -> None:
    price, early = Money.of(100, "USD"), date(2020, 1, 1)

    with pytest.raises(Invalid, match="no fees of ebay-us are known for 2020-01-01"):
        DatedMarket().fees("ebay-us", price, None, early)
    with pytest.raises(Invalid, match="no exchange rates are known for 2020-01-01"):
        DatedMarket().convert(price, "EUR", early)
    assert DatedMarket(Before.EARLIEST).fees("ebay-us", price, None, early).total.amount > 0
    euros = DatedMarket(Before.EARLIEST).convert(price, "EUR", early)
    assert euros is not None
    assert Decimal(50) < euros.amount < Decimal(150)
