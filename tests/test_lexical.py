from __future__ import annotations

import math
from collections import Counter

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trial
from hypothesis import strategies as st

from askreport.chunking import chunk_document, context_of
from askreport.lexical import K1, B, LexicalIndex, cohesion, fold, identifiers, terms, top
from askreport.reading import read_document
from tests.conftest import REPORT, ROOT


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("龙芯 3A6000 和 v2.0.0", ["3a6000", "v2.0.0"]),
        ("TellMeThisOK 打了什么比方？", ["tellmethisok"]),
        ("ＰＩＫＡ的作者", ["pika"]),
        ("用 Go 写的 C++ 库", []),
        ("What did TellMeThisOK say of Rust 1.7?", ["tellmethisok", "1.7"]),
        ("Who wrote Peek?", []),
        ("2023 年", []),
        ("开源者", []),
        ("", []),
    ],
)
def test_identifiers(content: str, expected: list[str]) -> None:
    assert identifiers(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("3A6000", ["3a6000", "3", "a", "6000"]),
        ("v2.0.0", ["v2.0.0", "v", "2.0.0"]),
        ("CVE-2023-38545", ["cve-2023-38545", "cve", "2023", "38545"]),
        ("C++", ["c++"]),
        ("用C++写，C#也行", ["用", "c++", "写", "c#", "也", "行", "也行"]),
        ("GPT-4", ["gpt-4", "gpt", "4"]),
        ("OpenAI.", ["openai"]),
        ("开源者", ["开", "源", "者", "开源", "源者"]),
        ("源", ["源"]),
        ("ＧＰＴ４", ["gpt4", "gpt", "4"]),
        ("Ｃ＋＋", ["c++"]),
        ("MIT mit", ["mit", "mit"]),
        ("开源MIT协议", ["开", "源", "开源", "mit", "协", "议", "协议"]),
        ("，。——（）", []),
        ("", []),
    ],
)
def test_terms(content: str, expected: list[str]) -> None:
    assert terms(content) == expected


def test_a_number_is_found_by_its_exact_and_by_its_half_remembered_name() -> None:
    index = LexicalIndex.build(["龙芯 3A6000 发布", "龙芯 3A5000 发布"])
    assert top(index.scores("3A6000"), 2)[0] == 0
    assert top(index.scores("6000"), 2) == [0]


def test_folding_takes_away_width_and_case() -> None:
    assert fold("ＡＢＣ（１）ß") == "abc(1)ss"


def brute(texts: list[str], question: str) -> list[float]:
    """BM25 with Lucene's idf, written from the formula."""
    counts = [Counter(terms(text)) for text in texts]
    mean = sum(sum(c.values()) for c in counts) / len(counts)
    scores = []
    for count in counts:
        score = 0.0
        for term in set(terms(question)):
            df = sum(term in c for c in counts)
            tf = count[term]
            if tf:
                idf = math.log(1 + (len(texts) - df + 0.5) / (df + 0.5))
                length = sum(count.values()) / mean
                score += idf * tf * (1.2 + 1) / (tf + 1.2 * (1 - 0.6 + 0.6 * length))
        scores.append(score)
    return scores


TEXT = st.text(alphabet="开源者ab1 .-，", max_size=30)


@trial(max_examples=300, deadline=None, database=None)
@given(st.lists(TEXT, min_size=1, max_size=8), TEXT)
def test_scores_are_those_of_the_formula(texts: list[str], question: str) -> None:
    got = LexicalIndex.build(texts).scores(question)
    assert got.tolist() == pytest.approx(brute(texts, question), rel=1e-4, abs=1e-5)


QUESTIONS = [
    "语雀那次重大故障持续了多久，原因是什么？",
    "2023 年 Gitee 增长最快的编程语言",
    "CVE-2023-38545 curl",
    "Mojo 与 Python",
    "不存在的词 zzzz",
]


def test_scores_agree_with_bm25s_on_the_report() -> None:
    document = read_document(ROOT / "corpus" / f"{REPORT}.txt")
    texts = [context_of(c, document) for c in chunk_document(document, len)]
    assert len(texts) > 100
    ours = LexicalIndex.build(texts)
    theirs = bm25s.BM25(method="lucene", k1=K1, b=B)
    theirs.index([terms(text) for text in texts], show_progress=False)
    for question in QUESTIONS:
        asked = [t for t in dict.fromkeys(terms(question)) if t in ours.vocabulary]
        expected = theirs.get_scores(asked) * (K1 + 1)  # which bm25s leaves out, being constant
        np.testing.assert_allclose(ours.scores(question), expected, rtol=1e-3, atol=1e-5)
        assert ours.scores(question).max() > 0


def test_a_question_term_that_is_repeated_counts_once() -> None:
    index = LexicalIndex.build(["开源 MIT", "开源 GPL"])
    np.testing.assert_array_equal(index.scores("MIT MIT MIT"), index.scores("mit"))


@pytest.mark.parametrize("texts", [[], [""], ["——", "，"]])
def test_texts_without_terms_score_nothing(texts: list[str]) -> None:
    scores = LexicalIndex.build(texts).scores("开源")
    assert scores.tolist() == [0.0] * len(texts)


def test_rarity_falls_with_frequency_and_is_greatest_where_a_term_is_not() -> None:
    index = LexicalIndex.build(["a b", "a c", "a b"])
    assert index.rarity("z") > index.rarity("c") > index.rarity("b") > index.rarity("a") > 0
    assert index.rarity("b") == pytest.approx(math.log(1 + 1.5 / 2.5))


def test_top_gives_the_best_first_and_nothing_without_a_score() -> None:
    scores = np.array([0.0, 3.0, 1.0, 2.0], dtype=np.float32)
    assert top(scores, 2) == [1, 3]
    assert top(scores, 9) == [1, 3, 2]
    assert top(scores, 2, rows=[0, 2, 3]) == [3, 2]
    assert top(scores, 2, rows=[]) == []


def test_cohesion_tells_names_from_chance() -> None:
    counts = {"语": 30, "雀": 10, "语雀": 9, "的": 200, "地": 80, "的地": 4}
    assert cohesion("语雀", lambda term: counts.get(term, 0)) == 0.9
    assert cohesion("的地", lambda term: counts.get(term, 0)) == 0.05
    assert cohesion("不在", lambda term: counts.get(term, 0)) == 0
