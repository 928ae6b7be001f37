from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from askreport.lexical import LexicalIndex
from askreport.script import CorpusScript, corpus_script, script_of, to_script
from tests.wellformed import DEV, OTHERS

if TYPE_CHECKING:
    from askreport.store.snapshot import Snapshot


@pytest.fixture(scope="module")
def simplified(snapshot: Snapshot) -> CorpusScript:
    return CorpusScript.of(snapshot)


@pytest.fixture(scope="module")
def chunks(snapshot: Snapshot) -> list[str]:
    return [
        snapshot.documents[chunk.document_id].text[chunk.start : chunk.end]
        for chunk in snapshot.chunks
    ]


@pytest.fixture(scope="module")
def taiwanese(chunks: list[str]) -> CorpusScript:
    """The shipped corpus as it would read in Taiwan."""
    convert = OpenCC("s2twp").convert
    return CorpusScript(LexicalIndex.build(map(convert, chunks)))


@pytest.fixture(scope="module")
def mixed(chunks: list[str]) -> CorpusScript:
    convert = OpenCC("s2twp").convert
    return CorpusScript(LexicalIndex.build([*map(convert, chunks[:250]), *chunks[250:]]))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("龙芯对标哪颗处理器？", "simplified"),
        ("龍芯對標哪顆處理器？", "traditional"),
        ("最後", "traditional"),
        ("我在家", "either"),
        ("Unity 2023", "either"),
        ("", "either"),
        ("开源軟體", "traditional"),
        ("龍芯的处理", "either"),
        ("東京のレストラン", "either"),
    ],
)
def test_the_script_of_a_text(text: str, script: str) -> None:
    assert script_of(text) == script


def test_words_are_converted_with_the_characters() -> None:
    assert to_script("軟體、資料庫、程式、使用者", "simplified") == "软件、数据库、程序、用户"
    assert to_script("软件、数据库、程序员", "traditional") == "軟體、資料庫、程式設計師"
    assert to_script("開源软件", "either") == "開源软件"


def test_the_script_of_a_corpus(
    snapshot: Snapshot, taiwanese: CorpusScript, mixed: CorpusScript
) -> None:
    assert corpus_script(snapshot.lexical) == "simplified"
    assert taiwanese.script == "traditional"
    assert mixed.script == "either"
    assert corpus_script(LexicalIndex.build(["Only English here"])) == "either"


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("程式設計師怎麼看人工智慧？", "程序员怎么看人工智能？"),
        ("龍芯 3A6000 大致相當於哪一顆處理器？", "龙芯 3A6000 大致相当于哪一颗处理器？"),
        ("使用者資料外洩", "用户数据外泄"),
        ("哪些軟體用了這份授權條款？", "哪些软件用了这份授权条款？"),
        ("什麼軟件", "什么软件"),  # Hong Kong
        ("語雀宕機多久？", "语雀宕机多久？"),  # tw2sp alone says 死机, which the corpus has not
        ("开源軟體", "开源软件"),
        ("昇腾 910", "昇腾 910"),  # 昇 is traditional for 升, and right in this name
    ],
)
def test_a_question_is_put_into_the_simplified_of_the_corpus(
    simplified: CorpusScript, asked: str, read: str
) -> None:
    assert simplified.readings(asked) == (read,)


@pytest.mark.parametrize("text", ["陶喆", "東京のレストラン", "影片", "Falcon 180B", "", "？？"])
def test_what_needs_no_conversion_stays(simplified: CorpusScript, text: str) -> None:
    assert simplified.readings(text) == (text,)


def test_no_simplified_question_changes(simplified: CorpusScript) -> None:
    changed = [q for q in DEV + OTHERS if simplified.readings(q) != (q,)]
    assert changed == []


@pytest.mark.parametrize(("config", "lost"), [("s2t", 0.02), ("s2hk", 0.02), ("s2twp", 0.08)])
def test_questions_come_back_from_traditional(
    simplified: CorpusScript, config: str, lost: float
) -> None:
    convert = OpenCC(config).convert
    wrong = [q for q in DEV if simplified.readings(convert(q)) != (q,)]
    assert len(wrong) <= lost * len(DEV), wrong


def test_a_traditional_corpus_is_asked_in_traditional(taiwanese: CorpusScript) -> None:
    asked = "软件的数据库默认设置是什么？"
    assert taiwanese.readings(asked) == ("軟體的資料庫預設設定是什麼？",)
    assert taiwanese.readings("哪些軟體有漏洞？") == ("哪些軟體有漏洞？",)


def test_a_corpus_in_both_is_asked_in_both(mixed: CorpusScript) -> None:
    assert mixed.readings("龙芯的处理器") == ("龙芯的处理器", "龍芯的處理器")
    assert mixed.readings("龍芯的處理器") == ("龍芯的處理器", "龙芯的处理器")
    assert mixed.readings("Rust 1.0") == ("Rust 1.0",)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_has_one_reading(text: str) -> None:
    index = LexicalIndex.build(["开源软件与数据库", "人工智能处理器"])
    (reading,) = CorpusScript(index).readings(text)
    if script_of(text) == "either" and script_of(reading) == "either":
        assert len(reading) == len(text)
    if not any(character >= "㐀" for character in text):
        assert reading == text


def test_opencc_waits_for_a_question_that_needs_it() -> None:
    script = (
        "import sys\n"
        "from askreport.lexical import LexicalIndex\n"
        "from askreport.script import CorpusScript\n"
        "corpus = CorpusScript(LexicalIndex.build(['开源软件的漏洞']))\n"
        "print(corpus.readings('软件漏洞'), 'opencc' in sys.modules)\n"
        "print(corpus.readings('軟體漏洞'), 'opencc' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines() == ["('软件漏洞',) False", "('软件漏洞',) True"]
