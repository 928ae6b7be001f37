"""What a model is shown: the passages with an id for every sentence, packed to its context.

Ids are ``passage.sentence``, counted from 1: ``3.2`` is the second sentence shown of the third
passage. Only whole sentences are shown. What was chosen as evidence goes in first, then the rest by
rank, until the tokens are used up. The best passage stands first and the second best last, since
models read the middle of a long prompt least well (Liu et al. 2023, "Lost in the Middle").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.chunking import heading_of, row_of
from askreport.composing.base import Source
from askreport.composing.extractive import whole_sentence
from askreport.reading.characters import join
from askreport.records import CellReference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from askreport.composing.base import Brief
    from askreport.records import Document
    from askreport.store.snapshot import Snapshot

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
"""Characters that a reader of the passage would not see, and a model would read."""
_LONGEST: Final = 99
"""Stands for the numbers of an id that is not known yet, when tokens are counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the prompt: what an id stands for. A sentence torn in two has two sources."""

    text: str
    sources: tuple[Source, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Numbered:
    """The passages as a model is shown them, and what each id stands for."""

    text: str
    lines: Mapping[str, Shown]
    tokens: int
    """Those of ``text``, counted sentence by sentence: rather too many."""


def number(
    brief: Brief, snapshot: Snapshot, tokens: int, count_tokens: Callable[[str], int]
) -> Numbered:
    """The passages of ``brief`` as text of at most ``tokens`` tokens."""
    chosen = {(i.document_id, i.start): (place, i) for place, i in enumerate(brief.evidence.chosen)}
    rows = list(dict.fromkeys((*(i.row for i in brief.evidence.chosen), *brief.rows)))
    rows.sort(key=lambda row: brief.rows.index(row) if row in brief.rows else len(brief.rows))
    candidates: list[tuple[tuple[int, ...], int, int, Shown]] = []
    for rank, row in enumerate(rows):
        document_id = snapshot.chunks[row].document_id
        for place, shown in enumerate(_lines(row, snapshot, brief.evidence.confidence)):
            found = chosen.get((document_id, shown.sources[-1].start))
            if found:
                shown = Shown(shown.text, shown.sources, found[1].score)
            order = (0, found[0]) if found else (1, rank, place)
            candidates.append((order, rank, place, shown))
    left = tokens
    taken: dict[int, list[tuple[int, Shown]]] = {}
    told: set[tuple[tuple[str, int], ...]] = set()
    for _, rank, place, shown in sorted(candidates, key=lambda c: c[0]):
        document_id = snapshot.chunks[rows[rank]].document_id
        ranges = tuple((document_id, source.start) for source in shown.sources)
        cost = count_tokens(f"[{_LONGEST}.{_LONGEST}] {shown.text}\n")
        if rank not in taken:
            cost += count_tokens(f"{_head(rows[rank], _LONGEST, snapshot)}\n\n")
        if cost > left or ranges in told:
            continue
        left -= cost
        told.add(ranges)
        taken.setdefault(rank, []).append((place, shown))
    lines: dict[str, Shown] = {}
    blocks = {}
    for count, rank in enumerate(sorted(taken), start=1):
        row = rows[rank]
        block = [_head(row, count, snapshot)]
        for place, (_, shown) in enumerate(sorted(taken[rank], key=lambda t: t[0]), start=1):
            lines[f"{count}.{place}"] = shown
            block.append(f"[{count}.{place}] {shown.text}")
        blocks[count] = "\n".join(block)
    return Numbered(
        "\n\n".join(blocks[n] for n in _best_at_the_ends(len(blocks))), lines, tokens - left
    )


def _best_at_the_ends(count: int) -> list[int]:
    """1 to ``count``, the first at the beginning, the second at the end, and so on inwards."""
    return [*range(1, count + 1, 2), *reversed(range(2, count + 1, 2))]


def _lines(row: int, snapshot: Snapshot, score: float) -> Iterator[Shown]:
    """The sentences of a chunk, or the cells of its table row."""
    chunk = snapshot.chunks[row]
    document = snapshot.documents[chunk.document_id]
    if chunk.row is not None:
        whole = row_of(chunk, document)
        for cell in whole.cells:
            if cell.start == cell.end:
                continue
            reference = CellReference(row=whole.number, column=cell.column)
            words = f"{cell.column}: {document.text[cell.start : cell.end]}"
            yield Shown(_line(words), (Source(row, cell.start, cell.end, reference),), score)
        return
    for sentence in chunk.sentences:
        ranges = whole_sentence(document, sentence)
        words = ""
        for start, end in ranges:
            part = document.text[start:end]
            words += join(words, part) + part
        yield Shown(_line(words), tuple(Source(row, a, b) for a, b in ranges), score)


def _line(words: str) -> str:
    """``words`` on one line, without what no reader would see."""
    return " ".join(_UNSEEN.sub("", words).split())


def _head(row: int, count: int, snapshot: Snapshot) -> str:
    """The line above a passage: where it stands."""
    chunk = snapshot.chunks[row]
    document: Document = snapshot.documents[chunk.document_id]
    heading = heading_of(chunk)
    where = f"Passage {count} · {document.title} · p. {chunk.page}"
    return _line(f"{where} · {heading}" if heading else where)
