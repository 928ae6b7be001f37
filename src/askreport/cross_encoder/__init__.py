"""A cross-encoder: question and sentences read together, in NumPy, with the embedder's own weights.

::

    vocabulary    the pieces of a vocabulary by their beginnings
    engine_file   the model file of the bundled embedder
    unigram       text -> pieces of its vocabulary
    transformer   an encoder layer
    lower         a text by itself through the lower layers, kept
    encoder       CrossEncoder: a question and sentences -> a score each, and one for none
    text_encoder  TextEncoder: questions and passages -> their vectors
    statement_reader  StatementReader: a statement and what it cites -> odds that they say it
    question_reader  QuestionReader: a question alone -> odds that a text on its subject answers it
"""

from askreport.cross_encoder.encoder import CrossEncoder, Reading
from askreport.cross_encoder.question_reader import QuestionReader
from askreport.cross_encoder.statement_reader import StatementReader
from askreport.cross_encoder.text_encoder import TextEncoder
from askreport.errors import UsageError

__all__ = [
    "CrossEncoder",
    "QuestionReader",
    "Reading",
    "StatementReader",
    "TextEncoder",
    "load_reader",
]


def load_reader(name: str) -> CrossEncoder | None:
    """What the setting ``reranker`` names: ``bundled``, or ``none``.

    ``None`` too where the bundled embedder, whose weights it has, is not installed.

    Raises:
        UsageError: it is neither.
    """
    if name not in ("bundled", "none"):
        raise UsageError(f"Unknown reranker {name!r}. Set ASKREPORT_RERANKER to bundled or none.")
    return CrossEncoder.open() if name == "bundled" else None
