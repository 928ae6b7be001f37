"""Corpus to index: read, chunk, embed what is new, write beside the old index, swap.

Content-addressed: a text whose words and embedder are the same keeps its vector from the index
before, so a rebuild embeds only what changed. The swap is one `os.replace` of the manifest; a
build that is killed leaves the old index serving and a ``.building-…`` folder that the next build
clears away.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pydantic import TypeAdapter

from askreport import __version__
from askreport.chunking import VERSION as CHUNKING_VERSION
from askreport.chunking import ChunkSizes, chunk_document, context_of
from askreport.errors import IndexWriteError
from askreport.lexical import LexicalIndex
from askreport.reading import corpus_files, read_document
from askreport.records import Chunk, Document
from askreport.store.manifest import FORMAT, NAME, IndexedDocument, Manifest, read_manifest
from askreport.store.snapshot import Snapshot, described, load_snapshot, pack

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.embedding.base import Embedder, Vectors

Progress = Callable[[str, int, int], None]
"""Called with (step, done, in all)."""

_RECORDS = TypeAdapter(tuple[list[Document], list[Chunk]])


@dataclass(frozen=True, slots=True)
class Plan:
    """What an index of a corpus holds before anything is embedded.

    ``texts`` are what is embedded: the chunks with their headings, then the sentences of the
    chunks that have several.
    """

    documents: list[Document]
    chunks: list[Chunk]
    texts: list[str]
    index_id: str
    corpus_sha256: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: ``embedded`` of ``texts`` were new."""

    manifest: Manifest
    embedded: int
    texts: int
    unchanged: bool


def plan(paths: Sequence[Path], embedder: Embedder, sizes: ChunkSizes | None = None) -> Plan:
    """Read and chunk the corpus; nothing is embedded or written.

    The id covers the documents' structure, the chunks, the embedder and the format, so an index of
    that id needs no rebuild.

    Raises:
        CorpusError: a file cannot be read.
    """
    sizes = sizes or ChunkSizes()
    documents = [read_document(path) for path in corpus_files(paths)]
    chunks = [c for d in documents for c in chunk_document(d, embedder.count_tokens, sizes)]
    texts = _texts(documents, chunks)
    records = _RECORDS.dump_json((documents, chunks))
    key = f"{FORMAT}|{CHUNKING_VERSION}|{sizes.most}|{embedder.fingerprint}|".encode()
    return Plan(
        documents,
        chunks,
        texts,
        hashlib.sha256(key + records).hexdigest()[:16],
        corpus_checksum([(d.source, d.sha256) for d in documents]),
    )


def corpus_checksum(files: Sequence[tuple[str, str]]) -> str:
    """One checksum of several files' names and checksums, whatever their order."""
    listing = "\n".join(f"{sha}  {name}" for name, sha in sorted(files))
    return hashlib.sha256(listing.encode()).hexdigest()


def build(
    paths: Sequence[Path],
    index: Path,
    embedder: Embedder,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    sizes: ChunkSizes | None = None,
) -> Built:
    """Bring the index in folder ``index`` up to date with the corpus ``paths``.

    ``rebuild`` embeds everything anew and replaces an index that cannot be read.

    Raises:
        CorpusError: a corpus file cannot be read; the old index stays.
        IndexWriteError: the folder cannot be written or the disk is full; the old index stays.
        IndexUnavailableError: the old index is damaged or another's, and ``rebuild`` is not given.
    """
    tell = progress or (lambda *_: None)
    sizes = sizes or ChunkSizes()
    tell("reading", 0, 1)
    made = plan(paths, embedder, sizes)
    tell("reading", 1, 1)
    old = None if rebuild else _previous(index, embedder)
    if old is not None and old.manifest.index_id == made.index_id:
        with _written(index):
            _clear_dead(index)
        return Built(old.manifest, 0, len(made.texts), unchanged=True)
    vectors, embedded = _embed(made.texts, embedder, _known(old), tell)
    count = len(made.chunks)
    tell("writing", 0, 1)
    lexical = LexicalIndex.build(made.texts[:count])
    files = pack(made.documents, made.chunks, vectors[:count], vectors[count:], lexical)
    manifest = Manifest(
        format=FORMAT,
        index_id=made.index_id,
        folder=_free_folder(index, made.index_id),
        askreport=__version__,
        corpus_sha256=made.corpus_sha256,
        documents=tuple(
            IndexedDocument(
                id=d.id,
                source=d.source,
                sha256=d.sha256,
                chunks=sum(c.document_id == d.id for c in made.chunks),
            )
            for d in made.documents
        ),
        chunking=(CHUNKING_VERSION, sizes.most),
        embedder=embedder.fingerprint,
        embedder_name=embedder.name,
        dimensions=embedder.dimensions,
        chunks=count,
        sentences=len(vectors) - count,
        files=described(files),
    )
    _write(index, manifest, files)
    tell("writing", 1, 1)
    return Built(manifest, embedded, len(made.texts), unchanged=False)


def _texts(documents: Sequence[Document], chunks: Sequence[Chunk]) -> list[str]:
    by_id = {d.id: d for d in documents}
    texts = [context_of(chunk, by_id[chunk.document_id]) for chunk in chunks]
    for chunk in chunks:
        units = (*chunk.sentences, *chunk.heads)
        if len(units) > 1:
            text = by_id[chunk.document_id].text
            texts += [text[s.start : s.end] for s in units]
    return texts


def _previous(index: Path, embedder: Embedder) -> Snapshot | None:
    """The index there is; ``None`` without one or of another embedder (all is new then).

    Raises:
        IndexUnavailableError: it is damaged or of another format; only ``rebuild`` passes that.
    """
    with _written(index):
        if not (index / NAME).exists():
            return None
    if read_manifest(index).embedder != embedder.fingerprint:
        return None
    return load_snapshot(index)


def _known(old: Snapshot | None) -> dict[str, Vectors]:
    """The vectors of the old index by the text that they are of."""
    if old is None:
        return {}
    texts = _texts(list(old.documents.values()), old.chunks)
    count = len(old.chunks)
    vectors = np.vstack([old.store.vectors(range(count)), old.sentence_vectors.astype(np.float32)])
    return dict(zip(texts, vectors, strict=True))


def _embed(
    texts: Sequence[str], embedder: Embedder, known: dict[str, Vectors], tell: Progress
) -> tuple[Vectors, int]:
    new = [text for text in dict.fromkeys(texts) if text not in known]
    tell("embedding", 0, max(1, len(new)))
    made = embedder.embed(new, "passage", lambda done, total: tell("embedding", done, total))
    tell("embedding", max(1, len(new)), max(1, len(new)))
    all_known = known | dict(zip(new, made, strict=True))
    out = np.zeros((len(texts), embedder.dimensions), dtype=np.float32)
    for row, text in enumerate(texts):
        out[row] = all_known[text]
    return out, len(new)


@contextmanager
def _written(index: Path) -> Iterator[None]:
    """Say what to do where the index folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise IndexWriteError(
            f"The index cannot be written to {index} ({error.strerror or error}); free space, make "
            "the folder writable, or name another with ASKREPORT_INDEX. The old index was kept."
        ) from error


def _free_folder(index: Path, index_id: str) -> str:
    """A name that no folder there has: a rebuild may give the id of the index that now serves."""
    names = (index_id, *(f"{index_id}-{number}" for number in range(1, 1000)))
    with _written(index):
        return next(name for name in names if not (index / name).exists())


def _write(index: Path, manifest: Manifest, files: dict[str, bytes]) -> None:
    """Write the files beside the old ones, then replace the manifest."""
    building = index / f".building-{os.getpid()}"
    staged = index / f".{NAME}.{os.getpid()}"
    final = index / manifest.folder
    with _written(index):
        index.mkdir(parents=True, exist_ok=True)
        _clear_dead(index)
        other = next(index.glob(".building-*"), None)
        if other is not None:
            raise IndexWriteError(
                f"Another build (process {other.name.rpartition('-')[2]}) is writing to {index}; "
                "wait until it has ended, then run again: askreport index (remove "
                f"{other.name} first if that process is gone)"
            )
        try:
            building.mkdir()
            for name, raw in files.items():
                _write_file(building / name, raw)
            _write_file(staged, manifest.model_dump_json(indent=1).encode() + b"\n")
            building.replace(final)
            staged.replace(index / NAME)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            shutil.rmtree(final, ignore_errors=True)
            staged.unlink(missing_ok=True)
            raise
    _clear_old(index, manifest.folder)


def _write_file(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _clear_dead(index: Path) -> None:
    """Remove what killed builds left behind."""
    for path in index.glob(".building-*"):
        if not _alive(path.name.rpartition("-")[2]):
            shutil.rmtree(path, ignore_errors=True)
    for path in index.glob(f".{NAME}.*"):
        if not _alive(path.name.rpartition(".")[2]):
            path.unlink(missing_ok=True)


def _alive(pid: str) -> bool:
    if not pid.isdigit() or int(pid) == os.getpid():
        return False
    if sys.platform == "win32":
        return True  # asking there would interrupt that process
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _clear_old(index: Path, keep: str) -> None:
    for path in index.iterdir():
        if path.is_dir() and path.name != keep and (path / "documents.json").exists():
            shutil.rmtree(path, ignore_errors=True)


def corpus_changed(paths: Sequence[Path], manifest: Manifest) -> bool:
    """Whether the corpus files are others than those that the index was built from."""
    files = corpus_files(paths)
    now = [(f.name, hashlib.sha256(f.read_bytes()).hexdigest()) for f in files]
    return corpus_checksum(now) != manifest.corpus_sha256
