"""What stages tell each other. Events carry ids, never rows, and a batch at a time.

An event is written to the outbox in the transaction of the change it tells of;
its key names the fact, so telling it twice is the same as telling it once.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """A fact in the past tense about `ids`; `workspace` when it is one tenant's affair."""

    kind: ClassVar[str]
    ids: tuple[UUID, ...]
    workspace: UUID | None = None


class WatchesChanged(Event):
    """A workspace watches something more, or less; ids of `watch`, which may be gone."""

    kind = "WatchesChanged"


class TeamChanged(Event):
    """Somebody joined, left, was invited or became something else; ids of people or invitations."""

    kind = "TeamChanged"


class PageRead(Event):
    """Readings were stored; ids of `reading`."""

    kind = "PageRead"


class ListingSeen(Event):
    """New listings, or ones whose describing facts changed; ids of `listing`."""

    kind = "ListingSeen"


class PriceMoved(Event):
    """A believed price or availability changed; ids of `listing`."""

    kind = "PriceMoved"


class PriceChosen(Event):
    """A person said which of several prices is the price; ids of `listing`."""

    kind = "PriceChosen"


class ListingGone(Event):
    """Listings are no longer offered; ids of `listing`."""

    kind = "ListingGone"


class SearchesChanged(Event):
    """A workspace looks for something else; ids of `saved_search`."""

    kind = "SearchesChanged"


class PlanChanged(Event):
    """A workspace may have more running, or less; ids of `workspace`."""

    kind = "PlanChanged"


class SearchHit(Event):
    """Saved searches of a workspace caught listings; ids of `search_hit`."""

    kind = "SearchHit"


class FollowsChanged(Event):
    """A workspace follows something more, less or otherwise; ids of `follow`."""

    kind = "FollowsChanged"


class FollowHit(Event):
    """Of what a workspace follows something came true; ids of `follow_hit`."""

    kind = "FollowHit"


class ListingLinked(Event):
    """Listings were linked to products, or their link changed; ids of `listing`."""

    kind = "ListingLinked"


class OpportunityFound(Event):
    """Appraisals are new or changed; ids of `opportunity`."""

    kind = "OpportunityFound"


class OpportunityGone(Event):
    """Opportunities have closed; ids of `opportunity`."""

    kind = "OpportunityGone"


class VerdictReached(Event):
    """A verdict is new or changed; ids of `opportunity`."""

    kind = "VerdictReached"


class AlertRaised(Event):
    """Somebody is to be told; ids of `alert`."""

    kind = "AlertRaised"


class AlertsRead(Event):
    """Somebody has read alerts, or put some back; ids of `app_user`."""

    kind = "AlertsRead"


KINDS: dict[str, type[Event]] = {
    event.kind: event
    for event in (
        WatchesChanged,
        TeamChanged,
        PageRead,
        ListingSeen,
        PriceMoved,
        PriceChosen,
        ListingGone,
        SearchesChanged,
        PlanChanged,
        SearchHit,
        FollowsChanged,
        FollowHit,
        ListingLinked,
        OpportunityFound,
        OpportunityGone,
        VerdictReached,
        AlertRaised,
        AlertsRead,
    )
}
