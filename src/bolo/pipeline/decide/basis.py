"""Put together what a verdict rests on: the listing as seen, link, asks, costs, rates, limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bolo.core.basis.documents import Basis, canonical
from bolo.core.basis.writing import limits_plain, risks_plain
from bolo.core.decision import Policy
from bolo.core.risk.assumptions import Assumptions
from bolo.pipeline.decide.store import ToJudge

KEPT = ("offered", "costing", "sold", "asks", "exit", "link")
"""What an appraisal must have kept to be judged again; an older bolo kept less."""


@dataclass(slots=True)
class Writing:
    """The documents of one batch; those that many share are written once."""

    assumed: Assumptions
    code: Mapping[str, str]
    risks: str = field(init=False)
    versions: str = field(init=False)
    limits: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.risks = canonical(risks_plain(self.assumed))
        self.versions = canonical(self.code)

    def basis(self, one: ToJudge, policy: Policy, category: str) -> Basis | None:
        """Return what the verdict on `one` rests on; `None` when an older bolo appraised it."""
        evidence = one.evidence
        if any(name not in evidence for name in KEPT) or "per_euro" not in evidence["rates"]:
            return None
        shared = (one.currency, category)
        if shared not in self.limits:
            self.limits[shared] = canonical(limits_plain(policy, category))
        return Basis(canonical(deal_plain(one)), self.limits[shared], self.risks, self.versions)


def deal_plain(one: ToJudge) -> dict[str, Any]:
    """Write a deal as it was seen and reckoned; conclusions are left out."""
    evidence, deal = one.evidence, one.appraisal
    out, rates = evidence["exit"], evidence["rates"]
    return {
        "opportunity": str(one.id),
        "currency": one.currency,
        "listing": {
            **one.listing,
            **evidence["offered"],
            "in_stock": deal.in_stock,
            "reads": deal.reads,
            "doubts": list(deal.doubts),
        },
        "link": {
            **evidence["link"],
            "judged": str(deal.probability),
            "gates": list(deal.match_gates),
        },
        "exit": {
            "venue": one.venue,
            "category": evidence["sold"]["category"],
            "on": evidence["sold"]["on"],
            "asks": evidence["asks"],
            "quantile": out["quantile"],
            "needed": out["needed"],
            "brings": out.get("brings"),
            "share": out.get("share", "1"),
            "days_to_sell": deal.days_to_sell,
            "slow_days": one.slow_days,
        },
        "fees": sorted({line["schedule"] for line in evidence["fee_lines"] if line["schedule"]}),
        "costing": evidence["costing"],
        "rates": {
            "date": rates["date"],
            "source": rates["source"],
            "per_euro": rates["per_euro"],
        },
    }
