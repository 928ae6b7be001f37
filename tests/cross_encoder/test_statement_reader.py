"""A statement and what it cites, read together."""

from __future__ import annotations

import pytest

from askreport.cross_encoder import StatementReader, load_reader
from askreport.cross_encoder.lower import SENTENCE_TOKENS
from askreport.cross_encoder.statement_reader import TOKENS, pieces_of

QUOTE = "这家博物馆去年迎来了 320 万名参观者，比前一年多两成，其中一半以上是本地居民。"


@pytest.fixture(scope="module")
def reader() -> StatementReader:
    found = load_reader("bundled")
    assert found is not None
    return StatementReader(found.lower)


PAIRS = (
    ("去年来馆里参观的人比前年多。", "去年来馆里参观的人比前年少。"),
    ("来参观的人里，本地人占了大半。", "来参观的人里，外地人占了大半。"),
    ("More than half of the visitors live nearby.", "Hardly any visitor lives nearby."),
    ("博物馆的参观人数有所增长。", "博物馆的参观人数没有增长。"),
    ("过半参观者家在本地。", "过半参观者从不来自本地。"),
    ("The museum had more visitors than the year before.", "The museum lost visitors to the zoo."),
)
"""Of the quote, a true statement and a false one."""


def test_what_is_said_is_mostly_likelier_than_its_contrary(reader: StatementReader) -> None:
    told = [[reader.odds(text, [QUOTE]) for text in pair] for pair in PAIRS]
    right = [said is not None and un is not None and said > un for said, un in told]
    # It is right of 89 pairs in 100 of what nothing was learnt from.
    assert sum(right) >= 4, told


def test_a_quote_says_itself_and_not_something_else(reader: StatementReader) -> None:
    said = reader.odds(QUOTE, [QUOTE])
    unsaid = reader.odds("银行下个月要涨手续费。", [QUOTE])
    assert said is not None
    assert unsaid is not None
    assert said > 0 > unsaid


def test_what_is_kept_reads_as_what_is_new(reader: StatementReader) -> None:
    first = reader.odds("人数多了两成。", ["新的一句。", QUOTE])
    assert reader.odds("人数多了两成。", ["新的一句。", QUOTE]) == first


def test_too_much_and_nothing_are_not_read(reader: StatementReader) -> None:
    assert reader.odds("", [QUOTE]) is None
    assert reader.odds("人数多了。", []) is None
    assert reader.odds("人数多了。", ["  "]) is None
    assert reader.odds("人数多了。", ["很长的引文，" * 200]) is None
    assert reader.odds("长" * 500, [QUOTE]) is None
    assert reader.odds("没有标点的长句子" * 30, [QUOTE]) is None
    assert reader.odds("人数多了。", ["x" * 10_000_000]) is None


@pytest.mark.parametrize("text", ["\x00", "\ud800", "😀" * 20, "a"])
def test_any_text_is_read(reader: StatementReader, text: str) -> None:
    assert reader.odds(text, [QUOTE]) is not None
    assert reader.odds("人数多了。", [text]) is not None


def test_a_long_text_is_cut_between_clauses() -> None:
    length = len
    text = "，".join("十个字的一个分句在这里" for _ in range(20)) + "。"
    pieces = pieces_of(text, length)
    assert "".join(pieces) == text
    assert len(pieces) > 1
    assert max(map(length, pieces)) <= SENTENCE_TOKENS - 2
    assert pieces_of("短句。", length) == ["短句。"]
    assert pieces_of(" ", length) == []


def test_of_a_long_statement_the_unlikeliest_piece_counts(reader: StatementReader) -> None:
    true = "去年有 320 万人来参观，比前一年多了两成，其中本地居民占一半以上，"
    long = true * 4 + "而且银行下个月要涨手续费。"
    assert len(pieces_of(long, reader._lower.length)) > 1
    said = reader.odds(long, [QUOTE])
    alone = reader.odds(true, [QUOTE])
    assert said is not None
    assert alone is not None
    assert said < alone


def test_no_more_is_read_than_said() -> None:
    assert TOKENS >= 2 * SENTENCE_TOKENS
