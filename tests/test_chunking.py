from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as trial
from hypothesis import strategies as st

from askreport.chunking import (
    ChunkSizes,
    chunk_document,
    context_of,
    row_of,
    split_sentences,
)
from askreport.embedding.hashed import HashedEmbedder
from askreport.reading import read_document
from askreport.records import BlockKind, Chunk, Document
from tests.conftest import REPORT, ROOT, TABLE
from tests.reading.make import markdown, text

if TYPE_CHECKING:
    from collections.abc import Sequence

count_tokens = HashedEmbedder().count_tokens
BODY = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


@cache
def shipped(name: str) -> Document:
    return read_document(ROOT / "corpus" / name)


def chunks_of(document: Document, most: int = 192) -> list[Chunk]:
    return chunk_document(document, count_tokens, ChunkSizes(most))


def check(document: Document, chunks: Sequence[Chunk], most: int) -> None:
    """What holds for the chunks of every document."""
    assert [c.start for c in chunks] == sorted(c.start for c in chunks)
    assert len({c.id for c in chunks}) == len(chunks)
    for chunk in chunks:
        page = document.pages[chunk.page - 1]
        assert page.start <= chunk.start < chunk.end <= page.end
        assert chunk.document_id == document.id
        assert (chunk.sentences[0].start, chunk.sentences[-1].end) == (chunk.start, chunk.end)
        end = chunk.start
        for sentence in chunk.sentences:
            block = document.blocks[sentence.block]
            assert end <= sentence.start < sentence.end <= chunk.end
            assert block.start <= sentence.start
            assert sentence.end <= block.end
            assert block.page == chunk.page
            assert chunk.row is not None or block.trail == chunk.trail
            end = sentence.end
        for head in chunk.heads:
            block = document.blocks[head.block]
            assert (block.kind, block.page) == (BlockKind.HEADING, chunk.page)
            assert (head.start, head.end) == (block.start, block.end)
            assert head.end <= chunk.start or chunk.end <= head.start
            assert any(document.text[head.start : head.end] in name for name in chunk.trail)
        tokens = sum(count_tokens(document.text[s.start : s.end]) for s in chunk.sentences)
        assert tokens <= most or len(chunk.sentences) == 1
    taken = sorted((s.start, s.end, s.block) for c in chunks for s in c.sentences if c.row is None)
    wanted = [
        (start, end, index)
        for index, block in enumerate(document.blocks)
        if block.kind in BODY
        for start, end in split_sentences(document.text, block.start, block.end)
    ]
    body = [s for s in taken if document.blocks[s[2]].kind in BODY]
    assert body == wanted


@pytest.mark.parametrize("name", [f"{REPORT}.txt", f"{TABLE}.md"])
@pytest.mark.parametrize("most", [192, 24])
def test_the_shipped_chunks_are_ranges_of_whole_sentences(name: str, most: int) -> None:
    document = shipped(name)
    chunks = chunks_of(document, most)
    assert len(chunks) > 100
    check(document, chunks, most)


PARTS = st.sampled_from(
    ["开源。", "项目很多，", "“好！”", "它 a. B", "\n", "\n\n", "\f", "➢ 甲", "；", "x"]
)


@trial(max_examples=200, deadline=None, database=None)
@given(st.lists(PARTS, max_size=60).map("".join), st.integers(1, 40))
def test_any_document_is_chunked_whole(content: str, most: int) -> None:
    document = text(content)
    check(document, chunks_of(document, most), most)


def test_every_word_of_the_body_is_in_a_sentence() -> None:
    document = shipped(f"{REPORT}.txt")
    covered = bytearray(len(document.text))
    for chunk in chunks_of(document):
        for sentence in chunk.sentences:
            length = sentence.end - sentence.start
            covered[sentence.start : sentence.end] = b"\x01" * length
    for block in document.blocks:
        if block.kind in BODY:
            missed = [
                document.text[i]
                for i in range(block.start, block.end)
                if not covered[i] and not document.text[i].isspace()
            ]
            assert missed == []


def sentences(content: str) -> list[str]:
    return [content[a:b] for a, b in split_sentences(content, 0, len(content))]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("一是开源。二是社区！三是什么？", ["一是开源。", "二是社区！", "三是什么？"]),
        ("他说：“开源很好。”大家都同意。", ["他说：“开源很好。”", "大家都同意。"]),
        ("（他说：“很好！”）大家都同意。", ["（他说：“很好！”）", "大家都同意。"]),
        ("真的吗？！大家都同意。", ["真的吗？！", "大家都同意。"]),
        ("营收增长了；利润下降了。", ["营收增长了；", "利润下降了。"]),
        ("他想了想……大家都同意。", ["他想了想……", "大家都同意。"]),
        ("增长率达到 3.5 倍。MySQL 8.0 发布了。", ["增长率达到 3.5 倍。", "MySQL 8.0 发布了。"]),
        ("It was mended. They left.", ["It was mended.", "They left."]),
        ("Use Node.js and e.g. deno.", ["Use Node.js and e.g. deno."]),
        ("没有结尾的一句", ["没有结尾的一句"]),
        ("开源项目很多。”", ["开源项目很多。”"]),
        ("开源项目很多。 ）", ["开源项目很多。 ）"]),  # a stub is no sentence
        ("   ", []),
    ],
)
def test_where_sentences_end(content: str, expected: list[str]) -> None:
    assert sentences(content) == expected


def test_sentences_of_a_part_stay_in_the_part() -> None:
    content = "前面的话说完了。中间的话说完了。后面的话说完了。"
    assert split_sentences(content, 8, 16) == [(8, 16)]


def test_sizes_close_a_chunk_before_the_sentence_that_would_pass() -> None:
    document = text("大家都说开源很好一。大家都说开源很好二。大家都说开源很好三。")  # 5 tokens each
    assert [len(c.sentences) for c in chunks_of(document, 10)] == [2, 1]
    assert [len(c.sentences) for c in chunks_of(document, 9)] == [1, 1, 1]
    assert [len(c.sentences) for c in chunks_of(document, 15)] == [3]


def test_a_sentence_longer_than_the_size_stays_whole() -> None:
    document = text("开源项目" * 30 + "。" + "大家都同意这样做。")
    first, second = chunks_of(document, 10)
    assert first.end - first.start == 121
    assert document.text[second.start : second.end] == "大家都同意这样做。"


def test_a_page_ends_its_chunk() -> None:
    document = text("第一页的事情说完了。\f第二页的事情也说完了。")
    assert [c.page for c in chunks_of(document)] == [1, 2]


def test_a_heading_ends_the_chunk_above_it_and_stays_out() -> None:
    document = markdown("甲说完了。\n\n# 题目\n\n乙说完了。\n")
    got = [(c.trail, document.text[c.start : c.end]) for c in chunks_of(document)]
    assert got == [((), "甲说完了。"), (("题目",), "乙说完了。")]


def test_a_heading_without_paragraphs_can_be_found_itself() -> None:
    document = markdown("# 只有题目的一页\n")
    (chunk,) = chunks_of(document)
    assert document.text[chunk.start : chunk.end] == "只有题目的一页"


def test_paragraphs_under_one_heading_share_a_chunk() -> None:
    document = markdown("# 题目\n\n甲说完了。\n\n乙说完了。\n")
    (chunk,) = chunks_of(document)
    assert [s.block for s in chunk.sentences] == [1, 2]
    assert context_of(chunk, document) == "题目\n甲说完了。\n乙说完了。"


def test_the_headings_of_a_chunk_can_be_quoted_where_they_stand() -> None:
    document = markdown("# 京东发布言犀大模型\n\n## 短题\n\n产业可以用它。\n\n它已经开放。\n")
    (chunk,) = chunks_of(document)
    quotes = [document.text[head.start : head.end] for head in chunk.heads]
    assert chunk.trail == ("京东发布言犀大模型", "短题")
    assert quotes == ["京东发布言犀大模型"]  # the short one says nothing by itself


def test_a_heading_of_another_page_is_not_among_them() -> None:
    document = text("京东发布言犀大模型\n\n产业可以用它了。\f它们后来又发展出很多别的东西。")
    first, second = chunks_of(document)
    assert second.trail == first.trail == ("京东发布言犀大模型",)
    assert (len(first.heads), second.heads) == (1, ())


def test_rows_are_chunks_of_their_own_without_duplicates() -> None:
    document = markdown("# 表\n\n|名|国|\n|-|-|\n|x|中|\n|x|中|\n|y|美|\n")
    chunks = chunks_of(document)
    assert [c.row for c in chunks] == [1, 3]
    assert [row_of(c, document).number for c in chunks] == [1, 3]
    assert [len(c.sentences) for c in chunks] == [1, 1]
    assert context_of(chunks[0], document) == "表\n名：x；国：中"


def test_the_shipped_table_has_a_chunk_for_each_row_but_the_duplicate() -> None:
    document = shipped(f"{TABLE}.md")
    (table,) = document.tables
    rows = [c.row for c in chunks_of(document) if c.row is not None]
    assert rows == [r.number for r in table.rows if r.duplicate_of is None]
    assert len(rows) == len(table.rows) - 1


def test_ids_are_stable_and_tell_words_and_places_apart() -> None:
    content = "开源项目很多很多。\f开源项目很多很多。"
    first, second = chunks_of(text(content))
    assert [c.id for c in chunks_of(text(content))] == [first.id, second.id]
    assert first.id != second.id  # the same words elsewhere
    assert chunks_of(text("开源项目不多不多。"))[0].id != first.id  # other words there
    assert chunks_of(text(f"{content}\f又说了一件事情。"))[0].id == first.id
