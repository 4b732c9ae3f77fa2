"""What is done by hand at the machine: as the owner of this installation, and logged."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import typer
from pydantic import BaseModel

from bolo.accounts.caller import Caller
from bolo.cli.accounts import with_services
from bolo.wiring import Services

T = TypeVar("T")


def as_owner(
    context: typer.Context,
    use: Callable[[Services, Caller], Awaitable[T]],
    *,
    does: str = "",
    to: str = "",
) -> T:
    """Do something as the owner; `does` is how the audit log calls it when it changes something."""

    async def used(app: Services) -> T:
        owner = await app.accounts.ensure_owner()
        done = await use(app, owner)
        if does:
            await app.people.audit.append(owner.workspace, owner.user, does, to, "cli")
        return done

    return with_services(context, used)


def lines(shown: list[BaseModel]) -> None:
    """Print one JSON object a line."""
    for one in shown:
        typer.echo(one.model_dump_json(by_alias=True))
