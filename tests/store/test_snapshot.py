from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from askreport.embedding.hashed import HashedEmbedder
from askreport.errors import (
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    IndexUnavailableError,
)
from askreport.indexing import build, plan
from askreport.store.faiss_store import FaissStore
from askreport.store.manifest import FORMAT, read_manifest
from askreport.store.snapshot import load_snapshot, sentence_rows
from tests.store.make import FILES, answer, built, folder_of, make_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``corpus`` and ``index``; copy before changing."""
    folder = tmp_path_factory.mktemp("made")
    built(make_corpus(folder), folder / "index")
    return folder


@pytest.fixture
def index(made: Path, tmp_path: Path) -> Path:
    """An index of its own to damage."""
    shutil.copytree(made / "index", tmp_path / "index")
    return tmp_path / "index"


def test_what_was_built_is_what_is_loaded(made: Path) -> None:
    planned = plan([made / "corpus"], HashedEmbedder())
    loaded = load_snapshot(made / "index", HashedEmbedder().fingerprint)
    assert list(loaded.documents.values()) == planned.documents
    assert loaded.chunks == planned.chunks
    count = len(planned.chunks)
    vectors = HashedEmbedder().embed(planned.texts, "passage")
    np.testing.assert_array_equal(loaded.store.vectors(range(count)), vectors[:count])
    np.testing.assert_allclose(loaded.sentence_vectors, vectors[count:], atol=1e-3)
    assert loaded.manifest.index_id == planned.index_id
    assert (loaded.manifest.chunks, loaded.manifest.sentences) == (count, len(vectors) - count)


def test_a_loaded_index_answers(made: Path) -> None:
    loaded = load_snapshot(made / "index")
    assert answer(loaded, "语雀发生了重大故障") == "语雀发生了重大故障。服务中断了八个小时。"
    assert answer(loaded, "CVE-2023-38545") == "curl 修复了 CVE-2023-38545。"


def test_every_sentence_has_its_vector(made: Path) -> None:
    loaded = load_snapshot(made / "index")
    several = 0
    for row, chunk in enumerate(loaded.chunks):
        text = loaded.documents[chunk.document_id].text
        vectors = loaded.vectors_of_sentences(row)
        assert vectors.shape == (len(chunk.sentences), 256)
        if len(chunk.sentences) > 1:
            several += 1
            said = [text[s.start : s.end] for s in chunk.sentences]
            expected = HashedEmbedder().embed(said, "passage")
            np.testing.assert_allclose(vectors, expected, atol=1e-3)
        else:
            np.testing.assert_array_equal(vectors, loaded.store.vectors([row]))
    assert several == 2


def test_rows_are_told_by_sentence_and_by_document(made: Path) -> None:
    loaded = load_snapshot(made / "index")
    assert sentence_rows(loaded.chunks) == loaded.sentence_rows
    assert [len(rows) for rows in loaded.sentence_rows] == [2, 2, 0, 0, 0]
    assert loaded.rows_by_document == {"guide": [0, 1, 2], "table": [3, 4]}


def test_headings_have_vectors_behind_the_sentences(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    said = ["京东发布言犀大模型", "产业可以用它。"]
    (corpus / "a.md").write_text(f"# {said[0]}\n\n{said[1]}\n", encoding="utf-8")
    built(corpus, tmp_path / "index")
    vectors = load_snapshot(tmp_path / "index").vectors_of_sentences(0)
    expected = HashedEmbedder().embed(said[::-1], "passage")
    np.testing.assert_allclose(vectors, expected, atol=1e-3)


# --- what is wrong with an index, and the command that mends it ---------------------------------


def refused(index: Path, kind: type[IndexUnavailableError], embedder: str | None = None) -> str:
    with pytest.raises(kind) as caught:
        load_snapshot(index, embedder)
    assert type(caught.value) is kind
    assert "askreport index" in str(caught.value)
    return str(caught.value)


def test_no_index(tmp_path: Path) -> None:
    message = refused(tmp_path / "index", IndexMissingError)
    assert str(tmp_path / "index") in message


def test_an_empty_folder_is_no_index(tmp_path: Path) -> None:
    refused(tmp_path, IndexMissingError)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "index").write_bytes(b"x")
    refused(tmp_path / "index", IndexDamagedError)


def cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def flip(raw: bytes) -> bytes:
    middle = len(raw) // 2
    return raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", [cut, flip, lambda raw: b"", lambda raw: raw + b"\n"])
def test_a_file_that_changed(index: Path, name: str, harm: Callable[[bytes], bytes]) -> None:
    path = folder_of(index) / name
    path.write_bytes(harm(path.read_bytes()))
    assert name in refused(index, IndexDamagedError)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone(index: Path, name: str) -> None:
    (folder_of(index) / name).unlink()
    assert name in refused(index, IndexDamagedError)


def test_the_folder_of_files_is_gone(index: Path) -> None:
    shutil.rmtree(folder_of(index))
    refused(index, IndexDamagedError)


@pytest.mark.parametrize("raw", [b"", b"no JSON", b"[1]", b"null", b"\xff\xfe", b'{"format": 1}'])
def test_a_manifest_that_is_none(index: Path, raw: bytes) -> None:
    (index / "manifest.json").write_bytes(raw)
    assert "manifest.json" in refused(index, IndexDamagedError)


def test_a_manifest_cut_short(index: Path) -> None:
    path = index / "manifest.json"
    path.write_bytes(cut(path.read_bytes()))
    refused(index, IndexDamagedError)


def change_manifest(index: Path, **changes: Any) -> None:
    path = index / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(told | changes), encoding="utf-8")


@pytest.mark.parametrize("more", [{}, {"codec": "new"}])
def test_another_format(index: Path, more: dict[str, str]) -> None:
    change_manifest(index, format=FORMAT + 1, **more)
    message = refused(index, IndexMismatchError)
    assert f"format {FORMAT + 1}" in message


def test_another_embedder(index: Path) -> None:
    message = refused(index, IndexMismatchError, "bundled:x")
    assert "'hashed:pairs:256'" in message
    assert "'bundled:x'" in message
    assert "ASKREPORT_EMBEDDER" in message


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("documents.json", b'[{"id": 1}]'),
        ("chunks.json", b"{}"),
        ("chunks.json", b"[]"),
        ("chunks.faiss", b"no vectors"),
        ("sentences.npy", b"no numbers"),
        ("lexical.npz", b"no postings"),
        ("lexical.npz", b"PK\x03\x04 an archive cut short"),
    ],
)
def test_files_that_hold_something_else(index: Path, name: str, raw: bytes) -> None:
    """The checksums are right, but what is behind them is not what this version reads."""
    (folder_of(index) / name).write_bytes(raw)
    files = json.loads((index / "manifest.json").read_text(encoding="utf-8"))["files"]
    files[name] = {"sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw)}
    change_manifest(index, files=files)
    refused(index, IndexDamagedError)


def test_vectors_of_another_size(index: Path) -> None:
    change_manifest(index, dimensions=384)
    assert "256" in refused(index, IndexDamagedError)


@pytest.mark.parametrize("harm", ["file", "format"])
def test_a_build_leaves_a_damaged_index_to_a_rebuild(made: Path, index: Path, harm: str) -> None:
    if harm == "file":
        (folder_of(index) / "chunks.json").unlink()
    else:
        change_manifest(index, format=FORMAT + 1)
    with pytest.raises(IndexUnavailableError, match="askreport index --rebuild"):
        build([made / "corpus"], index, HashedEmbedder())
    build([made / "corpus"], index, HashedEmbedder(), rebuild=True)
    assert read_manifest(index).format == FORMAT
    assert answer(load_snapshot(index), "CVE-2023-38545").startswith("curl")


# --- the store ----------------------------------------------------------------------------------


def test_a_store_finds_the_nearest_first() -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(50, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    store = FaissStore.load(FaissStore.build(vectors).dump(), 50, 8)
    cosines = vectors @ vectors[7]
    found = store.search(vectors[7], 5)
    assert [row for row, _ in found] == np.argsort(-cosines)[:5].tolist()
    assert [score for _, score in found] == pytest.approx(sorted(cosines, reverse=True)[:5])
    np.testing.assert_array_equal(store.vectors([3, 9]), vectors[[3, 9]])


def test_a_store_looks_only_among_the_rows_it_is_told() -> None:
    vectors = np.eye(4, dtype=np.float32)
    store = FaissStore.build(vectors)
    assert sorted(row for row, _ in store.search(vectors[0], 9, [2, 3])) == [2, 3]
    assert store.search(vectors[0], 3, []) == []
    assert len(store.search(vectors[0], 9)) == 4
    assert store.vectors([]).shape == (0, 4)


def test_an_empty_store_finds_nothing() -> None:
    store = FaissStore.build(np.zeros((0, 4), dtype=np.float32))
    assert store.search(np.ones(4, dtype=np.float32), 3) == []
