"""Which numbers may count what is asked for."""

from __future__ import annotations

import pytest

from askreport.counts import holds_count


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("一共问了多少个人？", "26% 的人使用不到一年", False),
        ("一共问了多少个人？", "共有 2800 名开发者受访", True),
        ("有多少用户？", "注册用户达到 1200 万", True),
        ("抓了多少人？", "一名毕业生被刑事拘留", False),
        ("抓了多少人？", "只有一人被捕", True),
        ("坑了多少家客户？", "宕机约 10.5 个小时，17 个数据库被删", True),
        ("坑了多少家客户？", "花费了长达十个小时", False),
        ("丢了多少单？", "11 月 28 日早间恢复", False),
        ("中招了多少台？", "1400 多万部手机", True),
        ("快了多少倍？", "提速 10000 倍以上", True),
        ("赔付封顶是多少？", "2023 年 9 月 7 日发布", False),
        ("跑分是多少？", "3A6000 与 i3-10100 相当", False),
        ("跑分是多少？", "跑分为 8723", True),
        ("有多少项？", "第三项", False),
        ("How many people were arrested?", "29 名涉案人员", True),
        ("How many people were arrested?", "冻结资金 6000 元", False),
        ("How many times faster is it?", "速度提升 3 倍", True),
        ("多少户被迫换过？", "需要花 299 元换新", False),
        ("多少户被迫换过？", "共 1200 户", True),
        ("有多少个连接？", "提升 50%，历时 3 天", False),
        ("12 个项目里有多少个是国产的？", "12 个项目", False),
    ],
)
def test_a_number_counts_what_its_measure_word_says(question: str, text: str, holds: bool) -> None:
    assert holds_count(text, question) is holds
