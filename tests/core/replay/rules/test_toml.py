"""RULES.toml: every mistake is told by its line and key."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bolo.core.decision import Verdict
from bolo.core.money import Money
from bolo.core.replay.report.words import refusal_words, stop_words
from bolo.core.replay.rules.example import EXAMPLE, example_for, with_capital
from bolo.core.replay.rules.rule import Before
from bolo.core.replay.rules.toml import LONGEST, Mistaken, read_rules
from bolo.core.valuation.vat import Scheme, Vat
from tests.core.replay.street import dollars

LEAST = """
currency = "USD"
capital = 100

[[rule]]
name = "any"
min_profit = 5
max_investment = 50
"""


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(Mistaken) as caught:
        read_rules(text)
    return [(one.line, one.text) for one in caught.value.problems]


def test_the_example_is_whole() -> None:
    rules = read_rules(EXAMPLE)

    assert [rule.name for rule in rules.rules] == ["Small and safe", "Larger"]
    assert rules.capital == dollars(2000)
    assert rules.before is Before.REFUSE


def test_the_least_will_do() -> None:
    rules = read_rules(LEAST)

    assert rules.rules[0].policy.min_profit == dollars(5)
    assert rules.name == "Backtest"


def test_every_kind_of_figure_is_taken() -> None:
    more = (
        'verdicts = ["buy", "negotiate"]\ncategories = ["a"]\ncondition = "used"\n'
        'wanted_roi = "0.3"\nroi_definition = "profit_over_price"\n'
    )

    (rule,) = read_rules(LEAST + more).rules

    assert rule.verdicts == {Verdict.BUY, Verdict.NEGOTIATE}
    assert rule.used is True


@pytest.mark.parametrize(
    ("line", "number", "said"),
    [
        ("min_margin = true", 9, "rule 1.min_margin must be a share"),
        ("min_margin = 11", 9, "rule 1.min_margin must be a share"),
        ('min_margin = "much"', 9, "rule 1.min_margin must be a share"),
        ("max_days = 0", 9, "rule 1.max_days must be a whole number"),
        ("verdicts = []", 9, "rule 1.verdicts must be a list"),
        ('verdicts = ["sell"]', 9, "rule 1.verdicts must be one of buy, negotiate"),
        ("categories = [1]", 9, "rule 1.categories must be a list of names"),
        ("colour = 1", 9, "rule 1.colour is not known; there are"),
        ('[[rule]]\nname = "any"\nmin_profit = 1\nmax_investment = 1', 10, "two rules are called"),
        ("[[rule]]\nname = 1\nmin_profit = 1\nmax_investment = 1", 10, "must be a name"),
        ("[[rule]]", 9, "rule 2.name is missing"),
        (
            '[selling]\nvenues = ["nowhere"]',
            10,
            "must be a list of venues that bolo fees venues names, not nowhere",
        ),
        ('[""]', 9, "[] is not known"),
        (
            '[[rule]]\nname = ""',
            10,
            "rule 2.name must be a name of 1 to 200 characters, not an empty",
        ),
        ("[seling]", 9, "[seling] is not known; there are [selling], [costs], "),
        ("[[rules]]", 9, "[rules] is not known; there are "),
        ("[vat]\nreclaimed = [true]", 10, "vat.reclaimed must be true or false, not true"),
        ("[selling]\nvenues = []", 10, "selling.venues must be a list of venues"),
        ("[fills]\ngone = 2 # all", 10, "fills.gone must be a share from 0 to 1, not 2"),
        ("[[rule", 9, "not TOML: expected ']"),
        ("name = ", 9, "not TOML"),
        ('x = """', 9, "not TOML"),
    ],
)
def test_a_mistake_is_told_by_its_line(line: str, number: int, said: str) -> None:
    found = problems(LEAST + line)

    assert any(at == number and said in text for at, text in found), found


def test_mistakes_at_the_top_are_told() -> None:
    assert problems('currency = "usd"\n[[rule]]\n')[:2] == [
        (1, "currency must be a currency such as USD, not usd"),
        (1, "capital is missing"),
    ]
    assert (1, "there is no [[rule]]") in problems('currency = "USD"\ncapital = 1')
    assert (1, "[fills] must be a table") in problems("fills = 3\n" + LEAST)
    assert problems("\nseling = {}\n" + LEAST)[0][0] == 2
    assert any("[rule 1] must be a table" in text for _, text in problems("rule = [1]"))
    assert problems("#" * (LONGEST + 1))[0][1].startswith("longer than")


def test_codes_have_words() -> None:
    assert refusal_words("no_cash") == "No money was free"
    assert refusal_words("some_new_gate") == "Some new gate"
    assert stop_words("cooldown", "") == "No more of it for a while, sold at a loss"
    assert stop_words("cooldown", "Car").endswith(": Car")


def test_the_example_comes_in_ones_own_currency_venues_and_costs() -> None:
    costs = {"shipping": Decimal("4.90"), "tax_rate": Decimal(0)}

    rules = read_rules(example_for("EUR", ["ebay-de", "ebay-us"], costs))

    assert (rules.currency, rules.venues) == ("EUR", ("ebay-de", "ebay-us"))
    assert rules.costing.shipping == Money.of("4.90", "EUR")
    assert read_rules(example_for("USD", [], {})).venues == ("ebay-us",)


def test_the_capital_of_rules_is_exchanged() -> None:
    assert read_rules(with_capital(EXAMPLE, Decimal("750.50"))).capital == Money.of("750.50", "USD")


def test_the_example_comes_with_ones_own_vat() -> None:
    vat = Vat(Scheme.MARGIN, Decimal("0.19"), reclaims=False)

    assert read_rules(example_for("EUR", [], {}, vat)).costing.vat == vat
    assert read_rules(example_for("EUR", [], {}, replace(vat, reclaims=True))).costing.vat.reclaims
    assert not read_rules(EXAMPLE).costing.vat.registered


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('scheme = "margin"', "vat.rate is needed with margin: 0.19 is 19 %"),
        ("rate = 1", "vat.rate must be a share from 0, below 1 (0.19 is 19 %), not 1"),
        ("reclaimed = 1", "vat.reclaimed must be true or false, not 1"),
    ],
)
def test_vat_that_cannot_be_is_told(line: str, said: str) -> None:
    text = f"{LEAST}\n[vat]\n{line}\n"

    assert [told for _, told in problems(text)] == [said]
