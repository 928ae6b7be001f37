from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askreport.evaluation import metrics
from askreport.evaluation.metrics import Target

from . import make

NEAR = Target("d", ((10, 20),))
TWICE = Target("d", ((100, 110), (200, 210)))
LOST = Target("d", ())


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        (10, 20, True),
        (0, 30, True),
        (0, 15, True),  # exactly half
        (0, 14, False),
        (16, 40, False),
        (12, 17, True),  # within the quote
        (20, 30, False),  # touching is not overlapping
    ],
)
def test_a_passage_covers_what_it_holds_half_of(start: int, end: int, covered: bool) -> None:
    assert metrics.covers(make.passage(start, end), NEAR) is covered


def test_another_document_covers_nothing() -> None:
    assert not metrics.covers(make.passage(10, 20, document="other"), NEAR)


def test_any_place_of_a_quote_counts() -> None:
    assert metrics.covers(make.passage(195, 215), TWICE)
    assert not metrics.covers(make.passage(0, 50), LOST)


def test_depths() -> None:
    ranking = [make.passage(0, 5), make.passage(90, 120), make.passage(10, 25)]
    assert metrics.covering_depth(ranking, [NEAR, TWICE]) == 3
    assert metrics.covering_depth(ranking, [TWICE]) == 2
    assert metrics.covering_depth(ranking, [TWICE, LOST]) is None
    assert metrics.covering_depth(ranking, []) is None
    assert metrics.covering_depth([], [NEAR]) is None
    assert metrics.first_depth(ranking, [NEAR, TWICE]) == 2
    assert metrics.first_depth(ranking, [LOST]) is None
    assert metrics.first_depth(ranking, []) is None


def test_facts_may_be_spread_over_passages() -> None:
    ranking = [make.passage(0, 1, text=t) for t in ("甲 方", "乙方", "丙方")]
    assert metrics.fact_depth(ranking, [["甲方"]]) == 1
    assert metrics.fact_depth(ranking, [["乙", "丁"], ["甲"]]) == 2
    assert metrics.fact_depth(ranking, [["丁"]]) is None
    assert metrics.fact_depth(ranking, []) is None
    assert metrics.fact_depth([], [["甲"]]) is None


def test_markers_are_no_part_of_the_reply() -> None:
    reply = make.answer("有 3 个[1]，见数组 a[2]。", citations=[make.citation("3", 0)])
    assert metrics.visible_text(reply) == "有 3 个，见数组 a[2]。"


def test_a_citation_is_valid_if_it_is_its_documents_words() -> None:
    documents = {"d": make.document("一二三四")}
    assert metrics.is_valid(make.citation("二三", 1), documents)
    assert not metrics.is_valid(make.citation("二 三", 1), documents)
    assert not metrics.is_valid(make.citation("二三", 2), documents)
    assert not metrics.is_valid(make.citation("", 1), documents)
    assert not metrics.is_valid(make.citation("二", 1, document="other"), documents)
    # A negative start would slice from the end, and past the end slicing is silent.
    assert not metrics.is_valid(make.citation("四", -1), documents)
    long = make.citation("三四", 2).model_copy(update={"end": 9})
    assert not metrics.is_valid(long, documents)


def test_a_citation_is_relevant_if_it_overlaps_the_evidence() -> None:
    assert metrics.is_relevant(make.citation("xx", 19), [NEAR])
    assert not metrics.is_relevant(make.citation("xx", 20), [NEAR])
    assert not metrics.is_relevant(make.citation("xx", 12, document="other"), [NEAR])
    assert not metrics.is_relevant(make.citation("xx", 12), [])


scores = st.lists(st.sampled_from([0.0, 0.1, 0.5, 0.5000001, 1.0]), min_size=1, max_size=12)


@given(scores, scores)
def test_auc_is_the_share_of_pairs_in_order(positives: list[float], negatives: list[float]) -> None:
    pairs = [(p > n) + (p == n) / 2 for p in positives for n in negatives]
    assert metrics.roc_auc(positives, negatives) == pytest.approx(sum(pairs) / len(pairs))


def test_auc_needs_both_sides() -> None:
    assert metrics.roc_auc([], [0.1]) is None
    assert metrics.roc_auc([0.1], []) is None


def test_percentiles() -> None:
    assert metrics.percentile([4, 1, 3, 2], 0.5) == 2.5
    assert metrics.percentile([7], 0.95) == 7
    assert metrics.percentile([], 0.5) is None


def test_an_interval_is_seeded_and_holds_the_mean() -> None:
    values = [1.0] * 30 + [0.0] * 10
    low, high = metrics.interval(values) or (1, 0)
    assert 0.55 < low < 0.75 < high < 0.92
    assert metrics.interval(values) == (low, high)
    assert metrics.interval(values, seed=1) != (low, high)


def test_an_interval_is_about_as_wide_as_theory_says() -> None:
    """Against the normal approximation of a proportion, an independent way to the same ends."""
    n, p = 400, 0.3
    low, high = metrics.interval([1.0] * int(n * p) + [0.0] * int(n * (1 - p))) or (0, 0)
    half = 1.96 * (p * (1 - p) / n) ** 0.5
    assert low == pytest.approx(p - half, abs=0.012)
    assert high == pytest.approx(p + half, abs=0.012)


def test_an_interval_of_a_ratio_resamples_whole_cases() -> None:
    assert metrics.interval([2, 0], [2, 0]) == (1, 1)  # draws without any citation are left out
    assert metrics.interval([0, 0], [0, 0]) is None
    assert metrics.interval([], []) is None
    low, high = metrics.interval([10, 0], [10, 10]) or (0, 0)
    assert (low, high) == (0, 1)
