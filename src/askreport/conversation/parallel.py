"""“那 X 呢？”: the earlier question again, with X in the place of its like.

The like of X is the part of the earlier question of the same form: an ordinal for an ordinal, a
year for a year, a name for a name, a word that ends alike (“法国” for “德国”), else the name that
the question begins with. Where no part, or more than one, is of that form, there is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.conversation.names import chinese_names_in, names_in
from askreport.conversation.phrases import leading_name, name_span, sort_of
from askreport.conversation.replies import person_end
from askreport.conversation.words import CLASSIFIER, HAN, ORGANISATION, ROLE
from askreport.conversation.writing import folded, in_script_of, is_chinese, joined, put
from askreport.naming.territories import places_in
from askreport.naming.words import lookup, segment

if TYPE_CHECKING:
    from askreport.conversation.documents import Known
    from askreport.conversation.earlier import Earlier

    Part = tuple[int, int, str]
    """A part of the earlier question, from where to where, and what takes its place."""

_NUMBER: Final = r"[一二三四五六七八九十两\d]+"
_NTH: Final = rf"(?:第{_NUMBER}|首|头一?|最后一?|上一?|下一?|末)"
_OCCASION: Final = re.compile(rf"{_NTH}\s?[次回场]")
_YEAR: Final = re.compile(r"(?:(?:19|20)\d\d\s?年?|[去今前明]年)(?!\d)")
_FORMS: Final = (
    _OCCASION,
    re.compile(rf"{_NTH}\s?(?:季度?|{CLASSIFIER}|[天年集任部])"),
    re.compile(rf"第{_NUMBER}"),
    _YEAR,
    re.compile(r"[上下]半年|[Qq][1-4]|[一二三四]季度"),
    re.compile(
        r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:\s?\d{1,2}\s?[日号])?(?:份|底|初)?"
    ),
    re.compile(r"\b(?:first|second|third|fourth|fifth|last|next|previous)\b"),
    re.compile(
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November"
        r"|December)\b"
    ),
    re.compile(r"(?<![\w.])v?\d+(?:\.\d+)+(?![\w.])"),
    re.compile(r"(?<![\w.])v?\d+(?:\.\d+)*(?![\w.%])"),
)
_THAT_TIME: Final = re.compile(r"[那这]一?[次回场]")
_BEFORE: Final = re.compile(r"^(?:(?:the|in|for|on|at|with|of) |[在到对那]|关于)")
_AFTER: Final = re.compile(r"(?: ones?|的话|那?一?[次个年]?的?)$")
_UP_TO_TIME: Final = re.compile(r"[那这]?一?[次回场起]$")
_TIME_OF: Final = re.compile(r"[^，。？！]{2,24}?(?:[那这]一?[次回场])")
_PREPOSITION: Final = re.compile(r"^(?:the|for|in|about|with|on)\b|\s|[“”]")
_LATIN_KIND: Final = re.compile(rf"[A-Za-z0-9+#.]+\s?({HAN})")
_EDGE: Final = re.compile(r"(?:^|[^\u4e00-\u9fff]|[的在是和与跟及或有对把被让给由从到向比年月日])$")
_SORTED: Final = re.compile(rf"[A-Za-z0-9“《「]|{ORGANISATION}$")
_DAY: Final = re.compile(
    r"\s?\d{1,2}\s?(?:月份?|\.\d{1,2})(?:\s?\d{1,2}\s?[日号]|[底初末])?\s?(?=.)"
)
_ROLE_OF: Final = re.compile(rf"\s?的{ROLE}\s?")
_PLACE: Final = re.compile(r"(?:在\s?)?(?P<place>[^，。？！]{1,12}?[里中上内])")
_HAPPENS: Final = re.compile(r"(?:[出起下上回过进][来去]|[了过掉完成]|以后|之后|以前|之前|的时候)$")
"""“捐出去” is what is done, and no name."""
_OWNS: Final = re.compile(r"的$")
_OWNED: Final = re.compile(r".的.|之[父母]$")
_LONGEST: Final = 12
"""Characters of a Chinese name that may take another's place."""


def parallel(earlier: Earlier, other: str, known: Known | None = None) -> str | None:
    """The question ``earlier`` with ``other`` in the place of its like, if one is sure."""
    text = earlier.text
    other = other.strip()
    part = (
        _of_form(text, other)
        or _of_chinese_name(text, other, known)
        or _up_to_time(text, other)
        or _of_place(text, other)
        or _of_name(earlier, other)
        or _of_sort(earlier, other)
        or _ending_alike(text, other)
    )
    if part is None and _YEAR.fullmatch(_BEFORE.sub("", folded(other)).strip()):
        return _in_year(text, _BEFORE.sub("", other).strip())
    if part is None and not _PLACE.fullmatch(folded(other)):
        part = _at_beginning(earlier, other, known)
    if part is None:
        return None
    start, end, words = part
    seen = folded(text)
    if role := _ROLE_OF.match(seen, end):
        who = person_end(seen, role.end())
        if who is not None:  # the other's author is somebody else
            text = joined(text[: role.end()].rstrip(), text[who:].lstrip())
    return put(text, start, end, words)


def _of_form(text: str, other: str) -> Part | None:
    seen, wanted = folded(text), folded(other)
    for form in _FORMS:
        match = form.search(wanted)
        if match is None:
            continue
        around = wanted[: match.start()] + wanted[match.end() :]
        if _AFTER.sub("", _BEFORE.sub("", around)).strip(" 的") not in ("", "the", "in", "for"):
            continue
        like = form.search(seen) or (_THAT_TIME.search(seen) if form is _OCCASION else None)
        if like is None:
            continue
        words = other[match.start() : match.end()]
        if form is _YEAR:
            words = _year_like(like.group(), words)
        return like.start(), like.end(), words
    return None


def _year_like(like: str, year: str) -> str:
    """``year`` with or without 年, as ``like``."""
    if like.endswith("年") and year.isdigit():
        return joined(year, "年")
    return year.removesuffix("年").strip() if like.strip().isdigit() else year


def _up_to_time(text: str, other: str) -> Part | None:
    """“滴滴 11 月那次” for “语雀 10 月那次”: up to the word that counts occasions."""
    tail = _UP_TO_TIME.search(folded(other))
    like = _TIME_OF.match(folded(text)) if tail and tail.start() >= 2 else None
    return (0, like.end(), other) if like else None


def _of_place(text: str, other: str) -> Part | None:
    """“手机里” for “在电脑里”."""
    wanted = _PLACE.fullmatch(folded(other))
    like = re.search(rf"在\s?({_PLACE.pattern})", folded(text)) if wanted else None
    return (*like.span("place"), other[wanted.start("place") :]) if like and wanted else None


def _of_name(earlier: Earlier, other: str) -> Part | None:
    names = names_in(other)
    if not names or _PREPOSITION.sub("", other.replace(names[0].text, "", 1).strip()):
        return None
    name = names[0].text
    pool = [one for one in earlier.names if one.text.casefold() != name.casefold()]
    pool = [one for one in pool if not one.framed] or pool
    if len(pool) > 1:
        shared = set(name.casefold().split())
        pool = [one for one in pool if shared & set(one.text.casefold().split())] or pool
        begins = leading_name(earlier.subject) or earlier.owner
        small = name[0].islower()
        alike = [one for one in pool if one.text[0].islower() == small]
        pool = [one for one in pool if one.text == begins] or alike or pool
    return (pool[0].start, pool[0].end, name) if len(pool) == 1 else None


def _of_chinese_name(text: str, other: str, known: Known | None) -> Part | None:
    """A country for a country, another Chinese name for the only other one."""
    named = chinese_names_in(other)
    bare = _OWNS.sub("", other)
    if [bare] != named:
        return None
    place = bool(places_in(bare))
    pool = [one for one in chinese_names_in(text) if one != bare and bool(places_in(one)) == place]
    if len(pool) != 1:
        return None
    start = text.index(pool[0])
    end = start + len(pool[0])
    across = text[end - 1 : end + 1]
    goes_on = is_chinese(across[1:]) and not _EDGE.search(folded(across))
    if goes_on and (known is None or known(across)):  # “阿里云” is more than “阿里”
        return None
    return start, end, bare


def _of_sort(earlier: Earlier, other: str) -> Part | None:
    """“Svelte 的作者” for “Flask 之父”: the whole subject, if it is of the same sort."""
    offset = earlier.text.find(earlier.subject)
    alike = earlier.sort in ("person", "organisation") and sort_of(other) == earlier.sort
    if not alike or offset < 0 or not _OWNED.search(folded(other)):
        return None
    return offset, offset + len(earlier.subject), other


def _ending_alike(text: str, other: str) -> Part | None:
    """A word as long as ``other`` with its last characters, which begins where a word may."""
    seen, wanted = folded(text), folded(other)
    if latin := _LATIN_KIND.fullmatch(wanted):
        like = re.search(rf"[A-Za-z0-9+#.]+\s?{latin.group(1)}", seen)
        return (like.start(), like.end(), other) if like else None
    if not re.fullmatch(rf"{HAN}{{2,8}}", wanted):
        return None
    shortest = 1 if len(wanted) <= 3 else 2
    for size in range(min(4, len(wanted) - 1), shortest - 1, -1):
        for match in re.finditer(re.escape(wanted[-size:]), seen):
            start, end = match.end() - len(wanted), match.end()
            if start < 0 or seen[start:end] == wanted:
                continue
            if not re.fullmatch(rf"{HAN}+", seen[start:end]):
                continue
            if _EDGE.search(seen[:start]) or _is_word(seen, start, end):
                return start, end, other
    return None


def _is_word(seen: str, start: int, end: int) -> bool:
    """Whether a dictionary cuts out ``seen[start:end]`` as one word."""
    at = 0
    for word in segment(seen[:end]):
        if at == start:
            return len(word) == end - start
        at += len(word)
    return False


def _at_beginning(earlier: Earlier, other: str, known: Known | None) -> Part | None:
    """The name that the subject begins with, and the day that belongs to what it did."""
    span = name_span(earlier.subject, known)
    offset = earlier.text.find(earlier.subject)
    if not earlier.subject or span is None or offset < 0 or len(other) > _LONGEST:
        return None
    if not is_chinese(other) and not names_in(other):
        return None
    if _HAPPENS.search(folded(other)):
        return None
    name = earlier.subject[slice(*span)]
    if not is_chinese(name) and not _SORTED.search(folded(other)):
        return None  # “新增” and “国内” are no other Gitee, and no rule tells them from a name
    if _common(other) and not _common(name):
        return None
    day = _DAY.match(folded(earlier.subject), span[1])
    return offset + span[0], offset + (day.end() if day else span[1]), other


def _common(words: str) -> bool:
    """Whether a dictionary has ``words`` and not as a name."""
    word = lookup(folded(words))
    return word is not None and not word.is_name


def _in_year(text: str, year: str) -> str:
    """The question with a year that it did not have."""
    if not is_chinese(text):
        return f"{text.rstrip('?. ')} in {year}?"
    return joined(year if year.endswith("年") else joined(year, in_script_of(text, "年")), text)
