"""What whoever runs this bolo sees and does: workspaces and their plans, people, sources."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from bolo.accounts.caller import Caller
from bolo.api.frame.context import App, Who, operators
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Health, Items, Shape
from bolo.api.workspace.plans import Plan
from bolo.core.errors import NotFound
from bolo.core.plans.limits import PlanName
from bolo.core.plans.subscription import billed_plan
from bolo.views import admin, usage
from bolo.views.cursors import Marks
from bolo.wiring import Services

router = APIRouter(prefix="/admin", tags=["admin"], route_class=Once)
Limit = Annotated[int, Query(ge=1, le=200)]
Words = Annotated[str | None, Query(max_length=200)]


async def operator(who: Who, app: App) -> Caller:
    """Refuse who does not run this bolo."""
    await operators(app).check(who)
    return who


Operator = Annotated[Caller, Depends(operator)]


class AdminWorkspace(Shape):
    """A workspace with its plan and what it uses; `alerts` of this month.

    `granted` is a plan that was given by hand, `status` Stripe's word for what is paid for.
    """

    id: UUID
    name: str
    created_at: datetime
    owners: list[str]
    members: int
    plan: Plan
    granted: PlanName | None
    locked: bool
    status: str | None
    searches: int
    held: int
    watches: int
    alerts: int


class AdminWorkspaces(Items[AdminWorkspace]):
    """Workspaces, the newest first."""


class AdminPerson(Shape):
    """Somebody with an account."""

    id: UUID
    name: str
    email: str | None
    email_verified_at: datetime | None
    created_at: datetime
    seen_at: datetime | None
    factor: bool
    operator: bool
    workspaces: list[str]


class AdminPeople(Items[AdminPerson]):
    """People, the newest first."""


class AdminSource(Shape):
    """A host that is asked for anybody, and how it fares."""

    host: str
    marketplace: str | None
    health: Health
    last_ok_at: datetime | None
    questions: int
    asked_last_hour: int
    workspaces: int
    demo: bool


class AdminSources(Items[AdminSource]):
    """Hosts, those in trouble first."""


class PlanGrant(Shape):
    """The plan to give by hand; null for what the workspace pays for."""

    plan: PlanName | None


class WorkspaceLock(Shape):
    """Whether a workspace is to be locked: it runs and changes nothing then."""

    locked: bool


def _workspace(app: Services, one: admin.Workspace) -> AdminWorkspace:
    plan = billed_plan(one.billed, app.clock(), sold=app.plans.sold)
    paid = one.billed.subscription
    return AdminWorkspace(
        id=one.id,
        name=one.name,
        created_at=one.created_at,
        owners=list(one.owners),
        members=one.members,
        plan=Plan.of(plan),
        granted=one.billed.granted,
        locked=one.billed.locked,
        status=paid.status if paid else None,
        searches=one.searches,
        held=one.held,
        watches=one.watches,
        alerts=one.alerts,
    )


async def _one(app: Services, workspace: UUID) -> AdminWorkspace:
    since = usage.month_of(app.clock())
    async with app.db.transaction() as session:
        found = await admin.workspaces(session, admin.Wanted(limit=1), since, workspace)
    if not found:
        raise NotFound("there is no such workspace")
    return _workspace(app, found[0])


@router.get("/workspaces")
async def list_admin_workspaces(
    who: Operator, app: App, *, q: Words = None, limit: Limit = 50, cursor: str | None = None
) -> AdminWorkspaces:
    """List every workspace with its plan and what it uses of it."""
    del who
    marks = Marks.within("workspaces", q)
    wanted = admin.Wanted(q, marks.moment(cursor), limit)
    async with app.db.transaction() as session:
        found = await admin.workspaces(session, wanted, usage.month_of(app.clock()))
    last = found[-1] if len(found) == limit else None
    following = marks.make(last.created_at.isoformat(), last.id) if last else None
    return AdminWorkspaces(items=[_workspace(app, one) for one in found], next=following)


@router.put("/workspaces/{workspace_id}/plan")
async def grant_plan(
    workspace_id: UUID, given: PlanGrant, who: Operator, app: App
) -> AdminWorkspace:
    """Give a workspace a plan by hand, or with null the one that it pays for."""
    await app.plans.grant(workspace_id, given.plan)
    told = given.plan or "as paid"
    await app.people.audit.tell_concerned(who, workspace_id, "grant_plan", told)
    return await _one(app, workspace_id)


@router.put("/workspaces/{workspace_id}/lock")
async def lock_workspace(
    workspace_id: UUID, given: WorkspaceLock, who: Operator, app: App
) -> AdminWorkspace:
    """Lock a workspace, or open it: locked it runs nothing and changes nothing."""
    await app.plans.lock(workspace_id, locked=given.locked)
    told = "locked" if given.locked else "open"
    await app.people.audit.tell_concerned(who, workspace_id, "lock_workspace", told)
    return await _one(app, workspace_id)


@router.get("/people")
async def list_admin_people(
    who: Operator, app: App, *, q: Words = None, limit: Limit = 50, cursor: str | None = None
) -> AdminPeople:
    """List everybody who has an account."""
    del who
    marks = Marks.within("people", q)
    wanted = admin.Wanted(q, marks.moment(cursor), limit)
    async with app.db.transaction() as session:
        found = await admin.people(session, wanted)
    items = [AdminPerson.model_validate(one) for one in found]
    last = items[-1] if len(items) == limit else None
    following = marks.make(last.created_at.isoformat(), last.id) if last else None
    return AdminPeople(items=items, next=following)


@router.get("/sources")
async def list_admin_sources(who: Operator, app: App) -> AdminSources:
    """List every host that is asked for anybody, those in trouble first."""
    del who
    async with app.db.transaction() as session:
        found = await admin.sources(session, app.clock() - timedelta(hours=1))
    return AdminSources(items=[AdminSource.model_validate(one) for one in found])
