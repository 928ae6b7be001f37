"""Numbers as cells and questions write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TIMES: Final = {
    "": 1.0, "%": 1.0, "十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8,
    "k": 1e3, "m": 1e6, "b": 1e9, "thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9,
}  # fmt: skip
_NUMBER: Final = (
    r"([+\-−]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[+\-−]?\d+(?:\.\d+)?)\s*"
    r"(%|[十百千万萬亿億]{1,2}|thousand|million|billion|bn|[kKmMbB](?![A-Za-z]))?"
)
_CELL: Final = re.compile(rf"\s*[¥$€£约≈~]?\s*{_NUMBER}\s*[^\d\s]{{0,8}}\s*")
_CHINESE: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_WORDS: Final = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten".split())  # noqa: SIM905
}
_MORE: Final = (
    r"超过|大于|高于|多于|不止|超出|突破|more than|over|above|exceed\w*|greater than|larger than|>"
)
_LEAST: Final = r"不少于|不低于|至少|达到|at least|>=|≥"
_LESS: Final = r"少于|小于|低于|不到|不足|less than|under|below|fewer than|smaller than|<"
_MOST: Final = r"不超过|不多于|不高于|至多|最多(?=\d)|at most|<=|≤"
_BOUND: Final = re.compile(
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<more>{_MORE})|(?P<less>{_LESS}))\s*{_NUMBER}"
    r"(?P<behind>以上|以下)?",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    rf"{_NUMBER}\s*(?:人|元|个|名|平方公里|公里|米|岁|年)?(?P<behind>以上|以下|or more|or less)",
    re.IGNORECASE,
)


def number_in(text: str) -> float | None:
    """The number that ``text`` as a whole is, its unit taken in; ``None`` for anything else."""
    match = _CELL.fullmatch(text)
    return None if match is None else _value(match.group(1), match.group(2))


def small_number(text: str) -> int | None:
    """``3``, ``三``, ``three``: a whole number below eleven, or in figures."""
    if text.isdigit():
        return int(text)
    if text == "十":
        return 10
    return _CHINESE.get(text) if text in _CHINESE else _WORDS.get(text.casefold())


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a number that a text sets in ``text[start:end]``; ``unit``: it names its own."""

    start: int
    end: int
    least: float
    most: float
    unit: bool


def scale_of(name: str) -> float:
    """What a column's numbers are to be multiplied by, by the unit in its name: 人口（万）."""
    match = re.search(r"[(（]\s*([百千万萬亿億]+|thousand|million|billion|bn|k|m)", name, re.I)
    return _value("1", match.group(1)) if match else 1.0


def bounds_in(text: str) -> list[Bound]:
    """Limits on a number that ``text`` sets, in order."""
    found: list[Bound] = []
    for match in _BOUND.finditer(text):
        value = _value(match.group(5), match.group(6))
        if match.group("more"):
            limits = (_after(value), float("inf"))
        elif match.group("least"):
            limits = (value, float("inf"))
        elif match.group("less"):
            limits = (float("-inf"), _before(value))
        else:
            limits = (float("-inf"), value)
        found.append(Bound(*match.span(), *limits, unit=bool(match.group(6))))
    for match in _BEHIND.finditer(text):
        if any(match.start() < bound.end and bound.start < match.end() for bound in found):
            continue
        value = _value(match.group(1), match.group(2))
        over = match.group("behind") in ("以上", "or more")
        limits = (value, float("inf")) if over else (float("-inf"), value)
        found.append(Bound(*match.span(), *limits, unit=bool(match.group(2))))
    return found


def _value(figures: str, unit: str | None) -> float:
    number = float(figures.replace(",", "").replace("，", "").replace("−", "-"))
    unit = (unit or "").lower()
    if unit in _TIMES:
        return number * _TIMES[unit]
    for character in unit:
        number *= _TIMES[character]
    return number


def _after(value: float) -> float:
    return value + max(abs(value), 1.0) * 1e-12


def _before(value: float) -> float:
    return value - max(abs(value), 1.0) * 1e-12
