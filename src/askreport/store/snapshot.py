"""One index, whole and immutable: what a build writes and a service loads.

Files in the folder named by the index's id: ``documents.json`` and ``chunks.json`` (the records),
``chunks.faiss`` (a vector a chunk, its headings included), ``sentences.npy`` (half precision, a
vector a sentence and head of the chunks that have several; a lone sentence is its chunk),
``lexical.npz``.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np
from pydantic import TypeAdapter, ValidationError

from askreport.errors import IndexDamagedError, IndexMismatchError
from askreport.lexical import LexicalIndex
from askreport.records import Chunk, Document
from askreport.store.faiss_store import FaissStore
from askreport.store.manifest import IndexedFile, Manifest, checked, read_manifest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from askreport.embedding.base import Vectors
    from askreport.store.base import VectorStore

_DOCUMENTS = TypeAdapter(list[Document])
_CHUNKS = TypeAdapter(list[Chunk])


@dataclass(frozen=True)
class Snapshot:
    """Row numbers of ``store`` and ``lexical`` are positions in ``chunks``."""

    manifest: Manifest
    documents: dict[str, Document]
    chunks: list[Chunk]
    store: VectorStore
    sentence_vectors: Vectors
    lexical: LexicalIndex

    @cached_property
    def sentence_rows(self) -> list[range]:
        """For each chunk the rows of its sentences, then heads; empty for a lone sentence."""
        return sentence_rows(self.chunks)

    @cached_property
    def rows_by_document(self) -> dict[str, list[int]]:
        """For each document the rows of its chunks."""
        rows: dict[str, list[int]] = {name: [] for name in self.documents}
        for row, chunk in enumerate(self.chunks):
            rows[chunk.document_id].append(row)
        return rows

    def text_of(self, row: int) -> str:
        """The text of chunk ``row``, its headings in lines before it."""
        chunk = self.chunks[row]
        text = self.documents[chunk.document_id].text[chunk.start : chunk.end]
        return "\n".join((*chunk.trail, text))

    def vectors_of_sentences(self, row: int) -> Vectors:
        """Unit vectors of the sentences, then the heads, of chunk ``row``, (n, dimensions)."""
        rows = self.sentence_rows[row]
        if not len(rows):
            return self.store.vectors([row])
        found: Vectors = self.sentence_vectors[rows.start : rows.stop].astype(np.float32)
        return found


def sentence_rows(chunks: Sequence[Chunk]) -> list[range]:
    """See `Snapshot.sentence_rows`."""
    rows: list[range] = []
    next_row = 0
    for chunk in chunks:
        count = len(chunk.sentences) + len(chunk.heads)
        count = count if count > 1 else 0
        rows.append(range(next_row, next_row + count))
        next_row += count
    return rows


def pack(
    documents: Sequence[Document],
    chunks: Sequence[Chunk],
    chunk_vectors: Vectors,
    sentence_vectors: Vectors,
    lexical: LexicalIndex,
) -> dict[str, bytes]:
    """The files of an index by name, as bytes."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        terms=np.array(json.dumps(list(lexical.vocabulary), ensure_ascii=False)),
        starts=lexical.starts,
        rows=lexical.rows,
        weights=lexical.weights,
        idf=lexical.idf,
        size=np.array(lexical.size),
    )
    sentences = io.BytesIO()
    np.save(sentences, sentence_vectors.astype(np.float16))
    return {
        "documents.json": _DOCUMENTS.dump_json(list(documents)),
        "chunks.json": _CHUNKS.dump_json(list(chunks)),
        "chunks.faiss": FaissStore.build(chunk_vectors).dump(),
        "sentences.npy": sentences.getvalue(),
        "lexical.npz": buffer.getvalue(),
    }


def described(files: dict[str, bytes]) -> dict[str, IndexedFile]:
    """Checksums and sizes of ``files``, as the manifest keeps them."""
    return {
        name: IndexedFile(sha256=hashlib.sha256(raw).hexdigest(), bytes=len(raw))
        for name, raw in files.items()
    }


def load_snapshot(index: Path, embedder: str | None = None) -> Snapshot:
    """Load and check the index in folder ``index``.

    ``embedder`` is the fingerprint of the embedder that questions will be embedded with; ``None``
    leaves it unchecked (for what needs no vectors).

    Raises:
        IndexMissingError, IndexDamagedError, IndexMismatchError: see their docstrings.
    """
    manifest = read_manifest(index)
    try:
        return _load(index, manifest, embedder)
    except IndexDamagedError:
        # A build may have replaced the index between the manifest and its files.
        again = read_manifest(index)
        if again == manifest:
            raise
        return _load(index, again, embedder)


def _load(index: Path, manifest: Manifest, embedder: str | None) -> Snapshot:
    if embedder is not None and manifest.embedder != embedder:
        raise IndexMismatchError(
            f"The index in {index} was built with the embedder {manifest.embedder!r}, and this run "
            f"uses {embedder!r}; rebuild with: askreport index --rebuild (or choose the other "
            "embedder with ASKREPORT_EMBEDDER)"
        )
    try:
        documents = _DOCUMENTS.validate_json(checked(index, manifest, "documents.json"))
        chunks = _CHUNKS.validate_json(checked(index, manifest, "chunks.json"))
        sentences = np.load(io.BytesIO(checked(index, manifest, "sentences.npy")))
        with np.load(io.BytesIO(checked(index, manifest, "lexical.npz"))) as packed:
            terms = json.loads(str(packed["terms"]))
            lexical = LexicalIndex(
                {term: number for number, term in enumerate(terms)},
                packed["starts"],
                packed["rows"],
                packed["weights"],
                packed["idf"],
                int(packed["size"]),
            )
    except (ValidationError, ValueError, KeyError, OSError, BadZipFile, zlib.error) as error:
        raise IndexDamagedError(
            f"The index in {index} does not hold what this version expects "
            f"({type(error).__name__}); rebuild with: askreport index --rebuild"
        ) from error
    raw = checked(index, manifest, "chunks.faiss")
    store = FaissStore.load(raw, len(chunks), manifest.dimensions)
    return Snapshot(manifest, {d.id: d for d in documents}, chunks, store, sentences, lexical)
