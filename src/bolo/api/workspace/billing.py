"""Paying for a plan, and what Stripe tells of it."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request
from fastapi.responses import JSONResponse

from bolo.accounts.billing.stripe import check_signature
from bolo.api.frame import problems
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Money, Shape
from bolo.api.workspace.plans import Plan
from bolo.core import money
from bolo.core.errors import Invalid, NotFound
from bolo.core.plans.limits import PlanName
from bolo.core.plans.subscription import GRACE, LIVE, Billed, billed_plan
from bolo.wiring import Services

router = APIRouter(prefix="/billing", tags=["billing"], route_class=Once)
open_router = APIRouter(prefix="/webhooks", tags=["billing"])


class Billing(Shape):
    """How the workspace's plan is paid for; `status` is Stripe's word, null where nothing is.

    `buys` are the plans that can be bought here; `live` when the plan can be changed.
    """

    plan: Plan
    sold: bool
    granted: bool
    buys: list[PlanName]
    live: bool
    customer: bool
    status: str | None
    period_end: datetime | None
    cancels: bool
    past_due_since: datetime | None
    grace_until: datetime | None


class PlanWanted(Shape):
    """Which plan."""

    plan: PlanName


class PlanChange(PlanWanted):
    """Which plan, and the moment that its preview was reckoned from."""

    at: datetime


class Elsewhere(Shape):
    """A page of Stripe's to go to."""

    url: str


class InvoiceLine(Shape):
    """One line of an invoice."""

    text: str
    amount: Money


class PlanPreview(Shape):
    """What another plan would cost now; `at` goes along with the change."""

    plan: PlanName
    due_now: Money
    lines: list[InvoiceLine]
    at: datetime


class Invoice(Shape):
    """An invoice, and where it is to be seen."""

    number: str | None
    created_at: datetime
    total: Money
    status: str | None
    url: str | None
    pdf: str | None


class Invoices(Items[Invoice]):
    """The newest invoices first."""


class Taken(Shape):
    """That an event has arrived; `new` unless it was here before."""

    received: bool
    new: bool


def _state(app: Services, billed: Billed) -> Billing:
    paid = billed.subscription
    since = paid.past_due_since if paid else None
    return Billing(
        plan=Plan.of(billed_plan(billed, app.clock(), sold=app.plans.sold)),
        sold=app.plans.sold,
        granted=billed.granted is not None,
        buys=list(app.billing.prices.ids) if app.plans.sold else [],
        live=paid is not None and paid.status in LIVE,
        customer=paid is not None,
        status=paid.status if paid else None,
        period_end=paid.period_end if paid else None,
        cancels=paid.cancels if paid else False,
        past_due_since=since,
        grace_until=since + GRACE if since else None,
    )


@router.get("")
async def get_billing(who: Who, app: App) -> Billing:
    """Say how the workspace's plan is paid for."""
    return _state(app, await app.plans.billed(who.workspace))


@router.post("/checkout")
async def begin_checkout(wanted: PlanWanted, who: Who, app: App) -> Elsewhere:
    """Return the page of Stripe's where a plan is bought."""
    return Elsewhere(url=await app.billing.checkout(who, wanted.plan))


@router.post("/portal")
async def open_portal(who: Who, app: App) -> Elsewhere:
    """Return the page of Stripe's where cards and invoices are looked after."""
    return Elsewhere(url=await app.billing.portal(who))


@router.post("/preview")
async def preview_plan(wanted: PlanWanted, who: Who, app: App) -> PlanPreview:
    """Say what another plan would cost now, before it is paid."""
    found = await app.billing.preview(who, wanted.plan)
    return PlanPreview(
        plan=found.plan,
        due_now=_money(found.due_now),
        lines=[InvoiceLine(text=one.text, amount=_money(one.amount)) for one in found.lines],
        at=found.at,
    )


@router.post("/change")
async def change_plan(wanted: PlanChange, who: Who, app: App) -> Billing:
    """Go over to another plan at the price that was previewed."""
    return _state(app, await app.billing.change(who, wanted.plan, wanted.at))


@router.post("/cancel")
async def cancel_plan(who: Who, app: App) -> Billing:
    """End the plan with the period that is paid for."""
    return _state(app, await app.billing.cancel(who))


@router.post("/resume")
async def resume_plan(who: Who, app: App) -> Billing:
    """Let a cancelled plan go on after all."""
    return _state(app, await app.billing.resume(who))


@router.get("/invoices")
async def list_invoices(who: Who, app: App) -> Invoices:
    """List the newest invoices."""
    found = await app.billing.invoices(who)
    return Invoices(
        items=[
            Invoice(
                number=one.number,
                created_at=one.created_at,
                total=_money(one.total),
                status=one.status,
                url=one.url,
                pdf=one.pdf,
            )
            for one in found
        ]
    )


def _money(value: money.Money) -> Money:
    return Money.sure(value.amount, value.currency)


LARGEST = 1 << 20
"""No event of Stripe's comes near it."""


@open_router.post(
    "/stripe", response_model=Taken, responses=problems.responses(400, 404, 413, 422, 503)
)
async def take_stripe_event(
    request: Request, app: App, signature: Annotated[str, Header(alias="stripe-signature")] = ""
) -> Taken | JSONResponse:
    """Take an event that Stripe has signed; it is taken once, however often it comes."""
    secret = app.settings.stripe_webhook_secret
    if secret is None or not app.plans.sold:
        raise NotFound("BOLO_STRIPE_SECRET_KEY and BOLO_STRIPE_WEBHOOK_SECRET are not set here")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "no event is that large")
    try:
        check_signature(body, signature, secret.get_secret_value(), app.clock())
    except Invalid as error:
        return problems.problem(HTTPStatus.BAD_REQUEST, str(error))
    return Taken(received=True, new=await app.billing.events.take(body))
