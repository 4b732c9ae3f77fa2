"""Buy, negotiate or skip, and why."""

from bolo.core.decision.decide import decide, max_cost
from bolo.core.decision.rules import GATES, PRICE_GATES, RISKS
from bolo.core.decision.verdict import (
    ROI_LABELS,
    Appraisal,
    Decision,
    Policy,
    Reason,
    ReasonKind,
    RoiDefinition,
    Verdict,
    told,
)

__all__ = [
    "GATES",
    "PRICE_GATES",
    "RISKS",
    "ROI_LABELS",
    "Appraisal",
    "Decision",
    "Policy",
    "Reason",
    "ReasonKind",
    "RoiDefinition",
    "Verdict",
    "decide",
    "max_cost",
    "told",
]
