from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from askreport.evidence import gather
from askreport.question import parts_of, read_question
from tests.conftest import REPORT

if TYPE_CHECKING:
    from askreport.assistant import Assistant

TWO = "Apache Kyuubi 是哪天毕业的，Apache SeaTunnel 又是哪天毕业的？"


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("语雀那次故障持续了多久？", ()),
        ("语雀那次故障持续了多久，根本原因是什么？", ("语雀那次故障持续了多久", "根本原因是什么")),
        ("语雀呢？是什么？", ()),
        ("一二三，四五六，七八九，十百千，万亿兆？", ("一二三", "四五六", "七八九", "十百千")),
    ],
)
def test_a_question_of_several_parts_is_parted(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


def test_parts_change_no_ranking_and_are_the_cosines_of_their_own(assistant: Assistant) -> None:
    parts = parts_of(TWO)
    plain = assistant.retriever.search(TWO, 5)
    parted = assistant.retriever.search(TWO, 5, parts=parts)
    assert [f.row for f in plain.found] == [f.row for f in parted.found]
    assert all(f.part_scores == () for f in plain.found)
    vectors = assistant.retriever.embedder.embed(parts, "query")
    first = parted.found[0]
    stored = assistant.snapshot.vectors_of_sentences(first.row)
    np.testing.assert_allclose(np.array(first.part_scores), stored @ vectors.T, atol=1e-4)


def test_each_thing_that_is_asked_about_has_its_sentence(assistant: Assistant) -> None:
    retrieval = assistant.retriever.search(TWO, 8, parts=parts_of(TWO))
    chosen = gather(retrieval, assistant.snapshot, read_question(TWO)).chosen
    text = assistant.documents[REPORT].text
    said = "".join("".join(text[i.start : i.end].split()) for i in chosen)
    assert "1月19日" in said
    assert "6月1日" in said


def test_nothing_is_chosen_twice(assistant: Assistant) -> None:
    for question in (TWO, "语雀那次故障持续了多久，根本原因是什么？", "首批备案的大模型有哪些？"):
        retrieval = assistant.retriever.search(question, 8, parts=parts_of(question))
        chosen = gather(retrieval, assistant.snapshot, read_question(question)).chosen
        assert len({(i.document_id, i.start) for i in chosen}) == len(chosen) > 0


def test_a_heading_that_its_sentences_say_again_is_left_out(assistant: Assistant) -> None:
    question = "Bun 1.0 是什么时候发布的，愿景是什么？"
    retrieval = assistant.retriever.search(question, 8, parts=parts_of(question))
    chosen = gather(retrieval, assistant.snapshot, read_question(question)).chosen
    said = [assistant.documents[i.document_id].text[i.start : i.end] for i in chosen]
    assert any("9 月 8 日" in text for text in said)
    assert "Bun 发布 1.0 正式版本" not in said


def test_a_heading_that_says_more_stays(assistant: Assistant) -> None:
    question = "MySQL 5.7 官方是哪天停止支持的？"
    retrieval = assistant.retriever.search(question, 8, parts=parts_of(question))
    chosen = gather(retrieval, assistant.snapshot, read_question(question)).chosen
    said = [assistant.documents[i.document_id].text[i.start : i.end] for i in chosen]
    assert any("2023.10.21" in text for text in said)
