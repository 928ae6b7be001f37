"""SQuAD 1.1 and 2.0 files, and the sets that took their shape (CMRC 2018, DRCD, …).

Rajpurkar et al. 2016, 2018: one JSON document, ``data[].paragraphs[].{context, qas[]}``, each qa
with ``answers[].{text, answer_start}`` and, in 2.0, ``is_impossible``. Each article becomes a
document, its contexts the paragraphs under its title: what was one page of an encyclopedia is
retrieved and cited as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.evaluation.files import check_ids, files_of, json_of
from askreport.evaluation.matching import locate
from askreport.evaluation.sets.base import Context, Place, Posed, QuestionSet, distinct, readable
from askreport.evaluation.sets.shape import Node

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def load_squad(paths: Sequence[Path]) -> QuestionSet:
    """The articles and questions of SQuAD-style files; of folders all their ``*.json``.

    Members that are not known are passed over, since each set has its own; so are questions without
    a word.

    Raises:
        UsageError: a file cannot be read or is of another shape; the message names the place.
    """
    contexts: list[Context] = []
    posed: list[Posed] = []
    blank: list[str] = []
    articles = 0
    for path in paths:
        for file in files_of(path, ".json"):
            for article in Node(file, "", json_of(file)).member("data").items():
                posed += _article(article, articles, contexts, blank)
                articles += 1
    check_ids((one.id, one.split) for one in posed)
    return QuestionSet(tuple(contexts), tuple(posed), tuple(blank))


def _article(article: Node, number: int, contexts: list[Context], blank: list[str]) -> list[Posed]:
    """The questions of one article; its contexts and its blank questions are added to the lists."""
    titled = article.member("title")
    title = None if titled.value in (None, "") else readable(titled.name())
    posed = []
    for paragraph in article.member("paragraphs").items():
        text = readable(paragraph.member("context").text())
        contexts.append(Context(number, title, text))
        for qa in paragraph.member("qas").items():
            question = qa.member("question")
            if question.is_blank():
                blank.append(str(question))
            else:
                posed.append(_posed(qa, text, len(contexts) - 1))
    return posed


def _posed(qa: Node, context: str, number: int) -> Posed:
    name = qa.member("id").name()
    impossible = qa.member("is_impossible").flag()
    answers = [] if impossible else list(qa.member("answers").items())
    texts = distinct(readable(answer.member("text").text()) for answer in answers)
    if not impossible and not texts:
        qa.member("answers").fail("needs an answer, unless is_impossible is true")
    places = {place for answer in answers for place in [_place(answer, context, number)] if place}
    return Posed(
        id=name,
        question=qa.member("question").text().strip(),
        split=qa.file.stem,
        must=(texts,) if texts else (),
        evidence=(_ordered(places) or (Place(number, 0, len(context)),),) if texts else (),
        contexts=(number,),
    )


def _ordered(places: set[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: (place.start, place.end)))


def _place(answer: Node, context: str, number: int) -> Place | None:
    """Where the answer stands; nearest to where the set says, since sets are a little off at times.

    ``None`` when the context does not hold its words.
    """
    start = answer.member("answer_start")
    if isinstance(start.value, bool) or not isinstance(start.value, int):
        start.fail("must be a whole number")
    told = start.value
    found = locate(readable(answer.member("text").text()), context, fold=True)
    near = min(found, key=lambda place: abs(place[0] - told), default=None)
    return Place(number, *near) if near else None
