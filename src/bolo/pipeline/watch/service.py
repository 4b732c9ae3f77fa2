"""Use cases of watching: add, change, pause, resume and remove what a workspace watches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Conflict, Invalid, NotFound
from bolo.core.events import WatchesChanged
from bolo.core.marketplace import Address, Claim, Marketplace, ReadsPage, Searches
from bolo.core.plans.limits import PlanName, Sought, minutes
from bolo.core.watching.pace import LEAST, LONGEST_ALLOWED, MOST, SHORTEST_ALLOWED, Pace
from bolo.core.watching.words import AskKind, Watch
from bolo.pipeline.watch import store
from bolo.pipeline.watch.asking import store as asking_store
from bolo.pipeline.watch.quota import Quota
from bolo.pipeline.watch.store import NewQuestion, NewWatch
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish

BOUNDS = (int(LEAST.total_seconds()), int(MOST.total_seconds()))
LONGEST_WORDS = 200
RESTORABLE_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watching:
    """The use cases; `new_id` is the source of ids."""

    db: Database
    marketplaces: Mapping[str, Marketplace]
    clock: Clock
    new_id: Callable[[], UUID]
    quota: Quota = field(default_factory=Quota)

    async def add(
        self,
        workspace: UUID,
        what: str,
        *,
        every: timedelta | None = None,
        label: str | None = None,
        demo: bool = False,
    ) -> Watch:
        """Watch an address or words; asked for the first time at once.

        What holds a dot or `://` and no space is an address, anything else words. What is
        watched for a follow already becomes the person's own.
        """
        kind, key, questions = self._questions(what, Pace.of(_allowed(every)))
        watch = NewWatch(
            id=(new := self.new_id()),
            workspace=workspace,
            label=(label or key).strip()[:LONGEST_WORDS],
            kind=kind,
            key=key,
            every_seconds=None if every is None else int(every.total_seconds()),
            created_at=self.clock(),
            demo=demo,
        )
        async with self.db.transaction() as session:
            if kind is AskKind.SEARCH and not demo:
                where, least = await self._admit(session, workspace, new, every)
                questions = [one for one in questions if where is None or one.host in where]
                watch = replace(watch, every_seconds=least or watch.every_seconds)
            known = await self._ensure(session, questions, demo=demo)
            if not await store.add_watch(session, watch, known):
                adopted = await store.adopt(session, watch)
                if adopted is None:
                    msg = f"{key} is watched already"
                    raise Conflict(msg)
                watch = replace(watch, id=adopted)
            await self._settle(session, workspace, watch.id, known)
        return await self.one(workspace, watch.id)

    async def _admit(
        self, session: AsyncSession, workspace: UUID, watch: UUID, every: timedelta | None
    ) -> tuple[tuple[str, ...] | None, int | None]:
        """Refuse words that the plan has no room for.

        Return where they are asked and the seconds between, both `None` where nothing limits.
        """
        room = await self.quota.room(session, workspace)
        if room.plan.name is PlanName.UNLOCKED:
            return None, None
        room.admit(Sought(watch))
        wanted = None if every is None else int(every.total_seconds()) // 60
        least = minutes(room.plan, wanted, 0) * 60
        able = [slug for slug, one in self.marketplaces.items() if isinstance(one, Searches)]
        return room.asks(able, ()), least if every is None else None

    async def _ensure(
        self, session: AsyncSession, questions: Sequence[NewQuestion], *, demo: bool
    ) -> list[UUID]:
        """Return the shared questions of a watch, with their sources, added when not known."""
        hosts = sorted({question.host for question in questions})
        ids = [self.new_id() for _ in hosts]
        await asking_store.ensure_sources(session, ids, hosts, demo=demo)
        now = self.clock()
        return [
            await store.add_question(session, question, now, demo=demo) for question in questions
        ]

    def _questions(self, what: str, pace: Pace) -> tuple[AskKind, str, list[NewQuestion]]:
        what = what.strip()
        if not what:
            msg = "say what to watch: an address, or words to search for"
            raise Invalid(msg)
        if "://" in what or ("." in what and " " not in what):
            return self._address(what, pace)
        return self._words(what, pace)

    def _address(self, what: str, pace: Pace) -> tuple[AskKind, str, list[NewQuestion]]:
        try:
            address = Address.of(what)
        except ValueError as error:
            raise Invalid(str(error)) from error
        owner = next(
            (
                slug
                for slug, connector in self.marketplaces.items()
                if isinstance(connector, ReadsPage) and connector.claims(address) is Claim.OURS
            ),
            None,
        )
        question = self._new_question(AskKind.ADDRESS, address.url, address.host, owner, pace)
        return AskKind.ADDRESS, address.url, [question]

    def _words(self, words: str, pace: Pace) -> tuple[AskKind, str, list[NewQuestion]]:
        if len(words) > LONGEST_WORDS:
            msg = f"search words are at most {LONGEST_WORDS} characters long"
            raise Invalid(msg)
        words = " ".join(words.lower().split())
        questions = [
            self._new_question(AskKind.SEARCH, words, slug, slug, pace)
            for slug, connector in self.marketplaces.items()
            if isinstance(connector, Searches)
        ]
        if not questions:
            msg = "no marketplace here can be searched; watch an address instead"
            raise Invalid(msg)
        return AskKind.SEARCH, words, questions

    def _new_question(
        self, kind: AskKind, key: str, host: str, marketplace: str | None, pace: Pace
    ) -> NewQuestion:
        return NewQuestion(
            id=self.new_id(),
            kind=kind,
            key=key,
            host=host,
            marketplace=marketplace,
            least_seconds=int(pace.least.total_seconds()),
            most_seconds=int(pace.most.total_seconds()),
            first_seconds=int(pace.first.total_seconds()),
        )

    async def all(self, workspace: UUID) -> tuple[Watch, ...]:
        """Return the watches of a workspace, the newest first."""
        async with self.db.for_workspace(workspace) as session:
            return await store.watches(session, workspace)

    async def one(self, workspace: UUID, watch: UUID) -> Watch:
        """Return one watch."""
        async with self.db.for_workspace(workspace) as session:
            found = await store.watches(session, workspace, watch)
        if not found:
            msg = "there is no such watch here"
            raise NotFound(msg)
        return found[0]

    async def pause(self, workspace: UUID, watch: UUID) -> Watch:
        """Stop asking for it; pausing twice is the same as once."""
        return await self._pause(workspace, watch, paused=True)

    async def resume(self, workspace: UUID, watch: UUID) -> Watch:
        """Ask for it again, at once."""
        return await self._pause(workspace, watch, paused=False)

    async def _pause(self, workspace: UUID, watch: UUID, *, paused: bool) -> Watch:
        known = await self.one(workspace, watch)
        async with self.db.transaction() as session:
            if known.paused and not paused and _words(known):
                await self._admit(session, workspace, watch, None)
            questions = await store.questions_of(session, workspace, watch)
            at = self.clock() if paused else None
            await store.set_paused(session, workspace, watch, at)
            await self._settle(session, workspace, watch, questions)
        return await self.one(workspace, watch)

    async def change(
        self,
        workspace: UUID,
        watch: UUID,
        *,
        label: str | None,
        every: timedelta | None,
        learn: bool = False,
    ) -> Watch:
        """Rename a watch or change how often it asks; `None` leaves that as it is.

        With `learn` it asks as often as it pays, as if nobody had named an interval.
        """
        known = await self.one(workspace, watch)
        _allowed(every)
        seconds = known.every_seconds if known.fixed and not learn else None
        if every is not None:
            seconds = int(every.total_seconds())
        async with self.db.transaction() as session:
            if every is not None and _words(known):
                room = await self.quota.room(session, workspace)
                if room.plan.name is not PlanName.UNLOCKED:
                    minutes(room.plan, int(every.total_seconds()) // 60, 0)
            name = (label or known.label).strip()[:LONGEST_WORDS]
            await store.change_watch(session, workspace, watch, name, seconds)
            questions = await store.questions_of(session, workspace, watch)
            await store.settle(session, questions, BOUNDS, self.clock())
        return await self.one(workspace, watch)

    async def remove(self, workspace: UUID, watch: UUID) -> None:
        """Stop watching; what was seen stays."""
        if (await self.one(workspace, watch)).followed:
            raise Conflict("this is read for what you follow; unfollow that, or pause this")
        await self.release(workspace, watch)

    async def release(self, workspace: UUID, watch: UUID) -> None:
        """Stop watching what was made for follows, too."""
        async with self.db.transaction() as session:
            questions = await store.questions_of(session, workspace, watch)
            await store.remove_watch(session, workspace, watch, self.clock())
            await self._settle(session, workspace, watch, questions)

    async def restore(self, workspace: UUID, watch: UUID) -> Watch:
        """Bring back what was removed a while ago, as it was; if it was not, nothing changes."""
        async with self.db.transaction() as session:
            removed = await store.removed_watch(session, workspace, watch)
            if removed is not None:
                every = removed.every_seconds
                pace = Pace.of(None if every is None else timedelta(seconds=every))
                kind, _, questions = self._questions(removed.key, pace)
                if kind is AskKind.SEARCH and not removed.demo:
                    await self._admit(session, workspace, watch, None)
                known = await self._ensure(session, questions, demo=removed.demo)
                await store.restore_watch(session, workspace, watch, known)
                await self._settle(session, workspace, watch, known)
        return await self.one(workspace, watch)

    async def forget_removed(self) -> None:
        """Forget what was removed so long ago that nobody wants it back."""
        async with self.db.transaction() as session:
            await store.forget_removed(session, self.clock() - RESTORABLE_FOR)

    async def _settle(
        self, session: AsyncSession, workspace: UUID, watch: UUID, questions: Sequence[UUID]
    ) -> None:
        """Let the questions follow their watches, and have the workspace's view follow too."""
        await store.settle(session, questions, BOUNDS, self.clock())
        await publish(session, WatchesChanged((watch,), workspace))


def _words(watch: Watch) -> bool:
    return watch.kind is AskKind.SEARCH and not watch.demo


def _allowed(every: timedelta | None) -> timedelta | None:
    if every is not None and not SHORTEST_ALLOWED <= every <= LONGEST_ALLOWED:
        msg = "ask every 2 seconds at the most often and every 7 days at the least often"
        raise Invalid(msg)
    return every
