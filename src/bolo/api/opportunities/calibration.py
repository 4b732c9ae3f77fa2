"""Calibration: what bolo promised against what came true; nothing is said of few outcomes."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field

from bolo.api.frame.context import App, Who
from bolo.api.frame.shapes import Shape
from bolo.core.valuation.promises import (
    ENOUGH,
    Held,
    bias,
    coverage,
    expected_error,
    punctuality,
    reliability,
)
from bolo.pipeline.value import rates
from bolo.views import calibration as view
from bolo.views.calibration import Compared, Settled

router = APIRouter(prefix="/calibration", tags=["calibration"])
MOST_POINTS = 500
By = Literal["own_sale", "vanished", "replayed"]


class ReliabilityBin(Shape):
    """Of `count` matches said to be the same with about `said`, this share was."""

    from_: Annotated[Decimal, Field(alias="from")]
    to: Decimal
    said: Decimal
    came_true: Decimal
    count: int


class Reliability(Shape):
    """Match probabilities against people's answers; `ece`: how far off on average."""

    bins: list[ReliabilityBin]
    ece: Decimal | None
    labels: int


class Coverage(Shape):
    """Intervals of `level` that came due within `horizon_days`; `by` own sales or vanished asks.

    A vanished ask is weaker evidence: the last price asked, by somebody else, of what is gone.
    A replayed promise was reckoned afterwards, from the own sales made until its day.
    """

    level: str
    horizon_days: int
    by: By
    promised: Decimal
    realised: Decimal
    count: int


class Punctuality(Shape):
    """Things that shall be sold within their `days_p50` (level 50) or `days_p80`."""

    level: str
    by: By
    promised: Decimal
    realised: Decimal
    count: int


class ProfitPoint(Shape):
    """One sale: the profit held out when it was bought, and the one made."""

    promised: Decimal
    realised: Decimal


class ProfitPoints(Shape):
    """Profits of own sales; `bias` is realised over promised in all `count`, less one.

    `points` are the newest 500 of them. Sales in another currency are `converted`, both figures by
    the rates of the day of the sale. Left out are those that do not say what the thing had cost or
    what the venue took, and those of a day without rates.
    """

    points: list[ProfitPoint]
    count: int
    bias: Decimal | None
    converted: int
    no_cost: int
    no_fees: int
    no_rate: int


class Calibration(Shape):
    """Promised against realised; `insufficient` says what is missing to conclude from it.

    Nothing is concluded from fewer than `enough` outcomes of a kind. `invented` of the promises
    that came due are of the demo street.
    """

    currency: str
    enough: int
    probability: Reliability
    coverage: list[Coverage]
    days: list[Punctuality]
    profit: ProfitPoints
    waiting: int
    invented: int
    insufficient: str | None


@router.get("")
async def get_calibration(who: Who, app: App) -> Calibration:
    """Show how often what was promised came true."""
    async with app.db.for_workspace(who.workspace) as session:
        currency = (await app.preferences.of(session, who.workspace)).costing.currency
        labels = await view.labels(session, who.workspace)
        settled = await view.settled(session, who.workspace)
        waiting = await view.waiting(session, who.workspace)
        sales = await view.promised(session, who.workspace)
    foreign = any(sale.currency != currency for sale in sales)
    tables = rates.tables(app.settings.data) if foreign else ()
    return Calibration(
        currency=currency,
        enough=ENOUGH,
        probability=_reliability(labels),
        coverage=[Coverage(by=by, **told) for by, held in _by(settled) for told in _covered(held)],
        days=[Punctuality(by=by, **told) for by, held in _by(settled) for told in _on_time(held)],
        profit=_profits(view.compared(sales, currency, tables)),
        waiting=waiting,
        invented=sum(one.demo for one in settled),
        insufficient=_insufficient(len(labels), len(settled)),
    )


def _profits(told: Compared) -> ProfitPoints:
    return ProfitPoints(
        points=[
            ProfitPoint(promised=promised, realised=realised)
            for promised, realised in told.points[:MOST_POINTS]
        ],
        count=len(told.points),
        bias=bias(told.points),
        converted=told.converted,
        no_cost=told.no_cost,
        no_fees=told.no_fees,
        no_rate=told.no_rate,
    )


def _reliability(labels: list[tuple[Decimal, bool]]) -> Reliability:
    bins = reliability(labels)
    return Reliability(
        bins=[
            ReliabilityBin.model_validate(
                {
                    "from": one.begin,
                    "to": one.end,
                    "said": one.said,
                    "came_true": one.came_true,
                    "count": one.count,
                }
            )
            for one in bins
        ],
        ece=expected_error(bins),
        labels=len(labels),
    )


def _by(settled: list[Settled]) -> list[tuple[By, list[Settled]]]:
    """Part the promises by what they are held against, the stronger first."""
    kinds: tuple[By, ...] = ("own_sale", "replayed", "vanished")
    return [(by, [one for one in settled if one.by == by]) for by in kinds]


def _covered(settled: list[Settled]) -> list[dict[str, Any]]:
    return [
        {**_told(held), "horizon_days": held.horizon}
        for held in coverage([one.outcome for one in settled])
    ]


def _on_time(settled: list[Settled]) -> list[dict[str, Any]]:
    return [_told(held) for held in punctuality([one.outcome for one in settled])]


def _told(held: Held) -> dict[str, Any]:
    return {
        "level": held.level,
        "promised": held.promised,
        "realised": held.realised,
        "count": held.count,
    }


def _insufficient(labels: int, settled: int) -> str | None:
    """Say what is missing; `None` when there is enough of both."""
    missing = []
    if labels < ENOUGH:
        missing.append(f"{labels} of {ENOUGH} matches answered by a person")
    if settled < ENOUGH:
        missing.append(f"{settled} of {ENOUGH} promised prices come due")
    if not missing:
        return None
    return f"Insufficient data: {' and '.join(missing)}. What there is proves little yet."
