"""Where what a question leans on and how it is restored meet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from askreport.conversation.antecedent import antecedent
from askreport.conversation.earlier import Earlier, read_earlier
from askreport.conversation.follow_up import (
    may_lean,
    read_follow_up,
    says_nothing,
    without_thanks,
)
from askreport.conversation.items import with_items
from askreport.conversation.names import chinese_names_in
from askreport.conversation.relations import asked_with, owned_relation, relational
from askreport.conversation.restoring import (
    asking_otherwise,
    behind,
    put_before,
    same_of_another,
    with_subject,
    without_connective,
)
from askreport.conversation.returning import gone_back
from askreport.conversation.sayings import with_saying
from askreport.conversation.topic import topic_of
from askreport.conversation.writing import folded, in_script_of, is_chinese, joined, plain, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from askreport.conversation.documents import Documents, Rarity
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


_CORRECTION: Final = re.compile(
    r"(?:(?:不是|不对|错了|不)[，,。.\s]+)?我(?:刚才|刚)?(?:是|想)?[问说指](?:的)?"
    r"(?:(?:不是|并非)[^，,]{1,16}[，,]\s?(?:而?是|我是问)|的?是|的(?![是不])|(?<=是[问说指]))[，,\s]*"
)
"""“我问的不是参数，是授权费”: what follows is asked of what was talked about."""
_CONNECTIVE: Final = re.compile(r"^(?:and|so|but|or|then),?\s+(?=\S)", re.IGNORECASE)


def rewritten(question: str, history: Sequence[Turn], documents: Documents) -> str:
    """``question`` standalone after ``history``; see `askreport.conversation.standalone`."""
    thread: list[Earlier] = []
    for text, reply in _exchanges(history):
        thread.append(_read(without_thanks(text), reply, thread, documents))
    if not thread:
        return question
    return _rewritten(without_thanks(question), thread, documents).text


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


def _read(text: str, reply: str, thread: list[Earlier], documents: Documents) -> Earlier:
    """An earlier question, made standalone after those before it."""
    whole = _rewritten(text, thread, documents) if thread else _Whole(text)
    before = thread[-1].topic if thread else ""
    if whole.same_subject:
        return replace(thread[-1], text=whole.text, reply=reply or thread[-1].reply)
    turn = read_earlier(whole.text, reply, documents.known, subject=whole.subject)
    return replace(turn, topic=topic_of(turn, before, documents.rarity))


def _rewritten(question: str, thread: Sequence[Earlier], documents: Documents) -> _Whole:
    """``question`` made standalone after the questions of ``thread``."""
    corrected = _CORRECTION.match(folded(question))
    if corrected and corrected.end() < len(question):
        question = question[corrected.end() :]
    if back := gone_back(question, thread):
        question, turn = back
        thread = [*thread, turn]
    if said := with_saying(question, thread[-1]):
        return _Whole(said, same_subject=True)
    question, listed = (question, "") if back else with_items(question, thread)
    known = documents.known
    follow = read_follow_up(question, known)
    last = thread[-1]
    if follow is None and listed:
        return _Whole(put_before(listed, question))
    if follow is None:
        topic = last.topic
        related = documents.related
        leans = back or corrected or (topic and related and may_lean(question, topic, related))
        if leans:
            return _Whole(put_before(topic, question), same_subject=True)
        return _Whole(question if is_chinese(question) else _capital(_CONNECTIVE.sub("", question)))
    text: str | None = None
    if follow.pointers:
        whole = _resolved(follow, thread, documents.rarity)
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
        named = last.names or chinese_names_in(last.text)
        if not named and len(text) + len(last.topic) < MOST:
            text = put_before(last.topic, text)
    return _Whole(text, same_subject=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
        if means is None or _meant_already(means, meant.values()):
            if firsts and pointer.way in ("noun", "clause"):  # “…一开始就叫这个名吗？”
                continue
            return None  # two words for one thing are not sure
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


def _meant_already(means: str, others: Iterable[str]) -> bool:
    """Whether ``means`` is one of ``others``, or shares a Chinese phrase with one."""
    return any(
        means == other or (is_chinese(means) and (means in other or other in means))
        for other in others
    )


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
