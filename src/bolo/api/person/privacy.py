"""What is kept of the caller: all of it as a ZIP, and how long what is kept."""

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from bolo.accounts import retention
from bolo.accounts.export import chunks
from bolo.accounts.person.doors import DoorName
from bolo.api.frame import problems
from bolo.api.frame.context import App, Where, Who
from bolo.api.frame.shapes import Items, Shape

router = APIRouter(tags=["privacy"])


ZIP: problems.Responses = {200: {"content": {"application/zip": {}}, "description": "A ZIP"}}


class KindOfData(Shape):
    """A kind of data and after how many days it goes; null: with its workspace."""

    name: str
    what: str
    days: int | None


class KindsOfData(Items[KindOfData]):
    """How long what is kept."""


@router.get(
    "/users/me/export",
    response_class=StreamingResponse,
    responses=problems.responses(429) | ZIP,
)
async def export_me(who: Who, app: App, where: Where) -> StreamingResponse:
    """Hand over all that is kept of the caller, as a ZIP of JSON and CSV."""
    await app.people.doors.knock(DoorName.EXPORT, where.address)
    now = app.clock()
    archive = await app.people.export.write(who, now)
    name = f"bolo-{now:%Y-%m-%d}.zip"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(chunks(archive), media_type="application/zip", headers=headers)


@router.get("/privacy/retention")
async def list_retention(who: Who) -> KindsOfData:
    """Say how long what kind of data is kept."""
    del who
    kinds = [KindOfData(name=k.name, what=k.what, days=k.days) for k in retention.KINDS]
    return KindsOfData(items=kinds)
