"""The fit of the verifier's weights: its summit, and signs that may only speak against."""

import numpy as np
import pytest
from evals.fit_verification import AGAINST, PRIOR, RIDGE, RIDGE_OF_RARE, fitted, newton

from askreport.verification.weighing import WITH_READER, WITHOUT, load_weights

RNG = np.random.default_rng(3)
NAMES = ("said", "absent", "unsaid")


def drawn(said: float, absent: float, unsaid: float) -> tuple[np.ndarray, np.ndarray]:
    x = np.column_stack([RNG.normal(size=2000), RNG.integers(0, 2, (2000, 2)), np.ones(2000)])
    odds = x @ np.array([said, absent, unsaid, 0.3])
    return x, (RNG.random(2000) < 1 / (1 + np.exp(-odds))).astype(float)


def test_the_weights_are_at_the_summit() -> None:
    x, y = drawn(1.5, -1.0, -2.0)
    found = newton(x, y, np.ones(len(y)), NAMES)
    ridge = np.array([RIDGE, RIDGE_OF_RARE, RIDGE_OF_RARE, 1e-6])
    prior = np.array([0.0, PRIOR["absent"], PRIOR["unsaid"], 0.0])
    slope = x.T @ (y - 1 / (1 + np.exp(-x @ found))) - ridge * (found - prior)
    assert np.abs(slope).max() < 1e-6
    np.testing.assert_allclose(found, [1.5, -1.0, -2.0, 0.3], atol=0.35)


def test_large_signs_do_not_carry_it_away() -> None:
    x, y = drawn(1.5, -1.0, -2.0)
    found = newton(x * np.array([40.0, 1, 1, 1]), y, np.ones(len(y)), NAMES)
    assert found[0] * 40 == pytest.approx(1.5, abs=0.35)


def test_what_speaks_against_never_speaks_for() -> None:
    x, y = drawn(1.0, 2.0, -1.0)
    assert newton(x, y, np.ones(len(y)), NAMES)[1] > 1
    found = fitted(x, y, np.ones(len(y)), NAMES)
    assert found[1] == 0.0
    assert found[2] < 0 < found[0]


def test_so_it_is_with_the_weights_that_ship() -> None:
    for said, names in ((False, WITHOUT), (True, WITH_READER)):
        weights = load_weights(said=said).weights
        assert all(weights[name] <= 0 for name in names if name in AGAINST)
