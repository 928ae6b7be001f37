"""Public formats: fixtures in our own words, written by hand in the shapes that the sets have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askreport.assistant import Assistant
from askreport.embedding import load_embedder
from askreport.errors import CorpusError, UsageError
from askreport.evaluation import evaluate
from askreport.evaluation.sets import opened
from askreport.evaluation.sets.base import Context, Place, Posed, QuestionSet
from askreport.evaluation.sets.corpus import cases_of, index_contexts
from askreport.evaluation.sets.rgb import load_rgb
from askreport.evaluation.sets.squad import load_squad
from askreport.evaluation.sets.vectors import KeptEmbedder
from askreport.reading import read_document
from askreport.settings import Settings
from tests.conftest import ROOT
from tests.store.make import Counting, Other

if TYPE_CHECKING:
    from askreport.evaluation import Case
    from askreport.records import Document

FIXTURES = Path(__file__).parent / "fixtures"
ZH, EN, RGB = (FIXTURES / name for name in ("squad-zh.json", "squad2-en.json", "rgb-zh.json"))


def texts_of(made: QuestionSet, posed: Posed) -> list[list[str]]:
    """The words at each place of the evidence."""
    return [
        [made.contexts[p.context].text[p.start : p.end] for p in places]
        for places in posed.evidence
    ]


def by_id(made: QuestionSet) -> dict[str, Posed]:
    return {posed.id: posed for posed in made.posed}


# --- SQuAD ---------------------------------------------------------------------------------------


def test_a_squad_file_is_articles_of_contexts_and_questions() -> None:
    made = load_squad([ZH])
    assert [(c.article, c.title) for c in made.contexts] == [
        (0, "石桥镇"),
        (0, "石桥镇"),
        (1, "灰林鸮"),
    ]
    posed = by_id(made)
    assert list(posed) == ["P1-Q1", "P1-Q2", "P2-Q1", "P3-Q1"]
    assert posed["P1-Q1"].must == (("周大有", "木匠出身的周大有"),)
    assert texts_of(made, posed["P1-Q1"]) == [["木匠出身的周大有", "周大有"]]
    assert {p.split for p in made.posed} == {"squad-zh"}


def test_an_answer_that_is_not_quite_where_it_is_told_is_found_nearby() -> None:
    made = load_squad([ZH])
    posed = by_id(made)
    assert texts_of(made, posed["P2-Q1"]) == [["4.2万只"]]  # told at 0
    assert texts_of(made, posed["P3-Q1"]) == [["约三十天"]]  # told one late
    (place,) = posed["P1-Q2"].evidence[0]
    assert place.start == 47  # not the 年 of 1762年


def test_an_impossible_question_is_unanswerable_whatever_is_plausible() -> None:
    posed = by_id(load_squad([EN]))
    assert posed["f1"].answerable
    assert not posed["f2"].answerable
    assert (posed["f2"].must, posed["f2"].evidence, posed["f2"].contexts) == ((), (), (0,))


def squad(**qa: Any) -> Any:
    whole = {"id": "q", "question": "?", "answers": [{"text": "甲", "answer_start": 0}]} | qa
    whole = {name: value for name, value in whole.items() if value is not ...}
    return {"data": [{"title": "t", "paragraphs": [{"context": "甲乙", "qas": [whole]}]}]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "line 1: not JSON"),
        ([], "the top: must be an object with 'data'"),
        ({"data": 1}, r"data: must be a list; it is 1"),
        ({"data": ["x"]}, r"data\[0\]: must be an object with 'title'"),
        ({"data": [{"title": "t"}]}, r"data\[0\]\.paragraphs: must be a list; it is missing"),
        (
            {"data": [{"paragraphs": [{"context": " ", "qas": []}]}]},
            r"data\[0\]\.paragraphs\[0\]\.context: is blank",
        ),
        (squad(id=...), r"qas\[0\]\.id: must be text; it is missing"),
        (squad(question=3), r"qas\[0\]\.question: must be text; it is 3"),
        (squad(answers=...), r"qas\[0\]\.answers: must be a list; it is missing"),
        (squad(answers=[]), r"qas\[0\]\.answers: needs an answer, unless is_impossible"),
        (squad(is_impossible="no"), r"is_impossible: must be true or false; it is 'no'"),
        (
            squad(answers=[{"text": "甲", "answer_start": "0"}]),
            r"answers\[0\]\.answer_start: must be a whole number; it is '0'",
        ),
        (squad(answers=[{"answer_start": 0}]), r"answers\[0\]\.text: must be text; it is missing"),
        (squad(question="长" * 99, answers=[0]), r"answers\[0\]: must be an object"),
    ],
)
def test_a_malformed_squad_file_is_named_with_the_place(
    content: Any, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "set.json"
    raw = content if isinstance(content, str) else json.dumps(content)
    path.write_text(raw, encoding="utf-8")
    with pytest.raises(UsageError, match=rf"set\.json, .*{message}"):
        load_squad([path])


def test_an_answer_that_its_context_lacks_stands_for_the_whole_of_it(tmp_path: Path) -> None:
    path = tmp_path / "set.json"
    path.write_text(json.dumps(squad(answers=[{"text": "丙", "answer_start": 0}])), "utf-8")
    made = load_squad([path])
    assert texts_of(made, made.posed[0]) == [["甲乙"]]


def test_a_question_without_a_word_is_passed_over_and_said(
    tmp_path: Path, bundled: Settings
) -> None:
    made = squad()
    made["data"][0]["paragraphs"][0]["qas"].append({"id": "r", "question": " ", "answers": []})
    path, other = tmp_path / "set.json", tmp_path / "rgb.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    good = {"id": 1, "query": "?", "answer": "甲", "positive": ["甲"], "negative": []}
    lines = [json.dumps(good), json.dumps(good | {"id": 2, "query": ""})]
    other.write_text("\n".join(lines), encoding="utf-8")
    assert [p.id for p in load_squad([path]).posed] == ["q"]
    assert load_squad([path]).blank == (f"{path}, data[0].paragraphs[0].qas[1].question",)
    assert load_rgb([other]).blank == (f"{other}, line 2.query",)
    said: list[str] = []
    with opened([path], "squad", bundled, say=said.append) as (_, cases):
        assert len(cases) == 1
    assert said == [
        f"Passed over, as they ask nothing: {path}, data[0].paragraphs[0].qas[1].question"
    ]


def test_ids_are_unique_across_files(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(squad()), encoding="utf-8")
    with pytest.raises(UsageError, match=r"id 'q' \(in a and b\)"):
        load_squad([tmp_path])


# --- RGB -----------------------------------------------------------------------------------------


def test_rgb_passages_are_documents_once_each() -> None:
    made = load_rgb([RGB])
    texts = [context.text for context in made.contexts]
    assert len(texts) == len(set(texts)) == 8
    assert [c.article for c in made.contexts] == list(range(8))
    assert made.posed[1].contexts[-1] == made.posed[0].contexts[-1]  # given with both


def test_of_an_rgb_answer_every_element_is_needed_and_inner_lists_are_alternatives() -> None:
    made = load_rgb([RGB])
    first, second, third = made.posed
    assert first.must == (("5月12日", "五月十二日"),)
    assert sorted(texts_of(made, first)[0]) == ["5月12日", "五月十二日"]
    assert {place.context for place in first.evidence[0]} == {0, 1}
    assert second.must == (("31米",), ("1908年",))
    assert texts_of(made, second) == [["31米"], ["1908年"]]
    assert not third.answerable
    assert (third.must, third.evidence) == ((), ())
    assert [p.id for p in made.posed] == ["rgb-zh-0", "rgb-zh-1", "rgb-zh-2"]


def test_where_no_positive_passage_has_the_words_any_of_them_will_do(tmp_path: Path) -> None:
    record = {"id": 1, "query": "?", "answer": "丙", "positive": ["甲", "乙"], "negative": []}
    path = tmp_path / "set.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    made = load_rgb([path])
    assert texts_of(made, made.posed[0]) == [["甲", "乙"]]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": ...}, "id: must be text; it is missing"),
        ({"query": ...}, "query: must be text; it is missing"),
        ({"answer": ...}, "answer: must be text; it is missing"),
        ({"answer": []}, "answer: needs words"),
        ({"answer": [["甲"], []]}, "answer: needs words"),
        ({"answer": [{"a": 1}]}, r"answer\[0\]: must be text"),
        ({"positive": ...}, "positive: must be a list; it is missing"),
        ({"positive": ["甲", 1]}, r"positive\[1\]: must be text; it is 1"),
        ({"positive": [["甲"], "乙"]}, r"positive\[1\]: must be a list; it is '乙'"),
        ({"negative": {}}, "negative: must be a list"),
    ],
)
def test_a_malformed_rgb_line_is_named_with_the_place(
    changes: dict[str, Any], message: str, tmp_path: Path
) -> None:
    good = {"id": 1, "query": "?", "answer": "甲", "positive": ["甲"], "negative": []}
    bad = {k: v for k, v in (good | {"id": 2} | changes).items() if v is not ...}
    path = tmp_path / "set.jsonl"
    path.write_text(f"{json.dumps(good)}\n\n{json.dumps(bad)}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=rf"set\.jsonl, line 3\.{message}"):
        load_rgb([path])


# --- drawing -------------------------------------------------------------------------------------


def test_a_draw_keeps_all_contexts_and_small_only_those_of_the_drawn() -> None:
    made = load_squad([ZH])
    drawn = made.drawn(1, seed=3)
    assert len(drawn.posed) == 1
    assert drawn.contexts == made.contexts
    (posed,) = made.drawn(None, split="squad-zh").small().posed[-1:]
    assert posed.id == "P3-Q1"
    small = QuestionSet(made.contexts, made.posed[-1:]).small()
    assert [c.title for c in small.contexts] == ["灰林鸮"]
    assert texts_of(small, small.posed[0]) == [["约三十天"]]
    assert made.drawn(None, split="other").posed == ()


# --- contexts as a corpus ------------------------------------------------------------------------


def read(contexts: list[Context], folder: Path) -> dict[str, Document]:
    index_contexts(contexts, Counting(), folder)
    return {path.stem: read_document(path) for path in (folder / "corpus").iterdir()}


def evidence_of(case: Case) -> str:
    return "|".join(evidence.quote for evidence in case.evidence)


def placed(context: str, start: int, end: int, title: str | None = None) -> QuestionSet:
    posed = Posed("q", "?", "s", (("x",),), ((Place(0, start, end),),), (0,))
    return QuestionSet((Context(0, title, context),), (posed,))


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="ab中。 \n\t*_`#|<>&\\[]()!~-+=1.\u3000\u2028\ufeffé", min_size=1, max_size=40
    ),
    st.integers(0, 39),
    st.integers(1, 40),
    st.sampled_from([None, "标题", "# *a*\n&amp; b |"]),
)
def test_words_and_places_survive_being_written_and_read(
    tmp_path_factory: pytest.TempPathFactory, text: str, start: int, length: int, title: str | None
) -> None:
    text = text.replace("\ufeff", " ")
    words = text[start : start + length].strip()
    if not words:
        return
    begin = text.index(words, start)
    made = placed(text, begin, begin + len(words), title)
    documents = read(list(made.contexts), tmp_path_factory.mktemp("set"))
    (case,) = cases_of(made, documents)
    (evidence,) = case.evidence
    assert "".join(evidence.quote.split()) == "".join(words.split())
    document = documents[evidence.document]
    assert evidence.start is not None
    end = evidence.start + len(evidence.quote)
    assert document.text[evidence.start : end] == evidence.quote
    inside = "".join(f"{title or ''}{text}".split())
    assert "".join(document.text.split()) == inside


def test_a_text_that_was_read_otherwise_is_an_error(tmp_path: Path) -> None:
    made = placed("甲乙丙", 0, 1)
    documents = read(list(made.contexts), tmp_path)
    with pytest.raises(CorpusError, match="4 characters were given, 3 were read"):
        cases_of(placed("甲乙丙丁", 0, 1), documents)


def test_contexts_of_an_article_are_one_document_under_its_title(tmp_path: Path) -> None:
    made = load_squad([ZH])
    documents = read(list(made.contexts), tmp_path)
    assert sorted(documents) == ["000001", "000002"]
    assert documents["000001"].text.startswith("石桥镇\n石桥镇位于青河北岸")
    assert [evidence_of(case) for case in cases_of(made, documents)] == [
        "木匠出身的周大有",
        "六年",
        "4.2万只",
        "约三十天",
    ]


def test_the_answer_in_a_long_context_is_found_where_it_stands(tmp_path: Path) -> None:
    filler = "".join(f"第{n}号仓库存放第{n}批木料。" for n in range(2000))
    text = f"{filler}看守钥匙的人名叫陶九。{filler}"
    start = text.index("陶九")
    made = placed(text, start, start + 2)
    snapshot = index_contexts(made.contexts, Counting(), tmp_path)
    assert len(snapshot.chunks) > 100
    assistant = Assistant(snapshot, Counting())
    case = cases_of(made, snapshot.documents)[0].model_copy(
        update={"question": "看守钥匙的人名叫什么？", "must": (("陶九",),)}
    )
    (result,) = evaluate(assistant, [case]).results
    assert result.evidence_depth == 1


# --- the whole way -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bundled() -> Settings:
    return Settings.load(home=ROOT)


def test_a_squad_set_is_indexed_asked_and_scored(bundled: Settings) -> None:
    steps: set[str] = set()
    with opened([ZH, EN], "squad", bundled, progress=lambda step, done, total: steps.add(step)) as (
        assistant,
        cases,
    ):
        report = evaluate(assistant, cases)
    assert {"embedding", "writing"} <= steps
    results = {r.id: r for r in report.results}
    assert list(report.splits) == ["squad-zh", "squad2-en"]
    assert all(r.error is None and not r.evidence_lost for r in report.results)
    assert {r.kind for r in report.results} == {"answerable", "unanswerable"}
    assert all(results[name].evidence_depth == 1 for name in ("P1-Q1", "P2-Q1", "P3-Q1", "f1"))
    assert report.total.overall.citation_valid.value == 1
    assert results["f2"].evidence == 0


def test_an_rgb_set_is_indexed_asked_and_scored(bundled: Settings) -> None:
    with opened([RGB], "rgb", bundled) as (assistant, cases):
        report = evaluate(assistant, cases)
    date, lighthouse, cost = report.results
    assert date.evidence_depth == 1  # either passage is enough
    assert lighthouse.evidence == 2
    assert lighthouse.evidence_depth == 2  # each tells one of the two things
    assert not cost.answerable


def test_vectors_are_kept_between_runs(tmp_path: Path) -> None:
    contexts = list(load_squad([ZH]).contexts)
    first, second, third = Counting(), Counting(), Counting()
    made = index_contexts(contexts, KeptEmbedder(first, tmp_path / "kept"), tmp_path / "one")
    assert first.seen
    again = index_contexts(contexts, KeptEmbedder(second, tmp_path / "kept"), tmp_path / "two")
    assert second.seen == []
    assert made.manifest.index_id == again.manifest.index_id
    assert (made.sentence_vectors == again.sentence_vectors).all()
    (path,) = (tmp_path / "kept").iterdir()
    path.write_bytes(path.read_bytes()[:-5])  # stopped while writing
    index_contexts(contexts, KeptEmbedder(third, tmp_path / "kept"), tmp_path / "three")
    assert len(third.seen) == 1
    assert KeptEmbedder(Counting(), tmp_path / "kept").embed(["问"], "query").shape == (1, 256)


def test_questions_are_turned_as_by_the_embedder_itself(tmp_path: Path) -> None:
    inner = load_embedder("bundled")
    kept = KeptEmbedder(inner, tmp_path)
    assert (kept.embed_questions(["谁写的？"]) == inner.embed_questions(["谁写的？"])).all()


def test_vectors_of_another_embedder_are_not_taken(tmp_path: Path) -> None:
    KeptEmbedder(Counting(), tmp_path).embed(["甲"], "passage")
    other = Other()
    KeptEmbedder(other, tmp_path).embed(["甲", "甲"], "passage")
    assert other.seen == ["甲"]


def test_a_folder_that_cannot_keep_vectors_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"cannot be kept in .*file"):
        KeptEmbedder(Counting(), tmp_path / "file")


@pytest.mark.parametrize(
    ("paths", "options", "message"),
    [
        ([], {}, "needs files"),
        ([FIXTURES / "none.json"], {}, "does not exist"),
        ([ZH], {"split": "dev"}, "no questions in .* for the split 'dev'"),
    ],
)
def test_what_cannot_be_opened_is_said(
    paths: list[Path], options: dict[str, Any], message: str, bundled: Settings
) -> None:
    with pytest.raises(UsageError, match=message), opened(paths, "squad", bundled, **options):
        pass
