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
    first = page.get_by_role("list", name="Listings").get_by_role("listitem").first
    title = first.get_by_role("link").first.inner_text()
    first.get_by_role("button", name="Save: ").click()
    expect(first.get_by_role("button", name="Saved: ")).to_be_visible()

    page.get_by_role("button", name="Saved", exact=True).click()

    kept = page.get_by_role("list", name="Listings").get_by_role("listitem")
    expect(kept.filter(has=page.get_by_role("link", name=title))).not_to_have_count(0)
    expect(kept.get_by_role("button", name="Save: ")).to_have_count(0)
