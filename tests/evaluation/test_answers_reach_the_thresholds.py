"""The answers to the reference questions are as good as evals/thresholds.toml asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.evaluation import evaluate, fallen_short, load_cases, load_thresholds
from tests.conftest import ROOT

if TYPE_CHECKING:
    from askreport.evaluation import Report
    from tests.remembering import RememberingAssistant

# 1,300 questions: three minutes on a quick machine, six on one that is slow or busy.
pytestmark = pytest.mark.timeout(1_200)
FILE = ROOT / "evals" / "thresholds.toml"


@pytest.fixture(scope="module")
def report(remembering: RememberingAssistant) -> Report:
    """Both halves, asked."""
    return evaluate(remembering, load_cases([ROOT / "evals" / "cases"]))


def test_both_halves_reach_their_thresholds(report: Report) -> None:
    assert fallen_short(report, load_thresholds(FILE)) == []


def test_no_threshold_is_of_a_split_or_kind_that_is_not_there(report: Report) -> None:
    places = {(split, None) for split in report.splits} | {
        (split, kind) for split, group in report.splits.items() for kind in group.kinds
    }
    thresholds = load_thresholds(FILE)
    assert {(t.split, t.kind) for t in thresholds} <= places
    assert {t.split for t in thresholds} == {"dev", "test"}
    for split in ("dev", "test"):
        measures = {t.measure for t in thresholds if t.split == split and t.kind is None}
        assert {"correct", "recall@5", "false_answers", "false_refusals", "auc"} <= measures
