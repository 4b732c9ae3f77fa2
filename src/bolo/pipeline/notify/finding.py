"""Raise one alert for each listing that a saved search caught."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.pipeline.notify.alerts.about import About
from bolo.pipeline.notify.alerts.store import Alert
from bolo.pipeline.notify.service import Notifying
from bolo.pipeline.observe.hit_store import Found, found

FOUND = "search.hit"


async def tell_hits(
    session: AsyncSession, notifying: Notifying, workspace: UUID, ids: Sequence[UUID]
) -> int:
    """Raise alerts for the hits `ids`; return how many are new."""
    hits = await found(session, workspace, ids)
    return await notifying.tell(session, workspace, [_alert(notifying, hit) for hit in hits])


def _alert(notifying: Notifying, hit: Found) -> Alert:
    price = f"{hit.price.rounded()}: " if hit.price else ""
    asked = f" for {hit.price.rounded()}" if hit.price else ""
    return Alert(
        id=notifying.new_id(),
        fact=f"hit:{hit.search}:{hit.listing}",
        kind=FOUND,
        title=f"{price}{hit.title}",
        body=f"{hit.search_title}: {hit.title} at {hit.shop}{asked}.",
        opportunity_id=None,
        created_at=notifying.clock(),
        demo=hit.demo,
        scope=f"search:{hit.search}",
        about=About(
            url=hit.url,
            shop=hit.shop,
            facts=(("Price", str(hit.price.rounded())),) if hit.price else (),
        ),
    )
