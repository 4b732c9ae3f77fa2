"""What is followed: begun at a listing, found on a page of its own, usable on any screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Running
from tests.e2e.usable import WIDTHS, assert_usable, assert_usable_light_and_dark, come_to_rest, look


@pytest.fixture
def followed(street: Page, product: Running) -> Page:
    """Follow the newest listing by the button on its page, unless it is followed already."""
    street.goto(product.address + "/follows")
    rows = street.get_by_role("list", name="Followed").get_by_role("listitem")
    street.get_by_role("heading", name="Followed", exact=True).wait_for()
    come_to_rest(street)
    if rows.count() == 0:
        street.goto(product.address + "/listings")
        street.get_by_role("list", name="Listings").get_by_role("link").first.click()
        street.get_by_role("button", name="Follow", exact=True).first.click()
        window = street.get_by_role("dialog")
        assert_usable(street, 1440)
        window.get_by_role("button", name="Follow").click()
        window.wait_for(state="detached")
    return street


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_followed_is_usable(followed: Page, product: Running, width: int) -> None:
    page = followed
    look(page, width, "light")
    page.goto(product.address + "/follows")
    first = page.get_by_role("list", name="Followed").get_by_role("listitem").first
    first.wait_for()

    assert_usable_light_and_dark(page, width)
    first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Followed")

    assert_usable_light_and_dark(page, width)
