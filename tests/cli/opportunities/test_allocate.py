"""`bolo allocate` on a narrow screen."""

from decimal import Decimal

import pytest

from bolo.cli.frame.opening import out
from bolo.cli.opportunities import allocate as command
from bolo.core.allocation.allocate import allocate
from bolo.core.allocation.plan import Candidate, Limits, Plan
from bolo.core.money import Money
from bolo.views.allocation import Choice, Shown

SELLER = "a-shop-with-a-rather-long-name.example.org"


def test_what_is_not_proven_is_told_in_money_and_how_to_look_longer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = Plan((), (), (), Money.of("99.50", "USD"), Money.of(100, "USD"))

    command.show(plan, Choice("USD", (), {}, 0), {})

    told = " ".join(capsys.readouterr().out.split())
    assert "no other choice earns more than 0.50 USD beyond that; --seconds looks longer" in told


def test_nothing_is_cut_at_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    def usd(amount: str) -> Money:
        return Money(Decimal(amount), "USD")

    one = Candidate("1", usd("350.3100"), usd("281.42"), 60, usd("9"), None, SELLER, "listing")
    shown = {"1": Shown("Diver 40 mm automatic wrist watch", "https://a.example", "ebay-us")}
    wide, out.width = out.width, 80

    try:
        command.show(allocate([one], Limits(usd("1000"))), Choice("USD", (one,), shown, 0), {})
    finally:
        out.width = wide

    told = capsys.readouterr().out
    assert "…" not in told
    assert SELLER in "".join(
        line.split("│")[1].strip() for line in told.splitlines() if "│" in line
    )
    assert "350.31 │" in told


def test_a_shop_is_called_by_its_name_in_what_is_taken_and_in_what_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def usd(amount: str) -> Money:
        return Money(Decimal(amount), "USD")

    both = tuple(
        Candidate(one, usd("300"), usd("90"), 60, usd("9"), None, SELLER, f"listing {one}")
        for one in ("1", "2")
    )
    shown = {one.id: Shown("Watch", "https://a.example", "ebay-us") for one in both}
    plan = allocate(both, Limits(usd("1000"), None, usd("400")))

    choice, names = Choice("USD", both, shown, 0), {SELLER: "Harbor Goods"}
    command.show(plan, choice, names)
    command.show_left_out(plan, choice, names, every=False)

    told = capsys.readouterr().out
    assert len(plan.left_out) == 1
    assert told.count("Harbor Goods") == 3
    assert SELLER not in told


def test_what_a_limit_keeps_out_is_told_beside_what_is_left_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def usd(amount: str) -> Money:
        return Money(Decimal(amount), "USD")

    some = tuple(
        Candidate(name, usd(cost), usd(profit), 30, usd("9"), None, SELLER, f"listing {name}")
        for name, cost, profit in (("1", "897", "90"), ("2", "110", "3.40"), ("3", "400", "20"))
    )
    shown = {one.id: Shown(f"Watch {one.id}", "https://a.example", "ebay-us") for one in some}
    plan, choice = allocate(some, Limits(usd("1000"))), Choice("USD", some, shown, 0)

    command.show(plan, choice, {})
    command.show_left_out(plan, choice, {}, every=True)

    told = " ".join(capsys.readouterr().out.split())
    assert (
        "the budget: 897.00 USD of 1000.00 USD. 103.00 USD is left, too little for 2 deals that "
        "would take 110.00 USD or more. 7.00 USD more lets one of them in, for 3.40 USD a month."
    ) in told
    assert "In its place 1 deal in the plan earns 90.00 USD a month; it would earn 3.40" in told


def test_a_limit_on_what_no_deal_is_of_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    def usd(amount: str) -> Money:
        return Money(Decimal(amount), "USD")

    one = Candidate("1", usd("300"), usd("90"), 60, usd("9"), "Watches", SELLER, "listing")
    limits = Limits(
        usd("1000"),
        categories={"Watch": usd("10"), "Watches": usd("400")},
        sellers={SELLER: usd("400"), "other.example": usd("1")},
    )

    command.say_unknown(Choice("USD", (one,), {}, 0), limits, {SELLER: "Harbor Goods"})

    told = capsys.readouterr().err
    assert "--per-category Watch: no deal to choose from is of it; there are Watches" in told
    assert "--per-seller other.example: no deal to choose from is of it" in told
    assert "there are Harbor Goods" in told
    assert "--per-category Watches" not in told
