"""Nouns that are always of something: a question that begins with one leaves out of what.

“原因呢？” after a question about an outage asks for the outage's cause. The lists are of general
relational nouns; what they are asked with (是谁, 是多少) follows from their kind.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from askreport.conversation.words import HAN, ROLE, any_of
from askreport.conversation.writing import folded

Kind = Literal["event", "time", "place", "amount", "person", "other"]
"""What a relational noun is of (``event``: of what happened), or what it stands for."""

_KINDS: Final[dict[Kind, str]] = {
    "event": any_of(
        """
        原因 起因 成因 根因 缘由 后果 结果 结局 影响 损失 经过 过程 细节 背景 目的 责任人 伤亡 规模
        """
    ),
    "time": any_of("时间 日期 年份"),
    "place": any_of("总部 地点 地址 位置 产地 出生地"),
    "amount": any_of(
        rf"""
        价格 售价 费用 成本 估值 市值 金额 总数 人数 用户数 收入 营收 利润 市场规模 份额 占比 增速
        大小 体积 面积 人口 高度 长度 重量 温度 年龄 岁数 票房 得分 分数
        {HAN}{{1,3}}(?:量|率|金额|总额|比例) 数量
        """
    ),
    "person": rf"(?:联合)?{ROLE}|领投方|投资方|投资人|出品方|开发商|(?:开发)?团队",
    "other": any_of(
        """
        名字 名称 全称 简称 中文名 英文名 原名 前身 官网 网站 仓库 源码 协议 许可证 授权 版本
        最新版 特点 特性 功能 优点 缺点 优势 劣势 性能 用途 作用 定位 愿景 目标 口号 架构 编程语言
        竞争对手 代表作 主题 标题 内容 症状 疗法 副作用 死因 籍贯 国籍 职业 首都 气候
        """
    ),
}
AMOUNT_OR_QUALITY: Final = f"(?:{_KINDS['amount']}|{_KINDS['other']})"
_ASKED_WITH: Final[dict[Kind, str]] = {
    "event": "是什么",
    "time": "是什么时候",
    "place": "在哪里",
    "amount": "是多少",
    "person": "是谁",
    "other": "是什么",
}
_ANY: Final = "|".join(f"(?P<{kind}>{nouns})" for kind, nouns in _KINDS.items())
_NOUN: Final = re.compile(rf"(?:具体|主要|根本|直接|最终|真正|官方)?的?(?:{_ANY})")
_WHOLE: Final = re.compile(rf"{HAN}{{0,4}}?(?:{_ANY})")
_TAIL: Final = re.compile(
    rf"(?:的|[年月日]\s?|[A-Za-z0-9]\s?)(?P<tail>(?![年月日]){HAN}{{0,4}}?"
    rf"(?:{'|'.join(_KINDS.values())}))$"
)
_ENGLISH: Final = re.compile(
    r"\bthe (?:author|founder|creator|inventor|developer|maintainer|owner|ceo|cto|leader|price|cost"
    r"|valuation|size|(?:full )?name|licen[cs]e|version|date|location|headquarters|number|goal"
    r"|vision|purpose|capital|population|team)s?"
    r"(?=\s?[?.]?$| (?:is|was|come|came|mean|do|did|say|said|think|want|live|die|work)\b)",
    re.IGNORECASE,
)


def relation_of(words: str) -> tuple[Kind, int] | None:
    """Kind and length of the relational noun that Chinese ``words`` begin with."""
    match = _NOUN.match(folded(words))
    return (_kind(match), match.end()) if match else None


def relational(phrase: str) -> Kind | None:
    """The kind of the relational noun that all of ``phrase`` is, modifiers before it included."""
    match = _WHOLE.fullmatch(folded(phrase))
    return _kind(match) if match else None


def owned_relation(words: str) -> Kind | None:
    """The kind of the relational noun that ``words`` end in, behind 的: “NanUI 的作者”."""
    owner, _, noun = folded(words).rpartition("的")
    found = relation_of(noun) if owner else None
    return found[0] if found and found[1] == len(noun) else None


def ends_in_relation(phrase: str) -> int | None:
    """Where the relational noun begins that ``phrase`` ends in, its modifiers included."""
    match = _TAIL.search(folded(phrase))
    return match.start("tail") if match else None


def asked_with(kind: Kind) -> str:
    """The predicate that asks for a noun of ``kind``, in simplified characters."""
    return _ASKED_WITH[kind]


def english_relation(question: str) -> re.Match[str] | None:
    """“the author” in an English question, which leaves out of what."""
    return _ENGLISH.search(question)


def _kind(match: re.Match[str]) -> Kind:
    return next(kind for kind in _KINDS if match[kind] is not None)
