from __future__ import annotations

import pytest

from askreport.verification.wording import clauses, is_english, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年 10月 23日", "2023年10月23日"),
        ("語雀出現故障", "语雀出现故障"),
        ("４６，５５８行", "46,558行"),
        ("盈利 1. 5亿", "盈利1.5亿"),
        ("use the database", "use the database"),
    ],
)
def test_plain_wording(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_clauses() -> None:
    assert clauses(plain("一，二；三。")) == ["一", "二", "三"]
    assert clauses("4,100 times, while others slept.") == ["4,100 times", "while others slept."]


def test_language() -> None:
    assert is_english("Yuque (语雀) failed.")
    assert not is_english("LLM Agent 是一种基于 LLM 的智能代理")


def test_chinese_full_of_names_is_no_english() -> None:
    assert not is_english(
        "PyTorch 2.0版本包括Accelerated Transformers(以前称为Better Transformers)。"
    )
    assert is_english("PyTorch 2.0 included Accelerated Transformers")
