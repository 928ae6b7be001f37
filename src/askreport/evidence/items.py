"""`Item`: a sentence that may be evidence."""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """A sentence as evidence: its place, its probability, and its chunk's row in the snapshot.

    ``features`` are in the order of `features.FEATURES`; ``words`` are its terms, ``above``
    its headings', ``beside`` its neighbours'. ``clauses`` are its cosines with each
    part or clause of a question of several. A question makes some 400 of these, and a tuple is made
    six times as fast as a frozen dataclass.
    """

    row: int
    document_id: str
    start: int
    end: int
    score: float
    features: tuple[float, ...]
    block: int
    words: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    beside: tuple[frozenset[str], ...] = ()
    clauses: tuple[float, ...] = ()
    value: bool | None = None
    """Whether it holds a value of the kind asked for; ``None`` where that shows in no form."""
    read: float | None = None
    """Log odds, read together with the question, that it answers rather than nothing does."""
    pointed: float | None = None
    """Log odds, read so, that some words of it are the answer."""
    head: bool = False
    """Whether it is a heading, not a sentence of the passage."""

    @property
    def headed(self) -> frozenset[str]:
        """Its terms and its headings'."""
        return self.words | self.above

    @property
    def near(self) -> frozenset[str]:
        """These and its neighbours'."""
        return self.words.union(self.above, *self.beside)

    def scored(self, score: float, features: tuple[float, ...] | None = None) -> Item:
        """The same with another ``score``, and ``features``."""
        features = self.features if features is None else features
        return Item._make((*self[:4], score, features, *self[6:]))
