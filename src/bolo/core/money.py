"""Money: exact, in one currency, rounded only where it is charged."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Self

NO_MINOR_UNIT = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()
)
THREE_PLACES = frozenset("BHD IQD JOD KWD LYD OMR TND".split())


def minor_places(currency: str) -> int:
    """Return the decimal places of the smallest unit of `currency` (ISO 4217, 2026-01-01)."""
    if currency in NO_MINOR_UNIT:
        return 0
    return 3 if currency in THREE_PLACES else 2


@cache
def _step(currency: str) -> Decimal:
    return Decimal(1).scaleb(-minor_places(currency))


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of one currency (ISO 4217 code).

    Arithmetic and order between currencies is a `ValueError`: converting is a decision
    (which rate, which day) that belongs to `core.fx`, not to an operator.
    """

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Self:
        """Build from a decimal literal; floats are refused by type."""
        return cls(Decimal(amount), currency)

    @classmethod
    def of_minor(cls, units: int, currency: str) -> Self:
        """Build from a count of the smallest unit: 1999 of USD is 19.99."""
        return cls(Decimal(units).scaleb(-minor_places(currency)), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Nothing, in `currency`."""
        return cls(Decimal(0), currency)

    def __add__(self, other: Self) -> Self:
        return type(self)(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.amount - self._same(other).amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> Self:
        return type(self)(self.amount * factor, self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other).amount

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._same(other).amount

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._same(other).amount

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.currency)

    def __str__(self) -> str:
        """Say it with the places of its currency, and more only where there are more."""
        exact = -int(self.amount.normalize().as_tuple().exponent)
        return f"{self.amount:.{max(exact, minor_places(self.currency))}f} {self.currency}"

    def rounded(self) -> Self:
        """Round half up to the smallest unit of the currency, as invoices do."""
        return type(self)(self.amount.quantize(_step(self.currency), ROUND_HALF_UP), self.currency)

    def _same(self, other: Self) -> Self:
        if other.currency != self.currency:
            msg = f"cannot mix {self.currency} and {other.currency}"
            raise ValueError(msg)
        return other
