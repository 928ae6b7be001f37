from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport.assistant import Assistant
from askreport.evidence import (
    FEATURES,
    Weights,
    coverage,
    gather,
    load_model,
    question_terms,
)
from askreport.question import read_question
from tests.conftest import REPORT, TABLE

if TYPE_CHECKING:
    from askreport.embedding.base import Embedder
    from askreport.evidence import Evidence
    from askreport.retrieval import Retrieval
    from askreport.store.snapshot import Snapshot

STATED = "语雀那次重大故障持续了多久？"
ASKED = [
    STATED,
    "2023 年 Gitee 增长最快的编程语言是哪个？",
    "Who invented PowerPoint?",
    "RustDesk 1.2 的桌面端是用什么重写的？",
    "报告里提到的国产大模型有哪些？",
]


def found(assistant: Assistant, question: str, top_k: int = 8) -> Retrieval:
    return assistant.retriever.search(question, top_k)


def evidence(assistant: Assistant, question: str) -> Evidence:
    return gather(found(assistant, question), assistant.snapshot, read_question(question))


@pytest.mark.parametrize("question", ASKED)
def test_what_is_chosen_lies_in_what_was_found(assistant: Assistant, question: str) -> None:
    retrieval = found(assistant, question)
    gathered = gather(retrieval, assistant.snapshot, read_question(question))
    assert gathered.reason is None
    assert gathered.chosen
    assert gathered.nearest == ()
    assert gathered.missing == ()
    assert 0 <= gathered.confidence <= 1
    rows = {one.row for one in retrieval.found}
    for item in gathered.chosen:
        chunk = assistant.snapshot.chunks[item.row]
        assert item.row in rows
        assert item.document_id == chunk.document_id
        assert (item.start, item.end, item.block) in {
            (s.start, s.end, s.block) for s in (*chunk.sentences, *chunk.heads)
        }
        assert 0 <= item.score <= 1


@pytest.mark.parametrize("question", ASKED)
def test_nothing_is_chosen_twice(assistant: Assistant, question: str) -> None:
    chosen = evidence(assistant, question).chosen
    assert len({(item.document_id, item.start) for item in chosen}) == len(chosen)


@pytest.mark.parametrize(
    "question",
    [
        "红烧肉怎么做才入口即化？",
        "孕妇可以吃螃蟹吗？",
        "How do I bake sourdough bread?",
        "What is the capital of Australia?",
    ],
)
def test_another_subject_is_declined_with_what_came_closest(
    assistant: Assistant, question: str
) -> None:
    gathered = evidence(assistant, question)
    assert gathered.reason == "out_of_scope"
    assert gathered.chosen == ()
    assert gathered.nearest


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("1987 年 Gitee 的开发者有多少人？", "1987"),
        ("龙芯在 2035 年发布了哪款处理器？", "2035"),
        ("How many developers did Gitee have in 1987?", "1987"),
    ],
)
def test_a_year_that_no_passage_has_is_missing(
    assistant: Assistant, question: str, year: str
) -> None:
    gathered = evidence(assistant, question)
    assert gathered.reason == "not_stated"
    assert year in gathered.missing
    assert gathered.chosen == ()
    assert gathered.nearest


def test_a_year_that_the_passages_have_is_not_missing(assistant: Assistant) -> None:
    gathered = evidence(assistant, "语雀在 2023 年发生的重大故障持续了多久？")
    assert gathered.reason is None
    assert gathered.missing == ()


def test_a_name_that_stands_nowhere_is_missing(assistant: Assistant) -> None:
    gathered = evidence(assistant, "Qwertyflow9 是哪家机构开发的开源项目？")
    assert gathered.reason == "not_stated"
    assert "qwertyflow9" in gathered.missing
    assert gathered.chosen == ()


def test_a_declined_question_has_little_confidence(assistant: Assistant) -> None:
    stated = evidence(assistant, STATED).confidence
    declined = evidence(assistant, "1987 年 Gitee 的开发者有多少人？").confidence
    assert declined < stated


def test_a_figure_that_extraction_lost_is_not_made_up(assistant: Assistant) -> None:
    gathered = evidence(assistant, "2023 年前四个月向量数据库公司融资额多少亿美元？")
    assert gathered.lost
    assert gathered.reason == "not_stated"
    assert gathered.chosen == ()
    assert gathered.nearest


def test_the_beginning_of_a_name_stands_for_it(assistant: Assistant) -> None:
    assert evidence(assistant, "替 Mongo 的开源数据库叫什么？").missing == ()
    assert evidence(assistant, "替 Mongoli 的开源数据库叫什么？").missing == ("mongoli",)


def test_a_name_that_the_documents_write_otherwise_is_not_missing(assistant: Assistant) -> None:
    asked = assistant.read("Bilibili 2023 年几月几号宕机了？")
    told = evidence(assistant, asked)
    assert told.missing == ()
    assert told.reason is None


def test_what_is_about_none_of_the_names_is_left_out(assistant: Assistant) -> None:
    told = evidence(assistant, assistant.read("Bilibili 2023年宕机了几次，分别什么时候"))
    assert told.chosen
    for item in told.chosen:
        assert "语雀" not in assistant.documents[REPORT].text[item.start : item.end]


def test_nothing_found_is_no_evidence(assistant: Assistant) -> None:
    nothing = replace(found(assistant, STATED), found=())
    gathered = gather(nothing, assistant.snapshot, read_question(STATED))
    assert gathered.reason is not None
    assert gathered.chosen == gathered.nearest == ()
    assert gathered.confidence == 0


def test_a_list_may_hold_more_than_a_fact(assistant: Assistant) -> None:
    question = "国产大模型"
    retrieval = found(assistant, question, 20)
    fact = gather(retrieval, assistant.snapshot, read_question("国产大模型是谁？")).chosen
    many = gather(retrieval, assistant.snapshot, read_question("国产大模型有哪些？")).chosen
    assert len(fact) <= 3 < len(many)


@pytest.mark.parametrize("name", [REPORT, TABLE])
def test_evidence_stays_in_the_documents_searched(assistant: Assistant, name: str) -> None:
    retrieval = assistant.retriever.search("ChatGLM 是谁的？", 8, [name])
    gathered = gather(retrieval, assistant.snapshot, read_question("ChatGLM 是谁的？"))
    items = (*gathered.chosen, *gathered.nearest)
    assert items
    assert {item.document_id for item in items} == {name}


def test_asking_words_weigh_nothing_and_rare_ones_most(snapshot: Snapshot) -> None:
    weights = question_terms("请问语雀是什么时候发布的？", snapshot)
    assert "什么" not in weights
    assert "请问" not in weights
    assert weights["语雀"] > weights["发布"] > 0


def test_how_often_such_questions_are_answered_counts(assistant: Assistant) -> None:
    retrieval, sought = found(assistant, STATED), read_question(STATED)

    def told(prior: float) -> float:
        return gather(retrieval, assistant.snapshot, sought, prior=prior).confidence

    assert told(-2.0) < told(0.0) < told(2.0)
    # Beyond what any question reaches it says no more.
    assert told(50.0) == told(1e9)


def test_a_question_is_read_alone_for_an_answer_not_for_a_search(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def odds(question: str) -> float:
        read.append(question)
        return 0.0

    confidence = assistant.ask(STATED).confidence
    monkeypatch.setattr(assistant.questions, "odds", odds)
    assistant.search(STATED)
    assert not read
    assert assistant.ask(STATED).confidence != confidence
    assert read == [STATED]


def test_without_a_reader_the_question_alone_says_nothing(
    snapshot: Snapshot, embedder: Embedder
) -> None:
    plain = Assistant(snapshot, embedder)
    assert plain.prior(STATED) == 0.0
    assert plain.ask(STATED).status == "answered"


def test_the_maker_of_a_thing_is_told_from_its_row(assistant: Assistant) -> None:
    answer = assistant.ask("FaceChain 是哪家机构的？")
    assert answer.status == "answered"
    assert "Alibaba" in answer.text


def test_the_model_is_as_wide_as_its_features() -> None:
    model = load_model()
    assert len(model.sentence.weights) == len(FEATURES)
    assert len(set(FEATURES)) == len(FEATURES)


@pytest.mark.parametrize(
    ("features", "expected"),
    [((0.0, 0.0), 0.5), ((1.0, 0.0), 0.880797), ((1e9, 0.0), 1.0), ((-1e9, 0.0), 0.0)],
)
def test_a_logistic_model_by_hand(features: tuple[float, ...], expected: float) -> None:
    weights = Weights(0.0, (2.0, -1.0))
    assert weights.probability(features) == pytest.approx(expected, abs=1e-6)
    assert 0 <= weights.probability(features) <= 1


def test_a_model_refuses_another_number_of_features() -> None:
    with pytest.raises(ValueError, match="1 features for 2"):
        Weights(0.0, (2.0, -1.0)).probability((1.0,))


def test_coverage_is_the_weighted_share() -> None:
    weights = {"语雀": 3.0, "故": 1.0}
    assert coverage({"语雀", "其他"}, weights) == 0.75
    assert coverage({"语雀", "故"}, weights) == 1.0
    assert coverage({"语雀"}, {}) == 0.0
