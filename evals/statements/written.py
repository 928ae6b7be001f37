"""The true statements as written: text with its names, numbers and verbs marked.

A mark is ``[kind:words]``, such as ``[o:微软]`` for an organisation, or ``[kind:words|others]``
where a rule could not know what would make the statement false: ``[a:增加|减少]`` is a word and its
opposite. So the rules need not understand a language.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from evals.statements import FOLDER, Quote

KINDS: Final = {
    "n": "number",
    "u": "unit",
    "d": "date",
    "t": "duration",
    "v": "version",
    "h": "person",
    "o": "organisation",
    "p": "product",
    "c": "place",
    "x": "negation",
    "a": "opposite",
    "m": "comparison",
    "s1": "first side",
    "s2": "second side",
}
_MARK: Final = re.compile(r"\[(\w\d?):([^\]|]+)(?:\|([^\]|]+))?\]")


@dataclass(frozen=True)
class Span:
    """Marked words at ``start`` of the statement; ``other`` is what to put there instead."""

    kind: str
    start: int
    text: str
    other: str | None

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Written:
    """A true statement, its marks and its quotes."""

    id: str
    text: str
    language: str
    spans: tuple[Span, ...]
    quotes: tuple[Quote, ...]


def load_written() -> list[Written]:
    """The hand-written statements, numbered in the order of the file."""
    lines = (FOLDER / "written.jsonl").read_text(encoding="utf-8").splitlines()
    written = []
    for number, line in enumerate(lines, start=1):
        raw = json.loads(line)
        text, spans = unmarked(raw["marked"])
        quotes = tuple(Quote(**quote) for quote in raw["quotes"])
        written.append(Written(f"s{number:03}", text, raw["language"], spans, quotes))
    return written


def unmarked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The plain text and the spans that were marked in it."""
    text, at, spans = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        kind, words, other = match.groups()
        spans.append(Span(KINDS[kind], len(text), words, other))
        text += words
        at = match.end()
    text += marked[at:]
    if "[" in text or "]" in text:
        raise ValueError(f"a mark is not closed or not known: {marked}")
    return text, tuple(spans)
