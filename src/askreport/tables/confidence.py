"""How surely a question is about a table.

A logistic score of what can be seen: words for tables, the caption's words, words for columns,
names that stand in cells, and above all how much of the question is left that the table does not
explain. The weights were set by hand on questions of both sorts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from askreport.lexical import terms
from askreport.tables import wording
from askreport.tables.bodies import has_kinds
from askreport.tables.leftover import leftover, unexplained

if TYPE_CHECKING:
    from askreport.tables.reading import Reading


def confidence(reading: Reading, *, combined: bool) -> float:
    """Probability (0..1) that the question is about the reading's table.

    ``combined``: a row meets several conditions at once, which hardly happens by chance.
    """
    table = reading.table
    listing = reading.says(wording.LISTING)
    caption = _caption(reading)
    spoken = {word.column for word in reading.words}
    own, other = table.key.index in spoken, bool(spoken - {table.key.index})
    numbers = {c.index for c in table.columns if c.kind == "number"}
    reckoned = bool(spoken & numbers) and (
        reading.superlative is not None or reading.says(wording.TOTAL) or reading.says(wording.MEAN)
    )
    best = max((d.score * (1.0 if d.exact else 0.8) for d in reading.drafts), default=0.0)
    several = len(reading.drafts) > 1
    looked_up = bool(reading.looked_up)
    alone = looked_up and elsewhere(reading) == 0
    joint = several and combined and reading.joint
    kinds = own and has_kinds(reading)
    numbered = _numbered(reading, own=own, other=other)
    meant = listing or alone or caption > 0.2
    logit = (
        -2.4
        + 3.0 * listing
        + 2.5 * min(1.0, 2.5 * caption)
        + 1.4 * own
        + 1.2 * other
        + 1.8 * best
        + 1.2 * reckoned
        + 0.9 * several
        + 0.9 * combined
        + 0.6 * (looked_up and other)
        + 1.2 * alone
        + 1.3 * _own_words(reading)
        + 0.8 * bool(reading.strange and meant)
        + 0.6 * bool(reading.drafts and (_related(reading) or joint))
        + 1.0 * (own and other)
        + 0.8 * (reading.superlative is not None and other)
        - (0.5 if listing or alone else 1.2) * min(2, len(reading.aside))
        - _MANY * max(0, _left(reading, meant=meant) - _FEW)
        - (4.0 if alone else 6.0 if reading.drafts else 9.0) * _rest(reading, meant=meant)
        - 2.0 * (reading.names_only and not reading.asked)
        - 1.0 * (reading.foreign is not None and not meant)
        + 0.5 * numbered
        - 1.5 * (not reading.drafts and not reading.strange and not (meant or kinds or numbered))
    )
    return 1.0 / (1.0 + math.exp(min(_LEAST, -logit)))


def _related(reading: Reading) -> bool:
    return reading.says(wording.RELATION) or reading.says(wording.MADE)


_LEAST: Final = 50.0
"""Of a question of thousands of words the exponent would overflow."""
_FEW: Final = 6
_MANY: Final = 0.15
"""For each character over `_FEW` that a table does not explain: long stories are about the text."""


def _numbered(reading: Reading, *, own: bool, other: bool) -> bool:
    """Whether it asks for rows with so many values, or values with so many rows."""
    if own and other and reading.others_asked and reading.says(wording.HAVING):
        return True
    return own and reading.says(wording.SEVERAL)


def _left(reading: Reading, *, meant: bool) -> int:
    return sum(
        len(word) for word in leftover(_spoken(reading, meant=meant), reading.table.said_of_itself)
    )


def _rest(reading: Reading, *, meant: bool) -> float:
    """The share of the question that nothing explains."""
    return unexplained(_spoken(reading, meant=meant), reading.table.said_of_itself)


def _spoken(reading: Reading, *, meant: bool) -> str:
    """The question without what is known of it.

    What is asked about a row and stands in no column counts only where no table is meant.
    """
    if meant and reading.foreign:
        return reading.unspoken.replace(reading.foreign, " ")
    return reading.unspoken


def _own_words(reading: Reading) -> bool:
    """Whether a column that the question speaks of is called by words of no text but the table."""
    lexical, rows = reading.table.lexical, len(reading.table.chunks)
    for column in {word.column for word in reading.words}:
        said = [t for t in terms(reading.table.columns[column].name) if len(t) > 1]
        if said and all(lexical.frequency(term) <= rows for term in said):
            return True
    return False


def _caption(reading: Reading) -> float:
    """The share of the caption's telling terms that the question has."""
    weights = reading.table.caption_terms
    said = set(terms(reading.masked))
    total = sum(weights.values())
    return sum(w for term, w in weights.items() if term in said) / total if total else 0.0


def elsewhere(reading: Reading) -> int:
    """Chunks of text, not rows, that hold the rarest word of a row that the question names."""
    table = reading.table
    most = 0
    for draft in reading.looked_up:
        words = terms(table.key.values[draft.values[0]])
        words = [w for w in words if len(w) > 1 and w in table.lexical.vocabulary]
        if words:
            rare = min(words, key=table.lexical.frequency)
            own = sum(rare in said for said in table.words)
            most = max(most, table.lexical.frequency(rare) - own)
    return most
