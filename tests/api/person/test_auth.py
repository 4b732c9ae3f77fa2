"""Registering, signing in, renewing and signing out, as a program and as a browser."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.api.door import Answer, Door, visitor

ADA = {"email": "ada@example.com", "password": "correct horse battery"}


@pytest.fixture
async def page(door: Door) -> AsyncIterator[Door]:
    """Stand there as a browser that nobody has signed in yet."""
    async with visitor(door, {"x-bolo-csrf": "1"}) as found:
        yield found


def bearer(tokens: dict[str, Any]) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens['access_token']}"}


async def signed_in(nobody: Door, who: dict[str, str] = ADA) -> dict[str, Any]:
    await nobody.ask("POST", "/auth/register", json=who)
    answer = await nobody.ask("POST", "/auth/login", json=who)
    assert answer.status == 200, answer.body
    tokens: dict[str, Any] = answer.body
    return tokens


async def test_a_program_registers_signs_in_and_calls(nobody: Door) -> None:
    registered = await nobody.ask("POST", "/auth/register", json={**ADA, "name": "Ada"})
    tokens = await signed_in(nobody)

    me = await nobody.get("/users/me", headers=bearer(tokens))
    here = await nobody.get("/session", headers=bearer(tokens))

    assert (registered.status, registered.body) == (
        202,
        {"email": "ada@example.com", "next": "sign_in"},
    )
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 1800)
    assert (me["email"], me["role"], len(me["workspaces"])) == ("ada@example.com", "owner", 1)
    assert me["has_password"]
    assert here["workspace"]["id"] == me["workspace"]


async def test_a_program_writes_without_the_header_of_browsers(nobody: Door) -> None:
    tokens = await signed_in(nobody)

    changed = await nobody.ask(
        "PATCH", "/users/me", json={"name": " Ada  L. "}, headers=bearer(tokens)
    )
    nothing = await nobody.ask("PATCH", "/users/me", json={}, headers=bearer(tokens))

    assert (changed.status, changed.body["name"]) == (200, "Ada L.")
    assert nothing.status == 422


async def test_a_known_address_and_an_unknown_one_are_answered_alike(nobody: Door) -> None:
    first = await nobody.ask("POST", "/auth/register", json=ADA)
    again = await nobody.ask("POST", "/auth/register", json={**ADA, "password": "another good one"})
    wrong = await nobody.ask("POST", "/auth/login", json={**ADA, "password": "wrong password"})
    unknown = await nobody.ask("POST", "/auth/login", json={**ADA, "email": "eve@example.com"})

    assert (first.status, first.body) == (again.status, again.body)
    assert (wrong.status, wrong.body) == (unknown.status, unknown.body)
    assert wrong.status == 401
    assert "belong together" in wrong.detail


async def test_a_program_renews_and_a_copied_token_ends_the_session(nobody: Door) -> None:
    first = await signed_in(nobody)

    async def renew(token: str) -> Answer:
        return await nobody.ask("POST", "/auth/refresh", json={"refresh_token": token})

    second = await renew(first["refresh_token"])
    copied = await renew(first["refresh_token"])
    after = await renew(second.body["refresh_token"])
    call = await nobody.ask("GET", "/users/me", headers=bearer(second.body))

    assert second.status == 200
    assert (copied.status, after.status, call.status) == (401, 401, 401)


async def test_a_browser_keeps_its_tokens_where_scripts_cannot_read_them(page: Door) -> None:
    await page.ask("POST", "/auth/register", json=ADA)
    answer = await page.ask("POST", "/auth/login", json=ADA)
    cookies = {c.key: c for c in page.session.cookie_jar}

    assert (answer.body["access_token"], answer.body["refresh_token"]) == (None, None)
    assert set(cookies) == {"bolo_session", "bolo_refresh", "bolo_here"}
    assert [bool(cookies[n]["httponly"]) for n in ("bolo_session", "bolo_refresh")] == [True, True]
    assert {c["samesite"] for c in cookies.values()} == {"strict"}
    assert cookies["bolo_refresh"]["path"] == "/api/v1/auth"
    assert cookies["bolo_here"].value == "1"
    assert await page.get("/users/me")


async def test_a_browser_renews_by_its_cookie_and_the_header(page: Door) -> None:
    await page.ask("POST", "/auth/register", json=ADA)
    await page.ask("POST", "/auth/login", json=ADA)
    before = {c.key: c.value for c in page.session.cookie_jar}

    page.headers.clear()
    foreign = await page.ask("POST", "/auth/refresh")
    ours = await page.ask("POST", "/auth/refresh", headers={"x-bolo-csrf": "1"})
    after = {c.key: c.value for c in page.session.cookie_jar}

    assert foreign.status == 403
    assert (ours.status, ours.body["access_token"]) == (200, None)
    assert before["bolo_refresh"] != after["bolo_refresh"]
    assert await page.get("/users/me")


async def test_nothing_to_renew_is_told(nobody: Door) -> None:
    answer = await nobody.ask("POST", "/auth/refresh")

    assert answer.status == 401
    assert "auth/login" in answer.detail


async def test_a_browser_signs_out_and_its_cookies_go(page: Door) -> None:
    await page.ask("POST", "/auth/register", json=ADA)
    await page.ask("POST", "/auth/login", json=ADA)
    kept = {c.key: c.value for c in page.session.cookie_jar}

    page.headers.clear()
    foreign = await page.ask("POST", "/auth/logout")
    ours = await page.ask("POST", "/auth/logout", headers={"x-bolo-csrf": "1"})

    assert (foreign.status, ours.status) == (403, 204)
    assert list(page.session.cookie_jar) == []
    cookie = {"cookie": f"bolo_session={kept['bolo_session']}"}
    assert (await page.ask("GET", "/users/me", headers=cookie)).status == 401


async def test_a_program_signs_out_by_either_token(nobody: Door) -> None:
    for shown in ("access", "refresh"):
        tokens = await signed_in(nobody)
        given = {"json": {"refresh_token": tokens["refresh_token"]}}

        left = await nobody.ask(
            "POST", "/auth/logout", **(given if shown == "refresh" else {"headers": bearer(tokens)})
        )

        assert left.status == 204
        assert (await nobody.ask("GET", "/users/me", headers=bearer(tokens))).status == 401


async def test_who_guesses_is_told_when_to_come_back(nobody: Door) -> None:
    await nobody.ask("POST", "/auth/register", json=ADA)
    for _ in range(5):
        await nobody.ask("POST", "/auth/login", json={**ADA, "password": "wrong password"})

    locked = await nobody.ask("POST", "/auth/login", json=ADA)

    assert locked.status == 429
    assert 1 <= int(locked.headers["retry-after"]) <= 30
    assert "try again in" in locked.detail


async def test_a_password_is_changed_by_who_knows_it_and_others_are_signed_out(
    nobody: Door,
) -> None:
    here, there = await signed_in(nobody), await signed_in(nobody)
    change = {"current": ADA["password"], "new": "battery horse correct"}

    wrong = await nobody.ask(
        "POST", "/users/me/password", json={**change, "current": "?"}, headers=bearer(here)
    )
    done = await nobody.ask("POST", "/users/me/password", json=change, headers=bearer(here))

    assert (wrong.status, done.status) == (422, 204)
    assert (await nobody.ask("GET", "/users/me", headers=bearer(here))).status == 200
    assert (await nobody.ask("GET", "/users/me", headers=bearer(there))).status == 401
    assert (await nobody.ask("POST", "/auth/login", json=ADA)).status == 401
    renewed = {**ADA, "password": change["new"]}
    assert (await nobody.ask("POST", "/auth/login", json=renewed)).status == 200


async def test_the_owner_without_a_password_sets_one(browser: Door) -> None:
    done = await browser.ask("POST", "/users/me/password", json={"new": "correct horse battery"})

    assert done.status == 204
    assert (await browser.get("/users/me"))["has_password"]
    assert await browser.services.accounts.owner_has_password()


async def test_sessions_are_listed_and_ended(nobody: Door) -> None:
    here, there = await signed_in(nobody), await signed_in(nobody)

    listed = (await nobody.get("/users/me/sessions", headers=bearer(here)))["items"]
    [other] = [one["id"] for one in listed if not one["current"]]
    ended = await nobody.ask("DELETE", f"/users/me/sessions/{other}", headers=bearer(here))
    await signed_in(nobody)
    others = await nobody.ask("DELETE", "/users/me/sessions", headers=bearer(here))
    left = (await nobody.get("/users/me/sessions", headers=bearer(here)))["items"]

    assert [one["method"] for one in listed] == ["password", "password"]
    assert (ended.status, others.status) == (204, 204)
    assert (await nobody.ask("GET", "/users/me", headers=bearer(there))).status == 401
    assert [one["current"] for one in left] == [True]


async def test_who_leaves_takes_their_workspace_along(door: Door, nobody: Door) -> None:
    tokens = await signed_in(nobody)
    headers = bearer(tokens)
    added = await nobody.ask("POST", "/watches", json={"words": "lego 75192"}, headers=headers)
    assert added.status in {200, 201}, added.body

    wrong = await nobody.ask("DELETE", "/users/me", json={"password": "?"}, headers=headers)
    left = await nobody.ask(
        "DELETE", "/users/me", json={"password": ADA["password"]}, headers=headers
    )

    assert (wrong.status, left.status) == (422, 204)
    assert (await nobody.ask("GET", "/users/me", headers=headers)).status == 401
    assert (await nobody.ask("POST", "/auth/login", json=ADA)).status == 401
    async with door.services.db.raw() as connection:
        assert await connection.fetchval("SELECT count(*) FROM watch") == 0
        assert await connection.fetchval("SELECT count(*) FROM workspace") == 1


async def test_a_workspace_is_told_in_numbers(door: Door) -> None:
    await door.ask("POST", "/watches", json={"words": "lego 75192"})

    told = await door.get("/users/me/stats")

    assert (told["watches"], told["api_keys"], told["members"]) == (1, 1, 1)
    assert (told["opportunities_open"], told["alerts"], told["alerts_unread"]) == (0, 0, 0)


async def test_the_ways_in_are_told_to_everybody(nobody: Door) -> None:
    assert await nobody.get("/auth/ways") == {"registration": "open", "mail": False}
