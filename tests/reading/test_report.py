"""The shipped report, as read."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from functools import cache
from typing import Any

import pytest

from askreport.reading import read_document
from askreport.records import BlockKind, Document
from tests.conftest import REPORT, ROOT
from tests.reading.make import check_structure, squeezed, words

PATH = ROOT / "corpus" / f"{REPORT}.txt"


@cache
def report() -> Document:
    return read_document(PATH)


def test_its_pages_and_their_printed_numbers() -> None:
    assert len(report().pages) == 82
    labels = {page.number: page.label for page in report().pages if page.label}
    assert labels == {35: "37", 57: "60"}


def test_the_printed_number_never_falls_back_behind_ours() -> None:
    ahead = [int(page.label) - page.number for page in report().pages if page.label]
    assert ahead == sorted(ahead)
    assert min(ahead) >= 0


def test_every_word_stands_in_the_text_in_the_order_of_the_file() -> None:
    raw = squeezed(PATH.read_text(encoding="utf-8"))
    got = squeezed(report().text)
    assert len(got) == len(raw)
    for index, (a, b) in enumerate(zip(raw, got, strict=True)):
        if a == b:
            continue
        radical = 0x2E80 <= ord(a) < 0x2FE0 and unicodedata.normalize("NFKC", a) == b
        assert radical or (a, b) == ("\uf0d8", "➢"), (index, a, b)


def test_no_radical_and_no_private_bullet_is_left() -> None:
    assert re.findall("[\u2e80-\u2fdf\ue000-\uf8ff]", report().text) == []


def test_blocks_lie_in_order_within_their_pages() -> None:
    check_structure(report())


def test_gaps_are_places_inside_one_block() -> None:
    assert len(report().gaps) >= 20
    assert list(report().gaps) == sorted(set(report().gaps))
    for start, end in report().gaps:
        assert start <= end
        inside = [b for b in report().blocks if b.start <= start and end <= b.end]
        assert len(inside) == 1, report().text[start - 10 : end + 10]


@pytest.mark.parametrize(
    "lost", ["库支持（如[]）", "[：]大模型开发框架", "融资额[ ，]超过", "亿美元，\n[。]\n2023 年前"]
)
def test_gaps_stand_where_words_are_missing(lost: str) -> None:
    marked = report().text
    for start, end in reversed(report().gaps):
        marked = f"{marked[:start]}[{marked[start:end]}]{marked[end:]}"
    assert lost in marked


def test_the_running_head_is_told_apart() -> None:
    heads = [b for b in report().blocks if b.kind is BlockKind.RUNNING_HEAD]
    assert {words(report(), b) for b in heads} == {"开源开发者事件回顾"}
    assert len(heads) >= 30
    assert all("开源开发者事件回顾" not in b.trail for b in report().blocks)


def test_justified_lines_are_closed_up() -> None:
    assert "资深 React 开发者 François" in report().text
    assert "了一篇评论《 Open-source" in report().text


def test_a_torn_sentence_is_linked_with_its_rest() -> None:
    (rest,) = [b for b in report().blocks if words(report(), b).startswith("长度是 Llama")]
    assert rest.continues is not None
    assert words(report(), report().blocks[rest.continues]).endswith("上下文")


def test_its_title_and_questions_come_from_beside_it() -> None:
    assert report().title == "2023 中国开源开发者报告"
    assert len(report().questions) >= 3
    assert report().language == "zh"


@cache
def figures(half: str) -> dict[str, int]:
    path = ROOT / "evals" / "reading" / "score.py"
    spec = importlib.util.spec_from_file_location("evals_reading_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    counts: dict[str, Any] = module.score(report(), half)
    return counts


@pytest.mark.parametrize(("half", "least"), [("dev", 0.93), ("test", 0.87)])
def test_paragraphs_stand_under_the_heading_labelled_by_hand(half: str, least: float) -> None:
    counts = figures(half)
    assert counts["paragraphs"] >= 100
    assert counts["right"] / counts["paragraphs"] >= least
    assert counts["right"] > counts["above"]  # better than the nearest heading above


@pytest.mark.parametrize("half", ["dev", "test"])
def test_headings_labelled_by_hand_are_recognised(half: str) -> None:
    counts = figures(half)
    assert counts["recognised"] / counts["headings"] >= 0.93
