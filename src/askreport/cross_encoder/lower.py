"""The lower layers of the bundled embedder: what they make of a text by itself, kept.

They are as they came; what reads texts together (`askreport.cross_encoder.encoder`) goes on from
there, and several such readers share one of these.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from askreport.cross_encoder.engine_file import EngineFile, bundled_file
from askreport.cross_encoder.transformer import Layer, normalised, through
from askreport.cross_encoder.unigram import Unigram

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Halves = NDArray[np.float16]

SENTENCE_TOKENS: Final = 64
"""Of a sentence, with the two special ones; of a longer one the beginning is read."""
QUESTION: Final = "query: "
"""What the model's questions begin with; its passages begin with another word, which the sentences
here go without."""
SHARED: Final = 5
"""Layers that all readers share; what they learnt is above these."""
QUESTIONS_KEPT: Final = 64
"""Questions whose states are kept, for the readers of one to share them."""
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
        positions = file.vector("emb.pos").reshape(-1, file.width)
        self._positions = positions + file.vector("emb.type")[: file.width]
        self.begun = 1 + len(self.pieces(QUESTION))
        """Tokens before a question's own."""
        self.places = len(positions)
        """Tokens of the longest text, with the two special ones."""
        self._normal = (
            file.vector("emb.ln.w")[:, None],
            file.vector("emb.ln.b")[:, None],
            np.float32(file.epsilon),
        )
        self._kept: OrderedDict[str, Halves] = OrderedDict()
        self._asked: OrderedDict[tuple[int, ...], Floats] = OrderedDict()

    @classmethod
    def shared(cls) -> LowerLayers | None:
        """Those of the bundled embedder, one for the process; ``None`` where it is not there.

        Raises:
            OSError, ValueError: its file is missing or damaged.
        """
        path = bundled_file()
        return None if path is None else _opened(path)

    def pieces(self, text: str) -> list[int]:
        """The tokens of ``text``, without the special ones."""
        return self._unigram.pieces(text)

    def pieces_of_question(self, text: str) -> list[int]:
        """The same of a question, with what the model's questions begin with."""
        return self.pieces(QUESTION + text)

    def spans_in_question(self, text: str, parts: Sequence[str]) -> list[tuple[int, int] | None]:
        """Of ``parts`` in their order in the question: which rows of its states are theirs.

        ``None`` for one that does not stand there.
        """
        # One row is the beginning's.
        found = self._unigram.spans(QUESTION + text, parts)
        return [span and (span[0] + 1, span[1] + 1) for span in found]

    def length(self, text: str) -> int:
        """How many tokens ``text`` has, without the special ones."""
        return len(self._unigram.pieces(text))

    def of_questions(self, ids: Sequence[list[int]]) -> list[Floats]:
        """The states of questions by their `pieces_of_question`, (tokens, width) each, made anew in
        one pass and kept for `of_question`."""
        states = self.below_each(ids)
        for key, state in zip(map(tuple, ids), states, strict=True):
            self._asked.pop(key, None)
            self._asked[key] = state
        while len(self._asked) > QUESTIONS_KEPT:
            self._asked.popitem(last=False)
        return states

    def of_question(self, text: str, most: int) -> Floats:
        """The states of a question, (tokens, width), as they were last made: of one with over
        ``most`` tokens the end, where it asks."""
        ids = self.pieces_of_question(text)
        if len(ids) > most - 2:
            begun = len(self.pieces(QUESTION))
            return self.below(ids[:begun] + ids[begun + 2 - most :])
        state = self._asked.get(tuple(ids))
        return self.below(ids) if state is None else state

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
        return self.below_each([ids])[0]

    def below_each(self, texts: Sequence[list[int]]) -> list[Floats]:
        """The same of several texts in one pass, where the last bits do not matter: a pass reads
        all the layers' numbers, which for short texts is most of its time."""
        given = [[self.file.begin, *ids, self.file.end] for ids in texts]
        ends = np.cumsum([len(ids) for ids in given])
        spans = [(int(end) - len(ids), int(end)) for ids, end in zip(given, ends, strict=True)]
        words = self.file.words([i for ids in given for i in ids])
        places = np.concatenate([self._positions[: len(ids)] for ids in given])
        x = normalised((words + places).T, *self._normal).T
        x = through(self._layers, x, spans)
        return [x[a:b] for a, b in spans]


@lru_cache(maxsize=1)
def _opened(path: Path) -> LowerLayers:
    return LowerLayers(EngineFile(path), SHARED)
