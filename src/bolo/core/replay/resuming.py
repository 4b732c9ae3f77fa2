"""A book taken up where it was left: a walk in steps buys and sells as one walk would have.

What earlier steps decided stands, whatever has become known since; matches may have been mended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from heapq import heappush
from typing import Any

from bolo.core.money import Money
from bolo.core.replay.book import Book
from bolo.core.replay.history import DAY, Thing
from bolo.core.replay.trade import Outcome, Point, Sold, Trade

NO_PRODUCT = -1
MONEY = ("asked", "price", "cost", "planned_exit", "planned_proceeds", "risk")
PLAIN = ("number", "rule", "venue", "at", "days", "due", "key")
Kept = Mapping[str, Any]


def resume(book: Book, trades: Sequence[Trade], curve: Sequence[Point], since: int) -> None:
    """Give a new book what it had done by `since`; it acts only on what comes after."""
    book.since = since
    book.trades = list(trades)
    book.curve = list(curve)
    happened: list[tuple[int, int, Trade | Point]] = [(one.at, 1, one) for one in curve]
    for trade in trades:
        book.cash -= trade.cost
        if trade.sold is None:
            book.open[trade.number] = trade
            book.held[trade.thing.product] += 1
            heappush(book.due, (trade.due, trade.number))
        else:
            book.cash += trade.sold.proceeds
            happened.append((trade.sold.at, 0, trade))
    for at, _, one in sorted(happened, key=lambda each: each[:2]):
        if isinstance(one, Point):
            book.guard.drawdown(at, one.equity)
        elif one.profit is not None and one.profit.amount < 0:
            book.guard.lost(at, one.thing)


def days_of(curve: Sequence[Point]) -> list[Point]:
    """Return the points at the ends of days: the last one of a step stands for a passing moment."""
    return list({one.at: one for one in curve if one.at % DAY == 0}.values())


def keep_trade(trade: Trade) -> dict[str, Any]:
    """Return a trade as JSON holds it, all amounts in the currency of the rules."""
    thing, sold = trade.thing, trade.sold
    return {
        **{name: getattr(trade, name) for name in PLAIN},
        **{name: f"{getattr(trade, name).amount}" for name in MONEY},
        "listing": thing.id,
        "shop": thing.shop,
        "title": thing.title,
        "marketplace": thing.marketplace,
        "category": thing.category,
        "used": thing.used,
        "probability": f"{thing.probability}",
        "sold": None
        if sold is None
        else {
            "at": sold.at,
            "price": f"{sold.price.amount}",
            "fees": f"{sold.fees.amount}",
            "vat": f"{sold.vat.amount}",
            "proceeds": f"{sold.proceeds.amount}",
            "outcome": sold.outcome.value,
        },
    }


def restore_trade(kept: Kept, things: Mapping[str, Thing], currency: str) -> Trade:
    """Return a kept trade; a listing that is no longer known has no asks to be judged by."""

    def money(amount: str) -> Money:
        return Money(Decimal(amount), currency)

    then = Thing(
        kept["listing"],
        NO_PRODUCT,
        kept["shop"],
        kept["title"],
        kept["marketplace"],
        kept["category"],
        kept["used"],
        Decimal(kept["probability"]),
    )
    amounts: dict[str, Any] = {name: money(kept[name]) for name in MONEY}
    now = things.get(then.id)
    sold = kept["sold"]
    return Trade(
        **{name: kept[name] for name in PLAIN},
        **amounts,
        thing=then if now is None else replace(then, product=now.product),
        sold=None
        if sold is None
        else Sold(
            sold["at"],
            money(sold["price"]),
            money(sold["fees"]),
            money(sold.get("vat", "0")),
            money(sold["proceeds"]),
            Outcome(sold["outcome"]),
        ),
    )


def keep_point(point: Point) -> dict[str, Any]:
    """Return a point as JSON holds it."""
    return {
        "at": point.at,
        "cash": f"{point.cash.amount}",
        "held": f"{point.held.amount}",
        "drawdown": f"{point.drawdown}",
    }


def restore_point(kept: Kept, currency: str) -> Point:
    """Return a kept point."""
    cash, held = Money(Decimal(kept["cash"]), currency), Money(Decimal(kept["held"]), currency)
    return Point(kept["at"], cash, held, Decimal(kept["drawdown"]))
