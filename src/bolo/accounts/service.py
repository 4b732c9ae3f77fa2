"""Who may come in: the owner of a first start, API keys, one-time links."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import text

from bolo.accounts import store
from bolo.accounts.caller import ApiKey, Caller, Role
from bolo.accounts.person import session_store
from bolo.accounts.scopes import OF_ROLE, Scope
from bolo.core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.secrets import hash_token

KEY_PREFIX = "bolo_"
LINK_LIFE = timedelta(minutes=15)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Accounts:
    """The use cases; `new_id` and `new_token` are the sources of ids and secrets."""

    db: Database
    clock: Clock
    new_id: Callable[[], UUID]
    new_token: Callable[[], str] = token_urlsafe

    async def ensure_owner(self) -> Caller:
        """Return the owner, made at the first start; safe when two processes start at once."""
        async with self.db.transaction() as session:
            await session.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": store.FIRST_USE_LOCK}
            )
            known = await store.owner(session)
            if known is not None:
                return known
            owner = Caller(
                user=self.new_id(),
                workspace=self.new_id(),
                name="Owner",
                email=None,
                workspace_name="My workspace",
                currency="USD",
                role=Role.OWNER,
            )
            await store.add_owner(session, owner, self.new_id(), self.clock())
            return owner

    async def owner_has_password(self) -> bool:
        """Tell whether listening beyond loopback would be guarded by a password."""
        async with self.db.transaction() as session:
            return await store.owner_has_password(session)

    async def create_api_key(
        self, caller: Caller, name: str, scopes: frozenset[Scope] | None = None
    ) -> ApiKey:
        """Make a key; its token is in the answer, this once. Unsaid, it may all its maker may."""
        name, scopes = name.strip(), _granted(caller, scopes)
        if not name or len(name) > LONGEST_NAME:
            msg = f"a key's name has 1 to {LONGEST_NAME} characters"
            raise Invalid(msg)
        token = KEY_PREFIX + self.new_token()
        key = ApiKey(
            id=self.new_id(),
            user=caller.user,
            name=name,
            prefix=token[: len(KEY_PREFIX) + 4],
            scopes=tuple(sorted(scopes)),
            created_at=self.clock(),
            last_used_at=None,
            revoked_at=None,
            token=token,
        )
        async with self.db.for_workspace(caller.workspace) as session:
            await store.lock_names(session, caller.workspace)
            in_force = {
                k.name
                for k in await store.api_keys(session, caller.workspace)
                if k.revoked_at is None
            }
            if name in in_force:
                msg = f"there is a key named {name} already; revoke it or choose another name"
                raise Conflict(msg)
            await store.add_api_key(session, caller, key, hash_token(token))
        return key

    async def api_keys(self, caller: Caller) -> tuple[ApiKey, ...]:
        """Return the keys of the caller's workspace, without their tokens."""
        async with self.db.for_workspace(caller.workspace) as session:
            return await store.api_keys(session, caller.workspace)

    async def revoke_api_key(self, caller: Caller, name: str) -> None:
        """Make a key useless from now on."""
        async with self.db.for_workspace(caller.workspace) as session:
            if not await store.revoke_api_key(session, caller.workspace, name, self.clock()):
                msg = f"there is no key in force named {name}"
                raise NotFound(msg)

    async def api_keys_for(self, caller: Caller) -> tuple[ApiKey, ...]:
        """Return the keys that the caller may see: an owner all, everybody else their own."""
        found = await self.api_keys(caller)
        return tuple(k for k in found if caller.role is Role.OWNER or k.user == caller.user)

    async def revoke_key(self, caller: Caller, key: UUID) -> None:
        """Make a key that the caller may see useless from now on."""
        anybodys = None if caller.role is Role.OWNER else caller.user
        async with self.db.for_workspace(caller.workspace) as session:
            if not await store.revoke_key(session, key, anybodys, self.clock()):
                msg = "there is no such key in force, or it is another's"
                raise NotFound(msg)

    async def by_api_key(self, token: str) -> Caller:
        """Return whose key this is; its use is noted once a minute at most."""
        rows = await self.db.ask(store.KEY_HOLDER, {"hash": hash_token(token)})
        if not rows:
            msg = "this API key is not in force; make one with: bolo api-key create NAME"
            raise NotSignedIn(msg)
        now, noted = self.clock(), rows[0]["last_used_at"]
        if noted is None or now - noted >= store.NOTE_USE_EVERY:
            async with self.db.transaction() as session:
                await store.note_use(session, rows[0]["id"], now)
        return store.key_holder(rows[0])

    async def signin_link_token(self, email: str | None = None) -> str:
        """Make the token of a one-time link, for the owner or for whoever has an address."""
        who, token = await self.somebody(email), self.new_token()
        async with self.db.transaction() as session:
            until = self.clock() + LINK_LIFE
            await store.add_signin_link(session, who, hash_token(token), until)
        return token

    async def somebody(self, email: str | None) -> Caller:
        """Return whoever has an address, or the owner of this installation."""
        if email is None:
            return await self.ensure_owner()
        async with self.db.transaction() as session:
            found = await store.at_home(session, email.strip().lower())
        if found is None:
            msg = f"nobody here has the address {email}"
            raise NotFound(msg)
        return found

    async def role_of(self, who: Caller) -> Role:
        """Return the role that somebody has now; `NotAllowed` who has left or was let go."""
        async with self.db.transaction() as session:
            now = await session_store.member(session, who.user, who.workspace)
        if now is None:
            msg = f"{who.name} is no member of {who.workspace_name} any more; ask an owner"
            raise NotAllowed(msg)
        return now.role

    async def redeem(self, link_token: str) -> Caller:
        """Use up a one-time link; return whose it was."""
        async with self.db.transaction() as session:
            caller = await store.use_signin_link(session, hash_token(link_token), self.clock())
        if caller is None:
            msg = "this link was used already or is too old; get a new one: bolo signin-link"
            raise NotSignedIn(msg)
        return caller

    async def forget_expired(self) -> None:
        """Forget sessions, one-time links and answered writes that have expired."""
        async with self.db.transaction() as session:
            await store.forget_expired(session, self.clock())


def _granted(caller: Caller, asked: frozenset[Scope] | None) -> frozenset[Scope]:
    """Return what a new key may: no more than its maker."""
    held = OF_ROLE[caller.role]
    if caller.scopes is not None:
        held &= {Scope(one) for one in caller.scopes}
    if asked is None:
        return held
    if not asked:
        msg = f"a key needs at least one scope: {', '.join(sorted(held))}"
        raise Invalid(msg)
    if beyond := sorted(asked - held):
        msg = f"you may not grant {', '.join(beyond)}; you have {', '.join(sorted(held))}"
        raise NotAllowed(msg)
    return asked
