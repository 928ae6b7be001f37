"""What Chinese words mean in English, and how they sound: the bridge between the two languages."""

# ruff: noqa: E501 - patterns are tables, a row a line

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from askreport.language_data import read_table
from askreport.naming.characters import split_syllables, syllables
from askreport.naming.territories import code_of, places_in
from askreport.naming.tokens import initials, stem, tokens
from askreport.naming.words import Word, completions, words_at
from askreport.spelling.general import is_english
from askreport.verification.wording import HAN

_RUN: Final = re.compile(f"[{HAN}]+")
_ENOUGH: Final = 12
_LEAST_SOUND: Final = 4
_LEAST_NAME: Final = 2
_LONGEST_COMPLETED: Final = 4
_SINGLE: Final = {
    "云": "cloud", "版": "version edition release", "网": "network web site", "站": "site station",
    "名": "name", "新": "new", "旧": "old", "快": "fast", "慢": "slow", "大": "large big great", "小": "small",
    "高": "high", "低": "low", "多": "more many", "少": "few less fewer", "钱": "money", "书": "book",
    "车": "car", "人": "person people human", "写": "write", "读": "read", "卖": "sell", "买": "buy",
    "称": "say call claim", "年": "year annual", "月": "month", "日": "day", "天": "day", "周": "week",
    "家": "company", "国": "country national", "后": "after later following", "前": "before former previous earlier",
    "时": "when time", "因": "because due", "由": "by", "用": "use", "首": "first", "最": "most", "超": "over exceed",
    "约": "about", "近": "nearly", "将": "will", "曾": "once", "已": "already", "再": "again", "更": "more",
    "均": "all both", "共": "total", "达": "reach", "至": "to until", "含": "contain include", "获": "receive obtain win",
    "增": "increase grow add", "减": "reduce decrease", "升": "rise raise", "降": "drop fall lower reduce decrease",
    "改": "change modify", "修": "fix repair", "停": "stop suspend", "收": "charge collect receive", "付": "pay",
    "投": "invest", "售": "sell", "省": "province", "市": "city", "县": "county", "区": "region district area",
    "库": "library repository database", "码": "code", "件": "piece", "员": "member", "者": "person", "率": "rate",
    "量": "amount volume number quantity", "额": "amount", "价": "price", "费": "fee cost charge", "值": "value",
    "款": "model", "层": "layer level", "级": "level class grade", "端": "side end client", "屏": "screen",
    "帖": "post", "文": "article text post", "图": "image picture graph", "片": "film image", "页": "page",
}  # fmt: skip
"""What the commonest single characters mean, for the dictionary has longer words only."""


@lru_cache(maxsize=4096)
def meanings(word: Word) -> frozenset[str]:
    """The stems of the English words that a word of the dictionary means."""
    return frozenset(one for meaning in word.meanings for one in tokens(meaning))


@lru_cache(maxsize=1024)
def english_of(text: str) -> frozenset[str]:
    """The stems of all English words that the Chinese of ``text`` may mean."""
    found: set[str] = set()
    for run in _RUN.finditer(text):
        for at in range(run.start(), run.end()):
            if text[at] in _SINGLE:
                found.update(map(stem, _SINGLE[text[at]].split()))
            for word in words_at(text, at):
                if at + len(word.text) <= run.end():
                    found |= meanings(word)
                    if word.is_name and code_of(word.text) is None:
                        found |= _more_of_name(word)
    for place in places_in(text):
        found |= _place(place.code)
    return frozenset(found)


@lru_cache(maxsize=512)
def _more_of_name(word: Word) -> frozenset[str]:
    """Initials of a name, and words of the longer names for which it is short: Alibaba for 阿里."""
    letters = {initials(meaning) for meaning in word.meanings if " " in meaning}
    if len(word.text) != 2:
        return frozenset(letters)
    longer = [c for c in completions(word.text) if len(c.text) <= _LONGEST_COMPLETED and c.is_name]
    return frozenset(letters.union(one for c in longer for m in c.meanings for one in tokens(m)))


@lru_cache(maxsize=1)
def _dictionary() -> bytes:
    return read_table("naming/words.txt")


@lru_cache(maxsize=4096)
def is_plain_word(word: str) -> bool:
    """Whether ``word`` (small letters) is a word that the dictionary explains others by.

    It writes names with a capital letter, so that this tells Peking from council.
    """
    forms = {word, re.sub(r"(?:e?s|e?d|ing|ly|ers?|ors?)$", "", word)}
    forms |= {re.sub(r"(?:ing|ed)$", "e", word), re.sub(r"ie[sd]$", "y", word)}
    forms.add(re.sub(r"(.)\1(?:ing|ed)$", r"\1", word))
    return any(
        0 < 2 * _times(form) >= _times(form.capitalize())
        for form in forms
        if form == word or (len(form) > 1 and is_english(form))
    )


@lru_cache(maxsize=4096)
def is_dictionary_name(word: str) -> bool:
    """Whether the dictionary explains by ``word`` (small letters) as a name, with a capital."""
    return len(word) > _LEAST_NAME and _times(word.capitalize()) > 0


def _times(word: str) -> int:
    """How often the dictionary explains by ``word``, counted to a dozen."""
    wanted = word.encode()
    found, at = 0, _dictionary().find(wanted)
    while at >= 0 and found < _ENOUGH:
        around = _dictionary()[at - 1 : at], _dictionary()[at + len(wanted) : at + len(wanted) + 1]
        found += around[0] in (b"=", b"/", b" ") and around[1] in (b"/", b"\t", b"\n", b" ")
        at = _dictionary().find(wanted, at + 1)
    return found


@lru_cache(maxsize=256)
def _place(code: str) -> frozenset[str]:
    from askreport.naming.territories import territory

    known = territory(code)
    if known is None:
        return frozenset()
    said = {one for name in known.english for one in tokens(name)}
    return frozenset(
        said | {stem(a.lower()) for a in known.acronyms} | {a.lower() for a in known.acronyms}
    )


def sounds_in(word: str, text: str) -> bool:
    """Whether characters of ``text`` are read as ``word``, pinyin in small letters."""
    if len(word) < _LEAST_SOUND or not word.isalpha() or not word.isascii():
        return False
    if not split_syllables(word):
        return False
    for run in _RUN.finditer(text):
        said = run.group()
        for at in range(len(said) - 1):
            if _read(word, said, at):
                return True
    return False


def _read(word: str, said: str, at: int, least: int = 2) -> bool:
    if not word:
        return least <= 0
    if at == len(said):
        return False
    return any(
        word.startswith(one) and _read(word[len(one) :], said, at + 1, least - 1)
        for one in syllables(said[at])
    )
