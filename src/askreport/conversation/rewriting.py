"""Where what a question leans on and how it is restored meet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from askreport.conversation.antecedent import antecedent
from askreport.conversation.earlier import Earlier, read_earlier
from askreport.conversation.follow_up import read_follow_up, says_nothing, without_thanks
from askreport.conversation.relations import asked_with, owned_relation, relational
from askreport.conversation.restoring import (
    asking_otherwise,
    behind,
    same_of_another,
    with_subject,
    without_connective,
)
from askreport.conversation.writing import folded, in_script_of, is_chinese, joined, plain, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.conversation.documents import Known, Rarity
    from askreport.conversation.follow_up import FollowUp
    from askreport.conversation.pointing import Pointer
    from askreport.records import Turn

MOST: Final = 600
"""Characters of a standalone question that has taken something from the history."""
_TURNS: Final = 5
"""Questions of the user that are looked back on."""
_READ: Final = 400
"""Characters that are read of an earlier question, from its end, and of a reply, from its start."""


class _Whole(NamedTuple):
    """A question made standalone.

    ``same_subject``: it is about what the one before was about. ``subject``: what its first
    pronoun means, if it begins with one.
    """

    text: str
    same_subject: bool = False
    subject: str = ""


_CONNECTIVE: Final = re.compile(r"^(?:and|so|but|or|then),?\s+(?=\S)", re.IGNORECASE)


def rewritten(
    question: str, history: Sequence[Turn], known: Known | None, rarity: Rarity | None
) -> str:
    """``question`` standalone after ``history``; see `askreport.conversation.standalone`."""
    thread: list[Earlier] = []
    for text, reply in _exchanges(history):
        thread.append(_read(without_thanks(text), reply, thread, known, rarity))
    if not thread:
        return question
    return _rewritten(without_thanks(question), thread, known, rarity).text


def _exchanges(history: Sequence[Turn]) -> list[tuple[str, str]]:
    """The last questions of the user, each with the first reply to it, cut to what is read."""
    found: list[tuple[str, str]] = []
    for turn in history:
        if turn.role == "user":
            text = plain(turn.content[-_READ:], _READ)
            if text and not says_nothing(text):
                found.append((text, ""))
        elif found and not found[-1][1]:
            found[-1] = found[-1][0], plain(turn.content, _READ)
    return found[-_TURNS:]


def _read(
    text: str, reply: str, thread: list[Earlier], known: Known | None, rarity: Rarity | None
) -> Earlier:
    """An earlier question, made standalone after those before it."""
    if not thread:
        return read_earlier(text, reply, known)
    whole = _rewritten(text, thread, known, rarity)
    if whole.same_subject:
        return replace(thread[-1], text=whole.text, reply=reply or thread[-1].reply)
    return read_earlier(whole.text, reply, known, subject=whole.subject)


def _rewritten(
    question: str, thread: Sequence[Earlier], known: Known | None, rarity: Rarity | None
) -> _Whole:
    """``question`` made standalone after the questions of ``thread``."""
    follow = read_follow_up(question, known)
    if follow is None:
        return _Whole(question)
    last = thread[-1]
    text: str | None = None
    if follow.pointers:
        whole = _resolved(follow, thread, rarity)
        if whole is not None and len(whole.text) <= MOST:
            return whole
        if last.about and is_chinese(question) and not _asks_nothing(follow):
            text = f"{last.about}，{without_connective(question)}"
    elif follow.bare:
        text = asking_otherwise(last, follow.bare)
    elif follow.other:
        text = same_of_another(last, follow.other, follow.rest, known)
        if text is not None and len(text) <= MOST:
            return _Whole(text)
    elif not follow.more:
        text = with_subject(question, last)
    if text is None or len(text) > MOST:
        text = behind(last, question, MOST)
    return _Whole(text, same_subject=True)


def _asks_nothing(follow: FollowUp) -> bool:
    """“它呢？”: what is asked of it stands in the question before."""
    text = follow.text
    for pointer in reversed(follow.pointers):
        text = text[: pointer.start] + text[pointer.end :]
    return not text.strip("那么呢的？?，,。！! ")


def _resolved(follow: FollowUp, thread: Sequence[Earlier], rarity: Rarity | None) -> _Whole | None:
    """The question with each of its pointers replaced by what it means, if all are sure."""
    text = follow.text
    chinese = is_chinese(text)
    meant: dict[tuple[str, str], str] = {}
    firsts: list[tuple[Pointer, str]] = []
    for pointer in follow.pointers:
        key = pointer.way, pointer.noun
        if key in meant:  # once named, the pronoun is understood
            continue
        means = antecedent(pointer, thread, rarity)
        if pointer.way == "clause" and not (chinese and text.startswith("是", pointer.end)):
            means = None
        if means is None or means in meant.values():  # two words for one thing are not sure
            return None
        meant[key] = means
        firsts.append((pointer, means))
    for pointer, means in reversed(firsts):
        text = put(text, pointer.start, pointer.end, _inflected(means, pointer, text))
    text = without_connective(text)
    if not chinese:
        text = _CONNECTIVE.sub("", text)
        text = text[:1].upper() + text[1:] if follow.text[:1].isupper() else text
    if (asking := _asking(text, set(meant.values()))) is None:
        return None
    first = firsts[0][1]
    return _Whole(asking, subject=first if asking.startswith(first) else "")


def _inflected(means: str, pointer: Pointer, text: str) -> str:
    """``means`` as it stands in ``text`` for ``pointer``: “NanUI's”, “NanUI 的”, “in Paris”."""
    english = text[pointer.start].isascii()
    if pointer.noun and relational(pointer.noun):
        return joined(means, "的", pointer.noun)
    if pointer.way == "among":
        return joined(means, "中")
    if pointer.way == "place" and english:
        return f"in {means}"
    if pointer.possessive and english:
        return means + ("'" if means.endswith("s") else "'s")
    if pointer.possessive and not text.startswith("的", pointer.end):
        return joined(means, "的")
    return means


def _asking(text: str, means: set[str]) -> str | None:
    """``text`` if it asks something; “NanUI 的作者呢？” asks who that is, “NanUI 呢？” nothing."""
    seen = folded(text).rstrip("？?！!。 ")
    if not seen.endswith("呢"):
        return text
    seen = seen[:-1]
    if kind := owned_relation(seen):
        return text[: len(seen)] + in_script_of(text, asked_with(kind)) + "？"
    return None if seen.strip() in {folded(one) for one in means} else text
