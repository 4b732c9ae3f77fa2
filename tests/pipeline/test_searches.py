"""Saved searches from the first word to the alert: caught once, told once, edits at once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid, NotFound
from bolo.core.fx import recorded
from bolo.core.marketplace import Fetch, Marketplace, Page, Search, Searches
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer
from bolo.core.place import Place, Point
from bolo.core.searching.rules.rule import RuleError, parse
from bolo.core.searching.saved import SavedSearch, SearchState
from bolo.marketplaces.steam import Steam
from bolo.pipeline.notify.finding import tell_hits
from bolo.pipeline.notify.service import Notifying
from bolo.pipeline.observe.percolating import Percolating
from bolo.pipeline.observe.saving import Saving
from bolo.pipeline.observe.service import Observing
from bolo.pipeline.watch.searches.searching import Searching, Wanted
from bolo.pipeline.watch.searches.store import Asked
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from tests.pipeline.street import (
    MUG,
    Hand,
    elsewhere,
    events,
    partitions,
    question,
    read,
    rows_of,
    workspace,
)


class Gumtree(Searches):
    """A marketplace that was known only by name, and is connected now."""

    slug: ClassVar[str] = "gumtree"
    title: ClassVar[str] = "Gumtree"
    policy = Steam.policy
    budget = Steam.budget

    async def search(self, search: Search, fetch: Fetch) -> Page:
        """Find nothing."""
        del search, fetch
        return Page(())


class World:
    """A workspace, one question that is answered, and two workers that observe."""

    def __init__(self, database: Database, owner: UUID, asked: UUID) -> None:
        self.db = database
        self.owner = owner
        self.asked = asked
        self.clock = Hand()
        self.searching = self.connected(Steam())
        self.percolating = self.percolator()
        self.saving = Saving(database, self.searching, self.percolating)

    def connected(self, *marketplaces: Marketplace) -> Searching:
        """Return the use cases where these marketplaces are connected."""
        return Searching(self.db, {one.slug: one for one in marketplaces}, self.clock, uuid4)

    def percolator(self) -> Percolating:
        """Return what one worker has in memory."""
        return Percolating(self.clock, uuid4, lambda: recorded()[-1])

    async def look_for(self, rule: str, **wanted: object) -> SavedSearch:
        """Save a search."""
        return await self.saving.add(self.owner, Wanted(parse(rule), **wanted))  # type: ignore[arg-type]

    async def see(self, *offers: Offer, by: Percolating | None = None) -> list[UUID]:
        """Read and observe offers ten seconds later; return the hits that were told then."""
        at = self.clock.on(10)
        async with self.db.transaction() as session:
            before = await events(session, "SearchHit")
            one = await read(session, self.asked, offers, at, complete=False)
            observing = Observing(self.clock, new_id, by or self.percolating)
            await observing.observe(session, [one])
            return [hit for hit in await events(session, "SearchHit") if hit not in before]

    async def tell(self, hits: list[UUID]) -> list[tuple[object, ...]]:
        """Notify of hits; return all alerts."""
        async with self.db.transaction() as session:
            await tell_hits(session, Notifying(self.clock, uuid4), self.owner, hits)
        return await rows_of(self.db, "SELECT kind, title, body FROM alert")


@pytest.fixture
async def world(database: Database) -> World:
    async with database.transaction() as session:
        await partitions(session)
        owner, asked = await workspace(session), await question(session)
    return World(database, owner, asked)


async def test_a_new_listing_is_caught_once_and_told_once(world: World) -> None:
    search = await world.look_for("mug price<25USD", title="Mugs")

    [hit] = await world.see(MUG)
    again = await world.see(MUG)
    alerts = await world.tell([hit])
    twice = await world.tell([hit])

    assert again == []
    assert (
        alerts
        == twice
        == [
            (
                "search.hit",
                f"20.00 USD: {MUG.title}",
                f"Mugs: {MUG.title} at {MUG.shop} for 20.00 USD.",
            )
        ]
    )
    known = await world.searching.one(world.owner, search.id)
    assert (known.hits, known.last_hit_at) == (1, world.clock.now - timedelta(seconds=10))


async def test_what_is_there_already_is_noted_and_not_told(world: World) -> None:
    await world.see(MUG)

    search = await world.look_for("mug")
    told = await world.see(replace(MUG, price=Money.of("19", "USD")))

    assert (search.hits, search.last_hit_at) == (1, None)
    assert told == []
    assert await world.tell([]) == []


async def test_a_price_that_falls_below_the_limit_is_caught_then(world: World) -> None:
    await world.look_for("mug price<15USD")

    first = await world.see(MUG)
    second = await world.see(replace(MUG, price=Money.of("14", "USD")))

    assert first == []
    assert len(second) == 1


async def test_what_is_sold_out_is_caught_when_it_is_back(world: World) -> None:
    await world.look_for("mug")

    first = await world.see(replace(MUG, availability=Availability.OUT_OF_STOCK))
    second = await world.see(MUG)

    assert first == []
    assert len(second) == 1


async def test_an_edit_a_pause_and_an_end_count_from_the_next_reading_on(world: World) -> None:
    other = world.percolator()
    search = await world.look_for("teapot")
    assert await world.see(MUG, by=other) == []

    await world.saving.change(world.owner, search.id, Wanted(parse("cup OR mug")))
    mugs = [replace(MUG, ref=f"shop.example/{n}", gtin=None) for n in range(5)]
    edited = await world.see(mugs[0], by=other)
    await world.searching.pause(world.owner, search.id)
    paused = await world.see(mugs[1], by=other)
    await world.saving.resume(world.owner, search.id)
    resumed = await world.see(mugs[2], by=other)
    await world.searching.archive(world.owner, search.id)
    archived = await world.see(mugs[3], by=other)
    await world.searching.remove(world.owner, search.id)
    removed = await world.see(mugs[4], by=other)

    assert [len(one) for one in (edited, paused, resumed, archived, removed)] == [1, 0, 1, 0, 0]


async def test_a_worker_that_has_not_heard_of_an_end_writes_no_hit(world: World) -> None:
    search = await world.look_for("mug")
    async with world.db.transaction() as session:
        await world.percolating.refresh(session)
        await session.execute(text("DELETE FROM saved_search WHERE id = :id"), {"id": search.id})

    assert await world.see(MUG) == []


async def test_a_rule_that_no_longer_can_be_read_catches_nothing(world: World) -> None:
    await world.look_for("mug")
    async with world.db.transaction() as session:
        await session.execute(text("UPDATE saved_search SET rule = 'near:Atlantis/3km'"))

    assert await world.see(MUG) == []


async def test_a_preview_counts_what_would_have_been_caught(world: World) -> None:
    offers = [replace(MUG, ref=f"shop.example/{n}", gtin=None) for n in range(7)]
    await world.see(*offers, replace(MUG, ref="x", title="Teapot", gtin=None))

    async with world.db.transaction() as session:
        look, owner = world.percolating.preview, world.owner
        caught = await look(session, parse("mug price<25USD"), owner)
        nowhere = await look(session, parse("mug on:ebay"), owner)

    assert (caught.looked_at, len(caught.listings)) == (8, 7)
    assert caught.by_marketplace == {MUG.marketplace: 7}
    assert (nowhere.looked_at, nowhere.listings) == (0, ())


async def test_a_search_asks_where_words_can_be_asked_for(world: World) -> None:
    search = await world.look_for("half-life (2 OR alyx) -demo", every_minutes=30)

    questions = await rows_of(
        world.db,
        "SELECT question.key, question.marketplace, question.active, most_seconds FROM question "
        "JOIN watch_question ON question_id = question.id ORDER BY 1",
    )
    assert questions == [
        ("half-life 2", "steam", True, 1800),
        ("half-life alyx", "steam", True, 1800),
    ]
    assert search.asks == ("steam",)
    assert await rows_of(world.db, "SELECT count(*) FROM watch WHERE search_id IS NULL") == [(0,)]

    await world.searching.pause(world.owner, search.id)
    assert await rows_of(
        world.db, "SELECT DISTINCT active FROM question WHERE kind = 'search'"
    ) == [(False,)]

    await world.saving.change(world.owner, search.id, Wanted(every_minutes=60))
    await world.saving.resume(world.owner, search.id)
    await world.searching.remove(world.owner, search.id)
    assert await rows_of(
        world.db, "SELECT DISTINCT active FROM question WHERE kind = 'search'"
    ) == [(False,)]


async def test_a_marketplace_that_is_not_connected_is_waited_for_and_then_asked(
    world: World,
) -> None:
    search = await world.look_for("mug on:gumtree,ebay")
    begun = await world.searching.adopt()

    connected = world.connected(Steam(), Gumtree())
    then = await connected.adopt()
    again = await connected.adopt()

    assert (search.waits_for, search.asks) == (("gumtree", "ebay"), ())
    assert (begun, then, again) == (0, 1, 0)
    assert await rows_of(
        world.db, "SELECT key, marketplace, active FROM question WHERE kind = 'search'"
    ) == [("mug", "gumtree", True)]
    now = await connected.one(world.owner, search.id)
    assert (now.waits_for, now.asks) == (("ebay",), ("gumtree",))


async def test_two_searches_for_the_same_words_share_a_question(world: World) -> None:
    first = await world.look_for("portal")
    copy = await world.saving.duplicate(world.owner, first.id)

    await world.searching.remove(world.owner, first.id)

    assert copy.title == "portal (copy)"
    assert await rows_of(world.db, "SELECT key, active FROM question WHERE kind = 'search'") == [
        ("portal", True)
    ]


async def test_searches_are_listed_by_state_and_page(world: World) -> None:
    made = []
    for number in range(3):
        world.clock.on(1)
        made.append(await world.look_for(f"mug {number}"))
    await world.searching.archive(world.owner, made[0].id)

    shown = await world.searching.some(world.owner, Asked())
    archived = await world.searching.some(world.owner, Asked((SearchState.ARCHIVED,)))
    first = shown[0]
    rest = await world.searching.some(
        world.owner, Asked(before=(first.created_at, first.id), limit=5)
    )

    assert [one.title for one in shown] == ["mug 2", "mug 1"]
    assert [one.title for one in archived] == ["mug 0"]
    assert [one.title for one in rest] == ["mug 1"]


@pytest.mark.parametrize(
    ("rule", "every", "told"),
    [
        ("-broken", 15, "say what it should find"),
        ("mug", 4, "every 5 to 1,440 minutes"),
        ("mug", 1441, "every 5 to 1,440 minutes"),
    ],
)
async def test_a_search_that_makes_no_sense_is_refused(
    world: World, rule: str, every: int, told: str
) -> None:
    with pytest.raises(Invalid, match=told):
        await world.look_for(rule, every_minutes=every)


async def test_a_rule_names_marketplaces_that_are_known(world: World) -> None:
    assert world.searching.read("mug price<5 on:steam,ebay", "GBP").price is not None
    with pytest.raises(RuleError, match="no marketplace"):
        world.searching.read("mug on:nowhere", None)


async def test_what_was_removed_is_forgotten_a_day_later(world: World) -> None:
    search = await world.look_for("mug")
    await world.searching.remove(world.owner, search.id)

    await world.searching.forget_removed()
    kept = await rows_of(world.db, "SELECT count(*) FROM saved_search")
    world.clock.on(timedelta(days=2).total_seconds())
    await world.searching.forget_removed()

    assert kept == [(1,)]
    assert await rows_of(world.db, "SELECT count(*) FROM saved_search") == [(0,)]
    with pytest.raises(NotFound):
        await world.searching.one(world.owner, search.id)


async def test_a_stranger_finds_no_search(world: World) -> None:
    search = await world.look_for("mug")

    with pytest.raises(NotFound):
        await world.searching.pause(uuid4(), search.id)


async def test_prices_of_other_currencies_are_compared_by_the_rates_of_the_day(
    world: World,
) -> None:
    await world.look_for("mug price<100GBP")

    [hit] = await world.see(MUG)

    async with world.db.transaction() as session:
        row = await session.execute(
            text("SELECT amount, currency, told FROM search_hit WHERE id = :id"), {"id": hit}
        )
    assert tuple(row.one()) == (Decimal(20), "USD", True)


LEEDS = Place("Leeds", "GB", Point(53.80, -1.55))


async def test_what_is_near_is_caught_by_its_point_or_by_its_name(world: World) -> None:
    await world.look_for("mug near:London/30km", title="Near")
    far = replace(MUG, place=LEEDS)
    near = [
        replace(elsewhere(MUG, f"{name}.example"), place=place)
        for name, place in {
            "point": Place(None, None, Point(51.6, -0.1)),
            "name": Place("Camden, London", "GB"),
            "canada": Place("London", "CA"),
        }.items()
    ]

    hits = await world.see(MUG, far, *near)
    moved = await world.see(replace(MUG, place=Place("London", "GB")))

    assert (len(hits), len(moved)) == (2, 1)


async def test_a_margin_is_waited_for_and_caught_when_it_is_known(world: World) -> None:
    await world.see(elsewhere(MUG, "old.example"))
    [[old]] = await rows_of(world.db, "SELECT id FROM listing")
    before: dict[UUID, Decimal] = {UUID(str(old)): Decimal("0.5")}

    async def known(_session: AsyncSession, _workspace: UUID) -> dict[UUID, Decimal]:
        return before

    world.percolating.margins = known
    search = await world.look_for("mug margin>=20%")
    first = await world.see(MUG)
    rows = await rows_of(world.db, f"SELECT id FROM listing WHERE id <> '{old}'")  # noqa: S608  (ours)
    mug = UUID(str(rows[0][0]))
    async with world.db.transaction() as session:
        shown = await world.percolating.preview(session, search.criteria, world.owner)
    known_later = [{mug: Decimal(margin)} for margin in ("0.19", "0.2", "0.3")]
    async with world.db.transaction() as session:
        caught = [
            await world.percolating.weigh(session, world.owner, margins) for margins in known_later
        ]

    assert (search.hits, first, caught) == (1, [], [0, 1, 0])
    assert ([str(one) for one in shown.listings], shown.unvalued) == ([str(old)], 1)
