from __future__ import annotations

import pytest

from askreport.verification.facts import facts_of


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("融资 7.75 亿元", 775_000_000, "yuan"),
        ("775 million yuan", 775_000_000, "yuan"),
        ("１２３４５ 人", 12345, "persons"),
        ("46，558行", 46558, "things"),
        ("46,558 lines", 46558, "things"),
        ("1. 5亿", 150_000_000, ""),
        ("一天半", 36 * 3600, "seconds"),
        ("36 小时", 36 * 3600, "seconds"),
        ("1.5 days", 36 * 3600, "seconds"),
        ("10个半小时", 10.5 * 3600, "seconds"),
        ("7个多小时", 7 * 3600, "seconds"),
        ("半年", 6, "months"),
        ("三年半", 42, "months"),
        ("百分之三十", 30, "share"),
        ("六成五", 65, "share"),
        ("六成半", 65, "share"),
        ("54％", 54, "share"),
        ("三分之一", 100 / 3, "share"),
        ("half of them", 50, "share"),
        ("翻番", 2, "times"),
        ("doubled", 2, "times"),
        ("近 3 倍", 3, "times"),
        ("$1.5 billion", 1.5e9, "dollar"),
        ("230 余万元", 2_300_000, "yuan"),
        ("200K 上下文", 200_000, ""),
        ("第三名", 3, "ordinal"),
        ("the third", 3, "ordinal"),
        ("第 3 名", 3, "ordinal"),
        ("万亿美元", 1e12, "dollar"),
        ("192GB内存", 192e9, "bytes"),
        ("one hundred and five hours", 105 * 3600, "seconds"),
    ],
)
def test_a_figure_and_its_unit(text: str, value: float, measure: str) -> None:
    (figure,) = facts_of(text).figures
    assert figure.value == pytest.approx(value)
    assert figure.measure == measure


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4",
        "ChatGLM2-6B",
        "v1.2.3",
        "CVE-2023-38545",
        "MySQL 5.7",
        "2023年3月15日",
        "百度",
        "一些",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert facts_of(text).figures == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("超过 200 万", "over"),
        ("more than 7 hours", "over"),
        ("3000+ 家", "over"),
        ("近 2 小时", "near"),
        ("nearly 3 years", "near"),
        ("不到 3 年", "under"),
        ("三百来家", "about"),
        ("不得逾 20 人", "most"),
        ("不会低于 30%", "least"),
        ("三成出头", "over"),
        ("约 5 个", "about"),
        ("5 个左右", "about"),
        ("至少八年", "least"),
        ("up to 16 users", "most"),
        ("5 个", None),
    ],
)
def test_what_a_word_beside_a_figure_says(text: str, bound: str | None) -> None:
    (figure,) = facts_of(text).figures
    assert figure.bound == bound


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("六亿七千五百万部", 6.75e8, "things"),
        ("五亿半", 5.5e8, ""),
        ("六个亿", 6e8, ""),
        ("4 万 2 千人", 42000, "persons"),
        ("一米七", 1.7, "metres"),
        ("六块五", 6.5, "money"),
        ("四秒半", 4.5, "seconds"),
        ("八百斤", 4e5, "grams"),
        ("600V", 600, "volts"),
        ("九成九", 99, "share"),
        ("八五折", 85, "share"),
        ("打对折", 50, "share"),
        ("nine tenths", 90, "share"),
        ("1/3 的职位", 100 / 3, "share"),
        ("两个礼拜", 14 * 86400, "seconds"),
        ("three quarters of an hour", 2700, "seconds"),
        ("two dozen", 24, ""),
    ],
)
def test_figures_as_people_say_them(text: str, value: float, measure: str) -> None:
    (figure,) = facts_of(text).figures
    assert figure.value == pytest.approx(value)
    assert figure.measure == measure


@pytest.mark.parametrize(
    ("text", "share"),
    [("十个访客里就有四个", 40), ("每三个人中有一个", 100 / 3), ("one in six", 100 / 6)],
)
def test_a_share_told_by_two_counts_keeps_them(text: str, share: float) -> None:
    (figure,) = facts_of(text).figures
    assert figure.value == pytest.approx(share)
    assert len(figure.parts) == 2


@pytest.mark.parametrize("text", ["统一成标准", "一成不变", "零件", "周五周六", "half-life"])
def test_words_with_a_numeral_count_nothing(text: str) -> None:
    assert facts_of(text).figures == ()


def test_a_range_has_two_figures_of_one_scale() -> None:
    assert [f.value for f in facts_of("25-35亿").figures] == [2.5e9, 3.5e9]
    assert [f.value for f in facts_of("三四个月").figures] == [3, 4]


@pytest.mark.parametrize(("text", "low", "high"), [("十几家", 11, 19), ("数十亿张", 1e9, 1e10)])
def test_vague_figures_are_ranges(text: str, low: float, high: float) -> None:
    (figure,) = facts_of(text).figures
    assert figure.value == low
    assert figure.most == pytest.approx(high, rel=0.01)
