"""A verdict is judged again from its documents alone, and a changed document is refused."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.basis.documents import Basis, canonical, verify
from bolo.core.basis.replaying import Difference, again, replay
from bolo.core.basis.writing import (
    levy_plain,
    levy_read,
    limits_plain,
    limits_read,
    risks_plain,
    risks_read,
)
from bolo.core.decision import Policy, RoiDefinition, Verdict
from bolo.core.errors import Conflict
from bolo.core.money import Money
from bolo.core.risk.assumptions import DEFAULT, FIGURES, Assumptions, with_figures
from bolo.core.valuation.vat import Levy, Scheme, Vat


def dollars(amount: str | int) -> Money:
    return Money.of(amount, "USD")


POLICY = Policy(dollars(5), dollars(500))
LISTING = {
    "title": "Mug",
    "price": {"amount": "20.00", "currency": "EUR"},
    "shipping": {"amount": "4.00", "currency": "EUR"},
    "in_stock": True,
    "reads": 3,
    "doubts": [],
}
DEAL: dict[str, Any] = {
    "currency": "USD",
    "listing": LISTING,
    "link": {"probability": "0.97", "judged": "0.97", "gates": [], "method": "gtin"},
    "exit": {
        "venue": "ebay-us",
        "category": "Kitchen",
        "on": "2026-03-09",
        "asks": [
            {
                "listing": f"00000000-0000-0000-0000-00000000000{n}",
                "shop": f"{n}.example",
                "price": {"amount": amount, "currency": "USD"},
            }
            for n, amount in enumerate(("60.00", "80.00"))
        ],
        "quantile": "0.25",
        "needed": 2,
        "days_to_sell": None,
        "slow_days": None,
    },
    "costing": {
        "shipping": "5",
        "prep": "1.5",
        "tax_rate": "0",
        "import_rate": "0",
        "currency_spread": "0.02",
    },
    "rates": {"date": "2026-03-06", "source": "ECB", "per_euro": {"USD": "1.1"}},
}
ONES = (Decimal("0.1"), Decimal(1))
CODE = {"bolo": "0.1.0", "code": "abc"}


def basis_of(deal: dict[str, Any], policy: Policy = POLICY, risks: Assumptions = DEFAULT) -> Basis:
    documents = (deal, limits_plain(policy, ""), risks_plain(risks), CODE)
    return Basis(*(canonical(one) for one in documents))


BASIS = basis_of(DEAL)
ANSWER = again(BASIS).plain()


def test_cost_exit_fees_and_verdict_are_worked_out_anew() -> None:
    judged = again(BASIS)

    assert judged.deal.cost == dollars("28.43")
    assert judged.deal.exit_price == dollars(60)
    assert judged.deal.proceeds < dollars(60)
    assert judged.decision.verdict is Verdict.BUY
    assert judged.risk.total > dollars(0)


def test_the_same_evidence_gives_the_same_answer() -> None:
    assert replay(BASIS, orjson.loads(orjson.dumps(ANSWER))) == ()


def test_without_stated_shipping_or_with_known_days_it_is_judged_so_too() -> None:
    bare = {**DEAL, "listing": {**LISTING, "shipping": None}}
    quick = {**DEAL, "exit": {**DEAL["exit"], "days_to_sell": 3}}
    long = {**DEAL, "exit": {**DEAL["exit"], "days_to_sell": 3, "slow_days": 200}}

    assert again(basis_of(bare)).deal.cost == dollars("29.04")
    assert again(basis_of(quick)).risk.days == 3
    assert again(basis_of(long)).risk.total > again(basis_of(quick)).risk.total


def test_what_sales_let_one_expect_is_judged_by_again() -> None:
    brings = {"amount": "45.00", "currency": "USD"}
    sold = {**DEAL, "exit": {**DEAL["exit"], "brings": brings}}

    assert again(basis_of(sold)).deal.exit_price == dollars(45)


def test_the_share_that_a_sale_brings_is_judged_by_again_and_an_older_bolo_took_none() -> None:
    careful = {**DEAL, "exit": {**DEAL["exit"], "share": "0.5"}}

    assert "share" not in DEAL["exit"]
    assert again(basis_of(DEAL)).deal.exit_price == dollars(60)
    assert again(basis_of(careful)).deal.exit_price == dollars(35)


def test_a_verdict_without_a_highest_cost_has_none() -> None:
    poor = replace(POLICY, min_profit=dollars(5_000))

    assert again(basis_of(DEAL, poor)).plain()["max_cost"] is None


def test_what_comes_out_otherwise_is_told_figure_by_figure() -> None:
    kept = {**ANSWER, "cost": "27.00 USD", "reasons": {"good": "It pays."}}

    found = replay(BASIS, kept)

    assert Difference("cost", "27.00 USD", "28.43 USD") in found
    assert Difference("reasons.good", "It pays.", None) in found


def test_what_this_code_cannot_judge_is_told_as_a_difference() -> None:
    nowhere = {**DEAL, "exit": {**DEAL["exit"], "venue": "nowhere"}}
    lonely = {**DEAL, "exit": {**DEAL["exit"], "asks": []}}

    for deal, why in ((nowhere, "nowhere"), (lonely, "too few asks")):
        [difference] = replay(basis_of(deal), ANSWER)
        assert difference.what == "judgement"
        assert why in str(difference.now)


@pytest.mark.parametrize("name", ["deal", "limits", "risks", "versions"])
def test_a_changed_document_is_refused_by_its_name(name: str) -> None:
    changed = replace(BASIS, **{name: getattr(BASIS, name).replace("0", "1")})

    with pytest.raises(Conflict, match=f"{name}: the hash is another"):
        verify(changed, BASIS.hashes, BASIS.hash)


def test_changed_hashes_are_refused_and_unchanged_ones_are_not() -> None:
    changed = replace(BASIS, deal="{}")

    verify(BASIS, BASIS.hashes, BASIS.hash)
    with pytest.raises(Conflict, match="hashes"):
        verify(changed, changed.hashes, BASIS.hash)


def test_the_order_in_which_a_document_is_put_together_changes_nothing() -> None:
    assert canonical(dict(reversed(DEAL.items()))) == canonical(DEAL)


shares = st.decimals(min_value=0, max_value=1, places=6)


@given(
    profit=st.decimals(min_value=0, max_value=10_000_000, places=4),
    days=st.integers(1, 3650),
    share=shares,
    definition=st.sampled_from(RoiDefinition),
)
def test_limits_are_read_as_they_were_written(
    profit: Decimal, days: int, share: Decimal, definition: RoiDefinition
) -> None:
    policy = Policy(
        Money(profit, "JPY"),
        Money(profit, "JPY"),
        max_days=days,
        wanted_roi=share,
        roi_definition=definition,
    )

    read = limits_read(orjson.loads(canonical(limits_plain(policy, "Mugs"))))

    assert read == policy


@given(figures=st.lists(shares, min_size=len(FIGURES), max_size=len(FIGURES)))
def test_assumed_risks_are_read_as_they_were_written(figures: list[Decimal]) -> None:
    assumed = with_figures(dict(zip(FIGURES, figures, strict=True)))

    assert risks_read(orjson.loads(canonical(risks_plain(assumed)))) == assumed


def test_vat_is_owed_again_as_it_was_and_an_older_bolo_owed_none() -> None:
    vat = {"vat_scheme": "margin", "vat_rate": "0.19", "vat_reclaimed": "yes"}
    owing = {**DEAL, "costing": {**DEAL["costing"], **vat}}

    judged = again(basis_of(owing))

    assert "vat" not in ANSWER
    assert again(BASIS).deal.levy is None
    assert judged.deal.vat == dollars("5.36")  # 19/119 of 60.00 less 26.40 for mug and shipping
    assert judged.deal.profit == again(BASIS).deal.profit - dollars("5.36")
    assert judged.plain()["vat"] == "5.36 USD"


def test_a_levy_is_read_back_as_it_was_written() -> None:
    levy = Levy(Vat(Scheme.STANDARD, Decimal("0.2"), reclaims=False), dollars(7), *ONES)

    assert levy_read(levy_plain(levy)) == levy
    assert levy_read(None) is None
