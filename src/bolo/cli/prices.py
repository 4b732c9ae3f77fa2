"""Prices of linked rows in one currency, whatever each row states by a column or a sign."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from bolo.cli.packed import Packed
from bolo.core.errors import NotFound
from bolo.core.fx import Rates
from bolo.core.matching.rows.table import read_figure
from bolo.core.money import Money
from bolo.core.reading.prices.currencies import NOWHERE, Locale, code_of
from bolo.core.reading.prices.price_text import read_price

LOOKED_AT = 1_000
"""Rows of each list by which its currency is told."""


class Prices:
    """Reads prices into `currency`; counts what is converted, and what there is no rate for."""

    def __init__(self, currency: str, rates: Rates | None) -> None:
        self._currency = currency
        self._rates = rates
        self._home = Locale(currency=currency)
        self.converted: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()

    def of(self, packed: Packed, row: int) -> Decimal | None:
        """Return the price of a row, `None` where it states none above zero, or has no rate."""
        return self.read(*packed.cells(row, ("price", "currency")))

    def read(self, price: str, currency: str) -> Decimal | None:
        """Return what a row states as its price and currency, as `of` does."""
        figure = read_figure(price) if price else ""
        if not figure or Decimal(figure) <= 0:
            return None
        stated = _stated(currency, price, self._home) or self._currency
        if stated == self._currency:
            return Decimal(figure)
        worth = self._converted(Money(Decimal(figure), stated))
        (self.left_out if worth is None else self.converted)[stated] += 1
        return worth

    def _converted(self, money: Money) -> Decimal | None:
        try:
            worth = self._rates.convert(money, self._currency) if self._rates else None
        except NotFound:
            return None
        return worth.rounded().amount if worth else None

    def told(self) -> list[str]:
        """Say what was converted at which rates, and what was left out."""
        said = []
        if self.converted and self._rates is not None:
            at = f"at the rates of {self._rates.date} ({self._rates.source})"
            said.append(f"{_listed(self.converted)} converted into {self._currency} {at}")
        if self.left_out:
            said.append(
                f"{_listed(self.left_out)} left out: there is no rate into {self._currency}"
            )
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
