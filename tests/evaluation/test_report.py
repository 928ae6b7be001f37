from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.errors import CheckFailedError
from askreport.evaluation import compare, evaluate, render

from . import make

if TYPE_CHECKING:
    from askreport.records import Answer

DOCUMENT = make.document("转行销售钢材。")


def test_a_table_a_split_and_one_of_all() -> None:
    passages = [make.passage(0, 7, rank=n, text="转行销售钢材。") for n in range(1, 9)]
    reply = make.answer("销售钢材", passages=passages, citations=[make.citation("销售钢材", 2)])
    cases = [
        make.case("a", must=[["钢材"]], quotes=["销售钢材"]),
        make.case("b", must=[["木材"]], quotes=["销售钢材"], kind="date", split="test"),
    ]
    text = render(evaluate(make.ScriptedAssistant([DOCUMENT], {"?": reply}), cases))
    assert text.startswith("2 cases, backend fake, askreport 0, embedder e, index i")
    lines = text.splitlines()
    heads = [line.split() for line in lines if " R@1 " in line]
    assert [head[0] for head in heads] == ["dev", "test", "all"]
    assert heads[0][1:9] == ["n", "correct", "R@1", "R@5", "R@8", "facts@5", "nDCG@5", "MRR"]
    overall = [line.split() for line in lines if line.startswith("overall")]
    assert overall[0][1:7] == ["1", "1.00", "1.00", "1.00", "1.00", "1.00"]
    assert overall[2][2] == "0.50"
    assert sum(line.startswith("date ") for line in lines) == 2
    assert "correct            0.50 .00-1.0" in text
    assert "alce_recall        1.00 1.0-1.0" in text
    assert "unanswerable yet answered 0 of 0" in text
    assert "auc  " not in text  # needs both kinds of cases
    assert "Evidence" not in text
    assert "baseline" not in text
    assert max(map(len, lines)) <= 105


def test_abstentions_are_told_by_reason_and_note() -> None:
    made = make.report(
        make.result(answerable=False, answered=False, reason="not_stated", note="近似：甲"),
        make.result(answerable=False, note="近似：乙"),
        make.result(answerable=False, answered=False, reason="out_of_scope"),
    )
    lines = [line.strip() for line in render(made).splitlines()]
    assert "unanswerable: not_stated 1, answered 1, out_of_scope 1" in lines
    assert "近似: not_stated 1, answered 1" in lines


def test_the_comparison_and_what_fell_short_come_last() -> None:
    before = make.report(make.result("a", correct=False), make.result("b"), make.result("gone"))
    now = make.report(make.result("a"), make.result("b", correct=False), make.result("new"))
    update = {"comparison": compare(now, before), "shortfalls": ("dev, overall: correct is 0.5",)}
    text = render(now.model_copy(update=update))
    assert "correct  0.50 -> 0.50" in text
    assert "right now (1): a" in text
    assert "wrong now (1): b" in text
    assert "only in this run (1): new" in text
    assert "only in the baseline (1): gone" in text
    assert text.endswith("Short of the thresholds:\n  dev, overall: correct is 0.5")


def test_no_cases_render() -> None:
    assert render(evaluate(make.ScriptedAssistant([], {}), [])) == "0 cases"


def test_what_needs_a_persons_eye_is_listed() -> None:
    replies: dict[str, Answer | Exception] = {
        "?": make.answer("x", citations=[make.citation("木材", 4)]),
        "later": CheckFailedError("took too long"),
    }
    cases = [make.case(f"c{n}", quotes=["没有"]) for n in range(12)]
    cases.append(make.case("slow", question="later"))
    text = render(evaluate(make.ScriptedAssistant([DOCUMENT], replies), cases))
    assert "slow: A check failed: took too long" in text
    assert "c0: 1 of 1" in text
    assert "c9: 没有" in text
    assert "c11: 没有" not in text
    assert "... and 2 more" in text
