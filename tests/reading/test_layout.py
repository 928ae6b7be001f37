from __future__ import annotations

import pytest

from askreport.reading.characters import join, tidy, width
from askreport.reading.layout import split_pages


def pages(content: str) -> list[list[str]]:
    return [[line.text for line in page.lines] for page in split_pages(content)]


@pytest.mark.parametrize(
    "content",
    [
        "上\n 下",  # one space, directly below
        "上\n\n\n\n下",  # three empty lines
        "上\n37 / 87\n\n\n下",  # a printed mark and two empty lines
        "上\f下",
        "上\n\f下",  # as pdftotext writes it
        "上\f\n下",
        "上\n\f\n\n下",
        "上\f\f下",
    ],
)
def test_a_page_begins(content: str) -> None:
    assert [page[-1] if page[-1] == "下" else page[0] for page in pages(content)] == ["上", "下"]


@pytest.mark.parametrize(
    "content",
    [
        "上\n\n 下",  # words were lost in front of it
        "上\n \n 下",
        "上\n  下",  # an indent
        "上\n\n\n下",
        "上\n37 / 87\n\n下",
        " 上\n下",
        "上\n \n \n \n下",  # white space is not emptiness
        "上\n\u3000下",
    ],
)
def test_a_page_goes_on(content: str) -> None:
    assert len(pages(content)) == 1


def test_a_mark_counts_only_for_the_page_it_ends() -> None:
    assert pages("上\n1 / 9\n\n\n中\n\n\n下") == [["上", "1 / 9"], ["中", "下"]]


def test_the_printed_number_is_the_label_of_its_page() -> None:
    assert [page.label for page in split_pages("上\n 中\n37 / 87 \n\n\n下")] == [None, "37", None]


def test_a_fraction_inside_a_line_is_no_label() -> None:
    assert [page.label for page in split_pages("占 37 / 87 的人")] == [None]


def test_a_line_knows_its_width_and_the_empty_lines_above() -> None:
    (page,) = split_pages("开源 ab\n\n\nx")
    assert [(line.width, line.above) for line in page.lines] == [(7, 0), (1, 2)]


def test_a_run_of_spaces_between_wide_characters_tells_of_lost_words() -> None:
    (page,) = split_pages("支持与任意  代码\n支持与 任意代码\nab  cd")
    assert [line.loses for line in page.lines] == [True, False, False]


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("开源", "项目", ""),
        ("开源", "GPT", ""),
        ("GPT", "开源", ""),
        ("open", "source", " "),
        ("2023", "in", " "),
        ("state-of-", "the-art", ""),
        ("https://gitee.com/", "askreport", ""),
        ("Node.", "js", ""),
        ("at the end.", "Then", " "),
        ("open", ", and", ""),
        ("GPT", "，", ""),
        ("", "open", ""),
        ("open", "", ""),
    ],
)
def test_joining_two_lines(left: str, right: str, between: str) -> None:
    assert join(left, right) == between


@pytest.mark.parametrize(
    ("line", "tidied"),
    [
        ("资 深 React 开 发 者 François", "资深 React 开发者 François"),
        ("了 一 篇 评 论 《 Open-source", "了一篇评论《 Open-source"),
        ("开源 开发者 生态", "开源 开发者 生态"),  # two deliberate spaces
        ("  a \t b\u3000c ", "a b c"),
        ("   ", ""),
    ],
)
def test_justified_lines_are_closed_up(line: str, tidied: str) -> None:
    assert tidy(line) == tidied


def test_a_wide_character_takes_two_columns() -> None:
    assert width("开源，ab") == 8
