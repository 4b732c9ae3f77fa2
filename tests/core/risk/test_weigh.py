"""Risk in money: parts that add up, and a score between nothing and everything."""

from dataclasses import replace
from decimal import Decimal
from statistics import NormalDist

from hypothesis import given
from hypothesis import strategies as st

from bolo.core.money import Money
from bolo.core.risk.assumptions import DEFAULT, FALLS, FIGURES, TAIL, bases, with_curve
from bolo.core.risk.weigh import LABELS, Hazard, Risk, Stake, weigh


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
    assert risk.score == Decimal("3.6")


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
