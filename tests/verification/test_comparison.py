from __future__ import annotations

import pytest

from askreport.verification.comparison import (
    check_cause,
    check_superlatives,
    objections_of_comparison,
)
from askreport.verification.facts import facts_of
from tests.verification.make import quoting

FALCON = "虽然 Falcon 的参数比LLaMA 小，但性能却更加强大。"


@pytest.mark.parametrize(
    ("statement", "quote", "passed"),
    [
        ("Falcon的参数比LLaMA少。", FALCON, True),
        ("Falcon has fewer parameters than LLaMA.", FALCON, True),
        ("LLaMA has more parameters than Falcon.", FALCON, True),
        ("LLaMA的参数比Falcon小。", FALCON, False),
        ("Falcon的参数比LLaMA多。", FALCON, False),
        ("LLaMA has fewer parameters than Falcon.", FALCON, False),
        ("Yarn 4.0 比 3.6 快。", "4.0 安装速度快于 3.6。", True),
        ("Yarn 3.6 比 4.0 快。", "4.0 安装速度快于 3.6。", False),
        ("马斯克收购了 Twitter。", "马斯克收购 Twitter并裁员。", True),
        ("Twitter被马斯克收购。", "马斯克收购 Twitter并裁员。", True),
        ("Twitter收购了马斯克。", "马斯克收购 Twitter并裁员。", False),
        ("许可证从 AGPL 改为 MIT。", "协议从 AGPL放宽到 MIT。", True),
        ("许可证从 MIT 改为 AGPL。", "协议从 AGPL放宽到 MIT。", False),
        ("编程占 66%，低于分析的 59%。", "编程（66%）和分析（59%）", False),
        ("编程占 66%，高于分析的 59%。", "编程（66%）和分析（59%）", True),
        ("此前没有哪个 Yarn 版本强过 4.0。", "Yarn 4.0 优于之前的任何其他版本。", True),
    ],
)
def test_comparisons(statement: str, quote: str, passed: bool) -> None:
    against = objections_of_comparison(facts_of(statement), quoting(quote))
    assert bool(against) is not passed, against


@pytest.mark.parametrize(
    ("statement", "quote", "passed"),
    [
        ("它是全球最大的平台。", "它是一个平台。", False),
        ("It is the largest platform.", "它是一个平台。", False),
        ("It is the first platform.", "它是首个平台。", True),
        ("排名第一", "位居榜首", True),
        ("最终恢复了", "恢复了", True),
        ("in most benchmarks", "大多数测试", True),
    ],
)
def test_superlatives(statement: str, quote: str, passed: bool) -> None:
    assert check_superlatives(facts_of(statement), quoting(quote)).passed is passed


@pytest.mark.parametrize(
    ("statement", "quote", "passed"),
    [
        ("因为黑客攻击，服务中断。", "服务中断。", False),
        ("The service failed because of an attack.", "服务中断。", False),
        ("由于停电，服务中断。", "停电导致服务中断。", True),
    ],
)
def test_causes(statement: str, quote: str, passed: bool) -> None:
    assert check_cause(facts_of(statement), quoting(quote)).passed is passed


@pytest.mark.parametrize(
    ("statement", "passed"),
    [
        ("估值从 2022 年的 4250 万美元涨到了 9000 万美元。", True),
        ("估值从 2022 年的 9000 万美元涨到了 4250 万美元。", False),
        ("Valuations jumped from $42.5 million in 2022 to $90 million.", True),
        ("Valuations jumped from $90 million in 2022 to $42.5 million.", False),
    ],
)
def test_a_rise_that_its_figures_make_a_fall(statement: str, passed: bool) -> None:
    quote = "估值已经飙升至 9000 万美元，高于 2022年的 4250 万美元。"

    against = objections_of_comparison(facts_of(statement), quoting(quote))
    assert bool(against) is not passed, against


@pytest.mark.parametrize(
    ("statement", "quote", "passed"),
    [
        ("It suffered because of New Bing.", "New Bing 出现后，它深受其害。", True),
        ("It suffered because of a lawsuit.", "New Bing 出现后，它深受其害。", False),
        ("网站因为战争和疫情关站。", "受战争、疫情等因素影响，网站关站。", True),
        ("网站因为版权诉讼败诉关站。", "受战争、疫情等因素影响，网站关站。", False),
    ],
)
def test_a_reason_in_the_words_of_the_quotes(statement: str, quote: str, passed: bool) -> None:
    assert check_cause(facts_of(statement), quoting(quote)).passed is passed


def test_what_hardly_ever_happens_is_no_superlative() -> None:
    statement = facts_of("The upgrade hardly ever goes wrong.")

    assert check_superlatives(statement, quoting("升级极少出错。")).passed
