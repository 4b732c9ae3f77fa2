"""What a person is asked, and one product in full: usable by everybody, on any screen."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Running

PAGES = ("/reviews", "/reviews/prices", "/reviews/answered")


def product_of(page: Page, product: Running) -> str:
    """Return the address of the product of the first opportunity."""
    answer = page.request.get(f"{product.address}/api/v1/opportunities?limit=1")
    first = json.loads(answer.text())["items"][0]
    return f"/products/{first['product']['id']}"


def assert_usable(page: Page, width: int) -> None:
    """Assert that nothing is wider than the screen and that axe finds nothing."""
    page.wait_for_timeout(400)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    main = page.locator("main")
    assert main.evaluate("it => it.scrollWidth <= it.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_what_is_asked_and_a_product_are_usable(
    street: Page, product: Running, width: int, scheme: str
) -> None:
    page, address = street, product_of(street, product)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 740})

    for path in (*PAGES, address):
        page.goto(product.address + path)
        page.get_by_role("heading", level=1).wait_for()

        assert_usable(page, width)


def test_a_deal_leads_to_its_product_and_the_arrows_move_through_its_prices(
    street: Page,
) -> None:
    page = street
    page.locator("a[href^='/opportunities/']").first.click()
    page.get_by_role("link", name="Prices over time, worth and all offers").click()
    picture = page.get_by_role("slider")
    picture.focus()
    page.keyboard.press("Home")

    expect(picture).to_have_attribute("aria-valuenow", "1")
    expect(page.get_by_role("list", name="Offers").get_by_role("listitem").first).to_be_visible()
