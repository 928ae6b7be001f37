from __future__ import annotations

import pytest

from askreport.verification.facts import facts_of
from askreport.verification.proximity import displaced

LAW = "一次严重故障的背后有几十次轻微事故，几百起未遂先兆，以及上千条事故隐患。"
RISE = "估值已飙升至 9000 万美元，高于 2022 年的 4250 万美元。"
CARDS = "相当于 35000 块卡跑 1 天能完成单次训练，或者 2500块卡跑 2 周。"
TOKENS = "在包含 720亿个阿拉伯语词块和 2790亿个英语 / 代码词块的数据集上进行训练。"


@pytest.mark.parametrize(
    ("statement", "quote", "found"),
    [
        ("一次故障背后有几十次轻微事故、几百起未遂先兆和上千条隐患。", LAW, False),
        ("一次故障背后有几百次轻微事故、几十起未遂先兆和上千条隐患。", LAW, True),
        ("It has 72 billion Arabic tokens and 279 billion tokens of English.", TOKENS, False),
        ("It has 279 billion Arabic tokens and 72 billion tokens of English.", TOKENS, True),
        ("估值从 2022 年的 4250 万涨到 9000 万美元。", RISE, False),
        ("要么 35000 块卡跑 1 天，要么 2500 块跑两周。", CARDS, False),
        ("不满一年的人占 26%，已投入生产的占 18%。", "26% 的人不满一年，18% 已投入生产。", False),
        ("不满一年的人占 18%，已投入生产的占 26%。", "26% 的人不满一年，18% 已投入生产。", True),
    ],
)
def test_values_among_each_others_words(statement: str, quote: str, found: bool) -> None:
    assert bool(displaced(facts_of(statement), [facts_of(quote)])) is found


def test_a_value_that_stands_twice_in_the_quote_belongs_to_either() -> None:
    quote = facts_of("甲方出资 30 万元，乙方出资 30 万元，丙方出资 50 万元。")

    assert not displaced(facts_of("丙方出资 30 万元，甲方出资 50 万元。"), [quote])
