"""Venues as valuing sees them: fees and break-even in the workspace's own currency.

A venue charges in its currency; a price goes there and the fees come back at the
ECB's reference rate of the day, and the rates that were used can be shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bolo.core.decision.terms import Selling
from bolo.core.errors import NotFound
from bolo.core.fees import catalogue
from bolo.core.fx import Rates, latest, recorded
from bolo.core.money import Money
from bolo.core.valuation.appraise import Fees
from bolo.core.valuation.vat import Levy
from bolo.core.valuation.venue_fees import fees_at, schedule_category

MOST_RECKONED = 20_000


@dataclass(slots=True)
class Venues:
    """Fee schedules and one day's exchange rates, which may be replaced by a newer day's."""

    rates: Rates
    reckoned: dict[tuple[str, Money, str | None, date, date, bool], Fees] = field(
        default_factory=dict
    )
    """Fees that were reckoned before: many listings of a product sell at one price."""
    evened: dict[tuple[str, Money, str | None, date, date, Levy | None], Money | None] = field(
        default_factory=dict
    )
    """Break-even prices that were searched before."""

    @classmethod
    def load(cls, on: date) -> "Venues":
        """Take the newest rates of `on` or before that ship with bolo."""
        return cls(latest(recorded(), on))

    def knows(self, slug: str) -> bool:
        """Tell whether there is a venue of that slug."""
        return slug in catalogue.venues()

    def title(self, slug: str) -> str:
        """Return what a venue is called; its slug when it is no longer known."""
        return catalogue.title_of(slug)

    def all(self) -> list[tuple[str, str, str]]:
        """Return (slug, title, currency) of every venue."""
        return [(v.slug, v.title, v.currency) for v in catalogue.venues().values()]

    def convert(self, money: Money, currency: str) -> Money | None:
        """Return `money` in `currency`, unrounded; `None` when there is no rate."""
        try:
            return self.rates.convert(money, currency)
        except NotFound:
            return None

    def fees(
        self, slug: str, price: Money, category: str | None, on: date, *, registered: bool = False
    ) -> Fees:
        """Return what a venue takes from a sale at `price`, in the currency of `price`.

        Who is `registered` for VAT gets back what a venue adds of it to its fees.
        """
        asked = (slug, price, schedule_category(category), on, self.rates.date, registered)
        if asked not in self.reckoned:
            if len(self.reckoned) >= MOST_RECKONED:
                self.reckoned.clear()
            self.reckoned[asked] = fees_at(
                slug, price, asked[2], on, self.rates, registered=registered
            )
        return self.reckoned[asked]

    def break_even(
        self,
        slug: str,
        cost: Money,
        category: str | None,
        on: date,
        levy: Levy | None = None,
    ) -> Money | None:
        """Return the least price, in the currency of `cost`, at which a sale covers `cost`.

        `None` when none does. `levy` is the VAT that is owed on it.
        """
        asked = (slug, cost, category, on, self.rates.date, levy)
        if asked not in self.evened:
            if len(self.evened) >= MOST_RECKONED:
                self.evened.clear()
            registered = levy is not None
            there = self.selling(
                slug, (category, on), self.rates, cost.currency, registered=registered
            )
            self.evened[asked] = there.break_even(cost, levy)
        return self.evened[asked]

    def selling(
        self,
        slug: str,
        sold: tuple[str | None, date],
        rates: Rates,
        currency: str,
        *,
        registered: bool = False,
    ) -> Selling:
        """Return selling a category on a day at a venue, by the rates of an appraisal."""
        place, (category, on) = catalogue.venue(slug), sold
        return Selling(
            slug,
            place.title,
            place.on(on),
            place.options,
            schedule_category(category),
            on,
            rates,
            currency,
            registered,
        )

    def rates_used(self, given: Iterable[str], wanted: str) -> dict[str, Any]:
        """Return the rates from each of `given` to `wanted`, with their day and source."""
        return {
            "date": self.rates.date.isoformat(),
            "source": self.rates.source,
            "pairs": [
                {"from": one, "to": wanted, "rate": f"{self.rates.rate(one, wanted):.6f}"}
                for one in sorted(given)
                if one != wanted
            ],
        }

    def per_euro(self, slug: str, currencies: Iterable[str]) -> dict[str, str]:
        """Return the rates, exactly, that an appraisal at a venue may have been reckoned by."""
        place = catalogue.venue(slug)
        lists = (*place.schedules, *place.also)
        stated = {part.currency for one in lists for part in one.components if part.currency}
        known = self.rates.per_euro
        return {
            one: str(known[one])
            for one in sorted({place.currency, *stated, *currencies})
            if one in known
        }
