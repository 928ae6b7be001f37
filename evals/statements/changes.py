"""Rules that make a marked span say something else; none of them understands the sentence.

Each takes the words, what stands around them and a source of chance, and returns other words, or
`None` where it would not surely be false: "more than 3" stays true of 5 but not the other way
round, so after such a word a number only grows, and after "less than" it only shrinks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

MORE: Final = re.compile(
    r"(超过|超過|突破|逾|至少|不止|多出|more than|over|passed|above)\s*(US\$)?\s*$", re.IGNORECASE
)
MORE_AFTER: Final = re.compile(r"^\s*(多|余|餘|以上|or more)")
LESS: Final = re.compile(
    r"(不到|不满|不滿|不足|近|最晚到|only|less than|under|nearly)\s*$", re.IGNORECASE
)

_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_HAN: Final = "一二三四五六七八九"
_HAN_DIGIT: Final = re.compile(f"[{_HAN}两兩]")
_MAGNITUDES: Final = {
    "万亿": "百亿",
    "亿": "万",
    "億": "萬",
    "万": "亿",
    "萬": "億",
    "千": "万",
    "hundred": "thousand",
    "million": "billion",
    "billions": "thousands",
    "billion": "million",
    "trillion": "billion",
}
_GROWING: Final = {"万", "萬", "千", "hundred", "million"}
_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_UNITS: Final = {
    "美元": "人民币",
    "美金": "日元",
    "元": "美元",
    "元人民币": "美元",
    "yuan": "US dollars",
    "GB": "MB",
    "MB": "KB",
    "kb": "MB",
}
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LONGER: Final = {
    "个小时": "天",
    "小时": "天",
    "小時": "天",
    "个月": "年",
    "月": "年",
    "周": "个月",
    "hours": "days",
    "months": "years",
    "week": "year",
}
_SHORTER: Final = {"一年": "半年", "years": "months"}


def other_number(text: str, before: str, after: str, chance: Random) -> str | None:
    """Another number: other digits, or another order of magnitude."""
    if text[0] in "首单":
        return None
    up = bool(MORE.search(before) or MORE_AFTER.match(after) or re.search(r"[多余餘]", text))
    down = not up and bool(LESS.search(before))
    ways = [_magnitude(text, up, down), _digits(text, up, down), _han(text, up), _word(text, up)]
    told = [way for way in ways if way is not None and way != text]
    return chance.choice(told) if told else None


def _magnitude(text: str, up: bool, down: bool) -> str | None:
    for size, other in _MAGNITUDES.items():
        grows = size in _GROWING
        if size in text:
            return None if (up and not grows) or (down and grows) else text.replace(size, other)
    return None


def _digits(text: str, up: bool, down: bool) -> str | None:
    found = list(_DIGITS.finditer(text))
    if not found:
        return None
    percent = "%" in text
    step = 2 if any(m[0][0] in "123" for m in found) else 3
    if down or any(int(m[0][0]) + step > 9 for m in found):
        step = -step
    if percent and max(float(m[0].replace(",", "")) for m in found) < 70:
        step = abs(step)
    if up and step < 0:
        step = 1
    out, at = "", 0
    for match in found:
        digits = match[0]
        place = next((i for i, c in enumerate(digits) if c.isdigit() and c != "0"), None)
        if place is None:
            return None
        lead = int(digits[place]) + step
        if not 0 < lead <= 9:
            return None
        out += text[at : match.start()] + digits[:place] + str(lead) + digits[place + 1 :]
        at = match.end()
    return out + text[at:]


def _han(text: str, up: bool) -> str | None:
    match = _HAN_DIGIT.search(text)
    if match is None:
        return None
    value = 2 if match[0] in "两兩" else _HAN.index(match[0]) + 1
    value += 2 if value <= 7 else (1 if up and value == 8 else -3)
    if "分之" in text:
        return text.replace("十分之", "三分之")
    return text[: match.start()] + _HAN[value - 1] + text[match.end() :]


def _word(text: str, up: bool) -> str | None:
    for place, word in enumerate(_WORDS):
        if re.search(rf"\b{word}\b", text, re.IGNORECASE):
            other = _WORDS[place + 2] if place < 7 else _WORDS[place if up else place - 3]
            other = other.capitalize() if text[0].isupper() else other
            return re.sub(rf"\b{word}\b", other, text, count=1, flags=re.IGNORECASE)
    return None


def other_unit(text: str, traditional: bool) -> str | None:
    """Another unit of the same kind."""
    other = _UNITS.get(text)
    return other.replace("币", "幣") if other and traditional else other


def other_date(text: str, chance: Random) -> str | None:
    """Another year, month or day, in the same writing."""
    if text == "去年":
        return "三年前"
    ways = []
    if match := re.search(r"\d{4}", text):
        year = int(match[0]) + chance.choice((-2, -1, 1))
        ways.append(text.replace(match[0], str(year), 1))
    if match := re.search(r"(\d{1,2})( ?月)", text):
        month = (int(match[1]) - 1 + chance.choice((2, 3, 4, 7))) % 12 + 1
        ways.append(text[: match.start()] + f"{month}{match[2]}" + text[match.end() :])
    for month, name in enumerate(_MONTHS):
        if re.search(rf"\b{name}\b", text):
            ways.append(text.replace(name, _MONTHS[(month + chance.choice((2, 3, 4, 7))) % 12]))
    if match := re.search(r"\b(\d{1,2})(?= ?日|\s[A-Z])", text):
        day = (int(match[1]) - 1 + chance.choice((3, 5, 9))) % 28 + 1
        ways.append(text[: match.start()] + str(day) + text[match.end() :])
    if match := re.search(r"(\d0)(?= ?年代)", text):
        ways.append(text.replace(match[0], str(int(match[0]) + 20)))
    return chance.choice(ways) if ways else None


def other_duration(text: str, before: str, after: str, chance: Random) -> str | None:
    """A longer or shorter time: another unit or another number."""
    if LESS.search(before):
        for unit, other in _SHORTER.items():
            if unit in text:
                return text.replace(unit, other)
    for unit, other in _LONGER.items():
        if unit in text and "年" not in text:
            longer = text.replace(unit, other)
            number = None if "月" in text else other_number(text, before, after, chance)
            return chance.choice([longer, number]) if number else longer
    for year in ("half year", "a year"):
        if year in text:
            return text.replace(year, "two years")
    return other_number(text, before, after, chance)


def other_version(text: str, said: str, chance: Random) -> str | None:
    """Another version that ``said`` does not hold."""
    numbers = list(re.finditer(r"\d+", text))
    order = numbers[:]
    chance.shuffle(order)
    for match in order:
        for step in (1, -1, 2):
            value = int(match[0]) + step
            other = text[: match.start()] + str(value) + text[match.end() :]
            if value >= 0 and other not in said:
                return other
    return None


def spaced(text: str) -> str:
    """``text`` with a space between a Chinese character and a Latin one or a digit."""
    text = re.sub(r"(?<=[一-鿿])(?=[A-Za-z0-9])", " ", text)
    return re.sub(r"(?<=[A-Za-z0-9%+])(?=[一-鿿])", " ", text)


def joined(text: str, clause: str) -> str:
    """``text`` with ``clause`` before its full stop."""
    return text[:-1] + clause + text[-1]
