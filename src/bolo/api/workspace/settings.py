"""Settings of a workspace: what it pays, what it asks for, how it is alerted.

`PATCH` writes the parts that are given and no other, so that two who save different parts lose
nothing; `PUT` replaces the whole.
"""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import PLAIN, Items, Shape
from bolo.core.decision import Policy, RoiDefinition
from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.core.valuation.asks import ASKED_SHARE
from bolo.core.valuation.vat import Scheme, Vat
from bolo.pipeline.across.preferences import Chosen
from bolo.pipeline.decide.store import EVERYWHERE
from bolo.pipeline.value.store import CostingFigures

router = APIRouter(tags=["settings"], route_class=Once)
Amount = Annotated[Decimal, Field(ge=0, le=10_000_000, max_digits=18), PLAIN]
Rate = Annotated[Decimal, Field(ge=0, le=10, max_digits=12), PLAIN]
Chance = Annotated[Decimal, Field(ge=0, le=1, max_digits=12), PLAIN]
Share = Annotated[Decimal, Field(ge=Decimal("0.01"), le=1, max_digits=12, decimal_places=4), PLAIN]
VatRate = Annotated[Decimal, Field(ge=0, lt=1, max_digits=12, decimal_places=4), PLAIN]
Days = Annotated[int, Field(ge=1, le=3650)]
CurrencyCode = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Slugs = Annotated[list[str], Field(max_length=20)]
CategoryName = Annotated[str, Field(min_length=1, max_length=200)]
MOST_CATEGORIES = 200


class Limits(Shape):
    """What is worth buying; amounts in the workspace's currency, rates as shares."""

    min_margin: Rate
    min_profit: Amount
    max_investment: Amount
    max_days: Days
    wanted_roi: Rate
    min_probability: Chance
    roi_definition: RoiDefinition


class CategoryLimits(Limits):
    """Limits that hold for one category instead."""

    category: CategoryName


class WorkspaceSettings(Limits):
    """All settings of a workspace.

    `vat_scheme` says how VAT is owed on what is sold: `none`, `standard` (on the whole price) or
    `margin` (on the margin alone). `vat_rate` is above 0 but for `none`; `vat_reclaimed` says
    that with `standard` the VAT in what was paid comes back.
    """

    currency: CurrencyCode
    exit_venues: Slugs
    tax_rate: Rate
    shipping_in: Amount
    prep_cost: Amount
    import_rate: Rate
    currency_spread: Rate
    asked_share: Share = ASKED_SHARE
    vat_scheme: Scheme = Scheme.NONE
    vat_rate: VatRate = Decimal(0)
    vat_reclaimed: bool = True
    hysteresis: Chance
    by_category: Annotated[
        list[CategoryLimits], Field(max_length=MOST_CATEGORIES, default_factory=list)
    ]


class LimitsChange(Shape):
    """The limits to change; what is left out or null stays as it is."""

    min_margin: Rate | None = None
    min_profit: Amount | None = None
    max_investment: Amount | None = None
    max_days: Days | None = None
    wanted_roi: Rate | None = None
    min_probability: Chance | None = None
    roi_definition: RoiDefinition | None = None


class SettingsChange(LimitsChange):
    """The settings to change; what is left out or null stays as it is.

    `categories` names those that change: an object has or gets such limits of its own (where it
    had none, the rest begins as it is everywhere), null has them no more.
    """

    currency: CurrencyCode | None = None
    exit_venues: Slugs | None = None
    tax_rate: Rate | None = None
    shipping_in: Amount | None = None
    prep_cost: Amount | None = None
    import_rate: Rate | None = None
    currency_spread: Rate | None = None
    asked_share: Share | None = None
    vat_scheme: Scheme | None = None
    vat_rate: VatRate | None = None
    vat_reclaimed: bool | None = None
    hysteresis: Chance | None = None
    categories: Annotated[
        dict[CategoryName, LimitsChange | None],
        Field(max_length=MOST_CATEGORIES, default_factory=dict),
    ]


class VenueFacts(Shape):
    """A place to sell at."""

    slug: str
    title: str
    currency: str


class Venues(Items[VenueFacts]):
    """The places to sell at."""


@router.get("/settings")
async def get_settings(who: Who, app: App) -> WorkspaceSettings:
    """Show the settings of the workspace."""
    async with app.db.for_workspace(who.workspace) as session:
        return _say(await app.preferences.of(session, who.workspace))


@router.put("/settings")
async def put_settings(new: WorkspaceSettings, who: Who, app: App) -> WorkspaceSettings:
    """Replace the settings; every opportunity is appraised and judged anew by them."""
    async with app.db.transaction() as session:
        await app.preferences.save(session, who.workspace, _chosen(new))
        await app.revalue(session, who.workspace)
    return await get_settings(who, app)


@router.patch("/settings")
async def change_settings(new: SettingsChange, who: Who, app: App) -> WorkspaceSettings:
    """Change some settings and leave the others as they are, whoever saved them meanwhile.

    Every opportunity is appraised and judged anew by them.
    """
    async with app.db.transaction() as session:
        await app.preferences.hold(session, who.workspace)
        known = _say(await app.preferences.of(session, who.workspace))
        await app.preferences.save(session, who.workspace, _chosen(_changed(known, new)))
        await app.revalue(session, who.workspace)
    return await get_settings(who, app)


@router.get("/venues")
async def list_venues(who: Who, app: App) -> Venues:
    """List the places to sell at whose fees are known."""
    del who
    return Venues(
        items=[
            VenueFacts(slug=slug, title=title, currency=currency)
            for slug, title, currency in app.venues.all()
        ]
    )


def _say(chosen: Chosen) -> WorkspaceSettings:
    costing = chosen.costing
    return WorkspaceSettings(
        **_limits(chosen.policies[EVERYWHERE]),
        currency=costing.currency,
        exit_venues=list(costing.venues),
        tax_rate=costing.tax_rate,
        shipping_in=costing.shipping,
        prep_cost=costing.prep,
        import_rate=costing.import_rate,
        currency_spread=costing.currency_spread,
        asked_share=costing.asked_share,
        vat_scheme=costing.vat.scheme,
        vat_rate=costing.vat.rate,
        vat_reclaimed=costing.vat.reclaims,
        hysteresis=chosen.hysteresis,
        by_category=[
            CategoryLimits(category=category, **_limits(policy))
            for category, policy in sorted(chosen.policies.items())
            if category != EVERYWHERE
        ],
    )


def _changed(known: WorkspaceSettings, new: SettingsChange) -> WorkspaceSettings:
    given = new.model_dump(exclude_none=True, exclude={"categories"})
    everywhere = known.model_dump(exclude={"by_category"}) | given
    own = {one.category: one.model_dump() for one in known.by_category}
    for category, limits in new.categories.items():
        if limits is None:
            own.pop(category, None)
            continue
        first = own.get(category) or {name: everywhere[name] for name in Limits.model_fields}
        own[category] = {
            **first,
            **limits.model_dump(exclude_none=True),
            "category": category,
        }
    if len(own) > MOST_CATEGORIES:
        raise Invalid(f"categories: {MOST_CATEGORIES} may have limits of their own, no more")
    return WorkspaceSettings(
        **everywhere, by_category=[CategoryLimits(**own[name]) for name in own]
    )


def _limits(policy: Policy) -> dict[str, Any]:
    return {
        "min_margin": policy.min_margin,
        "min_profit": policy.min_profit.amount,
        "max_investment": policy.max_investment.amount,
        "max_days": policy.max_days,
        "wanted_roi": policy.wanted_roi,
        "min_probability": policy.min_probability,
        "roi_definition": policy.roi_definition,
    }


def _chosen(new: WorkspaceSettings) -> Chosen:
    policies = {EVERYWHERE: _policy(new, new.currency)}
    policies |= {one.category: _policy(one, new.currency) for one in new.by_category}
    costing = CostingFigures(
        currency=new.currency,
        venues=tuple(new.exit_venues),
        shipping=new.shipping_in,
        prep=new.prep_cost,
        tax_rate=new.tax_rate,
        import_rate=new.import_rate,
        currency_spread=new.currency_spread,
        asked_share=new.asked_share,
        vat=_vat(new),
    )
    return Chosen(costing, policies, new.hysteresis)


def _vat(new: WorkspaceSettings) -> Vat:
    if new.vat_scheme is not Scheme.NONE and not new.vat_rate:
        raise Invalid(f"vat_rate: {new.vat_scheme} needs the rate of VAT: write 0.19 for 19 %")
    return Vat(new.vat_scheme, new.vat_rate, new.vat_reclaimed)


def _policy(limits: Limits, currency: str) -> Policy:
    if limits.min_margin > 1:
        raise Invalid("min_margin: it is a share, at most 1: write 0.05 for 5 %")
    return Policy(
        min_profit=Money(limits.min_profit, currency),
        max_investment=Money(limits.max_investment, currency),
        min_margin=limits.min_margin,
        wanted_roi=limits.wanted_roi,
        max_days=limits.max_days,
        min_probability=limits.min_probability,
        roi_definition=limits.roi_definition,
    )
