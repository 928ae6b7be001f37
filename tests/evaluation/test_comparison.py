from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from askreport.errors import UsageError
from askreport.evaluation import compare, load_report
from askreport.records import Receipt

from . import make

if TYPE_CHECKING:
    from pathlib import Path

RECEIPT = Receipt(
    askreport="1", corpus_sha256="c1", index_id="i1", embedder="e", prompt_sha256=None
)


def test_cases_are_paired_by_id() -> None:
    before = make.report(
        make.result("same"),
        make.result("up", correct=False),
        make.result("down"),
        make.result("old"),
    )
    now = make.report(
        make.result("down", correct=False),
        make.result("new"),
        make.result("up"),
        make.result("same"),
    )
    made = compare(now, before)
    assert (made.better, made.worse) == (("up",), ("down",))
    assert (made.only_now, made.only_before) == (("new",), ("old",))
    correct = made.differences["correct"]
    assert (correct.now, correct.before, correct.n) == (2 / 3, 2 / 3, 3)
    assert made.changed == ()


def test_a_case_that_asks_something_else_is_not_compared() -> None:
    before = make.report(make.result("a"), make.result("b"), make.result("c"))
    must = make.result("c").model_copy(update={"must": (("甲",),)})
    before = before.model_copy(update={"results": (*before.results[:2], must)})
    other = make.result("c", correct=False).model_copy(update={"must": (("乙",),)})
    now = make.report(make.result("a", question="谁？", correct=False), make.result("b"), other)
    made = compare(now, before)
    assert made.changed == ("a", "c")
    assert made.worse == ()
    assert made.differences["correct"].n == 1


def test_a_change_is_sure_only_if_it_is_larger_than_chance() -> None:
    def run(right: int) -> list[bool]:
        return [i < right for i in range(100)]

    def changed(right_before: int, right_now: int) -> tuple[float, float]:
        before = make.report(
            *(make.result(f"{i}", correct=c) for i, c in enumerate(run(right_before)))
        )
        now = make.report(*(make.result(f"{i}", correct=c) for i, c in enumerate(run(right_now))))
        d = compare(now, before).differences["correct"]
        assert d.low is not None
        assert d.high is not None
        return d.low, d.high

    low, high = changed(60, 75)
    assert 0 < low < 0.15 < high < 0.25
    low, high = changed(60, 61)
    assert low == 0
    assert changed(60, 60) == (0, 0)  # the same cases right: nothing that could have gone otherwise
    low, high = changed(75, 60)
    assert high < 0


def test_pairing_sees_what_two_intervals_would_not() -> None:
    """Each run's own interval is wide, since cases differ; that of the change is not."""
    before = make.report(*(make.result(f"{i}", correct=i % 2 == 0) for i in range(80)))
    now = make.report(*(make.result(f"{i}", correct=i % 2 == 0 or i < 16) for i in range(80)))
    assert (before.total.overall.correct.high or 0) > (now.total.overall.correct.low or 0)
    assert (compare(now, before).differences["correct"].low or 0) > 0


def test_recall_and_auc_are_compared_where_they_can_be() -> None:
    before = make.report(
        make.result("a", depth=7, confidence=0.2),
        make.result("b", depth=1, confidence=0.9),
        make.result("u", answerable=False, confidence=0.5),
        make.result("f", error="no network"),
    )
    now = make.report(
        make.result("a", depth=5, confidence=0.7),
        make.result("b", depth=1, confidence=0.9),
        make.result("u", answerable=False, confidence=0.5),
        make.result("f"),
    )
    made = compare(now, before).differences
    recall, auc = made["recall@5"], made["auc"]
    assert (recall.before, recall.now, recall.n) == (0.5, 1, 2)
    assert (auc.before, auc.now, auc.n) == (0.5, 1, 3)
    assert made["correct"].n == 4


def test_another_index_is_said() -> None:
    before = make.report(make.result()).model_copy(update={"receipt": RECEIPT})
    other = RECEIPT.model_copy(update={"corpus_sha256": "c2", "index_id": "i2"})
    now = before.model_copy(update={"receipt": other})
    assert compare(now, before).other == {"corpus_sha256": ("c1", "c2"), "index_id": ("i1", "i2")}
    assert compare(now, now).other == {}
    assert compare(make.report(make.result()), now).other["index_id"] == ("i2", "none")


def test_runs_without_a_case_in_common_have_no_difference() -> None:
    made = compare(make.report(make.result("a")), make.report(make.result("b")))
    assert made.differences["correct"].low is None
    assert made.differences["correct"].n == 0


def test_a_report_comes_back_from_its_file(tmp_path: Path) -> None:
    report = make.report(make.result("a"), make.result("b", kind="date"))
    report = report.model_copy(update={"comparison": compare(report, report)})
    path = tmp_path / "report.json"
    path.write_text(report.model_dump_json(), encoding="utf-8")
    assert load_report(path) == report


def test_a_report_of_the_first_version_is_still_a_baseline(tmp_path: Path) -> None:
    report = json.loads(make.report(make.result("a")).model_dump_json())
    added = {
        "results": "history must note relevant_depths uncovered statements_supported "
        "statement_citations citations_needed quoted found",
        "summary": "ndcg alce_recall alce_precision auc aurc declined_at_5 false_answers_at_5 "
        "p99_ms abstentions",
    }
    groups = [report["total"], *report["splits"].values()]
    for name in ("comparison", "shortfalls"):
        del report[name]
    for result in report["results"]:
        for name in added["results"].split():
            del result[name]
    for group in groups:
        for summary in (group["overall"], *group["kinds"].values()):
            for name in added["summary"].split():
                del summary[name]
        del group["abstentions"], group["risk_coverage"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    now = make.report(make.result("a").model_copy(update={"must": (("x",),)}))
    assert compare(now, load_report(path)).changed == ()


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"results": []}', b"\xff", b"null"])
def test_what_is_no_report_is_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(raw)
    with pytest.raises(UsageError, match=r"report\.json is no report .*--output FILE"):
        load_report(path)


def test_a_report_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.json cannot be read"):
        load_report(tmp_path / "none.json")
