"""The outbox: an event is a row written in the transaction of the change it tells of.

So neither can be without the other. The relay gives it a position; subscribers follow by it.
"""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Broken
from bolo.core.events import KINDS, Event
from bolo.platform.database.access import TOLD
from bolo.platform.durable.events import store
from bolo.platform.durable.work import Payload
from bolo.platform.ids import NewId, new_id

IDS_IN_AN_EVENT = 500


async def publish(session: AsyncSession, event: Event, *, make_id: NewId = new_id) -> None:
    """Tell `event` when the caller's transaction commits; one without ids tells nothing.

    More than 500 ids become several events.
    """
    rows: list[dict[str, object]] = [
        {
            "id": make_id(),
            "kind": event.kind,
            "ids": list(event.ids[start : start + IDS_IN_AN_EVENT]),
            "workspace_id": event.workspace,
        }
        for start in range(0, len(event.ids), IDS_IN_AN_EVENT)
    ]
    if rows:
        await store.add_events(session, rows)
        session.info[TOLD] = True


def payload_of(event: Event) -> Payload:
    """Return what a subscriber's job is told of an event."""
    return {
        "kind": event.kind,
        "ids": [str(key) for key in event.ids],
        "workspace": str(event.workspace) if event.workspace else None,
    }


def event_of(payload: Payload) -> Event:
    """Read the event back; `Broken` when this version knows no such kind."""
    kind = KINDS.get(payload["kind"])
    if kind is None:
        raise Broken(f"no event is called {payload['kind']!r}")
    workspace = payload["workspace"]
    return kind(
        ids=tuple(UUID(key) for key in payload["ids"]),
        workspace=UUID(workspace) if workspace else None,
    )
