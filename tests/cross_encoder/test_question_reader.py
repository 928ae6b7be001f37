"""A question read alone: how often such are answered."""

from __future__ import annotations

import pytest

from askreport.cross_encoder import QuestionReader, load_reader
from askreport.cross_encoder.encoder import QUESTION_TOKENS


@pytest.fixture(scope="module")
def reader() -> QuestionReader:
    found = load_reader("bundled")
    assert found is not None
    return QuestionReader.open(found.lower)


PAIRS = (
    ("这家博物馆有哪些展厅，各有什么看头？", "给博物馆设计展厅的那位设计师叫什么名字？"),
    ("大家怎么看这座桥的改建？", "桥改建的工程款一共拨了多少，由哪家银行出的？"),
    ("What is the new bridge good for?", "Who is the engineer who first proposed the bridge?"),
    ("这种茶怎么泡才好喝？", "写这篇泡茶文章的作者是谁？"),
)
"""A question that a text on its subject tells more often, and one that it tells less often."""


def test_what_texts_seldom_tell_is_less_likely(reader: QuestionReader) -> None:
    told = [[reader.odds(question) for question in pair] for pair in PAIRS]
    assert sum(often > seldom for often, seldom in told) >= 3, told


def test_a_closing_mark_says_little(reader: QuestionReader) -> None:
    for question in (q for pair in PAIRS for q in pair):
        plain = reader.odds(question.rstrip("？?"))
        assert reader.odds(question) == pytest.approx(plain, abs=0.7)


def test_the_same_question_has_the_same_odds(reader: QuestionReader) -> None:
    question = PAIRS[0][0]
    first = reader.odds(question)
    reader.odds(PAIRS[1][0])
    assert reader.odds(question) == first


def test_of_a_long_question_the_end_is_read(reader: QuestionReader) -> None:
    end = "，所以想问：这座桥是谁修的，什么时候修好的，花了多少钱，后来又是谁来管的，管得怎么样？"
    assert reader.odds("我家就在河边" * QUESTION_TOKENS + end) == pytest.approx(
        reader.odds("他们都说河水很深" * QUESTION_TOKENS + end), abs=1.0
    )


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "😀" * 20, "a", "?" * 100_000])
def test_any_text_is_read(reader: QuestionReader, text: str) -> None:
    assert -30 < reader.odds(text) < 30
