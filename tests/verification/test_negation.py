from __future__ import annotations

import pytest

from askreport.verification.facts import facts_of
from askreport.verification.negation import negated
from tests.verification.make import quoting


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("该项目停止维护。", "该项目不再维护。"),
        ("成败离不开社区。", "社区对成败至关重要。"),
        ("改动不小。", "带来了重大变化。"),
        ("两者几无二致，没什么差别。", "两者几乎相同。"),
        ("没有比它更大的。", "它是最大的。"),
        ("上手不费劲。", "上手很容易。"),
        ("效果好不好要看数据。", "效果取决于数据。"),
        ("这种事此前从未有过。", "这是第一次。"),
        ("无一高于它。", "它是最高的。"),
        ("这是怎么来的，官方从没说过。", "官方没有透露过这是怎么来的。"),
        ("前者低于后者。", "后者高于前者。"),
        ("两天的票不含餐。", "两天的票，餐费不在内。"),
        ("No other cable is as long.", "这是最长的电缆。"),
        ("Quite a few apps use it.", "许多应用都在用。"),
        ("该项目不再维护。", "该项目停止维护。"),
        ("他未能恢复数据。", "他恢复数据失败。"),
        ("无需修改代码即可迁移。", "迁移时不用修改任何代码。"),
        ("It needs no code changes.", "无需修改任何代码。"),
        ("He no longer maintains it.", "他不再维护它。"),
        ("软件是免费的。", "软件不收费。"),
        ("软件一分钱不收，Meta 开源了它。", "Meta 开源了它，完全免费。"),
        ("网站明显没以前稳了。", "网站的可靠性出现显著下降。"),
        ("底层完全不一样。", "底层有本质的区别。"),
        ("他不赞成选择 MariaDB。", "有人选择 MariaDB，他持反对意见。"),
        ("用二十个预览版引路，前所未有。", "从未用多达二十个预览版去引路。"),
        ("No one doubts that it was their year.", "毫无疑问，这是他们的一年。"),
        ("用 AI 编程早就见怪不怪。", "用 AI 编程已经司空见惯。"),
        ("手机没signal，用户在广东。", "手机无信号，用户在广东。"),
        ("You need not pick a dedicated database.", "除了选择专业的数据库，也可以扩展传统的。"),
        ("如果不付费就不能使用。", "必须付费，否则无法使用。"),
        ("人数下降，收入增长。", "收入增长，人数下降。"),
        ("收入没有下降。", "收入没有减少。"),
        ("他处理不过来，关掉了所有工单。", "他关闭了所有工单，表示无力处理。"),
        ("微信支付用不了。", "微信支付无法使用。"),
        ("创新不但没停，反而爆发。", "创新呈现出爆发式增长。"),
        ("It did not reach version 1.0 until July.", "7 月发布 1.0 版。"),
        ("It appeared not long after the model.", "模型发布不久后它便出现。"),
        ("用 AI 编程早已不稀奇。", "用 AI 编程已经司空见惯。"),
        ("并非只能选择专业的数据库。", "除了选择专业的数据库，也可以扩展传统的。"),
        ("被指 without consent 抓取图片", "未经原艺术家同意抓取图片"),
        (
            "滴滴宣布网约车已恢复，记者却打不到车。",
            "滴滴称，网约车已恢复。记者发现网约车并未恢复，仍无法打车。",
        ),
        ("微信支付和朋友圈用不了。", "包括朋友圈、微信支付在内的功能无法使用。"),
        ("No other model had a longer context.", "它的上下文是所有模型中最长的。"),
        ("他们认为权利受侵害的有许多艺术家。", "未经原艺术家同意，侵犯了许多艺术家的权利。"),
    ],
)
def test_the_same_said_otherwise(statement: str, quote: str) -> None:
    assert negated(facts_of(statement), quoting(quote)).against == {}


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("服务没有恢复。", "服务已经恢复。"),
        ("该许可证的增长率高居榜首。", "该许可证的增长率排行第二。"),
        ("Valuations slid.", "估值飙升。"),
        ("他有兴趣再开发一个项目。", "他没有兴趣再开发一个项目。"),
        ("迁移需要修改代码。", "迁移无需修改代码。"),
        ("用户数下降了。", "用户数增长了。"),
        ("红帽支持该法案。", "红帽反对该法案。"),
        ("项目将继续更新。", "项目将停止更新。"),
        ("项目无限期停止更新。", "项目将继续更新。"),
        ("许多采用者处于后期阶段。", "许多采用者处于早期阶段。"),
        ("It will continue to receive support.", "它将不会再获得任何支持。"),
        ("Yuque did not recover.", "语雀完全恢复。"),
        ("The number of users decreased.", "用户数增长了。"),
        ("Red Hat opposed the bill.", "Red Hat supported the bill."),
        ("Revenue fell.", "Growth in revenue: it grew, and growth goes on."),
        ("They left the foundation.", "They joined the foundation."),
        ("Stack Overflow 大为受益。", "Stack Overflow 深受其害。"),
        ("微信支付用不了。", "微信支付可以使用。"),
        ("经原艺术家同意收集了图片。", "未经原艺术家同意收集了图片。"),
    ],
)
def test_the_opposite(statement: str, quote: str) -> None:
    assert negated(facts_of(statement), quoting(quote)).against


def test_the_detail_says_both_sides() -> None:
    told = negated(facts_of("用户数下降了。"), quoting("用户数增长了。"))
    assert told.against == {"opposite": "下降 in the statement; the quotes have 增长"}


@pytest.mark.parametrize(
    ("statement", "quote", "passed"),
    [
        ("它不得不关闭网站。", "它被迫关闭网站。", True),
        ("它的参数不及 LLaMA。", "它的参数比 LLaMA 小。", True),
        ("厂商开发了不在出口管制之列的产品。", "厂商开发了不受出口管制影响的产品。", True),
        ("它没有受到影响。", "它受影响。", False),
        ("全部服务都没有恢复。", "全部服务已恢复。", False),
        ("The data were never restored.", "最终数据全部恢复。", False),
    ],
)
def test_what_denies_and_what_only_looks_so(statement: str, quote: str, passed: bool) -> None:
    assert bool(negated(facts_of(statement), quoting(quote)).against) is not passed


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        (
            "不是闭源产品，它以 Apache 2.0 许可开源。",
            "这是一个开源的替代品，在 Apache 2.0 许可下发布。",
        ),
        ("JDK 21 并非短期版本，它属于长期支持版本。", "JDK 21 是继 JDK 17 后的长期支持版本。"),
    ],
)
def test_a_denial_may_clear_the_way_for_what_is_so(statement: str, quote: str) -> None:
    assert negated(facts_of(statement), quoting(quote)).against == {}


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("它不支持自托管，可作为轻量替代方案。", "它支持自托管，可作为轻量替代方案。"),
        ("数据没有全部恢复，花了十个小时。", "最终数据全部恢复，但花了十个小时。"),
    ],
)
def test_what_is_denied_of_the_quotes_is_no_correction(statement: str, quote: str) -> None:
    assert negated(facts_of(statement), quoting(quote)).against


def test_how_much_of_what_is_denied_the_quotes_have() -> None:
    quote = quoting("它支持自托管，可作为轻量替代方案。")
    assert negated(facts_of("它没有图形界面。"), quote).unsaid_share == 0.0
    assert negated(facts_of("它没有轻量方案。"), quote).unsaid_share == 1.0
    assert negated(facts_of("它支持自托管。"), quote).unsaid_share == 0.0


def test_each_objection_has_a_sort() -> None:
    quote = quoting("它支持自托管，可作为轻量替代方案。")
    assert "unsaid" in negated(facts_of("它没有图形界面。"), quote).against
    assert "denied" in negated(facts_of("它支持自托管。"), quoting("它不再支持自托管。")).against
    assert set(negated(facts_of("项目将继续更新。"), quoting("项目将停止更新。")).against) == {
        "ended"
    }
