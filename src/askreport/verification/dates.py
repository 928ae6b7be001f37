"""Dates and times of day of a text, in whichever form, as far as they are told.

2023年3月15日, 2023-03-15, March 15, 2023 and 3 月 15 号 are the same day, the last without a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.verification.latin import MONTHS
from askreport.verification.numerals import chinese_number

if TYPE_CHECKING:
    from collections.abc import Collection

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH_WORD = "|".join(m.capitalize() for m in MONTHS)
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_ORD = r"(?:st|nd|rd|th)?"
_DATE: Final = re.compile(
    rf"(?P<y11>(?:19|20)\d\d)年的?\s?(?P<M11>{_MONTH_WORD})(?:\s(?P<d11>\d{{1,2}}){_ORD}(?!\d))?"
    rf"|(?:(?P<y1>(?:19|20)\d\d|[12二一][0-9〇零一二三四五六七八九]{{3}}|(?<!\d)\d\d(?=年\d{{1,2}}月))年(?:的)?)(?:(?P<m1>{_N})月(?:份)?(?:(?P<d1>{_N})[日号])?)?"
    r"|(?<![\d.])(?P<m10>1[0-2]|0?[1-9])[・·](?P<d10>3[01]|[12]\d|0?[1-9])(?!\d)"
    rf"|(?P<m2>(?<![\d个几数]){_N})月(?!球|亮(?!相)|活|费|薪|租|饼|内|以)(?:份)?(?:(?P<d2>{_N})[日号])?"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})[日号](?!线|楼|机)"
    r"|(?<![\d.])(?P<y4>(?:19|20)\d\d)[-./](?P<m4>0?[1-9]|1[0-2])(?:[-./](?P<d4>0?[1-9]|[12]\d|3[01]))?(?![\d.]*\d)"
    rf"|\b(?P<M5>{_MONTH_WORD}|(?:{_SHORT})\b\.?)\s+(?:the\s+)?(?P<d5>\d{{1,2}}){_ORD}(?:,?\s+(?P<y5>(?:19|20)\d\d))?(?!\d|[%,]\d)"
    rf"|\b(?P<d6>\d{{1,2}}){_ORD}\s+(?:of\s+)?(?P<M6>{_MONTH_WORD}|(?:{_SHORT})\b\.?)(?:,?\s+(?P<y6>(?:19|20)\d\d))?"
    rf"|\b(?P<M7>{_MONTH_WORD}|(?:{_SHORT})\b\.?)(?:(?:,|\s+of)?\s+(?P<y7>(?:19|20)\d\d))"
    r"|(?<=\b[Tt]he )(?P<d7>\d{1,2})(?:st|nd|rd|th)(?=[,.;]|$|\sand\b)"
    rf"|(?<=[a-z] )(?P<M8>{_MONTH_WORD})\b(?!\s+(?:be|have|not|also|still))"
    r"|(?P<dec>(?:19|20)\d0)(?:s\b|年代)|(?:(?P<cent>\d\d|二?十[一二三四五六七八九]?)世纪)?(?P<zhdec>\d0|[二三四五六七八九]十)年代"
    r"|(?<![\d.,/])(?<![\d]-)(?<![A-Z]-)(?P<y9>(?:19|20)\d\d)(?!\s?[多余]|[\d%万亿千百个家人名位款项种天小分秒倍条次行+/]|,\d|\.\d|-\d{5,}"
    r"|\s?(?:people|users|developers|companies|contributors|projects|lines|issues))",
    re.ASCII,
)
_CLOCK: Final = re.compile(
    r"(?<![A-Za-z\d]-)(?<![A-Za-z\d.])(?P<h>\d{1,2})[:：](?P<min>\d\d)(?:[:：]\d\d)?\s?(?P<half>[ap]\.?m)?"
    r"|(?P<zh>凌晨|早上|上午|中午|下午|晚上?|晚间|夜里)?(?P<h2>\d{1,2}|[一二三四五六七八九十]{1,3})(?:点(?:(?P<min2>\d{1,2}|[一二三四五六七八九十零]{1,3})分|(?P<half2>半))|点钟|(?<!一)(?<![为有是共这如]\d)(?<![为有是共这如以下几][一二三四五六七八九])点(?!:(?!\d))(?![\d一二三四五六七八九零的燃击赞评看建意原理要])|(?<=[上中下]午一|凌晨一|晚上一|夜里一)点|时(?=[\d左许])|(?<=[凌晨早上午中下晚间夜]\d)时(?![候间期代长常刻而不])|(?<=[凌晨早上午中下晚间夜]\d\d)时(?![候间期代长常刻而不]))"
    r"|\b(?P<h3>\d{1,2})\s?(?P<half3>[ap])\.?m\b"
)
_LAST_CENTURY: Final = 50
"""Years of two digits from which on they are of the last century: 58年12月."""
_MONTH_OF: Final = {name[:3]: number for name, number in MONTHS.items()}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is told: ``2023-10`` has no day, ``10-23`` no year."""

    year: int | None
    month: int | None
    day: int | None
    text: str
    start: int
    end: int
    decade: bool = False

    def same(self, other: Day) -> bool:
        """Whether ``other`` says all that this says, apart from the year if it has none."""
        if self.decade and not other.decade and other.year:
            # 九十年代 of 1997
            return (self.year or 0) % 100 == other.year % 100 // 10 * 10 and (
                (self.year or 0) < 100 or self.year == other.year // 10 * 10
            )
        if self.decade or other.decade:
            return self.decade == other.decade and (
                self.year == other.year
                or (
                    (self.year or 0) % 100 == (other.year or 0) % 100
                    and min(self.year or 0, other.year or 0) < 100
                )
            )
        return (
            (self.day is None or self.day == other.day)
            and (self.month is None or self.month == other.month)
            and (self.year is None or other.year is None or self.year == other.year)
            and (self.month is not None or self.day is not None or other.year is not None)
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; hours count to 12, for 22点 is 晚上10点."""

    hour: int
    minute: int | None
    text: str
    start: int
    end: int


def days_in(text: str) -> tuple[Day, ...]:
    """The dates of a plain ``text``."""
    found = []
    for m in _DATE.finditer(text):
        g = m.groupdict()
        if g["dec"] or g["zhdec"]:
            decade = int(g["dec"]) if g["dec"] else _number(g["zhdec"]) or 0
            if g["cent"]:
                decade += ((_number(g["cent"]) or 1) - 1) * 100
            found.append(Day(decade, None, None, m.group(), m.start(), m.end(), decade=True))
            continue
        year = _number(g["y1"] or g["y4"] or g["y5"] or g["y6"] or g["y7"] or g["y9"] or g["y11"])
        if year is not None and year < 100:
            year += 2000 if year < _LAST_CENTURY else 1900
        name = g["M5"] or g["M6"] or g["M7"] or g["M8"] or g["M11"]
        month = (
            _MONTH_OF[name[:3].lower()]
            if name
            else _number(g["m1"] or g["m2"] or g["m4"] or g["m10"])
        )
        day = _number(
            g["d1"]
            or g["d2"]
            or g["d3"]
            or g["d4"]
            or g["d5"]
            or g["d6"]
            or g["d7"]
            or g["d10"]
            or g["d11"]
        )
        if (month or 1) > 12 or (day or 1) > 31:
            pass  # no such date: kept, so that a statement that has it is refused
        found.append(Day(year, month, day, m.group().strip(), m.start(), m.end()))
    return tuple(found)


def clocks_in(text: str) -> tuple[Clock, ...]:
    """The times of day of a plain ``text``."""
    found = []
    for m in _CLOCK.finditer(text):
        hour = _number(m["h"] or m["h2"] or m["h3"])
        if hour is None or hour > 24:
            continue
        minute = 30 if m["half2"] else _number(m["min"] or m["min2"])
        found.append(Clock(hour % 12, minute, m.group().strip(), m.start(), m.end()))
    return tuple(found)


def _number(told: str | None) -> int | None:
    if not told:
        return None
    if told.isdigit():
        return int(told)
    value = chinese_number(told)
    return None if value is None else int(value)


_LAST: Final = re.compile(r"去年|前一年|上一年|[Ll]ast year|(?:the )?previous year|a year earlier")
_NEXT: Final = re.compile(r"明年|次年|来年|下一年|[Nn]ext year|the following year")
_BEFORE_LAST: Final = re.compile(r"前年")


def years_meant(text: str, known: Collection[int]) -> set[int]:
    """The years that words such as 去年 in ``text`` mean, when it speaks from one of ``known``."""
    meant: set[int] = set()
    for pattern, step in ((_LAST, -1), (_NEXT, 1), (_BEFORE_LAST, -2)):
        if pattern.search(text):
            meant |= {year + step for year in known}
    return meant
