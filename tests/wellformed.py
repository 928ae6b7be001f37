"""Questions that are right as they are: no step before the search may change them."""

from __future__ import annotations

import json

from tests.conftest import ROOT

DEV: list[str] = [
    case["question"]
    for case in map(json.loads, (ROOT / "evals/cases/dev.jsonl").read_text("utf-8").splitlines())
    if case["language"] != "zh-Hant" and case["kind"] != "misspelt"
]
"""On the shipped corpus."""
OTHERS: list[str] = (ROOT / "tests/wellformed_questions.txt").read_text("utf-8").splitlines()
"""On everything else."""
