"""Team, second factor, keys, letters, audit log and export, through the door."""

import io
import zipfile

from bolo.accounts.person.factors import code_of
from tests.accounts.person.test_factors import read
from tests.api.door import Door, visitor
from tests.api.person.test_auth import ADA, bearer, signed_in


async def test_somebody_is_invited_registers_works_and_is_let_go(door: Door, nobody: Door) -> None:
    asked = await door.ask(
        "POST", "/team/invitations", json={"email": ADA["email"], "role": "viewer"}
    )
    token = asked.body["link"].partition("#")[2]
    told = await nobody.ask("POST", "/invitations/read", json={"token": token})
    made = await nobody.ask(
        "POST", "/invitations/register", json={"token": token, "password": ADA["password"]}
    )
    me = await nobody.get("/users/me", headers=bearer(made.body))
    members = (await door.get("/team"))["items"]

    raised = await door.ask("PATCH", f"/team/{me['id']}", json={"role": "approver"})
    after = await nobody.get("/users/me", headers=bearer(made.body))
    removed = await door.ask("DELETE", f"/team/{me['id']}")
    gone = await nobody.ask("GET", "/users/me", headers=bearer(made.body))

    assert (asked.status, told.status, made.status) == (201, 200, 201)
    assert (told.body["by"], told.body["role"], told.body["known"]) == ("Owner", "viewer", False)
    assert {one["email"] for one in members} == {None, ADA["email"]}
    assert (raised.status, after["role"], removed.status) == (204, "approver", 204)
    assert gone.status == 401
    assert (await door.get("/team/invitations"))["items"] == []


async def test_an_invitation_is_listed_without_its_link_and_withdrawn(door: Door) -> None:
    await door.ask("POST", "/team/invitations", json={"email": ADA["email"]})
    [one] = (await door.get("/team/invitations"))["items"]

    withdrawn = await door.ask("DELETE", f"/team/invitations/{one['id']}")
    [logged] = (await door.get("/audit?action=withdraw_invitation"))["items"]

    assert (one["link"], one["role"], one["mailed"]) == (None, "buyer", False)
    assert withdrawn.status == 204
    assert (logged["actor"], logged["target"]) == ("Owner", f"/team/invitations/{one['id']}")


async def test_a_browser_goes_from_one_workspace_to_another(door: Door, browser: Door) -> None:
    del door
    made = await browser.ask("POST", "/workspaces", json={"name": "Second"})
    there = await browser.ask("POST", f"/workspaces/{made.body['workspace']}/switch")
    renamed = await browser.ask("PATCH", "/workspace", json={"name": "Third"})
    session = await browser.get("/session")
    left = await browser.ask("DELETE", "/workspaces/current/membership")

    assert (made.status, there.status, renamed.status) == (201, 200, 204)
    assert (session["workspace"]["name"], session["role"]) == ("Third", "owner")
    assert left.status == 409


async def test_a_program_joins_by_an_invitation_and_switches(door: Door, nobody: Door) -> None:
    tokens = await signed_in(nobody)
    asked = await door.ask("POST", "/team/invitations", json={"email": ADA["email"]})
    token = asked.body["link"].partition("#")[2]

    joined = await nobody.ask(
        "POST", "/workspaces/join", json={"token": token}, headers=bearer(tokens)
    )
    there = await nobody.ask(
        "POST", f"/workspaces/{joined.body['workspace']}/switch", headers=bearer(tokens)
    )
    me = await nobody.get("/users/me", headers=bearer(there.body))

    assert (me["role"], me["workspace"]) == ("buyer", joined.body["workspace"])
    assert len(me["workspaces"]) == 2


async def test_a_second_factor_is_begun_asked_for_and_ended(door: Door, nobody: Door) -> None:
    tokens = await signed_in(nobody)
    headers = bearer(tokens)
    offer = await nobody.ask(
        "POST", "/users/me/factor", json={"password": ADA["password"]}, headers=headers
    )
    step = int(door.services.clock().timestamp()) // 30
    secret = read(offer.body["secret"])
    begun = await nobody.ask(
        "POST", "/users/me/factor/begin", json={"code": code_of(secret, step - 1)}, headers=headers
    )
    wanted = await nobody.ask("POST", "/auth/login", json=ADA)
    codes = begun.body["codes"]
    login = await nobody.ask("POST", "/auth/login", json={**ADA, "code": codes[0]})
    told = await nobody.get("/users/me/factor", headers=headers)
    renewed = await nobody.ask(
        "POST", "/users/me/factor/recovery-codes", json={"code": codes[1]}, headers=headers
    )
    ended = await nobody.ask(
        "POST", "/users/me/factor/end", json={"code": renewed.body["codes"][0]}, headers=headers
    )

    assert (begun.status, wanted.status, login.status) == (200, 401, 200)
    assert wanted.body["type"] == "urn:bolo:code-wanted"
    assert told["recovery_codes"] == 9
    assert ended.status == 204
    assert (await nobody.ask("POST", "/auth/login", json=ADA)).status == 200


async def test_keys_are_made_with_scopes_listed_and_revoked(door: Door) -> None:
    made = await door.ask(
        "POST", "/api-keys", json={"name": "reader", "scopes": ["read", "account"]}
    )
    listed = (await door.get("/api-keys"))["items"]
    revoked = await door.ask("DELETE", f"/api-keys/{made.body['id']}")
    again = await door.ask("DELETE", f"/api-keys/{made.body['id']}")

    assert made.status == 201
    assert made.body["token"].startswith(made.body["prefix"])
    assert listed[0]["scopes"] == ["account", "read"]
    assert listed[0]["token"] is None
    assert (revoked.status, again.status) == (204, 404)


async def test_every_write_is_in_the_log_and_refusals_are_not(door: Door) -> None:
    await door.ask("POST", "/watches", json={"words": "lego 75192"})
    await door.ask("POST", "/watches", json={"words": ""})
    await door.ask("POST", "/alerts/read-all", headers={"idempotency-key": "one"})
    await door.ask("POST", "/alerts/read-all", headers={"idempotency-key": "one"})

    told = await door.get("/audit?limit=1")
    older = await door.get(f"/audit?cursor={told['next']}")
    check = await door.get("/audit/check")
    only = await door.get("/audit?action=add_watch")

    assert (told["items"][0]["action"], told["items"][0]["via"]) == ("read_all_alerts", "api key")
    assert [one["target"] for one in older["items"]] == ["/watches"]
    assert (check["entries"], check["broken_at"]) == (2, None)
    assert len(only["items"]) == 1


async def test_signing_in_is_in_the_log(door: Door, nobody: Door) -> None:
    tokens = await signed_in(nobody)

    told = await nobody.get("/audit", headers=bearer(tokens))

    assert [one["action"] for one in told["items"]] == ["log_in"]
    async with visitor(door, {}) as other:
        assert (await other.ask("GET", "/audit")).status == 401


async def test_everything_is_handed_over_as_an_archive(door: Door) -> None:
    await door.ask("POST", "/watches", json={"words": "lego 75192"})

    url = f"{door.origin}/api/v1/users/me/export"
    async with door.session.get(url, headers=door.headers) as answer:
        archive = zipfile.ZipFile(io.BytesIO(await answer.read()))

    assert answer.headers["content-type"] == "application/zip"
    assert any(name.endswith("/watch.csv") for name in archive.namelist())


async def test_how_long_what_is_kept_is_told(door: Door) -> None:
    kinds = {one["name"]: one["days"] for one in (await door.get("/privacy/retention"))["items"]}

    assert kinds["sessions"] == 7
    assert kinds["workspace"] is None


async def test_letters_need_a_mail_server_and_links_are_checked(nobody: Door) -> None:
    forgot = await nobody.ask("POST", "/auth/forgot", json={"email": ADA["email"]})
    reset = await nobody.ask(
        "POST", "/auth/reset", json={"token": "no", "password": ADA["password"]}
    )
    verify = await nobody.ask("POST", "/auth/verify", json={"token": "no"})

    assert (forgot.status, reset.status, verify.status) == (409, 422, 422)
    assert "signin-link" in forgot.detail


async def test_an_address_is_changed_by_who_knows_the_password(nobody: Door) -> None:
    tokens = await signed_in(nobody)
    change = {"email": "new@example.com", "password": ADA["password"]}

    done = await nobody.ask("POST", "/users/me/email", json=change, headers=bearer(tokens))

    assert (done.status, done.body) == (202, {"changed": True})
    assert (await nobody.get("/users/me", headers=bearer(tokens)))["email"] == "new@example.com"
