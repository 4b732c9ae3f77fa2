"""Every write of the API stands in the audit log, or is named here with the reason why not."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from bolo.accounts.audit.store import Wanted
from bolo.api.frame import context
from tests.api.door import Door
from tests.api.person.test_auth import ADA, bearer, signed_in

BY_ITSELF = {"log_in", "log_out", "register_invited", "reset_password", "sign_in", "verify_email"}
"""Nobody is known when these are asked; each appends its entry when somebody is."""
UNTOLD = {
    "ask_for_reset": "nothing is done yet, and the log must not tell whether there is an account",
    "read_invitation": "it is read; its link is too long for an address",
    "refresh": "a session goes on by itself; nobody does anything",
    "register": "the workspace begins with it, and its log with the first signing in",
    "take_stripe_event": "Stripe tells what was done there; what it told is kept as it came",
}


def _below(one: Dependant) -> Iterator[object]:
    yield one.call
    for more in one.dependencies:
        yield from _below(more)


async def _logged(door: Door) -> list[tuple[str, str]]:
    owner = await door.services.accounts.ensure_owner()
    found = await door.services.people.audit.page(owner, Wanted(limit=50))
    return [(one.action, one.target) for one in reversed(found)]


def test_every_write_is_logged_or_has_a_reason_why_not(served: tuple[FastAPI, object]) -> None:
    known = {
        one.name: one for one in iter_route_contexts(served[0].routes) if hasattr(one, "dependant")
    }
    writes = {name for name, one in known.items() if not context.SAFE.issuperset(one.methods or ())}
    behind_the_door = {
        name for name in writes if context.caller in set(_below(known[name].dependant))
    }

    assert writes - behind_the_door == (BY_ITSELF | UNTOLD.keys()) & writes
    assert writes >= (BY_ITSELF | UNTOLD.keys())
    assert writes >= context.ASKS
    assert known.keys() - writes >= context.TAKES
    assert len(behind_the_door - context.ASKS) > 70


async def test_what_is_asked_is_not_logged_and_what_is_taken_along_is(door: Door) -> None:
    await door.ask("POST", "/searches/preview", json={"rule": "lego"})
    await door.ask("POST", "/backtests/check", json={"text": "nonsense"})
    taken = await door.ask("GET", "/users/me/export")

    assert taken.status == 200
    assert await _logged(door) == [("export_me", "/users/me/export")]


async def test_signing_in_and_out_is_logged_where_nobody_is_known_yet(
    door: Door, nobody: Door
) -> None:
    tokens = await signed_in(nobody)
    who = await door.services.people.sessions.by_access(tokens["access_token"])

    await nobody.ask("POST", "/auth/logout", headers=bearer(tokens))
    await nobody.ask("POST", "/auth/logout", headers=bearer(tokens))

    found = await door.services.people.audit.page(who, Wanted(limit=9))
    assert [(one.action, one.via) for one in found] == [
        ("log_out", "session"),
        ("log_in", "password"),
    ]


async def test_who_comes_and_who_goes_stands_in_the_log_of_what_they_join_and_leave(
    door: Door, nobody: Door
) -> None:
    tokens = await signed_in(nobody)
    asked = await door.ask("POST", "/team/invitations", json={"email": ADA["email"]})
    link = {"token": asked.body["link"].partition("#")[2]}

    joined = await nobody.ask("POST", "/workspaces/join", json=link, headers=bearer(tokens))
    again = await nobody.ask("POST", "/workspaces/join", json=link, headers=bearer(tokens))
    gone = await nobody.ask(
        "DELETE", "/users/me", json={"password": ADA["password"]}, headers=bearer(tokens)
    )

    assert (joined.status, again.status, gone.status) == (200, 422, 204)
    assert await _logged(door) == [
        ("invite", "/team/invitations"),
        ("accept_invitation", "/workspaces/join"),
        ("remove_me", "/users/me"),
    ]
    assert (await door.get("/audit/check"))["broken_at"] is None
