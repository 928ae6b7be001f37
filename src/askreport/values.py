"""Values as texts write them: dates, spans of time, sums, shares, counts, persons and the like.

What a question may ask for (`ValueKind`), and whether a sentence holds such a thing. Forms of
Chinese and English in general; nothing here knows any document. Kinds without a form of their own
(a product, a definition) are never said to be missing.
"""

# ruff: noqa: E501 - cues are tables, a row a line

from __future__ import annotations

import re
from typing import Final, Literal

from askreport.counts import holds_count
from askreport.persons import holds_person

ValueKind = Literal[
    "date",
    "duration",
    "money",
    "share",
    "count",
    "version",
    "licence",
    "person",
    "organisation",
    "place",
    "product",
    "reason",
    "opinion",
    "list",
    "definition",
    "yes_no",
    "other",
]

STRICT: Final = frozenset({"date", "duration", "money", "share", "count", "version", "licence"})
"""Kinds whose form is strict: a sentence without it does not answer."""

_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千半]+|数[十百千万])"
_HAN_NAME = r"[一-鿿]{2,6}?"
# Abbreviations of things, not of a body or a product.
_LATIN_NAME = (
    r"(?<![A-Za-z0-9])(?!(?:AI|LLM|AIGC|API|APP|CPU|GPU|NPU|IDE|SDK|UI|OS|PC|SQL|HTTP|HTML|CSS|JSON|XML|URL|PR|CEO|CTO|VIP|BUG|IT|IP|ID|PDF|VR|AR|NET|CLI|GUI|MIT|GPL|BSD|LTS|GA|RC|ETC|SP|USB|HR)(?![A-Za-z0-9]))"
    r"(?=[A-Za-z0-9.+-]*[A-Z])[A-Za-z0-9][A-Za-z0-9.+-]*[A-Za-z0-9+]"
)
_VALUES: Final[dict[ValueKind, re.Pattern[str]]] = {
    "date": re.compile(
        r"\d{2,4}\s*年|\d{4}\s*[./-]\s*\d{1,2}|\d{1,2}\s*月|\d{1,2}\s*[日号](?!线)|年[初中底末]|凌晨|[上中下]旬|[今去前]年|\b(?:19|20)\d\d\b"
        r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    ),
    "duration": re.compile(
        _NUMBER
        + r"\s*(?:多|余|个|几|来)*\s*(?:小时|分钟|天|年(?!\s*\d|代)|个?月(?!\s*\d)|周|秒|星期|季度)"
        r"|\d+\s*(?:hours?|minutes?|days?|years?|months?|weeks?)\b"
    ),
    "money": re.compile(
        _NUMBER
        + r"\s*(?:余|多|几)*\s*[万亿千百]*\s*(?:元|美元|美金|人民币|欧元|英镑|日元|块钱?)|[$¥￥€£]\s*\d"
        r"|\d[\d.,]*\s*(?:million|billion)?\s*(?:USD|dollars|RMB|CNY)"
        r"|(?:支付|付|收费|售价|价格|报价|要价|卖|花费?|融资|获投|罚款?|赔偿?|募集|估值|市值)(?:总?额?达?|了|约|近|超过?|为)*\s*"
        + _NUMBER
        + r"\s*(?:余|多|几)*[万亿千百]"
    ),
    "share": re.compile(
        r"\d+(?:\.\d+)?\s*[%％]|百分之|\d\s*成|[一二两三四五六七八九半]成|\d+/\d+|[一二三四五六七八九]分之"
    ),
    "version": re.compile(r"\d+(?:\.\d+)+|[vV]\s?\d+|\d+\s*版|第[一二三四五六七八九十\d]+版"),
    "licence": re.compile(
        r"\b(?:A|L)?GPL|\bMIT\b|\bBSD\b|\bApache(?:[ -]?(?:2|License|许可|协议)|\b.{0,4}(?:许可|协议|下))|\bMPL\b|\bEPL\b|\bISC\b|\bSSPL\b|\bBSL\b|\bCC[ -]?(?:BY|0)|Mulan|木兰|Unlicense"
        r"|[A-Za-z][\w.-]*\s(?:Public |Community |Software )?Licen[cs]e|专有|闭源|商业许可"
    ),
    "organisation": re.compile(
        rf"(?![该本各某哪这那一多家]){_HAN_NAME}(?:公司|大学|学院|研究院|研究所|基金会?|集团|银行|实验室|委员会|协会|联盟|科技|资本|证券|中心|法院|警方|公安局?)"
        rf"|{_LATIN_NAME}"
    ),
    "product": re.compile(rf"[《“「][^》”」]{{2,20}}[》”」]|{_LATIN_NAME}"),
    "place": re.compile(
        r"[一-鿿]{1,3}(?:省|市|县|区|州|国|岛|港)|北京|上海|天津|重庆|深圳|广州|杭州|南京|成都|武汉|香港|台湾|澳门|[东西南北]美|欧洲|亚洲|非洲|欧盟|海外|硅谷"
        r"|\b(?:USA?|UK|EU|China|Europe|Asia|America)\b"
    ),
    "reason": re.compile(
        r"因|由于|原因|导致|为了|以便|所以|出于|受.{1,12}影响|考虑到|鉴于|致使|使得|旨在|since|because|due to"
    ),
    "opinion": re.compile(
        r"表示|认为|觉得|称|说|指出|坦言|直言|透露|评价|呼吁|看来|建议|相信|强调|回应|吐槽|意见|反对|赞成|看好|推荐|我(?!国)|“|「"
    ),
    "list": re.compile(r"、.*、|，.*，|包括|分别|以及|和|,.*,"),
}


_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_FINER_DATES: Final = (
    (
        re.compile(
            r"哪一?[天日]|[几幾][号號日]|具体日期|\b(?:what|which) (?:day|date)\b|\bexact date\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\d\s*[日号號](?!线|線)|[一二三四五六七八九十][日号號]|[今昨前当當]天|\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}|\b(?:{_MONTHS})\s\d|\b\d{{1,2}}\s(?:{_MONTHS})"
        ),
    ),
    (
        re.compile(r"[几幾哪]一?[个個]?月|\b(?:what|which) month\b", re.IGNORECASE),
        re.compile(
            rf"\d\s*月|[一二三四五六七八九十]月|年[初中底末]|\d{{4}}[./-]\d{{1,2}}|\b(?:{_MONTHS})\b"
        ),
    ),
)
"""How fine a date is asked for: a day, a month."""
_FEE: Final = re.compile(r"多少.{0,4}[费費]|\bfees?\b", re.IGNORECASE)
"""A fee may be a share."""


def holds_value(text: str, kind: ValueKind, question: str = "") -> bool | None:
    """Whether ``text`` holds a value of ``kind`` that ``question`` does not itself name.

    ``None`` where the kind shows in no form.
    """
    if kind == "count":
        return holds_count(text, question)
    if kind == "person":
        return holds_person(text, question)
    pattern = _VALUES.get(kind)
    if pattern is None:
        return None
    if kind == "date":
        pattern = next((fine for cue, fine in _FINER_DATES if cue.search(question)), pattern)
    if kind == "money" and _FEE.search(question) and _VALUES["share"].search(text):
        return True
    asked = "".join(question.split())
    return any("".join(m.group().split()) not in asked for m in pattern.finditer(text))


_FIGURE: Final = re.compile(
    r"(\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十]+)\s*(?:多|余|来|几)*\s*"
    r"(%|％|万亿|万|萬|亿|億|千|小时|小時|分钟|分鐘|个月|個月|岁|歲|倍|美元|元|月|[日号號](?!线)|天|周年|家|款|位|名|人|种|項|项|次|台|篇|轮|輪)"
)
_UNITS: Final = {
    "％": "%", "萬": "万", "億": "亿", "小時": "小时", "分鐘": "分钟", "個月": "个月", "歲": "岁", "号": "日",
    "號": "日", "項": "项", "輪": "轮", "名": "人", "位": "人",
}  # fmt: skip
_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}


def figures_of(text: str) -> frozenset[tuple[str, str]]:
    """The numbers with a unit that ``text`` holds, as (digits, unit): “7.75 亿”, “三月”."""
    found = set()
    for number, unit in _FIGURE.findall(text):
        digits = number.replace(",", "") if number[0].isdigit() else str(_chinese(number))
        found.add((digits, _UNITS.get(unit, unit)))
    return frozenset(found)


def _chinese(number: str) -> int:
    """A Chinese numeral up to 99."""
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in number))
    return (_DIGITS[tens[-1]] if tens else 1) * 10 + (_DIGITS[ones[0]] if ones else 0)
