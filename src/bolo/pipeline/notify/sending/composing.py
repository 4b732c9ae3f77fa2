"""Decides what each channel carries next, and takes it: one transaction, nothing is sent here.

A person's channel has one message under way at a time, so that the most valuable arrives
first and what gathers meanwhile is folded; a program's has several.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.channel import Channel, Message
from bolo.core.telling.pacing import SHORTLY, Lately, Telling, Waiting, day_began, plan
from bolo.pipeline.notify.channels.store import Kept
from bolo.pipeline.notify.sending import messages, telling_store
from bolo.pipeline.notify.sending import store as dispatch_store
from bolo.pipeline.notify.sending.messages import Places
from bolo.pipeline.notify.sending.store import Dispatch, Queued
from bolo.pipeline.notify.sending.telling_store import EVERYTHING, Wish

MOST = 500
"""How much of what waits for one channel is looked at at once."""
AT_ONCE = 8
"""How many requests one program bears at a time."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A message that we have taken, and over what it goes."""

    dispatch: Dispatch
    message: Message


@dataclass(frozen=True, slots=True)
class Composing:
    """The use cases; `hold` is when another worker takes up what a killed one carried."""

    kinds: Mapping[str, Channel]
    places: Places
    new_id: Callable[[], UUID]
    hold: timedelta

    async def take(
        self, session: AsyncSession, now: datetime, busy: set[UUID], count: int
    ) -> list[Carried]:
        """Take up to `count` messages for ourselves, none for channels that are `busy`."""
        again = await dispatch_store.take_due(session, now, self.hold, count)
        most = max(1, (count - len(again)) // AT_ONCE)
        skip = busy | {one.channel.id for one in again}
        channels = await dispatch_store.channels_waited_for(session, now, skip, most)
        fresh = await self._compose(session, channels, now) if channels else []
        taken = [*again, *fresh]
        told = await messages.told_by(session, [one.id for one in taken]) if taken else {}
        await dispatch_store.drop(session, [one.id for one in taken if one.id not in told])
        return [
            Carried(one, messages.message(told[one.id], one.message, self.places))
            for one in taken
            if one.id in told
        ]

    async def _compose(
        self, session: AsyncSession, channels: Sequence[Kept], now: datetime
    ) -> list[Dispatch]:
        by_channel: dict[UUID, list[Queued]] = {one.id: [] for one in channels}
        for each in await dispatch_store.queued(session, list(by_channel), now, MOST):
            by_channel[each.channel].append(each)
        people = [one for one in channels if self.is_person(one)]
        programs = [one for one in channels if not self.is_person(one)]
        groups = await self._for_people(session, people, by_channel, now)
        groups += [
            (channel, [each]) for channel in programs for each in by_channel[channel.id][:AT_ONCE]
        ]
        sendings = [
            (self._dispatch(channel, group), [one.id for one in group]) for channel, group in groups
        ]
        await dispatch_store.send_off(session, sendings, now, now + self.hold)
        return [dispatch for dispatch, _ in sendings]

    def is_person(self, channel: Kept) -> bool:
        """Whether somebody reads what goes over a channel: quiet hours and folding are for them."""
        kind = self.kinds.get(channel.kind)
        return channel.user is not None and (kind is None or kind.for_people)

    async def _for_people(
        self,
        session: AsyncSession,
        channels: Sequence[Kept],
        by_channel: Mapping[UUID, list[Queued]],
        now: datetime,
    ) -> list[tuple[Kept, list[Queued]]]:
        if not channels:
            return []
        whose = [(one.workspace, one.user) for one in channels if one.user]
        wishes = await telling_store.wishes(session, whose)
        rules = {key: wish.rule() for key, wish in wishes.items()}
        began = {one.id: day_began(_rule(rules, one, EVERYTHING).zone, now) for one in channels}
        lately = await dispatch_store.recent(session, began, now - SHORTLY)
        groups: list[tuple[Kept, list[Queued]]] = []
        hold: dict[UUID, datetime] = {}
        untold: dict[UUID, str] = {}
        for channel in channels:
            waiting = {
                one.id: Waiting(one.id, one.since, one.worth, _rule(rules, channel, one.scope))
                for one in by_channel[channel.id]
            }
            sent = lately[channel.id]
            made = plan(list(waiting.values()), Lately(sent.today, sent.alone, sent.folded), now)
            hold |= made.hold
            untold |= made.untold
            if made.send:
                chosen = {one.id: one for one in by_channel[channel.id]}
                groups.append((channel, [chosen[each] for each in made.send]))
        await dispatch_store.hold(session, hold)
        await dispatch_store.leave(session, untold)
        return groups

    def _dispatch(self, channel: Kept, group: Sequence[Queued]) -> Dispatch:
        """Return the dispatch; a message of one alert bears its id, which receivers know again."""
        number = group[0].alert if len(group) == 1 else self.new_id()
        return Dispatch(self.new_id(), number, channel, 1)


def _rule(rules: Mapping[tuple[UUID, UUID, str], Telling], channel: Kept, scope: str) -> Telling:
    """Return what holds: the choice for the scope, else for everything, else the default."""
    assert channel.user is not None  # noqa: S101  (asked of people's channels only)
    for each in (scope, EVERYTHING):
        found = rules.get((channel.workspace, channel.user, each))
        if found is not None:
            return found
    return Wish().rule()
