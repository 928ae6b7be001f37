from __future__ import annotations

import re
from typing import get_args

import pytest

from askreport.messages import Declined, abstention_message
from askreport.records import AbstentionReason

REASONS: tuple[AbstentionReason, ...] = get_args(AbstentionReason)
LANGUAGES = ("zh", "zh-Hant", "en")


def has_han(text: str) -> bool:
    return re.search(r"[一-鿿]", text) is not None


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_said_in_the_askers_language(reason: AbstentionReason) -> None:
    assert has_han(abstention_message(Declined(reason, "zh")))
    assert has_han(abstention_message(Declined(reason, "zh-Hant")))
    english = abstention_message(Declined(reason, "en", missing=("2019",), nearest=(1, 2)))
    assert not has_han(english)
    assert "  " not in english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_reasons_are_said_alike(language: str) -> None:
    said = {abstention_message(Declined(reason, language)) for reason in REASONS}
    assert len(said) == len(REASONS)


def test_the_scripts_of_chinese_differ() -> None:
    simple, traditional = (
        abstention_message(Declined("not_stated", language, "person", nearest=(1,)))
        for language in ("zh", "zh-Hant")
    )
    assert simple != traditional
    assert "文档" in simple
    assert "文件" in traditional


def test_an_unknown_language_is_answered_in_english() -> None:
    assert abstention_message(Declined("refused", "fr")) == abstention_message(
        Declined("refused", "en")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_missed_is_named(language: str) -> None:
    named = abstention_message(Declined("not_stated", language, missing=("2019", "faiss")))
    assert "2019" in named
    assert "faiss" in named
    assert "2019" not in abstention_message(Declined("not_stated", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_came_closest_is_pointed_at(language: str) -> None:
    assert "[1][2]" in abstention_message(Declined("not_stated", language, nearest=(1, 2)))
    assert "[" not in abstention_message(Declined("not_stated", language))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", "要找的是与“pinecone”有关的金额。"),
        ("zh-Hant", "要找的是與「pinecone」有關的金額。"),
        ("en", "Looked for: a sum of money about “pinecone”."),
    ],
)
def test_what_was_looked_for_is_told(language: str, told: str) -> None:
    assert told in abstention_message(Declined("not_stated", language, "money", ("pinecone",)))


def test_a_kind_without_a_name_is_not_told() -> None:
    assert "要找的" not in abstention_message(Declined("not_stated", "zh", "other", ("pinecone",)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_false_premise_is_corrected_from_the_text(language: str) -> None:
    message = abstention_message(
        Declined("false_premise", language, contradicted=("2024",), nearest=(1,))
    )
    assert "2024" in message
    assert message.count("[1]") == 1


@pytest.mark.parametrize(
    ("language", "told"), [("zh", "缺失"), ("zh-Hant", "缺漏"), ("en", "missing")]
)
def test_lost_words_are_told(language: str, told: str) -> None:
    assert told in abstention_message(Declined("not_stated", language, nearest=(1,), lost=True))
    assert told not in abstention_message(Declined("not_stated", language, nearest=(1,)))
