"""The lower layers of the bundled embedder: what they make of a text by itself, kept.

They are as they came; what reads texts together (`askreport.cross_encoder.encoder`) goes on from
there, and several such readers share one of these.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

import numpy as np

from askreport.cross_encoder.transformer import Layer, normalised
from askreport.cross_encoder.unigram import Unigram

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from askreport.cross_encoder.engine_file import EngineFile

    Floats = NDArray[np.float32]
    Halves = NDArray[np.float16]

SENTENCE_TOKENS: Final = 64
"""Of a sentence, with the two special ones; of a longer one the beginning is read."""
MOST_TOKENS: Final = 128
"""Of any text that is read by itself."""
KEPT: Final = 2_000
"""Sentences whose states are kept: about 27 kB each."""


class LowerLayers:
    """The first ``count`` layers of ``file``. ``turn`` is held by whoever reads."""

    def __init__(self, file: EngineFile, count: int) -> None:
        self.file = file
        self.count = count
        self.turn = threading.Lock()
        self._unigram = Unigram(file)
        self._layers = [Layer.of(file, number) for number in range(count)]
        positions = file.vector("emb.pos").reshape(-1, file.width)[:MOST_TOKENS]
        self._positions = positions + file.vector("emb.type")[: file.width]
        self._normal = (
            file.vector("emb.ln.w"),
            file.vector("emb.ln.b"),
            np.float32(file.epsilon),
        )
        self._kept: OrderedDict[str, Halves] = OrderedDict()

    def pieces(self, text: str) -> list[int]:
        """The tokens of ``text``, without the special ones."""
        return self._unigram.pieces(text)

    def length(self, text: str) -> int:
        """How many tokens ``text`` has, without the special ones."""
        return len(self._unigram.pieces(text))

    def of_question(self, text: str, most: int) -> Floats:
        """The states of a question, (tokens, width): of a longer one the end, where it asks."""
        return self.below(self.pieces(text)[2 - most :])

    def of_sentence(self, text: str, left: int) -> Floats | None:
        """The states of a sentence, kept or new; ``None`` where it has over ``left`` tokens."""
        state = self._kept.pop(text, None)
        if state is None:
            ids = self.pieces(text)[: SENTENCE_TOKENS - 2]
            if len(ids) + 2 > left:
                return None
            state = self.below(ids).astype(np.float16)
        self._kept[text] = state
        return state.astype(np.float32) if len(state) <= left else None

    def forget(self) -> None:
        """Keep no more than `KEPT`, those last asked for."""
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def below(self, ids: list[int]) -> Floats:
        """A text's tokens, without the special ones, through the layers, (tokens + 2, width).

        Each by itself: in one product with others the last bits would hang on which others, and
        the same question would be told another confidence once its sentences are kept.
        """
        ids = [self.file.begin, *ids, self.file.end]
        x = normalised(self.file.words(ids) + self._positions[: len(ids)], *self._normal)
        for layer in self._layers:
            x = layer(x, [(0, len(x))])
        return x
