"""``index/manifest.json``: what an index was made from and with, and which files hold it.

The manifest is the index's commit point. Its files lie in a folder named by the index's id; a
build writes them beside the old ones and then replaces this one file, so a reader sees either the
old index or the new one, whole. A typed record: what is on disk is checked before it is believed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from askreport.errors import IndexDamagedError, IndexMismatchError, IndexMissingError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 1
"""Layout of the files; an index of another format must be rebuilt."""
NAME: Final = "manifest.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class IndexedDocument(_Frozen):
    """One document in the index and the checksum of the corpus file that it was read from."""

    id: str
    source: str
    sha256: str
    chunks: int


class IndexedFile(_Frozen):
    """One file of the index, with its size in bytes."""

    sha256: str
    bytes: int


class Manifest(_Frozen):
    """See the module's docstring. ``chunking`` is (version, tokens at most)."""

    format: int
    index_id: str
    folder: str
    """Beside the manifest; the id, and a number where a rebuild gave the same id again."""
    askreport: str
    corpus_sha256: str
    documents: tuple[IndexedDocument, ...]
    chunking: tuple[int, int]
    embedder: str
    embedder_name: str
    dimensions: int
    chunks: int
    sentences: int
    files: dict[str, IndexedFile]


def read_manifest(index: Path) -> Manifest:
    """The manifest of the index folder ``index``.

    Raises:
        IndexMissingError: there is none.
        IndexMismatchError: it is of another format.
        IndexDamagedError: it cannot be read.
    """
    path = index / NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise IndexMissingError(
            f"There is no index in {index}; build it with: askreport index"
        ) from None
    except OSError as error:
        raise IndexDamagedError(
            f"{path} cannot be read ({error.strerror}); check the folder, or rebuild with: "
            "askreport index --rebuild"
        ) from error
    try:
        manifest = Manifest.model_validate_json(raw)
    except ValidationError as error:
        found = _format_of(raw)
        if found is not None and found != FORMAT:
            raise _other_format(index, found) from error
        raise IndexDamagedError(
            f"{path} is damaged ({error.error_count()} fields cannot be read); rebuild with: "
            "askreport index --rebuild"
        ) from error
    if manifest.format != FORMAT:
        raise _other_format(index, manifest.format)
    return manifest


def checked(index: Path, manifest: Manifest, name: str) -> bytes:
    """The bytes of the index file ``name``.

    Raises:
        IndexDamagedError: it is missing, truncated or changed.
    """
    path = index / manifest.folder / name
    expected = manifest.files.get(name)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise IndexDamagedError(
            f"{path} cannot be read ({error.strerror}); rebuild with: askreport index --rebuild"
        ) from error
    if expected is None or len(raw) != expected.bytes:
        size = expected.bytes if expected else 0
        raise IndexDamagedError(
            f"{path} has {len(raw)} bytes where the manifest says {size}: it was cut short or "
            "changed; rebuild with: askreport index --rebuild"
        )
    if hashlib.sha256(raw).hexdigest() != expected.sha256:
        raise IndexDamagedError(
            f"{path} does not have the manifest's checksum: it was changed; rebuild with: "
            "askreport index --rebuild"
        )
    return raw


def _format_of(raw: bytes) -> int | None:
    import json

    try:
        found = json.loads(raw).get("format")
    except (ValueError, AttributeError):
        return None
    return found if isinstance(found, int) else None


def _other_format(index: Path, found: int) -> IndexMismatchError:
    return IndexMismatchError(
        f"The index in {index} was built by another version of askreport (format {found}; this "
        f"version reads {FORMAT}); rebuild with: askreport index --rebuild"
    )
