"""When to tell somebody about an opportunity: once, and again only after it was truly over.

A threshold that prices dance around would ring all day; so after an alert the
opportunity is disarmed, and armed again only when its profit has fallen clearly
below the minimum, or when it has gone.
"""

from dataclasses import dataclass
from decimal import Decimal

from bolo.core.decision import Verdict
from bolo.core.money import Money

HYSTERESIS = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Arming:
    """Whether the next alert may be raised; `episode` counts those raised."""

    armed: bool = True
    episode: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How an opportunity stands: `verdict` is `None` when it has gone."""

    verdict: Verdict | None
    profit: Money
    min_profit: Money


def ring(
    arming: Arming, standing: Standing, hysteresis: Decimal = HYSTERESIS
) -> tuple[Arming, bool]:
    """Return the arming from now on, and whether an alert is to be raised."""
    if standing.verdict is Verdict.BUY and arming.armed:
        return Arming(armed=False, episode=arming.episode + 1), True
    wanted = standing.min_profit.amount
    over = standing.verdict is None or (
        standing.verdict is not Verdict.BUY
        and standing.profit.amount < wanted - abs(wanted) * hysteresis
    )
    if over and not arming.armed:
        return Arming(armed=True, episode=arming.episode), False
    return arming, False
