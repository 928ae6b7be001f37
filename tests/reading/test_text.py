from __future__ import annotations

from hypothesis import given
from hypothesis import settings as trial
from hypothesis import strategies as st

from askreport.reading.headings import Piece, attribute
from askreport.records import BlockKind
from tests.reading.make import blocks, check_structure, of_kind, squeezed, text, trail_of

LONG = "开源项目的维护者在这一年里遇到了很多新的问题，社区里的人也在想办法，"
HEAD = "开源开发者事件回顾"

LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\n\r")),
        st.text(alphabet="开源者，。：；“”➢>.1- aB（）图", max_size=80),
        st.sampled_from(["", " ", "37 / 87", HEAD, "网友评论：", "图源：x", "\f", "1. 甲", "一、"]),
    ),
    max_size=40,
)


@trial(max_examples=300, deadline=None, database=None)
@given(LINES)
def test_any_lines_keep_their_words_in_order(lines: list[str]) -> None:
    content = "\n".join(lines)
    document = text(content)
    assert squeezed(document.text) == squeezed(content)
    check_structure(document)
    assert all(0 <= a < b <= len(document.text) for a, b in document.gaps)


def test_chinese_lines_are_joined_without_a_space() -> None:
    document = text(f"{LONG}\n大家最后还是找到了办法。")
    assert blocks(document) == [("paragraph", f"{LONG}大家最后还是找到了办法。")]


def test_latin_lines_are_joined_with_a_space() -> None:
    above = "The maintainers of this project met so many new problems in that year, that they"
    document = text(f"{above}\nworked hard to mend them.")
    assert blocks(document) == [("paragraph", f"{above} worked hard to mend them.")]


def test_a_word_broken_at_its_hyphen_gets_no_space() -> None:
    above = "The maintainers of this project met so many new problems with their state-of-the-"
    document = text(f"{above}\nart models, and mended them.")
    assert blocks(document) == [("paragraph", f"{above}art models, and mended them.")]


def test_double_spaced_lines_make_one_paragraph() -> None:
    document = text(f"{LONG}\n\n{LONG}\n\n大家最后还是找到了办法。")
    assert blocks(document) == [("paragraph", f"{LONG}{LONG}大家最后还是找到了办法。")]


def test_a_sentence_that_ended_ends_its_paragraph() -> None:
    document = text("第一件事情说完了。\n\n第二件事情也说完了。")
    assert of_kind(document, BlockKind.PARAGRAPH) == ["第一件事情说完了。", "第二件事情也说完了。"]


def test_a_short_line_above_a_paragraph_is_its_heading() -> None:
    document = text(f"微软开源 JARVIS\n\n{LONG}\n大家最后还是找到了办法。")
    assert blocks(document)[0] == ("heading", "微软开源 JARVIS")
    assert trail_of(document, LONG) == ("微软开源 JARVIS",)
    assert document.pages[0].heading == "微软开源 JARVIS"


def test_a_heading_over_two_lines_is_whole_in_the_trail() -> None:
    document = text(
        "京东发布言犀大模型\n\n全面推向产业\n\n"
        "全面推向产业的是京东。7 月 13 日，京东向产业全面推出言犀大模型，客户可以用它。"
    )
    assert trail_of(document, "全面推向产业的是") == ("京东发布言犀大模型 全面推向产业",)


def test_a_heading_glued_to_its_paragraph_is_cut_off() -> None:
    rest = "ChatGPT 类似，是一种基于大规模文本训练的对话助手，它能够回答"  # as wide as the others
    below = "各种各样的问题，也能够写出程序和文章来，让人们很惊讶，它由公司"
    document = text(f"公司推出新的助手 {rest}\n{below}\n开发出来。")
    assert blocks(document) == [
        ("heading", "公司推出新的助手"),
        ("paragraph", f"{rest}{below}开发出来。"),
    ]
    assert trail_of(document, "ChatGPT 类似") == ("公司推出新的助手",)


def test_every_bullet_is_an_item_of_its_own() -> None:
    document = text("➢ 向量数据库\n➢ 大模型框架、微调\n➢ 开发工具")
    assert [kind for kind, _ in blocks(document)] == ["list_item"] * 3


def test_numbers_make_items_but_decimals_do_not() -> None:
    document = text("1.选择预训练模型。\n2.准备数据。\n3.5 亿美元的融资完成了。")
    assert [kind for kind, _ in blocks(document)] == ["list_item", "list_item", "paragraph"]


def paged(*heads: str) -> str:
    return "\f".join(f"{head}\n\n第{n}页的事情说完了。" for n, head in enumerate(heads))


def test_a_line_on_page_after_page_is_a_running_head() -> None:
    document = text(paged(HEAD, HEAD, "开源 开发者事件回顾", "别的话题"))
    assert of_kind(document, BlockKind.RUNNING_HEAD) == [HEAD, HEAD, "开源 开发者事件回顾"]
    assert all(HEAD not in block.trail for block in document.blocks)


def test_twice_is_not_page_after_page() -> None:
    assert of_kind(text(paged(HEAD, HEAD, "别的话题")), BlockKind.RUNNING_HEAD) == []


def test_what_stands_twice_on_one_page_is_no_running_head() -> None:
    document = text(paged(HEAD, HEAD, HEAD) + f"\n\n{HEAD}\n\n又一件事情说完了。")
    assert of_kind(document, BlockKind.RUNNING_HEAD) == []


def test_who_speaks_is_no_running_head_however_often() -> None:
    document = text(paged("网友评论：", "网友评论：", "网友评论："))
    assert of_kind(document, BlockKind.HEADING) == ["网友评论："] * 3


def test_marks_sources_and_links_are_furniture() -> None:
    document = text("事情说完了。\n\n图源：OSCHINA\n\nhttps://gitee.com/x\n\n37 / 87")
    assert of_kind(document, BlockKind.FURNITURE) == [
        "图源：OSCHINA",
        "https://gitee.com/x",
        "37 / 87",
    ]


def test_paragraphs_find_their_headings_by_what_they_are_about() -> None:
    document = text(
        "Anthropic 推出 Claude\n\nMeta 开源 Llama 2\n\n"
        "2023 年 7 月，Meta 发布了 Llama 2 大模型，它可以免费商用。\n\n"
        "2023 年 3 月，Anthropic 公司推出了 Claude 这个助手，它很会聊天。"
    )
    assert trail_of(document, "2023 年 7 月") == ("Meta 开源 Llama 2",)
    assert trail_of(document, "2023 年 3 月") == ("Anthropic 推出 Claude",)


def test_a_heading_holds_for_the_paragraphs_of_the_next_page() -> None:
    document = text(f"大模型的生态\n\n{LONG}很好。\f它们后来又发展出很多别的东西。")
    assert trail_of(document, "它们后来") == ("大模型的生态",)


def test_lost_words_leave_a_gap_where_they_stood() -> None:
    document = text("它的库很多（如 ）和框架。\n\n：帮助用户优化。")
    assert [document.text[a - 1 : b + 1] for a, b in document.gaps] == ["如 ）", "\n：帮"]


def test_a_line_that_ends_a_quotation_goes_on_with_the_one_above() -> None:
    document = text(
        "由一家风投的合伙人等作者联合撰写的“State of AI\n\n"
        "Report 2023”报告，从研究、行\n\n业和政策三个方面看问题。\n"
    )
    whole = "联合撰写的“State of AI Report 2023”报告，从研究、行业和政策三个方面看问题。"

    assert blocks(document) == [("paragraph", f"由一家风投的合伙人等作者{whole}")]


def test_a_bracket_under_a_line_goes_on_with_it() -> None:
    document = text(
        "某某公司和创始人夫妇共同设立的基金会\n"
        "(A Foundation) 于三月宣布，该公司的联合创始人去世，\n享年九十四岁。\n"
    )

    assert [kind for kind, _ in blocks(document)] == ["paragraph"]


def test_a_heading_is_no_first_line_of_who_it_is_about() -> None:
    document = text(
        "某科技公司创始人赵钱孙离世，享年 55 岁\n\n"
        "赵钱孙主要从事计算机视觉相关领域的\n研究，包括多媒体、计算机视觉、模式\n识别等方面。\n"
    )

    assert [kind for kind, _ in blocks(document)] == ["heading", "paragraph"]


def test_nothing_stands_under_a_heading_below_where_a_page_is_in_order() -> None:
    page = [
        Piece("开头讲了大模型和工具的几个问题。", heading=False),
        Piece("大模型和工具", heading=True),
        Piece("后面讲的是别的事情。", heading=False),
    ]

    assert attribute(page) == [(1,), (), (1,)]
    assert attribute(page, ordered=True) == [(), (), (1,)]
