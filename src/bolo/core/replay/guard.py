"""Protections: what stops buying for a while after it went badly."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from bolo.core.money import Money
from bolo.core.replay.history import DAY, Thing
from bolo.core.replay.rules.rule import Protections

FOREVER = 2**62


@dataclass(frozen=True, slots=True)
class Stop:
    """A protection that set in; `name` is the product or category, empty for everything."""

    at: int
    until: int
    kind: str
    name: str


@dataclass(slots=True)
class Guard:
    """Remembers losses and the highest equity, and objects to buying."""

    protections: Protections
    peak: Money
    products: dict[int, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    losses: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    until: int = 0
    stops: list[Stop] = field(default_factory=list)

    def objection(self, at: int, thing: Thing) -> str | None:
        """Return the code of what stands against buying now."""
        if at < self.until:
            return "drawdown_stop"
        if at < self.categories.get(thing.category or "", 0):
            return "category_stop"
        return "cooldown" if at < self.products.get(thing.product, 0) else None

    def drawdown(self, at: int, equity: Money) -> Decimal:
        """Note what everything is worth; return how far that is below the highest, as a share."""
        self.peak = max(self.peak, equity)
        if self.peak.amount <= 0:
            return Decimal(0)
        drawn = 1 - equity.amount / self.peak.amount
        most = self.protections.max_drawdown
        if most is not None and drawn > most and at >= self.until:
            days = self.protections.drawdown_days
            self.until = at + days * DAY if days else FOREVER
            self.stops.append(Stop(at, self.until, "drawdown_stop", ""))
            self.peak = equity
        return drawn

    def lost(self, at: int, thing: Thing) -> None:
        """Note a sale at a loss."""
        told = self.protections
        if told.cooldown_days:
            self.products[thing.product] = at + told.cooldown_days * DAY
            self.stops.append(Stop(at, self.products[thing.product], "cooldown", thing.title))
        if not (told.category_losses and told.category_days):
            return
        name = thing.category or ""
        span = told.category_days * DAY
        self.losses[name] = [one for one in (*self.losses[name], at) if one > at - span]
        if len(self.losses[name]) >= told.category_losses:
            self.categories[name] = at + span
            self.losses[name] = []
            self.stops.append(Stop(at, at + span, "category_stop", name))
