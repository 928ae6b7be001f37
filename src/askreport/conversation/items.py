"""What a reply lists, and the words of a question that mean one of the list by its place.

“第二个”, “后者”, “the last one” after “Yi-34B 和 Yi-6B。”: the place says which, so that the name
can be written in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.conversation.names import names_in
from askreport.conversation.subject import predicate_start
from askreport.conversation.words import HAN
from askreport.conversation.writing import folded, is_chinese, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.conversation.earlier import Earlier

_DIGITS: Final = {digit: number for number, digit in enumerate("一二三四五六七八九十", start=1)}
_WORDS: Final = {"first": 1, "former": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_COUNTER: Final = r"(?:[个款家位名项种](?!月|季度|目|字))"
_PLACE: Final = re.compile(
    rf"(?:排?第(?P<digit>[一二三四五六七八九十]|\d{{1,2}}){_COUNTER}"
    rf"|(?P<first>前者|(?:前面|头|前)[那这]?一?{_COUNTER})"
    rf"|(?P<last>后者|(?:最?后面?|末尾|另外?)[那这]?一?{_COUNTER})"
    r"|\b[Tt]he\ (?P<word>first|former|second|third|fourth|fifth)\b(?:\ one\b)?"
    r"|\b[Tt]he\ (?P<final>last|latter|other)\b(?:\ one\b)?)"
)
_NOT_ALONE: Final = re.compile(r"\s?[a-z]{3,}")
"""“the first release” is no item of a list, “the first one” is."""
_VERB_BEHIND: Final = re.compile(
    r"\s?(?:is|was|are|were|do|does|did|has|have|had|can|will|come|came)\b"
)
_EACH: Final = re.compile(
    r"(?:^|[，,；;。]\s?)(?:其中)?(?:[一另]一?[个款家位名项种]|第[一二三四五]"
    + _COUNTER
    + r"?|\d[.、)])"
    r"(?:是|叫|为)?\s?(?P<item>[^，,；;。]{2,40})"
)
_SENTENCE: Final = re.compile(r"[。！？!?\n]|(?<=[a-z0-9])\.\s|\.$")
_BETWEEN: Final = re.compile(
    r"\s?(?:[、；;，]|,\s|以及|还有|和(?![谐平])|[与及]|,?\s(?:and|or|plus)\s)\s?"
)
_LEAD: Final = re.compile(
    r".*(?:是|[共还]?有|包括|包含|叫|名为|提了|：|:|\b(?:are|is|were|was|includes?|named|called)\b)\s?"
)
_TAIL: Final = re.compile(r"\s?(?:等[^A-Za-z]{0,6}|[（(].*)$")
_NO_NAME: Final = re.compile(r"[了的是在没不有也就都被把着]")
_NOUN: Final = re.compile(rf"{HAN}+$")
_GOES_ON: Final = re.compile(
    r"[是叫在有的呢用由和跟与比为被从什怎哪谁多几啥都也能会要原现后最又还干做属归卖到开支人]"
)
"""What begins a predicate behind an item."""
_LONGEST: Final = 10
"""Characters of a Chinese item."""
_PHRASE: Final = 28
"""Characters of an item that is told at length."""


def items_in(reply: str) -> list[str]:
    """The items of the longest list in ``reply``; none where it lists fewer than two."""
    each = [match["item"].strip() for match in _EACH.finditer(reply)]
    if len(each) > 1:
        return [item if len(item) <= _PHRASE else _item(item) for item in each]
    best: list[str] = []
    for sentence in _SENTENCE.split(reply):
        run: list[str] = []
        for piece in [*_BETWEEN.split(sentence), ""]:
            if item := _item(piece):
                run.append(item)
                continue
            best = run if len(run) >= len(best) else best
            run = []
    return best if len(best) > 1 else []


def _item(piece: str) -> str:
    """The name that ``piece`` of a list is, or has at its beginning; or ``""``."""
    names = names_in(piece)
    if names:
        return names[0].text if len(names) == 1 or names[0].start == 0 else names[-1].text
    bare = _TAIL.sub("", _LEAD.sub("", piece)).strip("“”「」 ")
    told = _NO_NAME.search(folded(bare))
    return bare if 2 <= len(bare) <= _LONGEST and is_chinese(bare) and not told else ""


def with_items(question: str, thread: Sequence[Earlier]) -> tuple[str, str]:
    """``question`` with the item in place of the words that mean it by its place in a list.

    The second is what the list is of, ``""`` where that does not show or nothing is replaced.
    """
    place = _PLACE.search(folded(question))
    if place is None or not thread or _PLACE.search(folded(thread[-1].text)):
        return question, ""
    behind = question[place.end() :]
    if place["word"] or place["final"]:
        one = place.group().endswith(("one", "former", "latter"))
        if not one and _NOT_ALONE.match(behind) and not _VERB_BEHIND.match(behind):
            return question, ""
    if re.match(r"\s?[次回场]", behind):
        return question, ""
    for turn in reversed(thread[-2:]):
        items = items_in(turn.reply)
        if len(items) > 1:
            number = _number(place, len(items))
            if not number:
                return question, ""
            end = _end(folded(question), place.end(), folded(turn.text))
            if end is None:
                return question, ""
            said = put(question, place.start(), end, items[number - 1])
            return said.lstrip("，, "), _listed(turn)
    return question, ""


def _listed(turn: Earlier) -> str:
    """What a question for several is of: its subject, or its first clause if that asks nothing."""
    if turn.subject or not is_chinese(turn.text):
        return turn.subject
    first, comma, _ = turn.text.partition("，")
    return first if comma and not predicate_start(folded(first)) else ""


def _end(seen: str, end: int, asked: str) -> int | None:
    """Where the words end that mean the item, the noun of the question for several included.

    ``None`` where another noun stands behind them: “最后一个补丁” is no item of a list of versions.
    """
    if noun := next(
        (
            n
            for n in (4, 3, 2)
            if _NOUN.match(seen[end : end + n], 0)
            and len(seen[end : end + n]) == n
            and seen[end : end + n] in asked
        ),
        0,
    ):
        return end + noun
    return end if not is_chinese(seen[end : end + 1]) or _GOES_ON.match(seen, end) else None


def _number(place: re.Match[str], count: int) -> int:
    """Which of ``count`` items is meant, counted from 1; 0 where there is none."""
    if place["first"]:
        return 1
    if place["last"] or place["final"]:
        return count
    if place["word"]:
        number = _WORDS[place["word"]]
    else:
        number = _DIGITS.get(place["digit"]) or int(place["digit"])
    return number if number <= count else 0
