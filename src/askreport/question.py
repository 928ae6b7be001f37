"""What a question asks for, read off its words: the value's kind, the names and years it binds to.

General cues of Chinese and English only; nothing here knows any document.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final, Literal

from askreport.lexical import fold
from askreport.reading.language import language_of

ValueKind = Literal[
    "date", "duration", "money", "share", "count", "person", "reason", "list", "yes_no", "other"
]

_KINDS: Final[tuple[tuple[ValueKind, str], ...]] = (
    ("duration", r"多久|多长时间|几个?小时|几天|几年(?!份)|几个月|多少年|多少小时|多少天|how long"),
    (
        "date",
        r"什么时[候间]|啥时候?|何时|哪一?年|哪年|哪个?月|哪天|哪一天|几月|几号|几点|日期|何年|哪一日"
        r"|\bwhen\b|what (?:date|year|month|day)|which (?:year|month|day)",
    ),
    (
        "money",
        r"多少(?:万|亿)?(?:钱|元|块|美元|美金|人民币)|多少资金|融(?:了|到)?多少|估值|花了?多少|收费多少|价格|市场规模"
        r"|how much (?:money|did .* (?:raise|cost|pay))|valuation",
    ),
    ("share", r"百分之|占比|比例|几成|增长率|增速|百分比|percent|share of|what (?:rate|fraction)"),
    ("count", r"多少|几[个家位名款项种次倍人条台部]|数量|总数|how many|how much|number of"),
    ("person", r"谁|哪位|什么人|哪个人|何人|\bwho(?:se|m)?\b"),
    ("reason", r"为什么|为何|为啥|原因|怎么会|凭什么|因为什么|怎么回事|\bwhy\b|reason|cause"),
    (
        "list",
        r"哪些|哪几|有什么|包括|列[出举]|分别是|都有谁|一共有哪"
        r"|what are|which .*s\b|list\b|name (?:all|the)",
    ),
    (
        "yes_no",
        r"吗[？?]?$|是不是|有没有|能不能|是否|会不会|对不对|^(?:is|are|was|were|did|does|do|can|has|have)\b",
    ),
)
_COMPILED: Final = tuple((kind, re.compile(cue, re.IGNORECASE)) for kind, cue in _KINDS)

_VALUES: Final[dict[ValueKind, re.Pattern[str]]] = {
    "date": re.compile(
        r"\d{4}\s*[年.]|\d{1,2}\s*月|\d{1,2}\s*[日号]|年[初中底末]|凌晨|上旬|中旬|下旬|\b(?:19|20)\d\d\b"
    ),
    "duration": re.compile(
        r"\d+(?:\.\d+)?\s*(?:多|余|个)*\s*(?:小时|分钟|天|年|个?月|周|秒)|[一二两三四五六七八九十]+个?多?(?:小时|年|个?月|天|周)"
    ),
    "money": re.compile(r"\d[\d,.]*\s*(?:余|多)?\s*[万亿千百]*\s*(?:元|美元|美金|人民币|欧元|块)"),
    "share": re.compile(r"\d+(?:\.\d+)?\s*%|百分之|\d成|[一二三四五六七八九]成|\d+/\d+"),
    "count": re.compile(r"\d|[一二两三四五六七八九十百千万亿]+[个家位名款项种次倍人条台部]"),
    "reason": re.compile(r"因|由于|原因|导致|为了|以便|所以|出于|受.{1,12}影响|考虑到|鉴于"),
    "list": re.compile(r"、.*、|，.*，|包括|分别|以及|和"),
}

_ASKING: Final = re.compile(
    r"什么时[候间]|啥时候?|为什么|什么|怎么样?|哪[些个里位家种几年款项天]?|多少|几[个家位次种]?|多久|多长时间|谁|吗|呢|吧|啊"
    r"|请问|请|告诉我|帮我|一下|想知道|到底|究竟|是不是|有没有|是否|如何|为何|为啥|啥|咋"
)
_PART: Final = re.compile("[？?，,；;。]")
_PART_LEAST: Final = 3
_PARTS_MOST: Final = 4
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LATIN: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=\d*[A-Za-z])[A-Za-z0-9]+(?:[.+#/-][A-Za-z0-9+#]+)*(?:\+\+|#)?"
)
_QUOTED: Final = re.compile(r"[“「《\"]([^”」》\"]{2,24})[”」》\"]")
_VERSION: Final = re.compile(r"(?<![\w.])v?\d+(?:\.\d+)+(?![\w.])", re.IGNORECASE)
_COMMON: Final = frozenset(
    """
    a an the of in on at to for from by with and or is are was were be been do does did has have had
    what which who whom whose when where why how many much long it its they them this that these
    those there as about into over than then so if not no any all some can could would will report
    app ai ceo cto ip pc bug vs ok api ide list name tell me please according
    """.split()  # noqa: SIM905
)
"""Words that bind an answer to nothing: function words, and abbreviations used as common nouns."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What an answer must meet.

    ``names`` are folded identifiers and Latin names, ``years`` four digits, ``quoted`` the folded
    words that the asker put in quotation marks.
    """

    language: str
    kind: ValueKind
    many: bool
    names: tuple[str, ...]
    years: tuple[str, ...]
    versions: tuple[str, ...]
    quoted: tuple[str, ...]


def read_question(question: str, last: str | None = None) -> Sought:
    """What ``question`` asks for; full-width letters and figures read as plain ones.

    In a conversation ``question`` is the standalone one, and ``last`` what was typed last: that
    says what kind of value is asked for, where it says so.
    """
    question = unicodedata.normalize("NFKC", question)
    if last is not None and (asked := read_question(last)).kind != "other":
        return replace(read_question(question), kind=asked.kind, many=asked.many)
    kind: ValueKind = next((k for k, cue in _COMPILED if cue.search(question)), "other")
    many = any(k == "list" and cue.search(question) for k, cue in _COMPILED)
    language = language_of(question)
    found: list[str] = []
    for index, match in enumerate(_LATIN.finditer(question)):
        word = match.group()
        if fold(word) in _COMMON or len(word) < 2:
            continue
        named = word[0].isupper() or any(c.isdigit() or c.isupper() for c in word)
        # In an English sentence only what is written as a name binds, and not its first word.
        if language == "zh" or (named and (index > 0 or any(c.isupper() for c in word[1:]))):
            found.append(fold(word))
    return Sought(
        language=language,
        kind=kind,
        many=many,
        names=tuple(dict.fromkeys(found)),
        years=tuple(dict.fromkeys(_YEAR.findall(question))),
        versions=tuple(dict.fromkeys(fold(v).lstrip("v") for v in _VERSION.findall(question))),
        quoted=tuple(dict.fromkeys(fold(q) for q in _QUOTED.findall(question))),
    )


def content_of(question: str) -> str:
    """``question`` without the words of asking; what is left says what it is about."""
    return _ASKING.sub(" ", question)


def parts_of(question: str) -> tuple[str, ...]:
    """The parts of a question that asks several things; empty when it asks one.

    A part is what stands between commas and question marks and has content of its own.
    """
    parts = [part.strip() for part in _PART.split(question)]
    parts = [part for part in parts if len("".join(content_of(part).split())) >= _PART_LEAST]
    return tuple(parts[:_PARTS_MOST]) if len(parts) > 1 else ()


def holds_value(text: str, kind: ValueKind) -> bool | None:
    """Whether ``text`` holds a value of ``kind``; ``None`` where the kind shows in no form."""
    pattern = _VALUES.get(kind)
    return None if pattern is None else pattern.search(text) is not None
