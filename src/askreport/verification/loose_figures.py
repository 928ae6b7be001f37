"""Figures that the quotes have in other words: 零 of “none”, 零九年 of 2009, 过半 of “most”.

Also those that count nothing: 八成 is “probably”, 一天 any day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.verification.units import agree

if TYPE_CHECKING:
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts
    from askreport.verification.figures import Figure

_HALF: Final = 50.0


def said_in_words(figure: Figure, statement: Facts, evidence: Evidence) -> bool:
    """Whether the quotes have the figure in words, or the statement means none by it."""
    if figure.value == 0 and figure.measure == "":
        return bool(_NONE.search(evidence.text))
    if figure.text == "八成" and not any(f.measure == "share" for f in evidence.figures):
        return bool(_PROBABLY.search(evidence.text))
    counted = figure.measure in ("", "things", "persons", "firms")
    if figure.value == 2 and counted and _PAIR.search(evidence.text):
        return True
    if figure.ordinal:
        return _counts_on(figure, statement, evidence)
    if figure.measure == "share" and figure.value == _HALF and figure.bound == "over":
        return bool(_MOST.search(evidence.text))
    if figure.measure == "months" and figure.bound is None and _is_year(figure, evidence):
        return True
    if figure.value == figure.factor and figure.text[:1] in "一aA":
        # A day, a year where the quotes have none of their own: any day, every year.
        times = ("months", "seconds")
        rivals = times if figure.measure in times else (figure.measure,)
        return figure.measure in _EACH and not any(
            other.measure in rivals for other in evidence.figures
        )
    if figure.measure == "things" and re.search(
        rf"(?<!\d){figure.value:g}点(?![\d零一二三四五六半钟])", evidence.text
    ):
        return True  # 5点看法
    return _between(figure, statement, evidence)


def _counts_on(figure: Figure, statement: Facts, evidence: Evidence) -> bool:
    """Whether the quotes count the same: 十九世纪 of 1851, 第二年 of 次年, 第三个 of 之三."""
    if statement.text[figure.end :].lstrip().startswith(("世纪", "century")):
        years = {day.year for day in evidence.days if day.year and day.year > _YEARS_OF_CENTURY}
        return any((year - 1) // _YEARS_OF_CENTURY + 1 == figure.value for year in years)
    if figure.value == 2 and _NEXT.search(evidence.text):
        return True
    if not 0 < figure.value <= len(_NUMERALS):
        return False
    told = _NUMERALS[int(figure.value) - 1]
    return bool(
        re.search(rf"[一-鿿]之?{told}[:：、]|之{told}(?![一-鿿]|$)|之{told}[的还是]", evidence.text)
    )


def _is_year(figure: Figure, evidence: Evidence) -> bool:
    """Whether the figure is a year of the quotes: 零九年, 88年, and 两千年前 of 2000年前."""
    years = {day.year for day in evidence.days if day.year and not day.decade}
    if _SHORT_YEAR.fullmatch(figure.text):
        return figure.value / 12 in {year % 100 for year in years}
    return figure.value / 12 in years


_NUMERALS: Final = "一二三四五六七八九十"
_YEARS_OF_CENTURY: Final = 100
_EACH: Final = frozenset(("months", "seconds", "metres", "grams", "watt hours", "hertz"))
_NONE: Final = re.compile(
    r"零|负|无|没|不|(?<![\d.])0(?![\d.])|\b(?:no|zero|without|none|negative)\b", re.IGNORECASE
)
_PAIR: Final = re.compile(r"双|一对|俩|\b(?:pair|both|twin|dual|couple)\b", re.IGNORECASE)
_NEXT: Final = re.compile(r"次年|翌年|下一年|次日|翌日|\b(?:next|following)\b", re.IGNORECASE)
_PROBABLY: Final = re.compile(
    r"可能|大概|或许|也许|估计|多半|应该|\b(?:probabl|likely|may|might|perhaps)\w*", re.IGNORECASE
)
_MOST: Final = re.compile(r"大多|多数|大部分|\b(?:most|majority)\b", re.IGNORECASE)
_SHORT_YEAR: Final = re.compile(r"(?:\d\d|[零〇一二三四五六七八九]{2})年")


def _between(figure: Figure, statement: Facts, evidence: Evidence) -> bool:
    """Whether the figure and the one beside it (三四道) enclose one of a quote."""
    near = [
        f
        for f in statement.figures
        if f.measure == figure.measure and figure.start in (f.end, f.start - 1, f.start + 1)
    ]
    ends = sorted(f.value for f in (figure, *near) if abs(f.value - figure.value) <= figure.factor)
    return len(ends) > 1 and any(
        agree(figure.measure, o.measure) and ends[0] <= o.value <= ends[-1]
        for o in evidence.figures
    )
