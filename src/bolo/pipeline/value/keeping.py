"""Chores of valuing: hold promises against what came, learn from alike things, look again."""

from dataclasses import dataclass
from datetime import timedelta

from bolo.pipeline.value.promises import store as promise_store
from bolo.pipeline.value.service import Valuing
from bolo.pipeline.value.venues import Venues
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database

KEPT = timedelta(days=400)
"""So long a promise is kept, whether it came due or not."""
LOOK_AGAIN = timedelta(days=1)
"""Evidence ages while nothing happens: a worth is weighed anew after so long."""
AT_ONCE = 200
MOST = 20_000
"""So many products at most are weighed anew in one turn."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """The chores; each may be done by any worker, one at a time."""

    db: Database
    valuing: Valuing
    venues: Venues
    clock: Clock

    async def settle(self) -> int:
        """Hold promises against later sales and vanished asks; return how many came due."""
        now = self.clock()
        async with self.db.transaction() as session:
            await promise_store.forget(session, now - KEPT)
            return await promise_store.settle(session, now, self.venues.rates.per_euro)

    async def learn(self) -> None:
        """Find out anew what brands and categories ask and how fast their things go."""
        async with self.db.transaction() as session:
            await promise_store.learn(session, self.clock())

    async def look_again(self, most: int = MOST) -> int:
        """Weigh products anew of which nothing was heard for a day; return how many.

        One workspace at a time in a transaction, so that products are locked in their order.
        """
        done = 0
        while done < most:
            before = self.clock() - LOOK_AGAIN
            async with self.db.transaction() as session:
                some = await promise_store.unlooked(session, before, AT_ONCE)
            if not some:
                break
            for workspace, products in some.items():
                async with self.db.transaction() as session:
                    await self.valuing.value_products(session, workspace, products)
                    await promise_store.drop_unlooked(session, before, workspace, products)
                done += len(products)
        return done
