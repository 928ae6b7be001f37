"""Where the reply before stands, and questions that go on about it or do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.evidence import told_in
from askreport.evidence.told import beside
from askreport.lexical import LexicalIndex
from askreport.records import Turn

if TYPE_CHECKING:
    from askreport.assistant import Assistant

TEXTS = (
    "语雀在十月出现重大服务故障，持续七个多小时。",
    "故障由运维升级工具的缺陷导致，华东的存储服务器被误下线。",
    "鸿蒙操作系统发布了新版本，支持更多设备。",
)


@pytest.fixture(scope="module")
def lexical() -> LexicalIndex:
    return LexicalIndex.build([*TEXTS, *(f"第{n}段说的是别的事情" for n in range(30))])


def test_a_reply_stands_in_the_passages_that_it_quotes(lexical: LexicalIndex) -> None:
    told = told_in(f"{TEXTS[1]}[1]\n{TEXTS[2]}[2]", lexical)

    assert set(told) == {1, 2}
    assert all(share == pytest.approx(1.0) for share in told.values())


def test_a_reply_in_other_words_stands_where_most_of_them_do(lexical: LexicalIndex) -> None:
    told = told_in("语雀十月的重大服务故障持续了七个多小时。", lexical)

    assert set(told) == {0}
    assert 0.5 <= told[0] < 1.0


@pytest.mark.parametrize("reply", ["", "是的。", "文档里没有找到与这个问题有关的内容。"])
def test_a_reply_that_tells_nothing_stands_nowhere(reply: str, lexical: LexicalIndex) -> None:
    assert told_in(reply, lexical) == {}


def test_what_is_beside_is_not_what_was_told() -> None:
    assert beside({4: 0.8}, 4) == 0.0
    assert beside({4: 0.8}, 6) == 0.8
    assert beside({4: 0.8}, 7) == 0.0
    assert beside({}, 4) == 0.0


def talk(assistant: Assistant, question: str) -> tuple[Turn, ...]:
    return (
        Turn(role="user", content=question),
        Turn(role="assistant", content=assistant.ask(question).text),
    )


@pytest.mark.parametrize(
    "question",
    ["那红烧肉怎么做？", "那世界杯冠军是谁？", "And how do I bake bread?"],
)
def test_what_is_on_nothing_that_was_talked_about_is_declined(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question, history=talk(assistant, "语雀 10 月那次故障是怎么回事？"))

    assert answer.status == "abstained"


def test_what_is_asked_on_is_answered_from_the_passage_that_was_told(
    assistant: Assistant,
) -> None:
    history = (
        Turn(role="user", content="禅道的创始人怎么看 PHP 的生态？"),
        Turn(role="assistant", content="PHP 基金会成立有两年了，累计募集了超过 110 万美金的资金。"),
    )
    answer = assistant.ask("那手里还剩多少没花掉？", history=history)

    assert answer.status == "answered"
    assert "73万美金" in answer.text.replace(" ", "")


@pytest.mark.parametrize(
    "question",
    [
        "FerretDB 是什么，它用什么许可证？",
        "Peek 的作者为什么不干了，还有没有别的原因？",
        "滴滴那次崩溃是什么时候的事？",
        "Svelte 为什么要放弃 TypeScript？他们打算换成什么？",
    ],
)
def test_a_question_with_its_own_subject_is_not_asked_of_the_reply(
    question: str, assistant: Assistant
) -> None:
    alone = assistant.ask(question)
    answer = assistant.ask(question, history=talk(assistant, "语雀 10 月那次故障是怎么回事？"))

    assert answer.standalone_question == question
    assert [c.quote for c in answer.citations] == [c.quote for c in alone.citations]


def test_the_neighbour_of_what_was_told_is_answered_from_its_own_passage(
    assistant: Assistant,
) -> None:
    # On the page that the reply tells of, where one further sentence may weigh otherwise.
    question = "阿里云这次故障影响了哪些产品？"
    alone = [c.quote for c in assistant.ask(question).citations]
    history = talk(assistant, "语雀 10 月那次故障是怎么回事？")
    answer = assistant.ask(question, history=history)

    assert answer.standalone_question == question
    told = [c.quote for c in answer.citations]
    assert told == alone[: len(told)]
    assert len(told) >= len(alone) - 1


def test_who_changes_the_topic_is_not_answered_from_the_passage_before(
    assistant: Assistant,
) -> None:
    history = talk(assistant, "语雀 10 月那次故障是怎么回事？")

    assert assistant.told("换个话题，FerretDB 是什么？", "FerretDB 是什么？", history) == {}
    assert assistant.told("它持续了多久？", "语雀故障持续了多久？", history)
