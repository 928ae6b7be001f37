"""A public question set before it is indexed: contexts, and questions on places of them.

A context is what the set gives as one piece of text. Contexts of one article make one document, in
their order, under the article's title. A place is a range of one context, in code points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from askreport.evaluation.cases import draw

if TYPE_CHECKING:
    from collections.abc import Iterable

ANSWERABLE: Final = "answerable"
"""The kind of a case of a set that tells no kinds."""
UNANSWERABLE: Final = "unanswerable"

_UNREADABLE: Final = re.compile("[\x00\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Context:
    """One text; ``article`` numbers the document that it is part of, ``title`` is that one's."""

    article: int
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A range of the text of context number ``context``, half-open, in code points."""

    context: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Posed:
    """A question of a set.

    ``evidence`` holds, for each thing that the answer needs, the places that tell it, of which one
    is enough. ``contexts`` are the numbers of those that the set gives with the question.
    """

    id: str
    question: str
    split: str
    must: tuple[tuple[str, ...], ...]
    evidence: tuple[tuple[Place, ...], ...]
    contexts: tuple[int, ...]

    @property
    def answerable(self) -> bool:
        """Whether the set has an answer to it."""
        return bool(self.must)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """What the files of a set hold; ``blank`` are the places of questions without a word."""

    contexts: tuple[Context, ...]
    posed: tuple[Posed, ...]
    blank: tuple[str, ...] = ()

    def drawn(self, limit: int | None, seed: int = 0, split: str | None = None) -> QuestionSet:
        """The same contexts with at most ``limit`` questions (of ``split``), drawn evenly."""
        of_split = [posed for posed in self.posed if split in (None, posed.split)]
        return replace(self, posed=tuple(draw(of_split, limit, seed)))

    def small(self) -> QuestionSet:
        """Only the contexts that come with a question: quicker to index, easier to search."""
        kept = sorted({number for posed in self.posed for number in posed.contexts})
        new = {old: number for number, old in enumerate(kept)}
        return QuestionSet(
            tuple(self.contexts[number] for number in kept),
            tuple(
                replace(
                    posed,
                    evidence=tuple(
                        tuple(replace(place, context=new[place.context]) for place in places)
                        for places in posed.evidence
                    ),
                    contexts=tuple(new[number] for number in posed.contexts),
                )
                for posed in self.posed
            ),
        )


def readable(text: str) -> str:
    """``text`` with what no corpus file may hold (NUL, lone surrogates) as spaces, one for one."""
    return _UNREADABLE.sub(" ", text)


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """``words`` without blanks and repetitions, in order."""
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
