from __future__ import annotations

import time

import pytest

from askreport.verification.attachment import misplaced
from askreport.verification.facts import facts_of

LANGUAGE = "TypeScript 是增长最快的编程语言，增长率达到49.04%"
LICENCE = "MulanPSL-2.0 在“2023 年使用增长率最快的开源许可证”中排行第二，增长率为 18.34%"
OUTAGE = "2023年 11月 27日晚间，滴滴因系统故障导致 App服务异常，不显示定位且无法打车。"
CLOUD = "2023年 11月 12日下午，阿里云出现严重故障，全线产品受影响。"
HEARING = "4月 12日，工业和信息化部听取腾讯关于 “3・29” 微信业务异常的汇报，要求健全制度。"
RISE = "估值已飙升至 9000 万美元，高于 2022 年的 4250 万美元。"


@pytest.mark.parametrize(
    ("statement", "quotes", "found"),
    [
        (
            "增速最快的语言是 TypeScript，增长 49.04%；MulanPSL-2.0 以 18.34% 在许可证里排第二。",
            [LANGUAGE, LICENCE],
            False,
        ),
        (
            "增速最快的语言是 TypeScript，增长 18.34%；MulanPSL-2.0 以 49.04% 在许可证里排第二。",
            [LANGUAGE, LICENCE],
            True,
        ),
        ("先是 12 日阿里云全线受影响，接着 27 日晚滴滴无法打车。", [OUTAGE, CLOUD], False),
        ("先是 12 日滴滴无法打车，接着 27 日阿里云全线产品受影响。", [OUTAGE, CLOUD], True),
        (
            "On 12 November all Alibaba Cloud products failed; Didi's app followed on 27 November.",
            [OUTAGE, CLOUD],
            False,
        ),
        ("就“3·29”微信异常，工信部 4 月 12 日听取腾讯汇报，要求健全制度。", [HEARING], False),
        ("估值从 2022 年的 4250 万涨到 9000 万美元。", [RISE], False),
        ("增长率分别为 18.34% 和 49.04%。", [LANGUAGE, LICENCE], False),
    ],
)
def test_values_among_each_others_words(statement: str, quotes: list[str], found: bool) -> None:
    assert bool(misplaced(facts_of(statement), [facts_of(q) for q in quotes])) is found


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("唯品会因崩溃过久免了负责人；腾讯的事故由机房冷却故障引起。", False),
        ("腾讯因崩溃过久免了负责人；唯品会的事故由机房冷却故障引起。", True),
    ],
)
def test_names_that_no_list_has(statement: str, found: bool) -> None:
    quotes = ["本次事故由机房冷却系统故障导致，腾讯定为一级。", "唯品会崩溃过久，负责人被免职。"]

    assert bool(misplaced(facts_of(statement), [facts_of(q) for q in quotes])) is found


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("Microsoft made Bing, which searches the web; Google made Bard, which chats.", False),
        ("Google made Bing, which searches the web; Microsoft made Bard, which chats.", True),
    ],
)
def test_names_in_another_language(statement: str, found: bool) -> None:
    quotes = ["微软的 Bing 把联网搜索整合起来。", "谷歌推出 Bard，能聊天。"]

    assert bool(misplaced(facts_of(statement), [facts_of(q) for q in quotes])) is found


def test_a_statement_full_of_values_takes_no_longer_than_a_second_or_so() -> None:
    def told(shift: int) -> str:
        return "".join(f"公司x{i}在{i % 12 + 1}月拿到{(i + shift) * 37}万元，" for i in range(80))

    begun = time.perf_counter()
    misplaced(facts_of(told(0)), [facts_of(told(k)) for k in range(6)])

    assert time.perf_counter() - begun < 5
