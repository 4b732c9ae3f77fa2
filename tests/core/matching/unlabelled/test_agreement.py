"""How sure to be about lists that nobody labelled, told by how far two judges are apart."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bolo.core.matching.engine import Trained
from bolo.core.matching.judges.calibration import Scale, Scores, likely
from bolo.core.matching.stored import from_bytes, to_bytes
from bolo.core.matching.unlabelled.agreement import Agreement, Told, distance, fit_agreement
from bolo.core.matching.unlabelled.unseen import Look, Scales, apply, teach
from tests.core.matching.unlabelled.test_unseen import lists

EACH = 4_000
KNOWN = Agreement(slope=0.8, least=0.4, most=0.8)


def told(apart: float, slope: float, seed: int) -> Told:
    """Return pairs whose log-odds ought to be so much steeper than they are said to be."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(scale=2, size=EACH)
    return Told(scores, rng.random(EACH) < likely(slope * scores), np.ones(EACH), apart)


@pytest.fixture(scope="module")
def taught() -> Agreement:
    """Return what lists taught on which judges that agree more ought to be surer."""
    lists_with_labels = [told(0.4, 2.0, 0), told(0.5, 1.6, 1), told(0.8, 1.0, 2)]
    return fit_agreement(lists_with_labels, Scale())


SCORES = np.random.default_rng(5).normal(-1, 2, EACH)


@pytest.mark.parametrize(("apart", "slope"), [(0.4, 2.0), (0.64, 1.25), (0.8, 1.0)])
def test_the_nearer_two_judges_are_the_steeper_is_the_scale(
    taught: Agreement, apart: float, slope: float
) -> None:
    assert taught.scale(apart, SCORES, Scale()).slope == pytest.approx(slope, abs=0.1)


@pytest.mark.parametrize("usual", [Scale(), Scale(1.2, -0.5)])
def test_a_steeper_scale_expects_as_many_matches_as_the_usual_one(
    taught: Agreement, usual: Scale
) -> None:
    found = taught.scale(0.4, SCORES, usual)

    assert found.slope > 1.8
    assert found.probability(SCORES).sum() == pytest.approx(usual.probability(SCORES).sum())


@pytest.mark.parametrize(("apart", "as_at"), [(0.0, 0.32), (0.1, 0.32), (3.0, 1.0)])
def test_nothing_is_claimed_a_quarter_beyond_the_lists_learnt_from(
    taught: Agreement, apart: float, as_at: float
) -> None:
    found = taught.scale(apart, SCORES, Scale())

    assert found.slope == pytest.approx(taught.scale(as_at, SCORES, Scale()).slope)


@pytest.mark.parametrize(("apart", "slope"), [(0.34, 0.8 / 0.34), (0.95, 0.8 / 0.95)])
def test_up_to_there_it_goes_on(apart: float, slope: float) -> None:
    assert KNOWN.scale(apart, SCORES, Scale()).slope == pytest.approx(slope)


def test_lists_count_as_much_as_their_pairs_weigh() -> None:
    one, other = told(0.5, 2.0, 3), told(0.5, 1.0, 4)

    slopes = [
        fit_agreement([replace(one, weights=one.weights * w), other], Scale()).slope
        for w in (0.1, 10.0)
    ]

    assert slopes[0] < 0.65
    assert slopes[1] > 0.85


def test_judges_are_as_far_apart_as_each_is_from_their_mean() -> None:
    assert distance(np.array([1.0, -3.0]), np.array([2.0, -6.0])) == pytest.approx(1.0)


def look_at_lists() -> Look:
    """Return lists that teach themselves, with a line beside the trees."""
    values, left, scores = lists(400)
    return Look(values[:, 3:], (left, np.arange(len(left))), np.arange(len(left)), scores,
                0 * scores, 0.0, straight=scores + 0.5)  # fmt: skip


def test_lists_that_teach_themselves_are_told_by_a_scale_of_their_own() -> None:
    look = look_at_lists()
    same = replace(look, straight=look.scores)

    (far, (by_far,)), (near, (by_near,)) = (
        teach([each], Scales(Scale(), KNOWN), 0.5)
        for each in (replace(look, straight=3 * look.scores), same)
    )

    assert far.scale is not None
    assert near.scale is not None
    assert far.scale.slope == pytest.approx(0.8)
    assert near.scale.slope == pytest.approx(2.5)
    assert odds_spread(by_near) > odds_spread(by_far)


def odds_spread(chance: Scores) -> float:
    """Return how far log-odds are spread."""
    held = np.clip(chance, 1e-9, 1 - 1e-9)
    return float(np.std(np.log(held / (1 - held))))


@pytest.mark.parametrize("scales", [Scales(Scale()), Scales(Scale(), KNOWN)])
def test_blocks_are_judged_by_the_scale_that_the_lists_taught(scales: Scales) -> None:
    look = look_at_lists()
    taught, _ = teach([look], scales, 0.5)
    raw = apply(replace(taught, scale=Scale()), look, scales.usual)

    found = apply(taught, look, scales.usual)

    scale = taught.scale or scales.usual
    assert (taught.scale is None) == (scales.agreement is None)
    assert np.allclose(found, scale.probability(np.log(raw / (1 - raw))), atol=1e-6)


def test_corrections_count_as_much_whatever_the_lists_own_scale_is() -> None:
    look, usual = look_at_lists(), Scale(slope=2.0)
    taught, _ = teach([look], Scales(usual, KNOWN), 0.5)

    before, after = (
        apply(taught, replace(look, added=added), usual) for added in (look.added, look.added + 0.5)
    )

    gained = np.log(after / (1 - after)) - np.log(before / (1 - before))
    assert np.allclose(gained, 1.0, atol=1e-6)


def few_pairs() -> Sequence[Look]:
    """Return lists too short to teach themselves, and long ones without a line."""
    values, left, scores = lists(20)
    short = Look(values, (left, left), np.arange(len(left)), scores, 0 * scores, 0.0, scores)
    return short, replace(look_at_lists(), straight=None)


@pytest.mark.parametrize("look", few_pairs())
def test_without_two_judges_or_too_few_pairs_the_usual_scale_holds(look: Look) -> None:
    taught, (known,) = teach([look], Scales(Scale(), KNOWN), 0.5)
    _, (plain,) = teach([look], Scales(Scale()), 0.5)

    assert taught.scale is None
    assert np.array_equal(known, plain)


def test_it_is_stored_with_the_trees() -> None:
    alone = Trained(("one",), (), Scale(), 0.5, shared=True)

    for each in (alone, replace(alone, agreement=KNOWN)):
        assert from_bytes(to_bytes(each)) == each
