"""What is done by hand at the machine: as the owner of this installation, and logged."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import typer

from bolo.accounts.caller import Caller
from bolo.cli.frame.opening import with_services
from bolo.wiring import Services

T = TypeVar("T")
LOCKED_OR_NOT = frozenset(
    {
        *("create_api_key", "revoke_api_key", "make_signin_link"),
        *("change_me", "export_me", "remove_me"),
        *("grant_plan", "keep_template", "remove_template"),
    }
)
"""What is done to oneself or to the installation, and so also while one's workspace is locked."""


def as_owner(
    context: typer.Context,
    use: Callable[[Services, Caller], Awaitable[T]],
    *,
    does: str = "",
    to: str | Callable[[T], str] = "",
) -> T:
    """Do something as the owner.

    `does` is how the audit log calls it when it changes something: as the API's operation of
    that name. `to` is what it was done to, as a path of the API, or says so of what came of it.
    """

    async def used(app: Services) -> T:
        owner = await app.accounts.ensure_owner()
        if does and does not in LOCKED_OR_NOT:
            await app.plans.must_be_open(owner.workspace)
        done = await use(app, owner)
        if does:
            target = to if isinstance(to, str) else to(done)
            await app.people.audit.append(owner.workspace, owner.user, does, target, "cli")
        return done

    return with_services(context, used)
