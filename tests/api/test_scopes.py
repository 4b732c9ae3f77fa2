"""What each role and each key may do, over every route there is."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bolo.accounts.caller import Role
from bolo.accounts.person import store as person_store
from bolo.accounts.person.store import Person
from bolo.accounts.scopes import OF_ROLE, Scope, needed
from bolo.platform.ids import new_id
from tests.api.door import Door, key_of, visitor
from tests.api.person.test_signing_in import routes

OWN = {"/users/me", "/session", "/api-keys", "/workspaces"}
MANAGED = {"/team", "/workspace", "/billing", "/admin"}
READS = {
    *("/searches/parse", "/searches/print", "/searches/preview"),
    *("/follows/preview", "/backtests/check", "/sales/preview"),
    "/opportunities/opportunity_id/replay",
}
"""They are posted and change nothing."""
PERSONAL = ("/channels", "/telling")
LAST = {
    *(("DELETE", "/session"), ("DELETE", "/users/me"), ("GET", "/users/me/export")),
    ("DELETE", "/workspaces/current/membership"),
}
"""These end what asks, or answer with what is no text; other tests are about them."""
APPROVED = {"/settings", "/paper", "/webhook-endpoints", "/demo"}
"""Of these `/demo` itself is for whoever runs this bolo."""


@pytest.fixture(params=[Role.VIEWER, Role.BUYER, Role.APPROVER])
async def member(request: pytest.FixtureRequest, door: Door) -> AsyncIterator[tuple[Role, Door]]:
    """Stand there as a program of a member of the owner's workspace."""
    owner = await door.services.accounts.ensure_owner()
    person = Person(new_id(), "Member", None, None, door.services.clock(), None, operator=False)
    async with door.services.db.transaction() as session:
        await person_store.add(session, person)
        await person_store.join(session, new_id(), owner.workspace, person.id, request.param)
    who = replace(owner, user=person.id, role=request.param)
    async with visitor(door, await key_of(door.services, who)) as found:
        yield request.param, found


def first(path: str) -> str:
    """Return the part of a path that a rule names."""
    return next(
        (one for one in OWN | MANAGED | APPROVED if path == one or path.startswith(f"{one}/")), ""
    )


async def test_a_member_may_what_their_role_may_and_no_more(
    door: Door, member: tuple[Role, Door]
) -> None:
    role, program = member
    may_write = role is not Role.VIEWER
    wrong = {}

    for method, path in await routes(door):
        if (method, path) in LAST:
            continue
        below = first(path)
        may = {
            True: path.partition("/check")[0] != "/audit"
            and not path.startswith(("/billing", "/admin")),
            False: (below in OWN or path in READS or path.startswith(PERSONAL))
            or (below in APPROVED and role is Role.APPROVER and path != "/demo")
            or (below == "" and may_write),
        }[method == "GET"]
        answer = await program.ask(method, path)
        refused = answer.status == 403
        if refused == may:
            wrong[method, path] = answer.status

    assert wrong == {}


async def test_a_session_says_what_its_role_may(member: tuple[Role, Door]) -> None:
    role, program = member

    session = await program.get("/session")

    assert set(session["may"]) == OF_ROLE[role]


async def test_a_session_by_a_key_says_no_more_than_the_key_has(door: Door) -> None:
    made = await door.ask("POST", "/api-keys", json={"name": "two", "scopes": ["read", "manage"]})

    session = await door.get("/session", headers={"authorization": f"Bearer {made.body['token']}"})

    assert session["may"] == ["manage", "read"]


async def test_a_key_without_a_scope_is_refused_what_needs_it(door: Door) -> None:
    made = await door.ask("POST", "/api-keys", json={"name": "reader", "scopes": ["read"]})
    headers = {"authorization": f"Bearer {made.body['token']}"}
    wrong = {}

    for method, path in await routes(door):
        if (method, path) in LAST:
            continue
        scope = needed(method, path.replace("opportunity_id", "{opportunity_id}"))
        answer = await door.ask(method, path, headers=headers)
        if (answer.status == 403) != (scope is not Scope.READ):
            wrong[method, path] = answer.status

    assert made.status == 201
    assert wrong == {}


def test_every_scope_is_somebodys_and_an_owner_has_all() -> None:
    assert OF_ROLE[Role.OWNER] == frozenset(Scope)
    assert OF_ROLE[Role.VIEWER] < OF_ROLE[Role.BUYER] < OF_ROLE[Role.APPROVER] < frozenset(Scope)


async def test_a_refusal_says_who_may(door: Door) -> None:
    made = await door.ask("POST", "/api-keys", json={"name": "reader", "scopes": ["read"]})
    headers = {"authorization": f"Bearer {made.body['token']}"}

    answer = await door.ask("POST", "/alerts/read-all", headers=headers)

    assert answer.status == 403
    assert "no scope write" in answer.detail


async def test_a_key_that_may_not_read_hears_nothing_live(door: Door) -> None:
    made = await door.ask("POST", "/api-keys", json={"name": "writer", "scopes": ["write"]})
    headers = {"authorization": f"Bearer {made.body['token']}"}

    async with door.live(headers=headers) as feed:
        told = await feed.receive()

    assert told.data != 1000
    assert feed.close_code is not None


async def test_a_channel_of_the_workspace_is_changed_by_whom_may_approve(
    door: Door, member: tuple[Role, Door]
) -> None:
    role, program = member
    made = await door.ask("POST", "/webhook-endpoints", json={"url": "http://127.0.0.1:9/hook"})
    path = f"/channels/{made.body['id']}"

    renamed = await program.ask("PATCH", path, json={"label": "Mine"})
    removed = await program.ask("DELETE", path)

    assert made.status == 201
    may = role is Role.APPROVER
    assert (renamed.status, removed.status) == ((200, 204) if may else (403, 403))
