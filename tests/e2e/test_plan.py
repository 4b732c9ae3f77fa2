"""Usage and plan, and the operator's page: usable by everybody, on any screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Running
from tests.e2e.usable import WIDTHS, assert_usable_light_and_dark, look


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/plan", "/admin"])
def test_a_page_is_usable(page: Page, product: Running, path: str, width: int) -> None:
    look(page, width, "light")
    page.goto(product.address + path)
    unlocked = page.get_by_text("Everything is unlocked").first
    (unlocked if path == "/plan" else page.get_by_label("Plan of My workspace")).wait_for()

    assert_usable_light_and_dark(page, width)


def test_a_limit_is_set_by_hand_met_and_lifted(page: Page, product: Running) -> None:
    page.goto(product.address + "/admin")
    plan = page.get_by_label("Plan of My workspace")
    plan.select_option("free")
    page.get_by_text("My workspace has Free now.").wait_for()
    page.goto(product.address + "/plan")

    page.get_by_text("Free, as whoever runs this bolo has set it.").wait_for()
    expect(page.get_by_role("meter", name="Searches running")).to_be_visible()

    page.goto(product.address + "/admin")
    plan.select_option("")
    page.get_by_text("My workspace has Everything unlocked now.").wait_for()
