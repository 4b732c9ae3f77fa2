"""The audit log: who did what in the workspace, and whether the log is whole."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from bolo.accounts.audit.store import Wanted
from bolo.api.frame.context import App, Who
from bolo.api.frame.shapes import Items, Shape
from bolo.views.cursors import Marks

router = APIRouter(prefix="/audit", tags=["audit"])


class AuditEntry(Shape):
    """What somebody did; `actor` is null for who has left, `hash` chains it to the one before."""

    number: int
    at: datetime
    user: UUID | None
    actor: str | None
    via: str
    action: str
    target: str
    hash: str


class AuditEntries(Items[AuditEntry]):
    """One page, the newest first, and the actions that one may ask for."""

    actions: list[str]


class AuditCheck(Shape):
    """Whether every hash is what it should be; `broken_at` is the first number that is not."""

    entries: int
    head: str
    broken_at: int | None


@router.get("")
async def list_audit_entries(
    who: Who,
    app: App,
    *,
    action: Annotated[str | None, Query(max_length=100)] = None,
    user: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> AuditEntries:
    """List what was done in the workspace."""
    marks = Marks.within("audit", action, user)
    wanted = Wanted(limit + 1, marks.number(cursor), action, user)
    found = await app.people.audit.page(who, wanted)
    shown = found[:limit]
    return AuditEntries(
        items=[
            AuditEntry(
                number=one.number,
                at=one.at,
                user=one.user,
                actor=one.actor,
                via=one.via,
                action=one.action,
                target=one.target,
                hash=one.hash.hex(),
            )
            for one in shown
        ],
        next=marks.make(str(shown[-1].number), who.workspace) if len(found) > limit else None,
        actions=list(await app.people.audit.actions(who)),
    )


@router.get("/check")
async def check_audit(who: Who, app: App) -> AuditCheck:
    """Work out every hash of the workspace's log anew."""
    told = await app.people.audit.verify(who.workspace)
    return AuditCheck(entries=told.entries, head=told.head, broken_at=told.broken_at)
