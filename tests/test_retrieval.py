from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from askreport.chunking import context_of
from askreport.errors import QuestionError, UnknownDocumentError
from askreport.retrieval import Retriever, check_question
from tests.conftest import REPORT, TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.assistant import Assistant
    from askreport.embedding.base import Embedder, Vectors
    from askreport.records import Passage
    from askreport.store.snapshot import Snapshot

QUESTIONS = [
    "语雀那次故障是怎么引起的？",
    "Which institution released Fairseq?",
    "龙芯 3A6000 的性能相当于哪款英特尔处理器？",
    "zzzz qqqq",
]


@pytest.fixture(scope="module")
def retriever(assistant: Assistant) -> Retriever:
    return assistant.retriever


def passages(
    retriever: Retriever, question: str, top_k: int = 20, documents: Sequence[str] | None = None
) -> tuple[Passage, ...]:
    return retriever.passages(retriever.search(question, top_k, documents).found)


@pytest.mark.parametrize("question", QUESTIONS)
def test_passages_are_ranked_chunks_with_the_documents_words(
    retriever: Retriever, snapshot: Snapshot, question: str
) -> None:
    found = passages(retriever, question)
    chunks = {chunk.id: chunk for chunk in snapshot.chunks}
    assert [p.rank for p in found] == list(range(1, 21))
    scores = [p.score for p in found]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0
    assert len({p.id for p in found}) == 20
    for passage in found:
        chunk = chunks[passage.id]
        assert (passage.document_id, passage.page) == (chunk.document_id, chunk.page)
        assert (passage.start, passage.end) == (chunk.start, chunk.end)
        text = snapshot.documents[chunk.document_id].text
        assert passage.text == text[chunk.start : chunk.end]
        assert passage.heading == (" › ".join(chunk.trail) or None)


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_legs_say_what_they_think_of_every_passage(
    retriever: Retriever, snapshot: Snapshot, embedder: Embedder, question: str
) -> None:
    vector = embedder.embed_questions([question])[0]
    lexical = snapshot.lexical.scores(question)
    rows = {chunk.id: row for row, chunk in enumerate(snapshot.chunks)}
    for passage in passages(retriever, question):
        row = rows[passage.id]
        cosine = float(snapshot.store.vectors([row])[0] @ vector)
        assert passage.dense_score == pytest.approx(cosine, abs=1e-4)
        assert passage.lexical_score == pytest.approx(float(lexical[row]), abs=1e-3)


def test_a_dense_score_is_the_cosine_of_the_chunk_embedded_anew(
    retriever: Retriever, snapshot: Snapshot, embedder: Embedder
) -> None:
    chunks = {chunk.id: chunk for chunk in snapshot.chunks}
    found = passages(retriever, QUESTIONS[0], 6)
    texts = [context_of(chunks[p.id], snapshot.documents[p.document_id]) for p in found]
    question = embedder.embed_questions([QUESTIONS[0]])[0]
    by_hand = [
        float(np.dot(v, question) / np.linalg.norm(v) / np.linalg.norm(question))
        for v in embedder.embed(texts, "passage")
    ]
    assert [p.dense_score for p in found] == pytest.approx(by_hand, abs=2e-3)


def test_a_sentence_score_is_its_cosine(
    retriever: Retriever, snapshot: Snapshot, embedder: Embedder
) -> None:
    vector = embedder.embed_questions([QUESTIONS[0]])[0]
    several = 0
    for found in retriever.search(QUESTIONS[0], 10).found:
        chunk = snapshot.chunks[found.row]
        count = len(chunk.sentences) + len(chunk.heads)
        assert len(found.sentence_scores) == count
        several += count > 1
        by_hand = snapshot.vectors_of_sentences(found.row) @ vector
        assert found.sentence_scores == pytest.approx(by_hand.tolist(), abs=1e-5)
    assert several


def test_the_nearest_by_vector_and_the_best_by_words_are_both_found(
    retriever: Retriever, snapshot: Snapshot, embedder: Embedder
) -> None:
    vector = embedder.embed_questions([QUESTIONS[0]])[0]
    rows = [found.row for found in retriever.search(QUESTIONS[0], 20).found]
    ((nearest, _),) = snapshot.store.search(vector, 1)
    assert nearest in rows
    assert int(snapshot.lexical.scores(QUESTIONS[0]).argmax()) in rows


@pytest.mark.parametrize("top_k", [1, 3, 20])
def test_as_many_as_asked_for_and_the_same_order(retriever: Retriever, top_k: int) -> None:
    found = passages(retriever, QUESTIONS[0], top_k)
    assert len(found) == top_k
    assert found == passages(retriever, QUESTIONS[0], 20)[:top_k]


@pytest.mark.parametrize("name", [REPORT, TABLE])
def test_only_the_documents_asked_for(retriever: Retriever, name: str) -> None:
    found = passages(retriever, "开源", 20, [name])
    assert len(found) == 20
    assert {p.document_id for p in found} == {name}


def test_all_documents_are_as_none_named(retriever: Retriever) -> None:
    every = passages(retriever, "ChatGLM", 20, [TABLE, REPORT, TABLE])
    assert every == passages(retriever, "ChatGLM", 20)
    assert {p.document_id for p in every} == {TABLE, REPORT}


def test_no_documents_hold_no_passages(retriever: Retriever) -> None:
    assert passages(retriever, "开源", 5, []) == ()


def test_an_unknown_document_is_refused_and_the_known_ones_named(retriever: Retriever) -> None:
    with pytest.raises(UnknownDocumentError, match=REPORT):
        retriever.search("开源", 5, [REPORT, "nowhere"])


@pytest.mark.parametrize(
    ("question", "identifier"),
    [
        ("3A6000", "3A6000"),
        ("CVE-2023-38545", "CVE-2023-38545"),
        ("v2.0.0", "v2.0.0"),
        ("龙芯 3A6000 怎么样？", "3A6000"),
        ("CVE-2023-38545 是什么漏洞？", "CVE-2023-38545"),
        ("Pigsty v2.0.0 什么时候发布？", "v2.0.0"),
    ],
)
def test_what_holds_the_identifier_comes_first(
    retriever: Retriever, question: str, identifier: str
) -> None:
    assert identifier in passages(retriever, question, 1)[0].text


@pytest.mark.parametrize("name", ["Kuasar", "aardio", "Jan Strehmel"])
def test_a_latin_name_among_chinese_brings_the_few_passages_that_have_it(
    retriever: Retriever, name: str
) -> None:
    # The words around it are those of many other passages; twenty are read.
    question = f"开源项目的社区和开发者在 2023 年发布的新版本里，{name} 是怎么回事？"
    assert any(name in one.text for one in passages(retriever, question, 20))


@pytest.mark.parametrize("written", ["３Ａ６０００", "3a6000"])
def test_width_and_case_of_an_identifier_do_not_matter(retriever: Retriever, written: str) -> None:
    assert "3A6000" in passages(retriever, written, 1)[0].text


def test_times_are_measured(retriever: Retriever) -> None:
    retrieval = retriever.search("开源", 5)
    assert retrieval.embed_ms > 0
    assert retrieval.search_ms > 0
    assert retrieval.question == "开源"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "empty"),
        (" \n\t　", "empty"),
        ("\x00\x07", "empty"),
        ("问" * 2001, "2001"),
        ("半个字\ud83d", "surrogate"),
    ],
)
def test_what_is_no_question_is_refused_with_the_reason(question: str, words: str) -> None:
    with pytest.raises(QuestionError, match=words):
        check_question(question)


def test_a_question_is_kept_but_for_its_margins_and_control_characters() -> None:
    assert check_question("  语雀\x00怎么了？\n") == "语雀 怎么了？"
    assert check_question("第一行\n第二行") == "第一行\n第二行"
    assert check_question("😀" * 2000) == "😀" * 2000


def test_of_a_clause_the_ends_are_embedded_too(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = assistant.retriever.embedder
    given: list[str] = []
    plain = type(embedder).embed_with_clauses

    def seen(self: Embedder, texts: Sequence[str], clauses: Sequence[str]) -> Vectors:
        given.extend((*texts, *clauses))
        return plain(self, texts, clauses)

    monkeypatch.setattr(type(embedder), "embed_with_clauses", seen)
    clauses = ("公司" * 400, "语雀停了几个小时")
    assistant.retriever.search_each(("，".join(clauses),), 5, None, clauses)
    assert len(given) == 3
    assert max(map(len, given)) < 500
