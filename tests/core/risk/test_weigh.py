"""Risk in money: parts that add up, and a score between nothing and everything."""

from dataclasses import replace
from decimal import Decimal
from statistics import NormalDist

from hypothesis import given
from hypothesis import strategies as st

from bolo.core.money import Money
from bolo.core.risk.assumptions import DEFAULT, FALLS, FIGURES, TAIL, bases, with_curve
from bolo.core.risk.weigh import LABELS, Hazard, Risk, Stake, weigh
from bolo.core.valuation.vat import Levy, Scheme, Vat


def eur(amount: str | int | Decimal) -> Money:
    return Money.of(amount, "EUR")


STAKE = Stake(eur(100), eur(200), eur(160), Decimal("0.98"), 30)
SAFE = replace(
    DEFAULT,
    **dict.fromkeys(FIGURES, Decimal(0)),  # type: ignore[arg-type]
)


def part(risk: Risk, hazard: Hazard) -> Money:
    return next(one.expected for one in risk.parts if one.hazard is hazard)


def test_every_hazard_has_its_part_with_a_basis_and_a_label() -> None:
    risk = weigh(STAKE, DEFAULT)

    assert {one.hazard for one in risk.parts} == set(Hazard) == set(LABELS)
    assert all(one.basis for one in risk.parts)
    assert risk.total == sum((one.expected for one in risk.parts), start=eur(0))
    assert eur(0) < risk.total < STAKE.profit


def test_a_basis_says_whose_its_figures_are() -> None:
    careful = replace(DEFAULT, counterfeit=Decimal("0.03"))

    assert "0.2 % of deals, 50 % of the money" in bases(DEFAULT)["counterfeit"]
    assert "not measured; all world trade" in bases(DEFAULT)["counterfeit"]
    assert bases(careful)["counterfeit"].endswith(
        "3 % of deals, 50 % of the money comes back: by your settings"
    )
    assert bases(careful)["no_show"] == bases(DEFAULT)["no_show"]


def test_another_thing_costs_the_planned_profit_and_half_of_what_was_paid() -> None:
    assumed = replace(SAFE, wrong_match_salvage=Decimal("0.5"))

    risk = weigh(STAKE, assumed)

    assert part(risk, Hazard.WRONG_MATCH) == eur("2.20")
    assert risk.total == eur("2.20")
    assert risk.chance_of_loss == Decimal("0.02")
    assert risk.shortfall == eur(0)
    assert risk.score == Decimal("3.7")  # 2.20 of 60.00


def test_the_shortfall_is_the_mean_of_the_worst_twentieth() -> None:
    unsure = replace(STAKE, probability=Decimal("0.95"))

    risk = weigh(unsure, SAFE)

    assert risk.shortfall == eur(100)
    assert weigh(replace(STAKE, probability=Decimal("0.96")), SAFE).shortfall == eur(68)


def test_without_any_hazard_nothing_is_at_risk() -> None:
    risk = weigh(replace(STAKE, probability=Decimal(1)), SAFE)

    assert risk.total == risk.shortfall == eur(0)
    assert risk.score == risk.chance_of_loss == 0


def test_a_longer_wait_risks_a_deeper_fall() -> None:
    month, quarter = weigh(STAKE, DEFAULT), weigh(replace(STAKE, days=90), DEFAULT)

    assert part(quarter, Hazard.PRICE_FALL) > part(month, Hazard.PRICE_FALL)
    assert part(quarter, Hazard.SLOW_SALE) > part(month, Hazard.SLOW_SALE)


def test_the_steps_of_a_fall_have_the_mean_of_a_normal_price() -> None:
    mean = sum((chance * size for chance, size in FALLS), Decimal(0))

    assert abs(mean - Decimal("0.3989")) < Decimal("0.001")
    assert sum((chance for chance, _ in FALLS[:3]), Decimal(0)) == TAIL


@given(margin=st.decimals(min_value=0, max_value=40, places=2))
def test_the_chance_of_a_loss_by_a_fall_is_nearly_that_of_a_normal_price(margin: Decimal) -> None:
    stake = replace(STAKE, cost=eur(100), proceeds=eur(100 + margin), probability=Decimal(1))
    falling = replace(SAFE, volatility=Decimal("0.2"))

    risk = weigh(stake, falling)

    normal = NormalDist().cdf(-float(margin / (100 + margin) / falling.volatility))
    assert abs(float(risk.chance_of_loss) - normal) <= 0.026


shares = st.decimals(min_value=0, max_value=1, places=3)
amounts = st.decimals(min_value=0, max_value=5_000, places=2)
stakes = st.builds(
    Stake,
    cost=amounts.map(eur),
    exit_price=amounts.map(eur),
    proceeds=st.decimals(min_value=-50, max_value=5_000, places=2).map(eur),
    probability=shares,
    days=st.integers(1, 3_650),
)


@given(stake=stakes)
def test_whatever_the_deal_the_figures_stay_within_their_bounds(stake: Stake) -> None:
    risk = weigh(stake, DEFAULT)

    assert 0 <= risk.score <= 100
    whole = max(risk.total.amount, stake.profit.amount, Decimal("0.01"))
    assert abs(risk.score - risk.total.amount / whole * 100) <= Decimal("0.05")
    assert 0 <= risk.chance_of_loss <= 1
    assert risk.shortfall >= eur(0)
    assert all(one.expected >= eur(0) and 0 <= one.chance <= 1 for one in risk.parts)
    assert risk.total >= eur(0)


@given(stake=stakes, less=shares)
def test_a_surer_match_never_has_a_larger_part_for_another_thing(
    stake: Stake, less: Decimal
) -> None:
    surer, unsure = (
        weigh(stake, DEFAULT),
        weigh(replace(stake, probability=stake.probability * less), DEFAULT),
    )

    assert part(surer, Hazard.WRONG_MATCH) <= part(unsure, Hazard.WRONG_MATCH)


def test_what_is_known_of_how_long_offers_last_weighs_a_slow_sale() -> None:
    usual = weigh(STAKE, DEFAULT)

    long, short = (weigh(STAKE, with_curve(DEFAULT, 30, most)) for most in (300, 35))

    assert part(short, Hazard.SLOW_SALE) < part(usual, Hazard.SLOW_SALE)
    assert part(short, Hazard.SLOW_SALE) < part(long, Hazard.SLOW_SALE)
    (told,) = [one for one in long.parts if one.hazard is Hazard.SLOW_SALE]
    assert told.basis.startswith("1 in 5 takes 300 days or longer")


RATE = Decimal("0.19")
WHOLE = Levy(Vat(Scheme.STANDARD, RATE, reclaims=False), eur(60), Decimal(0), Decimal(1))
MARGIN = Levy(Vat(Scheme.MARGIN, RATE), eur(60), Decimal(0), Decimal(1))


def owing(levy: Levy) -> Stake:
    """Sells for 119 and nothing else is taken off; it cost 60."""
    out = eur(119)
    return Stake(eur(60), out, out - levy.due(out), Decimal(1), 30, levy)


def test_a_fall_of_the_price_owes_less_vat() -> None:
    assumed = replace(SAFE, volatility=Decimal("0.1"), falls=((Decimal(1), Decimal(1)),))

    fallen = [part(weigh(owing(levy), assumed), Hazard.PRICE_FALL) for levy in (WHOLE, MARGIN)]

    assert fallen == [eur("10.00"), eur("10.00")]  # 11.90 of the price, 1.90 of it is VAT


def test_a_price_below_what_was_paid_spares_no_more_vat_than_the_margin_owed() -> None:
    assumed = replace(SAFE, volatility=Decimal(1), falls=((Decimal(1), Decimal("0.8")),))

    fallen = part(weigh(owing(MARGIN), assumed), Hazard.PRICE_FALL)

    assert fallen == eur("85.78")  # 95.20 of the price, less the 9.42 that were owed


def test_what_falls_twice_is_not_spared_its_vat_twice() -> None:
    assumed = replace(
        SAFE,
        volatility=Decimal(1),
        falls=((Decimal(1), Decimal("0.5")),),
        slow_sale=Decimal(1),
        slow_markdown=Decimal("0.5"),
        capital_rate=Decimal(0),
    )

    risk = weigh(owing(MARGIN), assumed)

    assert part(risk, Hazard.PRICE_FALL) == eur("50.08")  # 59.50 less the 9.42
    assert part(risk, Hazard.SLOW_SALE) == eur("59.50")
    assert risk.total == eur("109.58") == owing(MARGIN).proceeds


def test_another_venue_for_less_owes_less_vat_too() -> None:
    assumed = replace(SAFE, restriction=Decimal(1), restriction_markdown=Decimal("0.1"))

    assert part(weigh(owing(WHOLE), assumed), Hazard.RESTRICTION) == eur("10.00")


@given(
    out=st.decimals(min_value=1, max_value=500, places=2),
    paid=st.decimals(min_value=1, max_value=500, places=2),
    back=st.sampled_from([Decimal(0), RATE / (1 + RATE)]),
    scheme=st.sampled_from([Scheme.STANDARD, Scheme.MARGIN]),
)
def test_the_worst_of_a_sale_is_never_worse_than_all_that_was_paid(
    out: Decimal, paid: Decimal, back: Decimal, scheme: Scheme
) -> None:
    levy = Levy(Vat(scheme, RATE), eur(paid), back, Decimal(1))
    left = eur(out) - levy.due(eur(out))
    assumed = replace(SAFE, volatility=Decimal("0.5"), falls=FALLS, slow_sale=Decimal("0.2"))

    risk = weigh(Stake(eur(paid), eur(out), left, Decimal(1), 30, levy), assumed)

    assert risk.total >= eur(0)
    assert risk.shortfall <= eur(paid) + eur("0.01")
