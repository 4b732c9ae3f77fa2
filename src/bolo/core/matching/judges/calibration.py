"""From scores to probabilities that mean what they say, and the threshold that decides."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Labels = NDArray[np.bool_]
STEPS, BINS = 40, 10
FARTHEST = 30.0
CLEAR = 1.0
"""Standard errors of the gain by which a loss must fall to have fallen clearly."""


def likely(log_odds: Scores) -> Scores:
    """Return probabilities of log-odds (natural logarithms), each an array of one entry a pair."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -FARTHEST, FARTHEST))), np.float64)


@dataclass(frozen=True, slots=True)
class Scale:
    """Platt's sigmoid: probability = 1 / (1 + exp(-(slope * score + offset)))."""

    slope: float = 1.0
    offset: float = 0.0

    def log_odds(self, scores: Scores) -> Scores:
        """Return calibrated log-odds."""
        return self.slope * scores + self.offset

    def probability(self, scores: Scores) -> Scores:
        """Return calibrated probabilities."""
        return likely(self.log_odds(scores))


def fit_scale(scores: Scores, labels: Labels, weights: Scores | None = None) -> Scale:
    """Fit the sigmoid by Newton's method, its targets drawn in as Platt does (1999; see `Scale`).

    Scores are expected from trees that did not see the labels.
    """
    matches = int(labels.sum())
    others = len(labels) - matches
    if not matches or not others:
        return Scale()
    target = np.where(labels, (matches + 1) / (matches + 2), 1 / (others + 2))
    return _fitted(scores, target, np.ones_like(scores) if weights is None else weights)


def fit_alike(scores: Scores, others: Scores) -> Scale:
    """Fit the sigmoid by which scores are as likely, on the whole, as other log-odds say."""
    return _fitted(scores, likely(others), np.ones_like(scores))


def _fitted(scores: Scores, target: Scores, weight: Scores) -> Scale:
    design = np.column_stack([scores, np.ones_like(scores)])
    found = np.array([1.0, 0.0])
    for _ in range(STEPS):
        chance = likely(design @ found)
        gradient = design.T @ (weight * (chance - target)) + 1e-3 * (found - [1.0, 0.0])
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + 1e-3 * np.eye(2)
        found = found - np.clip(np.linalg.solve(curve, gradient), -1, 1)
    return Scale(float(found[0]), float(found[1]))


def losses(log_odds: Scores, right: Scores | Labels) -> Scores:
    """Return the logarithmic loss of each, in nats; `right` is what is so, or how likely it is."""
    return np.asarray(np.logaddexp(0, log_odds) - right * log_odds, np.float64)


def clearly_less(after: Scores, before: Scores) -> bool:
    """Tell whether these losses are less than those of the same pairs by more than chance."""
    gain = before - after
    return bool(gain.mean() > CLEAR * gain.std() / np.sqrt(len(gain)))


def best_threshold(probability: Scores, labels: Labels) -> float:
    """Return the threshold with the highest F1, half way to the next lower score."""
    if not labels.any():
        return 0.5
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(labels[order])
    score = 2 * hits / (np.arange(1, len(order) + 1) + labels.sum())
    best = int(score.argmax())
    chosen = float(probability[order[best]])
    after = float(probability[order[best + 1]]) if best + 1 < len(order) else 0.0
    return (chosen + after) / 2


def promising_threshold(probability: Scores) -> float:
    """Return the threshold with the highest F1 to be expected, if the probabilities are right."""
    ranked = np.sort(probability)[::-1]
    score = 2 * np.cumsum(ranked) / (np.arange(1, len(ranked) + 1) + ranked.sum())
    best = int(score.argmax())
    return float(ranked[best : best + 2].mean())


def f1(decided: Labels, labels: Labels) -> float:
    """Return the harmonic mean of precision and recall, 0 to 1; 0 where nothing was found."""
    both = int((decided & labels).sum())
    return 2 * both / max(int(decided.sum()) + int(labels.sum()), 1)


def expected_error(probability: Scores, labels: Labels) -> float:
    """Return the expected calibration error over ten equal bins (Naeini et al., AAAI 2015)."""
    bins = np.minimum((probability * BINS).astype(np.int64), BINS - 1)
    gaps = [abs(float(probability[bins == b].sum() - labels[bins == b].sum())) for b in range(BINS)]
    return sum(gaps) / max(len(labels), 1)


def precision_at_recall(probability: Scores, labels: Labels, recall: float = 0.9) -> float:
    """Return the precision (0 to 1) where that share of the matches is found; 0 without matches."""
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(labels[order])
    needed = int(np.ceil(recall * labels.sum()))
    at = int(np.searchsorted(hits, max(needed, 1)))
    return float(hits[at] / (at + 1)) if at < len(hits) else 0.0
