"""What a person is asked: whether an unsure match, or what a listing nearly was, is the thing."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from uuid import UUID

from bolo.core.product import Method
from bolo.core.reviewing import Decision, WhyAsked
from bolo.pipeline.match.reviews.store import NewReview
from bolo.pipeline.match.store import NewLink

SURE = Decimal("0.9")
"""From here on nobody is asked, and the product learns from the listing what it lacks."""
LEAST_UNSURE = Decimal("0.25")
"""What is no match, but likelier than this, is asked about."""
SETTLED = frozenset({Method.OWN, Method.PERSON})


def questions(link: NewLink, judge: str, new_id: Callable[[], UUID]) -> Iterator[NewReview]:
    """Ask what a person could settle of a link: two things at most."""
    sure = link.likeness.method in SETTLED or link.likeness.probability >= SURE
    if not sure:
        yield NewReview(
            new_id(),
            link.listing,
            link.product,
            WhyAsked.UNSURE,
            link.likeness.probability,
            Decision.MATCH,
            link.likeness.reasons,
            judge,
        )
    if link.unsure is not None and link.unsure_product is not None:
        yield NewReview(
            new_id(),
            link.listing,
            link.unsure_product,
            WhyAsked.UNSURE,
            link.unsure.probability,
            Decision.NO_MATCH,
            link.unsure.reasons,
            judge,
        )
    if link.near is not None and link.near_product is not None:
        yield NewReview(
            new_id(),
            link.listing,
            link.near_product,
            WhyAsked.NEAR_MISS,
            link.near.probability,
            Decision.NO_MATCH,
            (*link.near.gates, *link.near.reasons),
        )
