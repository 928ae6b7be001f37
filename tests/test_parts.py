from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from askreport.evidence import Item, gather, pool
from askreport.parts import clauses_of, core_of, parts_of
from askreport.question import read_question
from tests.conftest import REPORT

if TYPE_CHECKING:
    from askreport.assistant import Assistant

TWO = "Apache Kyuubi 是哪天毕业的，Apache SeaTunnel 又是哪天毕业的？"


STORY = (
    "我在一家小公司做运维，平时很少看新闻。上周同事说语雀出过一次大事故，我完全没有印象。"
    "想问一下：语雀那次故障持续了多久？根本原因又是什么？"
)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("语雀那次故障持续了多久？", ()),
        ("语雀呢？是什么？", ()),
        ("听说语雀出过故障，是哪天的事？", ()),
        (
            "语雀那次故障持续了多久，根本原因是什么？",
            ("语雀那次故障持续了多久", "语雀那次故障持续了多久 根本原因是什么"),
        ),
        ("Kyuubi 和 SeaTunnel，谁先毕业？", ("Kyuubi 谁先毕业", "SeaTunnel 谁先毕业")),
        (
            "编辑器、终端、浏览器各举了谁当例子？",
            ("编辑器 各举了谁当例子", "终端 各举了谁当例子", "浏览器 各举了谁当例子"),
        ),
        (
            "去年发的三样东西：通信库、资源混部系统、打包工具，名字都给我",
            (
                "去年发的三样东西 通信库 名字都给我",
                "去年发的三样东西 资源混部系统 名字都给我",
                "去年发的三样东西 打包工具 名字都给我",
            ),
        ),
        ("做云厂商、公司和高校伙伴的是哪家？", ()),
        (
            "有两个项目，一个想顶掉 MongoDB，一个能替云上的 RDS，分别叫啥？",
            (
                "有两个项目 一个想顶掉 MongoDB 分别叫啥",
                "有两个项目 一个能替云上的 RDS 分别叫啥",
            ),
        ),
        (
            "字节放出来的有哪些？管资源混部的、进程间通信的、打包网页的都要",
            (
                "字节放出来的有哪些",
                "字节放出来的有哪些 管资源混部的 都要",
                "字节放出来的有哪些 进程间通信的 都要",
                "字节放出来的有哪些 打包网页的 都要",
            ),
        ),
        (
            "Who founded Vim, and when did he pass away?",
            ("Who founded Vim", "Who founded Vim and when did he pass away"),
        ),
    ],
)
def test_a_question_of_several_things_is_parted(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


def test_a_story_before_the_questions_is_no_part() -> None:
    first, second = parts_of(STORY)[-2:]
    assert "语雀那次故障持续了多久" in first
    assert "根本原因又是什么" in second
    assert not any("运维" in part for part in parts_of(STORY))


def test_the_story_is_not_what_is_asked() -> None:
    assert core_of(STORY) == STORY  # short enough to be all of it
    told = "我翻了一圈，EMQX 和 Mosquitto 都看过了，谁知道都不合用。" * 4 + STORY
    core = core_of(told)
    assert "EMQX" not in core
    assert core.endswith("语雀那次故障持续了多久？根本原因又是什么？")
    assert not any("EMQX" in part for part in parts_of(told))
    assert core_of("无" * 300) == "无" * 300


def test_a_part_that_points_back_is_read_with_the_part_before() -> None:
    first, second = parts_of("那个数据集成项目改名前叫什么？它后来加的网页组件是给什么人准备的？")
    assert second == f"{first} 它后来加的网页组件是给什么人准备的"


def test_of_many_parts_the_last_are_kept() -> None:
    parts = parts_of("".join(f"第{n}个项目叫什么名字？" for n in "一二三四五六七八"))
    assert len(parts) == 5
    assert "第八个" in parts[-1]
    assert not any("第一个" in part for part in parts)


def test_clauses_are_what_stands_between_commas() -> None:
    assert clauses_of("语雀那次故障持续了多久？") == ()
    assert clauses_of("听说语雀出过故障，是哪天的事？") == ("听说语雀出过故障", "是哪天的事")
    assert len(clauses_of("一二三，四五六，七八九，十百千，万亿兆？")) == 4


def test_parts_change_no_ranking_and_their_cosines_are_told(assistant: Assistant) -> None:
    parts = parts_of(TWO)
    plain = assistant.retriever.search(TWO, 5)
    parted, *apart = assistant.retriever.search_each((TWO, *parts), 5)
    assert [f.row for f in plain.found] == [f.row for f in parted.found]
    assert [one.question for one in apart] == list(parts)
    assert [f.row for f in apart[0].found] == [
        f.row for f in assistant.retriever.search(parts[0], 5).found
    ]
    assert all(f.clause_scores == () for f in plain.found)
    vectors = assistant.retriever.embedder.embed_questions(parts)
    first = parted.found[0]
    stored = assistant.snapshot.vectors_of_sentences(first.row)
    np.testing.assert_allclose(np.array(first.clause_scores), stored @ vectors.T, atol=1e-4)


def test_passages_that_only_a_part_found_are_read_too(assistant: Assistant) -> None:
    retrieval = assistant.retriever.search(TWO, 5)
    known = [one.row for one in retrieval.found]
    other = next(row for row in range(len(assistant.snapshot.chunks)) if row not in known)
    more = assistant.retriever.with_rows(retrieval, [known[0], other, other])
    assert [one.row for one in more.found] == [*known, other]
    stored = assistant.snapshot.vectors_of_sentences(other)
    np.testing.assert_allclose(more.found[-1].sentence_scores, stored @ retrieval.vector, atol=1e-4)


def item(start: int, score: float) -> Item:
    return Item(0, REPORT, start, start + 1, score, (), 0)


def test_a_sentence_counts_by_the_whole_question_and_by_its_best_part() -> None:
    whole = [item(1, 0.6), item(2, 0.4), item(3, 0.1)]
    pooled = pool(whole, [[item(3, 0.9), item(9, 0.9)], [item(3, 0.2), item(2, 0.3)]])
    assert [(i.start, round(i.score, 2)) for i in pooled] == [(1, 0.6), (3, 0.5), (2, 0.4)]
    assert pool(whole, []) == whole


def test_each_thing_that_is_asked_about_has_its_sentence(assistant: Assistant) -> None:
    retrieval = assistant.retriever.search_each((TWO,), 8, None, clauses_of(TWO))[0]
    chosen = gather(retrieval, assistant.snapshot, read_question(TWO)).chosen
    text = assistant.documents[REPORT].text
    said = "".join("".join(text[i.start : i.end].split()) for i in chosen)
    assert "1月19日" in said
    assert "6月1日" in said


def test_nothing_is_chosen_twice(assistant: Assistant) -> None:
    for question in (TWO, "语雀那次故障持续了多久，根本原因是什么？", "首批备案的大模型有哪些？"):
        retrieval = assistant.retriever.search_each((question,), 8, None, clauses_of(question))[0]
        chosen = gather(retrieval, assistant.snapshot, read_question(question)).chosen
        assert len({(i.document_id, i.start) for i in chosen}) == len(chosen) > 0


def test_a_heading_that_its_sentences_say_again_is_left_out(assistant: Assistant) -> None:
    question = "Bun 1.0 是什么时候发布的，愿景是什么？"
    retrieval = assistant.retriever.search_each((question,), 8, None, clauses_of(question))[0]
    chosen = gather(retrieval, assistant.snapshot, read_question(question)).chosen
    said = [assistant.documents[i.document_id].text[i.start : i.end] for i in chosen]
    assert any("9 月 8 日" in text for text in said)
    assert "Bun 发布 1.0 正式版本" not in said


def test_a_heading_that_says_more_stays(assistant: Assistant) -> None:
    question = "MySQL 5.7 官方是哪天停止支持的？"
    retrieval = assistant.retriever.search_each((question,), 8, None, clauses_of(question))[0]
    chosen = gather(retrieval, assistant.snapshot, read_question(question)).chosen
    said = [assistant.documents[i.document_id].text[i.start : i.end] for i in chosen]
    assert any("2023.10.21" in text for text in said)
