"""Names of persons, told from words that begin with a surname's character."""

from __future__ import annotations

import pytest

from askreport.persons import holds_person


@pytest.mark.parametrize(
    "text",
    [
        "商汤科技创始人汤晓鸥离世",
        "CEO 张俊波表示",
        "曹某是该公司的软件工程师",
        "Richard Lin回复承认了",
        "said Linus Torvalds",
        "酒肉朋友：早点降价，我买来试试",
        "作者马丁龙猪发文称",
    ],
)
def test_persons(text: str) -> None:
    assert holds_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "共计支付 2 万",
        "粉丝五十万，万粉丝活动",
        "他坦白称，去年发现了漏洞",
        "提取 36 余万元",
        "该游戏的方法是公开的",
        "工程师在数据库里删了表",
        "作者发文表示",
    ],
)
def test_words_that_only_begin_like_a_name(text: str) -> None:
    assert not holds_person(text)


def test_a_person_of_the_question_is_no_answer() -> None:
    assert not holds_person("汤晓鸥离世", "汤晓鸥是谁介绍来的？")
    assert holds_person("汤晓鸥由陈皓介绍", "汤晓鸥是谁介绍来的？")
