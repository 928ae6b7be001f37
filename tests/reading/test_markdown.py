from __future__ import annotations

import re
from functools import cache

from hypothesis import given
from hypothesis import settings as trial
from hypothesis import strategies as st

from askreport.reading import read_document
from askreport.records import BlockKind, Cell, Document, Row, Table
from tests.conftest import ROOT, TABLE
from tests.reading.make import blocks, check_structure, markdown, of_kind, squeezed, trail_of

PATH = ROOT / "corpus" / f"{TABLE}.md"


@cache
def shipped() -> Document:
    return read_document(PATH)


def cell(document: Document, row: Row, column: int) -> str:
    return document.text[row.cells[column].start : row.cells[column].end]


def values(document: Document, found: Cell) -> list[str]:
    return [document.text[a:b] for a, b in found.values]


def row_named(document: Document, name: str) -> Row:
    (table,) = document.tables
    return next(row for row in table.rows if cell(document, row, 0) == name)


# --- the shipped table --------------------------------------------------------------------------


def test_every_word_of_the_shipped_file_stands_in_order() -> None:
    raw = re.sub(r"<[^>]*>", "", PATH.read_text(encoding="utf-8")).replace("**", "")
    raw = re.sub(r"^(?:#+ |\+ )", "", raw, flags=re.MULTILINE)
    raw = re.sub(r"^\|[ :|-]+\|$", "", raw, flags=re.MULTILINE)
    raw = re.sub(r"!?\[([^]]*)]\(([^)]*)\)", r"\1(\2)", raw)
    assert squeezed(shipped().text).replace("|", "") == squeezed(raw).replace("|", "")


def test_the_shipped_document_is_well_formed() -> None:
    check_structure(shipped())
    assert len(shipped().pages) == 1
    assert not re.search(r"<font|\*\*|style=", shipped().text)


def test_the_shipped_table_has_a_row_a_line() -> None:
    lines = [x for x in PATH.read_text(encoding="utf-8").splitlines() if x.startswith("|")]
    (table,) = shipped().tables
    assert table.columns == ("成果", "机构", "国")
    assert table.caption == "开源系统杰出成果（2022-2023）"
    assert len(table.rows) == len(lines) - 2
    assert [row.number for row in table.rows] == list(range(1, len(lines) - 1))
    for row, line in zip(table.rows, lines[2:], strict=True):
        plain = re.sub(r"<[^>]*>|\*\*", "", line)
        plain = re.sub(r"\[([^]]*)]\(([^)]*)\)", r"\1(\2)", plain)
        joined = " | ".join(cell(shipped(), row, column) for column in range(3))
        assert squeezed(f"|{joined}|") == squeezed(plain)


def test_several_institutions_are_several_values() -> None:
    row = row_named(shipped(), "ChatGLM")
    assert values(shipped(), row.cells[1]) == [
        "Tsinghua University",
        "Zhipu.AI",
        "Beijing Academy of Artificial Intelligence (BAAI)",
        "MIT",
    ]
    assert values(shipped(), row.cells[2]) == ["China", "USA"]
    assert [c.column for c in row.cells] == ["成果", "机构", "国"]


def test_a_row_that_stands_twice_is_known() -> None:
    (table,) = shipped().tables
    (again,) = [row for row in table.rows if row.duplicate_of is not None]
    first = table.rows[(again.duplicate_of or 0) - 1]
    assert cell(shipped(), again, 0) == cell(shipped(), first, 0) == "Service Weaver"
    assert first.number < again.number


def test_rows_are_blocks_under_their_headings() -> None:
    (table,) = shipped().tables
    rows = [b for b in shipped().blocks if b.kind is BlockKind.ROW]
    assert [(b.start, b.end) for b in rows] == [(row.start, row.end) for row in table.rows]
    assert {b.trail for b in rows} == {("开源系统杰出成果（2022-2023）",)}


# --- the rules ----------------------------------------------------------------------------------


def table_of(document: Document) -> Table:
    (table,) = document.tables
    return table


def grid(document: Document) -> list[list[str]]:
    return [[document.text[c.start : c.end] for c in r.cells] for r in table_of(document).rows]


def test_headings_nest() -> None:
    document = markdown("# 一\n\n甲。\n\n## 二\n\n乙。\n\n# 三\n\n丙。\n")
    assert trail_of(document, "甲") == ("一",)
    assert trail_of(document, "乙") == ("一", "二")
    assert trail_of(document, "丙") == ("三",)
    assert document.pages[0].heading == "一"


def test_kinds_of_blocks() -> None:
    document = markdown(
        "# 题\n\n段落\n续行。\n\n+ 甲\n+ 乙\n\n![](x.png)\n\n```py\nprint(1)\n```\n"
    )
    assert blocks(document) == [
        ("heading", "题"),
        ("paragraph", "段落 续行。"),
        ("list_item", "甲"),
        ("list_item", "乙"),
        ("furniture", "(x.png)"),
        ("paragraph", "print(1)"),
    ]


def test_markup_goes_and_words_stay() -> None:
    document = markdown("**甲**<font color='red'>乙</font> `丙` [丁](http://x/y) &amp; \\*")
    assert document.text == "甲乙 丙 丁(http://x/y) & *"


def test_words_inside_block_html_stay() -> None:
    document = markdown("<div>\n甲说 <b>乙</b>\n</div>\n\n<p>丙</p>\n")
    assert squeezed(document.text) == "甲说乙丙"


def test_a_bare_link_stands_once() -> None:
    assert markdown("见 <https://gitee.com/x> 。").text == "见 https://gitee.com/x 。"


def test_a_link_target_is_not_rewritten() -> None:
    assert markdown("[甲](http://x/中文)").text == "甲(http://x/中文)"
    assert markdown("<http://x/%E4%B8%AD>").text == "http://x/%E4%B8%AD"


def test_pipes_inside_an_element_separate_values_not_columns() -> None:
    document = markdown("|甲|乙|\n|-|-|\n|<font>Meta|MIT</font>|<b>USA；China、UK</b>|\n")
    assert grid(document) == [["Meta|MIT", "USA；China、UK"]]
    (row,) = table_of(document).rows
    assert [values(document, c) for c in row.cells] == [["Meta", "MIT"], ["USA", "China", "UK"]]


def test_values_leave_out_the_white_space_around_them() -> None:
    document = markdown("|甲|\n|-|\n|<b> Meta | MIT; </b>|\n")
    assert values(document, table_of(document).rows[0].cells[0]) == ["Meta", "MIT"]


def test_an_empty_cell_has_no_values_and_keeps_its_place() -> None:
    document = markdown("|甲|乙|\n|-|-|\n||x|\n")
    (row,) = table_of(document).rows
    assert row.cells[0].values == ()
    assert document.text[row.start : row.end] == " | x"
    assert [c.column for c in row.cells] == ["甲", "乙"]


def test_cells_beyond_the_header_lose_no_words() -> None:
    document = markdown("|甲|乙|\n|-|-|\n|1|2|3|\n|4|5|\n")
    assert re.findall(r"\d", document.text) == list("12345")


def test_duplicate_rows_point_at_the_first() -> None:
    document = markdown("|甲|\n|-|\n|x|\n|**x**|\n|y|\n|x|\n")
    assert [row.duplicate_of for row in table_of(document).rows] == [None, 1, None, 1]


def test_two_tables_have_their_own_captions() -> None:
    document = markdown("# 一\n\n|a|\n|-|\n|1|\n\n# 二\n\n|a|\n|-|\n|1|\n")
    assert [table.caption for table in document.tables] == ["一", "二"]
    assert [row.duplicate_of for table in document.tables for row in table.rows] == [None, None]


def test_a_header_is_furniture() -> None:
    assert of_kind(markdown("|甲|乙|\n|-|-|\n|1|2|\n"), BlockKind.FURNITURE) == ["甲 | 乙"]


WORD = st.text(alphabet="abcXYZ开源者年大", min_size=1, max_size=8)


@trial(max_examples=200, deadline=None, database=None)
@given(st.lists(st.lists(WORD, min_size=3, max_size=3), min_size=1, max_size=8))
def test_any_table_keeps_its_cells_at_their_places(rows: list[list[str]]) -> None:
    lines = ["|p|q|r|", "|-|-|-|", *(f"| <i>{a}|{b}</i> | **{b}** | {c} |" for a, b, c in rows)]
    document = markdown("\n".join(lines))
    assert grid(document) == [[f"{a}|{b}", b, c] for a, b, c in rows]
    for row, (a, b, _) in zip(table_of(document).rows, rows, strict=True):
        assert values(document, row.cells[0]) == [a, b]
        assert document.text[row.start : row.end].split(" | ")[1] == b


@trial(max_examples=300, deadline=None, database=None)
@given(st.lists(st.tuples(st.sampled_from(["", "# ", "+ ", "1. ", "> ", "**"]), WORD), max_size=12))
def test_any_plain_words_stay_in_order(lines: list[tuple[str, str]]) -> None:
    content = "\n\n".join(m + word + (m if m == "**" else "") for m, word in lines)
    assert markdown(content).text.split() == [word for _, word in lines]


@trial(max_examples=300, deadline=None, database=None)
@given(st.text(alphabet="#*|-<>/[]()!`&;\\ \n\tab开:1.=\"'font", max_size=120))
def test_any_markup_is_read(content: str) -> None:
    document = markdown(content)
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(document.text)
        end = block.end
    for table in document.tables:
        for row in table.rows:
            for found in row.cells:
                assert row.start <= found.start <= found.end <= row.end
                assert all(found.start <= a < b <= found.end for a, b in found.values)
