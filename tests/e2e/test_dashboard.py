"""What a newcomer sees: opportunities within a minute, refusals with reasons, every page usable."""

import json
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Running, first_row
from tests.e2e.usable import MINUTES, assert_usable, looks, visit

PAGES = ("/", "/watches", "/sources", "/alerts", "/settings", "/welcome")


def get(context: BrowserContext, address: str) -> dict[str, object]:
    """Ask the API as the signed-in browser."""
    answer = context.request.get(address)
    assert answer.ok, answer.text()
    found: dict[str, object] = json.loads(answer.text())
    return found


def test_at_least_twenty_things_are_worth_buying_within_a_minute(
    page: Page, product: Running, signed_in: BrowserContext
) -> None:
    page.goto(product.address)
    chip = page.get_by_role("button", name=re.compile(r"^Buy \d"))

    expect(chip).to_have_text(re.compile(r"^Buy\s*([2-9]\d|\d{3,})"), timeout=MINUTES)

    listed = get(signed_in, f"{product.address}/api/v1/opportunities?verdict=buy&limit=200")
    assert isinstance(listed["items"], list)
    for item in listed["items"]:
        assert {"cost", "fees", "proceeds", "profit", "roi", "probability", "reasons"} <= set(item)


def test_a_refusal_says_why(deals: Page) -> None:
    page = deals
    page.get_by_role("button", name=re.compile(r"^Skip \d")).click()
    first_row(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name=re.compile("Why “Skip”"))).to_be_visible()


def test_a_deal_is_opened_and_closed_by_keyboard(deals: Page) -> None:
    page = deals
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/opportunities/[0-9a-f-]{36}"))
    expect(page.get_by_role("heading", name=re.compile("From sale to profit"))).to_be_attached()

    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile(r"/opportunities/"))


def test_an_address_that_cannot_be_read_is_refused_in_words(page: Page, product: Running) -> None:
    page.goto(f"{product.address}/watches")
    page.get_by_label(re.compile("Address of a shop")).fill("ftp://nowhere.example")
    page.get_by_role("button", name="Watch", exact=True).click()

    expect(page.get_by_text(re.compile("only http and https"))).to_be_visible()


def test_a_pasted_shop_joins_the_watches_and_can_be_removed(page: Page, product: Running) -> None:
    page.goto(f"{product.address}/watches")
    page.get_by_label(re.compile("Address of a shop")).fill(f"{product.address}/nothing-here")
    page.get_by_role("button", name="Watch", exact=True).click()

    expect(page.get_by_text(f"{product.address}/nothing-here").first).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_usable_on_any_screen_in_light_and_dark(
    page: Page, product: Running, path: str
) -> None:
    page.goto(product.address + path)
    page.get_by_role("heading", level=1).wait_for()

    for width in looks(page):
        assert_usable(page, width)


def test_nobody_comes_in_without_a_link(browser: Browser, product: Running) -> None:
    context = visit(browser)
    stranger = context.new_page()

    stranger.goto(product.address)

    expect(stranger.get_by_text(re.compile("signin-link")).first).to_be_visible()
    assert context.request.get(f"{product.address}/api/v1/opportunities").status == 401
    context.close()


def test_a_link_works_once(browser: Browser, product: Running, signed_in: BrowserContext) -> None:
    del signed_in
    context = visit(browser)
    second = context.new_page()

    second.goto(product.link)

    expect(second.get_by_text(re.compile("signin-link")).first).to_be_visible()
    context.close()


def test_the_demo_street_is_removed_with_one_click(deals: Page, product: Running) -> None:
    deals.get_by_role("button", name="Remove").first.click()

    expect(deals.get_by_text("Demo street is on")).to_have_count(0)
    demo = deals.request.get(f"{product.address}/api/v1/demo").json()
    assert demo["installed"] is False
    left = deals.request.get(f"{product.address}/api/v1/opportunities?status=all").json()
    assert left["total"] == 0
