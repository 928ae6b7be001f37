from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from askreport.errors import UsageError
from askreport.evaluation import load_cases
from askreport.feedback import Exported, Feedback, FeedbackStore, candidates, export
from askreport.feedback.candidates import MOST_CHECKED, _size
from askreport.records import Answer, Turn
from tests.feedback.make import ID, sqlite_url

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.assistant import Assistant
    from askreport.feedback import Verdict

STATED = "语雀那次重大故障持续了多久？"
UNSTATED = "1987 年 Gitee 有多少开发者？"


@pytest.fixture
def kept(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(sqlite_url(tmp_path / "feedback.sqlite3"))


@pytest.fixture(scope="module")
def stated(assistant: Assistant) -> Answer:
    answer = assistant.ask(STATED)
    assert answer.status == "answered"
    return answer


@pytest.fixture(scope="module")
def unstated(assistant: Assistant) -> Answer:
    answer = assistant.ask(UNSTATED)
    assert answer.status == "abstained"
    assert answer.citations  # what came closest is no evidence
    return answer


def line_of(kept: FeedbackStore, assistant: Assistant) -> dict[str, Any]:
    (found,) = candidates(kept.listed(), assistant.documents)
    return found.line


def vote(kept: FeedbackStore, verdict: Verdict, answer: Answer, comment: str | None = None) -> str:
    return kept.add(answer.id, verdict, comment, answer=answer)


def test_an_approved_answer_brings_its_quotes(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    vote(kept, "up", stated, "正是")
    line = line_of(kept, assistant)
    assert line["id"] == f"feedback-{stated.id}"
    assert (line["question"], line["language"]) == (STATED, "zh")
    assert line["answerable"] is True
    assert line["must"] == []
    cited = {number for s in stated.statements for number in s.citations}
    expected = [c.quote for c in stated.citations if c.number in cited]
    assert [e["quote"] for e in line["evidence"]] == expected
    for evidence in line["evidence"]:
        assert evidence["quote"] in assistant.documents[evidence["document"]].text
    assert "1 up, 0 down" in line["note"]
    assert "up: 正是" in line["note"]
    assert "history" not in line


def test_a_rejected_answer_brings_its_comments(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    vote(kept, "up", stated)
    vote(kept, "down", stated, "少说了原因")
    line = line_of(kept, assistant)
    assert "answerable" not in line
    assert line["evidence"] == []
    assert "1 up, 1 down" in line["note"]
    assert "down: 少说了原因" in line["note"]
    assert stated.text[:20] in line["note"]


@pytest.mark.parametrize("verdict", ["up", "down"])
def test_an_abstention_leaves_open_whether_there_is_an_answer(
    kept: FeedbackStore, assistant: Assistant, unstated: Answer, verdict: Verdict
) -> None:
    vote(kept, verdict, unstated)
    line = line_of(kept, assistant)
    assert "answerable" not in line
    assert line["evidence"] == []
    assert "It was abstained" in line["note"]


def test_what_was_said_before_comes_along(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    turn = Turn(role="user", content="语雀怎么了？")
    kept.add(stated.id, "up", answer=stated, history=[turn])
    assert line_of(kept, assistant)["history"] == [{"role": "user", "content": "语雀怎么了？"}]


def test_the_language_is_the_questions(kept: FeedbackStore, assistant: Assistant) -> None:
    for question in ("How long did the outage of Yuque last?", "語雀那次重大故障持續了多久？"):
        vote(kept, "up", assistant.ask(question))
    found = candidates(kept.listed(), assistant.documents)
    assert [each.line["language"] for each in found] == ["en", "zh-Hant"]


# --- what a person has to complete ---------------------------------------------------------------


def test_a_candidate_is_no_case_until_a_person_completes_it(
    kept: FeedbackStore, assistant: Assistant, stated: Answer, unstated: Answer, tmp_path: Path
) -> None:
    vote(kept, "up", stated)
    vote(kept, "up", unstated)
    path = tmp_path / "candidates.jsonl"
    assert export(path, list(kept.listed()), assistant.documents) == Exported(2, 0, 0)
    with pytest.raises(UsageError, match=r"line 1: an answerable case needs a group in must"):
        load_cases([path])
    first, second = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    first["must"] = [["7 小时", "七小时"]]

    def write() -> None:
        path.write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n", "utf-8")

    write()
    with pytest.raises(UsageError, match=r"line 2: answerable is missing; add it"):
        load_cases([path])
    second["answerable"] = False
    write()
    cases = load_cases([path])
    assert [case.kind for case in cases] == ["feedback", "feedback"]
    assert cases[0].evidence[0].quote == stated.citations[0].quote


def test_a_file_that_is_there_is_kept(
    kept: FeedbackStore, assistant: Assistant, stated: Answer, tmp_path: Path
) -> None:
    path = tmp_path / "completed.jsonl"
    path.write_text("hours of work")
    vote(kept, "up", stated)
    with pytest.raises(UsageError, match="is there already"):
        export(path, list(kept.listed()), assistant.documents)
    assert path.read_text() == "hours of work"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        export(tmp_path / "nowhere" / "x.jsonl", [], {})
    with pytest.raises(UsageError, match="cannot be written"):
        export(tmp_path / "\x00", [], {})


def test_answers_of_which_only_the_id_is_known_are_counted(
    kept: FeedbackStore, assistant: Assistant, stated: Answer, tmp_path: Path
) -> None:
    kept.add(ID, "up")
    kept.add(ID, "down")
    kept.add(stated.id, "up")
    vote(kept, "up", stated)
    done = export(tmp_path / "x.jsonl", list(kept.listed()), assistant.documents)
    assert done == Exported(written=1, unverified=0, unknown=1)


# --- answers that were changed on their way ------------------------------------------------------


def altered(answer: Answer, **changes: Any) -> Answer:
    return answer.model_copy(update=changes)


def test_a_quote_that_the_document_does_not_have_is_no_evidence(
    kept: FeedbackStore, assistant: Assistant, stated: Answer, tmp_path: Path
) -> None:
    wrong = stated.citations[0].model_copy(update={"quote": "语雀从未停过。"})
    vote(kept, "up", altered(stated, citations=(wrong, *stated.citations[1:])))
    line = line_of(kept, assistant)
    assert "answerable" not in line
    assert line["evidence"] == []
    assert "does not hold: citation 1" in line["note"]
    done = export(tmp_path / "x.jsonl", list(kept.listed()), assistant.documents)
    assert done == Exported(written=1, unverified=1, unknown=0)


def test_a_statement_that_its_quotes_do_not_bear_out_is_no_case(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    said = stated.statements[0]
    words = "语雀那次重大故障持续了 99 天"
    wrong = said.model_copy(update={"text": words, "start": 0, "end": len(words)})
    vote(kept, "up", altered(stated, text=f"{words}[1]", statements=(wrong,)))
    line = line_of(kept, assistant)
    assert "answerable" not in line
    assert "does not hold" in line["note"]


def test_an_answer_that_holds_is_taken_before_one_that_does_not(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    vote(kept, "up", stated)
    vote(kept, "up", altered(stated, question="另一个问题？", citations=()))
    line = line_of(kept, assistant)
    assert line["question"] == STATED
    assert line["evidence"]


def test_the_corpus_may_have_changed(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    vote(kept, "up", stated)
    name = stated.citations[0].document_id
    changed = replace(assistant.documents[name], text="现在是别的文字。")
    for documents in ({}, {**assistant.documents, name: changed}):
        (found,) = candidates(kept.listed(), documents)
        assert found.problems
        assert "answerable" not in found.line


@pytest.mark.parametrize("given", [{}, {"question": 5}, {"id": "x"}])
def test_what_no_longer_is_an_answer_is_said(
    kept: FeedbackStore, assistant: Assistant, stated: Answer, given: dict[str, Any]
) -> None:
    vote(kept, "up", stated)
    (one,) = kept.listed()
    old: Feedback = one.model_copy(update={"answer": given})
    (found,) = candidates([old], assistant.documents)
    assert found.problems == ("this version cannot read it",)
    assert found.line["question"] == STATED
    assert "answerable" not in found.line


def test_an_answer_under_another_id_is_said(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    kept.add(ID, "up", answer=stated)
    assert "it has another id" in line_of(kept, assistant)["note"]


def test_a_quote_that_stands_in_many_places_names_its_own(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    citation = stated.citations[0]
    document = assistant.documents[citation.document_id]
    twice = replace(document, text=document.text + citation.quote)
    vote(kept, "up", stated)
    assert "start" not in line_of(kept, assistant)["evidence"][0]
    (found,) = candidates(kept.listed(), {**assistant.documents, document.id: twice})
    assert found.line["evidence"][0]["start"] == citation.start


def test_what_no_statement_cites_is_no_evidence(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    document = assistant.documents[stated.citations[0].document_id]
    page = document.pages[2]
    start, end = page.start, page.start + 10
    place = {"start": start, "end": end, "page": page.number, "number": 99}
    idle = stated.citations[0].model_copy(update={**place, "quote": document.text[start:end]})
    vote(kept, "up", altered(stated, citations=(*stated.citations, idle)))
    line = line_of(kept, assistant)
    assert line["answerable"] is True
    assert [e["quote"] for e in line["evidence"]] == [c.quote for c in stated.citations]


def test_words_made_to_hurt_are_not_checked(
    kept: FeedbackStore, assistant: Assistant, stated: Answer
) -> None:
    words = "1 " * 100_000
    said = stated.statements[0].model_copy(update={"text": words, "start": 0, "end": len(words)})
    vote(kept, "up", altered(stated, text=words, statements=(said,)))
    begin = time.perf_counter()
    line = line_of(kept, assistant)
    assert time.perf_counter() - begin < 5
    assert "too long to be checked" in line["note"]
    assert len(line["note"]) < 1000
    assert "answerable" not in line


def test_real_answers_are_far_from_too_long(assistant: Assistant) -> None:
    for question in (STATED, "2023 年有哪些云服务故障？", "请列出 BenchCouncil 的所有项目。"):
        assert _size(assistant.ask(question, top_k=20)) < MOST_CHECKED / 2
