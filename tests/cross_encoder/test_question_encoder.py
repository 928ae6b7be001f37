"""What embeds questions: vectors of their own, the same whatever was asked before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

import askreport.cross_encoder.lower as lower
import askreport.cross_encoder.question_encoder as question_encoder
from askreport.cross_encoder import QuestionEncoder, load_reader
from askreport.cross_encoder.lower import MOST_TOKENS, QUESTIONS_KEPT, LowerLayers
from askreport.embedding import load_embedder
from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.cross_encoder.transformer import Floats

QUESTIONS = ["语雀那次故障持续了多久？", "Who invented PowerPoint, and when?", "誰開發的？"]


@pytest.fixture(scope="module")
def encoder() -> QuestionEncoder:
    found = QuestionEncoder.open()
    assert found is not None
    return found


def test_vectors_have_length_one_and_each_is_its_own(encoder: QuestionEncoder) -> None:
    vectors = encoder.embed(QUESTIONS)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(encoder.embed(QUESTIONS[1:2])[0], vectors[1], atol=1e-5)
    # To the last bit again, whatever was asked between.
    for number in range(QUESTIONS_KEPT + 1):
        encoder.embed([f"第 {number} 个问题？"])
    assert np.array_equal(encoder.embed(QUESTIONS), vectors)
    assert encoder.embed([]).shape == (0, 384)


def test_they_are_near_the_engines_own(encoder: QuestionEncoder) -> None:
    own = load_embedder("bundled").embed(QUESTIONS, "query")
    cosines = (encoder.embed(QUESTIONS) * own).sum(axis=1)
    assert (cosines > 0.8).all()
    assert (cosines < 0.999).all()


def test_what_answers_is_nearer_than_what_has_the_same_words(encoder: QuestionEncoder) -> None:
    passages = load_embedder("bundled").embed(
        [
            "这款编辑器由程序员李雷一个人开发，历时三年。",
            "这款编辑器可以在三种系统上运行。",
            "写这款编辑器的人不少。",
        ],
        "passage",
    )
    near = encoder.embed(["谁写了这个编辑器？"])[0] @ passages.T
    assert near[0] == near.max()


def test_of_a_long_question_beginning_and_end_are_read(encoder: QuestionEncoder) -> None:
    begin, middle, end = "话说那天夜里，", "公司里什么事都没有，" * 60, "语雀停了几个小时？"
    plain, changed, other = encoder.embed(
        [begin + middle + end, begin + middle + middle + end, begin + middle + "谁赔钱？"]
    )
    assert plain @ changed > 0.999
    assert plain @ other < 0.97


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "😀" * 300, "a" * 10_000])
def test_any_text_is_embedded(encoder: QuestionEncoder, text: str) -> None:
    assert np.isfinite(load_embedder("bundled").embed_questions([text])).all()
    assert np.isfinite(encoder.embed([text])).all()


def test_threads_get_what_one_gets(encoder: QuestionEncoder) -> None:
    texts = [f"第 {number} 次会议说了什么？" for number in range(24)]
    alone = [encoder.embed([text])[0] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: encoder.embed([text])[0], texts))
    # Products in other threads may add up in another order.
    assert np.allclose(np.stack(alone), np.stack(together), atol=1e-5)


def test_readers_and_encoder_share_the_lower_layers(
    encoder: QuestionEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = load_reader("bundled")
    shared = LowerLayers.shared()
    assert reader is not None
    assert shared is not None
    assert reader.lower is shared
    read = reader.read("这个问题还没有问过？", ["是的。"])
    made = []
    below = LowerLayers.below_each

    def counted(self: LowerLayers, texts: list[list[int]]) -> list[Floats]:
        made.append(len(texts))
        return below(self, texts)

    monkeypatch.setattr(LowerLayers, "below_each", counted)
    encoder.embed(["这个问题还没有问过？"])
    assert made == []
    assert reader.read("这个问题还没有问过？", ["是的。"]) == read
    encoder.embed(["这个问题也没有问过？"])
    assert made == [1]
    encoder.embed(["这个问题也没有问过？", "这一半呢？", "那一半呢？"])
    assert made == [1, 2]


def test_more_tokens_than_are_read_have_no_place() -> None:
    shared = LowerLayers.shared()
    assert shared is not None
    assert len(shared.of_pieces(shared.pieces("长" * 60)[: MOST_TOKENS - 2])) <= MOST_TOKENS


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no weights"])
def test_damaged_weights_say_what_to_do(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "question.npz").write_bytes(content)
    monkeypatch.setattr(question_encoder, "WEIGHTS", tmp_path / "question.npz")
    with pytest.raises(EmbedderUnavailableError, match="reinstall"):
        QuestionEncoder.open()


def test_without_the_bundled_embedder_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lower, "bundled_file", lambda: None)
    assert QuestionEncoder.open() is None
