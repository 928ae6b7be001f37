from __future__ import annotations

import pytest

from askreport.verification.translation import english_of, is_plain_word, sounds_in


def test_chinese_gives_the_stems_of_what_it_means() -> None:
    assert {"databas", "alibaba", "cloud"} <= english_of("阿里云数据库")
    assert "databas" not in english_of("故障")


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("yuque", "语雀出现故障", True),
        ("wangfupeng", "作者王福朋", True),
        ("feishu", "语雀", False),
    ],
)
def test_pinyin(word: str, text: str, expected: bool) -> None:
    assert sounds_in(word, text) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("council", True), ("released", True), ("peking", False), ("solon", False)],
)
def test_plain_words_and_names(word: str, expected: bool) -> None:
    assert is_plain_word(word) is expected
