"""Numbers that count: which of a sentence's numbers may answer “多少家” or "how many people".

A number beside the wrong measure word counts something else, and a date's or version's counts
nothing. General words of measure only; what exactly is counted (components, or previews) is not
told from them.
"""

# ruff: noqa: E501 - words of measure are tables, a row a line

from __future__ import annotations

import re
from typing import Final

_MEASURES: Final = (
    (
        r"名|位|个?人(?!工)|個?人(?!工)|口人|[^，。？]{0,6}(?:员工|學生|学生|用户|用戶|开发者|開發者|程序员|工程师|成员|贡献者|客户)",
        r"people|persons?|developers|users|employees|students|members|contributors|programmers|engineers|customers|respondents|victims",
        r"人|名|位|口|[个個](?:[人员用客成])|[^\W\d]{0,6}(?:员|者|用户|用戶|学生|學生|师|客户)",
    ),
    (
        r"[家间所户戶]",
        r"compan\w+|firms|enterprises|institutions|organi[sz]ations|vendors|universities|teams",
        r"[家间所户戶个個]|[^\W\d]{0,4}(?:企业|企業|公司|机构|厂商|团队|高校)",
    ),
    (r"[台部辆臺輛]", r"phones|devices|machines|cars|computers|units", r"[台部辆臺輛个個件]"),
    (r"[次回遍]", r"downloads|visits", r"[次回遍]"),
    (r"倍", r"times (?:\w+er|more|as)\b", r"倍|[%％x×]|个?百分"),
    (r"[单單笔筆]", r"orders|deals|transactions", r"[单單笔筆个個]"),
)
"""Of each kind of measure: how Chinese and English questions ask for it, what stands behind the
number of an answer."""
_COMPILED: Final = tuple(
    (
        re.compile(rf"(?:多少|[几幾])\s*(?:{asked})|\bhow many (?:\w+ ){{0,2}}?(?:{english})", re.IGNORECASE),
        re.compile(rf"\s*(?:{unit})"),
    )
    for asked, english, unit in _MEASURES
)  # fmt: skip
_NUMBER: Final = re.compile(
    r"(?<![A-Za-z0-9.第-])(?<![A-Za-z]\s)(?:\d[\d,]*(?:\.\d+)?|[二两兩三四五六七八九十百千半][一二三四五六七八九十百千万]*|数[十百千万]|(?<=[只仅共就]有)一|(?<=共)一)"
    r"\s*(?:多|余|餘|来|几|\+)*\s*(?P<great>[万萬亿億百千]+|[kKwW](?![A-Za-z]))?\s*(?:多|余|餘|\+)*"
)
_CLASSIFIED: Final = re.compile(
    r"(?:多少|[几幾])\s*[个個家位名款项項种種次条條人台臺部份篇件类類座轮輪户戶颗顆]|\bhow many\b",
    re.IGNORECASE,
)
_OTHER_UNIT: Final = re.compile(
    r"\s*(?:[美欧歐日港]?[元圆]|块|塊|美金|[%％]|岁|歲|小时|小時|分钟|分鐘|天|周|秒|[KMGT]B?\b|[万亿]?(?:美元|元)|million (?:dollars|USD)|hours?|minutes?|days?)"
)
"""Units of money, time and size: what has them is not counted by a measure word."""
_NOT_COUNTED: Final = re.compile(
    r"\s*(?:年|[一二三四五六七八九十\d]{0,2}月|[日号號](?!线)|[时時]\d|点\d|世纪|版|代(?!码)|[个個](?:多)?(?:小时|小時|月|星期|季度)|[A-Za-z]+\d|(?<=\d{4})[-/.]\d)"
)


def holds_count(text: str, question: str) -> bool:
    """Whether a number of ``text`` may count what ``question`` asks for, and is not its own."""
    asked = "".join(question.split())
    classified = _CLASSIFIED.search(question) is not None
    units = [unit for cue, unit in _COMPILED if cue.search(question)]
    for number in _NUMBER.finditer(text):
        behind = text[number.end() : number.end() + 12]
        if _NOT_COUNTED.match(text, number.end()):
            continue
        if classified and _OTHER_UNIT.match(behind):
            continue
        if units and not number["great"] and not any(unit.match(behind) for unit in units):
            continue
        if "".join((number.group() + behind[:1]).split()) not in asked:
            return True
    return False
