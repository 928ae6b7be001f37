from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askreport.evaluation.bootstrap import estimate
from askreport.evaluation.selective import auc, aurc, declined_at, risk_coverage

if TYPE_CHECKING:
    from askreport.evaluation.bootstrap import Statistic

levels = st.sampled_from([0.0, 0.1, 0.5, 0.5000001, 1.0])
scored = st.lists(st.tuples(levels, st.booleans()), min_size=1, max_size=12)
replies = st.lists(st.tuples(st.booleans(), levels, st.booleans()), min_size=1, max_size=10)


def value(statistic: Statistic, n: int) -> float:
    return float(statistic(np.ones((1, n)))[0])


@given(scored)
def test_auc_is_the_share_of_pairs_in_order(cases: list[tuple[float, bool]]) -> None:
    up = [score for score, answerable in cases if answerable]
    down = [score for score, answerable in cases if not answerable]
    found = value(auc([s for s, _ in cases], [a for _, a in cases]), len(cases))
    if not up or not down:
        assert np.isnan(found)
        return
    pairs = [(p > n) + (p == n) / 2 for p in up for n in down]
    assert found == pytest.approx(sum(pairs) / len(pairs))


@given(scored, st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_a_weight_is_a_case_that_often(cases: list[tuple[float, bool]], counts: list[int]) -> None:
    """The statistics of weights are those of the cases written out, so resamples are sound."""
    counts = counts[: len(cases)]
    copied = [case for case, count in zip(cases, counts, strict=True) for _ in range(count)]
    weights = np.array([counts], dtype=np.float64)
    for make in (auc, declined_at):
        weighed = make([s for s, _ in cases], [a for _, a in cases])(weights)[0]
        if not copied:
            assert np.isnan(weighed)
            continue
        written = value(make([s for s, _ in copied], [a for _, a in copied]), len(copied))
        assert weighed == pytest.approx(written, nan_ok=True)


@given(scored, st.sampled_from([0.05, 0.2, 0.5]))
def test_declined_at_is_the_best_of_all_thresholds(
    cases: list[tuple[float, bool]], allowed: float
) -> None:
    up = [score for score, answerable in cases if answerable]
    down = [score for score, answerable in cases if not answerable]
    found = value(declined_at([s for s, _ in cases], [a for _, a in cases], allowed), len(cases))
    if not up or not down:
        assert np.isnan(found)
        return
    shares = [
        sum(score < threshold for score in down) / len(down)
        for threshold in {score for score, _ in cases}
        if sum(score < threshold for score in up) <= allowed * len(up) + 1e-9
    ]
    assert found == pytest.approx(max(shares))


def test_one_of_twenty_is_five_per_cent() -> None:
    confidences = [0.1, *[0.9] * 19, 0.2, 0.3, 0.95]
    answerable = [True] * 20 + [False] * 3
    assert value(declined_at(confidences, answerable), 23) == pytest.approx(2 / 3)
    # With one more answerable case that is unsure, none may be declined but those below both.
    assert value(declined_at([*confidences, 0.15], [*answerable, True]), 24) == 0


def test_risk_rises_with_what_is_accepted() -> None:
    curve = risk_coverage([True] * 4, [0.9, 0.8, 0.7, 0.6], [True, True, False, False])
    assert curve == [(0.25, 0), (0.5, 0), (0.75, pytest.approx(1 / 3)), (1, 0.5)]
    assert risk_coverage([], [], []) == []


def test_what_was_declined_is_accepted_last() -> None:
    curve = risk_coverage([False, True], [0.9, 0.1], [False, True])
    assert curve == [(0.5, 0), (1, 0.5)]


def test_ties_are_accepted_evenly_whatever_their_order() -> None:
    for right in ([True, False], [False, True]):
        assert risk_coverage([True, True], [0.5, 0.5], right) == [(0.5, 0.5), (1, 0.5)]


@given(replies)
def test_the_area_is_the_mean_risk(cases: list[tuple[bool, float, bool]]) -> None:
    answered, confidences, right = (list(column) for column in zip(*cases, strict=True))
    risks = [risk for _, risk in risk_coverage(answered, confidences, right)]
    assert value(aurc(answered, confidences, right), len(cases)) == pytest.approx(
        sum(risks) / len(risks)
    )


def test_a_perfect_order_has_less_area_than_none_and_none_less_than_the_worst() -> None:
    right = [True, True, False, False]
    areas = [
        value(aurc([True] * 4, confidences, right), 4)
        for confidences in ([0.9, 0.8, 0.2, 0.1], [0.5] * 4, [0.1, 0.2, 0.8, 0.9])
    ]
    assert areas == sorted(areas)
    assert areas[1] == pytest.approx(0.5)


def test_areas_have_intervals() -> None:
    rng = np.random.default_rng(0)
    answerable = [bool(flag) for flag in rng.random(200) < 0.6]
    confidences = [float(rng.normal(0.7 if flag else 0.4, 0.2)) for flag in answerable]
    for statistic in (
        auc(confidences, answerable),
        aurc([True] * 200, confidences, answerable),
        declined_at(confidences, answerable),
    ):
        found = estimate(statistic, 200)
        assert found is not None
        assert found.low < found.value < found.high
        assert found.high - found.low < 0.45


def test_an_area_has_the_standard_error_that_theory_gives() -> None:
    """Hanley and McNeil 1982, an independent way to the width of an AUC's interval."""
    rng = np.random.default_rng(1)
    answerable = [True] * 150 + [False] * 150
    confidences = [float(rng.normal(1.0 if flag else 0.0, 1)) for flag in answerable]
    found = estimate(auc(confidences, answerable), 300)
    assert found is not None
    a = found.value
    q1, q2 = a / (2 - a), 2 * a * a / (1 + a)
    error = ((a * (1 - a) + 149 * (q1 - a * a) + 149 * (q2 - a * a)) / 150**2) ** 0.5
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.2)
