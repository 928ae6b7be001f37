"""Every figure of a statement must be a figure of its quotes, in whichever form.

Rounding is honest only where the statement says that it rounds; “more than” must be true as well.
A number that counts what the statement or the quote lists, or that is the ratio or the sum of two
figures of the quotes, needs no figure of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from askreport.records import Check
from askreport.verification.loose_figures import said_in_words
from askreport.verification.units import agree

if TYPE_CHECKING:
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts
    from askreport.verification.figures import Figure

_SAME: Final = 1e-6
_COARSEST: Final = 0.1
_COARSEST_OVER: Final = 0.3
_COARSEST_SHARE: Final = 0.16
"""Share of a figure by which its rounding may differ: 900; 三百多 of 370; 不到一吨 of 900公斤."""
_ABOUT_A_TENTH: Final = 2.5
_SAME_SHARE: Final = 0.05
_MAJORITY: Final = (50.0, 80.0)
"""Percents that are told as more than half."""
_MOST_COUNTED: Final = 20
_TWICE: Final = 2.0
_DAY: Final = 86_400.0
_LEAST_OF_TEENS: Final = 0.9
_HALF_A_MONTH: Final = frozenset(range(13, 18))
"""Days."""
_CENTURY: Final = 1200
"""Months."""
_DECIMAL: Final = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}(?![\d.%])")
_LIST: Final = re.compile(r"[^、,，。;；:：()（）“”]{1,40}(?:、[^、,，。;；:：()（）]{1,40})+")
_ENGLISH_LIST: Final = re.compile(r"(?:[\w.+#'’ -]{1,40}, )+(?:and |or )?[\w.+#'’-]+")
_PAIR: Final = re.compile(r"和|与|及|或|\band\b|\bor\b|\bboth\b|、|[/／&]|以及")
_SUM: Final = re.compile(
    r"共|合计|总|累计|前前?后后?|加起来|合起来|相差|差距|之差|\b(?:total|together|combined|altogether|sum|difference|gap)"
)
_OVER: Final = ("over", "least")
_UNDER: Final = ("under", "near", "most")


def check_numbers(statement: Facts, evidence: Evidence) -> tuple[Check, bool]:
    """The check, and whether a quote has another value of the same unit instead."""
    wrong: list[str] = []
    otherwise = False
    seen = 0
    listed: set[int] | None = None
    whole = [f for f in _joined(statement) if any(supports(f, o) for o in evidence.figures)]
    told = [*evidence.figures, *_joined(evidence), *(p for f in evidence.figures for p in f.parts)]
    for figure in statement.figures:
        if _tells_nothing(figure) and not _another_rank(figure, evidence):
            continue
        seen += 1
        if (
            any(supports(figure, other) for other in told)
            and not _another_release(figure, evidence)
            and not _of_another_kind(figure, evidence)
        ):
            continue
        if any(one.start <= figure.start and figure.end <= one.end for one in whole):
            continue  # 四天零九小时 of 105小时
        if figure.parts and all(any(supports(one, o) for o in told) for one in figure.parts):
            continue
        if listed is None:
            listed = _listed(statement.text) | _listed(evidence.text)
        if _counts(figure, listed, evidence) and not _counted_otherwise(
            figure, statement, evidence
        ):
            continue
        if _comes_of(figure, statement, evidence):
            continue
        if figure.measure == "" and _stands(figure, evidence):
            continue
        if figure.value == figure.factor and _each(figure, evidence):
            continue
        if figure.ordinal and _is_release(figure, evidence):
            continue
        if said_in_words(figure, statement, evidence):
            continue
        rivals = [o for o in evidence.figures if o.measure == figure.measure and o.measure]
        otherwise = otherwise or bool(rivals)
        wrong.append(f"{figure.text} in the statement; {_told(rivals or evidence.figures)}")
    detail = "; ".join(wrong) or f"{seen} figure(s) of the statement are in the quotes"
    return Check(name="numbers", passed=not wrong, detail=detail), otherwise


def _told(figures: tuple[Figure, ...] | list[Figure]) -> str:
    if not figures:
        return "the quotes have no figure"
    return "the quotes have " + ", ".join(dict.fromkeys(f.text for f in figures[:6]))


def _tells_nothing(figure: Figure) -> bool:
    """一个, one of: an article rather than a number."""
    if figure.ordinal:
        return figure.value <= 1
    if figure.text[0].isdigit():
        return False
    if figure.measure == "times" and "倍" in figure.text:
        return False
    if figure.text in ("一块", "一刀", "一度"):
        return True
    return figure.value == 1 and figure.measure in ("", "things", "persons", "firms", "times")


def _another_rank(figure: Figure, evidence: Evidence) -> bool:
    """Whether the quotes rank what the statement calls the first, and call nothing so."""
    if not figure.ordinal or not _RANKS.search(figure.text):
        return False
    ranks = [o for o in evidence.figures if o.ordinal and _RANKED.search(evidence.text)]
    return bool(ranks) and all(o.value > 1 for o in ranks) and not _FIRST.search(evidence.text)


_RANKS: Final = re.compile(r"第|[Nn]o\.|1st|#")
_RANKED: Final = re.compile(r"[排列居位]|名次|榜|\brank", re.IGNORECASE)
_FIRST: Final = re.compile(r"最|首|冠|第一|率先|\b(?:first|top|most|\w+est)\b", re.IGNORECASE)


def supports(figure: Figure, other: Figure) -> bool:
    """Whether ``figure`` of a statement is ``other`` of a quote, or rounds it honestly."""
    if figure.ordinal != other.ordinal:
        plain = other if figure.ordinal else figure
        if plain.measure == "months" and plain.factor >= _CENTURY and plain.most is None:
            plain = replace(_written(plain), measure="")  # 5世纪 is the fifth
            other, figure = (plain, figure) if figure.ordinal else (other, plain)
        return figure.value == other.value and plain.measure in ("", "things")
    if (figure.measure, other.measure) in _CONVERTED and other.value:
        return _supports_converted(figure, other)
    if not agree(figure.measure, other.measure):
        return False
    if (
        other.value == 1
        and figure.measure == other.measure == "times"
        and "倍" in other.text
        and figure.text[0].isascii()
    ):
        return figure.value == _TWICE  # doubled, of 增加一倍
    if figure.value == 1 and figure.measure == other.measure == "times" and "倍" in figure.text:
        # 提高一倍 is twice as much as before.
        return other.value == _TWICE or (other.value == 1 and _direction(figure, other))
    figure, other = _comparable(figure, other)
    if _in_another_system(figure, other):
        return abs(figure.value - other.value) <= _ROUND_TRIP * other.value
    if figure.most is not None:
        if other.bound == "over" and other.most is None:
            return (
                _LEAST_OF_TEENS * figure.value <= other.value <= figure.most
            )  # 十几年 of 十年以上
        top = other.value if other.most is None else other.most
        return figure.value <= top and other.value <= figure.most
    if other.most is not None:
        if figure.bound == "over" and 0.8 * other.value <= figure.value <= other.value:
            return True  # more than ten of 十几个
        # 上千个 are at least a thousand, 近千个 at most.
        if figure.bound in ("under", "near", "about") and figure.value == other.most:
            return True
        return figure.bound in _OVER and figure.value == other.value
    if abs(figure.value - other.value) <= _SAME * max(1.0, abs(other.value)):
        return _direction(figure, other)
    return _rounds(figure, other)


_CONVERTED: Final = frozenset(
    (("times", "share"), ("share", "times"), ("months", "seconds"), ("seconds", "months"))
)
_MONTH: Final = 30.44 * _DAY


def _converted(figure: Figure, other: Figure) -> tuple[Figure, Figure]:
    """Both in one measure: three times as much, and 300%; two years and more, and 780 days."""
    factor = 100.0 if "share" in (figure.measure, other.measure) else _MONTH
    smaller = "share" if factor == 100.0 else "seconds"

    def small(one: Figure) -> Figure:
        if one.measure == smaller:
            return one
        most = None if one.most is None else one.most * factor
        value, step = one.value * factor, one.step * factor
        return replace(one, measure=smaller, value=value, step=step, most=most)

    return small(figure), small(other)


_ENGLISH_UNITS: Final = frozenset((1609.344, 0.3048, 0.0254))
_ROUND_TRIP: Final = 0.06
"""Share by which 两千公里 may differ from 1300 miles."""


def _in_another_system(figure: Figure, other: Figure) -> bool:
    """Whether one is in miles, feet or inches and the other in metres, and neither is bounded."""
    english = (figure.factor in _ENGLISH_UNITS, other.factor in _ENGLISH_UNITS)
    return figure.measure == "metres" and len(set(english)) > 1 and not figure.bound


def _supports_converted(figure: Figure, other: Figure) -> bool:
    one, two = _converted(figure, other)
    if supports(one, two):
        return True
    if "share" in (figure.measure, other.measure):
        # 1.6倍 of 高60%; ten times of 十分之一
        times, share = (figure, other) if figure.measure == "times" else (other, figure)
        if "%" not in share.text and share.value:
            return abs(times.value - 100 / share.value) <= _SAME * times.value
        return times.value > 1 and abs(times.value - 1 - share.value / 100) <= _SAME
    near = _HALF_MONTH if "半" in figure.text + other.text else _MONTHS_VARY
    return figure.bound is None and abs(one.value - two.value) <= near * two.value


_MONTHS_VARY: Final = 0.03
_HALF_MONTH: Final = 0.09
"""Share by which 两个月 may differ from sixty days, and 半个月 from two weeks."""


def _comparable(figure: Figure, other: Figure) -> tuple[Figure, Figure]:
    """Both as they are written where one has no unit: 82, and 82 years."""
    if figure.measure == other.measure or (figure.measure and other.measure):
        return figure, other
    return _written(figure), _written(other)


def _written(figure: Figure) -> Figure:
    if figure.factor == 1 or figure.most is not None:
        return figure
    return replace(figure, value=figure.value / figure.factor, step=figure.step / figure.factor)


def _another_release(figure: Figure, evidence: Evidence) -> bool:
    """Whether the figure is written as a release is (5.0), and the quotes have only other ones."""
    bare = figure.text.strip()
    if figure.measure or not _DECIMAL.fullmatch(bare):
        return False
    told = set(_DECIMAL.findall(evidence.text))
    return bool(told) and bare not in told


def _of_another_kind(figure: Figure, evidence: Evidence) -> bool:
    """Whether a vague figure agrees with a count of other things only: hundreds of people."""
    if figure.most is None or not figure.measure:
        return False
    same = [o for o in evidence.figures if o.measure == figure.measure and o.most is not None]
    return bool(same) and not any(supports(figure, other) for other in same)


def _direction(figure: Figure, other: Figure) -> bool:
    """Whether “over” and “under” of the statement are what the quote says of the same figure."""
    if figure.bound in ("over", "under"):
        if other.bound in (None, "about"):
            return False
        return (figure.bound in _OVER) == (other.bound in _OVER)
    if figure.bound == "near":
        return other.bound not in _OVER
    if figure.bound in ("least", "most"):
        return other.bound is None or (figure.bound in _OVER) == (other.bound in _OVER)
    return True


def _rounds(figure: Figure, other: Figure) -> bool:
    bound = figure.bound
    in_words = figure.measure == "share" and figure.step > 1 and not figure.text[0].isdigit()
    gap = other.value - figure.value
    if in_words and figure.value % 10 and abs(gap) < min(1.0, _SAME_SHARE * figure.value):
        return True  # 三分之一 of 33.3%
    if in_words and bound is None and not figure.value % 10:
        return abs(gap) <= _ABOUT_A_TENTH  # 一半 of 52%
    if bound is None or figure.step <= other.step or not other.value:
        return False
    if in_words and figure.value == _MAJORITY[0] and bound in _OVER:
        return _MAJORITY[0] < other.value <= _MAJORITY[1]
    coarsest = _COARSEST
    if not figure.text[0].isdigit():
        coarsest = _COARSEST_OVER if bound == "over" else _COARSEST_SHARE
    if abs(gap) > coarsest * abs(other.value):
        return False
    if bound in _OVER:
        return 0 <= gap < figure.step and other.bound != "under"
    if bound in _UNDER:
        return -figure.step < gap <= 0 and (other.bound != "over" or bound == "near")
    return abs(gap) <= figure.step / 2


def _listed(text: str) -> set[int]:
    """How many members the lists of ``text`` have."""
    sizes: set[int] = set()
    for m in _LIST.finditer(text):
        items = m.group().count("、") + 1
        sizes |= {items, items + len(re.findall("[和与及]", m.group().rsplit("、", 1)[-1]))}
    for m in _ENGLISH_LIST.finditer(text):
        items = m.group().count(", ") + 1
        sizes |= {items, items + 1}
    if values := text.count("+"):
        sizes |= {values + 1}
    if values := text.count("|"):
        sizes |= {values + 1}
    if _PAIR.search(text):
        sizes.add(2)
    return sizes


def _counts(figure: Figure, listed: set[int], evidence: Evidence) -> bool:
    """Whether the figure counts the members of a list, or the quotes."""
    times = figure.measure == "degrees" and figure.text.endswith("度")  # 两度出问题
    if figure.measure not in ("", "things", "persons", "firms") and not times:
        return False
    if figure.bound or figure.value > _MOST_COUNTED or "." in figure.text:
        return False
    return figure.value in listed or 1 < figure.value == len(evidence.quotes)


def _counted_otherwise(figure: Figure, statement: Facts, evidence: Evidence) -> bool:
    """Whether a quote counts the same otherwise, by a figure that the statement leaves out."""
    return bool(figure.measure) and any(
        other.measure == figure.measure
        and not other.ordinal
        and 1 < other.value <= _MOST_COUNTED
        and not any(supports(one, other) for one in statement.figures)
        for other in evidence.figures
    )


def _comes_of(figure: Figure, statement: Facts, evidence: Evidence) -> bool:
    """Whether the figure is a ratio of two counts, or the sum or difference of two of its kind."""
    numbers = [f for f in evidence.figures if f.most is None and not f.ordinal]
    if figure.measure in ("share", "times"):
        factor = 100 if figure.measure == "share" else 1
        counts = [f for f in numbers if f.measure not in ("", "share", "times") and f.value > 1]
        ratios = [
            factor * b.value / a.value
            for a in counts
            for b in counts
            if agree(a.measure, b.measure)
        ]
        if any(_is_ratio(figure, ratio) for ratio in ratios):
            return True
    if figure.measure == "months" and figure.value % 12 == 0:
        # 2023 to 2025 are three years, or two.
        years = sorted({day.year for day in evidence.days if day.year and not day.decade})
        spans = {b - a for i, a in enumerate(years) for b in years[i + 1 :]}
        if figure.value / 12 in spans | {span + 1 for span in spans}:
            return True
    if figure.measure == "months" and figure.bound in (None, "about"):
        # From May to September are four months, in one year.
        months = {(day.year, day.month) for day in evidence.days if day.month}
        if any(
            figure.value == abs(m - n if y is None or z is None else 12 * (y - z) + m - n)
            for y, m in months
            for z, n in months
        ):
            return True
    half_a_month = figure.measure == "months" and figure.value == 0.5
    if half_a_month or (
        figure.measure == "seconds" and figure.value % _DAY == 0 and not figure.bound
    ):
        # Of two dates, one is so many days after the other.
        known = {d.year for d in evidence.days if d.year}
        whole = [
            date(d.year or min(known, default=_ANY_YEAR), d.month, d.day)
            for d in evidence.days
            if d.month and d.day and (d.year or len(known) < 2) and _is_day(d.month, d.day)
        ]
        apart = {abs((a - b).days) for a in whole for b in whole if a != b}
        if apart & _HALF_A_MONTH if half_a_month else figure.value / _DAY in apart:
            return True
    if _adds_up(figure, statement):
        return True
    same = [f for f in numbers if f.measure and agree(f.measure, figure.measure) and f.value > 1]
    pairs = [(a, b) for i, a in enumerate(same) for b in same[i + 1 :] if a.measure == b.measure]
    if _SUM.search(statement.text) and any(_near(figure, a.value + b.value) for a, b in pairs):
        return True
    if _SUM.search(statement.text) or _COMPARED.search(statement.text):
        return any(_near(figure, abs(a.value - b.value)) for a, b in pairs)
    return False


def _adds_up(figure: Figure, statement: Facts) -> bool:
    """Whether it is the sum of what the statement counts, which is checked: 17, 17 and 6."""
    others = [
        f.value
        for f in statement.figures
        if f is not figure and f.most is None and not f.ordinal and agree(f.measure, figure.measure)
    ]
    return len(others) > 1 and figure.bound is None and _near(figure, sum(others))


_COMPARED: Final = re.compile(
    r"[高低多少快慢贵长短涨跌增减降升]了?|比|较|差|翻|\b(?:more|fewer|less|rose|fell|up|down|higher|lower"
    r"|increase\w*|grew|drop\w*|added|gained|later|earlier|longer|shorter|than)\b",
    re.IGNORECASE,
)


_ANY_YEAR: Final = 2023
"""A year without a leap day, of dates that have none; of two, one year is meant."""
_LONGEST_MONTH: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= len(_LONGEST_MONTH) and 1 <= day <= _LONGEST_MONTH[month - 1]


def _near(figure: Figure, value: float) -> bool:
    return abs(figure.value - value) <= _SAME * max(1.0, abs(value))


def _is_ratio(figure: Figure, ratio: float) -> bool:
    """Whether ``ratio`` is the figure, or what it says that it is more than or nearly."""
    slack = 0.5 if figure.measure == "share" else 0.05
    gap = ratio - figure.value
    if figure.bound in _OVER:
        return -slack <= gap < figure.step
    if figure.bound in _UNDER:
        nearest = figure.step if not figure.text[0].isdigit() else figure.step / 2
        return -nearest < gap <= slack
    if figure.bound == "about":
        return abs(gap) <= max(slack, figure.step / 4)
    return abs(gap) <= slack


def _each(figure: Figure, evidence: Evidence) -> bool:
    """Whether the figure is one period for which the quotes have something each: 一年, 每年."""
    per = _PER.get((figure.measure, figure.factor))
    return per is not None and bool(re.search(per, evidence.text))


_PER: Final = {
    (
        "months",
        12.0,
    ): r"每年|年均|逐年|/年|一年|全年|per year|a year\b|annual|yearly|each year|every year",
    (
        "months",
        1.0,
    ): r"每个?月|月均|逐月|/月|单月|per month|a month\b|monthly|each month|every month",
    ("months", 3.0): r"每个?季度?|季度|per quarter|quarterly|each quarter|every quarter",
    ("seconds", 604800.0): r"每周|每个?星期|周均|per week|a week\b|weekly|each week|every week",
    ("seconds", 86400.0): r"每天|每日|日均|/天|per day|a day\b|daily|each day|every day",
    ("seconds", 3600.0): r"每个?小时|/小时|per hour|an hour\b|hourly|each hour|every hour",
    ("seconds", 60.0): r"每分钟|/分|per minute|a minute\b|each minute|every minute",
    ("seconds", 1.0): r"每秒|/秒|/s\b|per second|a second\b|each second|every second",
}


def _joined(of: Facts | Evidence) -> list[Figure]:
    """The times that are told in two parts: 3小时56分钟."""
    figures = of.figures
    return [
        replace(
            one,
            value=one.value + other.value,
            step=other.step,
            text=one.text + other.text,
            end=other.end,
        )
        for one, other in pairwise(figures)
        if one.measure == other.measure == "seconds"
        and 0 <= other.start - one.end <= 1
        and one.factor > other.value
    ]


def _is_release(figure: Figure, evidence: Evidence) -> bool:
    """Whether the ordinal counts releases, one of which a quote names: 第二版 and version 2."""
    told = f"{figure.value:g}"
    return any(t.version.lstrip("vV") == told for t in evidence.all.tokens)


def _stands(figure: Figure, evidence: Evidence) -> bool:
    """Whether a bare number stands in the quotes, or around them, as part of a name."""
    bare = figure.text.replace(",", "").strip(" +")
    if figure.bound is not None and not figure.text.endswith("+"):
        return False
    return bare in evidence.releases or bare.lower() in evidence.spelt  # the 34B of Yi-34B
