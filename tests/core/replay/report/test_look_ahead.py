"""The look-ahead check: a run that peeks is caught, and one that does not is not."""

from collections.abc import Sequence
from dataclasses import replace

from bolo.core.replay.book import Deed
from bolo.core.replay.history import AHEAD, History, Kind, moment, when
from bolo.core.replay.report import look_ahead
from bolo.core.replay.report.look_ahead import Checked, check, drawn
from bolo.core.replay.report.report import deeds
from tests.core.replay.street import RULES, Row, TenPercent, day, told

ROWS: list[Row] = [
    (n + shop / 10, f"car{n % 7}/{name}", str(20 if (n * 7 + shop) % 5 == 0 else 50 + shop))
    for n in range(60)
    for shop, name in enumerate("abcd")
]


def honest(history: History) -> Sequence[Deed]:
    return deeds(history, RULES, TenPercent())


def cheat(history: History) -> Sequence[Deed]:
    """Buy only what is dearer at the end of the history: nobody could know that."""
    last = {thing: amount for _, thing, amount, _, _ in history.rows()}
    return [
        (at, history.things[thing].id, "cheat", "bought", str(amount))
        for at, thing, amount, _, _ in history.rows()
        if last[thing] > amount
    ]


def test_an_honest_run_changes_no_past_decision() -> None:
    checked = check(told(ROWS), honest, seed=1)

    assert checked.blind
    assert sum(cut.deeds for cut in checked.cuts) > 0
    assert "none of the" in checked.text


def test_a_run_that_peeks_is_caught() -> None:
    checked = check(told(ROWS), cheat, seed=1)

    assert not checked.blind
    assert checked.text.startswith("Some decisions knew the future")


def test_without_decisions_nothing_is_proven_and_that_is_said() -> None:
    checked = check(told(ROWS[:3]), honest, seed=1)

    assert "nothing to change" in checked.text
    assert Checked((), 0).blind


def test_another_future_leaves_the_past_as_it_was() -> None:
    history, cut = told(ROWS), moment(day(30))

    other = history.with_another_future(cut, seed=3)

    assert [row for row in other.rows() if row[0] <= cut] == [
        row for row in history.rows() if row[0] <= cut
    ]
    after = [row for row in history.rows() if row[0] > cut]
    assert [row for row in other.rows() if row[0] > cut] != after
    gone = told([(1, "car/a", ""), (2, "car/a", "5")])
    assert len(gone.with_another_future(0, seed=9)) <= 2


def test_another_future_ends_after_a_while() -> None:
    history, cut = told([*ROWS, (90, "car0/a", "7")]), moment(day(30))

    other = history.with_another_future(cut, seed=3)

    assert cut < max(other.at) <= cut + AHEAD < max(history.at)


def test_what_has_no_price_has_none_in_another_future() -> None:
    history = told([(n, "car/a", "") for n in range(30)])

    other = history.with_another_future(moment(day(10)), seed=3)

    assert len(other) > 11
    assert set(other.amount) == set(history.amount)


def test_of_a_long_history_whole_products_are_drawn() -> None:
    many = told([(n / 1000, f"p{n % 400}/a", "5") for n in range(look_ahead.SAMPLE + 4_000)])

    sample = drawn(many, seed=1)

    assert 0.8 * len(many) < len(sample) < len(many)
    assert drawn(sample, seed=1) is sample


def test_a_history_is_cut_and_put_in_order() -> None:
    history = told([(3, "car/a", "5"), (1, "car/b", "6")])

    assert [when(at) for at in history.at] == [day(1), day(3)]
    assert len(history.between(day(2), None)) == 2
    assert history.between(day(2), None).begin == 1
    assert len(history.between(None, day(2))) == 1
    assert len(replace(history).in_order()) == 2
    assert len(History().between(None, None)) == 0
    assert history.kind[0] == Kind.ASK
