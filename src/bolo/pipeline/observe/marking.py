"""Use cases of marking: what a person makes of listings, and going to the marketplace."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from bolo.core.errors import Invalid, NotFound
from bolo.pipeline.observe import mark_store
from bolo.pipeline.observe.mark_store import Marking, Person
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database

LONGEST_TAG = 40
MOST_TAGS = 20
LONGEST_NOTE = 4_000


def tidy(change: Marking) -> Marking:
    """Return the change with its tags in lower case and without blanks around; or `Invalid`."""
    if change.note is not None and len(change.note) > LONGEST_NOTE:
        raise Invalid(f"a note has at most {LONGEST_NOTE} characters")
    return replace(
        change,
        note=None if change.note is None else change.note.strip(),
        tags=None if change.tags is None else _tags(change.tags),
        add_tags=_tags(change.add_tags),
        remove_tags=_tags(change.remove_tags),
    )


def _tags(told: Sequence[str]) -> tuple[str, ...]:
    tags = tuple(sorted({" ".join(tag.lower().split()) for tag in told} - {""}))
    if len(tags) > MOST_TAGS:
        raise Invalid(f"a listing has at most {MOST_TAGS} tags")
    longest = max(tags, key=len, default="")
    if len(longest) > LONGEST_TAG:
        raise Invalid(f"a tag has at most {LONGEST_TAG} characters: {longest[:LONGEST_TAG]}…")
    return tags


@dataclass(frozen=True, slots=True)
class MarkingListings:
    """The use cases."""

    db: Database
    clock: Clock

    async def mark(self, whose: Person, listings: Sequence[UUID], change: Marking) -> None:
        """Mark listings; what is none is left out."""
        change = tidy(change)
        async with self.db.for_workspace(whose.workspace) as session:
            if change.of_person:
                await mark_store.mark(session, whose, listings, change, self.clock())
            if change.of_workspace:
                await mark_store.annotate(session, whose.workspace, listings, change, self.clock())

    async def open(self, whose: Person, listing: UUID) -> str:
        """Count a visit to the marketplace; return where it is."""
        async with self.db.for_workspace(whose.workspace) as session:
            url = await mark_store.opened(session, whose, listing, self.clock())
        if url is None:
            raise NotFound("there is no such listing")
        return url
