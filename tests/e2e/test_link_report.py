"""The page that `bolo match link` writes: sorted, searched and readable on any screen."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bolo.cli.matching.links.link import Link, Terms
from bolo.cli.matching.links.page import page as report

TERMS = Terms("USD", "ebay-us", None, date(2026, 3, 9), None)


def link(name: str, cost: str | None, price: str, sure: float = 0.97) -> Link:
    return Link(
        {"id": name, "title": f"{name} turntable with a belt drive and two speeds"},
        {"id": name, "title": f"Turntable {name}, black"},
        sure,
        "same model number; titles share 80 % of what their words tell",
        None if cost is None else Decimal(cost),
        Decimal(price),
        None if cost is None else Decimal(10),
    )


LINKS = (link("alpha", "20", "100", 0.4), link("beta", "90", "95"), link("gamma", None, "50"))


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Open a report of three links."""
    file = tmp_path / "links.html"
    file.write_text(report(LINKS, len(LINKS), "supplier.csv and catalogue.csv", TERMS))
    opened = browser.new_page()
    opened.goto(file.as_uri())
    yield opened
    opened.close()


def names(page: Page) -> list[str]:
    titles = page.locator("tbody tr:visible td:nth-child(2)").all_inner_texts()
    return [title.split()[0] for title in titles]


def test_a_press_on_a_head_sorts_and_another_turns_it_round(page: Page) -> None:
    head = page.get_by_role("columnheader", name="Profit")
    assert head.get_attribute("aria-sort") == "descending"

    head.get_by_role("button").press("Enter")

    assert head.get_attribute("aria-sort") == "ascending"
    assert names(page) == ["gamma", "beta", "alpha"]
    page.get_by_role("button", name="Supplier").click()
    assert names(page) == ["gamma", "beta", "alpha"]
    page.get_by_role("button", name="Supplier").click()
    assert names(page) == ["alpha", "beta", "gamma"]


def test_what_is_typed_leaves_only_what_holds_it(page: Page) -> None:
    page.get_by_role("searchbox").fill("BETA")

    assert names(page) == ["beta"]
    expect(page.get_by_text("1 of 3 shown")).to_be_visible()


def test_links_that_are_hardly_sure_say_so_and_can_be_left_out(page: Page) -> None:
    told = page.get_by_role("status")
    expect(told).to_have_text(
        "3 of 3 shown, some 2 of them right;"
        " 1 at a profit of 70.00 USD together, 28.00 by how sure each is"
    )
    expect(page.get_by_role("row", name="alpha")).to_contain_text("sooner wrong")

    page.get_by_label("At least").fill("50")

    assert names(page) == ["beta", "gamma"]
    expect(told).to_contain_text("0 at a profit of 0.00 USD")


def test_what_brings_nothing_can_be_left_out(page: Page) -> None:
    page.get_by_label("Only at a profit").check()

    assert names(page) == ["alpha"]


def test_words_of_one_title_alone_are_marked(page: Page) -> None:
    marked = page.locator("tbody tr:first-child mark").all_inner_texts()

    assert marked == ["with", "a", "belt", "drive", "and", "two", "speeds", "black"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_the_report_is_usable_on_any_screen(page: Page, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 740})

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
