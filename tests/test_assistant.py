from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport import __version__
from askreport.assistant import AnswerReady, Assistant, PassagesFound, StatementReady
from askreport.composing import Composers
from askreport.errors import QuestionError, UnknownBackendError, UnknownDocumentError
from askreport.records import Turn
from askreport.verification import verify_answer
from tests.composing.make import answer_from, answer_from_rows
from tests.conftest import REPORT, TABLE

if TYPE_CHECKING:
    from askreport.embedding.base import Embedder
    from askreport.records import Answer
    from askreport.settings import Settings
    from askreport.store.snapshot import Snapshot

STATED = "语雀那次重大故障持续了多久？"


def untimed(answer: Answer) -> Answer:
    zero = dict.fromkeys(type(answer.timings_ms).model_fields, 0.0)
    return answer.model_copy(update={"timings_ms": type(answer.timings_ms).model_validate(zero)})


def test_a_stream_is_passages_then_statements_then_the_whole(assistant: Assistant) -> None:
    first, *statements, last = assistant.stream(STATED)
    assert isinstance(first, PassagesFound)
    assert isinstance(last, AnswerReady)
    assert last.answer.passages == first.passages
    assert statements
    told = []
    for event in statements:
        assert isinstance(event, StatementReady)
        told.append(event.statement)
        assert tuple(c.number for c in event.citations) == event.statement.citations
        assert all(c in last.answer.citations for c in event.citations)
    assert tuple(told) == last.answer.statements


def test_asking_is_the_last_part_of_the_stream(assistant: Assistant) -> None:
    *_, last = assistant.stream(STATED)
    assert isinstance(last, AnswerReady)
    assert untimed(assistant.ask(STATED)) == untimed(last.answer)


def test_the_text_is_the_statements_with_their_markers(assistant: Assistant) -> None:
    answer = answer_from(assistant, "语雀出现重大服务故障", "3A6000 性能可达")
    lines = [s.text + "".join(f"[{n}]" for n in s.citations) for s in answer.statements]
    assert len(lines) == 2
    assert answer.text == "\n".join(lines)
    assert [answer.text[s.start : s.end] for s in answer.statements] == [
        s.text for s in answer.statements
    ]


def test_a_torn_sentence_is_answered_whole_and_both_parts_cited(assistant: Assistant) -> None:
    answer = answer_from(assistant, "训练数据多了 40%，上下文")
    (statement,) = answer.statements
    assert "40%，上下文长度是 Llama 1的 2倍" in statement.text
    assert statement.verdict == "supported"
    assert statement.citations == (1, 2)
    first, second = answer.citations
    text = assistant.documents[REPORT].text
    assert first.quote == text[first.start : first.end]
    assert second.quote == text[second.start : second.end]
    assert first.quote.endswith("训练数据多了 40%，上下文")
    assert second.quote.startswith("长度是 Llama 1的 2倍")
    assert answer.text.endswith("[1][2]")
    assert verify_answer(answer, assistant.documents) == []


def test_a_row_is_answered_cell_by_cell(assistant: Assistant) -> None:
    answer = answer_from_rows(assistant, "CV-CUDA")
    table = assistant.documents[TABLE].tables[0]
    first = answer.citations[0].cell
    assert first is not None
    (row,) = [row for row in table.rows if row.number == first.row]
    assert answer.statements[0].citations == tuple(range(1, len(row.cells) + 1))
    for citation, cell in zip(answer.citations, row.cells, strict=True):
        assert citation.cell is not None
        assert (citation.cell.row, citation.cell.column) == (row.number, cell.column)
        assert (citation.start, citation.end) == (cell.start, cell.end)
    assert verify_answer(answer, assistant.documents) == []


@pytest.mark.parametrize(
    "question",
    ["孕妇可以吃螃蟹吗？", "What is the capital of Australia?", "澳大利亚的首都是哪里？"],
)
def test_another_subject_is_declined_with_what_came_closest(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "abstained"
    assert answer.abstention is not None
    assert answer.abstention.reason == "out_of_scope"
    assert answer.statements == ()
    assert answer.abstention.nearest
    assert answer.abstention.nearest == tuple(c.number for c in answer.citations)
    assert answer.text == answer.abstention.message
    assert all(f"[{n}]" in answer.text for n in answer.abstention.nearest)
    assert answer.confidence < 0.5


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("1987 年 Gitee 有多少开发者？", True),
        ("How many developers did Gitee have in 1987?", False),
    ],
)
def test_a_year_that_is_not_there_is_named_in_the_askers_language(
    assistant: Assistant, question: str, chinese: bool
) -> None:
    answer = assistant.ask(question)
    assert answer.abstention is not None
    assert answer.abstention.reason == "not_stated"
    assert "1987" in answer.abstention.message
    assert any("一" <= c <= "鿿" for c in answer.abstention.message) is chinese
    assert answer.statements == ()


@pytest.mark.parametrize(
    "question", ["😀😀", "？？！", "...", "——", "（）", "\U0001f469‍\U0001f4bb"]
)
def test_a_question_without_a_word_is_empty(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstention is not None
    assert answer.abstention.reason == "empty_question"
    assert answer.abstention.nearest == ()
    assert answer.text == answer.abstention.message
    assert answer.passages == ()
    assert answer.citations == ()
    assert answer.confidence == 0


@pytest.mark.parametrize("question", ["C++", "C#", "2.0.0", "3.5", "F#？"])
def test_a_name_or_number_of_signs_is_a_question(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.passages
    assert answer.abstention is None or answer.abstention.reason != "empty_question"


@pytest.mark.parametrize("question", ["", "  ", "\x00", "问" * 2001, "\ud800"])
def test_what_is_no_question_is_an_error(assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError):
        assistant.ask(question)


def test_unknown_documents_and_backends_are_errors(assistant: Assistant) -> None:
    with pytest.raises(UnknownDocumentError):
        assistant.ask(STATED, documents=["nowhere"])
    with pytest.raises(UnknownBackendError):
        assistant.ask(STATED, backend="oracle")


def test_an_unknown_backend_is_said_at_start(
    snapshot: Snapshot, embedder: Embedder, settings: Settings
) -> None:
    oracle = replace(settings, backend="oracle")
    with pytest.raises(UnknownBackendError):
        Assistant(snapshot, embedder, composers=Composers(oracle))


def test_no_documents_have_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask(STATED, documents=[])
    assert answer.status == "abstained"
    assert answer.passages == ()
    assert answer.citations == ()


def test_top_k_and_documents_reach_the_search(assistant: Assistant) -> None:
    assert len(assistant.ask(STATED).passages) == assistant.default_top_k
    answer = assistant.ask(STATED, top_k=3, documents=[TABLE])
    assert len(answer.passages) == 3
    assert {p.document_id for p in answer.passages} == {TABLE}
    assert {c.document_id for c in answer.citations} <= {TABLE}


def test_equal_questions_have_equal_ids_and_others_another(assistant: Assistant) -> None:
    again = assistant.ask(f"  {STATED} ")
    assert assistant.ask(STATED).id == again.id
    others = [
        assistant.ask("语雀那次重大故障是谁引起的？"),
        assistant.ask("😀"),
        assistant.ask("？"),
        assistant.ask("1987 年 Gitee 有多少开发者？"),
    ]
    assert len({again.id, *(a.id for a in others)}) == 5
    assert again.id.isascii()


def test_an_equal_question_after_another_history_has_another_id(assistant: Assistant) -> None:
    histories = [[Turn(role="user", content=c)] for c in ("Gitee 是什么？", "语雀怎么了？")]
    ids = {assistant.ask("它持续了多久？", history=history).id for history in histories}
    assert len(ids) == 2


def test_the_receipt_names_what_the_answer_was_made_with(
    assistant: Assistant, embedder: Embedder
) -> None:
    for question in (STATED, "😀"):
        receipt = assistant.ask(question).receipt
        manifest = assistant.snapshot.manifest
        assert receipt.askreport == __version__
        assert receipt.corpus_sha256 == manifest.corpus_sha256
        assert receipt.index_id == manifest.index_id
        assert receipt.embedder == embedder.fingerprint
        assert receipt.prompt_sha256 is None


def test_steps_take_no_longer_than_the_whole(assistant: Assistant) -> None:
    times = assistant.ask(STATED).timings_ms
    steps = (times.rewrite, times.embed, times.search, times.compose, times.verify)
    assert all(step >= 0 for step in steps)
    assert times.embed > 0
    assert times.compose > 0
    assert sum(steps) <= times.total + 0.01


def test_sixteen_threads_get_the_answers_of_one(assistant: Assistant) -> None:
    questions = [STATED, "谁发明了 PowerPoint？", "CV-CUDA 是哪些机构的？", "😀", "红烧肉怎么做？"]
    alone = {question: untimed(assistant.ask(question)) for question in questions}
    asked = questions * 7
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(assistant.ask, asked))
    assert [untimed(answer) for answer in answers] == [alone[question] for question in asked]


def test_two_streams_may_be_read_in_turns(assistant: Assistant) -> None:
    questions = (STATED, "CV-CUDA 是哪些机构的？")
    streams = [assistant.stream(question) for question in questions]
    events = [[next(stream) for stream in streams]]
    rest = [list(stream) for stream in streams]
    assert len(events[0]) == 2
    for question, parts in zip(questions, rest, strict=True):
        last = parts[-1]
        assert isinstance(last, AnswerReady)
        assert untimed(last.answer) == untimed(assistant.ask(question))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many Chinese universities are on the list?", r"\d+ universities: Tsinghua"),
        ("中国有几所大学入选？", r"“机构”一栏共 \d+ 所：Tsinghua"),
        ("哪些国家入选的项目最多？", r"USA 45 项；China 40 项；UK 5 项。"),
        ("清華大學有幾個項目入選？", r"符合條件的共 4 個。"),
        ("DB-GPT 和 ChatGLM 哪个的机构更多？各几家", r"ChatGLM 4 家；DB-GPT 1 家。"),
        ("华为和阿里谁的开源项目多", r"Alibaba Group 6 项；Huawei 1 项。"),
    ],
)
def test_what_is_computed_of_a_table_stands_as_it_was_told(
    assistant: Assistant, question: str, told: str
) -> None:
    assert re.match(told, assistant.ask(question).statements[0].text)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("越南有入选的开源成果吗？", "表中没有符合“越南”的条目。"),
        ("開源成果表裡，越南有入選的項目嗎？", "表中沒有符合「越南」的條目。"),
        ("Are there any achievements from Vietnam in the table of open-source systems?", "No row"),
    ],
)
def test_what_a_table_lacks_is_told_in_the_askers_language(
    assistant: Assistant, question: str, told: str
) -> None:
    answer = assistant.ask(question)
    assert answer.abstention is not None
    assert answer.abstention.reason == "not_stated"
    assert told in answer.abstention.message


def test_a_conversation_about_the_table_stays_with_it(assistant: Assistant) -> None:
    history: list[Turn] = []
    shown = []
    for question in ("清华有哪些成果入选？", "其中跟别人合作的有哪些？", "美国一共有几项？"):
        answer = assistant.ask(question, history=history)
        assert answer.status == "answered"
        shown.append(answer.standalone_question)
        assert all(citation.document_id == TABLE for citation in answer.citations)
        history += [
            Turn(role="user", content=question),
            Turn(role="assistant", content=answer.text),
        ]
    assert shown == [
        "清华有哪些成果入选？",
        "表里，多家机构合作的Tsinghua University参与的项目有哪些？",
        "表里，美国一共有几项？",
    ]


def test_a_question_on_the_text_after_one_on_the_table_is_one_on_the_text(
    assistant: Assistant,
) -> None:
    history = [Turn(role="user", content="清华有哪些成果入选？")]
    answer = assistant.ask("语雀那次故障持续了多久？", history=history)
    assert answer.standalone_question == "语雀那次故障持续了多久？"
    assert "7 个多小时" in answer.text.replace("7个", "7 个")
    assert assistant.ask("红烧肉怎么做？", history=history).status == "abstained"
