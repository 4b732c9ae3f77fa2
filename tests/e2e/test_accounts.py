"""Accounts in a browser: alone they do not puzzle; together they work; leaving leaves nothing."""

import re
from base64 import b32decode
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Running
from tests.e2e.usable import WIDTHS, assert_usable, assert_usable_light_and_dark, look, visit

OWN = ("account", "account/security", "account/keys", "account/data", "team", "audit")
OUTSIDE = ("", "sign-up", "forgot", "reset#x", "verify#x", "invitation#x")
PASSWORD = "correct horse battery"


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    """Give a browser that nobody has let in yet."""
    context = visit(browser)
    yield context.new_page()
    context.close()


def sign_up(page: Page, product: Running, email: str, name: str) -> None:
    """Make an account, as a person does."""
    page.goto(f"{product.address}/sign-up")
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    page.get_by_role("navigation", name="Pages").wait_for()


@pytest.mark.parametrize("width", WIDTHS)
def test_whoever_is_alone_finds_their_account_and_team_usable(
    page: Page, product: Running, width: int
) -> None:
    look(page, width, "light")
    for path in OWN:
        page.goto(f"{product.address}/{path}")
        page.get_by_role("heading", level=1).wait_for()

        assert_usable_light_and_dark(page, width)
    expect(page.get_by_text("Whole", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_for_who_is_not_in_yet_are_usable(
    stranger: Page, product: Running, width: int
) -> None:
    look(stranger, width, "light")
    for path in OUTSIDE:
        stranger.goto("about:blank")
        stranger.goto(f"{product.address}/{path}")
        stranger.get_by_role("heading", level=1).wait_for()

        assert_usable_light_and_dark(stranger, width)


def test_three_steps_lead_a_newcomer_to_a_running_search(
    stranger: Page, product: Running, street: Page
) -> None:
    del street  # its goods are what the preview looks at
    page = stranger
    sign_up(page, product, "newcomer@example.com", "Nora")

    for width in WIDTHS:
        look(page, width, "light")
        page.goto(product.address)
        page.get_by_role("heading", name="What do you look for?").wait_for()
        assert_usable_light_and_dark(page, width)
    page.get_by_label("In words").fill("lamp OR chair OR camera OR keyboard")
    expect(page.get_by_text(re.compile("newest recorded listings"))).to_be_visible()
    assert_usable(page, 360)
    page.get_by_role("button", name="Next: where").click()
    page.get_by_role("checkbox", name=re.compile("Everywhere")).wait_for()
    assert_usable(page, 360)
    page.get_by_role("button", name=re.compile("^Skip")).click()
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Start the search").click()
    page.get_by_role("heading", name="How shall we tell you?").wait_for()
    page.get_by_label("Add a channel").wait_for()
    assert_usable(page, 360)
    page.get_by_role("button", name="Done: show my search").click()

    expect(page).to_have_url(re.compile("/searches/[0-9a-f-]{36}"))
    page.goto(product.address)
    expect(page.get_by_role("heading", name="Opportunities", level=1)).to_be_visible()


def test_a_second_factor_is_set_up_and_asked_for(stranger: Page, product: Running) -> None:
    sign_up(stranger, product, "totp@example.com", "Tess")
    stranger.goto(f"{product.address}/account/security")
    stranger.get_by_role("button", name="Set it up").click()
    stranger.get_by_label("Your password").fill(PASSWORD)
    stranger.get_by_role("button", name="Go on").click()
    shown = stranger.locator("form code").inner_text().replace(" ", "")
    secret = b32decode(shown + "=" * (-len(shown) % 8))
    totp = TOTP(secret, 6, SHA1(), 30, enforce_key_length=False)  # noqa: S303  (RFC 6238)
    code = totp.generate(stranger.evaluate("Math.floor(Date.now() / 1000)"))
    stranger.get_by_label("Code").fill(code.decode())
    stranger.get_by_role("button", name="Turn it on").click()
    codes = stranger.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(codes).to_have_count(10)
    assert_usable(stranger, 1440)
    spare = codes.first.inner_text()
    stranger.get_by_label(re.compile("I have kept them")).check()
    stranger.get_by_role("button", name="Done").click()
    expect(stranger.get_by_role("button", name="Turn off")).to_be_visible()

    stranger.goto(f"{product.address}/account")
    stranger.get_by_role("button", name="Sign out").click()
    # the page that is left has fields of the same names
    stranger.get_by_role("heading", name="Sign in to bolo").wait_for()
    stranger.get_by_label("E-mail").fill("totp@example.com")
    stranger.get_by_label("Password").fill(PASSWORD)
    stranger.get_by_role("button", name="Sign in", exact=True).click()
    stranger.get_by_label("Code").fill(spare)
    stranger.get_by_role("button", name="Sign in", exact=True).click()

    expect(stranger.get_by_role("navigation", name="Pages")).to_be_visible()


def test_two_work_together_and_one_erases_what_is_theirs(
    browser: Browser, stranger: Page, product: Running
) -> None:
    sign_up(stranger, product, "host@example.com", "Hanna")
    stranger.get_by_role("button", name=re.compile("^Workspace:")).click()
    stranger.get_by_role("button", name="New workspace").click()
    stranger.get_by_label("Name").fill("Club")
    stranger.get_by_role("button", name="Make it and go there").click()
    expect(stranger.get_by_role("button", name="Workspace: Club")).to_be_visible()
    stranger.goto(f"{product.address}/team")
    stranger.get_by_label("E-mail").fill("guest@example.com")
    stranger.get_by_role("button", name="Invite", exact=True).click()
    link = stranger.locator("[role=status] code").inner_text()

    context = visit(browser)
    guest = context.new_page()
    guest.goto(f"{product.address}/{link.split('/', 3)[3]}")
    guest.get_by_label("Name").fill("Gus")
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Make an account and join").click()
    expect(guest.get_by_role("button", name="Workspace: Club")).to_be_visible()

    role = stranger.get_by_label("Role of Gus")
    expect(role).to_have_value("buyer")
    role.select_option("viewer")
    guest.goto(f"{product.address}/team")
    expect(guest.get_by_text("2 people work in Club.")).to_be_visible()
    expect(guest.get_by_role("tab", name="Audit log")).to_have_count(0)
    guest.goto(f"{product.address}/account/data")
    guest.get_by_role("button", name="Delete my account").click()
    guest.get_by_label(re.compile("^Type")).fill("guest@example.com")
    guest.get_by_label("Your password").fill(PASSWORD)
    guest.get_by_role("button", name="Delete it for good").click()

    expect(guest.get_by_role("heading", name="Sign in to bolo")).to_be_visible()
    expect(stranger.get_by_role("list", name="Members").get_by_role("listitem")).to_have_count(1)
    stranger.goto(f"{product.address}/audit")
    expect(stranger.get_by_text("Somebody who has left").first).to_be_visible()
    context.close()
