"""What a person changes, by keyboard: venues, limits, watches, what is listed."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Running
from tests.e2e.usable import WIDTHS, assert_usable_light_and_dark, look


def settings_of(page: Page, product: Running) -> dict[str, object]:
    """Ask the API for the settings."""
    answer = page.request.get(f"{product.address}/api/v1/settings")
    found: dict[str, object] = json.loads(answer.text())
    return found


def test_a_venue_is_added_and_taken_away_by_keyboard(page: Page, product: Running) -> None:
    page.goto(f"{product.address}/settings")
    add = page.get_by_role("button", name="Add a venue")
    add.focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox").first.wait_for()
    page.keyboard.type("united kingdom private")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(add).to_be_focused()
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text(re.compile("judged again"))).to_be_visible()

    added = settings_of(page, product)["exit_venues"]
    page.get_by_role("button", name=re.compile("Remove eBay .United Kingdom")).press("Enter")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Not saved yet")).to_have_count(0)

    assert added == ["ebay-us", "ebay-uk"]
    assert settings_of(page, product)["exit_venues"] == ["ebay-us"]


def test_what_is_saved_offline_is_kept_and_goes_when_one_is_back(
    page: Page, product: Running
) -> None:
    before = settings_of(page, product)["max_days"]
    page.goto(f"{product.address}/settings")
    days = page.get_by_label("Maximum days to hold")
    days.wait_for()
    page.context.set_offline(True)
    days.fill("77")
    page.get_by_role("button", name="Save").press("Enter")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Not saved. You are offline.")
    expect(page.get_by_role("button", name="Try again")).to_be_enabled()
    expect(days).to_have_value("77")

    page.context.set_offline(False)

    expect(page.get_by_text(re.compile("judged again"))).to_be_visible()
    expect(told).to_have_count(0)
    assert settings_of(page, product)["max_days"] == 77
    days.fill(str(before))
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Not saved yet")).to_have_count(0)


def test_a_category_gets_limits_of_its_own_and_back(page: Page, product: Running) -> None:
    page.goto(f"{product.address}/settings")
    page.get_by_role("button", name="Add a category").press("Enter")
    window = page.get_by_role("dialog")
    window.get_by_role("combobox", name="Category").fill("Cameras")
    window.get_by_label("Minimum profit").fill("50")
    window.get_by_label("Minimum profit").press("Enter")
    row = page.get_by_role("list", name="Limits by category")
    expect(row).to_contain_text("rofit at least $50.00")

    row.get_by_role("button", name=re.compile("Remove the limits")).press("Enter")
    expect(page.get_by_text("No category has limits of its own", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.keyboard.press("u")
    expect(row).to_contain_text("Cameras")
    row.get_by_role("button", name=re.compile("Remove the limits")).press("Enter")

    expect(page.get_by_text("No category has limits of its own", exact=True)).to_be_visible()
    assert settings_of(page, product)["by_category"] == []


def test_a_removed_watch_is_taken_back_with_its_pace(page: Page, product: Running) -> None:
    address = f"{product.address}/to-be-removed"
    page.goto(f"{product.address}/watches")
    page.get_by_label(re.compile("Address of a shop")).fill(address)
    page.get_by_label("Ask every").select_option("1 h")
    page.get_by_role("button", name="Watch", exact=True).press("Enter")
    pace = page.get_by_label(f"How often to ask {address}")
    expect(pace).to_have_value("3600")

    page.get_by_role("button", name=f"Remove {address}").press("Enter")
    expect(pace).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.keyboard.press("u")

    expect(pace).to_have_value("3600")
    pace.select_option("learned")
    expect(pace).to_have_value("learned")


def test_what_is_gone_has_an_address_of_its_own(page: Page, product: Running) -> None:
    page.goto(product.address)
    page.get_by_label("Which opportunities").select_option("Gone")
    expect(page).to_have_url(re.compile(r"\?status=gone$"))

    page.goto(f"{product.address}/?status=all")

    expect(page.get_by_label("Which opportunities")).to_have_value("all")


@pytest.mark.parametrize("width", WIDTHS)
def test_what_opens_has_no_accessibility_violation_and_fits(
    page: Page, product: Running, width: int
) -> None:
    look(page, width, "light")
    page.goto(f"{product.address}/settings")
    page.get_by_role("button", name="Add a venue").click()
    page.get_by_role("checkbox").first.wait_for()
    assert_usable_light_and_dark(page, width)
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Add a category").click()
    assert_usable_light_and_dark(page, width)
