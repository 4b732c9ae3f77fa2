"""A Stripe on loopback: judges every request by the contract, sells, and sends signed events.

`PLACE/api.stripe.com/v1/…` is its API; a checkout's page pays when it is visited. Run by itself
it plays Stripe for a whole bolo (`BOLO_VENDORS_AT`).
"""

import asyncio
import hmac
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import aiohttp
import orjson
from aiohttp import web

from bolo.core.marketplace import Request
from bolo.platform.clock import Clock, system_clock
from tests.accounts.billing.stripe_contract import document, fixture, judge, nested

HOST = "api.stripe.com"
SECRET = "whsec_of_the_tests"
CENTS = {"price_starter": 900, "price_pro": 2900, "price_business": 9900}
MONTH = 30 * 86_400
Json = dict[str, Any]


def signed(body: bytes, at: datetime, secret: str = SECRET) -> dict[str, str]:
    """Return the header by which Stripe signs an event."""
    seconds = int(at.timestamp())
    mac = hmac.new(secret.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()
    return {"stripe-signature": f"t={seconds},v1={mac}", "content-type": "application/json"}


@dataclass(slots=True)
class StripeServer:
    """What it knows; `tell` is where events go, `refuse` the answer to the next request."""

    tell: str | None = None
    secret: str = SECRET
    at: str = ""
    clock: Clock = system_clock
    came: list[Request] = field(default_factory=list[Request])
    violations: list[str] = field(default_factory=list[str])
    refuse: list[tuple[int, Json]] = field(default_factory=list[tuple[int, Json]])
    sessions: dict[str, Json] = field(default_factory=dict[str, Json])
    subscriptions: dict[str, Json] = field(default_factory=dict[str, Json])
    events: list[Json] = field(default_factory=list[Json])

    async def take(self, asked: web.Request) -> web.StreamResponse:
        """Judge a request and answer it."""
        path = asked.path.removeprefix(f"/{HOST}")
        headers = {name.lower(): value for name, value in asked.headers.items()}
        query = f"?{asked.query_string}" if asked.query_string else ""
        body = await asked.read()
        url = f"https://{HOST}{path}{query}"
        request = Request(url, {}, headers, asked.method, body)
        self.came.append(request)
        wrong = judge(request)
        self.violations += wrong
        if wrong:
            return _said(400, _error(wrong[0]))
        if self.refuse:
            return _said(*self.refuse.pop(0))
        given = nested(body.decode() if asked.method == "POST" else asked.query_string)
        found = await self._answer(asked.method, path.removeprefix("/v1/").split("/"), given)
        return _said(404, _error("No such object")) if found is None else _said(200, found)

    async def _answer(self, method: str, way: list[str], given: Json) -> Json | None:
        told: Json | None = None
        match method, *way:
            case "POST", "checkout", "sessions":
                told = self._checkout(given)
            case "POST", "billing_portal", "sessions":
                told = fixture("billing_portal.session", **given, url=f"{self.at}/portal")
            case "GET", "subscriptions", key:
                told = self.subscriptions.get(key)
            case "POST", "subscriptions", key:
                told = await self._change(self.subscriptions[key], given)
            case "GET", "invoices", "upcoming":
                told = self._upcoming(given)
            case "GET", "invoices":
                told = {"object": "list", "data": [self.invoice("sub_1", given["customer"])]}
            case "GET", "prices", key:
                told = _price(key)
        return told

    def _checkout(self, given: Json) -> Json:
        key = f"cs_{len(self.sessions) + 1}"
        self.sessions[key] = fixture(
            "checkout.session",
            **(given | {"id": key, "url": f"{self.at}/pay/{key}", "mode": "subscription"}),
        )
        return self.sessions[key]

    async def pay(self, asked: web.Request) -> web.StreamResponse:
        """Be the page of a checkout: who visits it pays; what follows is told newest first."""
        session = self.sessions[asked.match_info["session"]]
        [item] = session["line_items"]
        number = len(self.subscriptions) + 1
        self.subscriptions[f"sub_{number}"] = subscription = self.subscription(
            f"sub_{number}", item["price"], session["subscription_data"]["metadata"]
        )
        session |= {
            "subscription": subscription["id"],
            "customer": subscription["customer"],
            "payment_status": "paid",
            "status": "complete",
        }
        started = {**subscription, "status": "incomplete"}
        paid_at = self.clock()
        for kind, told in (
            ("checkout.session.completed", session),
            ("customer.subscription.updated", subscription),
            ("invoice.paid", self.invoice(subscription["id"], subscription["customer"])),
            ("customer.subscription.created", started),
        ):
            await self.send(kind, told, paid_at)
        raise web.HTTPSeeOther(session["success_url"])

    def subscription(self, key: str, price: str, noted: Json, customer: str = "") -> Json:
        """Make a subscription, as Stripe tells it in 2026: its period is its item's."""
        now = int(self.clock().timestamp())
        item = fixture("subscription_item", id=f"si_{key}", price=_price(price), subscription=key)
        item |= {"current_period_start": now, "current_period_end": now + MONTH}
        return fixture(
            "subscription",
            id=key,
            customer=customer or f"cus_{key}",
            status="active",
            metadata=noted,
            items={"object": "list", "data": [item]},
            cancel_at=None,
            canceled_at=None,
            cancel_at_period_end=False,
        )

    async def _change(self, known: Json, given: Json) -> Json:
        ends = given.get("cancel_at_period_end")
        if ends is not None:
            known["cancel_at_period_end"] = ends == "true"
        for item in given.get("items", []):
            known["items"]["data"][0]["price"] = _price(item["price"])
        known["metadata"] |= given.get("metadata", {})
        await self.send("customer.subscription.updated", known)
        return known

    def _upcoming(self, given: Json) -> Json:
        known = self.subscriptions[given["subscription"]]
        [item] = given["subscription_items"]
        before = known["items"]["data"][0]["price"]["unit_amount"]
        after = CENTS[item["price"]]
        lines = [
            fixture("line_item", description="Unused time", amount=-before, currency="usd"),
            fixture("line_item", description="Remaining time", amount=after, currency="usd"),
        ]
        return fixture(
            "invoice",
            amount_due=after - before,
            currency="usd",
            lines={"object": "list", "data": lines},
            subscription_proration_date=int(given["subscription_proration_date"]),
        )

    def invoice(self, subscription: str, customer: str) -> Json:
        """Make an invoice of a subscription, as Stripe tells it in 2026."""
        details = {"metadata": {}, "subscription": subscription}
        return fixture(
            "invoice",
            customer=customer,
            total=2900,
            currency="usd",
            status="paid",
            number="B-0001",
            created=int(self.clock().timestamp()),
            hosted_invoice_url=f"{self.at}/invoice",
            invoice_pdf=f"{self.at}/invoice.pdf",
            parent={"type": "subscription_details", "subscription_details": details},
        )

    def event(self, kind: str, told: Json, at: datetime | None = None) -> Json:
        """Make an event, and remember it."""
        made = fixture(
            "event",
            id=f"evt_{len(self.events) + 1}",
            type=kind,
            created=int((at or self.clock()).timestamp()),
            data={"object": orjson.loads(orjson.dumps(told))},
        )
        self.events.append(made)
        return made

    async def send(self, kind: str, told: Json, at: datetime | None = None) -> None:
        """Send an event to where they go; `at` says when it was true, else now."""
        body = orjson.dumps(self.event(kind, told, at))
        if self.tell is not None:
            headers = signed(body, self.clock(), self.secret)
            async with (
                aiohttp.ClientSession() as session,
                session.post(self.tell, data=body, headers=headers) as answer,
            ):
                print(kind, answer.status, flush=True)  # noqa: T201  (for whoever runs it)


def _price(key: str) -> Json:
    return fixture("price", id=key, unit_amount=CENTS.get(key, 100), currency="usd")


def _error(why: str) -> Json:
    return {"error": {"type": "invalid_request_error", "message": why}}


def _said(status: int, told: Json) -> web.Response:
    return web.Response(
        status=status, body=orjson.dumps(told), headers={"content-type": "application/json"}
    )


@asynccontextmanager
async def stripe_server(tell: str | None = None, port: int = 0) -> AsyncIterator[StripeServer]:
    """Play Stripe."""
    document()  # it takes some seconds to read, for which nobody waits who asks
    playing = StripeServer(tell)
    app = web.Application()
    app.router.add_get("/pay/{session}", playing.pay)
    app.router.add_route("*", f"/{HOST}/{{path:.*}}", playing.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    playing.at = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield playing
    finally:
        await runner.cleanup()


async def _forever(port: int, tell: str, secret: str) -> None:
    async with stripe_server(tell, port) as playing:
        playing.secret = secret
        print(playing.at, flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_forever(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
