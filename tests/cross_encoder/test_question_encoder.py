"""The bundled embedder's vectors of questions in NumPy: the engine's, and the same again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

import askreport.cross_encoder.lower as lower
from askreport.cross_encoder import CrossEncoder, QuestionEncoder, load_reader
from askreport.cross_encoder.lower import QUESTIONS_KEPT, LowerLayers
from askreport.embedding import load_embedder
from askreport.embedding.bundled import BundledEmbedder
from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from askreport.cross_encoder.transformer import Floats

QUESTIONS = ["语雀那次故障持续了多久？", "Who invented PowerPoint, and when?", "誰開發的？"]


@pytest.fixture(scope="module")
def encoder() -> QuestionEncoder:
    found = QuestionEncoder.open()
    assert found is not None
    return found


def embedded(encoder: QuestionEncoder, texts: list[str]) -> Floats:
    vectors = encoder.embed(texts)
    assert vectors is not None
    return vectors


@pytest.fixture
def engine() -> BundledEmbedder:
    """The embedder without what embeds questions."""
    found = BundledEmbedder()
    found.__dict__["_questions"] = None
    return found


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many texts went through the lower layers, each time that some did."""
    counts: list[int] = []
    below_each = LowerLayers.below_each

    def counted(self: LowerLayers, texts: list[list[int]]) -> list[Floats]:
        counts.append(len(texts))
        return below_each(self, texts)

    monkeypatch.setattr(LowerLayers, "below_each", counted)
    return counts


def test_vectors_are_the_engines(encoder: QuestionEncoder, engine: BundledEmbedder) -> None:
    vectors = embedded(encoder, QUESTIONS)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    # The engine rounds what goes into its products to eight bits.
    assert ((vectors * engine.embed(QUESTIONS, "query")).sum(axis=1) > 0.9995).all()
    assert ((vectors * engine.embed(QUESTIONS, "passage")).sum(axis=1) < 0.99).all()
    assert np.array_equal(load_embedder("bundled").embed_batch(QUESTIONS, "query"), vectors)
    assert embedded(encoder, []).shape == (0, 384)


def test_what_was_asked_before_changes_no_bit(encoder: QuestionEncoder) -> None:
    vectors = embedded(encoder, QUESTIONS)
    for number in range(QUESTIONS_KEPT + 1):
        encoder.embed([f"第 {number} 个问题？"])
    assert np.array_equal(embedded(encoder, QUESTIONS), vectors)
    # Beside others the last bits differ, no more.
    assert np.allclose(embedded(encoder, QUESTIONS[1:2])[0], vectors[1], atol=1e-5)


def test_longer_questions_than_are_read_at_once_are_the_engines(
    encoder: QuestionEncoder, engine: BundledEmbedder
) -> None:
    long = "公司里什么事都没有，" * 120 + "语雀停了几个小时？"
    assert encoder.embed([long[:400]]) is not None
    assert encoder.embed(["谁？", long]) is None
    assert np.array_equal(
        load_embedder("bundled").embed_batch([long], "query"), engine.embed_batch([long], "query")
    )


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "😀" * 300, "a" * 10_000])
def test_any_text_is_embedded(text: str) -> None:
    assert np.isfinite(load_embedder("bundled").embed_questions([text, "谁？"])).all()


def test_threads_get_what_one_gets(encoder: QuestionEncoder) -> None:
    texts = [f"第 {number} 次会议说了什么？" for number in range(24)]
    alone = [embedded(encoder, [text])[0] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: embedded(encoder, [text])[0], texts))
    # Products in other threads may add up in another order.
    assert np.allclose(np.stack(alone), np.stack(together), atol=1e-5)


def test_what_reads_the_question_takes_the_states_made_here(
    encoder: QuestionEncoder, passes: list[int]
) -> None:
    reader = load_reader("bundled")
    assert isinstance(reader, CrossEncoder)
    assert reader.lower is LowerLayers.shared()
    reader.read("还没有问过？", ["是的。"])
    passes.clear()
    encoder.embed(["这个问题没有问过？", "这一半呢？", "那一半呢？"])
    assert passes == [3]
    first = reader.read("这个问题没有问过？", ["是的。"])
    assert passes == [3]
    lower_again = LowerLayers(reader.lower.file, reader.lower.count)
    alone = CrossEncoder(lower_again, reader._learnt).read("这个问题没有问过？", ["是的。"])
    assert first.none == pytest.approx(alone.none, abs=1e-3)


def test_of_a_long_question_its_end_is_read(encoder: QuestionEncoder) -> None:
    reader = load_reader("bundled")
    assert reader is not None
    long = "公司里什么事都没有，" * 20
    first, second = (
        reader.read(long + end, ["语雀停了七个小时。"])
        for end in ("语雀停了几个小时？", "谁赔钱？")
    )
    assert first.scores[0] - first.none > second.scores[0] - second.none
    encoder.embed([long + "谁赔钱？"])
    assert reader.read(long + "谁赔钱？", ["语雀停了七个小时。"]) == second


ASKED = "听说语雀出过故障，停了几个小时？ Who　 told it"
CLAUSES = ["听说语雀出过故障", "停了几个小时", "Who told it"]


def test_clauses_are_read_within_their_question(
    encoder: QuestionEncoder, passes: list[int]
) -> None:
    vectors = encoder.embed([ASKED], CLAUSES)
    assert vectors is not None
    assert vectors.shape == (4, 384)
    assert passes == [1]
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], embedded(encoder, [ASKED])[0])
    alone = embedded(encoder, CLAUSES)
    near = vectors[1:] @ alone.T
    # What each says by itself is nearest to what it says there, and near.
    assert (near.argmax(axis=0) == np.arange(3)).all()
    assert (near.diagonal() > 0.85).all()
    assert np.array_equal(load_embedder("bundled").embed_with_clauses([ASKED], CLAUSES), vectors)


def test_a_clause_that_is_not_there_is_read_by_itself(encoder: QuestionEncoder) -> None:
    strange = ["停了几个小时", "这一句不在里面", " "]
    vectors = encoder.embed([ASKED, "另一个问题？"], strange)
    assert vectors is not None
    assert vectors.shape == (5, 384)
    alone = embedded(encoder, ["另一个问题？", *strange])
    assert np.allclose(vectors[1], alone[0], atol=1e-5)
    assert np.allclose(vectors[3:], alone[2:], atol=1e-5)
    assert not np.allclose(vectors[2], alone[1], atol=1e-2)


def test_clauses_of_a_question_too_long_to_be_read_at_once(engine: BundledEmbedder) -> None:
    long = "公司里什么事都没有，" * 120 + "语雀停了几个小时？"
    vectors = load_embedder("bundled").embed_with_clauses([long], ["公司里什么事都没有"])
    plain = engine.embed([long, "公司里什么事都没有"], "query")
    assert np.allclose(vectors[0], plain[0], atol=1e-6)
    assert float(vectors[1] @ plain[1]) > 0.999


def test_a_damaged_file_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise ValueError("cut off")

    monkeypatch.setattr(LowerLayers, "shared", damaged)
    with pytest.raises(EmbedderUnavailableError, match="reinstall"):
        BundledEmbedder().embed_questions(["谁？"])


def test_without_the_bundled_embedder_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lower, "bundled_file", lambda: None)
    assert QuestionEncoder.open() is None
