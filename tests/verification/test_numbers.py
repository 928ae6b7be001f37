from __future__ import annotations

import pytest

from askreport.verification.facts import facts_of
from askreport.verification.numbers import check_numbers
from tests.verification.make import quoting


def passes(statement: str, *quotes: str) -> bool:
    check, _ = check_numbers(facts_of(statement), quoting(*quotes))
    return check.passed


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("B+轮融资 775 million yuan", "融资总额达 7.75 亿元人民币"),
        ("约 8 亿元", "7.75 亿元"),
        ("超过 7 亿元", "7.2 亿元"),
        ("nearly 50%", "47%"),
        ("接近三倍", "近 3 倍"),
        ("不少于 8 年", "至少八年"),
        ("有 3 个框架：A、B 和 C", "支持 A、B、C"),
        ("三分之二的软件", "12 款软件中有 8 款"),
        ("第三名", "排名第 3"),
        ("More than three in four use it.", "77% 的人使用它"),
        ("两者七三开", "70% 的通用数据与 30% 的自有数据"),
        ("二季度登陆", "第 2 季度登陆"),
        ("It lands in Q2.", "第 2 季度登陆"),
        ("Two year-end releases", "年底的两大神作"),
        ("It doubles as a project manager.", "还可以作为项目管理工具"),
        ("得靠年复一年地攒", "需要多年的坚持"),
        ("差不多五个钟头", "约 5 个小时"),
        ("两个模型放在一块，", "两个模型放在一起"),
        ("一张卡十万块，", "每张卡 10 万人民币"),
        ("a third-generation chip of one company", "第三代芯片"),
        ("两个账户合计 266 万元", "230 万元和 36 万元"),
        ("为期三年", "2023—2025 年"),
        ("dozens of times", "几十次"),
        ("两倍多", "从 4250 万美元到 9000 万美元"),
        ("将近四倍", "720 亿个词块和 2790 亿个词块"),
        ("提高了一倍", "提高到 2 倍"),
        ("不到二十分钟", "20 分钟内"),
        ("within 20 minutes", "20 分钟内"),
        ("超过一千个", "超千个"),
        ("hand over 10%", "收取 10%"),
        ("翻两番", "四倍"),
        ("三成二", "32%"),
        ("one day after it", "2023年 3月 15日发布，那是 2023年 3月 14日"),
        ("四个月之后", "2023年 5月开源，那个是 2023年 9月开源"),
        ("提升百倍以上", "超过 100 倍"),
        ("英文有 2790 亿个，将近阿拉伯文的四倍", "720 亿个词块和 2790 亿个词块"),
        ("三百来家", "330 家"),
        ("三百余家", "370 家"),
        ("八百斤", "0.4 吨"),
        ("四百多块", "430 元"),
        ("三百刀", "300 美元"),
        ("两年多", "780 天"),
        ("将近两千公里", "1199 英里"),
        ("涨了三倍", "上涨 300%"),
        ("是它的 1.6 倍", "比它高 60%"),
        ("Its rate doubled.", "速度加快了一倍"),
        ("The fifth century", "公元 5 世纪"),
        ("零九年毕业", "2009 年毕业"),
        ("八成是在看", "很可能在看"),
        ("过半的人", "大多数人"),
        ("不到四个钟头", "3 小时 56 分钟"),
        ("十个人里有四个", "40% 的人"),
        ("26 人里只有 5 人", "26 位受访者中只有 5 位"),
        ("两台互为备份", "一对服务器互为备份"),
        ("次年归了它，即第二年", "次年归了它"),
        ("今年多了四十亿个", "2023 年 133 亿个，2022 年 93 亿个"),
        ("头一天就火了，用一天交一天钱", "只要使用就付费"),
        ("to zero", "降到负值"),
        ("近十五年来", "过去 15 年"),
        ("没有过半", "47%"),
        ("AI 编程占 66%，高于数据分析的 59%", "AI 编程 66%，数据分析 59%"),
        ("还不到前者的三分之一", "720 亿个和 2790 亿个"),
        ("17 个 alpha、17 个 beta 和 6 个 RC，共 40 个", "17 个 alpha、17 个 beta 和 6 个 RC"),
        ("晚了约半个月", "8 月 31 日通过，那个是 9 月 15 日"),
        ("半年之后", "2022 年 10 月开源，2023 年 4 月成立"),
        ("比 Llama 1 多出四成", "比 Llama 1 多 40%"),
    ],
)
def test_the_same_figure_in_other_words(statement: str, quote: str) -> None:
    assert passes(statement, quote)


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("7.57 亿元", "7.75 亿元"),
        ("十个人里有三个", "40% 的人"),
        ("排行第一", "排行第二"),
        ("没有过半", "53%"),
        ("17 个 alpha、17 个 beta 和 6 个 RC，共 50 个", "17 个 alpha、17 个 beta 和 6 个 RC"),
        ("晚了约半个月", "8 月 31 日通过，那个是 9 月 30 日"),
        ("四百块", "500 元"),
        ("零八年毕业", "2009 年毕业"),
        ("不到三个钟头", "3 小时 56 分钟"),
        ("超过三百家", "970 家"),
        ("十倍的费用", "10% 的费用"),
        ("一个月之后", "一周之后"),
        ("每 37 个里有一个", "每 57 个里有一个"),
        ("两千公里", "800 英里"),
        ("8 亿元", "7.75 亿元"),
        ("约 6 亿元", "7.75 亿元"),
        ("超过 8 亿元", "7.75 亿元"),
        ("不到 7 亿元", "7.75 亿元"),
        ("超过 7.75 亿元", "7.75 亿元"),
        ("超过 3 倍", "近 3 倍"),
        ("7.75 亿美元", "7.75 亿元"),
        ("54 家", "54%"),
        ("121 家公司", "121 人"),
        ("36 天", "36 小时"),
        ("三倍多", "从 4250 万美元到 9000 万美元"),
        ("将近三倍", "720 亿个词块和 2790 亿个词块"),
        ("提高了一倍", "提高了 10 倍"),
        ("七个小时", "七天"),
        ("几年", "几个月"),
        ("数百次", "几十次"),
        ("数百人赞成", "数千人赞同，帖子有 300 多条"),
        ("不到一千个", "超千个"),
        ("三个月之后", "2023年 5月开源，那个是 2023年 9月开源"),
        ("提升百倍以上", "超过 10 倍"),
        ("第三名", "第二名"),
        ("192MB 内存", "192GB 内存"),
        ("220MB 的文件", "220kb 的文件"),
        ("两成的授权费", "10% 的授权费"),
        ("266 万元", "230 万元和 36 万元"),
        ("6 个", "没有数字"),
    ],
)
def test_another_figure(statement: str, quote: str) -> None:
    assert not passes(statement, quote)


def test_the_detail_says_both_and_tells_a_rival() -> None:
    check, otherwise = check_numbers(facts_of("7.57亿元"), quoting("7.75 亿元，共 3 家"))
    assert check.detail == "7.57亿元 in the statement; the quotes have 7.75亿元"
    assert otherwise
    _, otherwise = check_numbers(facts_of("7.57亿元"), quoting("共 3 家"))
    assert not otherwise


@pytest.mark.parametrize(
    ("statement", "quote", "passed"),
    [
        ("逾半数用户", "54% 的用户", True),
        ("过半用户", "48% 的用户", False),
        ("近八成用户", "77% 的用户", True),
        ("近八成用户", "67% 的用户", False),
        ("二十多个组件", "20 + 组件", True),
        ("三十多个组件", "20 + 组件", False),
        ("一年最多涨 10 倍", "每年高达 10 倍", True),
        ("Four artists sued for A, B and C.", "三位艺术家起诉了甲、乙和丙。", False),
    ],
)
def test_shares_in_words_and_what_is_counted(statement: str, quote: str, passed: bool) -> None:
    assert check_numbers(facts_of(statement), quoting(quote))[0].passed is passed
