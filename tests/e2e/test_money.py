"""Is it worth it, and would it have been: detail, product, allocation, calibration, lab, paper."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Running
from tests.e2e.test_reviews import product_of
from tests.e2e.usable import MINUTES, assert_usable, come_to_rest, look, looks

PAGES = ("/allocation", "/calibration", "/backtests", "/paper")
TABLET = 800
"""In CSS pixels: a tablet held upright, or a window of 1440 at 180 %."""

EAGER = (
    ("min_discount = 0.2", "min_discount = 0"),
    ("min_profit = 8", "min_profit = 1"),
    ("wanted_roi = 0.25", "wanted_roi = 0.02"),
    ("min_margin = 0.1", "min_margin = 0"),
    ("gone = 0.2 ", "gone = 0.0 "),
)
"""What makes the rules of the example buy on a street that is minutes old."""


def deals_of(page: Page, product: Running) -> list[str]:
    """Return the addresses of the best opportunities."""
    answer = page.request.get(f"{product.address}/api/v1/opportunities?limit=9&verdict=buy")
    return [f"/opportunities/{one['id']}" for one in json.loads(answer.text())["items"]]


def deal_of(page: Page, product: Running) -> str:
    """Return the address of the best opportunity."""
    return deals_of(page, product)[0]


def open_standing(page: Page, product: Running) -> Locator:
    """Open the best opportunity that has not gone meanwhile, as those of the street do."""
    panel = page.get_by_role("region", name="Opportunity")
    for address in deals_of(page, product):
        page.goto(product.address + address)
        expect(panel.get_by_role("button", name="Check again")).to_be_attached()
        if not panel.get_by_text("Gone", exact=True).count():
            break
    return panel


def rules_of(page: Page, product: Running) -> Locator:
    """Open the lab and return its editor, with rules in it that can be run."""
    page.goto(f"{product.address}/backtests")
    page.locator("summary", has_text="Rules as a file").click()
    editor = page.get_by_role("textbox", name=re.compile("Rules"))
    expect(editor).to_have_value(re.compile("capital"))
    return editor


@pytest.mark.parametrize("path", [*PAGES, "deal", "product"])
def test_a_screen_about_money_is_usable_in_every_look(
    street: Page, product: Running, path: str
) -> None:
    page = street
    there = {"deal": deal_of, "product": product_of}.get(path)
    page.goto(product.address + (there(page, product) if there else path))
    page.get_by_role("heading", level=2 if path == "deal" else 1).first.wait_for()

    for width in looks(page):
        assert_usable(page, width)


def test_a_part_of_the_picture_is_chosen_by_mouse_and_wheel(street: Page, product: Running) -> None:
    page = street
    page.goto(product.address + product_of(page, product))
    plot = page.get_by_role("slider")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    across, middle = (box["x"] + box["width"] * share for share in (0.4, 0.7)), box["y"] + 100
    whole = page.get_by_role("button", name="All of it")
    expect(whole).to_be_disabled()

    begin, end = across
    page.mouse.move(begin, middle)
    page.mouse.down()
    page.mouse.move(end, middle, steps=4)
    page.mouse.up()

    expect(whole).to_be_enabled()
    whole.click()
    expect(whole).to_be_disabled()
    page.mouse.move(end, middle)
    page.mouse.wheel(0, -240)
    expect(whole).to_be_disabled()  # without Ctrl the wheel is the page's
    plot.scroll_into_view_if_needed()
    plot.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    expect(whole).to_be_enabled()
    for width in looks(page):
        assert_usable(page, width)


def test_a_deal_says_what_may_go_wrong_what_would_change_it_and_is_checked_again(
    street: Page, product: Running
) -> None:
    page = street
    panel = open_standing(page, product)
    for heading in ("From sale to profit", "What may go wrong", "What would change this"):
        expect(panel.get_by_role("heading", name=heading)).to_be_attached()
    expect(panel.get_by_role("row", name=re.compile("^Expected profit"))).to_be_attached()

    panel.get_by_role("button", name="Check again").click()

    expect(panel.get_by_text(re.compile("The same answer from the stored"))).to_be_visible()
    for width in looks(page):
        assert_usable(page, width)


def test_a_deal_fits_a_tablet_and_is_printed_alone_and_in_full(
    street: Page, product: Running
) -> None:
    page = street
    panel = open_standing(page, product)
    ending = panel.get_by_role("button", name="Check again")
    look(page, TABLET, "dark")

    assert_usable(page, TABLET)
    page.emulate_media(media="print")

    for beside in ("Opportunities", "Demo street is on. Its goods are not real."):
        expect(page.get_by_text(beside, exact=True).first).to_be_hidden()
    expect(panel.get_by_role("heading", name="What may go wrong")).to_be_visible()
    come_to_rest(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height > ending.evaluate("it => it.getBoundingClientRect().bottom + scrollY")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    page.emulate_media(media="screen")


def test_rules_with_a_mistake_name_its_line_and_cannot_be_run(page: Page, product: Running) -> None:
    editor = rules_of(page, product)

    editor.fill(editor.input_value().replace("min_profit = 8", "min_profitt = 8"))

    expect(page.get_by_text(re.compile("min_profitt")).last).to_be_visible()
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_disabled()
    for width in looks(page):
        assert_usable(page, width)


def test_rules_are_run_and_the_report_is_usable_in_every_look(
    street: Page, product: Running
) -> None:
    page = street
    editor = rules_of(page, product)
    rules = editor.input_value()
    for strict, eager in EAGER:
        assert strict in rules
        rules = rules.replace(strict, eager)
    editor.fill(rules)

    page.get_by_role("button", name="Run", exact=True).click()

    page.wait_for_url("**/backtests/*")
    told = page.get_by_role("heading", name=re.compile("became|none sold yet"))
    expect(told).to_be_visible(timeout=MINUTES)
    expect(page.get_by_text("Blind to the future")).to_be_visible()
    for width in looks(page):
        assert_usable(page, width)


def test_a_past_is_imported_and_calibration_shows_what_came_of_it(
    street: Page, product: Running
) -> None:
    page = street
    page.goto(f"{product.address}/calibration")

    page.get_by_role("button", name=re.compile("invented sales")).click()

    expect(page.get_by_text(re.compile("sales entered"))).to_be_visible()
    expect(page.get_by_text(re.compile("promised in hindsight")).first).to_be_visible(
        timeout=MINUTES
    )
    expect(page.get_by_text(re.compile("outcomes below are of the demo street"))).to_be_visible()
    for width in looks(page):
        assert_usable(page, width)
    sold = json.loads(page.request.get(f"{product.address}/api/v1/sales?limit=1").text())
    page.goto(f"{product.address}/products/{sold['items'][0]['product']['id']}")
    expect(page.get_by_role("button", name=re.compile("^Your sales at"))).to_be_visible()
    for width in looks(page):
        assert_usable(page, width)


def test_a_page_of_two_prices_is_asked_about(street: Page, product: Running) -> None:
    page = street
    page.goto(f"{product.address}/reviews/prices")

    asked = page.get_by_role("list", name="Prices in doubt").get_by_role("listitem").first

    expect(asked.get_by_text("Which of these does one pay?")).to_be_visible(timeout=MINUTES)
    for width in looks(page):
        assert_usable(page, width)


def test_paper_begins_and_stops_at_a_press(street: Page, product: Running) -> None:
    page = street
    page.goto(f"{product.address}/paper")
    expect(page.get_by_text("It has not begun")).to_be_visible()

    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text(re.compile("is now"))).to_be_visible()
    for width in looks(page):
        assert_usable(page, width)
    page.get_by_role("button", name="Stop").click()

    expect(page.get_by_role("button", name="Begin anew")).to_be_visible()
