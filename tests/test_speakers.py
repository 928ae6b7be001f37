"""Who says a sentence is named with it, where a person or an opinion is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.evidence.speakers import with_speaker
from tests.test_choosing import items_of, said

if TYPE_CHECKING:
    from askreport.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "words", "speaker"),
    [
        ("谁说用 PHP 不用担心被卡脖子？", "卡脖子", "王春生"),
        # The head of a single remark, which shares its words with the event above.
        ("谁说 Office 集成 Python 是开源的一步胜利？", "一步胜利", "杜天微"),
        # A remark that begins with its speaker; what is quoted is its second sentence.
        ("谁说服务器端写 SQL 很正常？", "很正常", "waylau"),
    ],
)
def test_the_speaker_comes_with_the_remark(
    assistant: Assistant, question: str, words: str, speaker: str
) -> None:
    items = items_of(assistant, question)
    first = next(i for i in items if words in said(assistant, i))
    others = [i for i in items if i is not first][:2]
    chosen = with_speaker([first, *others], 3, assistant.snapshot)
    assert len(chosen) == 3
    assert chosen[0] is first
    assert speaker in said(assistant, chosen[1])
    assert with_speaker(chosen, 3, assistant.snapshot) == chosen


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("语雀那次故障持续了多久？", "语雀"),
        # The sentence names its speaker itself.
        ("谁把它比作大门口的保险柜？", "保险柜"),
    ],
)
def test_what_nobody_says_stays_as_it_is(assistant: Assistant, question: str, words: str) -> None:
    first = next(i for i in items_of(assistant, question) if words in said(assistant, i))
    assert with_speaker([first], 3, assistant.snapshot) == [first]


def test_who_asks_who_said_it_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("哪位评论嘉宾说用 PHP 不怕被人卡脖子？")
    assert "王春生" in answer.text
    assert len(answer.statements) <= 3
