"""A statement and the words that it cites, read together: how surely they say it.

The same layers as for questions (`askreport.cross_encoder.encoder`), learnt on true statements in
other words and on false ones (``entailment.npz``; ``evals/reader/``).
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from askreport.cross_encoder.encoder import CrossEncoder, loading, stored
from askreport.cross_encoder.lower import SENTENCE_TOKENS, LowerLayers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WEIGHTS: Final = Path(__file__).parent / "entailment.npz"
TOKENS: Final = 320
"""Of a statement with its quotes."""
_CHARACTERS: Final = 6 * TOKENS
"""Of both; of more nothing is read. A token of English is some four."""
_PART: Final = re.compile(r"[^，,；;。！？!?：:、\s]*[，,；;。！？!?：:、\s]*")


class StatementReader:
    """Reads statements with their quotes. Threads may share it.

    The weights are loaded with the first one, since quoted answers need none.
    """

    def __init__(self, lower: LowerLayers, weights: Path | None = None) -> None:
        """``weights``: others than those that come with the package."""
        self._lower = lower
        self._weights = weights

    @cached_property
    def encoder(self) -> CrossEncoder:
        """The layers with what they learnt of statements.

        Raises:
            RerankerUnavailableError: the weights are missing or damaged.
        """
        with loading():
            return CrossEncoder(self._lower, stored(self._weights or WEIGHTS), TOKENS)

    def odds(self, statement: str, quotes: Sequence[str]) -> float | None:
        """The logarithm of the odds that ``quotes`` say ``statement``, all of it.

        One that is longer than what is read at once counts as its unlikeliest piece. ``None`` where
        there is nothing to read, or more than is read.

        Raises:
            RerankerUnavailableError: the weights are missing or damaged.
        """
        if len(statement) + sum(map(len, quotes)) > _CHARACTERS:
            return None
        lower, encoder = self._lower, self.encoder
        with lower.turn:
            pieces = pieces_of(statement, lower.length)
            cited = [piece for quote in quotes for piece in pieces_of(quote, lower.length)]
            lengths = [lower.length(piece) + 2 for piece in (*pieces, *cited)]
            cut_off = any(length > SENTENCE_TOKENS for length in lengths[: len(pieces)])
            if not pieces or not cited or cut_off or sum(lengths) > TOKENS:
                return None
            told = [lower.of_sentence(piece, TOKENS) for piece in (*pieces, *cited)]
            states = [state for state in told if state is not None]
            lower.forget()
            quoted = states[len(pieces) :]
            return min(encoder.together([one, *quoted]).none for one in states[: len(pieces)])


def pieces_of(text: str, length: Callable[[str], int]) -> list[str]:
    """``text`` as it is read: at once, or a long one cut between clauses."""
    if length(text) <= SENTENCE_TOKENS - 2:
        return [text] if text.strip() else []
    found: list[str] = []
    current = ""
    for part in _PART.findall(text):
        if current and length(current + part) > SENTENCE_TOKENS - 2:
            found.append(current)
            current = ""
        current += part
    return [piece for piece in (*found, current) if piece.strip()]
