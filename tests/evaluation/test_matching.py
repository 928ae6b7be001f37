from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askreport.evaluation.matching import locate, missing_groups, normalised


def test_normalised_drops_space_width_and_case() -> None:
    assert normalised(" Ａpache　 2.0\n许可证 ") == "apache2.0许可证"


def test_missing_groups_asks_one_alternative_of_each() -> None:
    must = [["Apache 2.0", "Apache-2.0"], ["17 个", "十七个"], ["钢材"]]
    assert missing_groups(must, "改用APACHE２.0，删了 1\n7 个库") == (("钢材",),)
    assert missing_groups([], "") == ()


@pytest.mark.parametrize(
    ("quote", "text", "ranges"),
    [
        ("电视机 上", "新买的电视\n机上安装", [(3, 8)]),
        ("ab", "a b, ab", [(0, 3), (5, 7)]),
        ("aa", "aaa", [(0, 2), (1, 3)]),
        ("（Ａ）", "x (A) y", [(2, 5)]),  # full-width and half-width are equal
        ("1/2", "x½y", []),  # NFKC writes ½ with U+2044
        ("...", "等…等", [(1, 2)]),  # one code point that stands for three
        ("𝒳b", "𝒳 b", [(0, 3)]),  # beyond the basic plane: code points, not UTF-16 units
        (" \n", "a b", []),
        ("", "ab", []),
        ("ab", "", []),
        ("Meta", "META", []),
    ],
)
def test_locate(quote: str, text: str, ranges: list[tuple[int, int]]) -> None:
    assert locate(quote, text) == ranges


def test_case_can_be_folded() -> None:
    assert locate("meta ai", "The META\nAI lab", fold=True) == [(4, 11)]
    assert locate("meta ai", "The META\nAI lab") == []


@given(
    st.text(alphabet="ab中 \n（ﬁ", max_size=30),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_what_was_cut_out_is_located_where_it_was(text: str, start: int, end: int) -> None:
    quote = text[start:end]
    words = quote.strip()
    found = locate(quote, text)
    if not words:
        assert found == []
        return
    begin = start + quote.index(words)
    assert (begin, begin + len(words)) in found
    assert found == sorted(found)
    for a, b in found:
        assert normalised(text[a:b]) == normalised(words) or "ﬁ" in text[a:b]
