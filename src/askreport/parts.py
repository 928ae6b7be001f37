"""A question that asks several things to one question for each, that can be searched for alone.

General cues of Chinese and English only. Clauses that ask are parts; what stands before them in the
sentence is said with them, background is not; members of an enumeration that is asked about one by
one (“A、B、C 各…”) are parts, each with what is asked.
"""

from __future__ import annotations

import re
from typing import Final

from askreport.question import asks, content_of

_SENTENCE: Final = re.compile(r"[。；;！!？?\n]|\.(?=\s|$)")
_WHOLE_SENTENCE: Final = re.compile(r".+?(?:[。；;！!？?\n]+|\.(?=\s|$)|$)", re.DOTALL)
_STORY: Final = 120
"""Characters from which on a question may tell a story."""
_MOST_ASKED: Final = 2
"""Sentences that ask, at the end of a story."""
_CLAUSE: Final = re.compile(r"[，,：:—]+")
_LEAST: Final = 3
"""Characters of content that a part has."""
_ALONE: Final = 9
"""Characters of content from which on a part says itself what it is about."""
_BACK: Final = re.compile(
    r"(?:另外|还有|那么?|后来|之后|事后|而且|然后|[可但]是?|以及)*[，, ]*"
    r"(?:它|他|她|其|[这那该此][家个名位款本门个]|这|该|it |its |they |their |he |she )",
    re.IGNORECASE,
)
"""What points back at the part before."""
_CONTEXT: Final = 60
"""Characters before a part that are said with it, at most."""
_MOST: Final = 5
_STOP: Final = re.compile("[？?，,；;。]")
_MOST_CLAUSES: Final = 4
_EACH: Final = re.compile(
    r"各|分别|分別|每个|每類|每类|一个.{0,12}一个|[二两三四五六七八九十]者|都叫|名字都|都[要列给]|都(?:说说|讲讲|报一?下)|逐一|挨个|\beach\b|\brespectively\b|\bboth\b",
    re.IGNORECASE,
)
"""What says that each member of an enumeration is asked about."""
_WHICH: Final = re.compile(
    r"谁|誰|哪[一个個家款门]?.{0,4}[更先早晚快慢大小多少长短高低]|更[早晚快慢大小多少长短高低先]|先后|比|\bwhich\b|\bwho\b",
    re.IGNORECASE,
)
"""What sets the members of an enumeration against each other."""
_MEMBERS: Final = re.compile(r"、|\s(?:and|or)\s|和|与|與|跟|以及|还是|還是")
_DESCRIBED: Final = re.compile(
    r"(?:[和跟与與有另]|还有|還有|另外|再[加来來])*一?[个個款家位种種门門套项項](?![人月]).{3,}|.{3,}的"
)
"""A member that is described, not named: “一个想顶掉 MongoDB”, “字节打包前端的”."""
_PAIR: Final = 2
_LIST: Final = 3
_LEAST_MEMBER: Final = 2
_LONGEST_MEMBER: Final = 24


def parts_of(question: str) -> tuple[str, ...]:
    """The parts of a question that asks several things; empty when it asks one.

    Of more than five the last ones: who tells a story first asks at its end.
    """
    parts: list[str] = []
    before = ""
    for sentence in filter(None, map(str.strip, _SENTENCE.split(core_of(question)))):
        found, members = _of_sentence(sentence)
        # Members that no word of the sentence asks about are asked about by the one before.
        whole = members and asks(sentence)
        said = before
        for part in found:
            told = len(_content(part))
            if told < _LEAST:
                continue
            alone = whole or (not members and told >= _ALONE and not _BACK.match(part))
            parts.append(part if alone else f"{said if members else before} {part}".strip())
            before = part[:_CONTEXT]
    parts = list(dict.fromkeys(parts))
    return tuple(parts[-_MOST:]) if len(parts) > 1 else ()


def core_of(question: str) -> str:
    """``question`` less the story told before it, which its answer need not meet.

    Of a long one the sentences that ask are left, each with the one before it.
    """
    if len(question) < _STORY:
        return question
    sentences = [s.group() for s in _WHOLE_SENTENCE.finditer(question)]
    asking = [place for place, sentence in enumerate(sentences) if asks(sentence)]
    # Who tells a story asks at its end; what was asked within it was asked of others.
    asking = asking[-_MOST_ASKED:]
    told = sorted({near for place in asking for near in (max(0, place - 1), place)})
    return "".join(sentences[place] for place in told) or question


def clauses_of(question: str) -> tuple[str, ...]:
    """What stands between commas and stops and has content of its own; empty when that is one."""
    clauses = [clause.strip() for clause in _STOP.split(question)]
    clauses = [clause for clause in clauses if len(_content(clause)) >= _LEAST]
    return tuple(clauses[:_MOST_CLAUSES]) if len(clauses) > 1 else ()


def _of_sentence(sentence: str) -> tuple[list[str], bool]:
    """The parts of one sentence, none where it asks nothing; and whether they are members."""
    clauses = [clause.strip() for clause in _CLAUSE.split(sentence)]
    clauses = [clause for clause in clauses if clause]
    asking = [place for place, clause in enumerate(clauses) if asks(clause)]
    if described := _described(clauses, asking):
        return described, True
    for place, clause in enumerate(clauses):
        members = _members(clause, place in asking, sentence)
        if len(members) >= (_PAIR if asking else _LIST):
            before = " ".join(clauses[:place])[-_CONTEXT:]
            behind = " ".join(clauses[place + 1 :])
            return [f"{before} {member} {behind}".strip() for member in members], True
    parts = []
    begun = 0
    for place in asking:
        context = " ".join(clauses[begun:place])[-_CONTEXT:]
        parts.append(f"{context} {clauses[place]}".strip())
        begun = place + 1
    return parts, False


def _described(clauses: list[str], asking: list[int]) -> list[str]:
    """What clauses in a row describe, each with what is asked of each behind; empty if none."""
    if not asking or not _EACH.search(clauses[asking[-1]]):
        return []
    told = clauses[: asking[-1]]
    pieces = [(place, piece) for place, clause in enumerate(told) for piece in clause.split("、")]
    members = [(place, piece) for place, piece in pieces if _DESCRIBED.fullmatch(piece)]
    places = [place for place, _ in members]
    if len(members) < _PAIR or places != [p for p, _ in pieces if places[0] <= p <= places[-1]]:
        return []
    before = " ".join(clauses[: places[0]])[-_CONTEXT:]
    behind = " ".join(clauses[places[-1] + 1 :])
    return [f"{before} {member} {behind}".strip() for _, member in members]


def _members(clause: str, asking: bool, sentence: str) -> list[str]:
    """What ``clause`` enumerates, each with what is asked about it; empty where it does not."""
    marked = _EACH.search(clause) or (_WHICH.search(clause) if asking else None)
    if marked is None and not (_EACH.search(sentence) or _WHICH.search(sentence)):
        return []
    if asking and marked is None:
        return []
    listed, said = (clause[: marked.start()], clause[marked.start() :]) if marked else (clause, "")
    members = [member.strip() for member in _MEMBERS.split(listed)]
    if len(members) < _PAIR or not all(len(member) >= _LEAST_MEMBER for member in members):
        return []
    if any(len(member) > _LONGEST_MEMBER for member in members[1:]):
        return []
    return [f"{member} {said}".strip() for member in members]


def _content(part: str) -> str:
    return "".join(content_of(part).split())
