"""Pages that no other test walks through: usable by everybody, on any screen."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Running
from tests.e2e.test_reviews import assert_usable

SCREENS = [(width, scheme) for width in (1440, 360) for scheme in ("light", "dark")]
PAGES = {
    "/searches": "What you look for",
    "/notifications": "Add a channel",
    "/searches/new": "It would have caught",
    "/templates": "Game Boy consoles",
}
"""By path, what is there once the page is."""


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_usable(page: Page, product: Running, path: str, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(product.address + path)
    page.get_by_text(PAGES[path]).first.wait_for()

    assert_usable(page, width)
