"""The page that `bolo match link` writes: sorted, searched and readable on any screen."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bolo.cli.matching.links import Link, Terms
from bolo.cli.matching.report import page as report

TERMS = Terms("USD", "ebay-us", None, date(2026, 3, 9), None)


def link(name: str, cost: str | None, price: str, fees: str | None = "10") -> Link:
    return Link(
        {"id": name, "title": f"{name} turntable with a belt drive and two speeds"},
        {"id": name, "title": f"Turntable {name}, black"},
        0.97,
        "same model number; titles share 80 % of what their words tell",
        None if cost is None else Decimal(cost),
        Decimal(price),
        None if cost is None or fees is None else Decimal(fees),
    )


LINKS = (link("alpha", "20", "100"), link("beta", "90", "95"), link("gamma", None, "50"))


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
    expect(page.get_by_text("1 of 3")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_the_report_is_usable_on_any_screen(page: Page, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 740})

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
