"""Question and sentences read together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import askreport.cross_encoder.lower as lower
from askreport.cross_encoder import CrossEncoder, load_reader
from askreport.cross_encoder.encoder import WEIGHTS, stored
from askreport.errors import UsageError

if TYPE_CHECKING:
    from askreport.assistant import Assistant

QUESTION = "这个工具是谁做的？"
SENTENCES = [
    "这款命令行工具由程序员李雷开发，目前已有 3000 颗星。",
    "它可以把网页保存成图片。",
    "作者说，以后还会支持视频。",
]


@pytest.fixture(scope="module")
def reader() -> CrossEncoder:
    found = load_reader("bundled")
    assert found is not None
    return found


def test_the_sentence_that_answers_is_the_surest(reader: CrossEncoder) -> None:
    reading = reader.read(QUESTION, SENTENCES)
    assert max(range(3), key=reading.scores.__getitem__) == 0
    assert reading.scores[0] > reading.none


def test_the_words_that_answer_are_pointed_at_where_they_are(reader: CrossEncoder) -> None:
    reading = reader.read(QUESTION, SENTENCES)
    assert len(reading.pointed) == 3
    assert max(range(3), key=reading.pointed.__getitem__) == 0
    without = reader.read(QUESTION, ["这款命令行工具目前已有 3000 颗星。", *SENTENCES[1:]])
    assert max(without.pointed) < max(reading.pointed)


def test_nothing_is_pointed_at_in_a_sentence_without_words(reader: CrossEncoder) -> None:
    assert reader.read(QUESTION, ["", SENTENCES[0]]).pointed[0] < -10


def test_weights_that_point_at_nothing_say_nothing_of_it(reader: CrossEncoder) -> None:
    others = {name: told for name, told in stored(WEIGHTS).items() if not name.startswith("span")}
    other = CrossEncoder(reader.lower, others).read(QUESTION, SENTENCES)
    assert other.pointed == ()
    assert other.scores == reader.read(QUESTION, SENTENCES).scores


def test_none_is_surer_without_it(reader: CrossEncoder) -> None:
    whole = reader.read(QUESTION, SENTENCES)
    rest = reader.read(QUESTION, SENTENCES[1:])
    assert max(rest.scores) - rest.none < max(whole.scores) - whole.none


def test_what_is_kept_reads_as_what_is_new(reader: CrossEncoder) -> None:
    new = ["这一句还没有读过。", *SENTENCES]
    first = reader.read(QUESTION, new)
    # To the last bit: the same question has the same confidence, whatever was asked before.
    assert reader.read(QUESTION, new) == first
    reader.read("别的问题？", new[::-1])
    assert reader.read(QUESTION, new) == first


def test_their_order_makes_no_difference(reader: CrossEncoder) -> None:
    whole = reader.read(QUESTION, SENTENCES)
    turned = reader.read(QUESTION, SENTENCES[::-1])
    assert turned.scores == pytest.approx(whole.scores[::-1], abs=0.02)
    assert turned.none == pytest.approx(whole.none, abs=0.02)


def test_a_sentence_twice_is_read_twice(reader: CrossEncoder) -> None:
    reading = reader.read(QUESTION, [SENTENCES[0], "新句子一则。", "新句子一则。"])
    assert len(reading.scores) == 3
    assert reading.scores[1] == pytest.approx(reading.scores[2], abs=0.02)


def test_as_many_are_read_as_fit(reader: CrossEncoder) -> None:
    many = [f"第 {number} 句不长也不短的话。" for number in range(30)]
    assert 3 < len(reader.read(QUESTION, many).scores) < 30
    # The first one is read, however long it and the question are.
    long = ["很长的句子" * 40 + str(number) for number in range(30)]
    assert len(reader.read("问这个" * 2000, long).scores) == 1


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "😀" * 300, "a" * 10_000])
def test_any_text_is_read(reader: CrossEncoder, text: str) -> None:
    assert len(reader.read(text, [text]).scores) == 1
    assert len(reader.read(text, SENTENCES).scores) == 3
    assert reader.read(text, []).scores == ()


def test_no_more_is_kept_than_said(reader: CrossEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lower, "KEPT", 5)
    sentences = [f"第 {number} 句。" for number in range(9)]
    assert len(reader.read(QUESTION, sentences).scores) == 9
    assert len(reader.lower._kept) <= 5
    assert len(reader.read(QUESTION, sentences).scores) == 9


def test_threads_read_the_same(reader: CrossEncoder) -> None:
    alone = [reader.read(f"{QUESTION}{n}", SENTENCES) for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda n: reader.read(f"{QUESTION}{n}", SENTENCES), range(8)))
    # Products of other sizes add up in another order.
    for one, other in zip(together, alone, strict=True):
        assert one.scores == pytest.approx(other.scores, abs=1e-3)


def test_without_the_embedders_package_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lower, "bundled_file", lambda: None)
    assert load_reader("bundled") is None
    assert load_reader("none") is None
    with pytest.raises(UsageError, match="ASKREPORT_RERANKER"):
        load_reader("some")


def test_without_a_reader_the_assistant_answers(assistant: Assistant) -> None:
    reader, assistant.reader = assistant.reader, None
    try:
        answer = assistant.ask("语雀那次故障持续了多久？")
    finally:
        assistant.reader = reader
    assert reader is not None
    assert answer.status == "answered"
    assert "7" in answer.text or "七" in answer.text
