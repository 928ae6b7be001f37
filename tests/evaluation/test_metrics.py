from __future__ import annotations

import math

import pytest

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


def test_what_its_heading_says_a_passage_has() -> None:
    titled = make.passage(500, 520).model_copy(update={"heading": "停更 › MySQL 5.7 正式 EOL"})
    away = Target("d", ((10, 25),), words="mysql5.7正式eol")
    assert metrics.covers(titled, away)
    assert not metrics.covers(titled.model_copy(update={"document_id": "e"}), away)
    assert not metrics.covers(titled, Target("d", ((10, 25),), words="停更"))  # by chance
    assert not metrics.covers(titled, Target("d", ((10, 25),), words="mysql8.0正式eol"))
    assert metrics.fact_depth([make.passage(0, 5, text="别的"), titled], [["5.7"], ["别的"]]) == 2


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


def test_a_target_is_met_wherever_the_same_is_told() -> None:
    either = Target("d", (), (Target("e", ((0, 4),)), NEAR))
    assert metrics.covers(make.passage(0, 5, document="e"), either)
    assert metrics.covers(make.passage(8, 22), either)
    assert not metrics.covers(make.passage(0, 5), either)
    assert metrics.meets(make.citation("xx", 3, document="e"), either)
    assert not metrics.meets(make.citation("xx", 4, document="e"), either)
    assert not either.lost
    assert Target("d", (), (LOST,)).lost


def test_relevant_passages_are_those_that_cover_a_target() -> None:
    ranking = [make.passage(0, 5), make.passage(90, 120), make.passage(10, 25)]
    assert metrics.relevant_depths(ranking, [NEAR, TWICE]) == (2, 3)
    assert metrics.relevant_depths(ranking, [LOST]) == ()
    assert metrics.uncovered(ranking, [NEAR, TWICE, LOST]) == 1
    assert metrics.uncovered([], [NEAR, TWICE]) == 2


def test_ndcg_is_gain_over_that_of_the_ideal_ranking() -> None:
    second, third = 1 / math.log2(3), 1 / math.log2(4)
    assert metrics.ndcg((1,), 0, 5) == 1
    assert metrics.ndcg((2,), 0, 5) == pytest.approx(second)
    assert metrics.ndcg((2,), 0, 1) == 0
    assert metrics.ndcg((1, 3), 0, 5) == pytest.approx((1 + third) / (1 + second))
    assert metrics.ndcg((1, 3), 0, 1) == 1  # no ranking could do better in one place
    assert metrics.ndcg((1,), 1, 5) == pytest.approx(1 / (1 + second))  # one is still to be found
    assert metrics.ndcg((), 2, 5) == 0
    assert metrics.ndcg((), 0, 5) is None


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
