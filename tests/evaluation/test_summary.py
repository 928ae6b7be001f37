from __future__ import annotations

import pytest

from askreport.evaluation.summary import group, summarise

from . import make


def test_of_nothing_nothing_is_known() -> None:
    summary = summarise([])
    assert summary.cases == summary.declined == 0
    assert summary.correct.value is None
    assert summary.correct.n == 0
    assert summary.recall[5].value is None
    assert summary.confidence_auc is None
    assert summary.p50_ms is None
    assert summary.statements is None


def test_rates_are_over_those_they_can_be_told_of() -> None:
    summary = summarise(
        [
            make.result(depth=1, citations=(2, 2, 1), confidence=0.9, milliseconds=10),
            make.result(depth=4, citations=(2, 1, 0), confidence=0.4, correct=False),
            # What an abstention names as nearest must be valid, but is no support.
            make.result(
                depth=None, answered=False, correct=False, confidence=0.5, citations=(1, 1, 0)
            ),
            make.result(answerable=False, answered=False, confidence=0.4, milliseconds=30),
            make.result(answerable=False, correct=False, citations=(4, 4, 0), confidence=0.1),
        ]
    )
    assert (summary.cases, summary.answerable, summary.declined) == (5, 3, 2)
    assert summary.correct.value == pytest.approx(2 / 5)
    assert summary.correct.n == 5
    assert summary.recall[3].value == pytest.approx(1 / 3)
    assert summary.recall[5].value == pytest.approx(2 / 3)
    assert summary.fact_recall[5].value == pytest.approx(2 / 3)
    assert summary.mrr.value == pytest.approx((1 + 1 / 4) / 3)
    assert summary.citation_valid.value == pytest.approx(8 / 9)
    assert summary.citation_valid.n == 9
    assert summary.citation_precision.value == pytest.approx(1 / 4)
    assert summary.false_answers.value == pytest.approx(1 / 2)
    assert summary.false_refusals.value == pytest.approx(1 / 3)
    assert summary.confidence_auc == pytest.approx((2 + 1.5 + 2) / 6)
    assert summary.p50_ms == 10
    assert (summary.statements, summary.characters) == (2, 30)
    low, high = summary.correct.low, summary.correct.high
    assert low is not None
    assert high is not None
    assert 0 <= low <= 0.4 <= high <= 1


def test_answers_without_citations_have_no_citation_rates() -> None:
    summary = summarise([make.result(), make.result(answered=False)])
    assert summary.citation_valid.value is None
    assert summary.citation_precision.n == 0


def test_a_failed_case_is_incorrect_and_else_nothing() -> None:
    failed = make.result(answered=False, correct=False, depth=None, passages=0, error="no network")
    summary = summarise([make.result(), failed])
    assert (summary.cases, summary.failed, summary.declined) == (2, 1, 0)
    assert summary.correct.value == 0.5
    assert summary.recall[1].value == 1
    assert summary.false_refusals.n == 1


def test_kinds_keep_their_order_and_depths() -> None:
    results = [make.result(kind="table", passages=7), make.result(kind="date", passages=4)]
    made = group(results)
    assert list(made.kinds) == ["table", "date"]
    assert list(made.overall.recall) == [1, 3, 5, 7]
    assert list(made.kinds["date"].recall) == [1, 3, 5, 7]


@pytest.mark.parametrize(("longest", "depths"), [(1, [1]), (5, [1, 3, 5]), (20, [1, 3, 5, 10, 20])])
def test_recall_is_told_as_far_as_rankings_go(longest: int, depths: list[int]) -> None:
    assert list(group([make.result(passages=longest)]).overall.recall) == depths
