"""What changes is seen without a reload: each list asks anew when its event comes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import CSRF, Running, ask_street
from tests.e2e.usable import MINUTES

BRISKLY = 5
"""How often the street is asked where something must happen there, in seconds."""


def go(page: Page, address: str, heading: str) -> None:
    """Open a page once, and mark it."""
    page.goto(address)
    page.get_by_role("heading", name=heading, level=1).wait_for()
    page.evaluate("() => { window.stayed = true; }")


def stayed(page: Page) -> bool:
    """Tell whether the page was not loaded again."""
    found: bool = page.evaluate("() => window.stayed === true")
    return found


def test_a_search_that_somebody_adds_elsewhere_appears(street: Page, product: Running) -> None:
    api = f"{product.address}/api/v1/searches"
    go(street, f"{product.address}/searches", "Searches")

    made = street.request.post(api, headers=CSRF, data={"rule": "zanzibar lantern"}).json()

    expect(street.get_by_text(made["title"]).first).to_be_visible()
    assert stayed(street)
    street.request.delete(f"{api}/{made['id']}", headers=CSRF)
    expect(street.get_by_text(made["title"])).to_have_count(0)


def test_a_watch_that_somebody_adds_elsewhere_appears(street: Page, product: Running) -> None:
    go(street, f"{product.address}/watches", "Watches")
    address = f"{product.address}/another-page"

    street.request.post(
        f"{product.address}/api/v1/watches", headers=CSRF, data={"address": address}
    )

    expect(street.get_by_text(re.compile("another-page")).first).to_be_visible()
    assert stayed(street)


@pytest.mark.parametrize(
    ("path", "heading", "asked"),
    [("alerts", "Alerts", "/api/v1/alerts?"), ("listings", "Listings", "/api/v1/listings?")],
)
def test_a_list_asks_anew_when_the_street_moves(
    street: Page, product: Running, path: str, heading: str, asked: str
) -> None:
    go(street, f"{product.address}/{path}", heading)
    street.wait_for_load_state("networkidle")
    ask_street(street, product, BRISKLY)

    with street.expect_request(lambda it: asked in it.url, timeout=MINUTES):
        pass

    assert stayed(street)
