"""A fake embedder: character pairs hashed into a vector. For tests and for machines with no model.

Shipped beside the seam it stands for. It knows no meaning: texts are near when they share
characters. No package is needed, so an index can be built and served anywhere, less well.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from askreport.embedding.base import Embedder, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.embedding.base import Vectors


class HashedEmbedder(Embedder):
    """Feature hashing of character pairs (Weinberger et al. 2009, arXiv:0902.2206)."""

    name = "hashed"
    dimensions = 256
    batch = 256

    @property
    def fingerprint(self) -> str:
        """Fixed: the function has no parameters."""
        return f"hashed:pairs:{self.dimensions}"

    def embed_batch(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Signed counts of hashed pairs; questions and passages alike."""
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            folded = "".join(text.casefold().split())
            for i in range(max(1, len(folded) - 1)):
                digest = hashlib.blake2b(folded[i : i + 2].encode(), digest_size=4).digest()
                value = int.from_bytes(digest, "little")
                out[row, value % self.dimensions] += 1.0 if value & (1 << 31) else -1.0
        return out

    def count_tokens(self, text: str) -> int:
        """About one token for two characters, without any tokenizer."""
        return (len(text) + 1) // 2
