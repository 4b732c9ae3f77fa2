"""Use case of choosing: a person says which of several prices on a page is the price.

It holds for that listing at once, for what is followed, and for later ties at the same shop;
a worker, which has the saved searches in memory, holds it against them as soon as it hears.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid, NotFound
from bolo.core.events import PriceChosen, PriceMoved
from bolo.core.fx import Rates
from bolo.core.listing import Quote
from bolo.core.money import Money
from bolo.pipeline.observe import question_store, store
from bolo.pipeline.observe.judging import Judging
from bolo.pipeline.observe.question_store import Question
from bolo.pipeline.observe.weigh import ENOUGH_READS, stated
from bolo.pipeline.watch import choices
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish


@dataclass(frozen=True, slots=True)
class Choosing:
    """The use cases; `rates` are the day's, `new_id` is the source of ids."""

    db: Database
    clock: Clock
    new_id: Callable[[], UUID]
    rates: Callable[[], Rates]

    async def answer(self, user: UUID, which: UUID, option: int | None) -> None:
        """Believe an option from now on; none of them takes back what the shop is believed by."""
        async with self.db.transaction() as session:
            question = await question_store.question(session, which)
            if question is None:
                raise NotFound("there is no such question here")
            if option is not None and not 0 <= option < len(question.options):
                raise Invalid(f"there are {len(question.options)} prices to choose from")
            await question_store.answered(session, which, option, user, self.clock())
            if option is None:
                await choices.forget(session, question.host)
                return
            chosen = question.options[option]
            await choices.remember(
                session, question.host, chosen.source, chosen.where, self.clock()
            )
            await self._believe(session, question, chosen.price)
            await question_store.ask_again(session, question.host, self.clock())

    async def _believe(self, session: AsyncSession, question: Question, price: Money) -> None:
        known = (await store.known(session, [question.key])).get(question.key)
        money = stated(price)
        if known is None or money is None:
            return
        aside = known.pending.quote.availability if known.pending else None
        stock = aside or (known.quote.availability if known.quote else None)
        quote = Quote(money, stock, self.clock())
        if known.quote is None or known.quote.price != money:
            after = replace(known, quote=quote, reads=ENOUGH_READS)
            await store.save_prices(session, {known.id: after})
            await store.add_history(session, [(known.id, quote)])
            judging = Judging(self.clock, self.new_id, self.rates)
            await judging.judge(session, {known.id: quote.at})
        await store.clear(session, [known.id])
        await publish(session, PriceMoved((known.id,)))
        await publish(session, PriceChosen((known.id,)))
