"""What a deal can be moved by: how its price becomes its cost, and its exit price its proceeds.

Both are reckoned from what was kept with the appraisal, so a question about another price
is answered as the appraisal would have answered it on that day.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bolo.core.decision.verdict import Appraisal
from bolo.core.fees.engine import VAT_ON_FEES, charge
from bolo.core.fees.quote import Charge, Sale
from bolo.core.fees.schedule import Payer, Schedule
from bolo.core.fees.search import breaks, first_enough
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.core.valuation.cost import Costing, LandedCost, landed_cost, levy_on
from bolo.core.valuation.vat import Levy

ROUNDED = 4
"""More than are rounded besides fees: a price that goes to the venue and back, and VAT."""


@dataclass(frozen=True, slots=True)
class Buying:
    """What is asked, in the seller's currency, and all that is paid on top, in one's own."""

    price: Money
    shipping: Money | None
    costing: Costing
    rates: Rates
    currency: str

    def landed(self, price: Money) -> tuple[Money, LandedCost]:
        """Return a price of the seller in one's own currency, and what having the item costs."""
        own = self._own(price).rounded()
        return own, landed_cost(own, self._shipping, self.costing, foreign=self._foreign(price))

    def deal(self, deal: Appraisal, price: Money) -> Appraisal:
        """Return a deal as it would be at another price of the seller, with the VAT owed then."""
        own, landed = self.landed(price)
        foreign = self._foreign(price)
        levy = levy_on(own, self._shipping, self.costing, foreign=foreign)
        return deal.bought_for(own, landed.total, levy)

    @property
    def _shipping(self) -> Money | None:
        return None if self.shipping is None else self._own(self.shipping)

    def _foreign(self, price: Money) -> bool:
        return price.currency != self.currency

    def _own(self, money: Money) -> Money:
        return self.rates.convert(money, self.currency)

    def highest(
        self, deal: Appraisal, fits: Callable[[Appraisal], bool], most: Money
    ) -> Money | None:
        """Return the highest price of the seller, up to `most`, at which the deal `fits`.

        What fits at a price must fit at every lower one. `None` when not even the smallest does.
        """
        step = Money.of_minor(1, self.price.currency)

        def good(units: int) -> bool:
            return fits(self.deal(deal, step * units))

        low, high = 0, int(most.amount / step.amount) + 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if good(middle) else (low, middle)
        return step * low if low else None


@dataclass(frozen=True, slots=True)
class Selling:
    """A venue on a day, by the schedules that were in force: what a sale there leaves.

    `currency` is one's own, `charged_in` the venue's. Who is `registered` for VAT gets back what
    a venue adds of it to its fees.
    """

    venue: str
    title: str
    schedules: tuple[Schedule, ...]
    options: tuple[str, ...]
    category: str | None
    on: date
    rates: Rates
    currency: str
    registered: bool = False

    @property
    def charged_in(self) -> str:
        """The currency in which the venue charges."""
        return self.schedules[0].currency

    def charges(self, price: Money) -> tuple[Charge, ...]:
        """Return what the seller pays, in the venue's currency."""
        sale = self._sale(self._there(price))
        lists = (charge(one, sale, self.on, self.rates) for one in self.schedules)
        paid = (c for one in lists for c in one.charges if c.paid_by is Payer.SELLER)
        return tuple(c for c in paid if not (self.registered and c.name == VAT_ON_FEES))

    def fees(self, price: Money) -> Money:
        """Return all that the seller pays on a sale at `price`, in its currency."""
        amounts = (
            self.rates.convert(one.amount, price.currency).rounded() for one in self.charges(price)
        )
        return sum(amounts, start=Money.zero(price.currency))

    def starts(self) -> list[int]:
        """Return the prices, in one's own minor units, at which fees may begin to differ.

        Another currency blurs where: then both sides of the blur are told.
        """
        found = self._breaks()
        if self.charged_in == self.currency:
            return [_units(one) for one in found]
        own = [_units(self.rates.convert(one, self.currency)) for one in found]
        blur = 1 + _units(self.rates.convert(Money.of_minor(1, self.charged_in), self.currency))
        return sorted({max(one + side, 1) for one in own for side in (-blur, blur)})

    def break_even(self, cost: Money, levy: Levy | None = None) -> Money | None:
        """Return the least price, in one's own minor units, that leaves `cost` after fees and VAT.

        All prices that come to as much in the venue's money pay the same fees: the dearest of each
        such step is asked, and the least of the step that does is the answer. `None` without one.
        """
        own, there = Money.of_minor(1, self.currency), Money.of_minor(1, self.charged_in)
        share = self.rates.convert(there, self.currency).amount / own.amount

        def left(units: int) -> Decimal:
            price = own * units
            due = Money.zero(self.currency) if levy is None else levy.due(price)
            return (price - self.fees(price) - due - cost).amount / own.amount

        def last(step: int) -> int:
            """Return the highest price that is no more than so much in the venue's money."""
            price = int((step + Decimal("0.5")) * share)
            return price - (_units(self._there(own * price)) > step)

        starts = [0, *(_units(one) for one in self._breaks())]
        lines = len(self.charges(Money.zero(self.currency))) + ROUNDED
        slack = lines * (1 + 1 / share) / 2
        found = first_enough(lambda step: left(last(step)) / share, starts, slack)
        if found is None:
            return None
        low, high = (last(found - 1) if found else -1), last(found)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if left(middle) >= 0 else (middle, high)
        return own * high

    def _breaks(self) -> tuple[Money, ...]:
        return breaks(self.schedules, self._sale(Money.zero(self.charged_in)))

    def _there(self, price: Money) -> Money:
        """Return a price as the venue sees it, in whole minor units of its currency."""
        return self.rates.convert(price, self.charged_in).rounded()

    def _sale(self, price: Money) -> Sale:
        return Sale(price, category=self.category, options=dict.fromkeys(self.options, ""))


def _units(money: Money) -> int:
    return int(money.amount / Money.of_minor(1, money.currency).amount)


@dataclass(frozen=True, slots=True)
class Case:
    """A deal with its terms; `None` where they were not kept (appraised by an older bolo)."""

    deal: Appraisal
    buying: Buying | None = None
    selling: Selling | None = None

    def sold_at(self, selling: Selling, exit_price: Money) -> Appraisal:
        """Return the deal as it would be if it brought `exit_price` there."""
        moved = replace(self.deal, exit_price=exit_price)
        return replace(moved, proceeds=exit_price - selling.fees(exit_price) - moved.vat)
