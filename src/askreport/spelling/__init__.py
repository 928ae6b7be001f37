"""Misspelt words of a question, read as the words of the corpus that were meant.

    Speller.of(snapshot).correct(question) -> Correction

The corpus itself is the dictionary: what stands there is right, what does not may be a slip for
something that does. Chinese characters that sound like the right ones are the business of
`chinese`, Latin letters of `latin`; `general` tells what is right though the corpus lacks it, and
`subject` whether the question is about the corpus at all. What is in quotation marks stays, and so
does whatever has figures in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from askreport.script import corpus_script
from askreport.spelling.change import Change, How
from askreport.spelling.chinese import Chinese
from askreport.spelling.latin import Latin, words_of
from askreport.spelling.subject import Subject
from askreport.spelling.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from askreport.lexical import LexicalIndex
    from askreport.store.snapshot import Snapshot

__all__ = ["Change", "Correction", "How", "Speller"]

MOST_CHARACTERS: Final = 200
"""Of a question that is looked at; a longer one is found by its other words."""
_HAN: Final = re.compile(r"[一-鿿]+")
_QUOTED: Final = re.compile(
    r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|「[^」]*」|『[^』]*』|《[^》]*》|〈[^〉]*〉|`[^`]*`"
    r"|(?<!\w)'[^']*'(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """``text`` is the question with ``changes`` made, in their order; without, the question."""

    text: str
    changes: tuple[Change, ...] = ()


class Speller:
    """Corrects questions by one corpus. Its tables are made when first needed; threads share it."""

    def __init__(self, lexical: LexicalIndex, texts: Iterable[str]) -> None:
        self._lexical = lexical
        self._text = "\n".join(texts)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Speller:
        """The speller of an index; keep it, for it keeps its tables."""
        return cls(snapshot.lexical, (document.text for document in snapshot.documents.values()))

    def correct(self, question: str) -> Correction:
        """``question`` with its misspelt words read as words of the corpus."""
        if len(question) > MOST_CHARACTERS:
            return Correction(question)
        open_ = _QUOTED.sub(lambda quoted: "\n" * len(quoted[0]), question)
        words = words_of(open_)
        runs = [(found.start(), found[0]) for found in _HAN.finditer(open_)]
        unknown = [word for word in words if not self._latin.has(word.text)]
        doubtful = any(not self._vocabulary.stands(run) for _, run in runs) and self._is_simplified
        if not doubtful and len(words) < 2 and not unknown:
            return Correction(question)
        cuts = [(at, self._vocabulary.cut(run)) for at, run in runs]
        subject = Subject.of(open_, cuts, self._vocabulary)
        changes = self._latin.changes(words, open_, subject.without)
        for at, cut in cuts:
            if not doubtful or self._vocabulary.stands(cut.run):
                continue
            for reading in self._chinese.readings(cut, subject.shifted(at)):
                start, end = at + reading.start, at + reading.end
                if any(w.text[0].isupper() and w.start == end and w not in unknown for w in words):
                    continue  # 百聆BayLing: a name before the name that the corpus knows it by
                gain = round(reading.gain, 2)
                changes.append(
                    Change(start, end, question[start:end], reading.word, reading.how, gain)
                )
        changes.sort(key=lambda change: change.start)
        return Correction(_applied(question, changes), tuple(changes))

    @cached_property
    def _is_simplified(self) -> bool:
        """Whether the corpus is, at least in part; `general` knows no traditional Chinese."""
        return corpus_script(self._lexical) != "traditional"

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._lexical, self._text)

    @cached_property
    def _chinese(self) -> Chinese:
        return Chinese(self._vocabulary, self._lexical.vocabulary)

    @cached_property
    def _latin(self) -> Latin:
        return Latin(self._lexical.vocabulary, self._text)


def _applied(question: str, changes: Iterable[Change]) -> str:
    parts: list[str] = []
    at = 0
    for change in changes:
        parts += (question[at : change.start], change.read_as)
        at = change.end
    return "".join((*parts, question[at:]))
