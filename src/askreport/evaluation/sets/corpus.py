"""A question set to an index and cases: contexts are written as Markdown, read and indexed.

They go the same way as any corpus: files, readers, chunks, vectors. Markdown because it says what
is a title and what a paragraph; every mark in a context is escaped, so that its words stay as they
are. White space is the reader's to tidy, so places are led over by counting all other characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, Final

from askreport.errors import CorpusError
from askreport.evaluation.cases import Case, Evidence
from askreport.evaluation.sets.base import ANSWERABLE, UNANSWERABLE
from askreport.indexing import build
from askreport.reading.language import language_of
from askreport.store.snapshot import load_snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from askreport.embedding.base import Embedder
    from askreport.evaluation.sets.base import Context, Place, Posed, QuestionSet
    from askreport.indexing import Progress
    from askreport.records import Document
    from askreport.store.snapshot import Snapshot

_MARK: Final = re.compile(r"([!-/:-@\[-`{-~])")
"""ASCII punctuation: all that a backslash escapes (CommonMark 0.31, 2.4)."""
_NOT_SPACE: Final = re.compile(r"\S")


def index_contexts(
    contexts: Sequence[Context],
    embedder: Embedder,
    folder: Path,
    progress: Progress | None = None,
) -> Snapshot:
    """An index of ``contexts`` in ``folder``, which gets ``corpus/`` and ``index/``.

    One document an article, named by its number from 1.

    Raises:
        IndexWriteError: the folder cannot be written.
    """
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for article, members in _articles(contexts):
        (corpus / f"{_name(article)}.md").write_text(_markdown(members), encoding="utf-8")
    build([corpus], folder / "index", embedder, progress=progress)
    return load_snapshot(folder / "index", embedder.fingerprint)


def cases_of(made: QuestionSet, documents: Mapping[str, Document]) -> list[Case]:
    """The questions of ``made`` as cases on ``documents``, which were read from its contexts.

    Raises:
        CorpusError: a document does not hold its contexts' characters in their order.
    """
    offsets = _offsets(made.contexts, documents)
    return [_case(posed, made.contexts, offsets, documents) for posed in made.posed]


def _articles(contexts: Sequence[Context]) -> list[tuple[int, list[Context]]]:
    ordered = sorted(contexts, key=lambda context: context.article)
    return [
        (article, list(members))
        for article, members in groupby(ordered, key=lambda context: context.article)
    ]


def _name(article: int) -> str:
    return f"{article + 1:06d}"


def _markdown(contexts: Sequence[Context]) -> str:
    """Title and paragraphs; a line of a context is a paragraph, so no sentence runs on."""
    title = contexts[0].title
    lines = [line for context in contexts for line in context.text.splitlines() if line.strip()]
    marked = [_escaped(line) for line in lines]
    heading = [f"# {_escaped(title)}"] if title else []
    return "\n\n".join([*heading, *marked]) + "\n"


def _escaped(text: str) -> str:
    """``text`` on one line, every mark escaped."""
    return _MARK.sub(r"\\\1", " ".join(text.split()))


def _offsets(
    contexts: Sequence[Context], documents: Mapping[str, Document]
) -> list[tuple[int, list[int]]]:
    """For each context, in its document: where each character that is no space stands."""
    found: dict[int, tuple[int, list[int]]] = {}
    numbered = sorted(enumerate(contexts), key=lambda pair: pair[1].article)
    for article, members in groupby(numbered, key=lambda pair: pair[1].article):
        pairs = list(members)
        document = documents[_name(article)]
        places = _characters(document.text)
        at = len(_characters(pairs[0][1].title or ""))
        for number, context in pairs:
            length = len(_characters(context.text))
            found[number] = (article, places[at : at + length])
            at += length
        if at != len(places):
            raise CorpusError(
                f"Reading changed the words of {document.id} ({pairs[0][1].title or 'untitled'}): "
                f"{at} characters were given, {len(places)} were read."
            )
    return [found[number] for number in range(len(contexts))]


def _characters(text: str) -> list[int]:
    return [match.start() for match in _NOT_SPACE.finditer(text)]


def _case(
    posed: Posed,
    contexts: Sequence[Context],
    offsets: Sequence[tuple[int, list[int]]],
    documents: Mapping[str, Document],
) -> Case:
    def evidence(place: Place, *others: Place) -> Evidence:
        article, places = offsets[place.context]
        given = _characters(contexts[place.context].text)
        first = bisect_left(given, place.start)
        last = bisect_left(given, place.end) - 1
        document = documents[_name(article)]
        start, end = places[first], places[last] + 1
        return Evidence(
            document=document.id,
            quote=document.text[start:end],
            start=start,
            elsewhere=tuple(evidence(other) for other in others),
        )

    return Case(
        id=posed.id,
        question=posed.question,
        kind=ANSWERABLE if posed.answerable else UNANSWERABLE,
        language=language_of(posed.question),
        answerable=posed.answerable,
        must=posed.must,
        evidence=tuple(evidence(*places) for places in posed.evidence),
        split=posed.split,
    )
