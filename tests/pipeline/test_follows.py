"""Follows from the first word to the alert: each state told once, of all five kinds."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Conflict, Invalid, LimitReached, NotFound
from bolo.core.following.follows import Condition, FollowKind, When, share
from bolo.core.fx import recorded
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer
from bolo.core.plans.limits import FREE, UNLOCKED, Plan
from bolo.pipeline.match.follows.following import Following, Target, Wish
from bolo.pipeline.match.follows.store import Asked
from bolo.pipeline.match.service import Matching
from bolo.pipeline.notify.following import tell_follows
from bolo.pipeline.notify.service import Notifying
from bolo.pipeline.observe import follow_store
from bolo.pipeline.observe.judging import Judging
from bolo.pipeline.observe.service import Observing
from bolo.pipeline.watch.quota import Quota
from bolo.pipeline.watch.service import Watching
from bolo.platform.database.access import Database
from tests.pipeline.street import (
    MUG,
    SHOP,
    FakeShop,
    Hand,
    elsewhere,
    events,
    partitions,
    priced,
    question,
    read,
    rows_of,
    workspace,
)

BELOW = Condition(When.BELOW, Money.of(18, "USD"))
STOCK, NEW, LOW = Condition(When.STOCK), Condition(When.NEW), Condition(When.LOW)


class World:
    """A workspace that follows, and a question that is answered."""

    def __init__(self, database: Database, owner: UUID, asked: UUID) -> None:
        self.db, self.owner, self.asked = database, owner, asked
        self.clock = Hand()
        self.judging = Judging(self.clock, uuid4, lambda: recorded()[-1])
        self.plan = UNLOCKED
        self.watching = Watching(
            database, {"fake": FakeShop()}, self.clock, uuid4, Quota(self.plan_of)
        )
        self.following = Following(database, self.watching, self.judging, self.clock, uuid4)

    async def plan_of(self, _session: AsyncSession, _workspace: UUID) -> Plan:
        """Return the plan that the workspace has."""
        return self.plan

    async def watched(self) -> list[tuple[str, bool, bool]]:
        """Return which addresses are watched, whether for a follow, and whether that rests."""
        every = await self.watching.all(self.owner)
        return sorted((one.key, one.followed, one.paused) for one in every)

    async def see(self, *offers: Offer, whole: bool = False, after: float = 10) -> None:
        """Read and observe offers some seconds later."""
        at = self.clock.on(after)
        async with self.db.transaction() as session:
            one = await read(session, self.asked, offers, at, complete=whole)
            await Observing(self.clock, uuid4, None, self.judging).observe(session, [one])

    async def link(self) -> UUID:
        """Link everything; return the product of the first listing."""
        async with self.db.transaction() as session:
            ids = list((await session.execute(text("SELECT id FROM listing"))).scalars())
            await Matching(self.clock, uuid4).link(session, ids)
            await self.following.relinked(session, ids)
            rows = await session.execute(text("SELECT product_id FROM link"))
            return UUID(str(rows.scalars().first()))

    async def listing(self, ref: str = MUG.ref) -> UUID:
        """Return the id of a listing."""
        [[found]] = await rows_of(self.db, f"SELECT id FROM listing WHERE ref = '{ref}'")  # noqa: S608  (ours)
        return UUID(str(found))

    async def follow(self, target: Target, *conditions: Condition) -> UUID:
        """Follow something."""
        shown = await self.following.add(self.owner, "USD", target, Wish(conditions))
        return shown.follow.id

    async def told(self) -> list[tuple[str, str]]:
        """Notify of all that came true, twice; return what was told, in order."""
        async with self.db.transaction() as session:
            hits = await events(session, "FollowHit")
            notifying = Notifying(self.clock, uuid4)
            await tell_follows(session, notifying, self.owner, hits)
            await tell_follows(session, notifying, self.owner, hits)
        alerts = await rows_of(self.db, "SELECT kind, body FROM alert ORDER BY id")
        return [(str(kind), str(body)) for kind, body in alerts]


@pytest.fixture
async def world(database: Database) -> World:
    async with database.transaction() as session:
        await partitions(session)
        owner, asked = await workspace(session), await question(session)
    return World(database, owner, asked)


def kinds(told: Sequence[tuple[str, str]]) -> list[str]:
    """Return of what was told."""
    return sorted(kind for kind, _ in told)


async def test_a_listing_is_told_once_until_it_was_left(world: World) -> None:
    await world.see(MUG)
    await world.follow(Target(FollowKind.LISTING, await world.listing()), BELOW)

    for amount in ("17", "16.90", "18.10", "17", "19", "17.50"):
        await world.see(priced(MUG, amount))

    first, second = sorted(body for _, body in await world.told())
    assert first.startswith("below 18.00 USD: Stelton Emma Mug White 0.3 l at shop.example for 17")
    assert {"for 17.00 USD, before 20.00 USD" in one for one in (first, second)} == {True, False}
    assert "for 17.50 USD, before 19.00 USD. The lowest recorded is 16.90 USD." in first + second


async def test_what_is_so_already_and_what_a_pause_missed_is_not_told(world: World) -> None:
    await world.see(priced(MUG, "17"))
    follow = await world.follow(Target(FollowKind.LISTING, await world.listing()), BELOW)
    await world.see(priced(MUG, "16"))
    await world.following.pause(world.owner, follow)
    await world.see(priced(MUG, "20"))
    await world.see(priced(MUG, "15"))

    await world.following.resume(world.owner, follow)
    await world.see(priced(MUG, "14"))

    assert await world.told() == []


async def test_a_shop_a_seller_and_a_page_are_followed_listing_by_listing(world: World) -> None:
    sold = replace(MUG, seller="Ann", shop="Street")
    await world.see(sold)
    listing = await world.listing()
    await world.follow(Target(FollowKind.SHOP, listing), NEW, LOW)
    await world.follow(Target(FollowKind.SELLER, None, None, "fake", "ANN"), STOCK)
    await world.follow(Target(FollowKind.PAGE, address=f"https://{SHOP}/"), share("10%", When.DROP))

    [[asked]] = await rows_of(world.db, "SELECT question_id FROM watch_question")
    assert asked == world.asked
    cup = replace(sold, ref=f"{SHOP}/cup", title="Cup", gtin=None, seller="Bob")
    await world.see(cup, priced(sold, "17"))
    await world.see(replace(sold, availability=Availability.OUT_OF_STOCK))
    await world.see(priced(sold, "17"))

    assert kinds(await world.told()) == ["follow.drop", "follow.low", "follow.new", "follow.stock"]


async def test_a_product_is_followed_by_its_cheapest_offer_whoever_joins(world: World) -> None:
    await world.see(MUG)
    product = await world.link()
    await world.follow(Target(FollowKind.PRODUCT, product), BELOW, NEW)

    await world.see(elsewhere(MUG, "other.example", "17"))
    before = await world.told()
    await world.link()
    joined = await world.told()
    await world.see(priced(MUG, "16"))

    assert before == []
    assert kinds(joined) == kinds(await world.told()) == ["follow.below", "follow.new"]


async def test_what_is_gone_lets_the_cheapest_rise(world: World) -> None:
    other = elsewhere(MUG, "other.example", "30")
    await world.see(MUG, other, whole=True)
    product = await world.link()
    await world.follow(Target(FollowKind.PRODUCT, product), share("25%", When.RISE))

    await world.see(other, whole=True)
    await world.see(other, whole=True)

    [(kind, body)] = await world.told()
    assert kind == "follow.rise"
    assert "for 30.00 USD, before 20.00 USD" in body


async def test_the_past_is_shown_before_anything_is_followed(world: World) -> None:
    for amount in ("20", "17", "19", "16"):
        await world.see(priced(MUG, amount))
    product = await world.link()
    wish = Wish((BELOW,))

    listing = await world.following.preview(
        world.owner, "USD", Target(FollowKind.LISTING, await world.listing()), wish
    )
    whole = await world.following.preview(
        world.owner, "USD", Target(FollowKind.PRODUCT, product), replace(wish, goods=("used",))
    )

    assert [one.price for one, _ in listing.fired] == [16, 17]
    assert (whole.listings, whole.fired) == (0, ())
    assert await world.following.some(world.owner, Asked()) == []


async def test_what_cannot_be_followed_is_refused_in_words(world: World) -> None:
    await world.see(MUG)
    listing = await world.listing()
    follow = await world.follow(Target(FollowKind.LISTING, listing), BELOW)
    refused = {
        Target(FollowKind.LISTING, listing): Conflict,
        Target(FollowKind.LISTING, uuid4()): NotFound,
        Target(FollowKind.LISTING): Invalid,
        Target(FollowKind.PRODUCT, uuid4()): NotFound,
        Target(FollowKind.PRODUCT): NotFound,
        Target(FollowKind.SELLER, listing): Invalid,
        Target(FollowKind.SHOP, name="x"): Invalid,
        Target(FollowKind.PAGE, address="not an address"): Invalid,
    }

    for target, error in refused.items():
        with pytest.raises(error):
            await world.follow(target, BELOW)
    await world.following.remove(world.owner, follow)
    with pytest.raises(NotFound):
        await world.following.one(world.owner, follow)


async def test_a_followed_listing_is_read_and_what_was_made_for_it_ends(world: World) -> None:
    await world.see(MUG)
    target = Target(FollowKind.LISTING, await world.listing())
    follow = await world.follow(target, BELOW)

    made = await world.watched()
    reading = (await world.following.one(world.owner, follow)).reading
    await world.following.pause(world.owner, follow)
    resting = await world.watched()
    await world.following.resume(world.owner, follow)
    again = await world.watched()
    assert reading is not None
    with pytest.raises(Conflict, match="unfollow"):
        await world.watching.remove(world.owner, reading.watch)
    await world.following.remove(world.owner, follow)

    assert reading.made
    assert made == again == [(MUG.url, True, False)]
    assert resting == [(MUG.url, True, True)]
    assert await world.watched() == []


async def test_what_a_person_watches_is_used_and_stays(world: World) -> None:
    await world.see(MUG)
    target = Target(FollowKind.LISTING, await world.listing())
    own = await world.watching.add(world.owner, f"https://{SHOP}/")
    follow = await world.follow(target, BELOW)
    used = (await world.following.one(world.owner, follow)).reading
    await world.watching.remove(world.owner, own.id)
    starving = (await world.following.one(world.owner, follow)).reading
    await world.following.fit_all()
    tended = await world.watched()
    await world.watching.add(world.owner, MUG.url, label="Mine")
    await world.following.remove(world.owner, follow)

    assert used is not None
    assert (used.watch, used.made) == (own.id, False)
    assert starving is None
    assert tended == [(MUG.url, True, False)]
    assert await world.watched() == [(MUG.url, False, False)]


async def test_the_plan_refuses_holds_the_newest_and_lets_them_go_on(world: World) -> None:
    pages = [f"https://{SHOP}/{name}" for name in ("one", "two")]
    for page in pages:
        world.clock.on(60)
        await world.follow(Target(FollowKind.PAGE, address=page), LOW)
    world.plan = replace(FREE, follows=1)

    with pytest.raises(LimitReached, match="1 follow at a time"):
        await world.follow(Target(FollowKind.PAGE, address=f"https://{SHOP}/three"), LOW)
    await world.following.fit_all()
    shown = await world.following.some(world.owner, Asked())
    watched = await world.watched()
    with pytest.raises(LimitReached):
        await world.following.resume(world.owner, shown[0].follow.id)
    world.plan = UNLOCKED
    await world.following.fit(world.owner)
    after = await world.following.some(world.owner, Asked())

    assert [(one.follow.paused, one.held) for one in shown] == [(True, "follows"), (False, None)]
    assert watched == [(pages[0], True, False), (pages[1], True, True)]
    assert [(one.follow.paused, one.held) for one in after] == [(False, None)] * 2
    assert await world.watched() == [(page, True, False) for page in pages]


async def test_another_workspace_neither_sees_nor_changes_a_follow(world: World) -> None:
    await world.see(MUG)
    follow = await world.follow(Target(FollowKind.LISTING, await world.listing()), BELOW)
    async with world.db.transaction() as session:
        other = await workspace(session)

    seen = await world.following.some(other, Asked())

    assert seen == []
    with pytest.raises(NotFound):
        await world.following.remove(other, follow)
    with pytest.raises(NotFound):
        await world.following.change(other, follow, Wish((LOW,)))


async def test_the_lowest_ever_is_known_of_more_changes_than_are_looked_at(world: World) -> None:
    for price in ("30", "20", "10", "25", "24", "23"):
        await world.see(priced(MUG, price))
        await world.see(priced(MUG, price))
    listing = await world.listing()

    async with world.db.transaction() as session:
        whole = (await follow_store.courses(session, [listing]))[listing]
        some = (await follow_store.courses(session, [listing], most=2))[listing]

    def asked(course: list[follow_store.Asked]) -> list[int | None]:
        return [None if one.price is None else int(one.price.amount) for one in course]

    assert asked(whole) == [30, 20, 10, 25, 24, 23]
    assert asked(some) == [10, None, 24, 23]
    assert some[0].at == whole[2].at
