"""Use cases of saved searches: add, change, pause, resume, duplicate, archive, remove.

Where a marketplace can be asked for words, a search asks by watches of its own; a marketplace
that is not connected yet is waited for, and asked from the start of the version that brings it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid, NotFound
from bolo.core.events import SearchesChanged, WatchesChanged
from bolo.core.marketplace import Marketplace, Searches
from bolo.core.plans.limits import Held, Plan, Sought, minutes
from bolo.core.searching.criteria import Criteria, seeks
from bolo.core.searching.known import BY_SLUG
from bolo.core.searching.questions import asked
from bolo.core.searching.rules.printing import text_of
from bolo.core.searching.rules.rule import parse
from bolo.core.searching.saved import (
    LEAST_MINUTES,
    MOST_MINUTES,
    USUAL_MINUTES,
    SavedSearch,
    SearchState,
)
from bolo.core.watching.words import AskKind
from bolo.pipeline.watch import store as watch_store
from bolo.pipeline.watch.asking import store as asking_store
from bolo.pipeline.watch.quota import Kept, Quota, Room
from bolo.pipeline.watch.searches import store as search_store
from bolo.pipeline.watch.searches.store import Asked, NewSearch
from bolo.pipeline.watch.service import BOUNDS
from bolo.pipeline.watch.store import NewQuestion, NewWatch
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish

LONGEST_TITLE = 200
EVERY_STATE = tuple(SearchState)
Note = Callable[[AsyncSession, UUID], Awaitable[object]]
"""Writes what a search matches already, in the transaction in which it begins."""
REMEMBERED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search is to be; `None` leaves it as it is, or as usual for a new one."""

    criteria: Criteria | None = None
    title: str | None = None
    every_minutes: int | None = None
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Searching:
    """The use cases; `new_id` is the source of ids."""

    db: Database
    marketplaces: Mapping[str, Marketplace]
    clock: Clock
    new_id: Callable[[], UUID]
    quota: Quota = field(default_factory=Quota)

    @property
    def nameable(self) -> frozenset[str]:
        """The marketplaces that a rule may name: connected ones, and those known by name."""
        return frozenset(self.marketplaces) | frozenset(BY_SLUG)

    def read(self, rule: str, currency: str | None) -> Criteria:
        """Return what a rule asks for; `currency` is meant where a price names none."""
        return parse(rule, currency=currency, marketplaces=self.nameable)

    async def add(self, workspace: UUID, wanted: Wanted, note: Note | None = None) -> SavedSearch:
        """Save a search; it catches from now on. `LimitReached` when the plan has no room.

        `note` writes what it matches already, in the same transaction.
        """
        criteria = wanted.criteria or Criteria()
        async with self.db.transaction() as session:
            room = await self.quota.room(session, workspace)
            search = NewSearch(
                id=self.new_id(),
                workspace=workspace,
                title=_title(wanted.title, criteria),
                rule=_rule(criteria),
                every_minutes=_minutes(wanted.every_minutes, room.plan),
                state=SearchState.ACTIVE,
                template=wanted.template,
                at=self.clock(),
            )
            room.admit(Sought(search.id, criteria.marketplaces))
            await search_store.add(session, search)
            if note is not None:
                await note(session, search.id)
            await self._ask(session, search, criteria, room)
            await search_store.reveal(session, [search.id])
            await self._tell(session, search)
        return await self.one(workspace, search.id)

    async def change(
        self, workspace: UUID, search: UUID, wanted: Wanted, note: Note | None = None
    ) -> SavedSearch:
        """Change a search; what it caught stays. `note` as in `add`."""
        return await self._write(workspace, search, wanted, None, note)

    async def pause(self, workspace: UUID, search: UUID) -> SavedSearch:
        """Catch nothing for a while."""
        return await self._write(workspace, search, Wanted(), SearchState.PAUSED)

    async def resume(self, workspace: UUID, search: UUID, note: Note | None = None) -> SavedSearch:
        """Catch again, also what was archived. `note` as in `add`."""
        return await self._write(workspace, search, Wanted(), SearchState.ACTIVE, note)

    async def archive(self, workspace: UUID, search: UUID) -> SavedSearch:
        """Catch nothing and stand in no list but the archive's."""
        return await self._write(workspace, search, Wanted(), SearchState.ARCHIVED)

    async def hold(
        self, session: AsyncSession, workspace: UUID, kept: Kept, why: Held | None, room: Room
    ) -> None:
        """Keep what is sought from running, or let it go on with `why=None`; all else stays.

        A search must be revealed after it, at the end of the transaction.
        """
        key = kept.sought.id
        if not kept.saved:
            questions = await watch_store.questions_of(session, workspace, key)
            at = self.clock() if why else None
            await watch_store.set_paused(session, workspace, key, at, why)
            await watch_store.settle(session, questions, BOUNDS, self.clock())
            await publish(session, WatchesChanged((key,), workspace))
            return
        [known] = await search_store.searches(session, workspace, Asked(EVERY_STATE, key))
        state = SearchState.PAUSED if why else SearchState.ACTIVE
        written = replace(_as_it_is(workspace, known, self.clock()), state=state, held=why)
        await search_store.change(session, written)
        await self._ask(session, written, known.criteria, room)
        await self._tell(session, written)

    async def ask_anew(self, session: AsyncSession, workspace: UUID) -> None:
        """Have every search that runs ask where, and as often as, the plan has it now."""
        room = await self.quota.room(session, workspace, whole=True)
        for one in room.kept:
            if one.active and one.saved:
                key = one.sought.id
                [known] = await search_store.searches(session, workspace, Asked(EVERY_STATE, key))
                row = _as_it_is(workspace, known, self.clock())
                await self._ask(session, row, known.criteria, room)
                await self._tell(session, row)

    async def workspaces(self) -> list[UUID]:
        """Return the workspaces where something is looked for."""
        async with self.db.transaction() as session:
            return await search_store.workspaces(session)

    async def copied(self, workspace: UUID, search: UUID) -> Wanted:
        """Return what the same search once more, to be changed, is to be."""
        known = await self.one(workspace, search)
        title = f"{known.title[: LONGEST_TITLE - 7]} (copy)"
        return Wanted(known.criteria, title, known.every_minutes, known.template)

    async def remove(self, workspace: UUID, search: UUID) -> None:
        """Forget a search and what it caught; alerts that were raised stay."""
        await self.one(workspace, search)
        async with self.db.transaction() as session:
            questions = await search_store.questions_of(session, search)
            await search_store.drop_watches(session, search)
            await watch_store.settle(session, questions, BOUNDS, self.clock())
            await search_store.remove(session, workspace, search, self.clock())
            await publish(session, SearchesChanged((search,), workspace))

    async def one(self, workspace: UUID, search: UUID) -> SavedSearch:
        """Return one search, archived or not."""
        found = await self.some(workspace, Asked(EVERY_STATE, search, limit=1))
        if not found:
            raise NotFound("there is no such search here")
        return found[0]

    async def some(self, workspace: UUID, asked_for: Asked) -> list[SavedSearch]:
        """Return searches, the newest first."""
        async with self.db.transaction() as session:
            room = await self.quota.room(session, workspace, lock=False)
        async with self.db.for_workspace(workspace) as session:
            found = await search_store.searches(session, workspace, asked_for)
        return [
            replace(
                one,
                waits_for=self.waited_for(one.criteria),
                asks=self._askable(one.criteria, room) if asked(one.criteria) else (),
            )
            for one in found
        ]

    def waited_for(self, criteria: Criteria) -> tuple[str, ...]:
        """Return the marketplaces it names that are not connected yet."""
        return tuple(one for one in criteria.marketplaces if one not in self.marketplaces)

    async def adopt(self) -> int:
        """Have active searches ask marketplaces that were connected since; return how many do."""
        begun = 0
        rooms: dict[UUID, Room] = {}
        async with self.db.transaction() as session:
            have = await search_store.asked_already(session)
            for workspace, search, criteria, every in await search_store.active(session):
                if workspace not in rooms:
                    rooms[workspace] = await self.quota.room(session, workspace, lock=False)
                room = rooms[workspace]
                askable = self._askable(criteria, room)
                want = {(words, slug) for words in asked(criteria) for slug in askable}
                if want - have.get(search, frozenset()):
                    row = NewSearch(
                        search, workspace, "", "", every, SearchState.ACTIVE, None, self.clock()
                    )
                    await self._ask(session, row, criteria, room)
                    begun += 1
        return begun

    async def forget_removed(self) -> None:
        """Forget what was removed a day ago."""
        async with self.db.transaction() as session:
            await search_store.forget_removed(session, self.clock() - REMEMBERED_FOR)

    async def _write(
        self,
        workspace: UUID,
        search: UUID,
        wanted: Wanted,
        state: SearchState | None,
        note: Note | None = None,
    ) -> SavedSearch:
        known = await self.one(workspace, search)
        criteria = known.criteria if wanted.criteria is None else wanted.criteria
        async with self.db.transaction() as session:
            room = await self.quota.room(session, workspace)
            written = replace(
                _as_it_is(workspace, known, self.clock()),
                title=_title(wanted.title or known.title, criteria),
                rule=_rule(criteria),
                every_minutes=_minutes(wanted.every_minutes, room.plan, known.every_minutes),
                state=state or known.state,
                held=known.held if state is None else None,
            )
            begins = known.state is not SearchState.ACTIVE
            if written.state is SearchState.ACTIVE and (
                begins or set(criteria.marketplaces) - set(known.criteria.marketplaces)
            ):
                room.admit(Sought(search, criteria.marketplaces))
            await search_store.change(session, written)
            if note is not None:
                await note(session, search)
            await self._ask(session, written, criteria, room)
            await search_store.reveal(session, [search])
            await self._tell(session, written)
        return await self.one(workspace, search)

    def _askable(self, criteria: Criteria, room: Room) -> tuple[str, ...]:
        """Return the connected marketplaces that are asked for its words, as the plan allows."""
        named = criteria.marketplaces or self.marketplaces
        able = tuple(slug for slug in named if isinstance(self.marketplaces.get(slug), Searches))
        return room.asks(able, criteria.marketplaces)

    async def _ask(
        self, session: AsyncSession, search: NewSearch, criteria: Criteria, room: Room
    ) -> None:
        """Let the watches of a search be what it asks for now, as often as the plan allows."""
        every = max(search.every_minutes, room.plan.least_minutes)
        search = replace(search, every_minutes=every)
        before = await search_store.questions_of(session, search.id)
        await search_store.drop_watches(session, search.id)
        now = self.clock()
        slugs = self._askable(criteria, room) if search.state is SearchState.ACTIVE else ()
        if slugs:
            await asking_store.ensure_sources(
                session, [self.new_id() for _ in slugs], slugs, demo=False
            )
        for words in asked(criteria) if slugs else ():
            watch = self._watch(search, words, now)
            questions = [
                await watch_store.add_question(
                    session, self._question(words, slug, search), now, demo=False
                )
                for slug in slugs
            ]
            await watch_store.add_watch(session, watch, questions)
            before += questions
        await watch_store.settle(session, sorted(set(before)), BOUNDS, now)

    def _watch(self, search: NewSearch, words: str, now: datetime) -> NewWatch:
        return NewWatch(
            id=self.new_id(),
            workspace=search.workspace,
            label=words,
            kind=AskKind.SEARCH,
            key=words,
            every_seconds=search.every_minutes * 60,
            created_at=now,
            demo=False,
            search=search.id,
        )

    def _question(self, words: str, slug: str, search: NewSearch) -> NewQuestion:
        seconds = search.every_minutes * 60
        return NewQuestion(
            self.new_id(), AskKind.SEARCH, words, slug, slug, seconds, seconds, seconds
        )

    async def _tell(self, session: AsyncSession, search: NewSearch) -> None:
        await publish(session, SearchesChanged((search.id,), search.workspace))
        await publish(session, WatchesChanged((search.id,), search.workspace))


def _as_it_is(workspace: UUID, search: SavedSearch, at: datetime) -> NewSearch:
    return NewSearch(
        id=search.id,
        workspace=workspace,
        title=search.title,
        rule=search.rule,
        every_minutes=search.every_minutes,
        state=search.state,
        template=search.template,
        at=at,
        held=search.held,
    )


def _title(title: str | None, criteria: Criteria) -> str:
    return ((title or "").strip() or text_of(criteria))[:LONGEST_TITLE]


def _rule(criteria: Criteria) -> str:
    if not seeks(criteria):
        raise Invalid("say what it should find: words, a price, a seller, a category or a place")
    return text_of(criteria)


def _minutes(wanted: int | None, plan: Plan, known: int | None = None) -> int:
    """Return how often a search is checked; unsaid as it was, or as usual in the plan."""
    if wanted is None:
        return known or minutes(plan, None, USUAL_MINUTES)
    if not LEAST_MINUTES <= wanted <= MOST_MINUTES:
        raise Invalid(f"a search is checked every {LEAST_MINUTES} to {MOST_MINUTES:,} minutes")
    return minutes(plan, wanted, USUAL_MINUTES)
