"""Use cases of following: a listing, a product, a page, a seller or a shop, and when to tell.

Here and not in observe, because a product is known by its links only: which listings are its
offers is brought up to date when links change.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Conflict, Invalid, NotFound
from bolo.core.events import FollowsChanged
from bolo.core.following.follows import MARGIN, Condition, Follow, FollowKind
from bolo.core.following.judging import Fired
from bolo.core.fx import Rates
from bolo.core.marketplace import Address
from bolo.core.plans.limits import Held, admit_follow, follows_moved
from bolo.pipeline.match.follows import store as follow_store
from bolo.pipeline.match.follows.attending import Attending
from bolo.pipeline.match.follows.store import Asked, Shown
from bolo.pipeline.observe import follow_store as observed
from bolo.pipeline.observe.judging import Judging
from bolo.pipeline.watch.service import Watching
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Target:
    """What to follow: a listing or a product by its id, a page by its address.

    A seller or a shop by one of its listings, or by its marketplace and name.
    """

    kind: FollowKind
    id: UUID | None = None
    address: str | None = None
    marketplace: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """When to tell; `None` leaves it as it is, or as usual for a new one."""

    conditions: tuple[Condition, ...] | None = None
    label: str | None = None
    margin: Decimal | None = None
    goods: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """When a follow would have fired among `listings` recorded offers; the newest first."""

    label: str
    listings: int
    fired: tuple[tuple[Fired, str], ...]


@dataclass(frozen=True, slots=True)
class Following:
    """The use cases; `new_id` is the source of ids."""

    db: Database
    watching: Watching
    judging: Judging
    clock: Clock
    new_id: Callable[[], UUID]

    @property
    def attending(self) -> Attending:
        """What has follows read."""
        return Attending(self.db, self.watching)

    @classmethod
    def over(cls, watching: Watching, rates: Callable[[], Rates]) -> Self:
        """Return the use cases beside those of watching."""
        judging = Judging(watching.clock, watching.new_id, rates)
        return cls(watching.db, watching, judging, watching.clock, watching.new_id)

    async def add(self, workspace: UUID, currency: str, target: Target, wish: Wish) -> Shown:
        """Follow something; what is so already is not told.

        A page or a listing is read from now on. `LimitReached` when the plan has no room.
        """
        async with self.db.transaction() as session:
            follow = await self._follow(session, workspace, currency, target, wish)
            await self._admit(session, follow)
            if not await follow_store.add(session, follow):
                raise Conflict(f"{follow.label} is followed already; change it instead")
            if follow.kind is FollowKind.PRODUCT:
                offers = await follow_store.about(session, replace(follow, goods=()))
                await observed.join(session, {follow.id: offers}, None)
            await publish(session, FollowsChanged((follow.id,), workspace))
        await self.attending.tend(workspace)
        return await self.one(workspace, follow.id)

    async def change(self, workspace: UUID, follow: UUID, wish: Wish) -> Shown:
        """Have other things told from now on."""
        return await self._write(workspace, follow, wish, paused=None)

    async def pause(self, workspace: UUID, follow: UUID) -> Shown:
        """Tell nothing for a while."""
        return await self._write(workspace, follow, Wish(), paused=True)

    async def resume(self, workspace: UUID, follow: UUID) -> Shown:
        """Tell again; what happened meanwhile is not told."""
        return await self._write(workspace, follow, Wish(), paused=False)

    async def remove(self, workspace: UUID, follow: UUID) -> None:
        """Follow it no longer: what was watched for it ends, alerts that were raised stay."""
        await self.one(workspace, follow)
        made = await self.attending.made_for(follow)
        async with self.db.transaction() as session:
            await follow_store.remove(session, workspace, follow)
            await publish(session, FollowsChanged((follow,), workspace))
        if made is not None:
            await self.attending.settle(workspace, made)
            await self.attending.tend(workspace)  # it may have read what others follow

    async def fit(self, workspace: UUID) -> None:
        """Let what the plan has room for run, and hold the rest, the newest first."""
        async with self.db.transaction() as session:
            plan = await self.watching.quota.plan(session, workspace)
            kept = await follow_store.kept(session, workspace)
            held, freed = follows_moved(plan, kept)
            if not held and not freed:
                return
            await follow_store.hold(session, held, Held.FOLLOWS, self.clock())
            await follow_store.hold(session, freed, None, self.clock())
            await publish(session, FollowsChanged((*held, *freed), workspace))
        for one in (*held, *freed):
            await self.attending.settle(workspace, await self.attending.made_for(one))
        await self.attending.tend(workspace)

    async def fit_all(self) -> None:
        """Fit every workspace's follows to its plan, and have what nothing reads read."""
        async with self.db.transaction() as session:
            workspaces = await follow_store.workspaces(session)
        for workspace in workspaces:
            await self.fit(workspace)
        await self.attending.tend()

    async def one(self, workspace: UUID, follow: UUID) -> Shown:
        """Return one follow."""
        found = await self.some(workspace, Asked(id=follow, limit=1))
        if not found:
            raise NotFound("nothing of that kind is followed here")
        return found[0]

    async def some(self, workspace: UUID, asked: Asked) -> list[Shown]:
        """Return follows, the newest first."""
        async with self.db.for_workspace(workspace) as session:
            return await follow_store.follows(session, workspace, asked)

    async def preview(self, workspace: UUID, currency: str, target: Target, wish: Wish) -> Past:
        """Say when it would have fired on the recorded prices."""
        async with self.db.transaction() as session:
            follow = await self._follow(session, workspace, currency, target, wish)
            listings = await follow_store.about(session, follow)
            courses = await observed.courses(session, listings)
        every = [(one, None) for one in listings]
        subjects = [every] if follow.kind is FollowKind.PRODUCT else [[one] for one in every]
        told = [each for one in subjects for each in self.judging.told(follow, one, courses)]
        told.sort(key=lambda each: each[0].at, reverse=True)
        return Past(follow.label, len(listings), tuple(told))

    async def relinked(self, session: AsyncSession, listings: Iterable[UUID]) -> int:
        """Let offers of followed products be what links say now, and judge those that came."""
        ids = sorted(set(listings))
        if not await follow_store.products_followed(session):
            return 0
        linked = await follow_store.followed_by(session, ids)
        await follow_store.keep_members(session, ids, linked)
        by_follow: dict[UUID, list[UUID]] = {}
        for follow, listing in linked:
            by_follow.setdefault(follow, []).append(listing)
        now = self.clock()
        new = set(await observed.join(session, by_follow, now)) if by_follow else set()
        if not new:
            return 0
        concerned = await observed.concerned(session, {listing for _, listing in new})
        came = [pair for pair in concerned if (pair[0].id, pair[1]) in new]
        fresh = {listing: now for _, listing in came}
        return await self.judging.look(session, came, fresh) if came else 0

    async def _write(
        self, workspace: UUID, follow: UUID, wish: Wish, *, paused: bool | None
    ) -> Shown:
        known = (await self.one(workspace, follow)).follow
        written = replace(
            known,
            conditions=known.conditions if wish.conditions is None else wish.conditions,
            label=_label(wish.label, known.label),
            margin=known.margin if wish.margin is None else wish.margin,
            goods=known.goods if wish.goods is None else wish.goods,
            paused=known.paused if paused is None else paused,
            since=self.clock(),
        )
        async with self.db.transaction() as session:
            if known.paused and not written.paused:
                await self._admit(session, written)
            await follow_store.change(session, written, turned=paused is not None)
            await publish(session, FollowsChanged((follow,), workspace))
        if paused is not None:
            await self.attending.settle(workspace, await self.attending.made_for(follow))
        if paused is False:
            await self.attending.tend(workspace)
        return await self.one(workspace, follow)

    async def _admit(self, session: AsyncSession, follow: Follow) -> None:
        plan = await self.watching.quota.plan(session, follow.workspace)
        kept = await follow_store.kept(session, follow.workspace)
        admit_follow(plan, sum(runs for one, runs in kept if one != follow.id))

    async def _follow(
        self, session: AsyncSession, workspace: UUID, currency: str, target: Target, wish: Wish
    ) -> Follow:
        key, label = await _named(session, target)
        return Follow(
            id=self.new_id(),
            workspace=workspace,
            kind=target.kind,
            key=key,
            label=_label(wish.label, label),
            conditions=wish.conditions or (),
            since=self.clock(),
            currency=currency,
            margin=MARGIN if wish.margin is None else wish.margin,
            goods=wish.goods or (),
        )


def _label(wished: str | None, known: str) -> str:
    return ((wished or "").strip() or known)[:LONGEST]


async def _named(session: AsyncSession, target: Target) -> tuple[str, str]:
    """Return the key and the name of what is to be followed; `NotFound` when there is no such."""
    if target.kind is FollowKind.PAGE:
        return _page(target.address)
    if target.kind is FollowKind.PRODUCT:
        title = target.id and await follow_store.title_of_product(session, target.id)
        if not title:
            raise NotFound("there is no such product")
        return str(target.id), title
    if target.id is not None:
        return await _by_listing(session, target.kind, target.id)
    if target.kind is FollowKind.LISTING:
        raise Invalid("say which listing, by its id")
    name = " ".join((target.name or "").split())
    if not target.marketplace or not name:
        raise Invalid(f"say which {target.kind}: a listing of it, or its marketplace and name")
    return f"{target.marketplace}/{name.lower()}", name


def _page(address: str | None) -> tuple[str, str]:
    try:
        url = Address.of(address or "").url
    except ValueError as error:
        raise Invalid(str(error)) from error
    return url, url


async def _by_listing(session: AsyncSession, kind: FollowKind, which: UUID) -> tuple[str, str]:
    found = await follow_store.listing(session, which)
    if found is None:
        raise NotFound("there is no such listing")
    if kind is FollowKind.LISTING:
        return str(which), found.title
    name = found.seller if kind is FollowKind.SELLER else found.shop
    if not name:
        raise Invalid("that listing does not say who sells it; follow its shop")
    return f"{found.marketplace}/{name.lower()}", name
