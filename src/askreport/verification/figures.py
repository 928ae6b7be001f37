"""Figures of a text with their units: how many, how much, how long, which share.

Digits and numerals, Chinese and English, come to the same: 7.75亿元 is 775 million yuan, 一天半 is
36 hours, 六成 is 60%. Dates, versions and identifiers are no figures (see `dates`, `latin`).
"""

# ruff: noqa: E501 - patterns are tables, a row a line

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from askreport.verification.numerals import ENGLISH, chinese_number, english_number
from askreport.verification.units import CURRENCIES, unit_at

if TYPE_CHECKING:
    from collections.abc import Iterator

Bound = Literal["over", "least", "under", "near", "most", "about"]


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in the smallest unit of ``measure``; ``step`` is that of its last digit.

    ``bound`` is what a word beside it says: more than it, nearly, about it. A vague one (dozens) lies
    anywhere up to ``most``. ``text`` is the figure as it is written, unit and all.
    """

    value: float
    measure: str
    step: float
    text: str
    start: int
    end: int
    bound: Bound | None = None
    most: float | None = None
    ordinal: bool = False
    factor: float = 1.0
    """What ``value`` was multiplied by to be in the smallest unit."""
    parts: tuple[Figure, ...] = ()
    """Those that a share is told by: 十个 and 四个 of 十个里有四个."""


_ARABIC = r"\d{1,3}(?:,\d{3}){1,12}(?:\.\d{1,18})?|\d{1,40}(?:\.\d{1,18})?"
_AN: Final = re.compile(
    r"(?<=within )an?|(?<=after )an?|(?<=about )an?|(?<=over )an?|(?<=nearly )an?|(?<=than )an?"
    r"|(?<=almost )an?|(?<=for )an?|\b[Aa]n?(?= (?:second|minute|hour|day|week|month|quarter|year)s? (?:after|later|before|ago|earlier)\b)"
)
_HALF: Final = re.compile(
    r"半(?=个?(?:月|小时|钟头|世纪)|[年天]|年)|\b[Hh]alf an?(?= (?:hour|year|day|month|century))"
)
_HANZI = "零〇一二两三四五六七八九十百千万亿"
_ENGLISH_WORDS = "|".join(sorted(ENGLISH, key=len, reverse=True))
_QUARTERS: Final = re.compile(r"\b(?P<n>[Aa]|[Tt]hree) quarters? of an hour\b")
_SCALES: Final = {
    "万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "十亿": 1e9, "千万": 1e7, "百万": 1e6, "十万": 1e5,
    "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, "兆": 1e12, "trillion": 1e12, "billion": 1e9, "million": 1e6,
    "thousand": 1e3, "hundred": 1e2, "bn": 1e9, "mn": 1e6, "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12,
}  # fmt: skip
_SCALE = (
    "万亿|千亿|百亿|十亿|千万|百万|十万|亿|万(?!维|物|一)|千(?!米|字|克|瓦|赫|伏|卡|兆)|百"
    "|兆(?=美元|美金|元|日元|韩元|台币|人民币)"
    r"|(?:trillion|billion|million|thousand|hundred|bn|mn)(?![A-Za-z])|[kKMBT](?![A-Za-z])"
)
_FIGURE: Final = re.compile(
    rf"(?:(?P<money>US\$|HK\$|[$¥€£])\s?)?"
    rf"(?:(?P<first>{_ARABIC})(?P<fscale>[{'万亿'}kKM%])?\s?(?:[-–—~～至到]|to|and)\s?(?=\d))?"
    rf"(?<![A-Za-z_.])(?P<n>(?<!\d)(?<!\d[.,])(?:{_ARABIC}))(?!\.\d)(?P<plus>\s?\+)?[\s-]?"
    rf"(?P<scale>{_SCALE})?(?P<more>[多余几来]|\s?\+)?(?:个(?=[万亿](?![维物一])))?(?P<scale2>[万亿](?!维))?(?![A-Za-z]*\d)"
)
_NUMERAL: Final = re.compile(
    rf"(?P<nth>第)?(?P<n>[{_HANZI}]{{1,18}}(?:点[零一二三四五六七八九]+)?)(?P<more>[多余几来])?(?:个(?=[万亿](?![维物一])))?(?P<scale>[万亿])?"
)
_WORD: Final = re.compile(
    rf"\b(?P<n>(?:{_ENGLISH_WORDS})(?:[\s-]+(?:and\s+)?(?:{_ENGLISH_WORDS}|dozen|hundred|thousand|million"
    r"|billion|trillion)){0,8})\b(?P<half> and a half)?",
    re.IGNORECASE | re.ASCII,
)
_SMALL = r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|twenty|(?<![\d.,])\d{1,2})"
_NOT_BEFORE: Final = re.compile(r"[没未不]有?$")
_WHOLE: Final = 10
_LEAST_OF: Final = 3
"""Things of which some are told as a share: 三个里有一个."""
_SHARE: Final = re.compile(
    rf"百分之(?P<percent>\d+(?:\.\d+)?|[{_HANZI}点]{{1,12}})"
    rf"|(?P<under>[{_HANZI}]{{1,6}})分之(?P<over>[{_HANZI}]{{1,6}})"
    rf"|(?P<tenths>(?<![统单合划])[一二两三四五六七八九]|\d(?:\.\d)?)成(?P<half>半)?(?P<ones>[一二三四五六七八九](?![成个十百千万亿路直般样下口批]))?(?(ones)|(?![员立为本果功就长熟标型形不]|都(?=[的,，。]|$)))"
    r"|(?P<off>[一二三四五六七八九]{1,2}|(?<![\d.])\d(?:\.\d)?|(?<=打)对)折(?![叠腾射磨返合中线])"
    rf"|(?P<every>[{_HANZI}]{{1,4}}|(?<![\d.,])\d{{1,4}})(?P<class>[个位名人次家道款台条只张])[^\d,，。;；、{_HANZI}]{{0,8}}[,，]?[^\d,，。;；、{_HANZI}]{{0,5}}?(?:里|中|之?中|当中|内|就)(?:头|面|边)?[^\d,，。;；、{_HANZI}]{{0,2}}[,，]?[^\d,，。;；、{_HANZI}]{{0,4}}?(?:有|是|占)(?P<among>[{_HANZI}]{{1,4}}|\d{{1,4}})(?=(?P=class))"
    rf"|\b(?P<toten>{_SMALL})(?: to |:| ?[比∶] ?)(?P<torest>{_SMALL})\b(?![:\d])"
    r"|(?P<ten>[一二三四五六七八九])(?P<rest>[一二三四五六七八九])开(?![发源放始展启辟])"
    rf"|\b(?P<in>{_SMALL})(?: (?!in\b|out\b|of\b|and\b|or\b)[a-z-]+){{0,3}} (?:in|out of)(?: every)? (?P<of>{_SMALL})\b"
    r"(?![\d%.-]|,\d| (?:second|minute|hour|day|week|month|quarter|year|decade|times?|countr|cit|place|case|wa[ys]|step))"
    r"|(?P<a>[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ss]even|[Nn]ine|[Aa](?= \w+(?: (?:of|the|are|is|were|was|have|had|say|said|use|employ)\b|[,.])))[\s-](?P<b>third|quarter|fifth|tenth)s?\b(?!-| of an? (?:hour|second|million|billion|century))"
    r"|(?<![\d/.])(?P<num>[1-9])/(?P<den>[2-9]|10)(?![\d/.])"
    r"|(?P<one>一半|过半|半数|减半|腰斩|\b[Hh]alf(?! an?\b)(?!-(?!price))(?! (?:hour|year|day|month|century))|\bhal(?:ved|ving|ves)\b)"
    r"|(?P<twice>翻了?一?[番倍]|\b[Dd]oubl(?:ed?|es|ing)\b(?!-| as\b| up\b| down\b| check)|\b[Tt]wice\b(?! (?:an?|per|each|every)\b|-)|\btwofold\b)"
    r"|(?P<triple>\b(?:tripl(?:ed?|es|ing)|threefold)\b)"
    r"|(?P<quadruple>翻了?[两二]番|\b(?:quadrupl(?:ed?|es|ing)|fourfold)\b)|(?P<octuple>翻了?三番|\beightfold\b)",
    re.ASCII,
)
_VAGUE: Final = re.compile(
    r"(?P<teens>(?<![一二两三四五六七八九百千])十[几多余来](?=[个家位名款项种次倍人条天年小分万亿]))"
    r"|(?P<few>(?<![十百千万\d])(?:数|几|好几))(?=个?(?:月|小时|星期|季度|世纪)|[年天周秒](?!前以)|日[后前内之]|分钟)"
    r"|(?P<fewen>\b(?:a few|several|a couple of)(?= (?:second|minute|hour|day|week|month|quarter|year|decade)))"
    r"|(?P<zh>[数几上超逾]|好几|成|近)(?P<size>十万|百万|千万|十亿|百亿|十|百|千|万|亿)(?!的确|[一二两三四五六七八九十百千]|亿)"
    r"|数以(?P<by>百万|千万|十|百|千|万|亿)计"
    r"|\b(?P<en>dozens|tens|hundreds|thousands|tens of thousands|hundreds of thousands|millions"
    r"|tens of millions|hundreds of millions|billions)\b(?P<of> of (?=thousands|millions|billions))?",
    re.IGNORECASE | re.ASCII,
)
_VAGUE_SIZE: Final = {
    "十": (20, 99), "百": (100, 999), "千": (1000, 9999), "万": (1e4, 99999), "亿": (1e8, 9.99e8),
    "十万": (1e5, 999999), "百万": (1e6, 9.99e6), "千万": (1e7, 9.99e7), "十亿": (1e9, 9.99e9),
    "百亿": (1e10, 9.99e10), "dozens": (12, 99), "tens": (10, 99), "hundreds": (100, 999),
    "thousands": (1000, 99999), "millions": (1e6, 9.99e8), "billions": (1e9, 9.99e11),
    "tens of thousands": (1e4, 99999), "hundreds of thousands": (1e5, 999999),
    "tens of millions": (1e7, 9.99e7), "hundreds of millions": (1e8, 9.99e8),
}  # fmt: skip
_BEFORE: Final = re.compile(
    r"(?P<over>超过了?|超|逾|突破了?|破(?=了?$)|大于|高于|多于|高出|达到?了?(?=.{0,9}[多余])|(?:more|greater|higher|larger|longer) than"
    r"|(?<!hand )(?<!hands )(?<!handed )(?<!take )(?<!took )(?<!turn )(?<!all )over|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp?(?:ed|ing)|in excess of|upwards of|(?<!the )past)"
    r"|(?P<least>至少|不少于|(?:不会|不能|不得|不应|不宜|绝不|决不|别|勿|莫|不)(?:会)?低于|(?:不会|不能|不得)少于|起码|最少|at least|no (?:less|fewer) than|a minimum of)"
    r"|(?P<under>不到|不足|未满|少于|低于|小于|(?:less|fewer|lower) than|under|below)"
    r"|(?P<near>将近|接近|近|几乎|(?<=[了有过])快要?|nearly|almost|close to|just short of|approaching)"
    r"|(?P<most>(?:不得|不能|不可|不会|不应|不许|未|没有?|从未|从不)(?:超过|超|逾|多于|高于|大于)|不逾|至多|不超过|最多|不多于|不高于|高达|at most|(?<!with)within|no more than|not more than|up to|as many as|a maximum of)"
    r"|(?P<about>差不多|大约|约|大概|约为|约合|约值|估计|估摸着?|about|around|roughly|approximately|some|circa|or so)"
)
_SIDE: Final = re.compile(
    r"(?:" + _BEFORE.pattern + r")(?:每[年月周天日人次][个]?)?[\s的有为达了共值an]*$",
    re.IGNORECASE | re.ASCII,
)
_SIDE_OF: Final = re.compile(r"(?:" + _BEFORE.pattern + r")[^,，。;；\d]{1,14}的$", re.IGNORECASE)
"""将近前者的四倍: the word stands before what something is a multiple of."""
_BEHIND: Final = re.compile(
    r"\s?[个对万亿岁]?(?:(?P<over>以上|之上|开外|出头|有余|挂零|还多|还要多|多|余|\+|(?:个|人|项|种)?(?:或|及|或者)(?:更多|以上)|or more|and (?:up|over|above)|-plus|plus\b)"
    r"|(?P<under>以下|or (?:less|fewer))|(?P<most>以内|之内|内(?![部容存核地陆置测涵外需幕的]))|(?P<about>左右|上下|or so))"
)
_BEFORE_UNIT: Final = re.compile(
    r"个?(?P<half>半)(?=小时|钟头|天|个?月|年|世纪)|个?(?P<more>多|余|来)(?=\S)|\+\s?"
)
_BEHIND_UNIT: Final = re.compile(r"[多余](?![个年种出了])")
_SINCE: Final = re.compile(r"[从自由][^,，。;；]{0,12}$")
_TENTH: Final = re.compile(r"[一二三四五六七八九](?=[,，。;；!?、的左上)]|$)")
_TENTHS_OF: Final = frozenset(("metres", "money"))
"""What is told with a tenth behind its unit: 一米七, 六块五."""
_MONEY: Final = {"US$": "dollar", "$": "dollar", "HK$": "hongkong", "¥": "yuan", "€": "euro", "£": "pound"}  # fmt: skip
_LEAST_NUMERAL: Final = 2
_LEAST_BARE: Final = 20
"""Characters and value of a Chinese numeral that counts even without a unit."""


_SAYING: Final = re.compile(
    r"年复一年|日复一日|一年到头|一天到晚|一天天|一年年|三天两头|一时半会|一朝一夕|一夜之间|没有?第二[个条种家款位]|二话不说|三言两语|千方百计|四面八方|五花八门|七嘴八舌|乱七八糟|九牛一毛|十全十美|百分百|千篇一律|万无一失"
    r"|一清二楚|一干二净|接二连三|三番[五两]次|两全其美|一举两得|百花齐放|百家争鸣|千军万马|千变万化|千差万别|一五一十|八九不离十|九死一生|百发百中|数一数二|第一时间|第二天性|说一不二|一分钱|一分一毫|半天|半点|半路|一星半点|三三两两|三下五除二|老三样|一成不变|千家万户|零(?=件|售|食|钱|散|碎|星|基础|部件|配件)|(?:周|星期|礼拜)[一二三四五六日末](?![一-鿿]?[周年天])|一周岁|一点一(?=[点滴])|万里挑一|说一千道一万|一年半载|一天之内|一时三刻|非一日之功|一日三秋|零头"
    r"|\b(?:second to none|one and only|one by one|day one|square one|two cents|nine times out of ten|a hundred per ?cent|in one go|at once|first and foremost|one-size-fits-all|one size fits all|second nature|second thoughts?|one another|each other|no one|one day|one of these days)\b",
    re.IGNORECASE,
)
"""Sayings whose numbers count nothing."""


def figures_in(text: str, hidden: str) -> tuple[Figure, ...]:
    """The figures of a plain ``text``; ``hidden`` is it with all blank that are no figures."""
    found: list[Figure] = []
    taken = [m.span() for m in _SAYING.finditer(hidden)]

    def free(start: int, end: int) -> bool:
        return all(end <= a or b <= start for a, b in taken)

    for scan in (_shares, _vague, _ordinals, _compound, _arabic, _numerals, _words):
        for one in scan(hidden):
            if free(one.start, one.end):
                taken.append((one.start, one.end))
                found.append(_bounded(one, text))
    return tuple(sorted(found, key=lambda f: f.start))


def _bounded(one: Figure, text: str) -> Figure:
    if one.bound is not None:
        return one
    before = _SIDE.search(text[max(0, one.start - 24) : one.start])
    if before and one.measure == "months" and before.group().endswith("近"):
        return replace(one, bound="about")  # 近十五年: the last fifteen years as well
    if before:
        return replace(one, bound=before.lastgroup)  # type: ignore[arg-type]
    told = one.measure == "times" or text[max(0, one.start - 3) : one.start] in ("前者的", "后者的")
    if told and (of := _SIDE_OF.search(text[max(0, one.start - 24) : one.start])):
        return replace(one, bound=of.lastgroup)  # type: ignore[arg-type]
    behind = _BEHIND.match(text, one.end)
    return replace(one, bound=behind.lastgroup) if behind else one  # type: ignore[arg-type]


def _shares(text: str) -> Iterator[Figure]:
    for m in _SHARE.finditer(text):
        value: float | None
        bound: Bound | None = None
        measure, step = "share", 1.0
        if m["percent"]:
            told = m["percent"]
            value = float(told) if told[0].isdigit() else chinese_number(told)
        elif m["under"]:
            under, over = chinese_number(m["under"]), chinese_number(m["over"])
            value = 100 * over / under if under and over else None
            step = 10.0 if under and under < _LEAST_BARE else 1.0
        elif m["tenths"]:
            told = m["tenths"]
            whole = float(told) if told[0].isdigit() else chinese_number(told)
            ones = chinese_number(m["ones"]) if m["ones"] else None
            value = (whole or 0) * 10 + (5 if m["half"] else ones or 0)
            step = 1.0 if ones else 10.0
        elif m["off"]:
            told = m["off"]
            if told == "对":
                value = 50.0
            elif told[0].isdigit():
                value = 10 * float(told)
            else:
                number = chinese_number(told) or 0.0
                value = number if len(told) > 1 else 10 * number
        elif m["every"]:
            whole, among = (
                float(n) if n.isdigit() else chinese_number(n) for n in (m["every"], m["among"])
            )
            if not whole or not among or among >= whole or whole < _LEAST_OF:
                continue
            value = 100 * among / whole
        elif m["ten"] or m["toten"]:
            # 七三开 and seven to three are 70% and 30%.
            of, rest = m["ten"] or m["toten"], m["rest"] or m["torest"]
            parts = [_small(of), _small(rest)]
            if sum(parts) != _WHOLE:
                continue
            middle = m.start("rest") if m["rest"] else m.start("torest")
            yield Figure(parts[0] * 10, measure, 10.0, m.group(), m.start(), middle)
            yield Figure(parts[1] * 10, measure, 10.0, m.group(), middle, m.end())
            continue
        elif m["in"]:
            under, over = (
                float(n) if n.isdigit() else english_number(n) for n in (m["in"], m["of"])
            )
            if not under or not over or under >= over:
                continue
            value, step = 100 * under / over, 10.0
        elif m["a"]:
            over = {"a": 1, **ENGLISH}[m["a"].lower()]
            value = 100 * over / {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[m["b"].lower()]
            step = 10.0
        elif m["num"]:
            value, step = 100 * float(m["num"]) / float(m["den"]), 10.0
            if value >= 100:
                continue
        elif m["one"]:
            value, step = 50.0, 10.0
            bound = "over" if m["one"].startswith("过") else None
            if bound and _NOT_BEFORE.search(text, max(0, m.start() - 3), m.start()):
                bound = "under"  # 没有过半
        else:
            value = 2.0 if m["twice"] else 3.0 if m["triple"] else 4.0 if m["quadruple"] else 8.0
            measure = "times"
        if value is not None:
            told_by = tuple(
                Figure(float(n) if n.isdigit() else number, "", 1.0, n, m.start(name), m.end(name))
                for name in ("every", "among", "in", "of")
                if (n := m[name])
                and (number := chinese_number(n) or english_number(n) or 0.0) is not None
            )
            yield Figure(value, measure, step, m.group(), m.start(), m.end(), bound, parts=told_by)


def _small(told: str) -> float:
    if told.isdigit():
        return float(told)
    return chinese_number(told) or english_number(told) or 0.0


def _vague(text: str) -> Iterator[Figure]:
    for m in _VAGUE.finditer(text):
        if m["zh"] in ("超", "逾") and m["size"] in _SCALES and len(m["size"]) > 1:
            continue  # 逾十万亿: a number, with a bound
        if m["zh"] in ("超", "逾", "上") and m["size"] == "十":
            continue
        if m["teens"]:
            low, high = {"来": (8.0, 15.0), "几": (11.0, 19.0)}.get(m["teens"][1], (10.0, 19.0))
        elif m["few"] or m["fewen"]:
            low, high = 2.0, 12.0
        elif m["zh"] == "近":
            high = {"十": 10.0}.get(m["size"], float(_VAGUE_SIZE[m["size"]][0]))
            low = 0.8 * high
        else:
            low, high = _VAGUE_SIZE[(m["size"] or m["by"] or m["en"]).lower()]
        end = m.end() + (1 if text[m.end() : m.end() + 1] in (" ", "余", "多") else 0)
        if m["teens"] and (scale := _SCALES.get(text[end : end + 1])):
            low, high, end = low * scale, high * scale, end + 1
        unit = unit_at(text, end)
        measure = unit[0] if unit else ""
        end = unit[2] if unit else end
        factor = unit[1] if unit else 1
        yield Figure(
            low * factor, measure, factor, text[m.start() : end], m.start(), end, most=high * factor
        )


_COMPOUND: Final = re.compile(
    r"(?<![\d.,])(?P<a>\d+)(?P<u>[亿万])(?P<b>\d{1,4})(?P<v>[万千百])(?:(?P<c>\d)百)?"
)


def _compound(text: str) -> Iterator[Figure]:
    """4万2千, 11万7千4百."""
    for m in _COMPOUND.finditer(text):
        value = float(m["a"]) * _SCALES[m["u"]] + float(m["b"]) * _SCALES[m["v"]]
        value += 100.0 * float(m["c"] or 0)
        yield _united(text, m, value, 1.0, 100.0 if m["c"] else _SCALES[m["v"]], False)


def _arabic(text: str) -> Iterator[Figure]:
    for m in _FIGURE.finditer(text):
        scale = _SCALES.get(m["scale"] or "", 1.0) * _SCALES.get(m["scale2"] or "", 1.0)
        more = m["more"] or m["plus"]
        number = float(m["n"].replace(",", ""))
        made = _united(text, m, number, scale, _digit(m["n"]), bool(more), m["money"])
        yield replace(made, start=m.start("n")) if m["first"] else made
        if m["first"]:
            # 25-35亿 is in 亿 throughout.
            first = float(m["first"].replace(",", ""))
            used = _SCALES.get(m["fscale"] or "", scale)
            made = _united(text, m, first, used, _digit(m["first"]), False, m["money"])
            measure = "share" if m["fscale"] == "%" else made.measure
            yield replace(made, measure=measure, start=m.start(), end=m.start("n"))


def _digit(number: str) -> float:
    """The step of the last digit that counts: 0.01 of 7.75, 100 of 4100."""
    whole, _, decimals = number.replace(",", "").partition(".")
    if decimals:
        return float(10 ** -len(decimals))
    bare = whole.rstrip("0")
    return float(10 ** (len(whole) - len(bare))) if bare else 1.0


def _united(
    text: str,
    m: re.Match[str],
    number: float,
    scale: float,
    step: float,
    more: bool,
    money: str | None = None,
) -> Figure:
    """The figure with the unit behind it."""
    end = m.end()
    half = 0.0
    place = end
    while place < len(text) and text[place] in " -":
        place += 1
    mark = _BEFORE_UNIT.match(text, place)
    if mark:
        half = 0.5 if mark["half"] else 0.0
        more = more or not half
        place = mark.end()
    unit = unit_at(text, place)
    measure, factor = "", 1.0
    if (
        unit
        and text[place : unit[2]] == "起"
        and ("." in m["n"] or _SINCE.search(text[: m.start()]))
    ):
        unit = None  # 从3.2起
    if unit:
        measure, factor, end = unit
        if (
            tenth := _TENTH.match(text, end)
            if measure in _TENTHS_OF and text[end - 1] != "钱"
            else None
        ):
            half, end = 0.1 * (chinese_number(tenth.group()) or 0.0), tenth.end()
        if measure == "things" and text[end : end + 1] in ("半", "多") and (
            then := unit_at(text, end + 1)
        ):  # fmt: skip
            half = 0.5 if text[end] == "半" else 0.0
            more = more or not half
            measure, factor, end = then
        elif (
            (factor > 1 or measure in (*_TENTHS_OF, "seconds", "times"))
            and text[end : end + 1] == "半"
            and text[end + 1 : end + 2] not in ("年", "天", "月")
        ):
            half, end = 0.5, end + 1
        if end > place and (tail := _BEHIND_UNIT.match(text, end)):
            more, end = True, tail.end()
    elif mark and mark["more"]:
        end = place
    if money:
        measure, factor = _MONEY[money], 1.0
    value = (number * scale + half) * factor
    bound: Bound | None = "over" if more else None
    if more and m.groupdict().get("more") == "来":
        bound = "about"
    return Figure(
        value,
        measure,
        step * scale * factor,
        text[m.start() : end].strip(),
        m.start(),
        end,
        bound,
        factor=factor,
    )


def _numerals(text: str) -> Iterator[Figure]:
    for m in _NUMERAL.finditer(text):
        if _neighbours(m["n"]) and not m["nth"]:
            # 三四个月: from three to four.
            for digit, start, end in (
                (m["n"][0], m.start(), m.start() + 1),
                (m["n"][1], m.start() + 1, 0),
            ):
                number = chinese_number(digit) or 0.0
                made = _united(text, m, number, 1.0, 1.0, False)
                if made.measure:
                    yield replace(made, start=start, end=end or made.end)
            continue
        if m["n"].endswith("万") and text[m.end() : m.end() + 1] == "物":
            continue  # 零一万物
        value = chinese_number(m["n"])
        if value is None and m["n"] in _SCALES and len(m["n"]) > 1:
            # 万亿美元: a sum of that order.
            made = _united(text, m, _SCALES[m["n"]], 1.0, _SCALES[m["n"]], False)
            if made.measure in CURRENCIES:
                yield made
            continue
        if m["n"] in ("百", "千") and text[m.end() : m.end() + 1] == "倍":
            value = _SCALES[m["n"]]
        elif value is None or (m["n"] in ("百", "千", "万", "亿") and not m["nth"]):
            continue
        if m["n"][-1] in "万亿" and text[m.end() : m.end() + 1] == "半":
            # 五亿半 is 550 million.
            size = _SCALES[m["n"][-1]]
            yield Figure(
                value + size / 2,
                "",
                size / 10,
                text[m.start() : m.end() + 1],
                m.start(),
                m.end() + 1,
            )
            continue
        scale = _SCALES.get(m["scale"] or "", 1.0)
        step = 1.0 if len(m["n"]) == 1 else _digit(str(int(value))) if value == int(value) else 0.1
        made = _united(text, m, value, scale, step, bool(m["more"]))
        told = len(m["n"]) >= _LEAST_NUMERAL and bool(set(m["n"]) & set("十百千万亿"))
        told = told or m["scale"] is not None
        if m["nth"]:
            yield replace(made, measure="ordinal", ordinal=True, value=value, step=1)
        elif made.measure or (told and value * scale >= _LEAST_BARE):
            yield made


def _neighbours(numeral: str) -> bool:
    digits = "一二三四五六七八九"
    return len(numeral) == 2 and numeral.replace("两", "二") in digits


_ORDINAL_WORDS: Final = {
    word: value
    for value, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth".split(),  # noqa: SIM905
        start=3,
    )
}
_ORDINAL: Final = re.compile(
    r"(?<![前头后个几数\d])(?P<zhquarter>[一二三四1-4])季度|\b[Qq](?P<q>[1-4])\b|\b(?P<quarter>[Ff]irst|[Ss]econd)(?= quarter)|第(?P<zh>\d+)|\b(?P<n>\d+)(?:st|nd|rd|th)\b|\b(?P<word>"
    + "|".join(_ORDINAL_WORDS)
    + r")\b(?!-party)|\b[Nn]o\. ?(?P<no>\d+)|#(?P<mark>\d+)"
)


def _ordinals(text: str) -> Iterator[Figure]:
    for m in _ORDINAL.finditer(text):
        told = m["zh"] or m["n"] or m["no"] or m["mark"] or m["q"]
        if told:
            value = float(told)
        elif m["zhquarter"]:
            value = chinese_number(m["zhquarter"]) or float(m["zhquarter"])
        else:
            word = (m["word"] or m["quarter"]).lower()
            value = float(_ORDINAL_WORDS.get(word) or {"first": 1, "second": 2}[word])
        yield Figure(value, "ordinal", 1, m.group(), m.start(), m.end(), ordinal=True)


def _words(text: str) -> Iterator[Figure]:
    for m in _HALF.finditer(text):
        if text[m.start() - 1 : m.start()] not in ("上", "下", "前", "后", "大", "多"):
            yield _united(text, m, 0.5, 1.0, 0.5, False)
    for m in _AN.finditer(text):
        made = _united(text, m, 1.0, 1.0, 1.0, False)
        if made.measure in ("seconds", "months"):
            yield made
    for m in _QUARTERS.finditer(text):
        count = 1.0 if m["n"].lower() == "a" else english_number(m["n"]) or 1.0
        yield Figure(900 * count, "seconds", 900, m.group(), m.start(), m.end(), factor=900)
    for m in _WORD.finditer(text):
        number = english_number(m["n"])
        if number is None:
            continue
        number += 0.5 if m["half"] else 0.0
        yield _united(text, m, number, 1.0, _digit(str(int(number))), False)
    for m in re.finditer(
        r"(?<![\d.] )(?<![\d.]-)\b(?P<n>[mbtr]+illion)[- ](?=dollar|yuan|euro)", text
    ):
        yield _united(text, m, _SCALES[m["n"]], 1.0, _SCALES[m["n"]], False)
