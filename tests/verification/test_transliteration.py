from __future__ import annotations

import pytest

from askreport.verification.transliteration import transliterates


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("奥特曼", "Altman"),
        ("斯滕伯格", "Stenberg"),
        ("马斯克", "Musk"),
        ("穆拉蒂", "Murati"),
        ("克劳德", "Claude"),
    ],
)
def test_foreign_names_are_told_by_their_consonants(chinese: str, latin: str) -> None:
    assert transliterates(chinese, latin)


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("百度", "Altman"),
        ("马斯克", "Altman"),
        ("谷歌", "GitHub"),
        ("腾讯", "Nvidia"),
        ("", "Musk"),
    ],
)
def test_other_names_are_not(chinese: str, latin: str) -> None:
    assert not transliterates(chinese, latin)
