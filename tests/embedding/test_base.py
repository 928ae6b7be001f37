from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from askreport.embedding.base import Embedder, Kind, clean
from askreport.embedding.hashed import HashedEmbedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.embedding.base import Vectors


class Lengths(Embedder):
    """A vector that points by the length of its text; remembers its batches."""

    name = "lengths"
    dimensions = 2
    batch = 3

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    @property
    def fingerprint(self) -> str:
        return "lengths"

    def embed_batch(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.batches.append(list(texts))
        return np.array([[3.0 * len(t), 4.0 * len(t)] for t in texts], dtype=np.float32)


class Zero(Lengths):
    def embed_batch(self, texts: Sequence[str], kind: Kind) -> Vectors:
        return np.zeros((len(texts), 2), dtype=np.float32)


def test_texts_come_in_batches_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    embedder = Lengths()
    vectors = embedder.embed(
        ["a", "b", "c", "d"], "query", lambda done, total: told.append((done, total))
    )
    assert embedder.batches == [["a", "b", "c"], ["d"]]
    assert told == [(3, 4), (4, 4)]
    np.testing.assert_allclose(vectors, [[0.6, 0.8]] * 4, atol=1e-6)


def test_engines_see_clean_texts() -> None:
    embedder = Lengths()
    embedder.embed(["a\x00b", "\ud800", ""], "passage")
    assert embedder.batches == [["a b", "?", " "]]


def test_a_vector_of_nothing_stays_nothing() -> None:
    assert Zero().embed(["a"], "query").tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize(
    ("text", "cleaned"), [("开源", "开源"), ("a\x00", "a "), ("\udfff", "?"), ("\n\t", " ")]
)
def test_cleaning(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(("text", "tokens"), [("hello world", 2), ("a\x00b", 2), ("\ud800", 1)])
def test_tokens_are_counted_where_a_model_cannot(text: str, tokens: int) -> None:
    assert Lengths().count_tokens(text) == tokens


def test_a_text_that_looks_like_a_control_token_is_text() -> None:
    assert Lengths().count_tokens("<|endoftext|>") > 1


def test_hashed_vectors_are_the_same_everywhere() -> None:
    vector = HashedEmbedder().embed(["开源项目"], "passage")[0]
    again = HashedEmbedder().embed(["x", "开源项目"], "query")[1]
    np.testing.assert_array_equal(vector, again)
    assert np.flatnonzero(vector).tolist() == [47, 51, 205]  # golden
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-6)


def test_hashed_vectors_are_near_where_characters_are_shared() -> None:
    a, b, c = HashedEmbedder().embed(["开源数据库", "开源数据", "编程语言"], "passage")
    assert float(a @ b) > 0.7 > float(a @ c)


@pytest.mark.parametrize("text", ["", "a", "\x00", "\ud800"])
def test_hashed_takes_odd_texts(text: str) -> None:
    assert np.linalg.norm(HashedEmbedder().embed([text], "query")[0]) == pytest.approx(1)
