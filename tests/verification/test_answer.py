from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from askreport.records import Answer
from askreport.verification import EmbeddedMeaning, check_statement, verify_answer
from tests.composing.make import answer_from, answer_from_rows
from tests.conftest import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from askreport.assistant import Assistant
    from askreport.embedding.base import Embedder

Saved = dict[str, Any]
QUOTE = "2023年 10月 23日语雀出现重大服务故障，持续 7个多小时才完全恢复。"


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    """A saved answer whose first statement is one sentence of the report, quoted."""
    made = answer_from(assistant, "语雀出现重大服务故障", "3A6000 性能可达")
    assert made.statements[0].text == QUOTE
    return made


@pytest.fixture(scope="module")
def from_table(assistant: Assistant) -> Answer:
    return answer_from_rows(assistant, "CV-CUDA", "Fairseq")


@pytest.fixture(scope="module")
def declined(assistant: Assistant) -> Answer:
    made = assistant.ask("1987 年 Gitee 有多少开发者？")
    assert made.abstention is not None
    assert made.abstention.nearest
    return made


def problems(answer: Answer, assistant: Assistant, tamper: Callable[[Saved], None]) -> list[str]:
    """What is found in ``answer`` after ``tamper`` changed the saved JSON."""
    saved = answer.model_dump(mode="json")
    tamper(saved)
    return verify_answer(Answer.model_validate(saved), assistant.documents)


def reword(before: str, after: str) -> Callable[[Saved], None]:
    """Change the first statement and the answer's text alike, so that only the words tell."""

    def tamper(saved: Saved) -> None:
        statement = saved["statements"][0]
        assert before in statement["text"]
        assert statement["verdict"] == "supported"
        statement["text"] = statement["text"].replace(before, after)
        grown = len(statement["text"]) - (statement["end"] - statement["start"])
        saved["text"] = (
            saved["text"][: statement["start"]]
            + statement["text"]
            + saved["text"][statement["end"] :]
        )
        statement["end"] += grown
        for later in saved["statements"][1:]:
            later["start"] += grown
            later["end"] += grown

    return tamper


def untouched(saved: Saved) -> None:
    pass


@pytest.mark.parametrize("kind", ["answer", "from_table", "declined"])
def test_an_untouched_answer_holds(
    kind: str, request: pytest.FixtureRequest, assistant: Assistant
) -> None:
    assert problems(request.getfixturevalue(kind), assistant, untouched) == []


def test_rewording_to_the_same_words_changes_nothing(answer: Answer, assistant: Assistant) -> None:
    assert problems(answer, assistant, reword("语雀", "语雀")) == []


def change_quote(saved: Saved) -> None:
    saved["citations"][0]["quote"] = saved["citations"][0]["quote"].replace("7", "9")


def lengthen_quote(saved: Saved) -> None:
    saved["citations"][0]["quote"] += "又"


def space_quote(saved: Saved) -> None:
    saved["citations"][0]["quote"] = saved["citations"][0]["quote"].replace(" ", "")


def shift_offsets(saved: Saved) -> None:
    saved["citations"][0]["start"] += 1
    saved["citations"][0]["end"] += 1


def stretch_end(saved: Saved) -> None:
    saved["citations"][0]["end"] += 1


def negative_offsets(saved: Saved) -> None:
    saved["citations"][0]["start"] -= 10**6


def swapped_offsets(saved: Saved) -> None:
    citation = saved["citations"][0]
    citation["start"], citation["end"] = citation["end"], citation["start"]


def empty_quote(saved: Saved) -> None:
    saved["citations"][0] |= {"quote": "", "end": saved["citations"][0]["start"]}


def beyond_the_end(saved: Saved) -> None:
    saved["citations"][0] |= {"start": 10**7, "end": 10**7 + 5}


def unknown_document(saved: Saved) -> None:
    saved["citations"][0]["document_id"] = "nowhere"


def another_document(saved: Saved) -> None:
    saved["citations"][0]["document_id"] = TABLE


@pytest.mark.parametrize(
    "tamper",
    [
        change_quote,
        lengthen_quote,
        space_quote,
        shift_offsets,
        stretch_end,
        negative_offsets,
        swapped_offsets,
        empty_quote,
        beyond_the_end,
        unknown_document,
        another_document,
    ],
)
def test_a_citation_that_is_not_the_documents_words_is_found(
    answer: Answer, assistant: Assistant, tamper: Callable[[Saved], None]
) -> None:
    found = problems(answer, assistant, tamper)
    assert any(problem.startswith("citation 1:") for problem in found)


def test_an_unknown_document_is_named(answer: Answer, assistant: Assistant) -> None:
    found = problems(answer, assistant, unknown_document)
    assert any("nowhere" in problem for problem in found)


@pytest.mark.parametrize("by", [-1, 1, 100])
def test_a_changed_page_is_found(answer: Answer, assistant: Assistant, by: int) -> None:
    def tamper(saved: Saved) -> None:
        saved["citations"][0]["page"] += by

    (problem,) = problems(answer, assistant, tamper)
    assert "page" in problem


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("7个", "9个"),
        ("7个", "17个"),
        ("7个", "7.5个"),
        ("语雀", "飞书"),
        ("语雀", "GitHub"),
        ("2023年", "2022年"),
        ("7个多小时", "23个多小时"),  # a number of the quote, but not that one
        ("10月 23日", "23月 10日"),
    ],
)
def test_another_number_or_name_in_a_supported_statement_is_found(
    answer: Answer, assistant: Assistant, before: str, after: str
) -> None:
    found = problems(answer, assistant, reword(before, after))
    assert any(problem.startswith("statement 1") for problem in found)


@pytest.mark.parametrize(("before", "after"), [("NVIDIA", "Google"), ("USA", "Japan")])
def test_another_name_in_a_row_is_found(
    from_table: Answer, assistant: Assistant, before: str, after: str
) -> None:
    found = problems(from_table, assistant, reword(before, after))
    assert any(problem.startswith("statement 1") for problem in found)


def test_values_in_each_others_columns_are_found(from_table: Answer, assistant: Assistant) -> None:
    told = from_table.statements[0].text
    institution, _, country = told.partition("（机构：")[2].rstrip("）").partition("；国：")
    swapped = reword(f"机构：{institution}；国：{country}", f"机构：{country}；国：{institution}")
    found = problems(from_table, assistant, swapped)
    assert any(problem.startswith("statement 1") for problem in found)


def move_statement(saved: Saved) -> None:
    saved["statements"][0]["start"] += 1
    saved["statements"][0]["end"] += 1


def change_only_the_statement(saved: Saved) -> None:
    saved["statements"][0]["text"] = saved["statements"][0]["text"][:-1]


def change_only_the_text(saved: Saved) -> None:
    saved["text"] = saved["text"].replace("7", "9")


def cite_nothing(saved: Saved) -> None:
    saved["statements"][0]["citations"] = []


def cite_what_is_not_there(saved: Saved) -> None:
    saved["statements"][0]["citations"].append(99)


@pytest.mark.parametrize(
    "tamper",
    [
        move_statement,
        change_only_the_statement,
        change_only_the_text,
        cite_nothing,
        cite_what_is_not_there,
    ],
)
def test_a_statement_that_does_not_fit_its_answer_is_found(
    answer: Answer, assistant: Assistant, tamper: Callable[[Saved], None]
) -> None:
    found = problems(answer, assistant, tamper)
    assert any(problem.startswith("statement 1") for problem in found)


def test_a_marker_without_a_citation_is_found(answer: Answer, assistant: Assistant) -> None:
    def tamper(saved: Saved) -> None:
        saved["text"] += "[77]"

    (problem,) = problems(answer, assistant, tamper)
    assert "77" in problem


def test_a_dropped_citation_is_found(answer: Answer, assistant: Assistant) -> None:
    def tamper(saved: Saved) -> None:
        del saved["citations"][0]

    found = problems(answer, assistant, tamper)
    assert any("statement 1" in problem for problem in found)
    assert any("marker" in problem for problem in found)


def test_two_citations_of_one_number_are_found(answer: Answer, assistant: Assistant) -> None:
    def tamper(saved: Saved) -> None:
        saved["citations"].append(saved["citations"][0])

    assert problems(answer, assistant, tamper)


def test_a_nearest_that_is_no_citation_is_found(declined: Answer, assistant: Assistant) -> None:
    def tamper(saved: Saved) -> None:
        saved["abstention"]["nearest"] = [9]

    assert problems(declined, assistant, tamper)


@pytest.mark.parametrize(
    "change", [{"text": "别的话"}, {"start": 0}, {"document_id": "nowhere"}, {"text": ""}]
)
def test_a_changed_passage_is_found(answer: Answer, assistant: Assistant, change: Saved) -> None:
    def tamper(saved: Saved) -> None:
        saved["passages"][-1] |= change

    (problem,) = problems(answer, assistant, tamper)
    assert problem.startswith(f"passage {answer.passages[-1].id}")


def test_answered_without_a_statement_is_found(answer: Answer, assistant: Assistant) -> None:
    def tamper(saved: Saved) -> None:
        saved["statements"] = []

    assert any("no statement" in problem for problem in problems(answer, assistant, tamper))


def test_a_marker_among_quoted_words_is_no_marker(assistant: Assistant, answer: Answer) -> None:
    def tamper(saved: Saved) -> None:
        reword("语雀", "语雀[88]")(saved)
        saved["statements"][0]["verdict"] = "unverified"

    assert problems(answer, assistant, tamper) == []


def test_a_statement_that_says_unverified_may_say_anything(
    answer: Answer, assistant: Assistant
) -> None:
    def tamper(saved: Saved) -> None:
        reword("语雀", "飞书")(saved)
        saved["statements"][0]["verdict"] = "unverified"

    assert problems(answer, assistant, tamper) == []


# --- statements in a language model's words ------------------------------------------------------

QUESTION = (
    "Yuque had a serious service failure on 23 October 2023 and recovered after over 7 hours."
)


@pytest.fixture(scope="module")
def written(answer: Answer, assistant: Assistant, embedder: Embedder) -> Answer:
    """``answer`` as a language model might have put its first statement."""
    saved = answer.model_dump(mode="json")
    reword(QUOTE, QUESTION)(saved)
    cited = [c for c in answer.citations if c.number in answer.statements[0].citations]
    verdict, checks = check_statement(
        QUESTION, cited, assistant.documents, meaning=EmbeddedMeaning(embedder)
    )
    assert verdict == "supported"
    assert any(check.name == "meaning" for check in checks)
    saved["statements"][0]["checks"] = [check.model_dump(mode="json") for check in checks]
    return Answer.model_validate(saved)


def test_a_model_written_answer_holds_without_an_embedder(
    written: Answer, assistant: Assistant
) -> None:
    assert problems(written, assistant, untouched) == []


def test_without_its_check_of_meaning_it_does_not(written: Answer, assistant: Assistant) -> None:
    def tamper(saved: Saved) -> None:
        checks = saved["statements"][0]["checks"]
        saved["statements"][0]["checks"] = [c for c in checks if c["name"] != "meaning"]

    assert any("statement 1" in problem for problem in problems(written, assistant, tamper))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("over 7 hours", "over 9 hours"),
        ("over 7 hours", "over 7 days"),
        ("October", "November"),
        ("23", "24"),
        ("2023", "2022"),
        ("Yuque", "Feishu"),
        ("had a", "had no"),
        ("and recovered after", "and a lawsuit by its shareholders was filed after"),
    ],
)
def test_meaning_that_passed_excuses_nothing_else(
    written: Answer, assistant: Assistant, before: str, after: str
) -> None:
    found = problems(written, assistant, reword(before, after))
    assert any(problem.startswith("statement 1") for problem in found)
