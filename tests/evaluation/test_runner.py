from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from askreport.errors import CheckFailedError, IndexMissingError, QuestionError
from askreport.evaluation import Evidence, Report, evaluate
from askreport.evaluation.runner import measure

from . import make

if TYPE_CHECKING:
    from askreport.evaluation import CaseResult
    from askreport.records import Answer

TEXT = "NanUI 的作者去年被裁员，\n如今转行销售钢材。"
DOCUMENT = make.document(TEXT)
QUOTE = "转行销售钢材"
START = TEXT.index(QUOTE)
ASKED = make.case(must=[["钢材"]], quotes=["如今 转行销售钢材"])
UNASKED = make.case(id="u", question="几岁？", kind="unanswerable", answerable=False, split="test")


def test_a_right_answer() -> None:
    reply = make.answer(
        "他转行卖钢材了[1]。",
        confidence=0.8,
        citations=[make.citation(QUOTE, START)],
        # Given out of order: the ranks count.
        passages=[make.passage(0, 5, rank=2), make.passage(0, len(TEXT), rank=1, text=TEXT)],
    )
    got = measure(ASKED, reply, {"d": DOCUMENT}, 12.5)
    assert got.correct
    assert got.answered
    assert got.missing == ()
    assert got.evidence_depth == got.first_depth == got.fact_depth == 1
    assert (got.citations, got.citations_valid, got.citations_relevant) == (1, 1, 1)
    assert (got.statements, got.characters, got.milliseconds) == (1, 8, 12.5)


def test_evidence_that_only_a_heading_has_is_found_with_its_passage() -> None:
    titled = make.passage(0, 2, text=TEXT[:2]).model_copy(update={"heading": f"停更 › {QUOTE}"})
    case = make.case(must=[["钢材"]], quotes=[QUOTE])
    got = measure(case, make.answer(QUOTE, passages=[titled]), {"d": DOCUMENT}, 1)
    assert got.evidence_depth == got.first_depth == got.fact_depth == 1
    bare = make.passage(0, 2, text=TEXT[:2])
    got = measure(case, make.answer(QUOTE, passages=[bare]), {"d": DOCUMENT}, 1)
    assert got.evidence_depth is got.first_depth is got.fact_depth is None


def test_a_reply_is_kept_with_what_it_rests_on() -> None:
    reply = make.answer(
        QUOTE,
        citations=[
            make.citation(QUOTE, START),
            make.citation("作者", TEXT.index("作者"), number=2),
        ],
        passages=[make.passage(0, 5, rank=1), make.passage(0, len(TEXT), rank=2, text=TEXT)],
    )
    case = make.case(must=[["钢材"]], quotes=["如今 转行销售钢材", "没有的话"])
    got = measure(case, reply, {"d": DOCUMENT}, 1)
    assert (got.statements_supported, got.statement_citations, got.citations_needed) == (1, 2, 1)
    assert [(q.number, q.valid, q.relevant, q.needed) for q in got.quoted] == [
        (1, True, True, True),
        (2, True, False, False),
    ]
    first, lost = got.found
    assert (first.depth, first.cited, first.lost) == (2, True, False)
    assert (lost.depth, lost.cited, lost.lost) == (None, False, True)
    assert (got.relevant_depths, got.uncovered) == ((2,), 1)
    assert got.must == (("钢材",),)


def test_what_an_abstention_names_is_not_judged() -> None:
    reply = make.answer("没有。", answered=False, citations=[make.citation(QUOTE, START)])
    got = measure(UNASKED, reply, {"d": DOCUMENT}, 1)
    assert got.statement_citations == 0
    assert got.quoted[0].needed is None


def test_a_place_that_is_named_is_the_only_one_that_counts() -> None:
    twice = make.document("甲 3 乙 3 丙")
    evidence = Evidence(document="d", quote="3", start=6)
    case = make.case().model_copy(update={"evidence": (evidence,)})
    early, late = (
        measure(case, make.answer("x", passages=[make.passage(*range_)]), {"d": twice}, 1)
        for range_ in ((0, 4), (4, 9))
    )
    assert early.evidence_depth is None
    assert late.evidence_depth == 1
    moved = case.model_copy(update={"evidence": (evidence.model_copy(update={"start": 5}),)})
    assert measure(moved, make.answer("x"), {"d": twice}, 1).evidence_lost == ("3",)


def test_one_of_several_places_is_enough() -> None:
    documents = {"d": make.document("甲"), "e": make.document("甲也", "e")}
    evidence = Evidence(document="d", quote="甲", elsewhere=(Evidence(document="e", quote="甲也"),))
    case = make.case().model_copy(update={"evidence": (evidence,)})
    reply = make.answer("x", passages=[make.passage(0, 2, document="e")])
    assert measure(case, reply, documents, 1).evidence_depth == 1


def test_a_marker_is_not_the_fact_asked_for() -> None:
    case = make.case(must=[["1"]])
    reply = make.answer("不多[1]。", citations=[make.citation(QUOTE, START)])
    assert measure(case, reply, {"d": DOCUMENT}, 1).missing == (("1",),)


def test_an_abstention_is_right_only_where_there_is_no_answer() -> None:
    reply = make.answer("文中没有说钢材的事。", answered=False)
    declined = measure(ASKED, reply, {"d": DOCUMENT}, 1)
    assert not declined.correct
    assert declined.missing == ()
    assert declined.reason == "not_stated"
    assert measure(UNASKED, reply, {"d": DOCUMENT}, 1).correct
    assert not measure(UNASKED, make.answer("三十岁。"), {"d": DOCUMENT}, 1).correct


@pytest.mark.parametrize(("quote", "document"), [("没有的话", "d"), ("钢材", "absent")])
def test_evidence_that_is_nowhere_is_told(quote: str, document: str) -> None:
    reply = make.answer("x", passages=[make.passage(0, len(TEXT), text=TEXT)])
    case = make.case(quotes=[quote], document=document)
    got = measure(case, reply, {"d": DOCUMENT}, 1)
    assert got.evidence_lost == (quote,)
    assert got.evidence_depth is None


def test_a_run() -> None:
    assistant = make.ScriptedAssistant(
        [DOCUMENT],
        {"?": make.answer("钢材", confidence=0.9), "几岁？": make.answer("无", answered=False)},
    )
    seen: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, result: CaseResult) -> None:
        seen.append((done, total, result.id))

    report = evaluate(assistant, [ASKED, UNASKED], progress, backend="b", top_k=3)
    assert seen == [(1, 2, "c"), (2, 2, "u")]
    assert assistant.asked[0] == ("?", (), "b", 3)
    assert list(report.splits) == ["dev", "test"]
    assert list(report.total.kinds) == ["fact", "unanswerable"]
    assert report.total.overall.correct.value == 1
    assert report.total.overall.confidence_auc == 1
    assert report.splits["dev"].overall.confidence_auc is None
    assert report.backend is not None
    assert report.backend.name == "fake"
    assert json.loads(report.model_dump_json())["results"][0]["id"] == "c"
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_no_cases_make_an_empty_report() -> None:
    report = evaluate(make.ScriptedAssistant([], {}), [])
    assert report.results == ()
    assert report.splits == {}
    assert report.receipt is None


def test_a_failure_before_any_reply_ends_the_run() -> None:
    assistant = make.ScriptedAssistant(
        [], {"?": IndexMissingError("no index; run askreport index")}
    )
    with pytest.raises(IndexMissingError):
        evaluate(assistant, [ASKED])


def test_a_question_that_cannot_be_asked_is_its_cases_fault() -> None:
    replies: dict[str, Answer | Exception] = {
        "?": QuestionError("too long"),
        "几岁？": make.answer("无", answered=False),
    }
    report = evaluate(make.ScriptedAssistant([DOCUMENT], replies), [ASKED, UNASKED])
    assert [r.error is None for r in report.results] == [False, True]


def test_a_later_failure_is_kept_with_its_case() -> None:
    failure = CheckFailedError("took too long")
    replies: dict[str, Answer | Exception] = {"?": make.answer("钢材"), "几岁？": failure}
    report = evaluate(make.ScriptedAssistant([DOCUMENT], replies), [ASKED, UNASKED])
    assert report.results[1].error == "A check failed: took too long"
    assert not report.results[1].correct
    assert report.total.overall.failed == 1


def test_what_is_not_ours_is_not_caught() -> None:
    replies: dict[str, Answer | Exception] = {
        "?": make.answer("钢材"),
        "几岁？": ZeroDivisionError(),
    }
    with pytest.raises(ZeroDivisionError):
        evaluate(make.ScriptedAssistant([DOCUMENT], replies), [ASKED, UNASKED])
