"""What is assumed of risks: bolo's figures, and the workspace's own in their place.

`PATCH` writes the figures that are given and no other, `PUT` all of them.
"""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import PLAIN, Shape
from bolo.core.risk.assumptions import DEFAULT, FIGURES, Assumptions, bases, with_figures
from bolo.core.risk.weigh import LABELS
from bolo.pipeline.decide import risk_store

router = APIRouter(tags=["settings"], route_class=Once)
Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=7, decimal_places=6), PLAIN]
Yearly = Annotated[Decimal, Field(ge=0, le=5, max_digits=7, decimal_places=6), PLAIN]


class RiskFigures(Shape):
    """Chances and shares (0.05 is 5 %): how often something goes wrong, and what it takes.

    `volatility` is one deviation of price in 30 days, `capital_rate` what money costs a year.
    """

    unreliable: Share
    unreliable_refund: Share
    no_show: Share
    no_show_cost: Share
    wrong_match_salvage: Share
    counterfeit: Share
    counterfeit_refund: Share
    restriction: Share
    restriction_markdown: Share
    volatility: Share
    slow_sale: Share
    slow_markdown: Share
    capital_rate: Yearly
    returned: Share
    return_cost: Share

    @classmethod
    def of(cls, assumed: Assumptions) -> "RiskFigures":
        """Say what is assumed."""
        return cls(**{name: getattr(assumed, name) for name in FIGURES})


class RiskChange(Shape):
    """The figures to change; what is left out or null stays as it is."""

    unreliable: Share | None = None
    unreliable_refund: Share | None = None
    no_show: Share | None = None
    no_show_cost: Share | None = None
    wrong_match_salvage: Share | None = None
    counterfeit: Share | None = None
    counterfeit_refund: Share | None = None
    restriction: Share | None = None
    restriction_markdown: Share | None = None
    volatility: Share | None = None
    slow_sale: Share | None = None
    slow_markdown: Share | None = None
    capital_rate: Yearly | None = None
    returned: Share | None = None
    return_cost: Share | None = None


class RiskBasis(Shape):
    """By which figures a risk is weighed, and whose they are."""

    name: str
    label: str
    text: str


class RiskSettings(Shape):
    """The figures that hold, bolo's own, and where each comes from."""

    figures: RiskFigures
    defaults: RiskFigures
    basis: list[RiskBasis]


@router.get("/settings/risk")
async def get_risk_settings(who: Who, app: App) -> RiskSettings:
    """Show what is assumed of risks."""
    async with app.db.for_workspace(who.workspace) as session:
        assumed = await risk_store.assumptions(session, who.workspace)
    return RiskSettings(
        figures=RiskFigures.of(assumed),
        defaults=RiskFigures.of(DEFAULT),
        basis=[
            RiskBasis(name=hazard, label=LABELS[hazard], text=bases(assumed)[hazard])
            for hazard in LABELS
        ],
    )


@router.put("/settings/risk")
async def put_risk_settings(new: RiskFigures, who: Who, app: App) -> RiskSettings:
    """Replace what is assumed of risks; every open opportunity is judged anew by it.

    A figure that equals bolo's own follows that one when it changes.
    """
    assumed = with_figures({name: getattr(new, name) for name in FIGURES})
    async with app.db.transaction() as session:
        await risk_store.save_assumptions(session, who.workspace, assumed)
        await app.rejudge(session, who.workspace)
    return await get_risk_settings(who, app)


@router.patch("/settings/risk")
async def change_risk_settings(new: RiskChange, who: Who, app: App) -> RiskSettings:
    """Change some of what is assumed of risks; the other figures stay, whoever saved them.

    Every open opportunity is judged anew. A figure that equals bolo's own follows that one.
    """
    async with app.db.transaction() as session:
        await app.preferences.hold(session, who.workspace)
        known = await risk_store.assumptions(session, who.workspace)
        figures = {name: getattr(known, name) for name in FIGURES}
        assumed = with_figures(figures | new.model_dump(exclude_none=True))
        await risk_store.save_assumptions(session, who.workspace, assumed)
        await app.rejudge(session, who.workspace)
    return await get_risk_settings(who, app)
