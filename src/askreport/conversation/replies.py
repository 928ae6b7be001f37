"""The one name that is taken over from a reply: the person, organisation or thing that it gives.

A Chinese name is told by its neighbours: a person's by the title before it or by a common family
name, an organisation's by its last word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.conversation.names import names_in
from askreport.conversation.words import HAN, ORGANISATION, PERSON, ROLE, SURNAMES
from askreport.conversation.writing import folded

if TYPE_CHECKING:
    from askreport.conversation.documents import Rarity


_AFTER_NAME: Final = "于在是的和与及表领称宣说任担出曾因为被将创发写做从也则对向就把以等提去"
_DOTTED: Final = (
    rf"{HAN}{{1,6}}(?:[·・•‧]{HAN}{{1,6}}(?=[·・•‧])){{0,2}}[·・•‧]"
    rf"(?:{HAN}{{1,6}}?(?=$|[^\u4e00-\u9fff]|[{_AFTER_NAME}])|{HAN}{{1,4}})"
)
_TWO_WORDS: Final = (
    r"(?<![A-Za-z-])[A-ZÀ-Þ][a-zà-ÿ'’]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?"
    r"(?: [A-ZÀ-Þ]\.?| (?:van|von|de|der|la))*(?: [A-ZÀ-Þ][A-Za-zà-ÿ'’-]+){1,2}(?![A-Za-zà-ÿ])"
)
_GIVEN: Final = rf"[{SURNAMES}](?:{HAN}{{1,2}}?(?=$|[^\u4e00-\u9fff]|[{_AFTER_NAME}])|{HAN}{{1,2}})"
_SOMEWHERE: Final = re.compile(rf"(?P<name>{_DOTTED}|{_TWO_WORDS})")
_SOMEBODY: Final = re.compile(f"{_SOMEWHERE.pattern}|{_GIVEN}")
"""A person's name, where there is reason to expect one."""
_TITLE: Final = re.compile(rf"{PERSON}(?:\s?[是为叫：:,，])?\s?[「“]?")
_ROLE: Final = re.compile(rf"\s?{ROLE}")
_FIRST: Final = re.compile(r"(?:答案)?(?:[是由叫]|It (?:is|was) |By )?\s?")
_NOTHING_ELSE: Final = re.compile(
    rf"^(?:答案)?[是由叫]?\s?(?P<name>(?!.*[不没无未的了有说]){HAN}{{2,10}}|[A-Z][A-Za-z]+)[。.！!]?$"
)
_BY: Final = re.compile(rf"\b(?:by|author|founder|creator|CEO|inventor),? (?P<name>{_TWO_WORDS})")
_ORGANISED: Final = re.compile(
    rf"(?:^|[，。、,是由被和与在为给让叫] ?)"
    rf"(?P<name>(?:(?![的了是在到有于和与被由])[\u4e00-\u9fffA-Za-z0-9 ]){{1,12}}?{ORGANISATION})"
    rf"(?!{HAN}*{ORGANISATION})"
)
_CALLED: Final = r"(?:叫做?|名为|名叫|称为|称作|命名为|called|named)\s?"
_CALLED_HAN: Final = re.compile(rf"{_CALLED}(?P<name>{HAN}{{2,6}})(?=$|[，。；,.（(])")
_BRIEF: Final = re.compile(
    rf"^(?:答案)?[是叫]?\s?(?P<name>(?!{HAN}*[的了是有在没不被由叫和与为])(?![一二两三四五六七八九十]+[个款家])"
    rf"{HAN}{{2,6}}\s?[A-Za-z][A-Za-z0-9.+-]*)(?=[，。,]|$)"
)
_BEFORE: Final = (
    (4.0, re.compile(rf"{_CALLED}[“「\"]?$")),
    (3.0, re.compile(r"[\u4e00-\u9fff」”]\s?[（(]$")),
    (2.5, re.compile(r"(?:发布|推出|开源|开发|上线|创建)了\s?[“「\"]?$")),
    (2.0, re.compile(r"(?:是|为|\b(?:is|was|are))\s?[“「\"]?$")),
    (-2.0, re.compile(r"(?:[由被在向对、]|面向|\b(?:by|for|in|on|with|from))\s?$")),
)
"""What the words before a name say for or against its being the answer."""


def person_in(reply: str, *, answer: bool) -> str | None:
    """The person whom ``reply`` names first.

    ``answer``: the question before asked who, so that a name without a title counts too.
    """
    seen = folded(reply)
    if answer and (lead := _FIRST.match(seen)):
        end = person_end(seen, lead.end())
        if end is not None and not _ROLE.match(seen, end):
            return reply[lead.end() : end]
        if found := _first(reply, _NOTHING_ELSE):
            return found
    for title in _TITLE.finditer(seen):
        if (end := person_end(seen, title.end())) is not None:
            return reply[title.end() : end]
    return _first(reply, _BY, *([_SOMEWHERE] if answer else []))


def person_end(seen: str, start: int) -> int | None:
    """Where a person's name ends that begins at ``start`` of a folded text; ``None`` if none does.

    A Chinese one has a common family name, or parts between dots (“丹尼斯・奥斯汀”).
    """
    match = _SOMEBODY.match(seen, start)
    return match.end() if match else None


def organisation_in(reply: str) -> str | None:
    """The organisation that ``reply`` names first, told by its last word."""
    return _first(reply, _ORGANISED)


def answer_in(reply: str, question: str, rarity: Rarity | None = None) -> str | None:
    """The name that ``reply`` gives to a ``question`` for one; ``None`` where it gives none.

    Preferred is what is called so, what the reply says it is, what comes first, what comes often,
    and what is rare in the documents; a name of the question is no answer.
    """
    if called := _first(reply, _CALLED_HAN):
        return called
    brief = _BRIEF.match(folded(reply))
    if brief and brief["name"].casefold() not in question.casefold():
        return reply[brief.start("name") : brief.end("name")].strip()
    asked = question.casefold()
    best: tuple[float, str] | None = None
    for name in names_in(reply):
        bare = name.text.strip('“”「」"')
        if bare.casefold() in asked:
            continue
        before = folded(reply[: name.start])
        score = sum(weight for weight, cue in _BEFORE if cue.search(before))
        score += float(best is None) + min(2, reply.count(bare) - 1) - 2.0 * name.framed
        if rarity is not None:
            score += 0.5 * max((rarity(term) for term in bare.casefold().split()), default=0.0)
        if best is None or score > best[0]:
            best = score, bare
    return best[1] if best else None


def leading_answer(reply: str) -> str:
    """The Latin or quoted name that ``reply`` begins with, or ``""``."""
    first = next(iter(names_in(reply)), None)
    return first.text if first and first.start == 0 else ""


def _first(reply: str, *patterns: re.Pattern[str]) -> str | None:
    """``name`` of the first of ``patterns`` that the reply has."""
    seen = folded(reply)
    for pattern in patterns:
        if match := pattern.search(seen):
            return reply[match.start("name") : match.end("name")].strip()
    return None
