"""What a second person does, from signing up to leaving: the whole way, in one browser.

The shop, the mail server, the receiver and the vendors are on loopback; the vendors judge each
request by their published contracts.
"""

import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from standardwebhooks import Webhook

from tests.channels.contracts import FOLDER
from tests.e2e.conftest import Running, running
from tests.e2e.outside import Outside, outside
from tests.e2e.story_settings import sold, told
from tests.e2e.usable import MINUTES, assert_usable, visit

ADA, PASSWORD = "ada@example.org", "correct horse battery"
CONSOLE = "Nintendo Game Boy Color console, purple"
LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
CHANNELS: tuple[tuple[str, dict[str, str]], ...] = (
    ("email", {"to": ADA}),
    ("telegram", {"token": "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "chat": "4711"}),
    ("discord", {"url": "https://discord.com/api/webhooks/4711/abcdefghijklmnop"}),
)


@pytest.fixture
def world() -> Iterator[Outside]:
    """Open what lies outside."""
    if not FOLDER.exists():
        pytest.skip("the vendors' contracts are not on this machine: nobody plays the vendors")
    with outside() as found:
        found.shop.add("Wooden train", "20.00")
        yield found


@pytest.fixture
def service(world: Outside, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a bolo for several people, with a mail server."""
    settings = {**told(world, ""), **sold(world)}
    del settings["BOLO_PUBLIC_URL"]  # it has one of its own
    with running(tmp_path_factory.mktemp("service"), **settings) as found:
        world.stripe.tell = f"{found.address}/api/v1/webhooks/stripe"
        yield found


def soon(what: Callable[[], Any]) -> Any:  # noqa: ANN401  whatever is waited for
    """Wait until something is there, and return it."""
    end = time.monotonic() + MINUTES / 1000
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come")


def text_of(letter: EmailMessage) -> str:
    """Return the plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


class Api:
    """The API as the browser that is signed in."""

    def __init__(self, page: Page, product: Running) -> None:
        self.page, self.root = page, f"{product.address}/api/v1"

    def post(self, path: str, told: dict[str, Any]) -> Any:  # noqa: ANN401  JSON
        """Write something."""
        answer = self.page.request.post(self.root + path, data=told, headers={"X-Bolo-Csrf": "1"})
        assert answer.ok, answer.text()
        return answer.json()


def sign_up(page: Page, product: Running, world: Outside) -> None:
    """Make an account, prove the address by the letter, and come in."""
    page.goto(product.address)
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("E-mail").fill(ADA)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()

    [letter] = soon(world.letters)
    found = LINK.search(text_of(letter))
    assert found is not None
    page.goto(found[0])
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("that is confirmed")).to_be_visible()

    page.goto(product.address)
    page.get_by_label("E-mail").fill(ADA)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()


def search_by_template(page: Page, product: Running) -> None:
    """Make a search of a ready one and look at what it would have caught."""
    page.goto(f"{product.address}/templates")
    page.get_by_label("Find a template").fill("game boy")
    page.get_by_role("button", name="Use Game Boy consoles").click()
    expect(page.get_by_text("Game Boy consoles is saved.")).to_be_visible()
    expect(page.get_by_text("newest recorded listings")).to_be_visible()


def hit_the_limit_and_upgrade(page: Page, product: Running) -> None:
    """Save as many searches as the plan has, and one more once a larger plan is paid for."""
    for words in ("kestrel", "heron"):
        page.goto(f"{product.address}/searches/new")
        page.get_by_label("Rule").fill(words)
        page.get_by_role("button", name="Save search").click()
        if words == "kestrel":
            expect(page.get_by_text("kestrel is saved.")).to_be_visible()
    page.get_by_role("alert").get_by_role("link", name="See plans").click()

    page.get_by_role("listitem").filter(has_text="Starter").get_by_role("button").click()
    expect(page.get_by_role("listitem").filter(has_text="Starter")).to_contain_text("Yours")

    page.goto(f"{product.address}/searches/new")
    page.get_by_label("Rule").fill("heron")
    page.get_by_role("button", name="Save search").click()
    expect(page.get_by_text("heron is saved.")).to_be_visible()


def leave(page: Page, product: Running) -> None:
    """Cancel what is charged, and delete the account."""
    page.goto(f"{product.address}/plan")
    page.get_by_role("button", name="Cancel plan").click()
    expect(page.get_by_role("button", name="Keep plan")).to_be_visible()
    page.goto(f"{product.address}/account/data")
    page.get_by_role("button", name="Delete my account").click()
    page.get_by_label(f"Type {ADA} to confirm").fill(ADA)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_second_person_is_told_of_a_new_product_everywhere_and_leaves(
    browser: Browser, service: Running, world: Outside
) -> None:
    context = visit(browser)
    page = context.new_page()
    sign_up(page, service, world)
    api = Api(page, service)
    api.post("/watches", {"address": world.shop.at, "every_seconds": 2})
    search_by_template(page, service)
    for kind, settings in CHANNELS:
        api.post("/channels", {"kind": kind, "settings": settings})
    hook = api.post("/channels", {"kind": "webhook", "settings": {"url": world.hook}})
    soon(lambda: page.request.get(f"{api.root}/listings").json()["items"])

    world.shop.add(CONSOLE, "55.00")

    headers, body = soon(lambda: world.told)[0]
    fact = Webhook(hook["secret"]).verify(body, headers)
    assert CONSOLE in fact["data"]["title"]
    mailed = soon(lambda: [one for one in world.letters() if CONSOLE in one["Subject"]])
    assert "55.00 GBP" in text_of(mailed[0])
    for vendor in ("telegram", "discord"):
        assert CONSOLE.encode() in soon(lambda: world.sent_by(vendor))[-1]  # noqa: B023
    assert world.vendors.violations == []

    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{service.address}/alerts")
    expect(page.get_by_text(CONSOLE).first).to_be_visible()
    assert_usable(page, 360)

    page.goto(f"{service.address}/notifications")
    page.get_by_label("Mute").select_option(index=1)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Muted until")).to_be_visible()

    page.set_viewport_size({"width": 1440, "height": 900})
    hit_the_limit_and_upgrade(page, service)
    assert world.stripe.violations == []

    kept = page.request.get(f"{api.root}/users/me/export")
    with zipfile.ZipFile(io.BytesIO(kept.body())) as archive:
        assert any(CONSOLE.encode() in archive.read(name) for name in archive.namelist())

    leave(page, service)
    context.close()
