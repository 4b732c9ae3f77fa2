"""Prices of linked rows in one currency, whatever each row states by a column or a sign."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from bolo.cli.matching.lists.packed import Packed
from bolo.core.errors import NotFound
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.core.reading.prices.currencies import NOWHERE, Locale, code_of
from bolo.core.reading.prices.figures import Manner, is_open
from bolo.core.reading.prices.price_text import PriceText, read_price

LOOKED_AT = 1_000
"""Rows of each list by which its currency is told."""
PLAIN = Manner()


@dataclass(slots=True)
class Tally:
    """How many prices of each currency are converted, or left out as there is no rate for them.

    So many are `doubted`, as they can be read in another way: `doubt` tells of the first.
    """

    converted: Counter[str] = field(default_factory=Counter[str])
    left_out: Counter[str] = field(default_factory=Counter[str])
    doubted: int = 0
    doubt: str = ""

    def add(self, later: "Tally") -> None:
        """Add what was counted later."""
        self.converted += later.converted
        self.left_out += later.left_out
        self.doubted += later.doubted
        self.doubt = self.doubt or later.doubt


class Prices:
    """Reads prices into `currency`, and counts what a person should know of them."""

    def __init__(self, currency: str, rates: Rates | None) -> None:
        self._currency = currency
        self._rates = rates
        self._home = Locale(currency=currency)
        self.tally = Tally()

    def of(self, packed: Packed, row: int) -> Decimal | None:
        """Return the price of a row, `None` where it states none above zero, or has no rate."""
        price, currency = packed.cells(row, ("price", "currency"))
        return self.read(price, currency, packed.manner)

    def read(self, price: str, currency: str, manner: Manner = PLAIN) -> Decimal | None:
        """Return what a row states as its price and currency, in the `manner` of its list."""
        if not price:
            return None
        named = code_of(currency)
        said = self._said(price, named, manner)
        if said.amount is None or said.amount <= 0:
            return None
        if said.doubts:
            self.tally.add(Tally(doubted=1, doubt=f"{price!r}: {'; '.join(said.doubts)}"))
        stated = named or said.currency or self._currency
        if stated == self._currency:
            return said.amount
        worth = self._converted(Money(said.amount, stated))
        (self.tally.left_out if worth is None else self.tally.converted)[stated] += 1
        return worth

    def _said(self, price: str, named: str | None, manner: Manner) -> PriceText:
        said = manner.price(price, self._home if named is None else Locale(currency=named))
        if manner.comma or not is_open(price):
            return said
        grouped = price.replace(".", "")
        return PriceText(said.amount, doubts=(f"it is read as {said.amount}, not as {grouped}",))

    def _converted(self, money: Money) -> Decimal | None:
        try:
            worth = self._rates.convert(money, self._currency) if self._rates else None
        except NotFound:
            return None
        return worth.rounded().amount if worth else None

    def told(self) -> list[str]:
        """Say what was converted at which rates, and what was left out."""
        said, tally = [], self.tally
        if tally.converted and self._rates is not None:
            at = f"at the rates of {self._rates.date} ({self._rates.source})"
            said.append(f"{_listed(tally.converted)} converted into {self._currency} {at}")
        if tally.left_out:
            said.append(
                f"{_listed(tally.left_out)} left out: there is no rate into {self._currency}"
            )
        if tally.doubted:
            first = f"the first is {tally.doubt}"
            said.append(f"Prices of links, {tally.doubted}, can be read otherwise; {first}")
        return said


def usual_currency(lists: Iterable[Packed]) -> str | None:
    """Return the currency that most rows state, `None` where none do."""
    stated = Counter(
        code
        for packed in lists
        for row in range(min(len(packed), LOOKED_AT))
        if (code := _stated(packed.cell(row, "currency"), packed.cell(row, "price"), NOWHERE))
    )
    return min(stated, key=lambda code: (-stated[code], code)) if stated else None


def _stated(named: str, price: str, home: Locale) -> str | None:
    """Return the currency that a row names or signs its price with; `$` may be that of `home`."""
    code = code_of(named)
    if code or price.replace(".", "").isdigit():
        return code
    return read_price(price, where=home).currency


def _listed(counts: Counter[str]) -> str:
    prices = [f"{count} in {code}" for code, count in sorted(counts.items())]
    return f"Prices of links, {', '.join(prices)}, are"
