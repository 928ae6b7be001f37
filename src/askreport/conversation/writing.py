"""How the words of a conversation are written: cleaned, folded for matching, and put together."""

from __future__ import annotations

import re
from typing import Final

from askreport.conversation.words import HAN

_MARKER: Final = re.compile(r"\s*(?:\[\d{1,3}\])+")
_UNSEEN: Final = re.compile(
    r"[\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)

_FOLDED: Final = str.maketrans(
    "這個們麼時誰為幾嗎還後來該裡裏從對於與當會沒過說樣種間務數團題開發創負責業實條項處結產漲"
    "總員現歲長減價損語評議費應際國學聯導點號週傳電網頁頭邊兩無專雙並將給讓問請謝嚴終牠祂妳區"
    "機構協組織資門醫廠辦維護闆師驗銀選舉戰爭億萬張劉陳楊趙黃吳孫馬羅鄭韓馮蕭鄧許呂蘇盧蔣賈葉"
    "閻鍾譚鄒陸顧龍錢湯喬賀賴龔費稱領擔寫則簡體標準圖書館論講麗",
    "这个们么时谁为几吗还后来该里里从对于与当会没过说样种间务数团题开发创负责业实条项处结产涨"
    "总员现岁长减价损语评议费应际国学联导点号周传电网页头边两无专双并将给让问请谢严终它它她区"
    "机构协组织资门医厂办维护板师验银选举战争亿万张刘陈杨赵黄吴孙马罗郑韩冯萧邓许吕苏卢蒋贾叶"
    "阎钟谭邹陆顾龙钱汤乔贺赖龚费称领担写则简体标准图书馆论讲丽",
)
"""Traditional characters of the words that rules look for. One for one, so places stay the same."""
_TRADITIONAL: Final = frozenset(map(chr, _FOLDED))

_HAN: Final = re.compile(HAN)
_WORDY: Final = re.compile(r"[A-Za-zÀ-ɏ0-9+#%]")
_STOPS: Final = "。！？!?.…"


def plain(text: str, most: int) -> str:
    """The first ``most`` characters of ``text`` on one line, without citation markers."""
    return _UNSEEN.sub(" ", _MARKER.sub("", text[: 2 * most])).strip()[:most].strip()


def folded(text: str) -> str:
    """``text`` with traditional function words as simplified ones; of the same length."""
    return text.translate(_FOLDED)


def in_script_of(sample: str, words: str) -> str:
    """``words``, written in traditional characters where ``sample`` is."""
    if _TRADITIONAL.isdisjoint(sample):
        return words
    return words.replace("么", "麼").replace("谁", "誰").replace("时", "時").replace("里", "裡")


def joined(*pieces: str) -> str:
    """``pieces`` as one text, a space where a Latin word or a figure meets Chinese or another."""
    text = ""
    for piece in pieces:
        if text and piece and not text[-1].isspace() and not piece[0].isspace():
            wordy = bool(_WORDY.match(text[-1])), bool(_WORDY.match(piece[0]))
            han = bool(_HAN.match(text[-1])), bool(_HAN.match(piece[0]))
            if all(wordy) or (wordy[0] and han[1]) or (han[0] and wordy[1]):
                text += " "
        text += piece
    return text


def put(text: str, start: int, end: int, words: str) -> str:
    """``text`` with ``words`` in place of its characters ``start`` to ``end``."""
    before, after = text[:start], text[end:]
    if after[:2] in ("'s", "’s"):
        return joined(before, words) + after
    return joined(before, words, after)


def asked(text: str) -> str:
    """``text`` with a question mark, unless it ends as a sentence does."""
    if not text or text[-1] in _STOPS:
        return text
    return text + ("？" if _HAN.search(text) else "?")


def is_chinese(text: str) -> bool:
    """Whether a Chinese character stands in ``text``."""
    return _HAN.search(text) is not None
