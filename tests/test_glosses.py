"""Chinese text as English words would say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.evidence.features import question_terms, words_of
from askreport.naming.glosses import glosses
from askreport.naming.tokens import stem
from askreport.question import content_of

if TYPE_CHECKING:
    from askreport.store.snapshot import Snapshot


def test_the_meanings_of_the_words() -> None:
    said = glosses("大學生分析了源代码的质量")
    assert {stem(word) for word in ("student", "source", "code", "quality", "analysis")} <= said


def test_latin_words_speak_for_themselves() -> None:
    assert stem("kernel") in glosses("Linux kernel 邮件列表")


def test_an_english_question_meets_chinese_words() -> None:
    wanted = ("quality", "code", "weather")
    assert {"quality", "code"} <= words_of("代码质量更好", wanted, "en")
    assert "weather" not in words_of("代码质量更好", wanted, "en")
    assert "quality" not in words_of("代码质量更好", wanted, "zh")


def test_words_of_grammar_ask_for_nothing(snapshot: Snapshot) -> None:
    assert content_of("Who was the author of Vim?") == "author Vim?"
    weights = question_terms("Who was the author of Vim?", snapshot)
    assert set(weights) == {"author", "vim"}
    assert weights["vim"] > weights["author"] > 0
