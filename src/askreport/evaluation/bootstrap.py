"""Resampled intervals: how far a figure would move had other cases been written.

Efron 1979, percentile bootstrap over cases. A statistic is a function of case weights, all
resamples at once: (b, n) weights in, (b,) values out, NaN where it cannot be told. Weights of one
give the figure itself, counts of a resample what that resample says; so one function serves the
figure, its interval, and the difference of two figures over the same cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Counts = npt.NDArray[np.uint8]
    Statistic = Callable[[Floats], Floats]

RESAMPLES: Final = 1000
"""Over 20 seeds the ends of a rate of 121 cases stayed within 0.009."""
CONFIDENCE: Final = 0.95
_BLOCK: Final = 2_000_000
"""Weights at work at once; bounds the memory, not the result."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float


def estimate(statistic: Statistic, n: int, *, seed: int = 0) -> Estimate | None:
    """``statistic`` of ``n`` cases with its interval; ``None`` where it cannot be told.

    Same seed, same interval. Resamples of which nothing can be told are left out. Where all cases
    agree the interval is one point: resampling cannot see what did not happen (with n such cases,
    think 3/n).
    """
    if n == 0:
        return None
    value = float(statistic(np.ones((1, n)))[0])
    if np.isnan(value):
        return None
    values = draws(statistic, n, seed=seed)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(values[~np.isnan(values)], (tail, 1 - tail))
    return Estimate(value, float(low), float(high))


def draws(statistic: Statistic, n: int, *, seed: int = 0) -> Floats:
    """``statistic`` of each resample of ``n`` cases, (RESAMPLES,)."""
    counts = _counts(n, seed)
    rows = max(1, _BLOCK // n)
    return np.concatenate(
        [
            statistic(counts[start : start + rows].astype(np.float64))
            for start in range(0, RESAMPLES, rows)
        ]
    )


def ratio(parts: Sequence[float], wholes: Sequence[float] | None = None) -> Statistic:
    """The statistic ``sum(parts) / sum(wholes)`` over cases; ``wholes`` defaults to ones, a mean.

    With counts (citations a case) whole cases are resampled, since citations of one answer go
    wrong together.
    """
    part = np.asarray(parts, dtype=np.float64)
    whole = np.ones_like(part) if wholes is None else np.asarray(wholes, dtype=np.float64)

    def statistic(weights: Floats) -> Floats:
        return divided(weights @ part, weights @ whole)

    return statistic


def divided(part: Floats, whole: Floats) -> Floats:
    """``part / whole`` with NaN where ``whole`` is 0."""
    out: Floats = np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
    return out


@lru_cache(maxsize=8)
def _counts(n: int, seed: int) -> Counts:
    """How often each of ``n`` cases is in each resample, (RESAMPLES, n)."""
    drawn = np.random.default_rng(seed).integers(n, size=(RESAMPLES, n))
    flat = drawn + np.arange(RESAMPLES)[:, None] * n
    counts = np.bincount(flat.ravel(), minlength=RESAMPLES * n)
    # A case drawn more than 255 times out of n would be a miracle, and then counts 255 times.
    return np.minimum(counts, 255).astype(np.uint8).reshape(RESAMPLES, n)
