"""Who may come in, and how."""

from uuid import uuid4

import pytest

from tests.api.door import Door, visitor

OPEN = {"/health", "/ready", "/alerts/{alert_id}/go", "/webhooks/stripe"}
AUTH = ("/auth/", "/invitations/")
"""Nobody is known there yet; test_auth.py is about them."""
WRITES = {"POST", "PUT", "PATCH", "DELETE"}


async def routes(door: Door) -> list[tuple[str, str]]:
    """Return every documented (method, path) that needs a caller."""
    told = await door.get("/openapi.json")
    return [
        (method.upper(), path.removeprefix("/api/v1").replace("{", "").replace("}", ""))
        for path, methods in told["paths"].items()
        for method in methods
        if path.removeprefix("/api/v1") not in OPEN
        and not path.removeprefix("/api/v1").startswith(AUTH)
        and (method, path) != ("post", "/api/v1/session")
    ]


async def test_nothing_is_told_to_nobody(door: Door, nobody: Door) -> None:
    known = await routes(door)

    answers = [(method, path, await nobody.ask(method, path)) for method, path in known]

    assert len(known) > 25
    assert {(m, p): a.status for m, p, a in answers if a.status != 401} == {}
    assert all(answer.detail for _, _, answer in answers)
    assert all(answer.headers["www-authenticate"] == "Bearer" for _, _, answer in answers)


async def test_a_key_opens_the_door(door: Door) -> None:
    told = await door.get("/session")

    assert told["signed_in"] is True
    assert told["first_run"] is True


@pytest.mark.parametrize("header", ["Bearer bolo_wrong", "Bearer ", "Basic Ym9sbzpib2xv", "bolo"])
async def test_what_is_no_key_does_not(nobody: Door, header: str) -> None:
    answer = await nobody.ask("GET", "/session", headers={"authorization": header})

    assert answer.status == 401
    assert "bolo" in answer.detail


async def test_a_revoked_key_is_useless(door: Door) -> None:
    accounts = door.services.accounts
    owner = await accounts.ensure_owner()
    key = await accounts.create_api_key(owner, "old")
    await accounts.revoke_api_key(owner, "old")

    answer = await door.ask("GET", "/session", headers={"authorization": f"Bearer {key.token}"})

    assert answer.status == 401


async def test_a_link_signs_in_once(door: Door) -> None:
    token = await door.services.accounts.signin_link_token()

    async with visitor(door, {}) as first, visitor(door, {}) as second:
        opened = await first.ask("GET", f"/signin?token={token}")
        again = await second.ask("GET", f"/signin?token={token}")
        mine, theirs = await first.ask("GET", "/session"), await second.ask("GET", "/session")

    assert (opened.status, opened.headers["location"]) == (303, "/")
    assert (again.status, again.headers["location"]) == (303, "/?link=used")
    assert (mine.status, theirs.status) == (200, 401)
    assert "set-cookie" not in again.headers


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(door: Door) -> None:
    token = await door.services.accounts.signin_link_token()

    answer = await door.ask("POST", "/session", json={"token": token}, headers={})

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert token not in cookie


async def test_a_used_link_is_refused_as_a_problem(door: Door, nobody: Door) -> None:
    token = await door.services.accounts.signin_link_token()
    await door.services.accounts.redeem(token)

    answer = await nobody.ask("POST", "/session", json={"token": token})

    assert answer.status == 401
    assert "bolo signin-link" in answer.detail


async def test_a_browser_writes_only_with_the_header_that_forms_cannot_send(browser: Door) -> None:
    browser.headers.clear()

    refused = await browser.ask("POST", "/alerts/read-all")
    read = await browser.ask("GET", "/alerts")
    allowed = await browser.ask("POST", "/alerts/read-all", headers={"x-bolo-csrf": "1"})

    assert refused.status == 403
    assert "x-bolo-csrf" in refused.detail
    assert (read.status, allowed.status) == (200, 204)


async def test_every_write_of_a_browser_needs_the_header(door: Door, browser: Door) -> None:
    browser.headers.clear()
    writes = [(m, p) for m, p in await routes(door) if m in WRITES]

    statuses = {(m, p): (await browser.ask(m, p)).status for m, p in writes}

    assert {what: status for what, status in statuses.items() if status != 403} == {}


async def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(browser: Door) -> None:
    cookie = {c.key: c.value for c in browser.session.cookie_jar}["bolo_session"]

    left = await browser.ask("DELETE", "/session")
    again = await browser.ask("GET", "/session", headers={"cookie": f"bolo_session={cookie}"})

    assert left.status == 204
    assert again.status == 401


async def test_a_made_up_session_is_nobody(nobody: Door) -> None:
    answer = await nobody.ask("GET", "/session", headers={"cookie": f"bolo_session={uuid4()}"})

    assert answer.status == 401
