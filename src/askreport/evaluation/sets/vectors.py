"""Vectors of passages kept in a file, so that a public set is embedded once.

The file holds one record a text, ``BLAKE2b of the text (16 bytes), vector (float32)``, and is only
added to: a run that is stopped keeps what it had embedded, and sets that share texts share vectors.
One file an embedder.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from askreport.embedding.base import Embedder, Kind
from askreport.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from askreport.embedding.base import Vectors


class KeptEmbedder(Embedder):
    """``inner`` with its passage vectors kept in ``folder``; questions are embedded each time.

    Raises:
        UsageError: the folder cannot be written.
    """

    def __init__(self, inner: Embedder, folder: Path) -> None:
        self._inner = inner
        self.name = inner.name
        self.dimensions = inner.dimensions
        self.batch = inner.batch
        self.space = inner.space
        digest = hashlib.sha256(inner.fingerprint.encode()).hexdigest()[:12]
        self.path = folder / f"{inner.name.partition(':')[0]}-{digest}.vectors"
        self._shape = np.dtype([("key", "V16"), ("vector", "<f4", (inner.dimensions,))])
        try:
            folder.mkdir(parents=True, exist_ok=True)
            raw = self.path.read_bytes() if self.path.exists() else b""
            whole = len(raw) - len(raw) % self._shape.itemsize
            if whole < len(raw):  # stopped in the middle of a record
                with self.path.open("r+b") as file:
                    file.truncate(whole)
        except OSError as error:
            raise _unwritable(folder, error) from error
        records = np.frombuffer(raw[:whole], dtype=self._shape)
        self._rows = {key.tobytes(): row for row, key in enumerate(records["key"])}
        self._known: list[Vectors] = list(records["vector"])

    @property
    def fingerprint(self) -> str:
        """That of the embedder inside: the vectors are its."""
        return self._inner.fingerprint

    def embed_batch(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Vectors of ``texts``; of passages only those that are new are embedded."""
        if kind == "query":
            return self._inner.embed_batch(texts, kind)
        keys = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
        if new:
            self._keep(list(new), self._inner.embed_batch(list(new.values()), kind))
        return np.stack([self._known[self._rows[key]] for key in keys])

    def count_tokens(self, text: str) -> int:
        """As the embedder inside counts."""
        return self._inner.count_tokens(text)

    def _keep(self, keys: list[bytes], vectors: Vectors) -> None:
        records = np.zeros(len(keys), dtype=self._shape)
        records["key"] = np.array(keys, dtype="V16")
        records["vector"] = vectors
        try:
            with self.path.open("ab") as file:
                file.write(records.tobytes())
        except OSError as error:
            raise _unwritable(self.path.parent, error) from error
        for key, vector in zip(keys, records["vector"], strict=True):
            self._rows[key] = len(self._known)
            self._known.append(vector)


def _unwritable(folder: Path, error: OSError) -> UsageError:
    return UsageError(
        f"Vectors cannot be kept in {folder} ({error.strerror or error}); name another folder."
    )
