"""Questions on tables: what they select, and which questions are about the text instead."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from askreport.embedding.hashed import HashedEmbedder
from askreport.indexing import build
from askreport.question import read_question
from askreport.store.snapshot import load_snapshot
from askreport.tables import Selection, TableIndex, open_tables, told
from askreport.tables.belonging import Belonging
from askreport.tables.columns import Column, ColumnKind
from askreport.tables.leftover import leftover
from askreport.tables.numbers import bounds_in, number_in, scale_of, small_number
from askreport.tables.superlatives import superlative_in
from tests.conftest import ROOT, TABLE
from tests.questions_on_tables import ABOUT_THE_TEXT, QUESTIONS, Question

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.assistant import Assistant
    from askreport.records import Document
    from askreport.store.snapshot import Snapshot

MEANT = 0.5
"""Confidence from which on a table is meant."""


@pytest.fixture(scope="module")
def index(snapshot: Snapshot) -> TableIndex:
    return open_tables(snapshot)


@pytest.fixture
def document(snapshot: Snapshot) -> Document:
    return snapshot.documents[TABLE]


def ask(index: TableIndex, text: str) -> Selection:
    selection = index.select(text, read_question(text))
    assert selection is not None, text
    return selection


def keys(document: Document, rows: tuple[int, ...]) -> list[str]:
    found = []
    for number in rows:
        cell = document.tables[0].rows[number - 1].cells[0]
        found.append(" ".join(document.text[cell.start : cell.end].partition("(http")[0].split()))
    return found


# --- the shipped table ----------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.text)
def test_a_question_selects_its_rows(
    question: Question, index: TableIndex, document: Document
) -> None:
    got = ask(index, question.text)
    assert got.document_id == TABLE
    assert got.confidence >= MEANT
    assert got.operation == question.operation
    if question.rows is not None:
        assert sorted(keys(document, got.rows)) == sorted(question.rows)
    if question.size is not None:
        assert len(got.rows) == question.size
    if question.count is not None:
        assert got.count == question.count
    if question.values is not None:
        assert sorted(got.values) == sorted(question.values)
    if question.groups:
        assert {group.value: len(group.rows) for group in got.groups} == question.groups
    if question.related is not None:
        assert sorted(keys(document, got.related)) == sorted(question.related)


@pytest.mark.parametrize("text", ABOUT_THE_TEXT)
def test_a_question_about_the_text_is_left_to_the_text(text: str, index: TableIndex) -> None:
    got = index.select(text, read_question(text))
    assert got is None or got.confidence < MEANT


def test_hardly_any_reference_question_about_the_text_is_taken(index: TableIndex) -> None:
    cases = [
        json.loads(line)
        for line in (ROOT / "evals" / "cases" / "dev.jsonl").read_text("utf-8").splitlines()
    ]
    taken = []
    others = [
        case["question"]
        for case in cases
        if case["kind"] != "table"
        and not any(TABLE in evidence["document"] for evidence in case["evidence"])
        and "misspelt" not in case["id"]
    ]
    assert len(others) > 60
    for text in others:
        got = index.select(text, read_question(text))
        if got is not None and got.confidence >= MEANT and got.elsewhere == 0:
            taken.append(text)
    assert len(taken) <= 0.02 * len(others), taken


def test_chunks_are_those_of_the_rows(
    index: TableIndex, snapshot: Snapshot, document: Document
) -> None:
    got = ask(index, "清华大学有哪些项目入选？")
    assert len(got.chunks) == len(got.rows) == 4
    starts = [document.tables[0].rows[number - 1].start for number in got.rows]
    assert [snapshot.chunks[position].start for position in got.chunks] == starts
    assert [snapshot.chunks[position].row for position in got.chunks] == list(got.rows)


def test_a_condition_quotes_the_question(index: TableIndex) -> None:
    text = "請問清華大學和ETH Zurich有哪些成果入選？"
    got = ask(index, text)
    assert [text[c.start : c.end] for c in got.conditions] == ["清華大學", "ETH Zurich"]
    assert [c.mention for c in got.conditions] == ["清華大學", "ETH Zurich"]
    assert [c.values for c in got.conditions] == [("Tsinghua University",), ("ETH Zurich",)]
    assert {c.column for c in got.conditions} == {"机构"}
    assert [c.how for c in got.conditions] == ["dictionary", "exact"]


def test_a_repeated_row_counts_once(index: TableIndex, document: Document) -> None:
    numbers = [row.number for row in document.tables[0].rows if row.duplicate_of is not None]
    assert len(numbers) == 1
    assert numbers[0] not in ask(index, "谷歌有哪些成果入选？").rows


def test_what_was_not_understood_is_told(index: TableIndex) -> None:
    got = ask(index, "成果表里清华的数据库项目有哪些？")
    assert got.ignored == ("数据库",)
    assert ask(index, "成果表里清华的项目有哪些？").ignored == ()


def test_an_institution_has_no_country_that_a_row_of_it_lacks(index: TableIndex) -> None:
    got = ask(index, "哪些美国大学有成果上榜？")
    assert "Stanford University" in got.values
    assert "Tsinghua University" not in got.values  # with a US partner, and elsewhere in China


def test_documents_limit_the_search(index: TableIndex) -> None:
    text = "清华大学有哪些项目入选？"
    sought = read_question(text)
    assert index.select(text, sought, [TABLE]) == index.select(text, sought)
    assert index.select(text, sought, ["2023-china-open-source-developer-report"]) is None


def test_threads_may_share_an_index(snapshot: Snapshot) -> None:
    shared = open_tables(snapshot)
    text = "德国有哪些项目入选？"
    found: list[Selection | None] = []
    threads = [
        threading.Thread(target=lambda: found.append(shared.select(text, read_question(text))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 4
    assert len({selection.rows for selection in found if selection}) == 1


def test_a_question_takes_milliseconds(index: TableIndex) -> None:
    asked = [(text, read_question(text)) for text in ABOUT_THE_TEXT]
    for text, sought in asked:
        index.select(text, sought)
    begin = perf_counter()
    for text, sought in asked:
        index.select(text, sought)
    assert (perf_counter() - begin) / len(asked) < 0.02


# --- the computed part in words -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("清华有哪些项目入选？", "符合条件的共 4 项："),
        ("微软有多少项目上榜？", "符合条件的共 3 项，另有 2 项属于Microsoft Research Asia："),
        ("How many projects are from Germany?", "4 rows match:"),
        ("哪个国家入选的项目最多？", "USA 45 项。"),
        ("Which country has the most projects in the table?", "USA: 45."),
        ("法国有项目入选吗？", "表中没有符合“法国”的条目。"),
        ("Any projects from Russia in the table?", "No row of the table matches “Russia”."),
        ("CV-CUDA 有多少个 GitHub star？", "表中没有“GitHub star”这一栏。"),
        ("哪些公司来自克罗地亚？", "Airt.ai。"),
        ("南非有项目上榜吗", "有，共 1 项："),
        ("复旦的入选项目是什么？", ""),
        ("哪些国家入选的项目最多？", "USA 45 项；China 40 项；UK 5 项。"),
        ("Which countries have the most projects?", "USA: 45; China: 40; UK: 5."),
        ("华为和阿里谁的开源项目多", "Alibaba Group 6 项；Huawei 1 项。"),
        ("中国和英国相比哪个国家的入选项目更多？", "China 40 项；UK 5 项。"),
        ("中国和英国哪个国家入选的项目更少？", "UK 5 项；China 40 项。"),
        ("Does Germany have more projects than Canada?", "Germany: 4; Canada: 1."),
    ],
)
def test_the_computed_part_is_said(text: str, said: str, index: TableIndex) -> None:
    assert told(ask(index, text), read_question(text).language) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("清華有幾個項目入選？", "符合條件的共 4 個："),
        ("哪個國家入選的項目最多？", "USA 45 項。"),
        ("法國有項目入選嗎？", "表中沒有符合「法國」的條目。"),
        ("南非有項目上榜嗎", "有，共 1 項："),
    ],
)
def test_it_is_said_in_the_askers_script(text: str, said: str, index: TableIndex) -> None:
    assert told(ask(index, text), "zh-Hant") == said


def test_what_two_did_together_is_not_compared(index: TableIndex) -> None:
    assert ask(index, "美国和中国合作的项目有哪些").operation == "list"


# --- several parts, kinds of institutions, doubts ------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "微软上榜几个？其中跟高校合作的有哪几个？",
            [("ArchProbe", "Autogen", "TypeChat"), ("ArchProbe", "Autogen")],
        ),
        ("北大有几项上榜？南开呢？", [("BDOA and BDWare", "gStore"), ("E2FGVI",)]),
        ("Chroma 是哪国的？它跟 Candle 谁是 Hugging Face 的？", [("Chroma",), ("Candle",)]),
        (
            "微软跟宾州州立一起上榜的是哪个项目？跟清华、加州大学尔湾分校一起的呢？",
            [("Autogen",), ("ArchProbe",)],
        ),
        ("Burn 是谁家的？百度有什么项目？", [("Burn",), ("FastDeploy",)]),
        (
            "BDWare 是哪所高校的？那家机构还有什么项目？",
            [("BDOA and BDWare",), ("gStore",)],
        ),
        # What more there is of whoever the first part was about.
        ("gStore 哪家的？这家在表里还有别的吗", [("gStore",), ("BDOA and BDWare",)]),
        ("OSTrack 是谁做的，这两家还一起做了什么？", [("OSTrack",), ("DeePMD-kit",)]),
        (
            "Who's behind TypeChat, and what else did they make?",
            [("TypeChat",), ("ArchProbe", "Autogen")],
        ),
        (
            "Eureka是哪俩机构合作的？其中那家公司在表里还有哪些成果",
            [
                ("Eureka",),
                ("CV-CUDA", "NVIDIA Linux open GPU kernel module source", "Transformer Engine"),
            ],
        ),
        (
            "Hermes 是谁做的？同一个国家还有哪些别的成果？",
            [("Hermes",), ("Artemis", "Comprehensive-rust")],
        ),
        (
            "Autogen是微软跟哪个大学合作的？微软在表上还有别的项目吗",
            [("Autogen",), ("ArchProbe", "TypeChat")],
        ),
        (
            "Autogen是微软跟哪个大学合作的？这家公司还有什么项目",
            [("Autogen",), ("ArchProbe", "TypeChat")],
        ),
        (
            # The answer stands for it, however many rows there are.
            "表里阿里巴巴的成果是哪个国家的？这个国家和美国合作的有哪几项？",
            [
                ("CeresDB", "Chat2DB", "FaceChain", "GraphScope", "Secretflow", "Solider"),
                ("ArchProbe", "ChatGLM", "CV-CUDA"),
            ],
        ),
        (
            "Is TypeChat Microsoft's? Do they have anything else in the table?",
            [("TypeChat",), ("ArchProbe", "Autogen")],
        ),
        (
            "英伟达上榜的成果，哪些是和别家合作的，哪些是独自完成的",
            [
                ("CV-CUDA", "Eureka"),
                ("NVIDIA Linux open GPU kernel module source", "Transformer Engine"),
            ],
        ),
        (
            "ParadeDB、GreptimeDB、Marqo 这几个里有几个是美国的？剩下的是哪国",
            [("ParadeDB",), ("GreptimeDB", "Marqo", "ParadeDB")],
        ),
        ("GraphScope 是中国独立做的吗？还是有外国参与，哪国？", [("GraphScope",)] * 2),
        ("ChatGLM 除了清华还有谁参与？有美国的学校吗？", [("ChatGLM",)] * 2),
        (
            "Which project came from Cornell, and what country is it from? What about Nomic AI?",
            [("Egos-2000",), ("Egos-2000",), ("GPT4All",)],
        ),
    ],
)
def test_each_part_of_a_question_selects_its_rows(
    text: str, parts: list[tuple[str, ...]], index: TableIndex, document: Document
) -> None:
    got = ask(index, text)
    assert [tuple(keys(document, part.rows)) for part in got.parts] == parts
    assert set(got.all_chunks) == {chunk for part in got.parts for chunk in part.chunks}
    assert all(not part.further for part in got.further)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Same maker as IREE: what else of theirs is in the table?",
            ("Comprehensive-rust", "Service Weaver", "XLA"),
        ),
        ("跟 BDWare 同一所大学出的还有啥", ("gStore",)),
        (
            "Tsinghua's entries in the table with no American partner?",
            ("Cumulative Reasoning", "DB-GPT"),
        ),
    ],
)
def test_others_of_the_same_and_of_no_other_country(
    text: str, rows: tuple[str, ...], index: TableIndex, document: Document
) -> None:
    assert tuple(keys(document, ask(index, text).rows)) == rows


@pytest.mark.parametrize(
    "text",
    [
        "清华有哪些项目入选？",
        "BayLing 和 E2FGVI 是同一家机构做的吗？",
        "听说有克罗地亚的项目，是哪个？",
    ],
)
def test_what_one_selection_answers_is_not_parted(text: str, index: TableIndex) -> None:
    assert ask(index, text).further == ()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("哪些入选项目是高校做的，又是德国的？", ("Stable Diffusion",)),
        ("入选的非高校的瑞士项目有哪些", ("Comprehensive-rust",)),
        ("微软和高校合作的项目有哪些上榜", ("ArchProbe", "Autogen")),
        ("百度公司有哪些项目上榜", ("FastDeploy",)),
        ("爱尔兰的大学有什么项目入选", ("Jq",)),
        ("德国研究所的入选项目是哪个", ("DragGAN",)),
        ("那个叫 Egos 什么的教学系统是哪所学校的", ("Egos-2000",)),
        ("清华和微软一起搞的那个叫啥？", ("ArchProbe",)),
        ("有基金会参与的入选成果是哪个", ("OpenHarmony",)),
        ("微软亚研院上榜的都叫啥", ("HuggingGPT", "TaskMatrix")),
        ("上榜成果里光是瑞士一国（不算跨国的）的有哪些", ("Hermes",)),
        ("字节跟别人一起做的上榜项目是哪个", ("CV-CUDA",)),
        ("清华单独上榜的是哪个项目", ("DB-GPT",)),
    ],
)
def test_what_is_said_of_institutions_and_names_is_a_condition(
    text: str, rows: tuple[str, ...], index: TableIndex, document: Document
) -> None:
    assert set(keys(document, ask(index, text).rows)) == set(rows)


def test_a_university_is_no_academy_of_the_same_city(index: TableIndex) -> None:
    assert ask(index, "入选名单里有北京邮电大学的吗？").operation == "none_listed"


def test_work_of_several_countries_is_counted_as_what_meets_that(index: TableIndex) -> None:
    got = ask(index, "在榜的中外合作项目有几个")
    assert got.filtered
    assert got.count == 10
    assert told(got, "zh") == "符合条件的共 10 个："


def test_many_values_are_told_with_their_number_and_not_without_end(index: TableIndex) -> None:
    said = told(ask(index, "上榜的机构有哪些？"), "zh")
    assert said.startswith("“机构”一栏共 95 个：Meta、")
    assert said.endswith("等。")
    assert len(said) < 1100


def test_excluded_values_leave_only_the_rows_of_others(
    index: TableIndex, document: Document
) -> None:
    got = ask(index, "亚洲除了中国还有哪些国家上榜？")
    assert set(got.values) == {"Malaysia", "Turkey", "Singapore", "India"}
    assert "ChatGLM" not in keys(document, got.rows)


def test_all_rows_that_are_doubted_are_told(index: TableIndex, document: Document) -> None:
    got = ask(index, "MOSS 和 TreeSLS 都是上海交大的吧，各是哪所？")
    assert set(keys(document, got.rows)) == {"MOSS", "TreeSLS"}


@pytest.mark.parametrize("text", ["DB-GPT 是北大的吗？", "DB-GPT 背后是北大吧？"])
def test_a_doubt_about_a_row_is_answered_with_the_row(
    text: str, index: TableIndex, document: Document
) -> None:
    got = ask(index, text)
    assert got.operation == "lookup"
    assert keys(document, got.rows) == ["DB-GPT"]
    assert got.wanted == ("机构",)


def test_a_wrong_premise_about_a_row_selects_the_row_that_denies_it(
    index: TableIndex, document: Document
) -> None:
    got = ask(index, "百度的 Burn 是哪个国家的？")
    assert got.operation == "none_listed"
    assert keys(document, got.rows) == ["Burn"]


# --- whose is whose -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("University of California Irvine 是哪个国家的？", ("USA",)),
        ("BuoyantIO 是哪国公司", ("USA",)),
        ("爱丁堡大学是哪国的学校", ("UK",)),
        ("上榜的新加坡机构有哪些", ("S-Lab Nanyang Technological University",)),
        ("GraphScope 的参与方里哪个是英国的？", ("University of Edinburgh",)),
        ("PRQL 里斯洛文尼亚的公司叫什么", ("EdgeDB",)),
        ("和中国合作的英国机构有哪几家？", ("University of Edinburgh",)),
        ("和清华合作的国外机构有哪些", ("Microsoft", "University of California Irvine", "MIT")),
        ("中国的公司有哪些和国外机构合作？", ("Alibaba Group", "Zhipu.AI", "ByteDance")),
        ("Which Swiss institutions are on the list?", ("ETH Zurich", "Google")),
        (
            "List the American universities that worked with Chinese institutions.",
            ("University of California Irvine", "MIT"),
        ),
    ],
)
def test_whose_country_in_a_row_of_several_is_inferred(
    text: str, values: tuple[str, ...], index: TableIndex
) -> None:
    assert ask(index, text).values == values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("GraphScope 的参与方里哪个是英国的？", "University of Edinburgh。"),
        ("英伟达和字节跳动各是哪国的", "NVIDIA：USA；ByteDance：China。"),
        ("Which countries are NVIDIA and ByteDance from?", "NVIDIA: USA; ByteDance: China."),
        (
            "德国和瑞士的高校各有哪些上榜",
            "Germany：Ludwig Maximilian University of Munich、Heidelberg University；"
            "Switzerland：ETH Zurich。",
        ),
        ("在榜的项目，大学参与的多还是公司参与的多", "公司 71 项；大学 28 项。"),
        ("中国大学和中国企业哪个上榜的项目更多", "企业 19 项；大学 16 项。"),
    ],
)
def test_values_and_kinds_are_set_side_by_side(text: str, said: str, index: TableIndex) -> None:
    assert told(ask(index, text), read_question(text).language) == said


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "超过两家机构合作的成果里，哪些有外国单位",
            ("ArchProbe", "ChatGLM", "GraphScope", "OmniObject3D", "Stable Diffusion"),
        ),
        ("有没有南美的项目上榜", ("Langflow",)),
        ("哪个国家有 4 个项目上榜", ("DragGAN", "MnemOS", "Pandas AI", "Stable Diffusion")),
        ("有美国高校参与的入选项目里谁和中国合作", ("ArchProbe", "ChatGLM")),
        ("微软（亚洲研究院不算）的成果里，没有清华掺和的是哪些？", ("Autogen", "TypeChat")),
        (
            "Which NVIDIA entries were done without any outside partner?",
            ("NVIDIA Linux open GPU kernel module source", "Transformer Engine"),
        ),
        ("英伟达上榜的项目里哪些不是单干的", ("CV-CUDA", "Eureka")),
        ("阿里巴巴的项目中哪个有外国机构参与", ("GraphScope",)),
        ("命令行处理 JSON 的小工具 jq 是哪所大学的", ("Jq",)),
        ("PMI-something-Bench 是哪所大学做的", ("PMIdioBench",)),
        ("苏黎世联邦理工做了啥？", ("Artemis", "Hermes")),
    ],
)
def test_narrower_conditions_leave_fewer_rows(
    text: str, rows: tuple[str, ...], index: TableIndex, document: Document
) -> None:
    assert set(keys(document, ask(index, text).rows)) == set(rows)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("中美两国谁上榜的开源成果多？各有多少个？", 1),
        ("哪些项目是中国和英国一起做的，英国那边是谁", 2),
        ("上海人工智能实验室独立完成的是哪个，跟别的单位合作的又是哪些？", 2),
        ("中科院计算所和国科大合作的成果是哪些？计算所自己单干的又是哪个？", 2),
    ],
)
def test_two_questions_in_one(text: str, parts: int, index: TableIndex) -> None:
    assert len(ask(index, text).parts) == parts


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "南洋理工参与了哪个项目？和谁合作？",
            ("The Chinese University of Hong Kong", "Shanghai AI Laboratory"),
        ),
        (
            "Which project lists UC Irvine, and who shares the credit?",
            ("Microsoft", "Tsinghua University"),
        ),
    ],
)
def test_partners_are_the_others(text: str, values: tuple[str, ...], index: TableIndex) -> None:
    assert ask(index, text).parts[-1].values == values


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("微软入选的大模型项目有几个？", "大模型"),
        ("斯坦福的机器人项目上榜的有几个", "机器人"),
        ("百度的自动驾驶项目有哪些入选", "自动驾驶"),
        ("上榜的德国项目里哪个 star 最多", "star"),
        ("How many database projects by Stanford are on the list?", "database projects"),
    ],
)
def test_what_no_column_tells_of_the_rows_is_not_left_out(
    text: str, asked: str, index: TableIndex
) -> None:
    got = ask(index, text)
    assert (got.operation, got.asked) == ("not_a_column", asked)


@pytest.mark.parametrize(
    "text",
    ["跟德国沾边的项目都有哪些？", "德国都有哪些机构进了这份名单？学校、研究所、公司都算。"],
)
def test_what_only_says_how_is_no_condition(text: str, index: TableIndex) -> None:
    got = ask(index, text)
    assert got.operation == "list"
    assert len(got.rows) == 4


def test_others_of_the_same_maker_are_meant(index: TableIndex, document: Document) -> None:
    got = ask(index, "OpenLane-V2 还有别的项目吗？")
    assert keys(document, got.rows) == ["OmniObject3D", "UniAD"]
    none = ask(index, "Jq 还有其他项目吗")
    assert none.operation == "none_listed"
    assert "Jq" not in told(none, "zh")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("脸书的母公司和英伟达比，哪家上榜的成果多？", "脸书"),
        ("北航和哈工大谁上榜的项目多", "哈工大"),
    ],
)
def test_the_missing_side_of_a_comparison_is_said(
    text: str, missing: str, index: TableIndex
) -> None:
    got = ask(index, text)
    assert got.operation == "none_listed"
    assert missing in told(got, "zh")


def test_a_place_and_another_name_are_not_the_university_there(index: TableIndex) -> None:
    got = ask(index, "加州伯克利有什么成果上榜？")
    assert got.operation == "none_listed"


def columns_of(rows: list[tuple[str, str]], kind: ColumnKind = "other") -> tuple[Column, Column]:
    made = []
    for index, name in enumerate(("owner", "owned")):
        values = list(dict.fromkeys(v for row in rows for v in row[index].split("|")))
        places = tuple(
            (n, values.index(v)) for n, row in enumerate(rows) for v in row[index].split("|")
        )
        of = tuple(tuple(n for n, v in places if v == value) for value in range(len(values)))
        made.append(Column(name, index, kind, False, tuple(values), of, {}, places))
    return made[0], made[1]


def shared_out(rows: list[tuple[str, str]], row: int) -> list[set[str]]:
    owner, owned = columns_of(rows)
    belonging = Belonging(owner, owned)
    return [{owned.values[v] for v in belonging.possible(row, o)} for o in owner.in_order[row]]


def test_other_rows_and_elimination_say_what_belongs_together() -> None:
    rows = [("Ann", "Sales"), ("Ann|Bob", "Sales|Stock"), ("Bob|Cid|Ann", "Sales|Stock|Law")]
    assert shared_out(rows, 1) == [{"Sales"}, {"Stock"}]
    assert shared_out(rows, 2) == [{"Stock"}, {"Law"}, {"Sales"}]


def test_what_nothing_tells_stays_open() -> None:
    assert shared_out([("Ann|Bob|Cid", "Sales|Stock")], 0) == [{"Sales", "Stock"}] * 3
    assert shared_out([("Ann", "Sales|Stock")], 0) == [{"Sales", "Stock"}]


def test_the_order_counts_only_where_other_rows_keep_it() -> None:
    known = [("A", "x"), ("B", "y")]
    kept = [*known, ("A|B", "x|y"), ("B|A", "y|x"), ("C|D", "x|y")]
    assert shared_out(kept, 4) == [{"x"}, {"y"}]
    broken = [*known, ("A|B", "x|y"), ("B|A", "x|y"), ("C|D", "x|y")]
    assert shared_out(broken, 4) == [{"x", "y"}, {"x", "y"}]


# --- other tables ---------------------------------------------------------------------------------

CITIES = """# 亚欧主要城市

| 城市 | 国家 | 人口（万） | 市长 | 面积（平方公里） |
|-|-|-|-|-|
| 上海 | 中国 | 2487 | 龚正 | 6340 |
| 北京 | 中国 | 2189 | 殷勇 | 16410 |
| 东京 | 日本 | 1396 | 小池百合子 | 2194 |
| 大阪 | 日本 | 275 | 横山英幸 | 225 |
| 巴黎 | 法国 | 210 | 安娜·伊达尔戈 | 105 |
| 马赛 | 法国 | 87 | 伯努瓦·帕扬 | 240 |
| 柏林 | 德国 | 367 | 凯·韦格纳 | 891 |
| 慕尼黑 | 德国 | 149 | 迪特尔·赖特尔 | 310 |
| 伊斯坦布尔 | 土耳其 | 1590 | 埃克雷姆·伊马姆奥卢 | 5343 |
"""
LIBRARIES = """Some words about libraries and how they are kept.

| Library | Maintainer | License | Stars | First release |
|-|-|-|-|-|
| Quicksort | Acme Inc. | MIT | 12,400 | 2015 |
| Bluebird | Northwind Foundation | Apache-2.0 | 8,900 | 2013 |
| Redwood | Acme Inc. | GPL-3.0 | 22,100 | 2019 |
| Tinycask | Jane Miller | MIT | 950 | 2021 |
| Harbor | Northwind Foundation; Acme Inc. | BSD-3-Clause | 3,050 | 2017 |
"""
FIRMS = """# 科技企业名单

| 公司 | 总部 | 行业 | 营收（亿元） | 成立年份 |
|-|-|-|-|-|
| 华为技术有限公司 | 深圳 | 通信设备 | 7042 | 1987 |
| 腾讯控股有限公司 | 深圳 | 互联网 | 6090 | 1998 |
| 阿里巴巴集团 | 杭州 | 互联网；电子商务 | 8687 | 1999 |
| 小米集团 | 北京 | 消费电子 | 2710 | 2010 |
| 联想集团 | 北京 | 消费电子 | 4360 | 1984 |
| 比亚迪股份有限公司 | 深圳 | 汽车 | 6023 | 1995 |
| 网易公司 | 杭州 | 互联网 | 1035 | 1997 |
"""
MADE_UP = {"cities": CITIES, "libraries": LIBRARIES, "firms": FIRMS}


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[TableIndex, Document]]:
    found = {}
    for name, text in MADE_UP.items():
        folder: Path = tmp_path_factory.mktemp(name)
        (folder / "corpus").mkdir()
        (folder / "corpus" / f"{name}.md").write_text(text, encoding="utf-8")
        build([folder / "corpus"], folder / "index", HashedEmbedder())
        snapshot = load_snapshot(folder / "index")
        found[name] = (open_tables(snapshot), snapshot.documents[name])
    return found


LISTED = [
    ("cities", "哪个城市人口最多？", "extreme", "上海"),
    ("cities", "人口最少的城市是哪个？", "extreme", "马赛"),
    ("cities", "日本有哪些城市？", "list", "东京 大阪"),
    ("cities", "柏林的市长是谁？", "lookup", "柏林"),
    ("cities", "谁是东京的市长？", "lookup", "东京"),
    ("cities", "凯·韦格纳是哪个城市的市长？", "list", "柏林"),
    ("cities", "人口超过1000万的城市有哪些？", "list", "上海 北京 东京 伊斯坦布尔"),
    ("cities", "面积小于300平方公里的法国城市", "list", "巴黎 马赛"),
    ("cities", "面积最大的三个城市是哪几个？", "extreme", "北京 上海 伊斯坦布尔"),
    ("cities", "上海和北京哪个人口多？", "extreme", "上海"),
    ("cities", "Which city has the largest population?", "extreme", "上海"),
    ("cities", "Which city has the smallest area?", "extreme", "巴黎"),
    ("cities", "Who is the mayor of Paris?", "lookup", "巴黎"),
    ("cities", "What is the population of Tokyo?", "lookup", "东京"),
    ("cities", "List the cities in Germany.", "list", "柏林 慕尼黑"),
    ("cities", "西班牙有哪些城市？", "none_listed", ""),
    ("cities", "巴黎的市长哪年出生？", "not_a_column", "巴黎"),
    ("libraries", "Which library has the most stars?", "extreme", "Redwood"),
    ("libraries", "How many stars does Bluebird have?", "lookup", "Bluebird"),
    ("libraries", "Which libraries use the MIT license?", "list", "Quicksort Tinycask"),
    ("libraries", "Who maintains Tinycask?", "lookup", "Tinycask"),
    ("libraries", "Which libraries are maintained by Acme?", "list", "Quicksort Redwood Harbor"),
    ("libraries", "When was Redwood first released?", "lookup", "Redwood"),
    ("libraries", "Redwood 用的是什么许可证？", "lookup", "Redwood"),
    ("libraries", "What licence does Harbor have?", "lookup", "Harbor"),
    ("libraries", "Libraries with more than 10,000 stars", "list", "Quicksort Redwood"),
    ("libraries", "Which libraries do Acme and Northwind maintain together?", "list", "Harbor"),
    ("firms", "华为的总部在哪里？", "lookup", "华为技术有限公司"),
    (
        "firms",
        "总部在深圳的公司有哪些？",
        "list",
        "华为技术有限公司 腾讯控股有限公司 比亚迪股份有限公司",
    ),
    ("firms", "营收最高的企业是哪家？", "extreme", "阿里巴巴集团"),
    ("firms", "成立最早的公司是哪家？", "extreme", "联想集团"),
    ("firms", "小米是哪一年成立的？", "lookup", "小米集团"),
    ("firms", "阿里的营收是多少？", "lookup", "阿里巴巴集团"),
    ("firms", "北京的企业有哪些？", "list", "小米集团 联想集团"),
    ("firms", "Where is Tencent headquartered?", "lookup", "腾讯控股有限公司"),
    ("firms", "What is Huawei's revenue?", "lookup", "华为技术有限公司"),
    ("firms", "Which company was founded in 1998?", "list", "腾讯控股有限公司"),
    ("firms", "除深圳以外的公司有哪些？", "list", "阿里巴巴集团 小米集团 联想集团 网易公司"),
    ("firms", "名单里有百度吗？", "none_listed", ""),
]


@pytest.mark.parametrize(("name", "text", "operation", "rows"), LISTED, ids=lambda v: str(v))
def test_another_table_is_asked(
    name: str,
    text: str,
    operation: str,
    rows: str,
    made_up: dict[str, tuple[TableIndex, Document]],
) -> None:
    index, document = made_up[name]
    got = ask(index, text)
    assert got.operation == operation
    assert sorted(keys(document, got.rows)) == sorted(rows.split())
    assert got.confidence >= MEANT


@pytest.mark.parametrize(
    ("name", "text", "count", "amount"),
    [
        ("cities", "表里有几个国家？", 5, None),
        ("cities", "How many cities are in France?", 2, None),
        ("cities", "德国城市的总人口是多少？", None, 516.0),
        ("cities", "日本城市的平均人口是多少？", None, 835.5),
        ("libraries", "How many libraries does Acme maintain?", 3, None),
        ("firms", "杭州有几家公司上榜？", 2, None),
        ("firms", "深圳企业的营收合计多少？", None, 19155.0),
        ("firms", "How many companies are in the automobile industry?", 1, None),
    ],
)
def test_another_table_is_reckoned(
    name: str,
    text: str,
    count: int | None,
    amount: float | None,
    made_up: dict[str, tuple[TableIndex, Document]],
) -> None:
    got = ask(made_up[name][0], text)
    assert (got.count, got.amount) == (count, amount)


# --- pieces ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,400", 12400),
        ("2.1亿", 2.1e8),
        ("-3.5", -3.5),
        ("45%", 45),
        ("E2FGVI", None),
        ("", None),
    ],
)
def test_a_cell_is_a_number_or_not(text: str, number: float | None) -> None:
    assert number_in(text) == number


def test_limits_on_numbers() -> None:
    (over,) = bounds_in("人口超过1000万的城市")
    assert (over.unit, over.most) == (True, float("inf"))
    assert 1e7 < over.least < 1e7 + 1
    (least,) = bounds_in("at least 300 stars")
    assert (least.least, least.unit) == (300, False)
    (above,) = bounds_in("500人以上")
    assert above.least == 500
    assert bounds_in("2023 年的报告") == []
    assert scale_of("人口（万）") == 1e4
    assert small_number("三") == small_number("three") == 3
    assert small_number("many") is None


def test_superlatives() -> None:
    most = superlative_in("哪个最多", compared=False)
    assert most is not None
    assert not most.least
    second = superlative_in("the second largest", compared=False)
    assert second is not None
    assert second.rank == 2
    three = superlative_in("最小的三个", compared=False)
    assert three is not None
    assert (three.least, three.top) == (True, 3)
    assert superlative_in("哪个大？", compared=False) is None
    assert replace(most, top=2).top == 2


def test_leftover_is_what_a_table_does_not_explain() -> None:
    assert leftover("入选的数据库成果有哪些", "开源系统杰出成果") == ["数据库"]
    assert leftover("Which of them did Kubernetes adopt?", "") == ["Kubernetes", "adopt"]


# --- the whole answer -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # Kinds are counted again from the cells that each statement cites.
        ("中国大学和中国企业哪个上榜的项目更多", ["企业 19 项。", "大学 16 项。"]),
        # The rows would only repeat the values, and say more than was asked.
        (
            "德国上榜的机构都有哪些？",
            [
                "Max Planck Institute for Informatics、Saarbrucken Research Center for Visual "
                "Computing Interaction and AI、OneVariable UG、PandasAI、Ludwig Maximilian "
                "University of Munich、Heidelberg University、Stability AI。"
            ],
        ),
        (
            "英伟达和字节跳动各是哪国的",
            ["NVIDIA：USA；ByteDance：China。"],
        ),
    ],
)
def test_only_what_is_asked_for_is_told(text: str, lines: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(text)
    assert [" ".join(s.text.split()) for s in answer.statements] == lines


def test_what_no_column_tells_of_a_row_that_only_the_table_has_is_declined(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Hermes 的开发语言是什么")
    assert answer.status == "abstained"
    assert "“语言”这一栏" in answer.text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Mojo 是中国的吗？", "不是，“国”一栏没有“China”"),
        ("麻省理工参加过 ChatGLM 吗？", "是的，“机构”一栏有“MIT”"),
        ("北京大学有跟国外机构合作完成的成果吗？", "没有，“Peking University”的 2 项中没有这样的"),
        ("百度有没有和高校一起做的项目？", "没有，“Baidu”的一项不是这样的"),
        ("復旦有沒有跟國外合作？", "沒有，「Fudan University」的一項不是這樣的"),
        (
            "Does Peking University have any joint projects with US partners?",
            "No, none of the 2 rows of “Peking University” shows that",
        ),
        (
            "Does Baidu have any joint projects with US partners?",
            "No, the row of “Baidu” does not show that",
        ),
        ("Stable Diffusion 我一直以为是美国的，对吧？", "不是，“国”一栏没有“USA”"),
        ("Someone told me Mojo was made in China, is it true?", "No, “国” lacks “China”"),
        # Of two names both must be there.
        ("DB-GPT 是清华和阿里合作的吗？", "不是，“机构”一栏没有“Alibaba Group”"),
    ],
)
def test_yes_or_no_of_a_row_is_said(assistant: Assistant, question: str, says: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.statements[0].verdict == "supported"
    assert answer.text.startswith(says)


@pytest.mark.parametrize(
    "question", ["Is HertzBeat an American or a Chinese project?", "HertzBeat 是中国的还是美国的？"]
)
def test_one_or_the_other_is_neither_yes_nor_no(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [s.text for s in answer.statements] == ["HertzBeat（机构：Dromara；国：China）"]


def test_what_is_taken_away_is_left_out(index: TableIndex, document: Document) -> None:
    both = ask(index, "表里，中国的项目有哪些？")
    joint = ask(index, "表里，中国和美国合作的项目有哪些？")
    rest = ask(index, "表里，把和美国共同完成的去掉，中国的项目还有哪些？")
    assert set(rest.rows) == set(both.rows) - set(joint.rows)
