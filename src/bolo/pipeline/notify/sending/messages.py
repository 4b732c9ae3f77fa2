"""From alerts to the message that a channel writes: one by itself, several folded into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.channel import Fact, Link, Message
from bolo.pipeline.notify.alerts.about import About, Told

FOLDED = "alerts.several"


@dataclass(frozen=True, slots=True)
class Places:
    """Where this bolo is: `public` is set when others reach it there too."""

    at: str
    public: bool

    def alert(self, told: Told) -> str | None:
        """Return where an alert leads: over us, which counts the click, where that works."""
        if self.public:
            return f"{self.at}/api/v1/alerts/{told.id}/go"
        return told.about.url

    def inside(self, told: Told) -> str:
        """Return the page of bolo that shows more."""
        if told.opportunity is not None:
            return f"{self.at}/opportunities/{told.opportunity}"
        return f"{self.at}/alerts"


def message(told: Sequence[Told], number: UUID, places: Places) -> Message:
    """Return the message that tells alerts, the most valuable first."""
    first, *rest = told
    if not rest:
        return Message(
            UUID(
                int=number.int
            ),  # the driver's UUIDs are a class of their own, which no JSON holds
            first.kind,
            first.title,
            first.body,
            first.created_at,
            UUID(int=first.opportunity.int) if first.opportunity else None,
            first.demo,
            first.about.image,
            first.about.verdict,
            tuple(Fact(label, words) for label, words in first.about.facts),
            _links(first, places),
            alerts=(UUID(int=first.id.int),),
        )
    return Message(
        UUID(int=number.int),
        FOLDED,
        f"{first.title}, and {len(rest)} more",
        first.body,
        first.created_at,
        demo=all(one.demo for one in told),
        image=first.about.image,
        verdict=first.about.verdict,
        facts=tuple(Fact(label, words) for label, words in first.about.facts),
        links=(*_links(first, places)[:1], Link("See all in bolo", f"{places.at}/alerts")),
        more=tuple(Link(one.title, places.inside(one)) for one in rest),
        alerts=tuple(UUID(int=one.id.int) for one in told),
    )


def _links(told: Told, places: Places) -> tuple[Link, ...]:
    shop = f"Open at {told.about.shop}" if told.about.shop else "Open at the shop"
    url = places.alert(told) if told.about.url else None
    own = Link("See it in bolo", places.inside(told))
    return (Link(shop, url), own) if url else (own,)


ABOUT_DISPATCHES = text("""
    SELECT delivery.dispatch_id, alert.id, alert.kind, alert.title, alert.body, alert.created_at,
        alert.opportunity_id, alert.demo, alert.about
    FROM delivery JOIN alert ON alert.id = delivery.alert_id
    WHERE delivery.dispatch_id = ANY(CAST(:ids AS uuid[]))
    ORDER BY alert.worth DESC NULLS LAST, alert.created_at DESC, alert.id
""")


async def told_by(session: AsyncSession, dispatches: Sequence[UUID]) -> dict[UUID, list[Told]]:
    """Return the alerts that dispatches carry, the most valuable first."""
    found: dict[UUID, list[Told]] = {}
    for row in await session.execute(ABOUT_DISPATCHES, {"ids": sorted(dispatches)}):
        about = orjson.loads(row.about) if isinstance(row.about, str | bytes) else row.about
        told = Told(
            row.id,
            row.kind,
            row.title,
            row.body,
            row.created_at,
            row.opportunity_id,
            row.demo,
            About.of(about),
        )
        found.setdefault(row.dispatch_id, []).append(told)
    return found
