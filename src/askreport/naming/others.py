"""Names that stand in a question, whichever they are: what a table may turn out not to list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.naming.characters import simplified
from askreport.naming.kinds import KIND_END, institute_behind
from askreport.naming.tokens import is_head, tokens
from askreport.naming.words import lookup, words_at

if TYPE_CHECKING:
    from collections.abc import Sequence

_HAN_RUN: Final = re.compile("[㐀-䶿一-鿿豈-﫿]+")
_LATIN_NAME: Final = re.compile(
    r"[A-Z][\w.'+#-]*(?: (?:(?:of|the|for|&) )*[A-Z0-9][\w.'+#-]*)*|[a-z]+[A-Z0-9][\w.+-]*"
)
_BOUNDARY: Final = re.compile(
    r"[的有在和与跟及或是了哪几什多些里都参吗呢么这那被把对从由为以等所共同联入上请问查看说除按]"
)
_LONGEST_UNKNOWN: Final = 6


@dataclass(frozen=True, slots=True)
class OtherName:
    """``question[start:end]`` is a name; of a body (大学, Foundation) or of anything."""

    start: int
    end: int
    body: bool


def names_in(question: str, taken: Sequence[tuple[int, int]] = ()) -> list[OtherName]:
    """The names in ``question`` outside the ranges ``taken``, in order.

    Chinese: what ends like a body's name (大学, 基金会) and what the dictionary has as a name and
    nothing else. Latin: runs of capitalised words, the first word of a sentence only if it goes on.
    """
    text = simplified(question)
    free = list(text)
    for start, end in taken:
        free[start:end] = " " * (end - start)
    masked = "".join(free)
    found = [*_bodies(masked), *_known(masked), *_latin(masked)]
    kept: list[OtherName] = []
    for one in sorted(found, key=lambda n: (n.start - n.end, n.start)):
        if all(one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda n: n.start)


def _bodies(text: str) -> list[OtherName]:
    found = []
    # 都 is a boundary, but not in 都柏林.
    inside = {i for name in _known(text) for i in range(name.start + 1, name.end)}
    inside |= {name.start for name in _known(text)}
    for run in _HAN_RUN.finditer(text):
        for end in range(run.start() + 3, run.end() + 1):
            tail = KIND_END.search(text[run.start() : end])
            if tail is None or len(tail.group()) < 2:
                continue
            head = run.start() + tail.start()
            start = head
            while start > max(run.start(), head - _LONGEST_UNKNOWN) and (
                start - 1 in inside or not _BOUNDARY.match(text[start - 1])
            ):
                start -= 1
            before = text[start:head]
            word = lookup(before)
            # 科研机构, 高等院校: a kind of body and no body's name.
            if len(before) >= 2 and (word is None or word.is_name):
                found.append(OtherName(start, end, True))
    return found


def _known(text: str) -> list[OtherName]:
    found = []
    for run in _HAN_RUN.finditer(text):
        at = run.start()
        while at < run.end():
            words = [w for w in words_at(text, at) if at + len(w.text) <= run.end()]
            if not words:
                at += 1
                continue
            word = words[-1]
            if word.is_name and not all(map(is_head, tokens(word.meanings[0]))):
                end = at + len(word.text)
                end += len(institute_behind(text, at, end))
                found.append(OtherName(at, end, bool(KIND_END.search(word.text))))
            at += len(word.text)
    return found


def _latin(text: str) -> list[OtherName]:
    found = []
    for match in _LATIN_NAME.finditer(text):
        words = match.group().split()
        first = not text[: match.start()].strip() and _HAN_RUN.search(text) is None
        plain = not any(c.isupper() or c.isdigit() for c in words[0][1:])
        if len(match.group()) < 2 or (first and len(words) == 1 and plain):
            continue
        body = any(is_head(token) for token in tokens(match.group()))
        said = match.group().removesuffix("'s")
        found.append(OtherName(match.start(), match.start() + len(said), body))
    return found
