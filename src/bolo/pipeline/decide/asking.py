"""What is this worth, and what may it cost? One question answered by what judges all the time.

Matching recognises the thing, valuing weighs it, and the workspace's limits say up to which price
it would be a buy. Nothing is written, and nothing is judged otherwise than a listing would be.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.condition import Condition
from bolo.core.decision import GATES, Appraisal, Policy, Reason, decide
from bolo.core.decision.decide import affordable
from bolo.core.decision.terms import Buying
from bolo.core.money import Money
from bolo.core.valuation.appraise import Sold, Worth
from bolo.core.valuation.asks import Exit
from bolo.pipeline.decide import store
from bolo.pipeline.decide.store import EVERYWHERE
from bolo.pipeline.match.recognising import Recognised, Recognising
from bolo.pipeline.value.service import Valuing, Weighed
from bolo.pipeline.value.worth_store import NewWorth

TWICE = 2
"""A price that a person holds in hand needs no second reading."""
MOST_TIMES = 3
"""No price beyond so many times what a sale is counted on brings is looked at."""


@dataclass(frozen=True, slots=True)
class AtVenue:
    """What it comes to at one venue; `most` is the highest price that is a buy.

    `at` is the deal at that price, at the smallest one where none would do.
    Without `sold` there is too little to count on, and `missing` says what; without `most` no
    price would do, and the `reasons` say why.
    """

    worth: NewWorth
    sold: Sold | None
    asks: int
    missing: str | None
    at: Appraisal | None
    most: Money | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a product in one condition, at each venue of the workspace."""

    currency: str
    condition: Condition
    conditions: tuple[Condition, ...]
    venues: tuple[AtVenue, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """The use cases; a worker's own services do the work."""

    recognising: Recognising
    valuing: Valuing

    @classmethod
    def over(cls, valuing: Valuing, new_id: Callable[[], UUID]) -> "Asking":
        """Ask by what values, and by trees of one's own."""
        return cls(Recognising(new_id), valuing)

    async def recognise(self, session: AsyncSession, words: str) -> list[Recognised]:
        """Return what words, a GTIN or an address may mean, what is likeliest first."""
        return await self.recognising.recognise(session, words)

    async def answer(
        self,
        session: AsyncSession,
        workspace: UUID,
        product: UUID,
        sure: Decimal,
        condition: Condition | None,
    ) -> Answer | None:
        """Say what a product is worth and may cost; `sure` is how sure it is the thing meant.

        `None` when nothing of it is known that could be weighed.
        """
        weighed = await self.valuing.weigh(session, workspace, product)
        if not weighed.worths:
            return None
        category = next((one.category for one in weighed.members if one.category), None)
        known = await store.policies(session, workspace, weighed.costing.currency)
        policy = known.get(category or EVERYWHERE, known[EVERYWHERE])
        conditions = _conditions(weighed)
        wanted = condition or conditions[0]
        return Answer(
            weighed.costing.currency,
            wanted,
            conditions,
            tuple(
                self._at(weighed, one, policy, sure)
                for one in weighed.worths
                if one.condition == wanted
            ),
        )

    def _at(self, weighed: Weighed, worth: NewWorth, policy: Policy, sure: Decimal) -> AtVenue:
        had = weighed.sold(worth.venue, Condition(worth.condition))
        if had.sold is None:
            return AtVenue(worth, None, had.exit.asks, _too_few(had.exit), None, None, ())
        buying = self._buying(weighed)
        deal = _deal(had, had.sold, worth, sure)
        most = buying.highest(
            deal, lambda moved: affordable(moved, policy), had.sold.price * MOST_TIMES
        )
        at = buying.deal(deal, most or Money.of_minor(1, weighed.costing.currency))
        if any(rule(at, policy) for rule in GATES.values()):
            most = None
        reasons = decide(at, policy).reasons
        return AtVenue(worth, had.sold, had.exit.asks, None, at, most, reasons)

    def _buying(self, weighed: Weighed) -> Buying:
        currency = weighed.costing.currency
        return Buying(
            Money.zero(currency), None, weighed.costing.costs(), self.valuing.venues.rates, currency
        )


def _too_few(out: Exit) -> str:
    return (
        f"Insufficient data: {out.asks} of {out.needed} shops needed ask for it in this state now, "
        "and no sale of it is known."
    )


def _deal(had: Worth, sold: Sold, worth: NewWorth, sure: Decimal) -> Appraisal:
    return Appraisal(
        price=had.price,
        cost=had.cost.total,
        exit_price=sold.price,
        proceeds=sold.proceeds,
        probability=sure,
        asks=had.exit.asks,
        reads=TWICE,
        days_to_sell=worth.days_p50,
        confirmed_fees=sold.fees.confirmed,
        levy=had.levy,
    )


def _conditions(weighed: Weighed) -> tuple[Condition, ...]:
    """Return the conditions that it is known in, that of most listings first."""
    offered: Sequence[Condition] = [one.condition for one in weighed.members if not one.gates]
    known = {Condition(one.condition) for one in weighed.worths}
    return tuple(sorted(known, key=lambda one: (-offered.count(one), one)))
