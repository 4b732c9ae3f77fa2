"""The feed of listings and one of them: usable by everybody, on any screen, and remembered."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Running
from tests.e2e.usable import WIDTHS, assert_usable_light_and_dark, look


@pytest.mark.parametrize("width", WIDTHS)
def test_the_feed_and_a_listing_are_usable(street: Page, product: Running, width: int) -> None:
    page = street
    look(page, width, "light")
    page.goto(product.address + "/listings")
    first = page.get_by_role("list", name="Listings").get_by_role("listitem").first
    first.wait_for()

    assert_usable_light_and_dark(page, width)
    first.get_by_role("link").first.click()
    page.get_by_role("link", name="Open at the shop").wait_for()
    page.get_by_role("heading", name="Price history").wait_for()

    assert_usable_light_and_dark(page, width)


def test_what_is_saved_is_found_on_its_shelf(street: Page, product: Running) -> None:
    page = street
    page.goto(product.address + "/listings")
    listed = page.get_by_role("list", name="Listings").get_by_role("listitem")
    address = listed.first.get_by_role("link").first.get_attribute("href")
    one = listed.filter(has=page.locator(f'a[href="{address}"]'))  # others may come before it
    one.get_by_role("button", name="Save: ").click()
    expect(one.get_by_role("button", name="Saved: ")).to_be_visible()

    page.get_by_role("button", name="Saved", exact=True).click()

    expect(one).to_have_count(1)
    expect(listed.get_by_role("button", name="Save: ")).to_have_count(0)
