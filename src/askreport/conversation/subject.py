"""What a question is about, read off the order of its words.

Chinese puts the subject first and the question word in its place, so the subject is what stands
before the first word that must belong to a predicate: a question word, 是, an adverb. Where a verb
would be left hanging on the subject, the verb is cut off if the subject's last word shows where, or
if the documents know the verb as a pair of characters and do not know the pair across the cut; else
there is no subject that rules are sure of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.conversation.names import names_in
from askreport.conversation.phrases import sort_of
from askreport.conversation.relations import relational
from askreport.conversation.words import (
    ADVERB,
    ADVERBIAL,
    COPULA,
    DATE,
    EVENT,
    HAN,
    IS,
    ORGANISATION,
    PERSON,
    THEN,
    WHICH,
)
from askreport.conversation.writing import folded, joined
from askreport.question import content_of

if TYPE_CHECKING:
    from askreport.conversation.documents import Known
    from askreport.conversation.names import Name

_START: Final = re.compile(
    rf"(?P<adverbial>{ADVERBIAL})|(?P<which>{WHICH})|(?P<adverb>{ADVERB})|{COPULA}"
)
_ASKS: Final = re.compile(rf"{ADVERBIAL}|{WHICH}")
_ASKS_OR_IS: Final = re.compile(rf"{ADVERBIAL}|{WHICH}|{IS}")
_ASIDE: Final = re.compile(r"[“「《（(\"][^”」》）)\"]*[”」》）)\"]")
_LEAD: Final = re.compile(
    rf"(?:(?:请问|请教|想问|我?想知道|你?知道|告诉我|说说|讲讲|帮我查|帮我看|查|问|顺便(?:问|说)?)"
    rf"(?:一?下|一句)?|{THEN}|对了|另外|还有(?=[，,])|再问"
    r"|好[吧的]?(?=[，,])|嗯+)[，,、：:\s]*"
)
_SHOWN: Final = re.compile(
    r"(?:什么是|(?:介绍|讲讲|说说|谈谈|说|讲|解释|聊聊|了解)(?:一?下)?(?:关于)?)"
    r"\s?(?P<what>[^，,]{2,24}?)(?:的情况)?"
)
_SENTENCE: Final = re.compile(r"[？?。！!；;\n]+")
_CLAUSE: Final = re.compile(r"[，,：:]+\s*")
_HANGING: Final = re.compile(r"[了过于到在着为成出给自得把将]$")
_CLEFT: Final = re.compile(r"[的所和与跟被把将]$")
_CLOSED: Final = re.compile(r"[A-Za-z0-9”」》）)]$")
_ENDS_SURELY: Final = re.compile(rf"(?:{EVENT}|{ORGANISATION}|{PERSON})$")
_ENDS_IN_TIME: Final = re.compile(r"[年月日天次回]$")
_SHORT_VERB: Final = re.compile(rf"\s?{HAN}{{1,2}}")
_WHEN: Final = re.compile(rf"是?[从自到至于]?{ADVERBIAL}")
_GOVERNED_BY_VERB: Final = re.compile("^[到至于]|怎么|怎样|如何")
"""“支持到哪天” is not 支持, and “怎么引起的” leaves out what was caused."""
_SPLIT_VERB: Final = re.compile(rf"(?P<verb>{HAN}{{1,2}})的\s?(?P<object>[^的]{{1,20}})")
"""“出的故障” of “是哪天出的故障”: 出故障."""
_CONTENT: Final = 2
"""Characters that a sentence or a predicate has at least to tell something; “出” does not."""
_CUT: Final = 4
"""Characters that a name and a verb of two characters have at least."""
_LONG: Final = 40
"""Characters of a clause that is put before a question."""

_DEFINED: Final = re.compile(
    r"(?:what|who)(?:'s| is| are| was| were) "
    r"(?P<what>(?:the |a |an )?[\w.+#-]+(?: [\w.+#-]+){0,5}?)\s?\?*$"
    r"|tell me (?:more )?about (?P<about>[\w.+# -]{2,40}?)[.?!]*$",
    re.IGNORECASE,
)
_AUXILIARY: Final = re.compile(
    r"\b(?:did|does|do|is|was|are|were|has|have|had|can|could|will|would|should)\s(?:the\s)?$",
    re.IGNORECASE,
)
_NOUN_AFTER: Final = re.compile(r" [a-z]+\b")
_EVENT_OF: Final = re.compile(rf"\b[Tt]he (?:[a-z]+ )?{EVENT} of (?:the )?$")


def without_lead(text: str) -> str:
    """``text`` without “请问”, “那么” and the like before it."""
    while match := _LEAD.match(folded(text)):
        if match.end() == len(text):
            break
        text = text[match.end() :]
    return text


def shows(text: str) -> str:
    """What “介绍一下 Rust”, “什么是 Rust？” asks to be told about; ``""`` if it asks otherwise."""
    match = _SHOWN.fullmatch(folded(text).rstrip("？?。 "))
    if match is None or predicate_start(match["what"]) or relational(match["what"]):
        return ""
    return text[match.start("what") : match.end("what")].strip()


def predicate_start(clause: str) -> re.Match[str] | None:
    """Where the predicate of a folded Chinese ``clause`` begins at the latest.

    What stands before a 的 that a question word or 是 follows is part of a noun phrase:
    “由百度开源的中间件叫什么” has its predicate at 叫. Words in quotation marks are none.
    """
    seen = _ASIDE.sub(lambda match: "＿" * len(match.group()), clause)
    asks = _ASKS_OR_IS.search(seen)
    inside = seen.rfind("的", 0, asks.start()) if asks else -1
    return _START.search(seen, inside + 1)


def begins_predicate(clause: str) -> bool:
    """Whether a folded Chinese ``clause`` begins with its predicate."""
    start = predicate_start(clause)
    return start is not None and start.start() == 0


def chinese_subject(text: str, known: Known | None) -> tuple[str, str]:
    """What a Chinese question is about and what it says of it, ``""`` where that is not sure.

    The first is a phrase; the second the question as a statement without its question word, “MySQL
    5.7 停止支持” of “MySQL 5.7 哪天停止支持？”, where leaving that out leaves a clause.
    """
    sentences = [
        sentence
        for sentence in _SENTENCE.split(text)
        if len(content_of(folded(sentence)).strip()) >= _CONTENT
    ]
    if not sentences:
        return "", ""
    sentence = without_lead(sentences[0].strip())
    clauses = [clause.strip() for clause in _CLAUSE.split(sentence) if clause.strip()]
    for number, clause in enumerate(clauses):
        if shown := shows(clause):
            return shown, ""
        match = predicate_start(folded(clause))
        if match is None:
            continue
        left = clause[: match.start()].strip()
        if left and not DATE.fullmatch(folded(left)):
            subject = _without_verb(left, match, known)
            if not number:
                return subject, _statement(clause) if len(clauses) == 1 else ""
            # Which clause's subject is meant is sure for a person only.
            whole = "，".join([*clauses[:number], subject])
            sure = sort_of(subject) == "person" and len(whole) <= _LONG
            return (whole, "") if sure else ("", "")
        before = "，".join(clauses[:number])
        return (before, before) if len(before) <= _LONG else ("", "")
    return "", ""


def _without_verb(left: str, predicate: re.Match[str], known: Known | None) -> str:
    """``left``, the words before the predicate, without a verb that hangs on them, or ``""``."""
    if predicate.group().startswith("于"):  # “诞生于哪一年”: a verb stands before it
        left += "于"
    seen = folded(left)
    if _CLEFT.search(seen):
        return ""
    hanging = _HANGING.search(seen) is not None
    if not hanging and not predicate.group("which"):
        return left
    stem = left[:-1] if hanging else left
    if _CLOSED.search(stem):
        return "" if hanging else stem
    if not hanging and (_ENDS_SURELY.search(seen) or _ENDS_IN_TIME.search(seen)):
        return stem
    for size in (2, 1):
        if _ENDS_SURELY.search(folded(stem[:-size])):
            return stem[:-size].strip()
    name = next((name for name in names_in(stem) if name.start == 0), None)
    if name and _SHORT_VERB.fullmatch(stem, name.end):
        return name.text
    if known is None or len(stem) < _CUT:
        return ""
    verb, across = stem[-2:], stem[-3:-1]
    return stem[:-2].strip() if known(verb) and not known(across) else ""


def _statement(clause: str) -> str:
    """``clause`` without its adverbial question word and the 是 … 的 around it, or ``""``."""
    seen = folded(clause)
    found = _WHEN.search(seen)
    if found is None or _ASKS.search(seen, found.end()):
        return ""
    before, rest = clause[: found.start()].strip(), clause[found.end() :].strip(" 呢")
    if _GOVERNED_BY_VERB.search(found.group()) or _HANGING.search(folded(before)):
        return ""
    if rest in ("", "的", "了"):
        return before
    rest = rest.removesuffix("的").rstrip()
    if split := _SPLIT_VERB.fullmatch(rest):
        rest = joined(split["verb"], split["object"])
    return "" if "的" in rest or len(rest) < _CONTENT else joined(before, rest)


def english_subject(text: str, names: tuple[Name, ...]) -> str:
    """What an English question is about: what it defines, or its name with the noun behind it."""
    if whole := _DEFINED.match(text):
        return whole["what"] or whole["about"]
    focus = [name for name in names if not name.framed]
    after = [name for name in focus if _AUXILIARY.search(text[: name.start])]
    if not focus or (not after and len(focus) > 1):
        return ""
    chosen = (after or focus)[0]
    before = text[: chosen.start]
    noun = _NOUN_AFTER.match(text, chosen.end)
    if before.lower().endswith("the ") and noun:
        return f"the {chosen.text}{noun.group()}"
    if phrase := _EVENT_OF.search(before):
        return "t" + text[phrase.start() + 1 : chosen.end]
    return chosen.text
