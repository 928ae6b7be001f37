from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.errors import CheckFailedError
from askreport.evaluation import evaluate, render

from . import make

if TYPE_CHECKING:
    from askreport.records import Answer

DOCUMENT = make.document("转行销售钢材。")


def test_a_table_a_split_and_one_of_all() -> None:
    passages = [make.passage(0, 7, rank=n, text="转行销售钢材。") for n in range(1, 9)]
    reply = make.answer("钢材[1]", passages=passages, citations=[make.citation("钢材", 4)])
    cases = [
        make.case("a", must=[["钢材"]], quotes=["销售钢材"]),
        make.case("b", must=[["木材"]], quotes=["销售钢材"], kind="date", split="test"),
    ]
    text = render(evaluate(make.ScriptedAssistant([DOCUMENT], {"?": reply}), cases))
    assert text.startswith("2 cases, backend fake, askreport 0, embedder e, index i")
    lines = text.splitlines()
    heads = [line.split() for line in lines if " R@1 " in line]
    assert [head[0] for head in heads] == ["dev", "test", "all"]
    assert heads[0][1:7] == ["n", "R@1", "R@3", "R@5", "R@8", "facts@5"]
    overall = [line.split() for line in lines if line.startswith("overall")]
    assert overall[0][1:11] == ["1", *["1.00"] * 9]
    assert overall[2][8] == "0.50"  # correct
    assert sum(line.startswith("date ") for line in lines) == 2
    assert "unanswerable yet answered 0 of 0" in text
    assert "confidence AUC -" in text
    assert "Evidence" not in text
    assert max(map(len, lines)) <= 105


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
