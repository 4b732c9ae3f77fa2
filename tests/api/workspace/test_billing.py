"""A plan bought, changed, cancelled and looked at, against a Stripe that judges every request."""

from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import aiohttp
import orjson
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from bolo.accounts.caller import Role
from bolo.accounts.person import store as person_store
from bolo.accounts.person.store import Person
from bolo.platform.ids import new_id
from bolo.platform.settings import Settings
from bolo.wiring import for_api
from tests.accounts.billing.stripe_contract import document
from tests.accounts.billing.stripe_server import SECRET, StripeServer, signed, stripe_server
from tests.api.conftest import Next
from tests.api.door import Door, key_of, serving, visitor

HOOK = "/webhooks/stripe"


@pytest.fixture
async def shop(
    database_url: str, tmp_path: Path, served: tuple[FastAPI, Next]
) -> AsyncIterator[tuple[Door, StripeServer]]:
    """Stand before a bolo that sells plans, as an owner's program; and the Stripe beside it."""
    document()
    async with stripe_server() as stripe, aiohttp.ClientSession() as session:
        settings = Settings(
            data=tmp_path,
            database_url=database_url,
            database_pool=3,
            vendors_at=stripe.at,
            stripe_secret_key=SecretStr("sk_test_1"),
            stripe_webhook_secret=SecretStr(SECRET),
            stripe_price_starter="price_starter",
            stripe_price_pro="price_pro",
            stripe_price_business="price_business",
        )
        application, opens = served
        opens.open = for_api(settings, database_url, supervised=True)
        async with serving(application) as origin:
            services = application.state.services
            owner = await services.accounts.ensure_owner()
            stripe.tell = f"{origin}/api/v1{HOOK}"
            yield Door(origin, services, session, await key_of(services, owner)), stripe
        assert stripe.violations == []


async def bought(door: Door, plan: str) -> str:
    """Buy a plan; return where Stripe sends the buyer then."""
    page = (await door.ask("POST", "/billing/checkout", json={"plan": plan})).body
    async with door.session.get(page["url"], allow_redirects=False) as answer:
        assert answer.status == 303
        return answer.headers["location"]


async def test_a_plan_is_bought_changed_cancelled_and_taken_up_again(
    shop: tuple[Door, StripeServer],
) -> None:
    door, _ = shop
    free = await door.get("/billing")
    back = await bought(door, "starter")
    paid = await door.get("/billing")
    again = await door.ask("POST", "/billing/checkout", json={"plan": "pro"})
    shown = (await door.ask("POST", "/billing/preview", json={"plan": "pro"})).body
    changed = await door.ask("POST", "/billing/change", json={"plan": "pro", "at": shown["at"]})
    cancelled = (await door.ask("POST", "/billing/cancel")).body
    resumed = (await door.ask("POST", "/billing/resume")).body
    portal = (await door.ask("POST", "/billing/portal")).body
    invoices = await door.get("/billing/invoices")

    assert (free["plan"]["name"], free["sold"], free["live"]) == ("free", True, False)
    assert free["buys"] == ["starter", "pro", "business"]
    assert back.endswith("/plan?checkout=done")
    assert (paid["plan"]["name"], paid["status"], paid["live"]) == ("starter", "active", True)
    assert paid["period_end"] is not None
    assert (again.status, "change it" in again.detail) == (409, True)
    assert shown["due_now"] == {"amount": "20.00", "currency": "USD"}
    assert [one["text"] for one in shown["lines"]] == ["Unused time", "Remaining time"]
    assert changed.body["plan"]["name"] == "pro"
    assert (cancelled["cancels"], cancelled["plan"]["name"]) == (True, "pro")
    assert resumed["cancels"] is False
    assert portal["url"].endswith("/portal")
    assert [one["number"] for one in invoices["items"]] == ["B-0001"]
    assert invoices["items"][0]["total"] == {"amount": "29.00", "currency": "USD"}
    log = await door.get("/audit")
    done = {one["action"] for one in log["items"]}
    assert {"begin_checkout", "change_plan", "cancel_plan", "resume_plan"} <= done


async def test_the_limit_says_where_to_upgrade_and_after_it_there_is_room(
    shop: tuple[Door, StripeServer],
) -> None:
    door, _ = shop
    for rule in ("lamp", "chair"):
        assert (await door.ask("POST", "/searches", json={"rule": rule})).status == 201
    full = await door.ask("POST", "/searches", json={"rule": "sofa"})
    await bought(door, "pro")
    then = await door.ask("POST", "/searches", json={"rule": "sofa"})
    plans = await door.get("/plans")

    assert (full.status, full.body["limit"], full.body["upgrade"]) == (402, "searches", "/plan")
    assert then.status == 201
    prices = {one["name"]: one["price"] for one in plans["items"]}
    assert prices["pro"] == {"amount": "29.00", "currency": "USD"}
    assert prices["free"] is None


async def test_what_stripe_did_not_sign_is_refused_and_what_it_did_is_taken_once(
    shop: tuple[Door, StripeServer],
) -> None:
    door, stripe = shop
    body = orjson.dumps(stripe.event("customer.created", {"id": "cus_1"}))
    right = signed(body, stripe.clock())

    forged = await door.ask("POST", HOOK, data=body, headers=signed(body, stripe.clock(), "x"))
    bare = await door.ask("POST", HOOK, data=body)
    huge = await door.ask("POST", HOOK, data=BytesIO(b" " * (1 << 20) + b"{}"), headers=right)
    first = await door.ask("POST", HOOK, data=body, headers=right)
    second = await door.ask("POST", HOOK, data=body, headers=right)
    odd = signed(b"[]", stripe.clock())
    nonsense = await door.ask("POST", HOOK, data=b"[]", headers=odd)

    assert (forged.status, bare.status, huge.status) == (400, 400, 413)
    assert (first.body["new"], second.body["new"]) == (True, False)
    assert nonsense.status == 422


async def test_refusals_of_stripes_are_told(shop: tuple[Door, StripeServer]) -> None:
    door, stripe = shop
    ask = door.ask
    early = [
        await ask("POST", "/billing/cancel"),
        await ask("POST", "/billing/portal"),
        await ask("POST", "/billing/change", json={"plan": "pro", "at": "2020-01-01T00:00:00Z"}),
        await ask("POST", "/billing/checkout", json={"plan": "free"}),
    ]
    first = (await ask("POST", "/billing/preview", json={"plan": "pro"})).body
    stripe.refuse.append((402, {"error": {"message": "Your card was declined."}}))
    declined = await ask("POST", "/billing/checkout", json={"plan": "pro"})
    stripe.refuse.append((503, {}))
    away = await ask("POST", "/billing/checkout", json={"plan": "pro"})
    empty = await door.get("/billing/invoices")

    assert [one.status for one in early] == [409, 409, 422, 422]
    assert (first["due_now"]["amount"], first["lines"]) == ("29.00", [])
    assert (declined.status, "card was declined" in declined.detail) == (409, True)
    assert away.status == 503
    assert empty["items"] == []


async def test_only_owners_see_and_change_what_is_paid(shop: tuple[Door, StripeServer]) -> None:
    door, _ = shop
    owner = await door.services.accounts.ensure_owner()
    person = Person(new_id(), "Buyer", None, None, door.services.clock(), None, operator=False)
    async with door.services.db.transaction() as session:
        await person_store.add(session, person)
        await person_store.join(session, new_id(), owner.workspace, person.id, Role.BUYER)
    who = replace(owner, user=person.id, role=Role.BUYER)

    async with visitor(door, await key_of(door.services, who)) as buyer:
        seen = [
            await buyer.ask("GET", "/billing"),
            await buyer.ask("POST", "/billing/cancel"),
            await buyer.ask("GET", "/usage"),
            await buyer.ask("GET", "/plans"),
        ]

    assert [one.status for one in seen] == [403, 403, 200, 200]


async def test_where_nothing_is_sold_nothing_is_bought(door: Door) -> None:
    told = [
        await door.ask("POST", "/billing/checkout", json={"plan": "pro"}),
        await door.ask("POST", "/billing/portal"),
        await door.ask("POST", "/billing/cancel"),
    ]
    hook = await door.ask("POST", HOOK, data=b"{}")

    assert [one.status for one in told] == [409, 409, 409]
    assert (await door.get("/billing"))["sold"] is False
    assert (await door.get("/billing/invoices"))["items"] == []
    assert hook.status == 404
