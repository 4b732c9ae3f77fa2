"""What is proven by a letter: a new password, an address. The links are good once."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from bolo.api.frame import problems
from bolo.api.frame.context import App, Where
from bolo.api.frame.shapes import Shape
from bolo.api.person.auth import Email, Password

router = APIRouter(prefix="/auth", tags=["auth"], responses=problems.responses(429))
LinkToken = Annotated[str, Field(min_length=1, max_length=200)]


class Forgetting(Shape):
    """Who has forgotten their password."""

    email: Email


class Asked(Shape):
    """What follows: the same whether the address has an account or not."""

    next: Literal["read_mail"] = "read_mail"


class Resetting(Shape):
    """The token of a letter, and the password to come."""

    token: LinkToken
    password: Password


class Verifying(Shape):
    """The token of a letter."""

    token: LinkToken


class Verified(Shape):
    """The address that is proven now."""

    email: str


@router.post("/forgot", status_code=202)
async def ask_for_reset(given: Forgetting, app: App, where: Where) -> Asked:
    """Send a link for a new password, if the address has an account; good for an hour."""
    await app.people.proving.forgot(given.email, where)
    return Asked()


@router.post("/reset", status_code=204)
async def reset_password(given: Resetting, app: App, where: Where) -> None:
    """Set a new password by the link of a letter; every session of the account ends."""
    user = await app.people.proving.reset(given.token, given.password, where)
    await app.people.audit.append_at_home(user, "reset_password", "letter")


@router.post("/verify")
async def verify_email(given: Verifying, app: App, where: Where) -> Verified:
    """Prove an address by the link of a letter."""
    proof = await app.people.proving.verify(given.token, where)
    await app.people.audit.append_at_home(proof.user, "verify_email", "letter")
    return Verified(email=proof.email)
