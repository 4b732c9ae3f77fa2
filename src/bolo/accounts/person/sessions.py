"""Sessions: begun by a password or a link, kept alive by tokens that rotate, ended at once.

A refresh token is good for one renewal. One that is presented again was copied: whoever has
the other copy, the whole family ends and its owner signs in anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import structlog

from bolo.accounts.caller import Caller, SignedIn, Tokens, Visitor
from bolo.accounts.person import session_store as store
from bolo.accounts.person.tokens import Access, AccessTokens
from bolo.core.errors import Invalid, NotFound, NotSignedIn
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.secrets import hash_token

log = structlog.get_logger(__name__)
REFRESH_LIFE = timedelta(days=7)
OVER = "this session is over; sign in again"


@dataclass(frozen=True, slots=True)
class Sessions:
    """The use cases; `new_token` is the source of refresh tokens."""

    db: Database
    access: AccessTokens
    clock: Clock
    new_id: Callable[[], UUID]
    new_token: Callable[[], str]

    async def begin(self, who: Caller, visitor: Visitor, method: str) -> tuple[Caller, Tokens]:
        """Sign somebody in."""
        now = self.clock()
        family, refresh, until = self.new_id(), self.new_token(), now + REFRESH_LIFE
        new = store.NewSession(family, who.user, who.workspace, method, visitor, now, until)
        async with self.db.transaction() as session:
            await store.add(session, new)
            await store.add_token(session, family, hash_token(refresh), until)
        return replace(who, session=family), self._tokens(who.user, who.workspace, family, refresh)

    async def renew(self, refresh: str) -> Tokens:
        """Give new tokens for one that is used up by it; `NotSignedIn` ends what was copied."""
        now, fresh = self.clock(), self.new_token()
        async with self.db.transaction() as session:
            found = await store.present(session, hash_token(refresh), now)
            if found is not None and found.in_force and not found.used:
                await store.add_token(session, found.session, hash_token(fresh), now + REFRESH_LIFE)
                await store.go_on(session, found.session, now, now + REFRESH_LIFE)
                workspace = await store.still_at_home(session, found)
                if workspace is not None:
                    return self._tokens(found.user, workspace, found.session, fresh)
            if found is not None:
                await store.end(session, found.session, found.user)
        if found is not None and found.used:
            log.warning("a refresh token was used twice; its session is ended", user=found.user)
        raise NotSignedIn(OVER)

    def access_for(self, who: Caller, workspace: UUID) -> str:
        """Return an access token for a caller's session, in another workspace of theirs."""
        if who.session is None:
            msg = "an API key belongs to one workspace; make one there"
            raise Invalid(msg)
        return self.access.issue(Access(who.user, workspace, who.session))

    async def by_access(self, token: str) -> Caller:
        """Return who calls with an access token."""
        told = self.access.read(token)
        rows = await self.db.ask(
            store.SIGNED_IN,
            {
                "id": told.session,
                "now": self.clock(),
                "user": told.user,
                "workspace": told.workspace,
            },
        )
        if not rows:
            raise NotSignedIn(OVER)
        return store.caller(rows[0], told.session)

    async def end(self, access: str | None, refresh: str | None) -> UUID | None:
        """End the session that either token is of; return whose it was, if there was one."""
        async with self.db.transaction() as session:
            family = await store.family_of(session, hash_token(refresh)) if refresh else None
            if family is None and access:
                try:
                    told = self.access.read(access)
                except NotSignedIn:
                    return None
                family = told.session, told.user
            ended = family is not None and await store.end(session, *family)
        return family[1] if family and ended else None

    async def all(self, who: Caller) -> tuple[SignedIn, ...]:
        """Return the caller's sessions, in whatever workspace."""
        async with self.db.transaction() as session:
            return await store.of_user(session, who.user, self.clock())

    async def revoke(self, who: Caller, family: UUID) -> None:
        """End one session of the caller's."""
        async with self.db.transaction() as session:
            if not await store.end(session, family, who.user):
                msg = "there is no such session; it may have ended meanwhile"
                raise NotFound(msg)

    async def revoke_others(self, who: Caller) -> int:
        """End all sessions of the caller's but the one that asks; return how many."""
        async with self.db.transaction() as session:
            return await store.end_others(session, who.user, who.session)

    def _tokens(self, user: UUID, workspace: UUID, family: UUID, refresh: str) -> Tokens:
        return Tokens(self.access.issue(Access(user, workspace, family)), refresh)
