"""The running product: `bolo up --demo` in a temporary folder, and Chromium signed in to it."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bolo.platform.ports import free_ports
from bolo.platform.settings import environment
from tests.e2e.usable import MINUTES, visit

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0
LINK = re.compile(r"http\S+/signin\?token=\S+")
CSRF = {"X-Bolo-Csrf": "1"}
KNOWN = 20
"""So many of some 38 deals of the demo street are known half a minute after it opened."""
SELDOM = 60
"""How often the street is asked once it is known, in seconds.

To ask every five takes a quarter of a core all the time, and open pages draw anew what they hear.
"""
expect.set_options(timeout=MINUTES)


@dataclass(frozen=True)
class Running:
    """A bolo that runs: its address and a link that signs a browser in, once."""

    address: str
    link: str
    data: Path


@pytest.fixture(autouse=True)
def _loopback(socket_enabled: None) -> None:
    """Let the tests of this folder reach the product that they start, on loopback only."""


@contextmanager
def running(folder: Path, *words: str, **settings: str) -> Iterator[Running]:
    """Run `bolo up` in a folder, and stop it as a person would."""
    folder.chmod(0o755)
    port, log = free_ports(1)[0], folder / "up.log"
    told = ["--data", str(folder / "data"), "--port", str(port), "--no-browser", *words]
    address = f"http://127.0.0.1:{port}"
    chosen = {"COLUMNS": "400", "BOLO_ALLOW_PRIVATE_ADDRESSES": "1", "BOLO_PUBLIC_URL": address}
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603  (our own program, no shell)
            [sys.executable, "-m", "bolo", "up", *told],
            stdout=out,
            stderr=out,
            cwd=ROOT,
            env=environment() | chosen | settings,
        )
    try:
        link = _wait_for_link(process, log)
        yield Running(address, link, folder / "data")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(300)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run bolo with the demo street."""
    with running(tmp_path_factory.mktemp("product"), "--demo") as product:
        yield product


def _wait_for_link(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := LINK.search(log.read_text()):
            return found[0]
        assert process.poll() is None, log.read_text()
        time.sleep(0.2)
    raise AssertionError(f"bolo did not start in {PATIENCE} s:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Open Chromium; `./test` says which."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=environment().get("BOLO_CHROMIUM", "/usr/bin/chromium")
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, product: Running) -> Iterator[BrowserContext]:
    """Sign a browser in by the one-time link."""
    context = visit(browser)
    page = context.new_page()
    page.goto(product.link)
    page.get_by_role("heading", name="Opportunities", exact=True).wait_for()
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    """Give a page, with nothing in it yet, that must not log an error."""
    opened = signed_in.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    opened.close()
    assert errors == []


@pytest.fixture
def street(page: Page, product: Running) -> Page:
    """Give a page while deals of the demo street are known, which a test may have removed."""
    api = f"{product.address}/api/v1"
    if not page.request.get(f"{api}/demo").json()["installed"]:
        started = page.request.post(f"{api}/demo", headers=CSRF)
        assert started.ok, started.text()
    new = any(watch["every_seconds"] < SELDOM for watch in watches_of_street(page, product))
    wanted = KNOWN if new else 1
    deals = f"{api}/opportunities?verdict=buy&limit={wanted}"
    until(page, lambda: len(page.request.get(deals).json()["items"]) == wanted)
    ask_street(page, product, SELDOM)
    return page


def watches_of_street(page: Page, product: Running) -> list[dict[str, Any]]:
    """Return the watches of the shops of the demo street."""
    found = page.request.get(f"{product.address}/api/v1/watches").json()["items"]
    return [watch for watch in found if watch["demo"]]


def ask_street(page: Page, product: Running, seconds: int) -> None:
    """Have the shops of the demo street asked so often from now on."""
    for watch in watches_of_street(page, product):
        if watch["every_seconds"] != seconds:
            address = f"{product.address}/api/v1/watches/{watch['id']}"
            told = page.request.patch(address, headers=CSRF, data={"every_seconds": seconds})
            assert told.ok, told.text()


@pytest.fixture
def deals(street: Page, product: Running) -> Page:
    """Give a page with the deals of the demo street on it."""
    street.goto(product.address)
    first_row(street)
    return street


def until(page: Page, holds: Callable[[], object]) -> None:
    """Wait until something holds, for some minutes at most."""
    end = time.monotonic() + MINUTES / 1000
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        page.wait_for_timeout(100)


def first_row(page: Page) -> None:
    """Wait until the list of opportunities holds something."""
    page.locator("a[href^='/opportunities/']").first.wait_for(timeout=MINUTES)
