"""How well confidence tells what to answer, as statistics of case weights (see `bootstrap`).

Each function is given a number a case and returns a `Statistic`. Tied confidences are never broken
by the order of the cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from askreport.evaluation.bootstrap import divided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.evaluation.bootstrap import Floats, Statistic

ALLOWED_REFUSALS: Final = 0.05
"""Share of the answerable cases that may be declined where `declined_at` is told."""
_SLACK: Final = 1e-9
"""For the rounding of shares: 1 of 20 is 5 %."""


def auc(confidences: Sequence[float], answerable: Sequence[bool]) -> Statistic:
    """The chance that an answerable case has more confidence than an unanswerable one; 0..1.

    The area under the ROC curve (Mann and Whitney 1947), ties counting half.
    """
    grouped = _Grouped(confidences)
    positive = np.asarray(answerable, dtype=np.float64)

    def statistic(weights: Floats) -> Floats:
        up = grouped.sums(weights * positive)
        down = grouped.sums(weights * (1 - positive))
        below = np.cumsum(down, axis=1) - down
        pairs = up.sum(axis=1) * down.sum(axis=1)
        return divided((up * (below + down / 2)).sum(axis=1), pairs)

    return statistic


def declined_at(
    confidences: Sequence[float], answerable: Sequence[bool], allowed: float = ALLOWED_REFUSALS
) -> Statistic:
    """The share of unanswerable cases under the highest threshold that declines few answerable.

    The threshold is the highest confidence such that at most ``allowed`` of the answerable cases
    lie under it. One less this is the rate of false answers there.
    """
    grouped = _Grouped(confidences)
    positive = np.asarray(answerable, dtype=np.float64)

    def statistic(weights: Floats) -> Floats:
        up = grouped.sums(weights * positive)
        down = grouped.sums(weights * (1 - positive))
        total = up.sum(axis=1)
        under = np.cumsum(up, axis=1) - up
        # Under the lowest group lies nothing, so at least one group always passes.
        threshold = (under <= allowed * total[:, None] + _SLACK).sum(axis=1) - 1
        declined = (np.cumsum(down, axis=1) - down)[np.arange(len(weights)), threshold]
        share = divided(declined, down.sum(axis=1))
        share[total == 0] = np.nan
        return share

    return statistic


def aurc(
    answered: Sequence[bool], confidences: Sequence[float], right: Sequence[bool]
) -> Statistic:
    """The area under the risk-coverage curve, `risk_coverage`; 0..1, less is better.

    Geifman and El-Yaniv 2017: the mean risk over all coverages. The resamples put a case drawn
    twice at two coverages of the same risk.
    """
    grouped = _ordered(answered, confidences)
    wrong = 1 - np.asarray(right, dtype=np.float64)

    def statistic(weights: Floats) -> Floats:
        risks, accepted = _risks(grouped, weights, wrong)
        return divided((accepted * risks).sum(axis=1), accepted.sum(axis=1))

    return statistic


def risk_coverage(
    answered: Sequence[bool], confidences: Sequence[float], right: Sequence[bool]
) -> list[tuple[float, float]]:
    """(coverage, risk) for each number of cases accepted, most confident first.

    Coverage is the share of cases accepted, risk the share of those whose reply is not a right
    answer. What was declined comes last, by confidence: it has no answer that could be right, and
    an unanswerable case has none whatever is said, so the curve hardly depends on where the
    assistant's own threshold lies. Tied cases are accepted evenly.
    """
    n = len(right)
    if not n:
        return []
    wrong = 1 - np.asarray(right, dtype=np.float64)
    risks, _ = _risks(_ordered(answered, confidences), np.ones((1, n)), wrong)
    return [((i + 1) / n, float(risk)) for i, risk in enumerate(risks[0])]


class _Grouped:
    """Cases by ascending key, those of equal keys together."""

    def __init__(self, keys: Sequence[float]) -> None:
        values = np.asarray(keys, dtype=np.float64)
        self.order = np.argsort(values, kind="stable")
        ordered = values[self.order]
        self.starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        self.sizes = np.diff(np.r_[self.starts, len(values)])

    def sums(self, weights: Floats) -> Floats:
        """Weights (b, n) summed by group, (b, groups)."""
        sums: Floats = np.add.reduceat(weights[:, self.order], self.starts, axis=1)
        return sums


def _ordered(answered: Sequence[bool], confidences: Sequence[float]) -> _Grouped:
    """Cases in order of acceptance: the answered before the declined, then by confidence."""
    keys = np.asarray(confidences, dtype=np.float64) + 2.0 * np.asarray(answered, dtype=np.float64)
    return _Grouped((-keys).tolist())


def _risks(grouped: _Grouped, weights: Floats, wrong: Floats) -> tuple[Floats, Floats]:
    """Risk once each case is accepted, in order of acceptance, and the weights in that order.

    Each case of a group of ties brings that group's mean of errors.
    """
    means = divided(grouped.sums(weights * wrong), grouped.sums(weights))
    accepted = weights[:, grouped.order]
    errors = np.where(accepted > 0, np.repeat(means, grouped.sizes, axis=1), 0.0) * accepted
    count = np.cumsum(accepted, axis=1)
    risks = np.divide(np.cumsum(errors, axis=1), count, out=np.zeros_like(count), where=count > 0)
    return risks, accepted
