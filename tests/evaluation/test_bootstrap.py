from __future__ import annotations

import numpy as np
import pytest

from askreport.evaluation.bootstrap import RESAMPLES, Estimate, draws, estimate, ratio


def interval(parts: list[float], wholes: list[float] | None = None, seed: int = 0) -> Estimate:
    found = estimate(ratio(parts, wholes), len(parts), seed=seed)
    assert found is not None
    return found


def test_an_interval_is_seeded_and_holds_the_mean() -> None:
    values = [1.0] * 30 + [0.0] * 10
    found = interval(values)
    assert found.value == 0.75
    assert 0.55 < found.low < 0.75 < found.high < 0.92
    assert interval(values) == found
    assert interval(values, seed=1) != found


def test_an_interval_is_about_as_wide_as_theory_says() -> None:
    """Against the normal approximation of a proportion, an independent way to the same ends."""
    n, p = 400, 0.3
    found = interval([1.0] * int(n * p) + [0.0] * int(n * (1 - p)))
    half = 1.96 * (p * (1 - p) / n) ** 0.5
    assert found.low == pytest.approx(p - half, abs=0.012)
    assert found.high == pytest.approx(p + half, abs=0.012)


def test_an_interval_of_a_ratio_resamples_whole_cases() -> None:
    # Draws without any citation are left out.
    assert interval([2, 0], [2, 0]) == Estimate(1, 1, 1)
    found = interval([10, 0], [10, 10])
    assert (found.value, found.low, found.high) == (0.5, 0, 1)


def test_of_nothing_nothing_is_known() -> None:
    assert estimate(ratio([]), 0) is None
    assert estimate(ratio([0, 0], [0, 0]), 2) is None


def test_resamples_are_as_many_cases_as_there_are() -> None:
    sizes = draws(lambda weights: weights.sum(axis=1), 7)
    assert sizes.shape == (RESAMPLES,)
    assert (sizes == 7).all()


def test_large_samples_are_worked_through_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.linspace(0, 1, 50).tolist()
    whole = draws(ratio(values), 50)
    monkeypatch.setattr("askreport.evaluation.bootstrap._BLOCK", 50 * 7)
    widths: list[int] = []

    def watched(weights: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> object:
        widths.append(len(weights))
        return ratio(values)(weights)

    np.testing.assert_allclose(draws(watched, 50), whole)  # type: ignore[arg-type]
    assert max(widths) == 7
