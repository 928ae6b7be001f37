"""Names in pinyin against what the shipped documents write in characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.naming.spoken import with_spoken_names

if TYPE_CHECKING:
    from askreport.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("How long did the Yuque outage last?", "How long did the Yuque (语雀) outage last?"),
        ("Did Didi go down?", "Did Didi (滴滴) go down?"),
        ("Is it on Huawei phones?", "Is it on Huawei (华为) phones?"),
        ("What does Li Yanhong advise?", "What does Li Yanhong (李彦宏) advise?"),
        ("What does Yanhong Li advise?", "What does Yanhong Li (李彦宏) advise?"),
        ("How good is Wenxin Yiyan?", "How good is Wenxin Yiyan (文心一言)?"),
    ],
)
def test_a_name_as_it_sounds_gets_its_characters(
    assistant: Assistant, question: str, written: str
) -> None:
    assert assistant.rewrite(assistant.read(question)) == written


@pytest.mark.parametrize(
    "question",
    [
        "Which languages do Women in China change?",  # English words that are pinyin, too
        "Does Renren use Django?",  # pinyin, but not in the documents
        "How long did the 语雀 (Yuque) outage last?",
        "Is baidu.com or /Didi/ up?",
        "Who made PyTorch, Linux and Rust?",
        "语雀那次故障持续了多久？",
        "",
    ],
)
def test_whatever_else_stays(assistant: Assistant, question: str) -> None:
    lexical = assistant.snapshot.lexical
    text = "\n".join(document.text for document in assistant.documents.values())
    assert with_spoken_names(question, lexical.frequency, text.__contains__) == question


def test_no_question_of_another_field_gets_characters(assistant: Assistant) -> None:
    from tests.wellformed import OTHERS

    lexical = assistant.snapshot.lexical
    text = "\n".join(document.text for document in assistant.documents.values())
    changed = [
        question
        for question in OTHERS
        if with_spoken_names(question, lexical.frequency, text.__contains__) != question
    ]
    assert changed == []


def test_it_reaches_the_answer(assistant: Assistant) -> None:
    answer = assistant.ask("How long did the Yuque outage last?")
    assert answer.standalone_question == "How long did the Yuque (语雀) outage last?"
    assert "7个多小时" in answer.text.replace(" ", "")
