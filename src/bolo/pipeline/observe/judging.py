"""Hold what changed against all that is followed, in the transaction that stores it.

Only follows that a changed listing concerns are looked up, by index; each is judged by the
recorded course of its prices, and what comes true is written once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import NotFound
from bolo.core.events import FollowHit
from bolo.core.following.cheapest import cheapest, clipped
from bolo.core.following.follows import Follow, FollowKind, When
from bolo.core.following.judging import HUNDRED, Fired, Limit, Point, fired
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.pipeline.observe import follow_store
from bolo.pipeline.observe.follow_store import Asked, Hit
from bolo.platform.clock import Clock
from bolo.platform.durable.events.outbox import publish

Member = tuple[UUID, datetime | None]
"""A listing, and since when it counts; `None` for ever."""


@dataclass(frozen=True, slots=True)
class Judging:
    """The use case; `rates` are the day's, `new_id` is the source of ids."""

    clock: Clock
    new_id: Callable[[], UUID]
    rates: Callable[[], Rates]

    async def judge(self, session: AsyncSession, fresh: Mapping[UUID, datetime]) -> int:
        """Write what came true by what listings ask since `fresh`; return how much is new."""
        if not fresh or not await follow_store.anything_followed(session):
            return 0
        concerned = await follow_store.concerned(session, fresh)
        return await self.look(session, concerned, fresh) if concerned else 0

    async def look(
        self,
        session: AsyncSession,
        concerned: Sequence[tuple[Follow, UUID]],
        fresh: Mapping[UUID, datetime],
    ) -> int:
        """Judge follows with the listings that changed; return how much came true anew."""
        products = {one.id for one, _ in concerned if one.kind is FollowKind.PRODUCT}
        if products:
            await follow_store.hold(session, products)
        members = await follow_store.members(session, products) if products else {}
        listings = {listing for _, listing in concerned}
        listings |= {one for some in members.values() for one, _ in some}
        courses = await follow_store.courses(session, listings)
        hits: list[Hit] = []
        for follow, changed in _grouped(concerned):
            subjects = (
                [members.get(follow.id, [])]
                if follow.id in products
                else [[(one, None)] for one in changed]
            )
            since = max(follow.since, min(fresh[one] for one in changed))
            for subject in subjects:
                told = self.told(follow, subject, courses)
                hits += [
                    Hit(self.new_id(), follow.id, one, currency)
                    for one, currency in told
                    if one.at >= since and one.at > follow.since
                ]
        return await self._tell(session, hits) if hits else 0

    async def _tell(self, session: AsyncSession, hits: Sequence[Hit]) -> int:
        new = await follow_store.add_hits(session, hits, self.clock())
        by_workspace: dict[UUID, list[UUID]] = defaultdict(list)
        for workspace, hit in new:
            by_workspace[workspace].append(hit)
        for workspace, some in by_workspace.items():
            await publish(session, FollowHit(tuple(some), workspace))
        return len(new)

    def told(
        self, follow: Follow, members: Sequence[Member], courses: Mapping[UUID, Sequence[Asked]]
    ) -> list[tuple[Fired, str]]:
        """Return all that would ever have been told of a listing, or of the cheapest of several."""
        known = [(one, since, courses[one]) for one, since in members if one in courses]
        if not known:
            return []
        product = follow.kind is FollowKind.PRODUCT
        currency = follow.currency if product else _newest(known[0][2]) or follow.currency
        drawn = [(since, self._points(one, asked, currency)) for one, since, asked in known]
        course = cheapest(drawn) if product else clipped(*drawn[0])
        found: list[tuple[Fired, str]] = []
        for condition in follow.conditions:
            price = None if condition.price is None else self._in(condition.price, currency)
            limit = Limit(condition, follow.margin / HUNDRED, price.amount if price else None)
            alone = condition.when is When.NEW and product
            for each in [clipped(*one) for one in drawn] if alone else [course]:
                found += [(one, currency) for one in fired(limit, each)]
        return found

    def _points(self, listing: UUID, asked: Iterable[Asked], currency: str) -> list[Point]:
        """Return what a listing asked in one currency; what has no rate is left out."""
        points: list[Point] = []
        for one in asked:
            if one.price is None or not one.for_sale:
                points.append(Point(one.at, None, listing))
            elif (money := self._in(one.price, currency)) is not None:
                points.append(Point(one.at, money.amount, listing))
        return points

    def _in(self, money: Money, currency: str) -> Money | None:
        try:
            return self.rates().convert(money, currency)
        except NotFound:
            return None


def _newest(asked: Sequence[Asked]) -> str | None:
    """Return the currency that was asked last."""
    return next((one.price.currency for one in reversed(asked) if one.price is not None), None)


def _grouped(concerned: Iterable[tuple[Follow, UUID]]) -> list[tuple[Follow, list[UUID]]]:
    follows: dict[UUID, Follow] = {}
    changed: dict[UUID, list[UUID]] = defaultdict(list)
    for follow, listing in concerned:
        follows[follow.id] = follow
        changed[follow.id].append(listing)
    return [(follows[one], listings) for one, listings in changed.items()]
