"""The committed index is the one that the corpus and this code make."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from askreport.indexing import Plan, corpus_changed, plan
from askreport.store.manifest import read_manifest
from askreport.store.snapshot import Snapshot, load_snapshot
from tests.conftest import ROOT

if TYPE_CHECKING:
    from askreport.embedding.base import Embedder

MEND = "the committed index is not of this corpus and code; run: make index"


@cache
def planned(embedder: Embedder) -> Plan:
    return plan([ROOT / "corpus"], embedder)


@cache
def stored() -> Snapshot:
    return load_snapshot(ROOT / "index")


def test_the_index_is_up_to_date(embedder: Embedder) -> None:
    manifest = read_manifest(ROOT / "index")
    assert manifest.embedder == embedder.fingerprint, MEND
    assert planned(embedder).index_id == manifest.index_id, MEND
    assert planned(embedder).corpus_sha256 == manifest.corpus_sha256, MEND
    assert not corpus_changed([ROOT / "corpus"], manifest), MEND


def test_the_index_holds_the_planned_records(embedder: Embedder) -> None:
    assert list(stored().documents.values()) == planned(embedder).documents, MEND
    assert stored().chunks == planned(embedder).chunks, MEND


def test_the_index_folder_holds_one_index_and_nothing_else() -> None:
    names = {path.name for path in (ROOT / "index").iterdir() if not path.name.startswith(".lock")}
    folders = names - {"manifest.json"}
    assert len(folders) == 1, MEND
    assert folders.pop().startswith(read_manifest(ROOT / "index").index_id), MEND


@pytest.mark.parametrize("part", ["chunks", "sentences"])
def test_stored_vectors_are_those_of_their_texts(embedder: Embedder, part: str) -> None:
    texts, count = planned(embedder).texts, len(planned(embedder).chunks)
    first, total = (0, count) if part == "chunks" else (count, len(texts) - count)
    rows = np.linspace(0, total - 1, 8).astype(int).tolist()
    vectors = (
        stored().store.vectors(rows)
        if part == "chunks"
        else stored().sentence_vectors[rows].astype(np.float32)
    )
    again = embedder.embed([texts[first + row] for row in rows], "passage")
    assert float((vectors * again).sum(axis=1).min()) > 0.999, MEND
