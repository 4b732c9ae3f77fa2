"""Pages that no other test walks through: usable by everybody, on any screen."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Running
from tests.e2e.usable import WIDTHS, assert_usable_light_and_dark, look

PAGES = {
    "/searches": "What you look for",
    "/notifications": "Add a channel",
    "/searches/new": "It would have caught",
    "/templates": "Game Boy consoles",
    "/worth": "Ask before you buy",
    "/worth?q=grand+piano": "Insufficient data",
}
"""By path, what is there once the page is."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_usable(page: Page, product: Running, path: str, width: int) -> None:
    look(page, width, "light")
    page.goto(product.address + path)
    page.get_by_text(PAGES[path]).first.wait_for()

    assert_usable_light_and_dark(page, width)
