from __future__ import annotations

import pytest

from askreport.verification.latin import spelt, tokens_in


@pytest.mark.parametrize(
    ("text", "word", "version"),
    [
        ("MySQL 5.7 用户", "MySQL", "5.7"),
        ("Llama 2-70B", "Llama", "2-70B"),
        ("Qt 5.15 LTS", "Qt", "5.15"),
        ("Keras3000 家", "Keras3000", ""),
        ("Over 275 people", "Over", ""),
        ("In 2023", "In", ""),
        ("Star 10000 个", "Star", ""),
    ],
)
def test_versions_belong_to_names(text: str, word: str, version: str) -> None:
    token = tokens_in(text)[0]
    assert (token.text, token.version) == (word, version)


def test_quantities_are_no_names() -> None:
    assert tokens_in("192K, 13B, 220kb, mid-2023") == ()


def test_spellings_of_a_name() -> None:
    assert {"gpt4", "gpt", "4"} <= spelt("GPT-4")
    assert "openatom" in spelt("Open Atom")
    assert "gpt5" not in spelt("GPT-4 5")
