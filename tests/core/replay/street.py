"""A street for replays: shops that ask, a venue that takes a tenth, rules that want little."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bolo.core.decision import Policy
from bolo.core.money import Money
from bolo.core.replay.fills import Pessimism
from bolo.core.replay.history import History, Kind, Thing, moment, units
from bolo.core.replay.rules.rule import Protections, Rule, Rules
from bolo.core.valuation.appraise import FeeLine, Fees
from bolo.core.valuation.cost import Costing

START = datetime(2026, 3, 1, tzinfo=UTC)
NO_PESSIMISM = Pessimism(*(Decimal(n) for n in (0, 0, 1, 0, 0, 1)))
NO_PROTECTION = Protections(0, None, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class TenPercent:
    """A venue that takes a tenth; one euro is two dollars, and of pounds nothing is known."""

    def fees(self, venue: str, price: Money, category: str | None, on: date) -> Fees:
        """Take a tenth."""
        del category, on
        total = (price * Decimal("0.1")).rounded()
        line = FeeLine("fee", "Fee", total, None, venue, None, confirmed=True)
        return Fees(total, (line,))

    def convert(self, money: Money, currency: str, on: date) -> Money | None:
        """Double euros."""
        del on
        return Money(money.amount * 2, currency) if money.currency == "EUR" else None


def dollars(amount: str | int) -> Money:
    """Return dollars."""
    return Money.of(amount, "USD")


POLICY = Policy(min_profit=dollars(5), max_investment=dollars(100))
RULE = Rule("any", POLICY)
RULES = Rules(
    name="test",
    currency="USD",
    capital=dollars(100),
    rules=(RULE,),
    costing=Costing(dollars(0), dollars(0)),
    asked_share=Decimal(1),
    fills=NO_PESSIMISM,
    protections=NO_PROTECTION,
)


def wanting(rules: Rules = RULES, **policy: Any) -> Rules:  # noqa: ANN401  (any figure of a policy)
    """Return rules whose only rule has other figures."""
    changed = replace(POLICY, **policy)
    return replace(rules, rules=(replace(RULE, policy=changed),))


def day(number: float) -> datetime:
    """Return the start of a day of the street."""
    return START + timedelta(days=number)


Row = tuple[float, str, str]
"""Day, listing, price; a listing is `product/shop` or `product/shop/number`."""


def told(rows: Sequence[Row], kind: Kind = Kind.ASK, currency: str = "USD") -> History:
    """Make a history of rows; an empty price says that it is gone, `x9` that it is sold out."""
    history = History(currencies=[currency])
    things: dict[str, int] = {}
    for at, name, price in rows:
        product = name.split("/")[0]
        if product not in history.products:
            history.products.append(product)
        if name not in things:
            things[name] = len(history.things)
            number = history.products.index(product)
            history.things.append(Thing(name, number, name.split("/")[1], product, "web", "toys"))
        what = Kind.GONE if not price else Kind.SOLD_OUT if price[0] == "x" else kind
        amount = units(Decimal(price.strip("x"))) if price else -1
        history.add((moment(day(at)), things[name], amount, 0, what))
    return history.in_order()


BARGAIN: tuple[Row, ...] = (
    (0, "car/a", "50"),
    (0, "car/b", "52"),
    (0, "car/c", "55"),
    (0, "car/f", "56"),
    (1, "car/d", "20"),
)
"""Four ask about 50, and then one asks 20."""
