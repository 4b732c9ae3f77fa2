"""Raise one alert for each thing that came true of what is followed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.following.follows import When
from bolo.core.money import Money
from bolo.pipeline.notify.alerts.about import About
from bolo.pipeline.notify.alerts.store import Alert
from bolo.pipeline.notify.service import Notifying
from bolo.pipeline.observe.follow_store import Found, found

KIND = "follow"


async def tell_follows(
    session: AsyncSession, notifying: Notifying, workspace: UUID, ids: Sequence[UUID]
) -> int:
    """Raise alerts for the hits `ids`; return how many are new."""
    hits = await found(session, workspace, ids)
    return await notifying.tell(session, workspace, [_alert(notifying, hit) for hit in hits])


def _alert(notifying: Notifying, hit: Found) -> Alert:
    price = f"{hit.price.rounded()}: " if hit.price else ""
    return Alert(
        id=notifying.new_id(),
        fact=f"follow:{hit.id}",
        kind=f"{KIND}.{hit.condition.when}",
        title=f"{price}{hit.title}",
        body=_body(hit),
        opportunity_id=None,
        created_at=notifying.clock(),
        demo=hit.demo,
        scope=f"follow:{hit.follow}",
        about=About(url=hit.url, shop=hit.shop, image=hit.image, facts=tuple(_facts(hit))),
    )


def _body(hit: Found) -> str:
    asked = f" for {hit.price.rounded()}" if hit.price else ""
    before = f", before {hit.before.rounded()}" if hit.before else ""
    if hit.condition.when is When.UNUSUAL:
        before = f", usually {hit.before.rounded()}" if hit.before else ""
    low = f" The lowest recorded is {hit.low.rounded()}." if hit.low else ""
    whose = "" if hit.label == hit.title else f"{hit.label}, "
    return f"{whose}{hit.condition.told}: {hit.title} at {hit.shop}{asked}{before}.{low}"


def _facts(hit: Found) -> list[tuple[str, str]]:
    usual = hit.condition.when is When.UNUSUAL
    named: list[tuple[str, Money | None]] = [
        ("Price", hit.price),
        ("Usually" if usual else "Before", hit.before),
        ("Lowest recorded", hit.low),
    ]
    return [(name, str(money.rounded())) for name, money in named if money]
