"""The dashboard as an installed app: its worker, what is pushed, and no network.

A headless browser has no push service of a vendor, so what one would deliver is handed to the
worker by the browser's own tools; subscribing says in words that there is no such service.
"""

import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Worker, expect

from tests.e2e.conftest import Running, until
from tests.e2e.usable import assert_accessible, visit

SHOWN = "() => self.registration.getNotifications().then(all => all.map(one => ({\
    title: one.title, body: one.body, actions: one.actions.map(({action}) => action)})))"
PRESS = "action => self.registration.getNotifications().then(([notification]) => {\
    self.dispatchEvent(new NotificationEvent('notificationclick', {notification, action})); })"

LOOKS_A_PUSH = 100
"""A tenth of a second lies between two looks."""


@pytest.fixture
def installed(browser: Browser, product: Running, signed_in: BrowserContext) -> Iterator[Page]:
    """Give a page whose worker is at work, in a browser that may show notifications."""
    context = visit(browser, signed_in.storage_state())
    context.grant_permissions(["notifications"], origin=product.address)
    page = context.new_page()
    page.goto(product.address)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    yield page
    context.close()


def worker_of(page: Page) -> Worker:
    """Return the page's worker."""
    (found,) = page.context.service_workers
    return found


def push(page: Page, told: dict[str, Any]) -> None:
    """Hand a message to the worker as a push service would."""
    tools = page.context.new_cdp_session(page)
    known: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: known.extend(one["registrationId"] for one in event["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    until(page, lambda: known)
    origin = page.evaluate("location.origin")
    message = {"origin": origin, "registrationId": known[0], "data": json.dumps(told)}
    tools.send("ServiceWorker.deliverPushMessage", message)


def test_the_browser_finds_nothing_missing_to_install_it(installed: Page) -> None:
    tools = installed.context.new_cdp_session(installed)

    manifest = tools.send("Page.getAppManifest")
    missing = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["name"] == "bolo"
    assert [one["errorId"] for one in missing if one["errorId"] != "in-incognito"] == []


def test_without_the_server_a_page_says_so_and_nothing_old_is_shown(
    installed: Page, product: Running
) -> None:
    installed.context.set_offline(offline=True)

    installed.goto(f"{product.address}/alerts")

    expect(installed.get_by_role("heading", name="Your bolo cannot be reached")).to_be_visible()
    assert_accessible(installed)
    kept = "() => caches.keys().then(all => Promise.all(all.map(one => caches.open(one)\
        .then(cache => cache.keys()).then(keys => keys.map(({url}) => new URL(url).pathname)))))"
    assert installed.evaluate(kept) == [["/offline.html"]]
    installed.context.set_offline(offline=False)
    installed.get_by_role("link", name="Try again").click()
    expect(installed.get_by_role("heading", name="Alerts", level=1)).to_be_visible()


def test_what_is_pushed_is_shown_and_approved_muted_and_skipped_from_there(
    street: Page, installed: Page, product: Running
) -> None:
    del street  # its goods are what the alerts tell of
    api = f"{product.address}/api/v1"
    page, request = installed, installed.request

    def unread() -> set[str]:
        found = request.get(f"{api}/alerts?unread=true&limit=500").json()["items"]
        return {one["id"] for one in found}

    until(page, lambda: len(unread()) > 1)
    first, second = request.get(f"{api}/alerts?unread=true&limit=2").json()["items"]
    worker = press(page, "approve", {"id": "a", "title": "A find", "alerts": [first["id"]]})
    until(page, lambda: first["id"] not in unread())
    opportunity = request.get(f"{api}/opportunities/{first['opportunity_id']}").json()
    saved = request.get(f"{api}/listings/{opportunity['listing']['id']}").json()["saved"]
    assert saved is True
    assert worker.evaluate(SHOWN) == []

    press(page, "mute", {"id": "b", "title": "Another", "alerts": [second["id"]]})
    until(page, lambda: request.get(f"{api}/telling").json()["muted_until"] is not None)
    assert second["id"] in unread()

    press(page, "skip", {"id": "c", "title": "Another", "alerts": [second["id"]]})
    until(page, lambda: second["id"] not in unread())
    request.delete(f"{api}/telling", headers={"X-Bolo-Csrf": "1"})


def press(page: Page, action: str, told: dict[str, Any]) -> Worker:
    """Push a message and press one of its buttons; the browser has no hand that could.

    On a busy machine the browser's tools lose a push now and then, without a word. So it is
    pushed again every ten seconds or so; one with the same id takes its place.
    """
    worker, looks = worker_of(page), count()

    def comes() -> object:
        if next(looks) % LOOKS_A_PUSH == 0:
            push(page, told)
        return worker.evaluate(SHOWN)

    until(page, comes)
    (shown,) = worker.evaluate(SHOWN)
    assert shown["title"] == told["title"]
    assert shown["actions"][:2] == ["approve", "mute"]
    worker.evaluate(PRESS, action)
    return worker


def test_a_browser_that_cannot_subscribe_says_so_in_words(
    installed: Page, product: Running
) -> None:
    installed.goto(f"{product.address}/notifications")
    installed.get_by_label("Add a channel").select_option("webpush")
    installed.get_by_role("button", name="Allow and add").click()

    expect(installed.get_by_role("alert")).to_have_text(re.compile("Registration failed"))
