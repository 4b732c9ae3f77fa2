"""A role that may only read: nothing it can press would be refused afterwards, on any page."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from bolo.accounts.caller import Role
from bolo.accounts.scopes import check
from bolo.core.errors import NotAllowed
from bolo.platform.ids import new_id
from tests.e2e.conftest import CSRF, ROOT, Running
from tests.e2e.usable import assert_accessible, come_to_rest, visit

PASSWORD = "correct horse battery"
PATHS: tuple[str, ...] = tuple(json.loads((ROOT / "web/openapi.json").read_text())["paths"])
FIELDS = "input[type=text], input:not([type]), input[type=url], input[type=date], textarea"
PRESSES = """async () => {
    const frames = async many => {
        for (; many > 0; many--) await new Promise(requestAnimationFrame);
    };
    const free = within => [...within.querySelectorAll(
        "button:not(:disabled), input[type=checkbox]:not(:disabled), input[type=radio]"
    )].filter(one => one.ariaDisabled !== "true" && one.checkVisibility()
        && !/^(Close|Cancel|Discard|Show archive|Leave )/.test(one.ariaLabel ?? one.textContent));
    const here = location.pathname, pressed = [];
    for (const one of free(document.querySelector("main")).reverse()) {
        if (!one.isConnected) continue;
        one.click();
        pressed.push(one.ariaLabel ?? one.textContent);
        await frames(2);
        const dialog = document.querySelector("dialog[open]");
        for (const inner of dialog ? free(dialog) : []) {
            if (inner.isConnected) inner.click();
            await frames(2);
        }
        document.querySelector("dialog[open] [aria-label=Close]")?.click();
        if (location.pathname !== here) break;
    }
    return pressed;
}"""
"""Presses all that is free on a page, and in each window that it opens; returns what it pressed.

From the end of the page, for what stands above filters it; what takes changes back is left alone.
"""
KEYS = ("s", "d", "u", "z")


def template(path: str) -> str:
    """Return a path below the API as the API names it, with its ids in braces."""
    names = (one for one in PATHS if re.fullmatch(re.sub(r"{\w+}", "[^/]+", one), path))
    fewest = min(names, key=lambda one: one.count("{"))
    return fewest.removeprefix("/api/v1")


def is_refused(request: Request) -> bool:
    """Say whether a viewer may not ask this; by the table that the API refuses by."""
    path = request.url.split("?")[0].partition("/api/v1")
    if not path[1] or request.method == "GET":
        return False
    try:
        check(request.method, template(path[1] + path[2]), Role.VIEWER, None)
    except NotAllowed:
        return True
    return False


@pytest.fixture
def theirs(street: Page, product: Running) -> dict[str, str]:
    """Let the owner make one of each thing; return the pages of them by kind."""
    page, api = street, f"{product.address}/api/v1"

    def make(path: str, **body: object) -> Any:  # noqa: ANN401  (whatever the API answers)
        answer = page.request.post(f"{api}{path}", headers=CSRF, data=body)
        assert answer.ok, answer.text()
        return answer.json()

    def first(path: str) -> Any:  # noqa: ANN401
        return page.request.get(f"{api}{path}").json()["items"][0]

    deal = first("/opportunities?limit=1")
    product_id = deal["product"]["id"]
    search = make("/searches", rule="lamp under 40 EUR")
    known = page.request.get(f"{api}/follows").json()["items"]
    wish = {"when": "below", "price": {"amount": "1.00", "currency": "EUR"}}
    follow = (
        known[0] if known else make("/follows", kind="product", id=product_id, conditions=[wish])
    )
    rules = page.request.get(f"{api}/backtests/rules/example").json()["rules"]
    run = make("/backtests", rules=rules)
    return {
        "opportunity": f"/opportunities/{deal['id']}",
        "product": f"/products/{product_id}",
        "listing": f"/listings/{first('/listings?limit=1')['id']}",
        "search": f"/searches/{search['id']}",
        "follow": f"/follows/{follow['id']}",
        "run": f"/backtests/{run['id']}",
    }


@pytest.fixture
def viewer(street: Page, browser: Browser, product: Running) -> Iterator[BrowserContext]:
    """Sign somebody in who may only read in the owner's workspace."""
    api = f"{product.address}/api/v1"
    asked = {"email": f"{new_id()}@example.com", "role": "viewer"}
    made = street.request.post(f"{api}/team/invitations", headers=CSRF, data=asked).json()
    context = visit(browser)
    token = made["link"].partition("#")[2]
    joining = {"token": token, "name": "Vera", "password": PASSWORD}
    joined = context.request.post(f"{api}/invitations/register", headers=CSRF, data=joining)
    assert joined.ok, joined.text()
    me = context.request.get(f"{api}/users/me").json()
    yield context
    context.close()
    gone = street.request.delete(f"{api}/team/{me['id']}", headers=CSRF)
    assert gone.ok, gone.text()


PAGES = (
    *("/", "/allocation", "/worth", "/reviews", "/reviews/prices", "/reviews/answered"),
    *("/backtests", "/paper", "/listings", "/searches", "/searches/new", "/follows", "/templates"),
    *("/watches", "/sources", "/alerts", "/notifications", "/calibration", "/settings", "/plan"),
    *("/team", "/audit", "/welcome"),
)


def test_nothing_that_a_viewer_can_press_is_refused(
    viewer: BrowserContext, theirs: dict[str, str], product: Running
) -> None:
    page, refused, pressed = viewer.new_page(), [], []

    def hold(route: Route, request: Request) -> None:
        if is_refused(request):
            refused.append((page.url.removeprefix(product.address), request.method, request.url))
        if request.method == "GET":
            route.continue_()
        else:
            route.fulfill(status=503, json={"title": "Held", "status": 503, "detail": "held"})

    page.route("**/api/v1/**", hold)
    for path in (*PAGES, *theirs.values()):
        page.goto(product.address + path)
        page.get_by_role("heading", level=1).first.wait_for()
        come_to_rest(page)
        for field in page.locator("main").locator(FIELDS).all():
            if field.is_visible() and field.is_editable():
                kind = field.get_attribute("type") or ""
                field.fill({"date": "2026-01-01", "url": "https://shop.example/"}.get(kind, "12"))
        pressed += page.evaluate(PRESSES)
        for key in KEYS:
            page.keyboard.press(key)

    assert refused == []
    assert len(pressed) > 50


def test_what_a_viewer_may_not_do_says_who_may(
    viewer: BrowserContext, theirs: dict[str, str], product: Running
) -> None:
    page = viewer.new_page()
    page.goto(product.address + theirs["opportunity"])
    sold = page.get_by_role("button", name="Bought and sold it")
    expect(sold).to_be_disabled()
    expect(sold).to_have_accessible_description(
        "Buyers, approvers and owners may do this; you are a viewer here."
    )

    sold.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").get_by_text("Buyers, approvers and owners")).to_be_visible()
    page.goto(f"{product.address}/settings")
    profit = page.get_by_label("Minimum profit").first
    expect(profit).not_to_be_editable()
    expect(page.get_by_text("Approvers and owners may change this").first).to_be_visible()
    assert_accessible(page)
