"""Channels: by what ways somebody is told, with a test that shows the vendor's answer."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from bolo.accounts import scopes
from bolo.accounts.caller import Caller
from bolo.accounts.scopes import Scope
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Shape
from bolo.core.channel import Channel as Kind
from bolo.core.channel import Entry
from bolo.core.channel import Field as Setting
from bolo.pipeline.notify.channels.store import Change, Kept
from bolo.wiring import Services

router = APIRouter(tags=["channels"], route_class=Once)
Settings = Annotated[
    dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=4000)]],
    Field(max_length=20),
]
Label = Annotated[str, Field(max_length=100)]


class ChannelSetting(Shape):
    """What a kind of channel needs to be told, and how it is typed."""

    name: str
    label: str
    entry: Entry
    note: str
    example: str
    default: str
    required: bool

    @classmethod
    def of(cls, setting: Setting) -> "ChannelSetting":
        """Say a setting."""
        return cls.model_validate({name: getattr(setting, name) for name in cls.model_fields})


class ChannelKind(Shape):
    """A way to be told; `missing` says what the owner must set up before it can be used.

    `push_key` is for the browser, when it is the browser that subscribes.
    """

    slug: str
    title: str
    note: str
    for_people: bool
    by_browser: bool
    missing: str | None
    push_key: str | None
    settings: list[ChannelSetting]


class ChannelKinds(Items[ChannelKind]):
    """The ways to be told."""


class NewChannel(Shape):
    """A channel to add; `settings` by the names that its kind states."""

    kind: Annotated[str, Field(max_length=40)]
    label: Label = ""
    settings: Settings


class ChangedChannel(Shape):
    """What is to be different; secret settings that are left out stay."""

    label: Label | None = None
    enabled: bool | None = None
    settings: Settings | None = None


class Channel(Shape):
    """A channel; secret settings are never shown, but a webhook's once, when it is made."""

    id: UUID
    kind: str
    title: str
    label: str
    mine: bool
    settings: dict[str, str]
    enabled: bool
    failures: int
    last_status: int | None
    last_told: str | None
    last_at: datetime | None
    created_at: datetime
    secret: str | None = None


class Channels(Items[Channel]):
    """The channels that one may see: one's own, and the workspace's."""


class ChannelTest(Shape):
    """How a test message fared, in the vendor's words."""

    sent: bool
    status: int | None
    told: str


class NewSecret(Shape):
    """A secret, shown this once."""

    secret: str


def place_of(app: Services) -> str:
    """Return where this bolo is."""
    return app.composing.places.at


def _channel(app: Services, kept: Kept, secret: str | None = None) -> Channel:
    kind = app.channels.kinds.get(kept.kind)
    return Channel(
        id=kept.id,
        kind=kept.kind,
        title=kind.title if kind else kept.kind,
        label=kept.label,
        mine=kept.user is not None,
        settings=kept.shown,
        enabled=kept.enabled,
        failures=kept.failures,
        last_status=kept.last_status,
        last_told=kept.last_told,
        last_at=kept.last_at,
        created_at=kept.created_at,
        secret=secret,
    )


@router.get("/channel-kinds")
async def list_channel_kinds(who: Who, app: App) -> ChannelKinds:
    """List the ways to be told, and what each needs."""
    del who
    key = await app.channels.push_key()
    items = [_kind(app, slug, kind, key) for slug, kind in app.channels.kinds.items()]
    return ChannelKinds(items=items)


def _kind(app: Services, slug: str, kind: Kind, key: str) -> ChannelKind:
    return ChannelKind(
        slug=slug,
        title=kind.title,
        note=kind.note,
        for_people=kind.for_people,
        by_browser=kind.by_browser,
        missing=app.channels.missing.get(slug),
        push_key=key if kind.by_browser else None,
        settings=[ChannelSetting.of(one) for one in kind.fields if not one.made],
    )


@router.get("/channels")
async def list_channels(who: Who, app: App) -> Channels:
    """List one's own channels, and the workspace's."""
    found = await app.channels.all(who.workspace, who.user)
    return Channels(items=[_channel(app, one) for one in found])


@router.post("/channels", status_code=201)
async def add_channel(new: NewChannel, who: Who, app: App) -> Channel:
    """Add a channel of one's own; a webhook's answer holds its signing secret, this once."""
    kept, secret = await app.channels.add(
        who.workspace, who.user, new.kind, new.settings, new.label
    )
    return _channel(app, kept, secret)


@router.patch("/channels/{channel_id}")
async def change_channel(channel_id: UUID, changed: ChangedChannel, who: Who, app: App) -> Channel:
    """Rename a channel, turn it on or off, or change its settings."""
    kept = await _changeable(channel_id, who, app)
    change = Change(label=changed.label, enabled=changed.enabled)
    await app.channels.change(kept, change, changed.settings)
    return _channel(app, await app.channels.one(who.workspace, who.user, channel_id))


@router.delete("/channels/{channel_id}", status_code=204)
async def remove_channel(channel_id: UUID, who: Who, app: App) -> None:
    """Remove a channel with its history; what was not delivered yet is dropped."""
    await _changeable(channel_id, who, app)
    await app.channels.remove(who.workspace, who.user, channel_id)


@router.post("/channels/{channel_id}/test")
async def test_channel(channel_id: UUID, who: Who, app: App) -> ChannelTest:
    """Send a test message now and show what the vendor answers."""
    kept = await _changeable(channel_id, who, app)
    outcome = await app.channels.test(kept, place_of(app))
    return ChannelTest(sent=outcome.sent, status=outcome.status, told=outcome.told)


@router.post("/channels/{channel_id}/rotate")
async def rotate_channel_secret(channel_id: UUID, who: Who, app: App) -> NewSecret:
    """Give a webhook a new signing secret; the former signs beside it until the next turn."""
    kept = await _changeable(channel_id, who, app)
    return NewSecret(secret=await app.channels.rotate(kept))


async def _changeable(channel_id: UUID, who: Caller, app: Services) -> Kept:
    """Return a channel of one's own, or one of the workspace's to whom may approve."""
    kept = await app.channels.one(who.workspace, who.user, channel_id)
    if kept.user is None:
        scopes.require(Scope.APPROVE, who.role, who.scopes)
    return kept
