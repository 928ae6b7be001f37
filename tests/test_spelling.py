from __future__ import annotations

import importlib.util
import random
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import jieba
import pytest
from opencc import OpenCC
from pypinyin.constants import PINYIN_DICT

from askreport.lexical import LexicalIndex
from askreport.spelling import Change, Correction, Speller
from askreport.spelling.general import alike, is_english, nats, syllables
from askreport.spelling.latin import distance
from tests.conftest import ROOT
from tests.wellformed import DEV, OTHERS

if TYPE_CHECKING:
    from types import ModuleType

    from askreport.store.snapshot import Snapshot

TABLES = ROOT / "src/askreport/spelling"


@pytest.fixture(scope="module")
def speller(snapshot: Snapshot) -> Speller:
    return Speller.of(snapshot)


@pytest.fixture(scope="module")
def text(snapshot: Snapshot) -> str:
    return "\n".join(document.text for document in snapshot.documents.values())


# --- what is right stays ------------------------------------------------------------------------


def test_no_question_of_the_dev_cases_changes(speller: Speller) -> None:
    changes = [change for q in DEV for change in speller.correct(q).changes]
    assert len(DEV) > 1_000
    # 硬扛, which neither the corpus nor the list of words has, is as good as its 硬刚.
    assert [(change.written, change.read_as) for change in changes] == [("硬扛", "硬刚")]


def test_no_question_on_other_subjects_changes(speller: Speller) -> None:
    assert len(OTHERS) > 400
    assert [q for q in OTHERS if speller.correct(q) != Correction(q)] == []


def test_what_the_corpus_says_stays(speller: Speller, snapshot: Snapshot) -> None:
    sentences = [
        snapshot.documents[chunk.document_id].text[sentence.start : sentence.end]
        for chunk in snapshot.chunks
        for sentence in chunk.sentences
    ]
    assert [s for s in sentences if speller.correct(s).changes] == []


@pytest.mark.parametrize("part", [0, 1])
def test_good_sentences_with_unknown_words_stay(snapshot: Snapshot, part: int) -> None:
    """Half the pages are the corpus, the sentences of the others the questions."""
    inside: list[str] = []
    outside: list[str] = []
    for chunk in snapshot.chunks:
        words = snapshot.documents[chunk.document_id].text
        if chunk.page // 3 % 2 == part:
            outside += (words[s.start : s.end] for s in chunk.sentences)
        else:
            inside.append(words[chunk.start : chunk.end])
    speller = Speller(LexicalIndex.build(inside), inside)
    changes = [change for s in outside for change in speller.correct(s).changes]
    assert len(outside) > 400
    # The report itself writes Lllama; every other change only joins or parts a name.
    assert {change.read_as for change in changes if change.how != "spacing"} <= {"Llama"}


@pytest.mark.parametrize(
    "question",
    [
        "“龙心” 3A6000 是什么？",
        "《语鹊》讲的是什么？",
        "'Kubernets' 是什么？",
        "马云是谁？",
        "公园几点开园？",
        "蔚来汽车的总部在哪里？",
        "Gitea 有多少用户？",
        "Preact 和 React 有什么区别？",
        "Polars 比 Pandas 快吗？",
        "GPT4 和 v2.0.11 以及 CVE-2023-38546",
        "把 node_modules/Kubernets.js 删掉",
        "In one flow, who does what?",
        "Chen's team",
        "",
        "龙心 3A6000 " + "很长的问题" * 60,
    ],
)
def test_names_quotations_and_identifiers_stay(speller: Speller, question: str) -> None:
    assert speller.correct(question) == Correction(question)


# --- what is wrong is mended --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "read", "how"),
    [
        ("龙心 3A6000 对标哪颗处理器？", "龙芯 3A6000 对标哪颗处理器？", "sound"),
        ("鸿盟系统是什么？", "鸿蒙系统是什么？", "sound"),
        ("阿里芸为什么宕机？", "阿里云为什么宕机？", "sound"),
        ("语鹊的故障持续多久？", "语雀的故障持续多久？", "sound"),
        ("向量数据裤有哪些？", "向量数据库有哪些？", "sound"),
        ("李条条收到了律师信", "李跳跳收到了律师信", "sound"),
        ("左耳朵号子多大岁数？", "左耳朵耗子多大岁数？", "sound"),
        ("李彦红说了什么？", "李彦宏说了什么？", "sound"),
        ("开元中国融资多少？", "开源中国融资多少？", "sound"),
        ("爱艺奇的客户端偷跑流量？", "爱奇艺的客户端偷跑流量？", "order"),
        ("文心言什么时候发布？", "文心一言什么时候发布？", "missing"),
        ("Kubernets 是什么？", "Kubernetes 是什么？", "letters"),
        ("Gitte 有多少用户？", "Gitee 有多少用户？", "letters"),
        ("Uinty 从什么时候收费？", "Unity 从什么时候收费？", "letters"),
        ("What did Anthropc's chatbot do?", "What did Anthropic's chatbot do?", "letters"),
        ("Postgre SQL 是什么？", "PostgreSQL 是什么？", "spacing"),
        ("Open AI 融资多少？", "OpenAI 融资多少？", "spacing"),
        ("用 chat gpt 写代码", "用 ChatGPT 写代码", "spacing"),
        ("Chat-GPT 是什么？", "ChatGPT 是什么？", "spacing"),
    ],
)
def test_a_misspelt_word_is_read_as_the_one_meant(
    speller: Speller, question: str, read: str, how: str
) -> None:
    correction = speller.correct(question)
    assert correction.text == read
    assert [change.how for change in correction.changes] == [how]


def test_a_change_says_where_it_is_and_what_it_read(speller: Speller) -> None:
    question = "用 chat gpt 问阿里芸：Kubernets？"
    correction = speller.correct(question)
    assert correction.text == "用 ChatGPT 问阿里云：Kubernetes？"
    assert correction.changes[0] == Change(2, 10, "chat gpt", "ChatGPT", "spacing", 1.0)
    assert correction.changes[2] == Change(16, 25, "Kubernets", "Kubernetes", "letters", 0.9)
    for change in correction.changes:
        assert question[change.start : change.end] == change.written


def test_what_the_rest_asks_about_decides_a_doubtful_case(speller: Speller) -> None:
    assert speller.correct("龙心 3A6000").text == "龙芯 3A6000"
    assert speller.correct("画一颗龙心").text == "画一颗龙心"


def test_two_words_where_the_corpus_writes_two() -> None:
    texts = ["Hugging Face 是什么", "谁创办了 Hugging Face"]
    speller = Speller(LexicalIndex.build(texts), texts)
    assert speller.correct("HuggingFace 的模型").text == "Hugging Face 的模型"


def test_two_names_equally_near_are_no_reading() -> None:
    texts = ["Kartex 与 Kastex 都是项目"]
    speller = Speller(LexicalIndex.build(texts), texts)
    assert speller.correct("Katex 是什么？").changes == ()
    texts = ["Kartex 是项目"]
    speller = Speller(LexicalIndex.build(texts), texts)
    assert speller.correct("Katex 是什么？").text == "Kartex 是什么？"


def test_a_traditional_corpus_is_left_to_its_own_words(snapshot: Snapshot) -> None:
    convert = OpenCC("s2twp").convert
    texts = [convert(d.text) for d in snapshot.documents.values()]
    speller = Speller(LexicalIndex.build(texts), texts)
    questions = [convert(q) for q in DEV]
    assert [q for q in questions if speller.correct(q).changes] == []
    assert speller.correct("Kubernets 的作者").text == "Kubernetes 的作者"


# --- how many ------------------------------------------------------------------------------------

CARRIERS = (
    "{}是什么？",
    "{}是什么时候发布的？",
    "报告里怎么评价{}？",
    "{}最近出了什么事？",
    "请介绍一下{}的情况",
    "谁在用{}？",
)


class Slip(NamedTuple):
    kind: str
    word: str
    written: str
    question: str


@pytest.fixture(scope="module")
def slips(text: str) -> list[Slip]:
    """Frequent words and names of the corpus, each miswritten; always the same ones."""
    chance = random.Random(20231231)
    homophones: dict[str, list[str]] = {}
    for line in (TABLES / "syllables.txt").read_text("utf-8").splitlines()[1:]:
        syllable, characters = line.split(" ")
        homophones[syllable] = [c for c in characters if (nats(c) or 17) < 14]
    found: list[Slip] = []

    def add(kind: str, word: str, written: str) -> None:
        if nats(written) is None and written not in text and written != word:
            question = chance.choice(CARRIERS).format(written)
            found.append(Slip(kind, word, written, question))

    counted = Counter(jieba.cut(text))
    for word, count in counted.most_common():
        if not re.fullmatch("[一-鿿]{3,6}", word) or count < 4:
            continue
        place = chance.randrange(len(word))
        others = [c for c in homophones[syllables(word[place])[0]] if c != word[place]]
        if others:
            add("sound", word, word[:place] + chance.choice(others) + word[place + 1 :])
        place = chance.randrange(len(word) - 1)
        add("order", word, word[:place] + word[place + 1] + word[place] + word[place + 2 :])
    names = Counter(re.findall(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]{5,}(?![A-Za-z0-9])", text))
    for name, count in names.most_common():
        if count < 3 or is_english(name.lower()):
            continue
        place = chance.randrange(1, len(name) - 2)
        less = name[:place] + name[place + 1 :]
        swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        for written in (less, swapped, name[:place] + name[place] + name[place:]):
            if written.lower() not in text.lower():
                add("letters", name, written)
    return found


@pytest.mark.parametrize(
    ("kind", "least", "recall"), [("sound", 80, 0.85), ("order", 80, 0.85), ("letters", 150, 0.95)]
)
def test_slips_that_are_found_are_mended_right(
    speller: Speller, slips: list[Slip], kind: str, least: int, recall: float
) -> None:
    own = [slip for slip in slips if slip.kind == kind]
    right = wrong = 0
    for slip in own:
        correction = speller.correct(slip.question)
        meant = slip.question.replace(slip.written, slip.word)
        right += correction.text.casefold() == meant.casefold()
        wrong += bool(correction.changes) and correction.text.casefold() != meant.casefold()
    assert len(own) >= least
    assert right >= recall * len(own)
    assert wrong <= 0.02 * (right + wrong)


# --- the tables ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "language_data", ROOT / "scripts/language_data.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_what_their_maker_makes(maker: ModuleType) -> None:
    for name, lines in (("chinese.txt", maker.chinese()), ("syllables.txt", maker.syllables())):
        assert (TABLES / name).read_text("utf-8").splitlines()[1:] == lines


def test_words_have_their_nats() -> None:
    assert nats("的") == 5.0
    assert nats("数据库") == 11.0
    assert nats("数据") == 9.0
    assert nats("据库") is None
    assert nats("龘") is None
    assert is_english("kitchen")
    assert not is_english("kitche")
    assert not is_english("")


def test_characters_have_their_syllables() -> None:
    assert syllables("行") == ("hang", "xing")
    assert syllables("绿") == ("lv",)
    assert syllables("，") == ()
    for character in "龙芯鸿蒙语雀阿里云":
        readings = PINYIN_DICT[ord(character)].split(",")
        assert len(syllables(character)) <= len(readings)


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhang", "zan"), ("shi", "si"), ("chen", "ceng"), ("lin", "ning"), ("lan", "nan")],
)
def test_syllables_that_many_do_not_tell_apart(one: str, other: str) -> None:
    assert alike(one) == alike(other)


def test_syllables_that_all_tell_apart() -> None:
    assert len({alike(s) for s in ("ban", "pan", "bao", "ben", "bin", "e", "lu", "lv", "a")}) == 9


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("gitee", "gitee", 0),
        ("gitte", "gitee", 1),
        ("untiy", "unity", 1),
        ("kubernets", "kubernetes", 1),
        ("abcd", "acdb", 2),
        ("abc", "xyz", 3),
        ("", "ab", 2),
    ],
)
def test_the_distance_of_words(a: str, b: str, edits: int) -> None:
    assert distance(a, b, 2) == edits
    assert distance(b, a, 2) == edits
