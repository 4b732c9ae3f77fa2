"""VAT of a deal: what is owed on its sale, and what its purchase takes off that.

Selling prices have the VAT in them, as prices to consumers do: of a price, r / (1 + r) is VAT.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from bolo.core.money import Money


class Scheme(StrEnum):
    """How VAT is owed on sales. The values are stored: never renamed."""

    NONE = "none"
    """None is owed, and none comes back: a private person, or exempt as a small business."""
    STANDARD = "standard"
    """It is owed on the whole selling price; what was paid may hold some that comes back."""
    MARGIN = "margin"
    """It is owed on the margin alone, and none comes back: the scheme for second-hand goods."""


@dataclass(frozen=True, slots=True)
class Vat:
    """A seller's VAT; `rate` is a share (0.19), `reclaims` says that of purchases comes back."""

    scheme: Scheme = Scheme.NONE
    rate: Decimal = Decimal(0)
    reclaims: bool = True

    @property
    def registered(self) -> bool:
        """Whether VAT is owed at all; what a venue adds to its fees then comes back."""
        return self.scheme is not Scheme.NONE

    def within(self, price: Money) -> Money:
        """Return the VAT in a price at `rate`, not rounded, whatever the scheme."""
        return Money(price.amount * self.rate / (1 + self.rate), price.currency)

    def back(self, tax_rate: Decimal) -> Decimal:
        """Return which share of what the seller gets comes back.

        Where a tax is paid on top of prices, they are without it, and it is what comes back.
        """
        if self.scheme is not Scheme.STANDARD or not self.reclaims:
            return Decimal(0)
        return tax_rate or self.rate / (1 + self.rate)


NO_VAT = Vat()


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the VAT of a sale; what comes back is below 0."""

    name: str
    label: str
    amount: Money
    note: str


@dataclass(frozen=True, slots=True)
class Levy:
    """The VAT of one deal, at any price it may be sold for.

    Council Directive 2006/112/EC (read 2026-11-23): by the margin scheme the tax is in the selling
    price less the purchase price (art. 315), and that is all that the seller gets (art. 312), with
    the transport that he charges (art. 78 b); later costs, such as preparation, are not taken off.
    `paid` is what the seller gets: price and shipping. `back` is the share of it that comes
    back. `per_cost` is by how much `paid` is more where the landed cost is one more.
    """

    vat: Vat
    paid: Money
    back: Decimal
    per_cost: Decimal

    @property
    def reclaimed(self) -> Money:
        """What of the purchase comes back."""
        return (self.paid * self.back).rounded()

    def exact(self, price: Money) -> Money:
        """Return what is owed, less what comes back, not rounded."""
        if self.vat.scheme is Scheme.MARGIN:
            margin = price - self.paid
            return self.vat.within(max(margin, Money.zero(price.currency)))
        return self.vat.within(price) - self.paid * self.back

    def due(self, price: Money) -> Money:
        """Return what is owed when it is sold at `price`, less what comes back."""
        if self.vat.scheme is Scheme.MARGIN:
            return self.exact(price).rounded()
        return self.vat.within(price).rounded() - self.reclaimed

    def had_for(self, more: Money) -> "Levy":
        """Return the VAT of the same deal where its landed cost is so much more."""
        return replace(self, paid=self.paid + more * self.per_cost)

    def bends(self, price: Money) -> tuple[tuple[Decimal, Decimal], ...]:
        """Return straight lines of which the highest is owed: where it is, and how it falls.

        It falls by the second figure where the landed cost is one more.
        """
        if self.vat.scheme is Scheme.MARGIN:
            owed = self.vat.within(price - self.paid).amount
            share = self.vat.rate / (1 + self.vat.rate)
            return (owed, share * self.per_cost), (Decimal(0), Decimal(0))
        return ((self.exact(price).amount, self.back * self.per_cost),)

    def lines(self, price: Money) -> tuple[Line, ...]:
        """Say what is owed on a sale at `price` and what comes back; they add up to `due`."""
        rate = f"{(self.vat.rate * 100).normalize():f} %"
        if self.vat.scheme is Scheme.MARGIN:
            of = f"{rate} in {price} less {self.paid} for price and shipping: the margin scheme"
            return (Line("vat", "VAT on the margin", self.due(price), of),)
        owed = self.vat.within(price).rounded()
        lines = (Line("vat", "VAT on the sale", owed, f"{rate} in {price}"),)
        if not self.back:
            return lines
        share = f"{(self.back * 100).quantize(Decimal('0.01'))} % of {self.paid}"
        what = f"{share} for price and shipping"
        return (*lines, Line("vat_reclaimed", "VAT reclaimed", -self.reclaimed, what))
