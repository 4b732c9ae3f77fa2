"""Queries of what people made of listings; ids are sorted, so writers never wait in a circle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Marking:
    """What is to change; `None` (or nothing) leaves a thing as it is."""

    viewed: bool | None = None
    saved: bool | None = None
    hidden: bool | None = None
    note: str | None = None
    tags: tuple[str, ...] | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()

    @property
    def of_person(self) -> bool:
        """Tell whether anything changes that is one person's."""
        return any(one is not None for one in (self.viewed, self.saved, self.hidden))

    @property
    def of_workspace(self) -> bool:
        """Tell whether anything changes that all in the workspace see."""
        return self.note is not None or self.tags is not None or bool(self._tagged)

    @property
    def _tagged(self) -> tuple[str, ...]:
        return self.add_tags + self.remove_tags


@dataclass(frozen=True, slots=True)
class Person:
    """Whose marks they are."""

    workspace: UUID
    user: UUID


def _moment(name: str) -> str:
    asked = f"CAST(:{name} AS boolean)"
    kept = f"listing_mark.{name}_at"
    return (
        f"{name}_at = CASE WHEN {asked} IS NULL THEN {kept} "
        f"WHEN {asked} THEN coalesce({kept}, :at) END"
    )


_MARK = text(f"""
    INSERT INTO listing_mark (listing_id, workspace_id, user_id, viewed_at, saved_at, hidden_at)
    SELECT id, :workspace, :user, CASE WHEN :viewed THEN CAST(:at AS timestamptz) END,
           CASE WHEN :saved THEN CAST(:at AS timestamptz) END,
           CASE WHEN :hidden THEN CAST(:at AS timestamptz) END
    FROM listing WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id
    ON CONFLICT (listing_id, workspace_id, user_id) DO UPDATE
    SET {_moment("viewed")}, {_moment("saved")}, {_moment("hidden")}
""")  # noqa: S608  (made of our own column names)


async def mark(
    session: AsyncSession, whose: Person, ids: Iterable[UUID], change: Marking, at: datetime
) -> None:
    """Write down what a person made of listings; ids of none are left out."""
    await session.execute(
        _MARK,
        {
            "workspace": whose.workspace,
            "user": whose.user,
            "ids": sorted(ids),
            "viewed": change.viewed,
            "saved": change.saved,
            "hidden": change.hidden,
            "at": at,
        },
    )


_NOTE = text("""
    INSERT INTO listing_note (listing_id, workspace_id, note, tags, written_at)
    SELECT id, :workspace, coalesce(CAST(:note AS text), ''),
           coalesce(CAST(:tags AS text[]), '{}') || CAST(:add AS text[]), :at
    FROM listing WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id
    ON CONFLICT (listing_id, workspace_id) DO UPDATE
    SET note = coalesce(CAST(:note AS text), listing_note.note), written_at = :at,
        tags = ARRAY(
            SELECT DISTINCT tag
            FROM unnest(coalesce(CAST(:tags AS text[]), listing_note.tags)
                        || CAST(:add AS text[])) AS tag
            WHERE tag <> ALL (CAST(:remove AS text[])) ORDER BY tag)
""")
_FORGET = text("""
    DELETE FROM listing_note
    WHERE workspace_id = :workspace AND listing_id = ANY(CAST(:ids AS uuid[]))
      AND note = '' AND tags = '{}'
""")


async def annotate(
    session: AsyncSession, workspace: UUID, ids: Iterable[UUID], change: Marking, at: datetime
) -> None:
    """Write a note and tags on listings; one without either is no longer kept."""
    listings = sorted(ids)
    values = {"workspace": workspace, "ids": listings}
    await session.execute(
        _NOTE,
        {
            **values,
            "note": change.note,
            "tags": None if change.tags is None else sorted(set(change.tags)),
            "add": sorted(set(change.add_tags) - set(change.tags or ())),
            "remove": list(change.remove_tags),
            "at": at,
        },
    )
    await session.execute(_FORGET, values)


async def opened(session: AsyncSession, whose: Person, listing: UUID, at: datetime) -> str | None:
    """Count that somebody went to the marketplace; return the address, `None` for no listing."""
    found = await session.execute(
        text("""
            WITH there AS (SELECT id, url FROM listing WHERE id = :id), counted AS (
                INSERT INTO listing_mark
                    (listing_id, workspace_id, user_id, viewed_at, opened_at, opened)
                SELECT id, :workspace, :user, :at, :at, 1 FROM there
                ON CONFLICT (listing_id, workspace_id, user_id) DO UPDATE
                SET opened = listing_mark.opened + 1, opened_at = :at,
                    viewed_at = coalesce(listing_mark.viewed_at, :at)
            )
            SELECT url FROM there
        """),
        {"id": listing, "workspace": whose.workspace, "user": whose.user, "at": at},
    )
    return found.scalar_one_or_none()
