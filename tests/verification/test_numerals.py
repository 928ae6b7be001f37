from __future__ import annotations

import pytest

from askreport.verification.numerals import chinese_number, english_number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十七", 17),
        ("三十五", 35),
        ("一百零五", 105),
        ("两千三", 2300),
        ("一万五", 15000),
        ("三千五百万", 35_000_000),
        ("十二亿", 1_200_000_000),
        ("二〇二三", 2023),
        ("三点五", 3.5),
        ("亿", None),
        ("多少", None),
    ],
)
def test_chinese_numerals(numeral: str, value: float | None) -> None:
    assert chinese_number(numeral) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seven", 7),
        ("twenty-five", 25),
        ("three hundred thousand", 300_000),
        ("one hundred and five", 105),
        ("two million", 2_000_000),
        ("a few", None),
    ],
)
def test_english_numerals(words: str, value: float | None) -> None:
    assert english_number(words) == value
