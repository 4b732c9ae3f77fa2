"""What the verdicts on an opportunity rested on, and the newest judged again from that alone."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Money, Shape
from bolo.core.decision import Verdict
from bolo.core.errors import NotFound
from bolo.platform import versions
from bolo.views import judgements as view

router = APIRouter(prefix="/opportunities", tags=["opportunities"], route_class=Once)


class DocumentHash(Shape):
    """A document that a verdict rests on, and the SHA-256 of it."""

    name: str
    hash: str


class Judgement(Shape):
    """A verdict as it was reached; `hash` stands for all documents together.

    `bolo` and `code` (a hash of the judging sources) say what judged; null when unreadable.
    """

    number: int
    decided_at: datetime
    verdict: Verdict
    profit: Money
    max_cost: Money | None
    hash: str
    documents: list[DocumentHash]
    bolo: str | None
    code: str | None

    @classmethod
    def of(cls, one: view.Judgement) -> "Judgement":
        """Say a judgement."""
        return cls(
            number=one.number,
            decided_at=one.decided_at,
            verdict=one.answer["verdict"],
            profit=_money(one.answer["profit"]),
            max_cost=None if one.answer["max_cost"] is None else _money(one.answer["max_cost"]),
            hash=one.hash,
            documents=[DocumentHash(name=name, hash=h) for name, h in sorted(one.hashes.items())],
            bolo=one.versions.get("bolo"),
            code=one.versions.get("code"),
        )


def _money(written: str) -> Money:
    """Read an amount as an answer writes it: `12.50 USD`."""
    amount, currency = written.split()
    return Money(amount=Decimal(amount), currency=currency)


class Judgements(Items[Judgement]):
    """The judgements of an opportunity that are kept, the newest first."""


class Difference(Shape):
    """A figure that came out otherwise; null where there is none."""

    what: str
    kept: str | None
    now: str | None


class Replay(Shape):
    """A judgement made again; `other_code` says that another code judges now."""

    same: bool
    text: str
    differences: list[Difference]
    other_code: bool
    bolo: str
    code: str
    judgement: Judgement


@router.get("/{opportunity_id}/judgements")
async def list_judgements(opportunity_id: UUID, who: Who, app: App) -> Judgements:
    """List what is kept of the verdicts on one opportunity; none when an older bolo judged it."""
    async with app.db.for_workspace(who.workspace) as session:
        if not await view.is_there(session, who.workspace, opportunity_id):
            raise NotFound("there is no such opportunity here")
        found = await view.judgements(session, who.workspace, opportunity_id)
    return Judgements(items=[Judgement.of(one) for one in found])


@router.post("/{opportunity_id}/replay")
async def replay_verdict(
    opportunity_id: UUID,
    who: Who,
    app: App,
    number: Annotated[int | None, Query(ge=1)] = None,
) -> Replay:
    """Judge again from the stored evidence alone: the newest verdict, or that of a `number`.

    409 when what it rested on was changed after it was judged.
    """
    code = versions.judging()
    async with app.db.for_workspace(who.workspace) as session:
        again = await view.replayed(session, who.workspace, opportunity_id, code, number)
    return Replay(
        same=again.same,
        text=again.text,
        differences=[
            Difference.model_validate(one, from_attributes=True) for one in again.differences
        ],
        other_code=again.other_code,
        bolo=code["bolo"],
        code=code["code"],
        judgement=Judgement.of(again.judgement),
    )
