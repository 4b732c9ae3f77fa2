"""Who may come in: the owner of a first start, API keys, one-time links."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import text

from bolo.accounts import store
from bolo.accounts.caller import ApiKey, Caller, Role
from bolo.core.errors import Conflict, Invalid, NotFound, NotSignedIn
from bolo.platform.clock import Clock
from bolo.platform.db import Database
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

    async def create_api_key(self, caller: Caller, name: str) -> ApiKey:
        """Make a key; its token is in the answer, this once."""
        name = name.strip()
        if not name or len(name) > LONGEST_NAME:
            msg = f"a key's name has 1 to {LONGEST_NAME} characters"
            raise Invalid(msg)
        token = KEY_PREFIX + self.new_token()
        key = ApiKey(
            id=self.new_id(),
            name=name,
            prefix=token[: len(KEY_PREFIX) + 4],
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

    async def signin_link_token(self) -> str:
        """Make the token of a one-time link for the owner."""
        owner = await self.ensure_owner()
        token = self.new_token()
        async with self.db.transaction() as session:
            until = self.clock() + LINK_LIFE
            await store.add_signin_link(session, owner, hash_token(token), until)
        return token

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
