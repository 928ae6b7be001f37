"""What a follow-up leaves out, put back: its subject, its predicate, or the whole before it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from askreport.conversation.earlier import read_earlier
from askreport.conversation.parallel import parallel
from askreport.conversation.relations import (
    Kind,
    asked_with,
    ends_in_relation,
    english_relation,
    relation_of,
    relational,
)
from askreport.conversation.subject import begins_predicate, without_lead
from askreport.conversation.words import ADVERBIAL, HAN, THEN
from askreport.conversation.writing import asked, folded, in_script_of, is_chinese, joined, put

if TYPE_CHECKING:
    from askreport.conversation.documents import Known
    from askreport.conversation.earlier import Earlier

_CONNECTIVE: Final = re.compile(rf"(?:{THEN}|而|又|再(?!次))[，,\s]*")
_LATER: Final = re.compile(r"后来|当时|目前|如今|最终")
_OF_SUBJECT: Final = re.compile(rf"[是叫有由用]|{ADVERBIAL}{HAN}{{2}}")
_REASON: Final = re.compile(r"原因|为什么|为何|为啥|后果|影响|怎么会|怎么回事")
_QUESTION_WORD: Final = re.compile(ADVERBIAL)
_AGENT: Final = re.compile(
    rf"(?<=是)(?:谁|哪一?[家个位国](?:公司|机构|团队|组织|国家|人)?)(?={HAN}{{1,6}}的[？?]?$)"
)
"""谁 of “是谁做的”, in whose place the focus may be another: “是什么时候做的”."""
_QUESTION_WORD_ENGLISH: Final = re.compile(
    r"(?:When|Where|Why|How(?! (?:many|much|long|far|often|old|big|large|tall|high|fast)\b))\b"
)
_QUESTION: Final = re.compile(r".+?(?:[？?。！!]+\s*|\.\s+|$)")
_SAID: Final = re.compile(r"[。！？!?；;\n]|\[\d+\]|\.(?=\s)")
_MOST_SAID: Final = 80
"""Characters of a reply that are put before a question."""
_PIECES: Final = 2
"""Questions that are put before one: what a chain began with, and the last."""
_WORTH: Final = 8
"""Characters of an earlier question that say something."""


def behind_reply(question: str, reply: str) -> str:
    """``question`` behind the first sentence of the ``reply`` that it may ask on after."""
    first = next(filter(None, map(str.strip, _SAID.split(reply))), "")[:_MOST_SAID]
    return put_before(first, without_connective(question))


def without_connective(text: str) -> str:
    """``text`` without “那”, “那么” before it."""
    match = _CONNECTIVE.match(folded(text))
    return (text[match.end() :] if match else text) or text


def with_subject(question: str, last: Earlier) -> str | None:
    """``question``, which leaves its subject out, with that of the question before."""
    if last.topic and last.asks_one:
        last = replace(last, subject=last.topic, event="")
    if not last.subject:
        return put_before(last.topic, question) if last.topic else None
    if not is_chinese(question):
        relation = english_relation(question)
        if relation is None:
            return put_before(last.topic, question) if last.topic else None
        end = relation.end()
        return f"{question[:end]} of {last.subject}{question[end:]}"
    text = without_connective(question)
    body = without_lead(text)
    seen = folded(body)
    if found := relation_of(seen):
        kind, length = found
        if not seen[length:].strip(" ？?") or begins_predicate(seen[length:]):
            return joined(_owner(last, kind), "的", body)
    if begins_predicate(seen) and not _LATER.match(seen):
        of_event = last.event and (_REASON.search(seen) or not _OF_SUBJECT.match(seen))
        if not of_event:
            return joined(last.subject, body)
    return put_before(last.about or last.topic, text)


def put_before(topic: str, question: str) -> str:
    """``question`` behind ``topic``, unless it has it."""
    if not topic or topic in question:
        return question
    if topic[-1] in "？?":
        return f"{topic} {question}"
    if is_chinese(question):
        return f"{topic}，{question}"
    return f"Regarding {topic}: {question}"


def asking_otherwise(last: Earlier, word: str) -> str | None:
    """The question before with the adverbial question word ``word`` in place of its own."""
    if not is_chinese(word):
        match = _QUESTION_WORD_ENGLISH.match(last.text)
        return word.capitalize() + last.text[match.end() :] if match else None
    word = word.removeprefix("是")
    seen = folded(last.text)
    found = [match.span() for match in _QUESTION_WORD.finditer(seen)]
    if agent := _AGENT.search(seen):
        found = [agent.span()]
    if len(found) == 1:
        start, end = found[0]
        return put(last.text, start + seen.startswith("是", start), end, word)
    if not found and last.subject and not _REASON.search(folded(word)):
        return joined(last.subject, f"是{word}？")
    return None


def same_of_another(last: Earlier, other: str, rest: str, known: Known | None) -> str | None:
    """“那 X 呢？”: the question before asked of X, or asked for its subject's X (“原因呢？”)."""
    if is_chinese(other):
        other = other.removesuffix("的")
    if kind := relational(other):
        text = _asked_for(last, other, kind)
    elif english_relation(other) and last.owner:
        text = f"What is {other} of {last.owner}?"
    else:
        text = parallel(last, other, known)
    if text is None or not rest:
        return text
    subject = read_earlier(text, known=known).subject
    if not subject:
        return f"{asked(text)} {rest}"
    return joined(subject, rest) if begins_predicate(folded(rest)) else f"{subject}，{rest}"


def _owner(last: Earlier, kind: Kind) -> str:
    """Of what a relational noun of ``kind`` is."""
    return (last.event or last.subject) if kind == "event" else last.subject


def _asked_for(last: Earlier, noun: str, kind: Kind) -> str | None:
    """The earlier question asked for its subject's ``noun``."""
    if not last.subject or last.subject not in last.text:
        return None
    predicate = in_script_of(last.text, asked_with(kind)) + "？"
    tail = ends_in_relation(last.subject)
    if tail is None:
        return joined(_owner(last, kind), "的", noun, predicate)
    asked_for = joined(last.subject[:tail], noun)
    if relational(last.subject[tail:]) == kind:
        return last.text.replace(last.subject, asked_for, 1)
    return joined(asked_for, predicate)


def behind(last: Earlier, question: str, most: int) -> str:
    """``question`` behind the one before as it was asked; at most ``most`` characters if it may."""
    pieces = _QUESTION.findall(last.text)
    if len(pieces) > _PIECES:
        pieces = [pieces[0], *pieces[1 - _PIECES :]]
    said = asked("".join(pieces).strip())
    room = most - len(question) - 1
    if len(said) > room:
        said = said[-room:].lstrip("，,。 ") if room >= _WORTH else ""
    return f"{said} {question}" if said else question
