"""What a person is asked, and one product in full: usable by everybody, on any screen."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Running
from tests.e2e.usable import WIDTHS, assert_usable_light_and_dark, come_to_rest, look

PAGES = ("/reviews", "/reviews/prices", "/reviews/answered")


def product_of(page: Page, product: Running) -> str:
    """Return the address of the product of the first opportunity."""
    answer = page.request.get(f"{product.address}/api/v1/opportunities?limit=1")
    first = json.loads(answer.text())["items"][0]
    return f"/products/{first['product']['id']}"


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_asked_and_a_product_are_usable(street: Page, product: Running, width: int) -> None:
    page, address = street, product_of(street, product)
    look(page, width, "light")

    for path in (*PAGES, address):
        page.goto(product.address + path)
        page.get_by_role("heading", level=1).wait_for()

        assert_usable_light_and_dark(page, width)


def test_a_deal_leads_to_its_product_and_the_arrows_move_through_its_prices(
    deals: Page,
) -> None:
    page = deals
    page.locator("a[href^='/opportunities/']").first.click()
    page.get_by_role("link", name="Prices over time, worth and all offers").click()
    picture = page.get_by_role("slider")
    picture.wait_for()
    come_to_rest(page)
    page.mouse.move(0, 0)  # a pointer over the picture chooses as well
    picture.press("Home")

    expect(picture).to_have_attribute("aria-valuenow", "1")
    expect(page.get_by_role("list", name="Offers").get_by_role("listitem").first).to_be_visible()
