"""The demo street's switch."""

from fastapi import APIRouter

from bolo.accounts.caller import Caller
from bolo.api.frame.context import App, Who, operators
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Shape
from bolo.api.sales.files import EnteredSales, SalesFile, enter_file, look_at_file
from bolo.core.errors import NotAllowed

router = APIRouter(tags=["session"], route_class=Once)


class DemoShop(Shape):
    """A shop of the demo street."""

    title: str
    url: str
    kind: str


class Demo(Shape):
    """Whether the demo street is there; `available` when this bolo can run one."""

    available: bool
    running: bool
    installed: bool
    shops: list[DemoShop]


class DemoPast(Shape):
    """How many of the street's invented sales are entered, may be, and have no product here yet."""

    known: int
    added: int
    left_out: int


@router.get("/demo")
async def get_demo(who: Who, app: App) -> Demo:
    """Say whether the demo street is there."""
    return await _demo(who, app)


@router.post("/demo", status_code=201)
async def start_demo(who: Who, app: App) -> Demo:
    """Start the demo street and watch its shops."""
    await _check(who, app)
    await app.demo.install(who.workspace)
    return await _demo(who, app)


@router.get("/demo/past")
async def get_demo_past(who: Who, app: App) -> DemoPast:
    """Say what entering the street's invented sales would come to now; nothing is written."""
    seen = await look_at_file(app, who.workspace, SalesFile(csv=await app.demo.book()))
    return DemoPast(known=seen.known, added=seen.added, left_out=seen.left_out)


@router.post("/demo/past", status_code=200)
async def import_demo_past(who: Who, app: App) -> EnteredSales:
    """Enter the sales that an invented seller of the demo street made before it opened.

    They go with the street. Of what was not seen on the street yet nothing is entered: ask again.
    """
    book = SalesFile(csv=await app.demo.book())
    return await enter_file(app, who.workspace, book, "the book of the street")


@router.delete("/demo", status_code=204)
async def remove_demo(who: Who, app: App) -> None:
    """Stop the demo street and forget everything that was seen there."""
    await _check(who, app)
    await app.demo.remove()


async def _check(who: Caller, app: App) -> None:
    """Refuse who does not run this bolo: there is one street, and all would feel it."""
    if not await operators(app).include(who):
        msg = "the demo street is of the whole bolo; whoever runs it may start and remove it"
        raise NotAllowed(msg)


async def _demo(who: Caller, app: App) -> Demo:
    state = await app.demo.state(who.workspace)
    return Demo(
        available=state.available,
        running=state.running,
        installed=state.installed,
        shops=[DemoShop(title=s.title, url=s.url, kind=s.kind) for s in state.shops],
    )
