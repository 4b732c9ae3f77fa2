"""Backtest, paper and what was really sold, figure by figure: where they part, a plan was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bolo.core.money import Money
from bolo.core.replay.history import DAY
from bolo.core.replay.trade import Trade

TENTH, SHARE = Decimal("0.1"), Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Deal:
    """One sale with what is known of it: amounts in one currency; `days` it was held or listed."""

    cost: Decimal | None
    profit: Decimal | None
    planned: Decimal | None
    days: Decimal | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What some sales come to; a mean is of those of which it is known, `None` of none."""

    bought: int | None
    sold: int
    known: int
    """Sales of which both cost and proceeds are known: the others count in `sold` alone."""
    won: Decimal | None
    profit: Decimal | None
    roi: Decimal | None
    kept: Decimal | None
    """Profit for each unit of profit that had been planned."""
    days: Decimal | None


def figures(deals: Sequence[Deal], bought: int | None, currency: str) -> Figures:
    """Return what sales come to, their amounts being in `currency`."""
    known = [(one.cost, one.profit) for one in deals]
    made = [(cost, profit) for cost, profit in known if cost is not None and profit is not None]
    spent, profit = sum((c for c, _ in made), Decimal(0)), sum((p for _, p in made), Decimal(0))
    kept = [(one.profit, one.planned) for one in deals]
    promised = [(got, said) for got, said in kept if got is not None and said is not None]
    days = [one.days for one in deals if one.days is not None]
    return Figures(
        bought,
        len(deals),
        len(made),
        _share(Decimal(sum(1 for _, got in made if got > 0)), Decimal(len(made))),
        Money(profit, currency).rounded().amount if made else None,
        _share(profit, spent),
        _share(
            sum((got for got, _ in promised), Decimal(0)),
            sum((said for _, said in promised), Decimal(0)),
        ),
        (sum(days, Decimal(0)) / len(days)).quantize(TENTH) if days else None,
    )


def deals_of(trades: Sequence[Trade]) -> list[Deal]:
    """Return the sales among some trades."""
    return [
        Deal(
            one.cost.amount,
            one.profit.amount,
            one.planned.amount,
            Decimal(one.sold.at - one.at) / DAY,
        )
        for one in trades
        if one.sold is not None and one.profit is not None
    ]


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole).quantize(SHARE) if whole > 0 else None
