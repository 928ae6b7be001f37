from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from askreport.assistant import Assistant
from askreport.conversation import leans_back, standalone
from askreport.records import Turn
from askreport.store.snapshot import load_snapshot
from tests.store.make import Counting, built, make_corpus

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "语雀的第一次重大故障是怎么引起的？"


def said(*contents: str) -> list[Turn]:
    """A conversation that a user begins."""
    roles: tuple[Literal["user", "assistant"], ...] = ("user", "assistant")
    return [Turn(role=roles[i % 2], content=c) for i, c in enumerate(contents)]


@pytest.mark.parametrize("question", ["它持续了多久？", "那第二次呢？", "x"])
def test_without_history_a_question_stays_as_it_is(question: str) -> None:
    assert standalone(question, []) == question


@pytest.mark.parametrize(
    "question",
    [
        "它持续了多久？",  # pronouns
        "他们后来怎么补偿用户的？",
        "这次故障的原因是什么？",
        "该公司怎么回应的？",
        "上述项目的作者是谁？",
        "那第二次呢？",  # ellipses
        "第二次呢？",
        "什么时候？",
        "为什么？",
        "后来发生了什么事情呢",
        "When was it released?",
        "What about the second one?",
        "Who are they?",
        "How long did that take?",
    ],
)
def test_a_follow_up_brings_the_question_before_along(question: str) -> None:
    asked = standalone(question, said(FIRST, "因为运维工具。"))
    assert asked.startswith(FIRST)
    assert asked.endswith(question)


@pytest.mark.parametrize(
    "question",
    [
        "2023 年 Gitee 增长最快的编程语言是哪个？",
        "龙芯 3A6000 是哪一天发布的？",
        "谁发明了 PowerPoint？",
        "Gitee 的开发者总数在年底达到了多少？",
        "Who invented PowerPoint?",
        "Which company released Llama 2 and when?",
        "程序员应该学习哪一门编程语言？",
        "土耳其的开源开发者一共有多少人？",
        "开发者尤其喜欢使用的编辑器有哪几款？",
        "IT 行业在 2023 年一共裁掉了多少人？",
        "开源项目的维护者彼此之间怎样协作？",
    ],
)
def test_a_question_with_its_own_subject_starts_anew(question: str) -> None:
    assert standalone(question, said(FIRST, "因为运维工具。")) == question
    assert not leans_back(question)


def test_two_follow_ups_in_a_row_reach_back_to_the_subject() -> None:
    history = said(FIRST, "因为运维工具。", "那第二次呢？", "因为扩容。")
    assert standalone("持续了多久？", history) == f"{FIRST} 那第二次呢？ 持续了多久？"


def test_a_follow_up_after_a_change_of_subject_leaves_the_old_one_behind() -> None:
    history = said(FIRST, "因为运维工具。", "龙芯 3A6000 是哪一天发布的？", "11 月。")
    asked = standalone("它的性能怎么样？", history)
    assert "3A6000" in asked
    assert "语雀" not in asked


def test_what_the_assistant_said_is_not_taken_for_a_question() -> None:
    history = [Turn(role="assistant", content="你好，我是助手小开源。"), *said(FIRST)]
    assert "小开源" not in standalone("它持续了多久？", history)
    only = [Turn(role="assistant", content="你好，我是助手小开源。")]
    assert standalone("它持续了多久？", only) == "它持续了多久？"


def test_blank_turns_are_passed_over() -> None:
    assert standalone("它呢？", said(" ", "x", FIRST, "y", "\n")) == f"{FIRST} 它呢？"


def test_questions_are_kept_apart() -> None:
    assert standalone("它呢？", said("语雀怎么了")) == "语雀怎么了？ 它呢？"


def test_a_long_chain_stays_short() -> None:
    history = said(*["那这次呢？", "不知道。"] * 200)
    assert len(standalone("它呢？", history)) < 50


def test_the_answer_tells_the_question_that_was_searched_for(assistant: Assistant) -> None:
    history = said(FIRST, "因为运维工具。")
    answer = assistant.ask("它持续了多久？", history=history)
    assert answer.question == "它持续了多久？"
    assert answer.standalone_question == standalone("它持续了多久？", history)
    alone = assistant.ask(answer.standalone_question)
    assert [p.id for p in answer.passages] == [p.id for p in alone.passages]
    assert any("语雀" in p.text for p in answer.passages)


def test_of_a_history_far_over_the_limit_the_end_is_searched_for(tmp_path: Path) -> None:
    built(make_corpus(tmp_path), tmp_path / "index")
    embedder = Counting()
    assistant = Assistant(load_snapshot(tmp_path / "index"), embedder)
    history = said(*["那" + "语雀" * 9000 + "呢？", "不知道。"] * 30)
    answer = assistant.ask("那次故障持续了多久？", history=history)
    assert answer.standalone_question.endswith("那次故障持续了多久？")
    assert answer.passages
    (searched,) = embedder.seen
    assert len(searched) <= 4000
    assert searched.endswith("那次故障持续了多久？")
