"""One schedule charged on one sale: pure, exact, each component rounded half up once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bolo.core.errors import Invalid
from bolo.core.fees.fact import Confidence, in_force
from bolo.core.fees.quote import ON, Charge, Quote, Sale, figure
from bolo.core.fees.schedule import Category, Component, Kind, Mode, Part, Schedule, Tier
from bolo.core.fees.schedule import label as label_of
from bolo.core.fees.seller_first import Markup, Steam
from bolo.core.fees.tiers import Worked, bounded, by_tier, by_tiers, percent, tier_of
from bolo.core.fees.warehousing import warehouse_charges
from bolo.core.fx import Rates
from bolo.core.money import Money, minor_places

VAT_ON_FEES = "vat_on_fees"
"""The line of what a venue adds of VAT to its fees."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a component is worked out on: the sale, and the charges before it."""

    schedule: Schedule
    sale: Sale
    category: Category | None
    earlier: tuple[Charge, ...] = ()
    rates: Rates | None = None

    @property
    def currency(self) -> str:
        """The currency of the sale."""
        return self.sale.price.currency

    def base(self, component: Component) -> Decimal:
        """Return what the component is a share of: of one unit, or of the order."""
        if Part.NET_AFTER_PREVIOUS in component.base:
            spent = sum(charge.amount.amount for charge in self.earlier)
            return max(self.sale.total_of((Part.ITEM,)) - spent, Decimal(0))
        total = self.sale.total_of(component.base)
        return total / self.sale.quantity if component.per_unit else total


def category_of(schedule: Schedule, name: str | None) -> tuple[str | None, str | None]:
    """Return the category to charge, and a note when it is not the one asked for."""
    default = schedule.default_category
    if not schedule.categories or name == default or default is None:
        return default, None
    if name in schedule.categories:
        return name, None
    if name is None:
        return default, f"No category given: charged as {default}."
    return default, f"{schedule.id} has no category {name}: charged as {default}."


def charge(
    schedule: Schedule, sale: Sale, on: date | None = None, rates: Rates | None = None
) -> Quote:
    """Return what `schedule` takes from `sale`.

    Without a date everything dated in the schedule counts as in force, except a peak.
    `Invalid` when the schedule has no figures, or another currency than the price.
    """
    _check(schedule, sale)
    name, note = category_of(schedule, sale.category)
    category = schedule.categories.get(name) if name else None
    ground = Ground(schedule, sale, category, rates=rates)
    charges = [*_component_charges(ground, on), *warehouse_charges(schedule, sale, on)]
    vat = _vat(schedule, sale, charges)
    notes = (note, schedule.missing, *_notes_of(ground, charges))
    return Quote(
        venue=schedule.id,
        sale=sale,
        charges=(*charges, *vat),
        schedules=(schedule.id,),
        sources=schedule.sources,
        category=name,
        complete=schedule.missing is None,
        confidence=schedule.confidence,
        notes=tuple(text for text in notes if text),
    )


def _check(schedule: Schedule, sale: Sale) -> None:
    if not schedule.has_figures:
        raise Invalid(f"{schedule.id} cannot be quoted. {schedule.notes or 'No figures known.'}")
    if sale.price.currency != schedule.currency and not schedule.any_currency:
        raise Invalid(f"{schedule.id} takes {schedule.currency}, not {sale.price.currency}")


def _component_charges(ground: Ground, on: date | None) -> tuple[Charge, ...]:
    first = ground.schedule.components[0] if ground.schedule.components else None
    if first is not None and first.type in {Kind.STEAM, Kind.MARKUP}:
        return _seller_first(ground)
    charges: tuple[Charge, ...] = ()
    for component in ground.schedule.components:
        if not applies(component, ground, on):
            continue
        so_far = Ground(ground.schedule, ground.sale, ground.category, charges, ground.rates)
        charges = (*charges, _charge(component, so_far))
        closing = ground.category.closing_fee if ground.category and component.by_category else None
        if closing is not None:
            worked = closing * ground.sale.quantity, f"flat {closing:f} for each item"
            charges = (*charges, _line("closing_fee", worked, ground))
    return charges


def applies(component: Component, ground: Ground, on: date | None) -> bool:
    """Say whether the component is charged on this sale on this day."""
    sale = ground.sale
    chosen = component.optional is None or sale.has(component.optional) or sale.has(component.id)
    if not chosen or sale.has(component.unless):
        return False
    if component.item_from is not None and sale.price.amount < component.item_from:
        return False
    waived = ground.category.waived_from.get(component.id) if ground.category else None
    if waived is not None and ground.base(component) >= waived:
        return False
    return in_force(component.effective_from, component.effective_to, on)


def _charge(component: Component, ground: Ground) -> Charge:
    amount, how = WORK[component.type](component, ground)
    if component.per_unit and component.type is not Kind.SHARE and ground.sale.quantity > 1:
        amount, how = amount * ground.sale.quantity, f"{ground.sale.quantity} x ({how})"
    return _line(component.id, (amount, how), ground, _confidence(component, ground))


def _confidence(component: Component, ground: Ground) -> Confidence:
    of_row = ground.category.confidence if component.by_category and ground.category else None
    known = (ground.schedule.confidence, component.confidence, of_row)
    return Confidence.weakest(*(one for one in known if one is not None))


def _line(
    name: str, worked: Worked, ground: Ground, confidence: Confidence | None = None
) -> Charge:
    schedule = ground.schedule
    return Charge(
        name=name,
        label=label_of(name),
        amount=Money(worked[0], ground.currency).rounded(),
        how=worked[1],
        schedule=schedule.id,
        source=schedule.sources[0] if schedule.sources else None,
        confidence=confidence or schedule.confidence,
        paid_by=schedule.paid_by,
    )


def rows_of(component: Component, category: Category | None) -> tuple[tuple[Tier, ...], Mode]:
    """Return the tiers in force, those of the category where the component asks for them."""
    if component.by_category and category is not None:
        return category.tiers, category.mode
    return component.tiers, component.mode


def _percent(component: Component, ground: Ground) -> Worked:
    base, category = ground.base(component), ground.category
    rate = _other_rate(component, ground.sale)
    if rate is not None:
        worked = base * rate, f"{percent(rate)} of {base:f}"
    else:
        worked = by_tiers(*rows_of(component, category), base)
    least, most = component.min, component.max
    if component.by_category and category is not None:
        least = category.min if category.min is not None else least
        most = category.max if category.max is not None else most
    return bounded(worked, least, most)


def _other_rate(component: Component, sale: Sale) -> Decimal | None:
    for option, rate in component.rates_if.items():
        if sale.has(option):
            return rate
    if component.seller_sets_rate and component.optional is not None:
        least = component.tiers[0].rate or Decimal(0)
        stated = sale.options.get(component.optional, "")
        return None if stated.lower() in ON else max(least, figure(stated, component.optional))
    return None


def _flat(component: Component, ground: Ground) -> Worked:
    amount = component.amount or Decimal(0)
    if component.currency in {None, ground.currency}:
        return amount, f"flat {amount:f}"
    foreign = Money(amount, component.currency or ground.currency)
    if ground.rates is None:
        return amount, f"flat {foreign}, counted at par for want of an exchange rate"
    local = ground.rates.convert(foreign, ground.currency)
    return local.amount, f"flat {foreign} at the rate of {ground.rates.date}"


def _tier_of_base(component: Component, ground: Ground) -> Worked:
    base = ground.base(component)
    return by_tier(tier_of(component.tiers, base), base)


def _share(component: Component, ground: Ground) -> Worked:
    amounts = (one.amount.amount for one in ground.earlier if one.name in component.of)
    base, rate = sum(amounts, start=Decimal(0)), component.rate or Decimal(0)
    return bounded((base * rate, f"{percent(rate)} of {base:f}"), component.min, component.max)


WORK: dict[Kind, Callable[[Component, Ground], Worked]] = {
    Kind.PERCENT: _percent,
    Kind.FLAT: _flat,
    Kind.FLAT_BY_TOTAL: _tier_of_base,
    Kind.FLAT_OR_PERCENT: _tier_of_base,
    Kind.SHARE: _share,
}


def steam_of(schedule: Schedule, sale: Sale) -> Steam:
    """Return Steam's rule; the publisher's rate may come with the sale as `game_rate`."""
    rates = [component.rate or Decimal(0) for component in schedule.components]
    game = sale.figure("game_rate", "game_fee", "publisher_rate")
    if game is not None:
        rates[-1] = game
    minor = sale.figure("minor") or Decimal(1).scaleb(-minor_places(sale.price.currency))
    return Steam(tuple(rates), minor, nearest=sale.has("nearest"))


def markup_of(schedule: Schedule, sale: Sale) -> Markup:
    """Return Kinguin's rule; both figures vary by offer and may come with the sale."""
    stated = schedule.components[0]
    share, fixed = sale.figure("percent"), sale.figure("fixed")
    return Markup(
        share if share is not None else stated.percent or Decimal(0),
        fixed if fixed is not None else stated.fixed or Decimal(0),
    )


def _seller_first(ground: Ground) -> tuple[Charge, ...]:
    schedule, sale = ground.schedule, ground.sale
    price, count = sale.price.amount, sale.quantity
    if schedule.components[0].type is Kind.MARKUP:
        markup = markup_of(schedule, sale)
        iwtr = Money(markup.iwtr(price), ground.currency).rounded().amount
        how = f"{percent(markup.percent)} on {iwtr:f} received + {markup.fixed:f}"
        return (_line(schedule.components[0].id, ((price - iwtr) * count, how), ground),)
    steam = steam_of(schedule, sale)
    received = steam.received(price)
    first, *others = zip(schedule.components, steam.rates, steam.fees(received), strict=True)
    lines: list[Charge] = []
    left = price - received
    for component, rate, fee in others:
        taken = min(fee, left)
        left -= taken
        how = f"{percent(rate)} of {received:f} received, rounded down, at least {steam.minor:f}"
        lines.append(_line(component.id, (taken * count, how), ground))
    how = f"{percent(first[1])} of {received:f} received, and what no price can split"
    return (_line(first[0].id, (left * count, how), ground), *lines)


def _vat(schedule: Schedule, sale: Sale, charges: list[Charge]) -> tuple[Charge, ...]:
    rate = schedule.vat_on_fees
    if rate is None or sale.has("vat_reclaimable"):
        return ()
    fees = sum(one.amount.amount for one in charges)
    ground = Ground(schedule, sale, None)
    return (_line(VAT_ON_FEES, (fees * rate, f"{percent(rate)} of {fees:f}"), ground),)


def _notes_of(ground: Ground, charges: list[Charge]) -> tuple[str, ...]:
    named = {component.id: component for component in ground.schedule.components}
    found = [
        f"{one.label}: {named[one.name].note}."
        for one in charges
        if one.name in named and named[one.name].note
    ]
    if ground.category is not None and ground.category.note:
        found.append(f"Category: {ground.category.note}.")
    if any("at par" in one.how for one in charges):
        found.append("A charge in another currency is counted at par: no exchange rate was given.")
    return tuple(found)
