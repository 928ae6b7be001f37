"""What turns the vectors of questions: which spaces have it, what it leaves alone, damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from askreport.embedding import load_embedder, query_adapter
from askreport.embedding.query_adapter import adapted
from askreport.errors import EmbedderUnavailableError
from askreport.evaluation.cases import load_cases
from askreport.evaluation.matching import locate
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from askreport.embedding.base import Vectors
    from askreport.evaluation.cases import Evidence
    from askreport.store.snapshot import Snapshot

SPACE = "multilingual-e5-small"


@pytest.fixture
def unread() -> Iterator[None]:
    """No adapter is kept from before, or for after."""
    query_adapter._matrix.cache_clear()
    yield
    query_adapter._matrix.cache_clear()


def rows_of(evidence: Evidence, snapshot: Snapshot) -> set[int]:
    """The chunks that the quote overlaps."""
    document = snapshot.documents[evidence.document]
    return {
        row
        for start, end in locate(evidence.quote, document.text)
        for row in snapshot.rows_by_document[evidence.document]
        if snapshot.chunks[row].start < end and start < snapshot.chunks[row].end
    }


def random(rows: int) -> Vectors:
    made = np.random.default_rng(1).normal(size=(rows, 384)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made


def test_turned_vectors_have_length_one_and_stay_near_their_own() -> None:
    own = random(3)
    turned = adapted(own, SPACE)
    assert turned.shape == own.shape
    assert turned.dtype == np.float32
    assert np.allclose(np.linalg.norm(turned, axis=1), 1, atol=1e-5)
    assert not np.allclose(turned, own)


def test_each_is_turned_by_itself() -> None:
    own = random(5)
    alone = np.vstack([adapted(row[None], SPACE) for row in own])
    assert np.allclose(adapted(own, SPACE), alone, atol=1e-6)


@pytest.mark.parametrize("space", ["", "some-other-model", "../cross_encoder/weights"])
def test_a_space_without_an_adapter_keeps_its_vectors(space: str) -> None:
    own = random(2)
    assert adapted(own, space) is own


def test_no_vectors_are_no_vectors() -> None:
    assert adapted(np.zeros((0, 384), np.float32), SPACE).shape == (0, 384)


def test_questions_are_turned_and_passages_are_not() -> None:
    embedder = load_embedder("bundled")
    texts = ["谁写了这个编辑器？"]
    plain = embedder.embed(texts, "query")
    assert np.allclose(embedder.embed_questions(texts), adapted(plain, SPACE), atol=1e-6)
    assert not np.allclose(embedder.embed_questions(texts), plain)


def test_more_of_the_evidence_is_found_by_turned_questions(snapshot: Snapshot) -> None:
    """Of the dev questions on the text, every fourth, by the chunks' own vectors alone."""
    embedder = load_embedder("bundled")
    cases = [c for c in load_cases([ROOT / "evals" / "cases"], "dev") if c.answerable]
    cases = [c for c in cases if not c.history and c.kind != "table"][::4]
    vectors = snapshot.store.vectors(range(len(snapshot.chunks)))
    plain = embedder.embed([c.question for c in cases], "query")

    def recall(questions: Vectors) -> float:
        hits = 0
        for case, scores in zip(cases, questions @ vectors.T, strict=True):
            first = {int(row) for row in np.argsort(-scores)[:5]}
            hits += all(first & rows_of(each, snapshot) for each in case.evidence)
        return hits / len(cases)

    assert len(cases) > 100
    # .835 and .90 of all of them.
    assert recall(adapted(plain, SPACE)) > recall(plain) + 0.03


def test_an_embedder_of_another_space_is_left_alone() -> None:
    embedder = load_embedder("hashed")
    texts = ["谁写了这个编辑器？"]
    assert np.array_equal(embedder.embed_questions(texts), embedder.embed(texts, "query"))


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("damage", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_damaged_adapter_says_what_to_do(
    damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_adapter, "HERE", tmp_path)
    (tmp_path / f"query_adapter.{SPACE}.npz").write_bytes(damage)
    with pytest.raises(EmbedderUnavailableError, match="reinstall"):
        adapted(random(1), SPACE)
