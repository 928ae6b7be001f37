from __future__ import annotations

import pytest

from askreport.values import ValueKind, figures_of, holds_value


@pytest.mark.parametrize(
    ("text", "kind", "holds"),
    [
        ("2023年 10月发布", "date", True),
        ("去年发布的", "date", True),
        ("后来发布的", "date", False),
        ("持续 7个多小时", "duration", True),
        ("历时三天", "duration", True),
        ("持续了很长时间", "duration", False),
        ("融资 2 亿美元", "money", True),
        ("raised $30 million", "money", True),
        ("融资很多", "money", False),
        ("占 35.5%", "share", True),
        ("占三成", "share", True),
        ("占大多数", "share", False),
        ("有三个项目", "count", True),
        ("有许多人", "count", False),
        ("升级到 8.4.0", "version", True),
        ("升级到最新", "version", False),
        ("作者是张三。", "person", True),
        ("创始人王小明表示", "person", True),
        ("said Linus Torvalds", "person", True),
        ("大家都这么说", "person", False),
        ("由某某基金会主持", "organisation", True),
        ("在上海举行", "place", True),
        ("由于误操作", "reason", True),
        ("误操作", "reason", False),
    ],
)
def test_whether_a_text_holds_such_a_value(text: str, kind: ValueKind, holds: bool) -> None:
    assert holds_value(text, kind) is holds


def test_a_kind_without_a_form_of_its_own_is_not_judged() -> None:
    assert holds_value("任何文字", "other") is None
    assert holds_value("任何文字", "definition") is None


def test_what_the_question_names_is_no_value_of_the_answer() -> None:
    assert holds_value("2023 年 5 月的事", "date", "2023 年 5 月那次事故是哪天修好的？") is False
    assert (
        holds_value("2023 年 5 月 9 日修好", "date", "2023 年 5 月那次事故是哪天修好的？") is True
    )


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("10月 23日", {("10", "月"), ("23", "日")}),
        ("三十五家公司", {("35", "家")}),
        ("十二个月", {("12", "个月")}),
        ("融资 7.75 億元", {("7.75", "亿")}),
        ("1,200 万用户", {("1200", "万")}),
        ("49.04％", {("49.04", "%")}),
        ("没有数字", set()),
    ],
)
def test_figures_are_numbers_with_their_unit(text: str, figures: set[tuple[str, str]]) -> None:
    assert figures_of(text) == figures


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("是五月几号的事？", "于 2023 年 5 月离世", False),
        ("是五月几号的事？", "于 2023 年 5 月 13 日离世", True),
        ("哪天上线的？", "将在年底上线", False),
        ("哪年几月？", "在 2023 年发布", False),
        ("哪年几月？", "在 2023 年 4 月发布", True),
        ("哪年的事？", "在 2023 年发布", True),
        ("On which day was it?", "5 月 24 日，微软发生故障", True),
        ("In which month was it?", "2023 年", False),
    ],
)
def test_a_date_is_as_fine_as_it_is_asked_for(question: str, text: str, holds: bool) -> None:
    assert holds_value(text, "date", question) is holds


def test_a_fee_may_be_a_share() -> None:
    assert holds_value("要收 10% 的授权费", "money", "要收多少授权费？")
    assert not holds_value("占 10%", "money", "花了多少钱？")


@pytest.mark.parametrize(
    ("text", "kind", "holds"),
    [
        ("在 Apache 2.0 许可下发布", "licence", True),
        ("它是低代码平台的底座", "licence", False),
        ("共计支付 2 万", "money", True),
        ("使用 AI 与 CPU", "organisation", False),
        ("由 Embarcadero 发布", "organisation", True),
        ("我是持反对意见的", "opinion", True),
    ],
)
def test_values_that_are_read_exactly(text: str, kind: ValueKind, holds: bool) -> None:
    assert holds_value(text, kind) is holds
