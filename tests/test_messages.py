from __future__ import annotations

from typing import get_args

import pytest

from askreport.messages import abstention_message
from askreport.records import AbstentionReason

REASONS: tuple[AbstentionReason, ...] = get_args(AbstentionReason)


def has_han(text: str) -> bool:
    return any("一" <= c <= "鿿" for c in text)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_said_in_the_askers_language(reason: AbstentionReason) -> None:
    assert has_han(abstention_message(reason, "zh", (), ()))
    english = abstention_message(reason, "en", ("2019",), (1, 2))
    assert english.isprintable()
    assert not has_han(english)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_is_said_in_words_of_its_own(language: str) -> None:
    said = {abstention_message(reason, language, (), ()) for reason in REASONS}
    assert len(said) == len(REASONS)


def test_another_language_is_answered_in_english() -> None:
    assert abstention_message("refused", "fr", (), ()) == abstention_message(
        "refused", "en", (), ()
    )


@pytest.mark.parametrize(
    ("language", "named"), [("zh", "“2019”“faiss”"), ("en", "“2019”, “faiss”")]
)
def test_what_is_missing_is_named(language: str, named: str) -> None:
    assert named in abstention_message("not_stated", language, ("2019", "faiss"), ())
    assert "2019" not in abstention_message("not_stated", language, (), ())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_nearest_are_marked(language: str) -> None:
    assert "[1][2]" in abstention_message("not_stated", language, (), (1, 2))
    assert "[" not in abstention_message("not_stated", language, (), ())


def test_sentences_of_english_are_kept_apart() -> None:
    message = abstention_message("not_stated", "en", ("2019",), (1,))
    assert message.count(". ") == 2
    assert message.endswith(".")
