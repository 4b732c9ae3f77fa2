"""Use cases of learning: what people answered becomes trees on top of those that ship.

All answers are learnt from each time, so one that was taken back teaches nothing any more. What
another model judged is judged again.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Conflict
from bolo.pipeline.match import store
from bolo.pipeline.match.reviews.correcting import PLACE_AGAIN, Enqueue
from bolo.pipeline.match.trees import store as lesson_store
from bolo.pipeline.match.trees.judge import name_of, shipped
from bolo.pipeline.match.trees.store import Lesson
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.threads import finish_in_thread

TRAIN = "match.train"
FEWEST = 10
"""Answers without which nothing is learnt, as in `core.matching.corrections`."""
AT_ONCE = 200
"""Listings that one job judges again."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """How many pairs were looked at, what judges now, and how many listings are judged again."""

    labels: int
    grown: bool
    name: str
    again: int


async def always(_: AsyncSession) -> bool:
    """Say that this is the first time."""
    return True


@dataclass(frozen=True, slots=True)
class Learning:
    """The use cases; `enqueue` has a worker do what takes long."""

    db: Database
    clock: Clock
    enqueue: Enqueue

    async def ask(self) -> None:
        """Have a worker learn; `Conflict` while there are too few answers."""
        async with self.db.transaction() as session:
            _enough(await lesson_store.lessons(session))
            await self.enqueue(session, TRAIN, {})

    async def learn(
        self, first: Callable[[AsyncSession], Awaitable[bool]] = always
    ) -> Learnt | None:
        """Learn from all answers; `None` when `first` says that this was done already."""
        async with self.db.transaction() as session:
            lessons = await lesson_store.lessons(session)
        _enough(lessons)
        content = await finish_in_thread(lambda: taught(lessons))
        async with self.db.transaction() as session:
            if not await first(session):
                return None
            await store.lock(session)
            version = await lesson_store.save(session, len(lessons), content, self.clock())
            name = name_of(version)
            others = await lesson_store.judged_by_others(session, name)
            for start in range(0, len(others), AT_ONCE):
                some = [str(one) for one in others[start : start + AT_ONCE]]
                await self.enqueue(session, PLACE_AGAIN, {"listings": some})
        return Learnt(len(lessons), content is not None, name, len(others))


def _enough(lessons: Sequence[Lesson]) -> None:
    if len(lessons) < FEWEST:
        raise Conflict(f"learning begins with {FEWEST} answered pairs; there are {len(lessons)}")


def taught(lessons: Sequence[Lesson]) -> bytes | None:
    """Return the model that ships with what these teach; `None` when they teach nothing new."""
    from bolo.core.matching.judging import learn_from  # noqa: PLC0415  (loads LightGBM)
    from bolo.core.matching.stored import from_bytes, to_bytes  # noqa: PLC0415

    answers = [((one.left, one.right), one.same) for one in lessons]
    learnt = learn_from(from_bytes(shipped()), answers)
    return None if learnt is None else to_bytes(learnt)
