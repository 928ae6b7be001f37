"""The best sentences read with the question: their order, and whether any answers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from askreport.evidence import Item, load_model, read_together, reread
from askreport.evidence.rereading import (
    MOST_READ,
    REREAD_FEATURES,
    answered_by,
    pointed_at,
    reread_features,
)
from tests.conftest import REPORT
from tests.test_choosing import items_of, said

if TYPE_CHECKING:
    from askreport.assistant import Assistant

FIRST = Item(0, REPORT, 0, 1, 0.5, (), 0)
SECOND = FIRST._replace(start=2, end=3, score=0.4)
QUESTION = "语雀那次故障持续了多久？"


def test_the_model_is_as_wide_as_its_features() -> None:
    assert len(load_model().reread.weights) == len(REREAD_FEATURES)
    assert [len(f) for f in reread_features([FIRST, SECOND])] == [len(REREAD_FEATURES)] * 2


def test_without_a_reading_all_stays_as_it_is() -> None:
    assert reread([FIRST, SECOND], load_model().reread.probability) == [FIRST, SECOND]
    assert answered_by([FIRST, SECOND]) == 0.0


def test_what_is_read_as_the_answer_comes_first() -> None:
    items = [FIRST._replace(read=-4.0), SECOND._replace(read=3.0)]
    best, other = reread(items, load_model().reread.probability)
    assert best.start == SECOND.start
    assert 1 > best.score > other.score > 0


def test_what_has_the_words_that_answer_is_surer() -> None:
    read = [FIRST._replace(read=1.0, pointed=-3.0), SECOND._replace(read=1.0, pointed=2.0)]
    assert [features[-1] for features in reread_features(read)] == [-5.0, 0.0]
    assert pointed_at(read) == pytest.approx(math.log(math.exp(2) + math.exp(-3)))
    assert pointed_at([FIRST, SECOND]) == 0.0


def test_one_that_answers_is_enough() -> None:
    sure = [FIRST._replace(read=2.0), SECOND._replace(read=-6.0)]
    assert answered_by(sure) == pytest.approx(math.log(math.exp(2) + math.exp(-6)))
    assert answered_by([FIRST._replace(read=100.0)]) == 8.0


def test_as_many_as_fit_are_read(assistant: Assistant) -> None:
    assert assistant.reader is not None
    items = items_of(assistant, QUESTION)
    told = read_together(QUESTION, items, assistant.reader, assistant.snapshot)
    read = [item.read is not None for item in told]
    assert 2 < sum(read) <= MOST_READ
    assert read == sorted(read, reverse=True)
    assert [item._replace(read=None, pointed=None) for item in told] == items


def test_a_near_miss_is_told_from_what_is_answered(assistant: Assistant) -> None:
    assert assistant.reader is not None

    def sure(question: str) -> float:
        items = items_of(assistant, question)
        assert "语雀" in said(assistant, items[0])
        assert assistant.reader is not None
        return answered_by(read_together(question, items, assistant.reader, assistant.snapshot))

    assert sure(QUESTION) > sure("语雀那次故障赔了每个用户多少钱？")
