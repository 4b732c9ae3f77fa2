"""What if it went better or worse: the same walk with one figure changed at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bolo.core.decision import Policy
from bolo.core.replay.rules.rule import Rule, Rules

HALF, HUNDRED = Decimal("0.5"), Decimal(100)
FACTORS = {HALF: "half of it", Decimal("1.5"): "1.5 times it", Decimal(2): "twice it"}
"""What a figure of each rule is multiplied by, and how that is said."""
FILLS: dict[str, tuple[str, tuple[Decimal, ...]]] = {
    "gone": ("Share gone when we come", (Decimal(0), Decimal("0.5"))),
    "price_moved": ("Dearer when we pay", (Decimal(0), Decimal("0.05"))),
    "sold_later": ("Times as long to sell", (Decimal(1), Decimal(3))),
    "sold_below": ("Sold below the asks", (Decimal(0), Decimal("0.1"))),
}
"""Figures of the fills, what they are called, and what is tried in their place."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One changed figure; `name` is unique, `value` what was tried."""

    name: str
    label: str
    value: str
    rules: Rules


def variants(rules: Rules) -> Iterator[Variant]:
    """Give the rules with one figure changed at a time."""
    for figure, (label, values) in FILLS.items():
        for value in values:
            if value != getattr(rules.fills, figure):
                changed = replace(rules, fills=replace(rules.fills, **{figure: value}))
                yield Variant(f"{figure}={value}", label, _said(figure, value), changed)
    for factor in (HALF, Decimal(2)):
        yield _policies(rules, "min_profit", "Minimum profit", factor)
    for factor in (HALF, Decimal("1.5")):
        yield _policies(rules, "wanted_roi", "Wanted return", factor)


def _said(figure: str, value: Decimal) -> str:
    """Say a share in percent, and a factor as it is."""
    return f"{value}" if figure == "sold_later" else f"{(value * HUNDRED).normalize():f} %"


def _policies(rules: Rules, figure: str, label: str, factor: Decimal) -> Variant:
    changed = tuple(_scaled(rule, figure, factor) for rule in rules.rules)
    return Variant(f"{figure}*{factor}", label, FACTORS[factor], replace(rules, rules=changed))


def _scaled(rule: Rule, figure: str, factor: Decimal) -> Rule:
    policy: Policy = replace(rule.policy, **{figure: getattr(rule.policy, figure) * factor})
    return replace(rule, policy=policy)
