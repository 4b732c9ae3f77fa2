"""A report as it is kept and told: what JSON can hold, amounts and shares as text."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from bolo.core.money import Money
from bolo.core.replay.history import when
from bolo.core.replay.report.report import Group, Report, Tried
from bolo.core.replay.report.words import refusal_words, stop_words
from bolo.core.replay.trade import Point, Trade

POINTS = 1_000
"""A curve is told by at most so many points; the last of each step stands for it."""


def told(report: Report) -> dict[str, Any]:
    """Return `summary`, `report` and `trades`."""
    return {
        "summary": summary(report),
        "report": whole(report),
        "trades": [trade(one) for one in report.trades],
    }


def summary(report: Report) -> dict[str, Any]:
    """Return what a list shows."""
    return {
        "currency": report.currency,
        "capital": amount(report.capital),
        "equity": amount(report.equity),
        "gain": amount(report.gain),
        "growth": str(report.growth),
        "profit": amount(report.total.profit),
        "bought": report.total.bought,
        "sold": report.total.sold,
        "won": report.total.won,
        "open": report.open,
        "max_drawdown": str(report.max_drawdown),
        "observations": report.rows,
        "products": report.products,
        "start": moment(report.start),
        "end": moment(report.end),
        "blind": report.look_ahead.blind if report.look_ahead else None,
    }


def whole(report: Report) -> dict[str, Any]:
    """Return all but the trades."""
    return {
        "looked": report.looked,
        "total": group(report.total),
        "rules": [group(one) for one in report.rules],
        "categories": [group(one) for one in report.categories],
        "refusals": [
            {
                "rule": one.rule,
                "code": one.code,
                "text": refusal_words(one.code),
                "count": one.count,
            }
            for one in report.refusals
        ],
        "stops": [
            {
                "at": moment(when(one.at)),
                "until": moment(when(one.until)) if one.until < FAR else None,
                "code": one.kind,
                "text": stop_words(one.kind, one.name),
            }
            for one in report.stops
        ],
        "sensitivity": [tried(one) for one in report.sensitivity],
        "look_ahead": _look_ahead(report),
        "equity": [point(one) for one in thinned(report.curve)],
        "notes": list(report.notes),
    }


FAR = 253_402_300_799_000_000
"""The end of the year 9999, in microseconds."""


def _look_ahead(report: Report) -> dict[str, Any] | None:
    checked = report.look_ahead
    if checked is None:
        return None
    return {
        "blind": checked.blind,
        "text": checked.text,
        "observations": checked.rows,
        "cuts": [
            {"at": moment(cut.at), "decisions": cut.deeds, "changed": cut.differ}
            for cut in checked.cuts
        ],
    }


def thinned(curve: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return at most `POINTS` of a curve, evenly, the last among them."""
    step = -(-len(curve) // POINTS) or 1
    return tuple(reversed(curve[::-1][::step]))


def point(one: Point) -> dict[str, Any]:
    """Return a point of the curve."""
    return {
        "at": moment(when(one.at)),
        "cash": f"{one.cash.amount}",
        "held": f"{one.held.amount}",
        "equity": f"{one.equity.amount}",
        "drawdown": f"{max(one.drawdown, Decimal(0)):.4f}",
    }


def group(one: Group) -> dict[str, Any]:
    """Return the results of some trades."""
    return {**_plain(one), "roi": str(one.roi)}


def tried(one: Tried) -> dict[str, Any]:
    """Return what came of a changed figure."""
    return _plain(one)


def trade(one: Trade) -> dict[str, Any]:
    """Return a trade; what a sale would tell is `None` while it is held."""
    sold = one.sold
    return {
        "rule": one.rule,
        "listing": one.thing.id,
        "title": one.thing.title,
        "shop": one.thing.shop,
        "marketplace": one.thing.marketplace,
        "category": one.thing.category,
        "venue": one.venue,
        "bought_at": moment(when(one.at)),
        "asked": amount(one.asked),
        "price": amount(one.price),
        "cost": amount(one.cost),
        "planned_exit": amount(one.planned_exit),
        "planned_profit": amount(one.planned),
        "risk": amount(one.risk),
        "days": one.days,
        "sold_at": moment(when(sold.at)) if sold else None,
        "sold_price": amount(sold.price) if sold else None,
        "fees": amount(sold.fees) if sold else None,
        "vat": amount(sold.vat) if sold else None,
        "profit": amount(one.profit) if one.profit else None,
        "outcome": sold.outcome.value if sold else None,
    }


def amount(money: Money) -> dict[str, str]:
    """Return money."""
    return {"amount": f"{money.amount:f}", "currency": money.currency}


def moment(at: datetime | None) -> str | None:
    """Return a moment."""
    return at.isoformat() if at else None


TOLD: Mapping[type, Callable[[Any], object]] = {Money: amount, Decimal: str}


def _plain(value: Group | Tried) -> dict[str, Any]:
    given = {one.name: getattr(value, one.name) for one in fields(value)}
    return {name: TOLD.get(type(one), _same)(one) for name, one in given.items()}


def _same(value: object) -> object:
    return value
