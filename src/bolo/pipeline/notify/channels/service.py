"""Use cases of channels: add one, change it, test it, turn its secret, and carry a message."""

import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

import orjson

from bolo.channels import webpush
from bolo.core.channel import Channel, Fact, Link, Message, Outcome, Parcel, Reply, Target, checked
from bolo.core.errors import BoloError, Conflict, Invalid, NotFound, Rejected, Unavailable
from bolo.pipeline.notify.channels import history_store
from bolo.pipeline.notify.channels import store as channel_store
from bolo.pipeline.notify.channels.store import Change, Kept, Result
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.secrets import Secrets

Carry = Callable[[Parcel, str | None], Awaitable[Reply]]
"""Carries a parcel to the vendor's host; raises a `BoloError` when there was no answer."""
WEBHOOK = "webhook"
SEALED_AS = {WEBHOOK: "webhook endpoint"}
SEALED_FOR = "channel"
PUSH_KEY = "web push"
SECRET_BYTES, SEED_BYTES = 32, 64


@dataclass(frozen=True, slots=True)
class Channels:
    """The use cases; `new_id` and `random_bytes` are the sources of ids and secrets.

    `contact` is how a push service may reach the owner; `missing` says by kind what the owner
    has not set up, so that it cannot be used.
    """

    db: Database
    kinds: Mapping[str, Channel]
    secrets: Secrets
    carry: Carry
    clock: Clock
    new_id: Callable[[], UUID]
    random_bytes: Callable[[int], bytes]
    contact: str = "https://github.com/bolo-watch/bolo"
    missing: Mapping[str, str] = field(default_factory=dict[str, str])

    async def add(
        self,
        workspace: UUID,
        user: UUID | None,
        kind: str,
        given: Mapping[str, str],
        label: str = "",
    ) -> tuple[Kept, str | None]:
        """Add a channel; a webhook's signing secret is returned too, this once."""
        channel = self.kinds.get(kind)
        if channel is None:
            raise Invalid(f"no channel is called {kind}")
        if kind in self.missing:
            raise Conflict(self.missing[kind])
        settings = checked(channel.fields, given)
        made = self._new_secret() if kind == WEBHOOK else None
        if made is not None:
            settings["secret"] = made
        kept = Kept(
            id=self.new_id(),
            workspace=workspace,
            user=user,
            kind=kind,
            label=label.strip(),
            shown=_shown(channel, settings),
            sealed=self._seal(channel, settings),
            enabled=True,
            created_at=self.clock(),
        )
        async with self.db.for_workspace(workspace) as session:
            await channel_store.add(session, kept)
        return kept, made

    async def all(self, workspace: UUID, user: UUID) -> list[Kept]:
        """Return the channels that a person may see."""
        async with self.db.for_workspace(workspace) as session:
            return await channel_store.all_of(session, workspace, user)

    async def one(self, workspace: UUID, user: UUID, channel: UUID) -> Kept:
        """Return a channel that a person may see."""
        async with self.db.for_workspace(workspace) as session:
            found = await channel_store.one(session, workspace, user, channel)
        if found is None:
            raise NotFound("there is no such channel here")
        return found

    async def change(
        self, kept: Kept, change: Change, given: Mapping[str, str] | None = None
    ) -> None:
        """Change label, switch or settings; secret settings that are left empty stay."""
        if given is not None:
            kind = self.kinds[kept.kind]
            made = {one.name for one in kind.fields if one.made}
            before = {**kept.shown, **self._secrets(kept)}
            typed = {name: words for name, words in given.items() if words.strip()}
            keep = {n: w for n, w in before.items() if n not in made and _stays(kind, n)}
            settings = checked(kind.fields, keep | typed)
            settings |= {name: words for name, words in before.items() if name in made}
            change = replace(
                change, shown=_shown(kind, settings), sealed=self._seal(kind, settings)
            )
        async with self.db.for_workspace(kept.workspace) as session:
            await channel_store.change(session, kept.id, change)

    async def rotate(self, kept: Kept) -> str:
        """Give a webhook a new secret; it signs with the former one too, until the next turn."""
        if kept.kind != WEBHOOK:
            raise Conflict("only webhooks have a secret that bolo makes; change its settings")
        former = self._secrets(kept)["secret"].split()[0]
        made = self._new_secret()
        sealed = self._seal(self.kinds[WEBHOOK], {"secret": f"{made} {former}"})
        async with self.db.for_workspace(kept.workspace) as session:
            await channel_store.change(session, kept.id, Change(sealed=sealed))
        return made

    async def remove(self, workspace: UUID, user: UUID, channel: UUID) -> None:
        """Remove a channel with its history."""
        async with self.db.for_workspace(workspace) as session:
            if not await channel_store.remove(session, workspace, user, channel):
                raise NotFound("there is no such channel here")

    async def test(self, kept: Kept, link: str) -> Outcome:
        """Send a test message now; return how it fared, in the vendor's words."""
        message = Message(
            self.new_id(),
            "test",
            "A test from bolo",
            "This channel works: what you are to be told arrives here.",
            self.clock(),
            facts=(Fact("Sent over", self.kinds[kept.kind].title),),
            links=(Link("Open bolo", link),),
        )
        outcome = await self.deliver(message, kept)
        result = result_of(outcome, self.clock())
        async with self.db.for_workspace(kept.workspace) as session:
            await channel_store.note_results(session, {kept.id: [replace(result, gone=False)]})
        return outcome

    async def deliver(self, message: Message, kept: Kept) -> Outcome:
        """Write, carry and read the answer, once."""
        kind = self.kinds.get(kept.kind)
        if kind is None:
            return Outcome(sent=False, told=f"this bolo has no channel called {kept.kind}")
        try:
            parcel = kind.write(message, await self._target(kept), self.clock())
            return kind.read(await self.carry(parcel, kind.host))
        except Unavailable as error:
            return Outcome(sent=False, told=str(error), again=True, after=error.retry_after)
        except BoloError as error:
            return Outcome(sent=False, told=str(error), again=not isinstance(error, Rejected))
        except (KeyError, ValueError) as error:
            return Outcome(sent=False, told=f"the settings of this channel do not work: {error}")

    async def send_again(self, workspace: UUID, user: UUID, dispatch: UUID) -> None:
        """Send something once more: what is dead is tried again, what was sent is replayed."""
        async with self.db.for_workspace(workspace) as session:
            if not await history_store.again(session, workspace, user, dispatch, self.clock()):
                raise NotFound("there is no such delivery here")

    async def push_key(self) -> str:
        """Return what browsers are told when they subscribe to Web Push."""
        return webpush.public_key(await self._push_key())

    async def _push_key(self) -> str:
        async with self.db.transaction() as session:
            sealed = await channel_store.push_key(session)
            if sealed is None:
                made = webpush.new_key(self.random_bytes(SEED_BYTES))
                sealed = await channel_store.push_key(
                    session, self.secrets.seal(made.encode(), PUSH_KEY)
                )
        if sealed is None:
            raise Unavailable("the key for Web Push is being made")
        return self.secrets.unseal(sealed, PUSH_KEY).decode()

    async def _target(self, kept: Kept) -> Target:
        settings = {**kept.shown, **self._secrets(kept)}
        if not self.kinds[kept.kind].by_browser:
            return Target(settings)
        own = {"vapid": await self._push_key(), "contact": self.contact}
        return Target(settings, own, self.random_bytes(SEED_BYTES))

    def _secrets(self, kept: Kept) -> dict[str, str]:
        raw = self.secrets.unseal(kept.sealed, SEALED_AS.get(kept.kind, SEALED_FOR))
        if kept.kind == WEBHOOK:  # as endpoints were kept before there were other channels
            return {"secret": raw.decode()}
        found: dict[str, str] = orjson.loads(raw)
        return found

    def _seal(self, kind: Channel, settings: Mapping[str, str]) -> bytes:
        known = {one.name for one in kind.fields if one.secret}
        secret = {name: words for name, words in settings.items() if name in known}
        raw = secret["secret"].encode() if kind.slug == WEBHOOK else orjson.dumps(secret)
        return self.secrets.seal(raw, SEALED_AS.get(kind.slug, SEALED_FOR))

    def _new_secret(self) -> str:
        return "whsec_" + base64.b64encode(self.random_bytes(SECRET_BYTES)).decode()


def _shown(kind: Channel, settings: Mapping[str, str]) -> dict[str, str]:
    return {
        one.name: settings[one.name]
        for one in kind.fields
        if not one.secret and one.name in settings
    }


def _stays(kind: Channel, name: str) -> bool:
    """Whether a setting stays when nothing is typed for it: secret ones cannot be shown again."""
    return any(one.name == name and (one.secret or one.required) for one in kind.fields)


def result_of(outcome: Outcome, at: datetime) -> Result:
    """Say of a channel how an attempt went; a vendor that wants a pause gets it."""
    rest = at + outcome.after if outcome.after else None
    return Result(outcome.status, outcome.told, outcome.sent, at, outcome.gone, rest)
