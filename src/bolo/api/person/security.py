"""The caller's second factor and API keys."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from bolo.accounts.caller import ApiKey as Key
from bolo.accounts.scopes import Scope
from bolo.api.frame import problems
from bolo.api.frame.context import App, Where, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Shape
from bolo.api.person.users import Password
from bolo.platform import qr

router = APIRouter(tags=["security"], route_class=Once, responses=problems.responses(429))
Code = Annotated[str, Field(min_length=6, max_length=40, examples=["123456"])]


class Factor(Shape):
    """The caller's second factor; `since` is null while there is none."""

    since: datetime | None
    recovery_codes: int


class FactorAsked(Shape):
    """A second factor is begun with the password, if there is one."""

    password: Password | None = None


class FactorOffer(Shape):
    """What an authenticator is told, this once: as text, as a link, and as a picture of that.

    `qr` is the address of an SVG (`data:`), null where no QR code can be drawn.
    """

    secret: str
    uri: str
    qr: str | None


class FactorCode(Shape):
    """A code of the authenticator, or a recovery code."""

    code: Code


class RecoveryCodes(Shape):
    """Each stands in for the authenticator once; they are not shown again."""

    codes: list[str]


class NewApiKey(Shape):
    """A key to be made; without scopes it may all that its maker may."""

    name: Annotated[str, Field(max_length=200)]
    scopes: list[Scope] | None = None


class ApiKey(Shape):
    """A key for programs; `token` is there once, when it is made."""

    id: UUID
    name: str
    prefix: str
    scopes: list[Scope]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    mine: bool
    token: str | None = None

    @classmethod
    def of(cls, key: Key, user: UUID) -> "ApiKey":
        """Say a key."""
        return cls(
            id=key.id,
            name=key.name,
            prefix=key.prefix,
            scopes=[Scope(one) for one in key.scopes],
            created_at=key.created_at,
            last_used_at=key.last_used_at,
            revoked_at=key.revoked_at,
            mine=key.user == user,
            token=key.token,
        )


class ApiKeys(Items[ApiKey]):
    """The keys of a workspace, the newest first."""


@router.get("/users/me/factor")
async def get_factor(who: Who, app: App) -> Factor:
    """Say whether the caller has a second factor."""
    found = await app.people.factors.state(who)
    return Factor(since=found.since, recovery_codes=found.codes)


@router.post("/users/me/factor")
async def offer_factor(given: FactorAsked, who: Who, app: App, where: Where) -> FactorOffer:
    """Make a secret for an authenticator; it counts once a code has shown it."""
    offer = await app.people.factors.offer(who, given.password, where.address)
    return FactorOffer(secret=offer.secret, uri=offer.uri, qr=qr.address_of(offer.uri))


@router.post("/users/me/factor/begin")
async def begin_factor(given: FactorCode, who: Who, app: App) -> RecoveryCodes:
    """Ask for the second factor from now on."""
    return RecoveryCodes(codes=list(await app.people.factors.begin(who, given.code)))


@router.post("/users/me/factor/recovery-codes")
async def renew_recovery_codes(
    given: FactorCode, who: Who, app: App, where: Where
) -> RecoveryCodes:
    """Make new recovery codes; the old ones are of no use any more."""
    codes = await app.people.factors.renew_codes(who, given.code, where.address)
    return RecoveryCodes(codes=list(codes))


@router.post("/users/me/factor/end", status_code=204)
async def end_factor(given: FactorCode, who: Who, app: App, where: Where) -> None:
    """Ask for no second factor any more."""
    await app.people.factors.end(who, given.code, where.address)


@router.get("/api-keys")
async def list_api_keys(who: Who, app: App) -> ApiKeys:
    """List the keys of the workspace; whoever is no owner sees their own."""
    found = await app.accounts.api_keys_for(who)
    return ApiKeys(items=[ApiKey.of(key, who.user) for key in found])


@router.post("/api-keys", status_code=201)
async def create_api_key(new: NewApiKey, who: Who, app: App) -> ApiKey:
    """Make a key; its token is in the answer, this once."""
    scopes = None if new.scopes is None else frozenset(new.scopes)
    return ApiKey.of(await app.accounts.create_api_key(who, new.name, scopes), who.user)


@router.delete("/api-keys/{key_id}", status_code=204)
async def revoke_api_key(key_id: UUID, who: Who, app: App) -> None:
    """Make a key useless from now on: one's own, or as an owner anybody's."""
    await app.accounts.revoke_key(who, key_id)
