"""Numbers in words: Chinese numerals and English ones."""

from __future__ import annotations

import re
from typing import Final

DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}

_TO_NINETEEN: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip

ENGLISH: Final = {word: value for value, word in enumerate(_TO_NINETEEN)} | {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),  # noqa: SIM905
        start=2,
    )
}
_ENGLISH_SCALES: Final = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}


def chinese_number(numeral: str) -> float | None:
    """The value of a Chinese numeral (两千三百万, 二〇二三, 三点五); ``None`` if it is none."""
    whole, _, decimals = numeral.partition("点")
    if decimals:
        integer = chinese_number(whole)
        if integer is None or any(c not in DIGITS for c in decimals):
            return None
        return integer + float("0." + "".join(str(DIGITS[c]) for c in decimals))
    if numeral and all(c in DIGITS for c in numeral):
        return float("".join(str(DIGITS[c]) for c in numeral))
    total = section = digit = 0
    last, largest = 1, 0
    for c in numeral:
        if c in DIGITS:
            digit = DIGITS[c]
            last = 10 if c in "零〇" else last
        elif c in _SMALL:
            section += (digit or 1) * _SMALL[c]
            digit, last = 0, _SMALL[c]
        elif c in _LARGE:
            section += digit
            if not section and not total:
                return None
            if largest > _LARGE[c]:
                total += section * _LARGE[c]  # 六亿七千五百万
            else:
                total, largest = (total + section) * _LARGE[c], _LARGE[c]
            section = digit = 0
            last = _LARGE[c]
        else:
            return None
    # 两千三 is 2300, 一万五 is 15000.
    return float(total + section + digit * (last // 10 if last > 10 else 1))


_HYPHEN: Final = re.compile(r"[\s-]+(?:and\s+)?")


def english_number(words: str) -> float | None:
    """The value of an English numeral (twenty-five, three hundred thousand)."""
    total = section = 0
    for word in _HYPHEN.split(words.strip().lower()):
        if word in ENGLISH:
            section += ENGLISH[word]
        elif word in _ENGLISH_SCALES:
            scale = _ENGLISH_SCALES[word]
            if scale <= 100:
                section = (section or 1) * scale
            else:
                total += (section or 1) * scale
                section = 0
        else:
            return None
    return float(total + section)
