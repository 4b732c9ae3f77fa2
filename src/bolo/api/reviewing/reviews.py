"""Reviews: pairs of listings that a person calls the same thing or not, and learning from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query

from bolo.accounts.caller import Caller
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Converted, Items, ListingBrief, Money, Shape
from bolo.api.opportunities.routes import ProductBrief
from bolo.core.errors import Invalid, NotFound
from bolo.core.fx import Rates, latest
from bolo.core.reviewing import Answer, Decision, Kinship, WhyAsked
from bolo.pipeline.match.trees.judge import name_of
from bolo.pipeline.match.trees.learning import FEWEST
from bolo.pipeline.value import rates
from bolo.views import listings
from bolo.views import reviews as view
from bolo.views.cursors import NOT_OURS, Marks
from bolo.wiring import Services

router = APIRouter(prefix="/reviews", tags=["reviews"], route_class=Once)
BRIEF = tuple(ListingBrief.model_fields)


class ReviewAttribute(Shape):
    """One thing that a listing says of itself."""

    name: str
    value: str


class ReviewSide(ListingBrief):
    """One of the two listings.

    `converted` is there where the two are priced in different currencies and this one is not in
    the workspace's: by the rates of the day when it was last seen at that price.
    """

    attributes: list[ReviewAttribute]
    converted: Converted | None = None


class ReviewDifference(Shape):
    """One attribute on both sides; a `conflict` forbids that they are one thing."""

    name: str
    left: str | None
    right: str | None
    kind: Kinship


class Review(Shape):
    """Are these two the same thing? `decision` and `probability` are what bolo thinks itself."""

    id: UUID
    asked_at: datetime
    why: WhyAsked
    probability: Decimal
    decision: Decision
    left: ReviewSide
    right: ReviewSide
    product: ProductBrief
    differences: list[ReviewDifference]
    reasons: list[str]
    model: str | None
    answer: Answer | None
    answered_at: datetime | None


class Reviews(Items[Review]):
    """One page, and how many there are in all."""

    total: int


class ReviewAnswer(Shape):
    """What a person says."""

    answer: Answer


class ReportedMatch(Shape):
    """What an opportunity takes its listing for is wrong, perhaps with this very listing."""

    opportunity_id: UUID
    other_listing_id: UUID | None = None


class ReviewJudge(Shape):
    """What judges now; `labels` is how many answers were last learnt from, and when.

    `grown` is false while they taught nothing that it did not know. Learning needs `fewest`.
    """

    name: str
    labels: int
    trained_at: datetime | None
    grown: bool
    fewest: int


class ReviewTraining(Shape):
    """Learning is under way; the summary tells when it is done."""

    state: Literal["queued"] = "queued"


class ReviewSummary(Shape):
    """How many reviews are open, and what the answered ones said."""

    open: int
    same: int
    different: int
    unsure: int
    model: ReviewJudge


@router.get("")
async def list_reviews(
    who: Who,
    app: App,
    *,
    state: Literal["open", "done"] = "open",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> Reviews:
    """List reviews: open ones with the most urgent first, answered ones with the newest first."""
    done = state == "done"
    before = None if cursor is None else _before(cursor, done=done)
    async with app.db.for_workspace(who.workspace) as session:
        found, total = await view.reviews(
            session, who.workspace, done=done, before=before, limit=limit
        )
    following = _cursor(found[-1], done=done) if len(found) == limit else None
    common = _common(found, who, app)
    items = [_said(one, common) for one in found]
    return Reviews(items=items, next=following, total=total)


@router.get("/summary")
async def get_review_summary(who: Who, app: App) -> ReviewSummary:
    """Count what is asked and answered, and name the model that judges."""
    async with app.db.for_workspace(who.workspace) as session:
        found = await view.summary(session, who.workspace)
    return ReviewSummary(
        open=found.open,
        same=found.same,
        different=found.different,
        unsure=found.unsure,
        model=ReviewJudge(
            name=name_of(found.model),
            labels=found.labels,
            trained_at=found.trained_at,
            grown=found.model is not None,
            fewest=FEWEST,
        ),
    )


@router.post("", status_code=201)
async def report_match(report: ReportedMatch, who: Who, app: App) -> Review:
    """Report a match, or a near miss, as wrong: the review that comes back waits for an answer."""
    review = await app.correcting.report(
        who.workspace, report.opportunity_id, report.other_listing_id
    )
    return await _one(review, who, app)


@router.post("/train", status_code=202)
async def train_on_reviews(_: Who, app: App) -> ReviewTraining:
    """Learn from all answers, on top of what ships; what rests on text is then judged again."""
    await app.learning.ask()
    return ReviewTraining()


@router.get("/{review_id}")
async def get_review(review_id: UUID, who: Who, app: App) -> Review:
    """Show one review."""
    return await _one(review_id, who, app)


@router.post("/{review_id}/answer")
async def answer_review(review_id: UUID, said: ReviewAnswer, who: Who, app: App) -> Review:
    """Say what the two are; the link is made or cut at once, and the listing valued again."""
    await _one(review_id, who, app)
    await app.correcting.answer(who.workspace, who.user, review_id, said.answer)
    return await _one(review_id, who, app)


@router.delete("/{review_id}/answer")
async def undo_review_answer(review_id: UUID, who: Who, app: App) -> Review:
    """Take an answer back; the listings are placed as if nobody had said a thing."""
    await _one(review_id, who, app)
    await app.correcting.undo(who.workspace, review_id)
    return await _one(review_id, who, app)


async def _one(review: UUID, who: Caller, app: Services) -> Review:
    async with app.db.for_workspace(who.workspace) as session:
        found = await view.review(session, who.workspace, review)
    if found is None:
        msg = "there is no such review here"
        raise NotFound(msg)
    return _said(found, _common([found], who, app))


@dataclass(frozen=True, slots=True)
class _Rated:
    """What two prices are made comparable by: a currency, and the rates of every day."""

    currency: str
    tables: tuple[Rates, ...]

    def price(self, listing: listings.ListingBrief) -> Converted | None:
        """Return a price in the common currency; `None` in it already, or without a rate."""
        if listing.price is None or listing.price.currency == self.currency:
            return None
        try:
            table = latest(self.tables, (listing.gone_at or listing.seen_at).date())
            price = table.convert(listing.price, self.currency).rounded()
        except NotFound:
            return None
        told = Money.model_validate(price)
        return Converted(price=told, rates_of=table.date, source=table.source)


def _common(found: Sequence[view.Review], who: Caller, app: Services) -> _Rated:
    foreign = any(_is_foreign(one) for one in found)
    return _Rated(who.currency, rates.tables(app.settings.data) if foreign else ())


def _is_foreign(one: view.Review) -> bool:
    mine, theirs = one.left.listing.price, one.right.listing.price
    return mine is not None and theirs is not None and mine.currency != theirs.currency


def _before(cursor: str, *, done: bool) -> tuple[datetime | Decimal, UUID]:
    value, row = _marks(done=done).read(cursor)
    try:
        return (datetime.fromisoformat(value) if done else Decimal(value)), row
    except (ValueError, InvalidOperation) as error:
        raise Invalid(NOT_OURS) from error


def _marks(*, done: bool) -> Marks:
    return Marks.within("reviews", done)


def _cursor(last: view.Review, *, done: bool) -> str:
    if done and last.answered_at is not None:
        return _marks(done=done).make(last.answered_at.isoformat(), last.id)
    return _marks(done=done).make(str(last.urgency), last.id)


def _said(one: view.Review, common: _Rated) -> Review:
    both = common if _is_foreign(one) else None
    return Review(
        id=one.id,
        asked_at=one.asked_at,
        why=one.why,
        probability=one.probability,
        decision=one.decision,
        left=_side(one.left, both),
        right=_side(one.right, both),
        product=ProductBrief.model_validate(one.product),
        differences=[ReviewDifference.model_validate(each) for each in one.differences],
        reasons=list(one.reasons),
        model=one.model,
        answer=one.answer,
        answered_at=one.answered_at,
    )


def _side(side: view.Side, common: _Rated | None) -> ReviewSide:
    brief = ListingBrief.of(side.listing)
    told = [ReviewAttribute(name=name, value=value) for name, value in side.attributes]
    converted = common.price(side.listing) if common else None
    plain = {name: getattr(brief, name) for name in BRIEF}
    return ReviewSide(**plain, attributes=told, converted=converted)
