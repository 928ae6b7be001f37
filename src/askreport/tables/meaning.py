"""Whether a question means the table, or the text that speaks of the same things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.reading.language import language_of
from askreport.tables.selection import NEGATIVE

if TYPE_CHECKING:
    from askreport.retrieval import Retrieval
    from askreport.store.snapshot import Snapshot
    from askreport.tables.meant import Meant
    from askreport.tables.selection import Selection

_CERTAIN: Final = 0.8
"""From this confidence on, the reading alone decides."""
_PROBABLE: Final = 0.49
"""From here on it decides if the rows are not far behind the text. Of 326 dev questions on the text
one is read with more than .54, and that one names the table."""
_POSSIBLE: Final = 0.2
"""From here on it is believed only if plain retrieval, too, mostly finds rows."""
_PERHAPS: Final = 0.3
"""From here on it is believed where the text has no answer."""
_NOT_ELSEWHERE: Final = 0.1
"""From here on it is believed that it lacks what is asked, where the text lacks the very name."""
_NAMED: Final = 0.7
"""How sure the name is that a row is found by then."""
_OF_TEXT: Final = 0.85
"""How surely a question must have been read to be one on the table, where its words are not. Of
dev's questions on the text none that selects rows is read with .5, of its table half with this."""
_UNKNOWN: Final = 0.5
_ABSENT: Final = 0.85
"""The same where its words ask for no column, and where they name what the table has not."""
_READ: Final = 0.95
_LOST: Final = 0.08
_LEAST: Final = 0.6
"""The same where its words are understood: less for each that had no part in it."""
_CLEAR: Final = 0.9
"""Confidence from which on what its words say stands."""
_DECLINED: Final = 0.65
_HARDLY: Final = 0.75
_INSTEAD: Final = 0.8
"""The same where the text has no answer, hardly one, and where words mean rows as well. Of dev's
questions on the text the surest is read with .67, of those on the table the least sure with .84."""
_NOTHING: Final = 0.7
"""How surely it must have been read to want what no column has, for its words to mean no row. Of
317 questions of a writer who was held back, half of them such, that tells 137 and no other."""
WEAK: Final = 0.3
"""Strength of the text's evidence (`Evidence.strength`) under which rows may be meant."""
_BEHIND: Final = -0.06
_HARDLY_BEHIND: Final = -0.025
"""How far the best selected row's cosine may be behind the best sentence's of the text. Of dev's
questions on the table .99 and .91 are no farther behind, of those on the text .38 and .02."""
_RECOGNISED: Final = 0.9
_MANY: Final = 0.5
"""Share of the passages found that are rows."""


def means_table(selection: Selection, retrieval: Retrieval, snapshot: Snapshot) -> bool:
    """Whether the question that ``selection`` was read from is one about its table.

    Chosen on the dev cases and the hand-written questions of ``tests/questions_on_tables.py``; the
    confidence is `confidence.confidence`.
    """
    sure = selection.confidence
    if selection.operation == "none_listed" and not _recognised(selection):
        # What is not in the table may be in the text, unless the table itself was asked.
        return sure >= _CERTAIN
    if sure >= _CERTAIN or _only_in_table(selection):
        return True
    if sure >= _PROBABLE:
        return _lead(selection, retrieval, snapshot) >= _BEHIND
    rows = sum(snapshot.chunks[one.row].row is not None for one in retrieval.found)
    return (
        sure >= _POSSIBLE
        and rows >= _MANY * max(1, len(retrieval.found))
        and _lead(selection, retrieval, snapshot) >= _HARDLY_BEHIND
    )


def _only_in_table(selection: Selection) -> bool:
    """Whether it asks of one row what no column tells, and the row's name is nowhere in the text.

    What the text has on other things is no answer then.
    """
    return (
        selection.operation == "not_a_column"
        and selection.confidence >= _NOT_ELSEWHERE
        and selection.elsewhere == 0
        and len(selection.rows) == 1
        and all(c.exact and c.values for c in selection.conditions)
    )


def surely_table(selection: Selection) -> bool:
    """Whether the question, whatever else was found, is answered from rows of its table."""
    return selection.confidence >= _CERTAIN


def perhaps_table(selection: Selection) -> bool:
    """Whether rows answer a question that the text does not: it names what a cell holds."""
    named = any(c.score >= _NAMED and c.values and not c.negated for c in selection.conditions)
    return selection.confidence >= _PERHAPS and selection.operation not in NEGATIVE and named


def is_clear(selection: Selection) -> bool:
    """Whether what a question's words select stands, however else it may be read."""
    sure = selection.confidence >= _CLEAR or bool(selection.further)
    return sure and selection.operation not in NEGATIVE


def takes_over(meant: Meant, selection: Selection, *, of_table: bool) -> bool:
    """Whether rows are taken as the question was read, and not by its words (``selection``).

    ``of_table``: the words mean a table, and are not clear (`is_clear`).
    """
    if meant.selection is None or meant.selection.operation in NEGATIVE:
        return False
    if not of_table:
        return meant.sure >= _OF_TEXT
    if selection.operation == "not_a_column":
        return meant.sure >= _UNKNOWN
    if selection.operation == "none_listed":
        return meant.sure >= _ABSENT
    return meant.sure >= max(_LEAST, _READ - _LOST * len(selection.ignored))


def stands_in(meant: Meant, *, declined: bool, instead: bool = False) -> bool:
    """Whether rows, as the question was read, answer where the text does not, or hardly does.

    ``instead``: by its words others may be meant.
    """
    if meant.selection is None or meant.selection.operation in NEGATIVE:
        return False
    if instead:
        return meant.sure >= _INSTEAD
    if not set(meant.intent.signs) - {"~"}:
        return meant.sure >= _OF_TEXT  # no name in it is to be in a row, or not to be
    return meant.sure >= (_DECLINED if declined else _HARDLY)


def rules_out(meant: Meant | None) -> bool:
    """Whether a question was read to want what no column has, though its words may mean rows."""
    return meant is not None and meant.intent.heads["want"]["x"] >= _NOTHING


def in_table(question: str) -> str:
    """``question`` as one on the table, said so."""
    return f"表里，{question}" if language_of(question) == "zh" else f"In the table: {question}"


def _lead(selection: Selection, retrieval: Retrieval, snapshot: Snapshot) -> float:
    """The best selected row's cosine less that of the best sentence found in the text.

    Where nothing is selected, the best row's that was found.
    """
    found = {one.row: max(one.sentence_scores) for one in retrieval.found}
    text = [score for row, score in found.items() if snapshot.chunks[row].row is None]
    rows = [
        float((snapshot.vectors_of_sentences(row) @ retrieval.vector).max())
        for row in selection.chunks
    ] or [score for row, score in found.items() if snapshot.chunks[row].row is not None]
    return max(rows, default=-1.0) - max(text, default=0.0)


def _recognised(selection: Selection) -> bool:
    """Whether what the table lacks is surely something of its kind: a country, not any words."""
    return all(c.values or c.score >= _RECOGNISED for c in selection.conditions)
