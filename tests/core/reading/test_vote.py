"""A tie is asked of a person, whose choice settles the next one at that shop and nothing else."""

from decimal import Decimal

from bolo.core.reading.page import read_page
from bolo.core.reading.vote import Candidate, Choice, elect
from tests.core.reading.kettle import NODE, URL, ld, only, page

LOW, HIGH = Decimal(99), Decimal("129.90")
TWO = [Candidate("json-ld", HIGH, "EUR", 40), Candidate("visible", LOW, "EUR", 36, "b price")]


def test_a_tie_is_left_open() -> None:
    outcome = elect(TWO)

    assert outcome.amount == HIGH
    assert outcome.confidence == Decimal("0.3")
    assert outcome.doubts == ("the page states both 129.90 and 99",)


def test_a_tie_names_the_strongest_of_each_side() -> None:
    weak = Candidate("visible", HIGH, "EUR", 0, "i price")

    assert elect([*TWO, weak]).tied == (TWO[0], TWO[1])
    assert elect(TWO[:1]).tied == ()


def test_a_choice_settles_the_next_tie() -> None:
    choice = Choice.of(TWO, LOW)

    outcome = elect(TWO, choice=choice)

    assert choice == Choice("visible", "b price")
    assert (outcome.amount, outcome.confidence, outcome.doubts) == (LOW, Decimal("0.9"), ())


def test_a_choice_that_does_not_fit_settles_nothing() -> None:
    assert elect(TWO, choice=Choice("metas")).confidence == Decimal("0.3")
    assert elect(TWO, choice=Choice("visible", "i other")).confidence == Decimal("0.3")


def test_a_choice_overrules_no_majority() -> None:
    three = [*TWO, Candidate("metas", HIGH, "EUR", 36)]

    assert elect(three, choice=Choice("visible", "b price")).amount == HIGH


def test_what_nothing_states_cannot_be_chosen() -> None:
    assert Choice.of(TWO, Decimal(1)) is None


def test_a_choice_is_remembered_by_what_the_element_is_called() -> None:
    tied = page("<p class='price a'>99,00 €</p><p class='price b'>129,90 €</p>")
    first = only(tied)
    choice = Choice.of(first.candidates, HIGH)

    again = read_page(tied.replace(b"99,00", b"89,00"), URL, choice=choice).products[0]

    assert "the page states both" in first.doubts[0]
    assert choice == Choice("visible", "p price b")
    assert again.price is not None
    assert again.price.amount == HIGH
    assert again.doubts == ()


def test_pages_that_agree_with_themselves_never_ask() -> None:
    settled = read_page(page("129,90 €", ld(NODE)), URL, choice=Choice("visible")).products[0]

    assert settled.confidence == Decimal("0.98")


def test_a_script_that_counts_in_cents_is_settled_by_the_price_on_the_screen() -> None:
    script = Candidate("state", Decimal(1950), None, 30)
    screen = Candidate("visible", Decimal("19.50"), "CHF", 26)

    outcome = elect([script, screen])

    assert (outcome.amount, outcome.currency) == (Decimal("19.50"), "CHF")
    assert outcome.doubts == ()


def test_a_script_alone_is_taken_at_its_word() -> None:
    assert elect([Candidate("state", Decimal(1950), "CHF", 30)]).amount == 1950
