from __future__ import annotations

import pytest

from askreport.evaluation.summary import POINTS, group, note_head, summarise

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
    assert summary.auc.value is summary.aurc.value is summary.declined_at_5.value is None
    assert summary.abstentions == {}
    assert group([]).risk_coverage == ()


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


def test_support_is_over_what_answers_state() -> None:
    summary = summarise(
        [
            make.result(supported=2, made=(3, 2)),
            make.result(supported=1, made=(1, 1), answerable=False),
            make.result(answered=False, supported=0, made=(5, 0)),
        ]
    )
    assert (summary.alce_recall.value, summary.alce_recall.n) == (3 / 4, 4)
    assert (summary.alce_precision.value, summary.alce_precision.n) == (3 / 4, 4)


def test_gain_falls_with_depth() -> None:
    summary = summarise([make.result(depth=1), make.result(depth=3), make.result(depth=None)])
    assert summary.ndcg[1].value == pytest.approx(1 / 3)
    assert summary.ndcg[3].value == pytest.approx((1 + 1 / 2) / 3)


def test_confidence_is_judged_by_rank() -> None:
    results = [
        make.result(confidence=0.9),
        make.result(confidence=0.8, correct=False),
        make.result(confidence=0.85, answerable=False, correct=False),
        make.result(confidence=0.1, answerable=False, answered=False, reason="not_stated"),
    ]
    made = group(results)
    summary = made.overall
    assert summary.auc.value == summary.confidence_auc == 3 / 4
    assert summary.aurc.value == pytest.approx((0 + 1 / 2 + 2 / 3 + 3 / 4) / 4)
    assert [risk for _, risk in made.risk_coverage] == [0, 0.5, 0.6667, 0.75]
    assert (summary.declined_at_5.value, summary.declined_at_5.n) == (0.5, 2)
    assert summary.false_answers_at_5.value == 0.5
    assert summary.abstentions == {"answered": 1, "not_stated": 1}


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    results = [make.result(confidence=i / 1000, correct=i > 500) for i in range(1000)]
    curve = group(results).risk_coverage
    assert len(curve) == POINTS
    assert curve[0] == (0.001, 0.0)
    assert curve[-1] == (1.0, 0.501)


@pytest.mark.parametrize(
    ("note", "head"),
    [
        ("近似：隔壁的数字", "近似"),
        ("没有冒号", None),
        ("：没有头", None),
        ("报告没有给出原因；只有一处：图里", None),
        ("这一句的开头实在是太长太长了：所以不算", None),
        (None, None),
    ],
)
def test_a_note_may_begin_with_a_head(note: str | None, head: str | None) -> None:
    assert note_head(note) == head


def test_unanswerable_cases_are_counted_by_the_head_of_their_note() -> None:
    made = group(
        [
            make.result(answerable=False, note="近似：甲"),
            make.result(answerable=False, note="近似：乙", answered=False, reason="not_stated"),
            make.result(answerable=False, answered=False, reason="out_of_scope"),
            make.result(note="近似：有答案的不算"),
            make.result(answerable=False, note="近似：丙", answered=False, error="no network"),
        ]
    )
    assert made.abstentions == {"近似": {"answered": 1, "not_stated": 1}}
    assert made.overall.abstentions == {"answered": 1, "not_stated": 1, "out_of_scope": 1}


def test_latencies_have_their_tail() -> None:
    summary = summarise([make.result(milliseconds=float(i)) for i in range(101)])
    assert (summary.p50_ms, summary.p95_ms, summary.p99_ms) == (50, 95, 99)


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
